/**
 * Images with a C and C++ compiler: which references name them, and what they bring.
 * Sources: docker-library/gcc, Dockerfile.template (GCC is built below /usr/local, its shared libraries lie in /usr/local/lib64, and
 * /etc/ld.so.conf.d names that directory first); docker-library/buildpack-deps, Dockerfile templates; silkeh/docker-clang,
 * templates/debian.Dockerfile and config.yaml.
 */
import { once } from '../../../src/dockerfile/once.ts';
import type { ImageFacts } from '../../../src/evaluate/types.ts';
import { debianBasePackage } from '../../../src/image/base-programs.ts';
import {
  distributionContains,
  emptyDirectoriesOf,
  filesOfPackage,
  isDistributionDirectory,
  topLevelNames,
} from '../../../src/image/contents.ts';
import { commandsOf } from '../../../src/image/packages/index.ts';
import { assumedCopy, isOfficial, isOnHub, isWindowsTag } from '../../../src/image/reference.ts';
import type { Distribution, ImageReference } from '../../../src/image/types.ts';
import { plainImage } from '../../../src/toolchain/toolchain.ts';
import { suiteOf } from './releases.ts';

export type CompilerImage =
  | { readonly kind: 'known'; readonly facts: ImageFacts; readonly assumed: string | undefined }
  /** Its name says that it compiles, and nothing more is known of it. */
  | { readonly kind: 'lookalike' }
  /** It compiles for other systems. */
  | { readonly kind: 'cross' }
  | { readonly kind: 'windows' };

/** Where the official image has GCC's shared libraries, and what finds them there. */
export const compilerLibraries = '/usr/local/lib64';
export const loaderCache = '/etc/ld.so.cache';

/** Whether the compiler is the one that the official image builds for itself, below /usr/local. */
export function hasOwnCompiler(facts: ImageFacts | undefined): boolean {
  return facts !== undefined && 'GCC_VERSION' in facts.env;
}

export function compilerImage(reference: ImageReference): CompilerImage | undefined {
  const { name, namespace = '', tag } = reference;
  if (/(^|\/)dockcross$/.test(namespace) || /(^|\/)(messense|multiarch)$/.test(namespace))
    return ofCross(name);
  if (isWindowsTag(tag) && /(^|-)(gcc|clang|llvm)(-|$)/.test(name)) return { kind: 'windows' };
  const facts = isOfficial(reference)
    ? officialFacts(reference)
    : namespace === 'silkeh' && name === 'clang' && isOnHub(reference)
      ? clangFacts(reference)
      : undefined;
  if (facts === undefined)
    return /(^|[-_.])(gcc|g\+\+|clang|llvm)([-_.]|$)/.test(name) ? { kind: 'lookalike' } : undefined;
  return { kind: 'known', facts, assumed: assumedCopy(reference) };
}

function ofCross(name: string): CompilerImage | undefined {
  return /cross|linux|windows|mingw|android|manylinux|web-wasm/.test(name) ? { kind: 'cross' } : undefined;
}

function officialFacts(reference: ImageReference): ImageFacts | undefined {
  switch (reference.name) {
    case 'gcc':
      return gccFacts(reference);
    case 'buildpack-deps':
      return buildpackFacts(reference);
    default:
      return undefined;
  }
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const debianCodename =
  /(?:^|-)(wheezy|jessie|stretch|buster|bullseye|bookworm|trixie|forky|sid|unstable)(?:-slim)?$/;

function gccFacts({ tag = 'latest', digest }: ImageReference): ImageFacts {
  const version =
    digest !== undefined && tag === 'latest' ? undefined : /^\d+(?:\.\d+)*(?=$|-)/.exec(tag)?.[0];
  const codename = debianCodename.exec(tag)?.[1] ?? (version === undefined ? undefined : suiteOf(version));
  const distribution = debian(codename);
  return {
    ...imageOn(distribution, {
      PATH,
      // Of the whole release, which a tag like 14 doesn't tell.
      GCC_VERSION: version?.split('.').length === 3 ? version : undefined,
      GPG_KEYS: undefined,
      GCC_MIRRORS: undefined,
    }),
    version,
    contains: (path) => ofCompiler(path) ?? inImage(path, distribution),
    list: (directory) => (directory === '/usr/local/bin' ? undefined : listIn(directory, distribution)),
  };
}

function debian(codename: string | undefined): Distribution {
  return { family: 'debian', ...(codename === undefined ? {} : { codename }) };
}

/** Codenames of Ubuntu that buildpack-deps has images of. Source: docker-library/buildpack-deps, versions.json. */
const ubuntuCodename =
  /(?:^|-)(trusty|xenial|bionic|focal|jammy|kinetic|lunar|mantic|noble|oracular|plucky|questing|resolute)$/;

/** Its smaller variants, `curl` and `scm`, bring no compiler. */
function buildpackFacts({ tag = 'latest' }: ImageReference): ImageFacts | undefined {
  if (/(^|-)(curl|scm)$/.test(tag)) return undefined;
  const ubuntu = ubuntuCodename.exec(tag)?.[1];
  if (ubuntu !== undefined) return imageOn({ family: 'ubuntu', codename: ubuntu }, { PATH });
  return imageOn(debian(debianCodename.exec(tag)?.[1]), { PATH });
}

/** Its compiler is of apt.llvm.org, with the C++ library of Debian's own. */
function clangFacts({ tag = 'latest' }: ImageReference): ImageFacts {
  const version = /^\d+(?:\.\d+)*(?=$|-)/.exec(tag)?.[0];
  return { ...imageOn(debian(debianCodename.exec(tag)?.[1]), { PATH }), version };
}

function imageOn(distribution: Distribution, env: ImageFacts['env']): ImageFacts {
  return {
    ...plainImage({ toolchain: 'gcc', distribution, env }),
    cmd: ['bash'],
    contains: (path) => inImage(path, distribution),
    list: (directory) => listIn(directory, distribution),
    isDirectory: isDistributionDirectory,
    holdsNoSources: (directory) =>
      !/^\/(usr\/(local\/)?(include|lib|src|share)|usr\/local)?$/.test(directory),
  };
}

function listIn(directory: string, distribution: Distribution): readonly string[] | undefined {
  if (directory === '/') return topLevelNames;
  return emptyDirectoriesOf(distribution).has(directory) ? [] : undefined;
}

/** Programs that `make install` of GCC puts into /usr/local/bin for C, C++, Fortran and Go. Source: gcc.gnu.org/install/finalinstall.html. */
const programs: ReadonlySet<string> = new Set(
  'c++ cpp g++ gcc gcc-ar gcc-nm gcc-ranlib gccgo gcov gcov-dump gcov-tool gfortran go gofmt lto-dump'.split(
    ' ',
  ),
);

/** The shared libraries beside them, by their sonames. Source: gcc.gnu.org/onlinedocs, the manuals of the libraries. */
const libraries =
  /^\/usr\/local\/lib64\/lib(stdc\+\+\.so\.6|gcc_s\.so\.1|gomp\.so\.1|atomic\.so\.1|quadmath\.so\.0)$/;

function ofCompiler(path: string): 'yes' | 'no' | 'unknown' | undefined {
  if (path === compilerLibraries || libraries.test(path)) return 'yes';
  if (path.startsWith(`${compilerLibraries}/`)) return 'unknown';
  const name = /^\/usr\/local\/bin\/([^/]+)$/.exec(path)?.[1];
  if (name === undefined)
    return /^\/usr\/local\/(lib|libexec|include|share)\//.test(path) ? 'unknown' : undefined;
  if (programs.has(name)) return 'yes';
  return /-(linux|unknown)-/.test(name) ? 'unknown' : 'no';
}

/**
 * Packages of buildpack-deps whose commands others call. Source: docker-library/buildpack-deps, the templates of `curl`, `scm` and
 * the full variant.
 */
const packages =
  'autoconf automake bzip2 curl file git gnupg make mercurial openssh-client openssl patch perl pkg-config procps subversion unzip wget xz-utils'.split(
    ' ',
  );

const added = once(
  (): ReadonlySet<string> =>
    new Set([
      loaderCache,
      ...packages.flatMap(commandsOf).flatMap((command) => [`/usr/bin/${command}`, `/bin/${command}`]),
      ...['gcc', 'g++', 'cc', 'c++', 'ld', 'ar', 'as', 'strip', 'make'].map((name) => `/usr/bin/${name}`),
      ...['ca-certificates', 'media-types', 'netbase', 'tzdata'].flatMap(filesOfPackage),
    ]),
);

function inImage(path: string, distribution: Distribution): 'yes' | 'no' | 'unknown' {
  if (distribution.family === 'debian' && added().has(path)) return 'yes';
  const name = /^\/(?:usr\/)?s?bin\/([^/]+)$/.exec(path)?.[1];
  if (
    name !== undefined &&
    distribution.family === 'debian' &&
    debianBasePackage(name, distribution.codename) !== undefined
  )
    return 'yes';
  return distributionContains(path, distribution);
}

/**
 * Static or dynamic: which C library a program needs, which C++ library, and which others. Sources: gcc(1), "Options for Linking";
 * ld.so(8); the GNU C Library's FAQ on static programs; docker-library/gcc for where the official image has GCC's libraries.
 */
import { posix } from 'node:path';
import { isInside } from '../../src/evaluate/files/paths.ts';
import type { Build, Program, Stage } from '../../src/evaluate/types.ts';
import { runtimeLibraries } from '../../src/image/packages/index.ts';
import { loaderSettings } from '../../src/image/implicit-files.ts';
import { debianReleases } from '../../src/image/packages/debian.ts';
import { ownLibraries } from '../../src/split/needs/own-libraries.ts';
import { isAuthorsLibrary, preloadedLibraries } from '../../src/split/needs/preloaded-libraries.ts';
import { cLibraryNeed } from '../../src/split/needs/linked-libraries.ts';
import type { Need } from '../../src/rule/need.ts';
import type { Assumption, Evidence, Reason } from '../../src/rule/types.ts';
import type { Refusal } from '../../src/toolchain/toolchain.ts';
import { compilerLibraries, hasOwnCompiler, loaderCache } from './images/images.ts';
import { distributionHasLibrary } from './images/releases.ts';
import {
  compilerLibrariesByName,
  ofCLibrary,
  sonames,
  systemLibraries,
  type CompilerLibrary,
} from './linked/libraries.ts';
import type { Link } from './linked/link.ts';

export type Linkage =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | {
      readonly kind: 'static' | 'dynamic';
      readonly needs: readonly Need[];
      /** Variables that the loader reads. */
      readonly environment: readonly string[];
      readonly reasons: readonly Reason[];
      readonly assumptions: readonly Assumption[];
    };

export interface LinkageScene {
  readonly program: Program;
  readonly link: Link;
  /** The stage that builds it, and the one that starts it. */
  readonly stage: Stage;
  readonly started: Stage;
  readonly build: Build;
  readonly evidence: Evidence | undefined;
}

export function linkageOf(scene: LinkageScene): Linkage {
  const { link, evidence } = scene;
  const refusal = refusalOf(scene);
  if (refusal !== undefined) return { kind: 'refusal', refusal };
  if (link.static) {
    return {
      kind: 'static',
      needs: [],
      environment: [],
      reasons: [{ code: 'static', message: 'the program is static: it is linked with -static', evidence }],
      assumptions: assumedOf(scene),
    };
  }
  return dynamic(scene);
}

const notKnown = (message: string, evidence: Evidence | undefined): Refusal => ({
  code: 'library-not-known',
  message,
  evidence,
  advice:
    'install the library from a package of the distribution, or split the file by hand and copy its files to the runtime stage',
});

/** What links the program against something of which it isn't known where it lies when it runs. */
function refusalOf({ link, stage, started, build, evidence }: LinkageScene): Refusal | undefined {
  const { options, libraries } = link;
  const sanitizer = [...options].find((option) => option.startsWith('-fsanitize'));
  const foreign =
    sanitizer ??
    ['-m32', '-mx32', '-stdlib=libc++', '-fsplit-stack', '-fgnu-tm'].find((one) => options.has(one));
  if (foreign !== undefined && !(link.static && foreign.startsWith('-m'))) {
    return notKnown(
      `the program is linked with ${foreign}, against libraries that come with the compiler alone`,
      evidence,
    );
  }
  if (link.static) return undefined;
  const [adrift] = link.lost;
  if (adrift !== undefined) {
    return {
      code: 'library-not-known',
      message: `the program is linked against ${adrift}, a library that the file builds, and where that is installed is not known`,
      evidence,
      advice: 'say where libraries go when the build is configured (--libdir); then run dfopt again',
    };
  }
  const before = preloadedLibraries(started)
    .flatMap(({ by, names = ['a library'] }) => names.map((name) => ({ by, name })))
    .find(({ name }) => !isAuthorsLibrary(name, started));
  if (before !== undefined) {
    return notKnown(
      `${before.by} names ${before.name}, and what brings that at run time is not known`,
      evidence,
    );
  }
  const own = link.open.length > 0 ? ownLibraries(started, build) : undefined;
  if (own !== undefined) return own;
  const lost = libraries.find((name) => packagesOf(name, stage) === undefined && !isOfCompiler(name));
  if (lost === undefined) return undefined;
  if (hangsOnRelease(lost, stage)) {
    return {
      code: 'library-not-known',
      message: `the program is linked against lib${lost}, whose package has another name in each release of Debian, and which release the base image is of is not known`,
      evidence,
      advice: "name the release in the base image's tag (gcc:14-trixie); then run dfopt again",
    };
  }
  return notKnown(
    `the program is linked against ${lost.includes(':') ? lost : `lib${lost}`}, and which package brings that at run time is not known`,
    evidence,
  );
}

/** The library is known, but its package is called by the release, which the base image's tag does not tell. */
function hangsOnRelease(name: string, { facts }: Stage): boolean {
  const development = systemLibraries.get(name)?.development;
  return (
    facts?.distribution.family === 'debian' &&
    facts.distribution.codename === undefined &&
    development !== undefined &&
    debianReleases.some(
      (codename) => runtimeLibraries(development, { family: 'debian', codename }) !== undefined,
    )
  );
}

function isOfCompiler(name: string): boolean {
  return ofCLibrary.has(name) || compilerLibrariesByName.has(name);
}

/** Run-time packages of a library; undefined where they aren't known. */
function packagesOf(name: string, { facts }: Stage): readonly string[] | undefined {
  const library = systemLibraries.get(name);
  const distribution = facts?.distribution ?? { family: 'other' };
  const development = distribution.family === 'alpine' ? library?.alpine : library?.development;
  return development === undefined ? undefined : runtimeLibraries(development, distribution);
}

function dynamic(scene: LinkageScene): Linkage {
  const { link, stage, evidence } = scene;
  return {
    kind: 'dynamic',
    needs: [
      cLibraryNeed(stage, 'it is linked dynamically', evidence),
      ...cxxNeeds(scene),
      ...compilerNeeds(scene),
      ...link.libraries.flatMap((name) => libraryNeeds(name, stage, evidence)),
      ...ownNeeds(scene),
    ],
    environment: ['LD_LIBRARY_PATH', 'LD_PRELOAD'],
    reasons: [],
    assumptions: assumedOf(scene),
  };
}

/** The C++ library and the compiler's own: the distribution's where that has all that the program may ask for. */
function cxxNeeds({ link, stage, started, evidence }: LinkageScene): readonly Need[] {
  if (!link.cxx || (link.staticCxx && link.staticGcc)) return [];
  const because = 'it is linked against the C++ library';
  const unwinder = compilerLibrariesByName.get('gcc_s');
  if (link.staticCxx)
    return unwinder === undefined
      ? []
      : [ofDistribution(unwinder, stage, 'C++ code unwinds the stack with it', evidence)];
  if (isOfDistribution(stage, started)) return [{ kind: 'c++-library', because, evidence }];
  return ofImage(
    ['libstdc++.so.6', 'libgcc_s.so.1'],
    `${because}, and this one is newer than the distribution's`,
    evidence,
  );
}

/**
 * Whether the libraries of the distribution that it runs on have all that what the compiler makes may ask for. Where they don't,
 * those of the image are taken that it was started in.
 */
function isOfDistribution({ facts: builder }: Stage, { facts: started }: Stage): boolean {
  if (!hasOwnCompiler(started) || !hasOwnCompiler(builder)) return true;
  return distributionHasLibrary(builder?.version, started?.distribution.codename);
}

/** OpenMP, atomic operations and other parts of the compiler that programs load. */
function compilerNeeds({ link, stage, started, evidence }: LinkageScene): readonly Need[] {
  const named = link.libraries.flatMap((name) => compilerLibrariesByName.get(name) ?? []);
  const openMp = link.options.has('-fopenmp') ? compilerLibrariesByName.get('gomp') : undefined;
  const wanted = new Map(
    [...named, ...(openMp === undefined ? [] : [openMp])].map((one) => [one.soname, one]),
  );
  return [...wanted.values()].flatMap((library) => {
    const because = `it is linked against ${library.soname}`;
    return isOfDistribution(stage, started)
      ? [ofDistribution(library, stage, because, evidence)]
      : ofImage([library.soname], because, evidence);
  });
}

function ofDistribution(
  { soname, debian, alpine }: CompilerLibrary,
  { facts }: Stage,
  because: string,
  evidence: Evidence | undefined,
): Need {
  const name = facts?.distribution.family === 'alpine' ? alpine : debian;
  return { kind: 'library', soname, packages: [name], because, evidence };
}

/** The library that unwinds the stack, where the C library loads it: the one that lies first on the loader's way. */
export function unwinderNeeds({ facts }: Stage, evidence: Evidence | undefined): readonly Need[] | undefined {
  return hasOwnCompiler(facts) ? ofImage(['libgcc_s.so.1'], 'it unwinds the stack', evidence) : undefined;
}

/** Copied from where the image has them; the loader's cache tells where they lie, there as here. */
function ofImage(names: readonly string[], because: string, evidence: Evidence | undefined): readonly Need[] {
  const files = names.map((name): Need => {
    const path = posix.join(compilerLibraries, name);
    return { kind: 'file', path, directory: false, because, evidence };
  });
  return [...files, cacheNeed(evidence)];
}

function cacheNeed(evidence: Evidence | undefined): Need {
  return {
    kind: 'system-file',
    path: loaderCache,
    because: 'the loader finds its libraries with it',
    evidence,
  };
}

/** By their names where bases may have them, else by their packages. */
function libraryNeeds(name: string, stage: Stage, evidence: Evidence | undefined): readonly Need[] {
  const packages = packagesOf(name, stage) ?? [];
  const because = `it is linked against lib${name}`;
  const named = packages.flatMap((one): readonly Need[] =>
    (sonames.get(one) ?? []).map((soname) => ({
      kind: 'library',
      soname,
      packages: [one],
      because,
      evidence,
    })),
  );
  const others = packages.filter((one) => !sonames.has(one));
  return others.length === 0
    ? named
    : [...named, { kind: 'library-packages', packages: others, because, evidence }];
}

/**
 * Shared libraries that the file makes, wherever they lie in the end: the loader finds them by the path in the program, by a variable,
 * or by its cache, which ldconfig(8) makes of the directories that its settings name.
 */
function ownNeeds({ link, started, evidence }: LinkageScene): readonly Need[] {
  if (link.own.length === 0) return [];
  const bases = new Set(link.own.map((path) => stem(path)));
  const files = started.files.written().filter(
    ({ path, kind }) =>
      kind !== 'directory' &&
      /\.so(\.|$)/.test(path) &&
      bases.has(stem(path)) &&
      // Where libtool builds; what it installs looks elsewhere.
      posix.basename(posix.dirname(path)) !== '.libs',
  );
  const because = 'the program is linked against it';
  const byCache =
    files.some(({ path }) => posix.dirname(path) === '/usr/local/lib') ||
    started.files
      .written()
      .some(
        ({ path, origin }) => loaderSettings.some((place) => isInside(path, place)) && origin.by !== 'base',
      );
  return [
    ...files.map(({ path }): Need => ({ kind: 'file', path, directory: false, because, evidence })),
    ...(byCache ? [cacheNeed(evidence)] : []),
  ];
}

/** `libshop.so.1.2` is a `libshop.so`. */
function stem(path: string): string {
  return posix.basename(path).replace(/\.so(\.\d+)*$/, '.so');
}

function assumedOf({ link, evidence }: LinkageScene): readonly Assumption[] {
  const more = link.libraries.filter((name) => systemLibraries.get(name)?.computes === false);
  const [first] = link.open;
  return [
    ...(first === undefined || link.static
      ? []
      : [
          {
            code: 'linked-with-unknown',
            message: `what ${first} asks for links it against no shared library but those whose development packages the file installs`,
            evidence,
          } as const,
        ]),
    ...(more.length === 0
      ? []
      : [
          {
            code: 'libraries-not-read',
            message: `${more.map((name) => `lib${name}`).join(', ')}, which it is linked against and which ${more.length === 1 ? 'was' : 'were'} not read, ${more.length === 1 ? 'needs' : 'need'} no more at run time than certificates, records of users and a temporary directory`,
            evidence,
          } as const,
        ]),
  ];
}

/** Needs that libraries commonly have and that cost little. */
export function needsOfLibraries({ link, evidence }: LinkageScene): readonly Need[] {
  const more = link.libraries.filter((name) => systemLibraries.get(name)?.computes === false);
  if (more.length === 0) return [];
  const because = `lib${more[0] ?? ''} may look for it`;
  return [
    { kind: 'certificates', because, evidence },
    { kind: 'temporary-directory', because, evidence },
  ];
}

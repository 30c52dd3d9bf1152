/**
 * The official golang images: which references name them, and what they bring.
 * Sources: docker-library/golang, Dockerfile-linux.template (environment, working directory, packages);
 * docker-library/buildpack-deps, `scm` variants (the tools below the Debian variants).
 */
import { isInside } from '../../src/evaluate/files/paths.ts';
import { once } from '../../src/dockerfile/once.ts';
import type { ImageFacts } from '../../src/evaluate/types.ts';
import type { Distribution } from '../../src/image/types.ts';
import {
  distributionContains,
  filesOfPackage,
  isDistributionDirectory,
  listingOf,
  topLevelNames,
} from '../../src/image/contents.ts';
import { commandsOf } from '../../src/image/packages/index.ts';
import { debianBasePackage } from '../../src/image/base-programs.ts';
import { assumedCopy, isOfficial, isWindowsTag } from '../../src/image/reference.ts';
import { certificateSources, nameServices } from '../../src/image/places.ts';
import type { ImageReference } from '../../src/image/types.ts';
import { lastMinorOf, suiteOf } from './sources/knowledge/releases.ts';

/** Where the images have the toolchain. */
export const goRoot = '/usr/local/go';

export type GolangImage =
  | {
      readonly kind: 'golang';
      readonly facts: ImageFacts;
      readonly tag: GolangTag;
      readonly assumed: string | undefined;
    }
  /** Its name says golang, but it isn't the official image. */
  | { readonly kind: 'lookalike' }
  | { readonly kind: 'windows' };

export interface GolangTag {
  /**
   * Minor version: 21 for Go 1.21; undefined when the tag floats (`latest`, `1`, `alpine`). For a tag that only names a
   * suite which is not published any more (`alpine3.11`, `stretch`): the last one on it.
   */
  readonly minor: number | undefined;
  readonly patch: number | undefined;
  readonly distribution: Distribution;
  readonly onbuild: boolean;
}

/** The facts of a reference if it names a golang image, or says that it only looks like one. */
export function golangImage(reference: ImageReference): GolangImage | undefined {
  if (!/golang|^go$/.test(reference.name)) return undefined;
  if (reference.name !== 'golang') return { kind: 'lookalike' };
  if (!isOfficial(reference)) return { kind: 'lookalike' };
  if (isWindowsTag(reference.tag)) return { kind: 'windows' };
  const tag = parseTag(reference.tag ?? (reference.digest === undefined ? 'latest' : undefined));
  return { kind: 'golang', tag, facts: factsOf(tag), assumed: assumedCopy(reference) };
}

function parseTag(tag: string | undefined): GolangTag {
  // A digest alone says nothing of version or variant.
  if (tag === undefined) {
    return { minor: undefined, patch: undefined, distribution: { family: 'other' }, onbuild: false };
  }
  const version = /^1\.(\d+)(?:\.(\d+))?(?=$|-|rc|beta)/.exec(tag);
  const alpine = /(?:^|-)alpine(\d+\.\d+)?$/.exec(tag);
  const suite = /(?:^|-)(wheezy|jessie|stretch|buster|bullseye|bookworm|trixie|forky)$/.exec(tag)?.[1];
  const minor = version === null ? frozenMinor(alpine?.[1], suite) : Number(version[1]);
  const patch = version?.[2] === undefined ? undefined : Number(version[2]);
  const onbuild = /(^|-)onbuild$/.test(tag);
  if (alpine !== null) {
    const release = alpine[1] ?? (minor === undefined ? undefined : suiteOf('alpine', minor, patch));
    return {
      minor,
      patch,
      onbuild,
      distribution: { family: 'alpine', ...(release === undefined ? {} : { release }) },
    };
  }
  const codename = suite ?? suiteOf('debian', minor, patch);
  return {
    minor,
    patch,
    onbuild,
    distribution: { family: 'debian', ...(codename === undefined ? {} : { codename }) },
  };
}

/** Without a version a tag floats, as long as images of its suite are published. */
function frozenMinor(release: string | undefined, codename: string | undefined): number | undefined {
  if (release !== undefined) return lastMinorOf('alpine', release);
  return codename === undefined ? undefined : lastMinorOf('debian', codename);
}

function factsOf(tag: GolangTag): ImageFacts {
  const alpine = tag.distribution.family === 'alpine';
  const version =
    tag.minor === undefined
      ? undefined
      : tag.patch === undefined
        ? `1.${tag.minor}`
        : `1.${tag.minor}.${tag.patch}`;
  return {
    toolchain: 'golang',
    version,
    distribution: tag.distribution,
    env: {
      PATH: '/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      GOPATH: '/go',
      // Of the whole release, which a tag like 1.24 doesn't tell.
      GOLANG_VERSION: tag.patch === undefined ? undefined : version,
      // Since Go 1.21 (docker-library/golang#472).
      ...(tag.minor === undefined || tag.minor >= 21 ? { GOTOOLCHAIN: 'local' } : {}),
    },
    workdir: '/go',
    user: '',
    cmd: [alpine ? '/bin/sh' : 'bash'],
    entrypoint: undefined,
    onbuild: tag.onbuild,
    contains: (path) => contains(path, tag),
    list: (directory) => list(directory, tag),
    isDirectory: isDistributionDirectory,
    holdsNoSources,
  };
}

/** What a directory holds, of those whose content is known. */
function list(directory: string, { distribution }: GolangTag): readonly string[] | undefined {
  if (directory === '/') return [...topLevelNames, 'go'];
  if (directory === '/go') return ['bin', 'src'];
  return workspace.has(directory) ? [] : listingOf(directory, distribution);
}

/**
 * Go sources are in the toolchain, in GOPATH, and with the documents of packages (Debian's git: doc/git/contrib). No
 * package of the images puts them elsewhere. Sources: as above; the packages' lists of files.
 */
function holdsNoSources(directory: string): boolean {
  return !['/usr/local/go', '/go', '/usr/share/doc', '/usr/share/gocode'].some((place) =>
    isInside(directory, place),
  );
}

/** Empty directories of the image's GOPATH, /go. */
const workspace: ReadonlySet<string> = new Set(['/go/bin', '/go/src']);

/**
 * Packages of the Debian images whose commands others call. Source: docker-library/golang and
 * docker-library/buildpack-deps (`curl` and `scm`), their Dockerfile templates.
 */
const debianPackages =
  'curl git gnupg make mercurial openssh-client openssl perl pkg-config procps subversion wget'.split(' ');

/** What the images have on top of their distribution. Sources: as above. */
const added: Readonly<Record<'debian' | 'alpine', () => ReadonlySet<string>>> = {
  debian: once(
    () =>
      new Set([
        ...debianPackages
          .flatMap(commandsOf)
          .flatMap((command) => [`/usr/bin/${command}`, `/bin/${command}`]),
        '/usr/bin/gcc',
        '/usr/bin/g++',
        certificateSources,
        ...['ca-certificates', 'media-types', 'netbase', 'tzdata'].flatMap(filesOfPackage),
      ]),
  ),
  alpine: once(() => new Set(filesOfPackage('ca-certificates'))),
};

/** The Alpine images of Go 1.10 and later bring the file for Go's own resolver (docker-library/golang#217). */
function hasNameSwitch({ minor }: GolangTag): boolean {
  return minor !== undefined && minor >= 10 && minor < 16;
}

/** Commands of the packages that the image is made with, by the generated list of its release. */
function isCommandOfImage(path: string, { distribution }: GolangTag): boolean {
  const name = /^\/(?:usr\/)?s?bin\/([^/]+)$/.exec(path)?.[1];
  return name !== undefined && debianBasePackage(name, distribution.codename) !== undefined;
}

function contains(path: string, tag: GolangTag): 'yes' | 'no' | 'unknown' {
  const { distribution, minor } = tag;
  const { family } = distribution;
  if (path === '/go' || workspace.has(path)) return 'yes';
  if (path.startsWith('/usr/local/go')) {
    if (path.startsWith('/usr/local/go/bin/')) return /\/(go|gofmt)$/.test(path) ? 'yes' : 'no';
    return /^\/usr\/local\/go(\/bin(\/(go|gofmt))?|\/src|\/lib\/time\/zoneinfo\.zip)?$/.test(path)
      ? 'yes'
      : 'unknown';
  }
  if ((family === 'debian' || family === 'alpine') && added[family]().has(path)) return 'yes';
  if (family === 'alpine' && path === nameServices && hasNameSwitch(tag)) return 'yes';
  if (family === 'debian' && isCommandOfImage(path, tag)) return 'yes';
  // The go-wrapper script was in the images up to Go 1.9 (docker-library/golang#198).
  if (path === '/usr/local/bin/go-wrapper') return minor !== undefined && minor <= 9 ? 'yes' : 'no';
  return distributionContains(path, distribution);
}

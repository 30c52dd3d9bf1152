/**
 * The images with a Rust toolchain: which references name them, and what they bring.
 *
 * Sources
 * - rust-lang/docker-rust: Dockerfile-debian.template, Dockerfile-slim.template, Dockerfile-alpine.template (environment,
 *   packages, what rustup installs), README.md (rustlang/rust has the nightly images).
 * - docker-library/buildpack-deps, Dockerfile.template: what the Debian variants are built on.
 * - rust-lang/rustup, src/lib.rs (TOOLS, DUP_TOOLS): the names in CARGO_HOME/bin.
 */
import { once } from '../../../src/dockerfile/once.ts';
import { isInside } from '../../../src/evaluate/files/paths.ts';
import type { ImageFacts } from '../../../src/evaluate/types.ts';
import {
  distributionContains,
  emptyDirectoriesOf,
  filesOfPackage,
  isDistributionDirectory,
  topLevelNames,
} from '../../../src/image/contents.ts';
import { debianBasePackage } from '../../../src/image/base-programs.ts';
import { commandsOf } from '../../../src/image/packages/index.ts';
import { assumedCopy, isOfficial, isOnHub, isWindowsTag } from '../../../src/image/reference.ts';
import { certificateSources } from '../../../src/image/places.ts';
import type { Distribution, ImageReference } from '../../../src/image/types.ts';
import { lastMinorOf, suiteOf } from './releases.ts';

export const cargoHome = '/usr/local/cargo';
export const rustupHome = '/usr/local/rustup';

export type RustImage =
  | { readonly kind: 'rust'; readonly facts: ImageFacts; readonly assumed: string | undefined }
  /** Its name says rust, but it isn't one of the images that are known. */
  | { readonly kind: 'lookalike' }
  | { readonly kind: 'windows' }
  /** Made to build programs for another C library than its own, with tools and variables of its own. */
  | { readonly kind: 'cross'; readonly what: string };

/** What a tag says. */
interface RustTag {
  readonly minor: number | undefined;
  readonly patch: number | undefined;
  readonly distribution: Distribution;
  /** `full` is built on buildpack-deps. */
  readonly variant: 'full' | 'slim' | 'alpine' | 'unknown';
}

/** Images that build for musl on a distribution with another C library. Source: their own READMEs. */
const crossImages: ReadonlyMap<string, string> = new Map([
  ['clux/muslrust', 'musl programs with libraries of its own below /musl'],
  [
    'ekidd/rust-musl-builder',
    'musl programs as a user of its own, with libraries of its own below /usr/local/musl',
  ],
  [
    'nasqueron/rust-musl-builder',
    'musl programs as a user of its own, with libraries of its own below /usr/local/musl',
  ],
  ['messense/rust-musl-cross', 'programs for other platforms with a compiler of its own'],
  ['blackdex/rust-musl', 'programs for other platforms with a compiler of its own'],
  ['rustembedded/cross', 'programs for other platforms, started by the tool cross'],
]);

/** The facts of a reference if it names an image with Rust, or says that it only looks like one. */
export function rustImage(reference: ImageReference): RustImage | undefined {
  const { namespace, name, tag, digest } = reference;
  const onHub = isOnHub(reference);
  const cross = onHub ? crossImages.get(`${namespace ?? ''}/${name}`) : undefined;
  if (cross !== undefined) return { kind: 'cross', what: cross };
  if (!/(^|[-_.])(rust|rustup|cargo|muslrust)($|[-_.\d])/.test(name)) return undefined;
  if (name !== 'rust') return { kind: 'lookalike' };
  if (isWindowsTag(tag)) return { kind: 'windows' };
  const given = tag ?? (digest === undefined ? 'latest' : undefined);
  if (namespace === 'rustlang' && onHub) {
    // rustlang/rust has nightly images only: its tags begin with that word.
    return given?.startsWith('nightly') === true
      ? { kind: 'rust', facts: factsOf(nightlyTag(given)), assumed: undefined }
      : { kind: 'lookalike' };
  }
  if (!isOfficial(reference)) return { kind: 'lookalike' };
  return { kind: 'rust', facts: factsOf(parseTag(given)), assumed: assumedCopy(reference) };
}

function parseTag(tag: string | undefined): RustTag {
  // A digest alone says nothing of version or variant.
  if (tag === undefined) {
    return { minor: undefined, patch: undefined, distribution: { family: 'other' }, variant: 'unknown' };
  }
  const version = /^1\.(\d+)(?:\.(\d+))?(?=$|-)/.exec(tag);
  const alpine = /(?:^|-)alpine(\d+\.\d+)?$/.exec(tag);
  const suite = /(?:^|-)(jessie|stretch|buster|bullseye|bookworm|trixie|forky)$/.exec(tag)?.[1];
  const frozen =
    alpine?.[1] !== undefined
      ? lastMinorOf('alpine', alpine[1])
      : suite === undefined
        ? undefined
        : lastMinorOf('debian', suite);
  const minor = version === null ? frozen : Number(version[1]);
  const patch = version?.[2] === undefined ? undefined : Number(version[2]);
  if (alpine !== null) {
    const release = alpine[1] ?? suiteOf('alpine', minor, patch);
    const distribution = { family: 'alpine', ...(release === undefined ? {} : { release }) } as const;
    return { minor, patch, variant: 'alpine', distribution };
  }
  const codename = suite ?? suiteOf('debian', minor, patch);
  const distribution = { family: 'debian', ...(codename === undefined ? {} : { codename }) } as const;
  return { minor, patch, variant: /(^|-)slim(-|$)/.test(tag) ? 'slim' : 'full', distribution };
}

/** `nightly`, `nightly-slim`, `nightly-bookworm-slim`, `nightly-alpine3.22`: it moves, so that its version isn't known. */
function nightlyTag(tag: string): RustTag {
  const rest = tag.replace(/^nightly-?/, '');
  const plain = parseTag(rest === '' ? 'latest' : rest.replace(/^([a-z]+)-slim$/, 'slim-$1'));
  return { ...plain, minor: undefined, patch: undefined };
}

function factsOf(tag: RustTag): ImageFacts {
  const { minor, patch, variant } = tag;
  const version =
    minor === undefined ? undefined : patch === undefined ? `1.${minor}` : `1.${minor}.${patch}`;
  return {
    toolchain: 'rust',
    version,
    distribution: tag.distribution,
    env: {
      PATH: `${cargoHome}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
      RUSTUP_HOME: rustupHome,
      CARGO_HOME: cargoHome,
      // Of the whole release, which a tag like 1.85 doesn't tell. Since April 2018 (1.25.0).
      ...(minor !== undefined && minor < 25
        ? {}
        : { RUST_VERSION: patch === undefined ? undefined : version }),
    },
    workdir: '/',
    user: '',
    cmd: [variant === 'alpine' ? '/bin/sh' : 'bash'],
    entrypoint: undefined,
    onbuild: false,
    contains: (path) => contains(path, tag),
    list: (directory) => list(directory, tag),
    isDirectory: isDistributionDirectory,
    holdsNoSources,
  };
}

/** What a directory holds, of those whose content is known. */
function list(directory: string, { distribution }: RustTag): readonly string[] | undefined {
  if (directory === '/') return topLevelNames;
  if (directory === `${cargoHome}/bin`) return [...rustupTools];
  return emptyDirectoriesOf(distribution).has(directory) ? [] : undefined;
}

/** Rust sources are in the toolchain, and with the documents of packages. No package of the images puts them elsewhere. */
function holdsNoSources(directory: string): boolean {
  return ![cargoHome, rustupHome, '/usr/share/doc'].some((place) => isInside(directory, place));
}

/** Links to rustup in CARGO_HOME/bin. Source: as above. */
const rustupTools: ReadonlySet<string> = new Set(
  (
    'cargo cargo-clippy cargo-fmt cargo-miri clippy-driver rls rust-analyzer rust-gdb rust-gdbgui rust-lldb rustc rustdoc ' +
    'rustfmt rustup'
  ).split(' '),
);

/** Packages of the full images whose commands others call (buildpack-deps: `curl`, `scm` and the whole). */
const fullPackages = (
  'bzip2 curl file git gnupg imagemagick make mercurial openssh-client openssl patch perl pkg-config procps subversion unzip ' +
  'wget xz-utils'
).split(' ');

/** Development packages of the full images: what is built there may be linked against their libraries. Source: as above. */
export const fullDevelopmentPackages: readonly string[] = (
  'default-libmysqlclient-dev libbz2-dev libcurl4-openssl-dev libdb-dev libevent-dev libffi-dev libgdbm-dev libglib2.0-dev ' +
  'libgmp-dev libjpeg-dev libkrb5-dev liblzma-dev libmagickcore-dev libmagickwand-dev libmaxminddb-dev libncurses5-dev ' +
  'libncursesw5-dev libpng-dev libpq-dev libreadline-dev libsqlite3-dev libssl-dev libwebp-dev libxml2-dev libxslt-dev ' +
  'libyaml-dev zlib1g-dev'
).split(' ');

/** Whether an image is one of the full ones: by its facts, as the evaluation hands them on. */
export function isFullImage(facts: ImageFacts | undefined): boolean {
  return facts?.contains('/usr/bin/git') === 'yes';
}

/** What the images have on top of their distribution. Sources: as above. */
const added: Readonly<Record<RustTag['variant'], () => ReadonlySet<string>>> = {
  full: once(
    () =>
      new Set([
        ...fullPackages.flatMap(commandsOf).flatMap((command) => [`/usr/bin/${command}`, `/bin/${command}`]),
        '/usr/bin/gcc',
        '/usr/bin/g++',
        '/usr/bin/git',
        certificateSources,
        ...['ca-certificates', 'media-types', 'netbase', 'tzdata'].flatMap(filesOfPackage),
      ]),
  ),
  slim: once(
    () =>
      new Set([
        '/usr/bin/gcc',
        certificateSources,
        ...commandsOf('openssl').map((command) => `/usr/bin/${command}`),
        ...filesOfPackage('ca-certificates'),
      ]),
  ),
  alpine: once(() => new Set(['/usr/bin/gcc', ...filesOfPackage('ca-certificates')])),
  unknown: once(() => new Set<string>()),
};

/** Commands of the packages that the image is made with, by the generated list of its release. */
function isCommandOfImage(path: string, { distribution, variant }: RustTag): boolean {
  const name = variant === 'full' ? /^\/(?:usr\/)?s?bin\/([^/]+)$/.exec(path)?.[1] : undefined;
  return name !== undefined && debianBasePackage(name, distribution.codename) !== undefined;
}

function contains(path: string, tag: RustTag): 'yes' | 'no' | 'unknown' {
  const bin = `${cargoHome}/bin`;
  if (isInside(path, bin) && path !== bin) {
    const name = path.slice(bin.length + 1);
    if (!rustupTools.has(name)) return 'no';
    return ['cargo', 'rustc', 'rustup'].includes(name) ? 'yes' : 'unknown';
  }
  if ([cargoHome, bin, rustupHome].includes(path)) return 'yes';
  // What cargo fetches and keeps is not there before it did.
  if (isInside(path, cargoHome)) return path === `${cargoHome}/env` ? 'yes' : 'no';
  if (isInside(path, rustupHome)) return 'unknown';
  if (added[tag.variant]().has(path) || isCommandOfImage(path, tag)) return 'yes';
  return distributionContains(path, tag.distribution);
}

/**
 * Go on a distribution's own image: from its packages, from an archive of go.dev, or copied from a golang image.
 *
 * Sources
 * - Debian: packages.debian.org, golang-go of each release; the files of golang-1.19-go and golang-1.19-src (bookworm) and
 *   golang-1.24-go (trixie): `/usr/lib/go-1.N` with bin/go, no lib/time.
 * - Ubuntu: packages.ubuntu.com, golang-go of each release.
 * - Alpine: pkgs.alpinelinux.org, package go of each branch; community/go/APKBUILD of aports for `/usr/lib/go` and its lib/time.
 * - The archives: go.dev/dl and go.dev/doc/install; they hold one directory, `go`.
 */
import { posix } from 'node:path';
import { takesOtherRelease } from '../../src/evaluate/commands/packages.ts';
import { isAbsent } from '../../src/evaluate/files/lookup.ts';
import type { Setup } from '../../src/evaluate/types.ts';
import { parseReference } from '../../src/image/reference.ts';
import type { Distribution } from '../../src/image/types.ts';
import { golangImage, goRoot } from './images.ts';
import type { Installed } from '../../src/toolchain/toolchain.ts';

/** Minor version of Go that the package of a release has. */
const packaged: Readonly<Partial<Record<Distribution['family'], ReadonlyMap<string, number>>>> = {
  debian: new Map([
    ['stretch', 7],
    ['buster', 11],
    ['bullseye', 15],
    ['bookworm', 19],
    ['trixie', 24],
  ]),
  ubuntu: new Map([
    ['trusty', 2],
    ['xenial', 6],
    ['bionic', 10],
    ['focal', 13],
    ['jammy', 18],
    ['noble', 22],
  ]),
  alpine: new Map([
    ['3.6', 8],
    ['3.7', 9],
    ['3.8', 10],
    ['3.9', 11],
    ['3.10', 12],
    ['3.11', 13],
    ['3.12', 13],
    ['3.13', 15],
    ['3.14', 16],
    ['3.15', 17],
    ['3.16', 18],
    ['3.17', 19],
    ['3.18', 20],
    ['3.19', 21],
    ['3.20', 22],
    ['3.21', 23],
    ['3.22', 24],
    ['3.23', 25],
  ]),
};

/** Releases that move, with a version of Go that is not older than the newest one listed. */
const moving: ReadonlySet<string | undefined> = new Set([
  undefined,
  'testing',
  'unstable',
  'sid',
  'forky',
  'edge',
]);

export function installedGo(setup: Setup): Installed | undefined {
  return fromArchive(setup) ?? fromImage(setup) ?? fromPackage(setup);
}

/** `golang-1.19`, `golang-1.19-go`: a version beside that of the release. */
const versioned = /^golang-1\.(\d+)(?:-go)?$/;

function fromPackage(setup: Setup): Installed | undefined {
  const { facts, packages } = setup;
  const { family } = facts.distribution;
  const names = [...packages.keys()];
  const own = family === 'alpine' ? 'go' : ['golang-go', 'golang'].find((name) => names.includes(name));
  const apart = family === 'alpine' ? undefined : names.find((name) => versioned.test(name));
  const name = own !== undefined && packages.has(own) ? own : apart;
  const change = name === undefined ? undefined : packages.get(name);
  if (name === undefined || change === undefined) return undefined;
  // Of two, which one a command is hangs on PATH.
  const minor =
    own !== undefined && name === own && apart !== undefined
      ? undefined
      : name === own
        ? minorOfRelease(setup, takesOtherRelease(change, setup.files))
        : Number(versioned.exec(name)?.[1]);
  if (minor === undefined) return undefined;
  const version = minor === 'newest' ? undefined : `1.${minor}`;
  const root =
    family === 'alpine' ? '/usr/lib/go' : version === undefined ? '/usr/lib/go' : `/usr/lib/go-${version}`;
  return {
    what: `the package ${name}`,
    from: 'distribution',
    version,
    directories: [root],
    files: family === 'alpine' ? [zoneArchiveIn(root)] : [],
  };
}

/** undefined where it isn't known, and may be an old one. */
function minorOfRelease({ facts }: Setup, elsewhere: boolean): number | 'newest' | undefined {
  const { family, codename, release } = facts.distribution;
  if (elsewhere) return 'newest';
  const name = family === 'alpine' ? release?.split('.').slice(0, 2).join('.') : codename;
  return packaged[family]?.get(name ?? '') ?? (moving.has(name) ? 'newest' : undefined);
}

/** `go1.21.3.linux-amd64.tar.gz`. */
const archiveName = /(?:^|\/)go(1\.\d+(?:\.\d+)?)(?:rc\d+|beta\d+)?\.linux-/;

/** The archive with the name of the version or of the architecture put together from what isn't known. */
const archiveOfUnknown =
  /^https?:\/\/(?:go\.dev\/dl|golang\.org\/dl|dl\.google\.com\/go|storage\.googleapis\.com\/golang)\/go/;

function fromArchive({ files }: Setup): Installed | undefined {
  for (const { under, origin } of files.opaque()) {
    if (origin.by !== 'opaque' || origin.archive === undefined) continue;
    const version = archiveName.exec(origin.archive)?.[1];
    if (version === undefined && !archiveOfUnknown.test(origin.archive)) continue;
    const root = posix.basename(under) === 'go' ? under : posix.join(under, 'go');
    if (isAbsent(files.lookup(posix.join(root, 'bin/go')))) continue;
    return {
      what: `Go ${version ?? ''} from an archive`.replace('  ', ' '),
      from: 'upstream',
      version,
      directories: [root],
      files: [zoneArchiveIn(root)],
    };
  }
  return undefined;
}

/** `COPY --from=golang:1.24 /usr/local/go /usr/local/go`. */
function fromImage({ files }: Setup): Installed | undefined {
  for (const { path, origin } of files.trees()) {
    if (origin.by !== 'stage' || typeof origin.stage !== 'string' || origin.source !== goRoot) continue;
    const reference = parseReference(origin.stage);
    const image = reference === undefined ? undefined : golangImage(reference);
    if (image?.kind !== 'golang' || isAbsent(files.lookup(posix.join(path, 'bin/go')))) continue;
    return {
      what: `Go of ${origin.stage}`,
      from: 'upstream',
      version: image.facts.version,
      directories: [path],
      files: [zoneArchiveIn(path)],
    };
  }
  return undefined;
}

function zoneArchiveIn(root: string): string {
  return `${root}/lib/time/zoneinfo.zip`;
}

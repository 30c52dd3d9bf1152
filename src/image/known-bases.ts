/**
 * What references of others than the stock images tell: facts where the image is one that is known, and else what its
 * name has one expect.
 *
 * Sources
 * - distroless: README.md ("What images are available?": `latest`, `nonroot`, `debug`, `debug-nonroot`), static/static.bzl
 *   and private/util/variables of GoogleContainerTools/distroless: user 65532, working directory /home/nonroot; debug
 *   images have BusyBox in /busybox and its shell for their entrypoint.
 * - Chainguard: `images/<name>/locked_config.json` of chainguard-images/images (2026-08): run-as 65532 but for wolfi-base,
 *   packages, no working directory; apko sets PATH and SSL_CERT_FILE. wolfi-baselayout.yaml of wolfi-dev/os makes /tmp with
 *   `mkdir -p`, so that only root is sure to write there, and brings services, protocols and nsswitch.conf.
 * - Docker Hardened Images: `image/<name>/<distribution>/*.yaml` of docker-hardened-images/catalog (2026-08): run-as nonroot
 *   (65532) but for the dev and sdk variants, packages, environment. Debian's base-files brings /tmp; the alpine ones have
 *   alpine-baselayout-data, without directories.
 */
import type { BaseDeclaration } from './declared-bases.ts';
import { certificateBundle } from './places.ts';
import { parseReference } from './reference.ts';
import type { ImageReference } from './types.ts';

type Known = Omit<BaseDeclaration, 'ref'>;

export interface KnownBase {
  readonly declaration: Known;
  /** It is known that it is so; else its name alone says it. */
  readonly sure: boolean;
}

const nonroot = '65532';

const busyboxOfDebug: readonly string[] = ['/busybox/sh'];

/** BusyBox applets that every build of it has. */
const busyboxPrograms = (
  'sh awk basename cat chmod chown cp cut date dirname echo env expr false find grep head hostname id kill ln ls mkdir mktemp ' +
  'mv nc ps pwd readlink realpath rm rmdir sed seq sleep sort stat tail tar tee test touch tr true uname uniq wc wget xargs'
).split(' ');

const certificateVariable = { SSL_CERT_FILE: certificateBundle };

const chainguard: Readonly<Record<string, Known>> = {
  static: {
    user: nonroot,
    libc: 'none',
    env: certificateVariable,
    provides: ['certificates', 'time-zones', 'users', 'service-names', 'protocol-names', 'host-names'],
  },
  'glibc-dynamic': {
    user: nonroot,
    libc: 'glibc 2.43',
    env: certificateVariable,
    provides: ['certificates', 'users', 'service-names', 'protocol-names', 'host-names', 'c++-library'],
  },
  busybox: {
    user: nonroot,
    libc: 'glibc 2.43',
    shell: '/bin/sh',
    programs: busyboxPrograms,
    env: certificateVariable,
    provides: ['certificates', 'users', 'service-names', 'protocol-names', 'host-names'],
  },
  'wolfi-base': {
    libc: 'glibc 2.43',
    shell: '/bin/sh',
    programs: busyboxPrograms,
    env: certificateVariable,
    provides: ['certificates', 'users', 'service-names', 'protocol-names', 'host-names', 'openssl'],
  },
};

/** bash, coreutils, findutils, gzip and tar; no grep and no sed. */
const hardenedDebianPrograms = (
  'bash sh basename cat chmod chown cp cut date dd df dirname du echo env expr false find gzip head id install ln ls md5sum ' +
  'mkdir mktemp mv nice nohup nproc od printenv printf pwd readlink realpath rm rmdir seq sha256sum sleep sort split stat tail ' +
  'tar tee test timeout touch tr true truncate uname uniq wc which whoami xargs'
).split(' ');

const hardened: Readonly<Record<string, Known>> = {
  static: {
    user: nonroot,
    libc: 'none',
    env: certificateVariable,
    provides: ['certificates', 'time-zones', 'temporary-directory', 'users'],
  },
  'debian-base': {
    user: nonroot,
    shell: '/bin/sh',
    programs: hardenedDebianPrograms,
    provides: ['certificates', 'time-zones', 'temporary-directory', 'users', 'c++-library'],
  },
  'alpine-base': {
    user: nonroot,
    shell: '/bin/sh',
    programs: busyboxPrograms,
    env: certificateVariable,
    provides: ['certificates', 'users', 'service-names', 'protocol-names'],
  },
};

/** What a reference tells of itself; undefined for one that says no more than which image it is. */
export function knownBase(text: string): KnownBase | undefined {
  const reference = parseReference(text);
  if (reference === undefined) return undefined;
  return (
    distrolessBase(reference, text) ??
    chainguardBase(reference) ??
    hardenedBase(reference) ??
    byName(reference)
  );
}

const distrolessNames = /^(?:static|base|base-nossl|cc)(?:-debian\d+)?$/;

function distrolessBase(
  { registry, namespace, name, tag = '' }: ImageReference,
  text: string,
): KnownBase | undefined {
  const published = registry === 'gcr.io' && namespace === 'distroless';
  const mirrored = namespace?.split('/').at(-1) === 'distroless';
  if (!(published || mirrored) || !distrolessNames.test(name)) return undefined;
  // `nonroot-amd64` is the one of an architecture; a commit or a digest alone doesn't say which variant it is.
  const [variant = ''] = /^(?:latest|debug-nonroot|debug|nonroot)?/.exec(tag) ?? [];
  const isNonroot = variant.endsWith('nonroot');
  const isDebug = variant.startsWith('debug');
  const root = text.replace(/:nonroot$/, '').replace(/:debug-nonroot$/, ':debug');
  const declaration: Known = {
    ...(isNonroot ? { user: nonroot, home: '/home/nonroot', workdir: '/home/nonroot' } : {}),
    ...(isNonroot && root !== text ? { root } : {}),
    ...(isDebug ? { entrypoint: busyboxOfDebug } : {}),
  };
  return Object.keys(declaration).length === 0 ? undefined : { declaration, sure: published };
}

function chainguardBase({ registry, name, tag = '' }: ImageReference): KnownBase | undefined {
  if (registry !== 'cgr.dev') return undefined;
  const known = chainguard[name];
  // A dev variant adds a shell and apk, and runs as the same user (edu.chainguard.dev, "-dev variants").
  return known === undefined || tag.endsWith('-dev')
    ? { declaration: { user: nonroot }, sure: false }
    : { declaration: known, sure: true };
}

function hardenedBase({ registry, namespace, name, tag = '' }: ImageReference): KnownBase | undefined {
  const isPublished = registry === 'dhi.io';
  // Mirrored repositories are NAMESPACE/dhi-NAME (docs.docker.com/dhi/how-to/mirror).
  if (!isPublished && !(namespace !== undefined && name.startsWith('dhi-'))) return undefined;
  if (/(?:^|-)(?:dev|sdk)$/.test(tag)) return undefined;
  const known = hardened[name.replace(/^dhi-/, '')];
  if (known === undefined) return { declaration: { user: nonroot }, sure: false };
  const declaration = /(?:^|-)glibc(?:-|$)/.test(tag) ? { ...known, libc: 'glibc' } : known;
  return { declaration, sure: isPublished };
}

/** A name that says another user, or an image of the kinds above under a name of a team's own. */
const namesUser = /(?:^|[/:_.-])(?:nonroot|non-root|rootless|unprivileged|hardened|chainguard)(?:$|[/:_.-])/;

function byName({ registry = '', namespace = '', name, tag = '' }: ImageReference): KnownBase | undefined {
  return namesUser.test(`${registry}/${namespace}/${name}:${tag}`)
    ? { declaration: { user: nonroot }, sure: false }
    : undefined;
}

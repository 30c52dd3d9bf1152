/**
 * The images that a runtime stage can start from, and what each brings. Data; which one is taken is the planner's
 * business.
 *
 * Sources
 * - scratch: an empty filesystem; its config is BuildKit's `emptyImage` (frontend/dockerfile/dockerfile2llb/image.go).
 * - distroless: static/static.bzl, static/config.bzl, base/config.bzl, cc/config.bzl, common/BUILD.bazel,
 *   static/nsswitch.conf and README.md of GoogleContainerTools/distroless.
 * - alpine: alpine-baselayout, busybox and ca-certificates-bundle in gitlab.alpinelinux.org/alpine/aports. The bundle is
 *   in the image since 3.12 (docker-library/rabbitmq#421), tzdata never is.
 * - debian slim: debuerreotype's minbase, measured on trixie: zones and nsswitch.conf are there; certificates,
 *   /etc/services and /etc/mime.types are not.
 * - Sizes: rounded, linux/amd64; they only order the candidates and inform people.
 */
import {
  alpineAccounts,
  debianAccounts,
  distrolessAccounts,
  ubuntuAccounts,
  type Accounts,
} from './accounts.ts';
import {
  alpineReleases,
  compareRelease,
  distrolessGenerations,
  distrolessOf,
  glibcOf,
  glibcReleases,
  muslOf,
  releaseOf,
  type DistrolessGeneration,
} from './distributions.ts';
import { alpineBaseCommands, debianSlimCommands } from './base-programs.ts';
import { certificateBundle, defaultPath, localeDirectory, zoneDirectory } from './places.ts';
import type { Distribution } from './types.ts';

export type BaseFamily =
  'scratch' | 'distroless-static' | 'distroless-base' | 'distroless-cc' | 'alpine' | 'debian-slim' | 'ubuntu';

export type CLibrary =
  | { readonly kind: 'none' }
  /** `version` is undefined for a tag that moves (`alpine:latest`). */
  | { readonly kind: 'glibc' | 'musl'; readonly version: string | undefined };

/** An interpreter or a virtual machine that an image brings. */
export interface Runtime {
  readonly name: string;
  /** As far as it is known: `20`, `20.11.1`. */
  readonly version: string;
}

export interface RuntimeBase {
  /** Of a toolchain's own runtime image, the one that it is made from. */
  readonly family: BaseFamily;
  /** What FROM says. */
  readonly reference: string;
  /** Debian codename or Alpine release; undefined for scratch and tags that move. */
  readonly release: string | undefined;
  /**
   * Place in the order of preference: what has fewer parts comes first. A distroless image with a C library is larger
   * than alpine, but has no shell and no package manager.
   */
  readonly rank: number;
  /** Rough size in MiB: to download, and unpacked. */
  readonly size: { readonly compressed: number; readonly unpacked: number };
  readonly libc: CLibrary;
  /** Names of shared libraries beside the C library's own. */
  readonly libraries: readonly string[];
  /** Interpreters and virtual machines; a base that brings one is a toolchain's own. */
  readonly runtimes: readonly Runtime[];
  /** Absolute paths of files and directories that are certainly there and that programs look for. */
  readonly files: readonly string[];
  /** The bundle of root certificates, where there is one. */
  readonly certificates: string | undefined;
  /** The time zone database, where there is one. */
  readonly timeZones: string | undefined;
  /** /tmp with mode 1777. */
  readonly temporaryDirectory: boolean;
  readonly accounts: Accounts;
  /** What shell form commands run in. */
  readonly shell: string | undefined;
  /** Programs on PATH that are certainly there; empty means there are none, elsewhere others may be there too. */
  readonly programs: ReadonlySet<string>;
  readonly packages: PackageSupport;
  /** Environment, user, working directory, entrypoint and command of the image's config. */
  readonly config: {
    readonly env: Readonly<Record<string, string>>;
    readonly user: string;
    readonly workdir: string;
    readonly entrypoint: readonly string[] | undefined;
    readonly cmd: readonly string[] | undefined;
  };
  /** Last day of support as far as it is announced (`YYYY-MM` or `YYYY-MM-DD`). */
  readonly supportedUntil: string | undefined;
  /** Nothing is there but what is said: the directories of its family's images aren't. */
  readonly bare?: true;
  /** The same image with root for its user, where it is published apart; else `USER 0` makes it that. */
  readonly rootReference?: string;
  /** What is taken for granted of it, in words, where nothing but its name tells. */
  readonly takenFor?: string;
}

export type PackageSupport =
  | { readonly manager: undefined }
  | {
      readonly manager: 'apk' | 'apt';
      /** False when the release's packages are gone from the servers. */
      readonly available: boolean;
      /** Packages that bring certificates, zones, service names and media types. */
      readonly names: Readonly<Record<'certificates' | 'timeZones' | 'services' | 'mimeTypes', string>>;
    };

const wordsOf = (text: string): readonly string[] => text.trim().split(/\s+/);

/** An empty image. */
export const scratch: RuntimeBase = {
  family: 'scratch',
  reference: 'scratch',
  release: undefined,
  rank: 0,
  size: { compressed: 0, unpacked: 0 },
  libc: { kind: 'none' },
  libraries: [],
  runtimes: [],
  files: [],
  certificates: undefined,
  timeZones: undefined,
  temporaryDirectory: false,
  accounts: { users: [], groups: [] },
  shell: undefined,
  programs: new Set(),
  packages: { manager: undefined },
  config: { env: { PATH: defaultPath }, user: '', workdir: '/', entrypoint: undefined, cmd: undefined },
  supportedUntil: undefined,
};

// ── distroless ───────────────────────────────────────────────────────────────────────────────────────────────

export type DistrolessVariant = 'static' | 'base' | 'cc';

const distrolessVariants: Readonly<
  Record<
    DistrolessVariant,
    { readonly family: BaseFamily; readonly rank: number; readonly size: RuntimeBase['size'] }
  >
> = {
  static: { family: 'distroless-static', rank: 1, size: { compressed: 0.8, unpacked: 2 } },
  base: { family: 'distroless-base', rank: 2, size: { compressed: 8, unpacked: 20 } },
  cc: { family: 'distroless-cc', rank: 3, size: { compressed: 9, unpacked: 23 } },
};

const openssl: readonly string[] = ['libssl.so.3', 'libcrypto.so.3'];
const compilerRuntime: readonly string[] = ['libgcc_s.so.1', 'libstdc++.so.6', 'libgomp.so.1'];
/** base-debian13 has these beside OpenSSL, which needs them there. */
const compression: readonly string[] = ['libz.so.1', 'libzstd.so.1'];

function distrolessLibraries(variant: DistrolessVariant, generation: string): readonly string[] {
  if (variant === 'static') return [];
  const base = generation === 'debian12' ? openssl : [...openssl, ...compression];
  return variant === 'cc' ? [...base, ...compilerRuntime] : base;
}

const distrolessFiles: readonly string[] = wordsOf(`
  /etc/services /etc/protocols /etc/mime.types /etc/nsswitch.conf /etc/passwd /etc/group /etc/os-release
  ${certificateBundle} ${zoneDirectory} /tmp /root /home/nonroot
`);

/** The root variant (`latest`): `nonroot` would change the user and the working directory. */
function distroless(
  variant: DistrolessVariant,
  { generation, codename, supportedUntil }: DistrolessGeneration,
): RuntimeBase {
  return {
    ...distrolessVariants[variant],
    reference: `gcr.io/distroless/${variant}-${generation}`,
    release: codename,
    libc: variant === 'static' ? { kind: 'none' } : { kind: 'glibc', version: glibcOf(codename) },
    libraries: distrolessLibraries(variant, generation),
    runtimes: [],
    files: distrolessFiles,
    certificates: certificateBundle,
    timeZones: zoneDirectory,
    temporaryDirectory: true,
    accounts: distrolessAccounts,
    shell: undefined,
    programs: new Set(),
    packages: { manager: undefined },
    config: {
      env: { PATH: defaultPath, SSL_CERT_FILE: certificateBundle },
      user: '0',
      workdir: '/',
      entrypoint: undefined,
      cmd: undefined,
    },
    supportedUntil,
  };
}

/**
 * A distroless image for programs built on the Debian release: of the same generation, or of the newest published one
 * when that has none, since a C library runs what was linked against an older one. Without a codename: the newest.
 * undefined when none is new enough.
 */
export function distrolessBase(variant: DistrolessVariant, codename?: string): RuntimeBase | undefined {
  const published = distrolessGenerations.filter((known) => known.published);
  const newest = published.at(-1);
  const same = codename === undefined ? undefined : distrolessOf(codename);
  if (same?.published === true) return distrolessImages(same)[variant];
  if (newest === undefined) return undefined;
  const known = codename === undefined || isOlder(codename, newest.codename);
  // What needs no C library runs on any of them.
  return known || variant === 'static' ? distrolessImages(newest)[variant] : undefined;
}

/** The images of each generation: every plan looks at them, and they are always the same. */
const madeImages = new Map<DistrolessGeneration, Readonly<Record<DistrolessVariant, RuntimeBase>>>();

function distrolessImages(
  generation: DistrolessGeneration,
): Readonly<Record<DistrolessVariant, RuntimeBase>> {
  const before = madeImages.get(generation);
  if (before !== undefined) return before;
  const made = {
    static: distroless('static', generation),
    base: distroless('base', generation),
    cc: distroless('cc', generation),
  };
  madeImages.set(generation, made);
  return made;
}

/** Whether a Debian release came before another; false when one isn't known. */
function isOlder(codename: string, than: string): boolean {
  const index = glibcReleases.findIndex(
    (release) => release.family === 'debian' && release.codename === codename,
  );
  const limit = glibcReleases.findIndex((release) => release.codename === than);
  return index !== -1 && index < limit;
}

// ── alpine ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Applets of BusyBox as Alpine configures it (main/busybox/busyboxconfig), and what else is in the image. */
const alpinePrograms: ReadonlySet<string> = new Set(
  wordsOf(`
  apk arch ash awk base64 basename bc bunzip2 busybox bzip2 cal cat chgrp chmod chown cksum clear cmp comm cp crond
  crontab cut date dc dd df diff dirname dmesg dos2unix du echo egrep env expand expr factor fallocate false fgrep find
  flock fold free fuser getopt grep groups gunzip gzip head hexdump hostname id ifconfig install ip ipcrm kill killall
  less link ln logger login ls lsof lzcat md5sum microcom mkdir mkfifo mknod mkpasswd mktemp more mount mountpoint mv nc
  netstat nice nl nohup nologin nproc nsenter nslookup od passwd paste pgrep ping ping6 pkill pmap printenv printf ps
  pwd readlink realpath renice reset resize rev rm rmdir route run-parts sed seq setsid sh sha1sum sha256sum sha512sum
  shred shuf sleep sort split stat strings stty su sum sync sysctl tail tar tee test time timeout top touch tr traceroute
  true truncate tty udhcpc umount uname uniq unix2dos unlink unzip uptime usleep uudecode uuencode vi watch wc wget which
  whoami whois xargs xxd yes zcat adduser addgroup deluser delgroup getent ldd ldconfig
`),
);

/** As they stand there, and what later releases have beside that. */
const allAlpinePrograms: ReadonlySet<string> = new Set([...alpineBaseCommands, ...alpinePrograms]);

/** First release whose image has the certificate bundle. */
const alpineCertificatesSince = '3.12';

const alpineFiles: readonly string[] = wordsOf(`
  /etc/services /etc/protocols /etc/passwd /etc/group /etc/os-release /etc/alpine-release /bin/sh /tmp /root
  /etc/issue /etc/profile /etc/shells
`);

/** `alpine:3.20`; without a release the moving tag, which is taken for a current one. */
export function alpineBase(release?: string): RuntimeBase {
  const branch = release?.split('.').slice(0, 2).join('.');
  const index = alpineReleases.findIndex((known) => known.release === branch);
  const since = alpineReleases.findIndex((known) => known.release === alpineCertificatesSince);
  const certificates = branch === undefined || index >= since ? certificateBundle : undefined;
  return {
    family: 'alpine',
    reference: release === undefined ? 'alpine' : `alpine:${release}`,
    release,
    rank: 4,
    size: { compressed: 3.6, unpacked: 8 },
    libc: { kind: 'musl', version: release === undefined ? undefined : muslOf(release) },
    // OpenSSL's names changed from 1.1 to 3 within what is covered here, so only what never changed is promised.
    libraries: ['libz.so.1'],
    runtimes: [],
    files: [...alpineFiles, ...(certificates === undefined ? [] : [certificates])],
    certificates,
    timeZones: undefined,
    temporaryDirectory: true,
    accounts: alpineAccounts,
    shell: '/bin/sh',
    programs: allAlpinePrograms,
    packages: {
      manager: 'apk',
      available: true,
      names: {
        certificates: 'ca-certificates',
        timeZones: 'tzdata',
        services: 'alpine-baselayout-data',
        mimeTypes: 'mailcap',
      },
    },
    config: { env: { PATH: defaultPath }, user: '', workdir: '/', entrypoint: undefined, cmd: ['/bin/sh'] },
    supportedUntil: alpineReleases[index]?.supportedUntil,
  };
}

// ── debian ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Programs of Debian's essential packages (coreutils, util-linux, findutils, grep, sed, tar, gzip, dash, bash, perl-base, login …). */
const debianPrograms: ReadonlySet<string> = new Set(
  wordsOf(`
  apt apt-get apt-key apt-cache apt-mark arch awk base32 base64 basename bash cat chcon chgrp chmod chown chroot cksum comm
  cp csplit cut dash date dd df diff dir dircolors dirname dmesg dpkg dpkg-query du echo egrep env expand expr factor false
  fgrep find flock fold getent getopt grep groups gunzip gzip head hostname id install ionice join kill ldconfig ldd link
  ln locale logger login logname ls lsblk lscpu mawk md5sum mkdir mkfifo mknod mktemp more mount mountpoint mv newgrp nice
  nl nohup nproc nsenter numfmt od paste passwd pathchk perl pinky pr printenv printf ptx pwd readlink realpath renice rev
  rm rmdir runcon run-parts script sed seq setpriv setsid sh sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf
  sleep sort split stat stdbuf stty su sum sync tac tail tar tee test timeout touch tr true truncate tsort tty umount uname
  unexpand uniq unlink unshare useradd userdel usermod groupadd groupdel groupmod users vdir wall wc whereis which who
  whoami xargs yes zcat zgrep
`),
);

const debianFiles: readonly string[] = wordsOf(`
  /etc/nsswitch.conf /etc/passwd /etc/group /etc/os-release /usr/lib/os-release /etc/debian_version ${zoneDirectory} ${localeDirectory}
  /bin/sh /bin/bash /tmp /root /etc/bash.bashrc /etc/issue /etc/localtime /etc/login.defs /etc/profile /etc/shells
  /etc/skel /etc/skel/.bash_logout /etc/skel/.bashrc /etc/skel/.profile /root/.bashrc /root/.profile
`);

/** `debian:bookworm-slim`; without a codename the stable release, whichever it is. */
export function debianSlimBase(codename?: string): RuntimeBase {
  const release = codename === undefined ? undefined : releaseOf(codename);
  return {
    family: 'debian-slim',
    reference: `debian:${codename ?? 'stable'}-slim`,
    release: codename,
    rank: 5,
    size: { compressed: 28, unpacked: 78 },
    libc: { kind: 'glibc', version: release?.glibc },
    libraries: ['libgcc_s.so.1', 'libstdc++.so.6', 'libz.so.1'],
    runtimes: [],
    files: debianFiles,
    certificates: undefined,
    timeZones: zoneDirectory,
    temporaryDirectory: true,
    accounts: debianAccounts,
    shell: '/bin/sh',
    get programs() {
      return debianSlimCommands(codename) ?? debianPrograms;
    },
    packages: {
      manager: 'apt',
      available: release?.archivedSince === undefined,
      names: {
        certificates: 'ca-certificates',
        timeZones: 'tzdata',
        services: 'netbase',
        mimeTypes: 'media-types',
      },
    },
    config: { env: { PATH: defaultPath }, user: '', workdir: '/', entrypoint: undefined, cmd: ['bash'] },
    supportedUntil: release?.supportedUntil,
  };
}

// ── ubuntu ───────────────────────────────────────────────────────────────────────────────────────────────────

/** What Debian's image has and Ubuntu's has not. */
const notInUbuntu: ReadonlySet<string> = new Set([zoneDirectory, '/etc/localtime']);

/**
 * The image of an Ubuntu release, which has no smaller variant.
 * @param image the reference as a file has it: what was built on it runs on it.
 */
export function ubuntuBase(image: string, codename: string | undefined): RuntimeBase {
  const release = codename === undefined ? undefined : releaseOf(codename);
  return {
    family: 'ubuntu',
    reference: image,
    release: codename,
    rank: 6,
    size: { compressed: 29, unpacked: 78 },
    libc: { kind: 'glibc', version: release?.glibc },
    libraries: ['libgcc_s.so.1', 'libstdc++.so.6', 'libz.so.1'],
    runtimes: [],
    files: debianFiles.filter((path) => !notInUbuntu.has(path)),
    certificates: undefined,
    timeZones: undefined,
    temporaryDirectory: true,
    accounts: ubuntuAccounts,
    shell: '/bin/sh',
    programs: debianPrograms,
    packages: {
      manager: 'apt',
      available: release?.archivedSince === undefined,
      names: {
        certificates: 'ca-certificates',
        timeZones: 'tzdata',
        services: 'netbase',
        mimeTypes: 'mime-support',
      },
    },
    config: { env: { PATH: defaultPath }, user: '', workdir: '/', entrypoint: undefined, cmd: ['/bin/bash'] },
    supportedUntil: release?.supportedUntil,
  };
}

/** The base of an image that stands on a distribution's own, by that. @param image what an Ubuntu image is called */
export function baseOn({ family, codename, release }: Distribution, image: string): RuntimeBase {
  if (family === 'alpine') return alpineBase(release);
  return family === 'ubuntu' ? ubuntuBase(image, codename) : debianSlimBase(codename);
}

// ── Choosing ─────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * The bases that can be considered for what was built on a distribution, in the order of preference. Alpine is
 * of the builder's own release when the builder is Alpine (its packages have the builder's names and versions), else
 * the current one; likewise Debian.
 */
export function candidateBases(builder: Distribution): readonly RuntimeBase[] {
  const { image } = builder;
  const codename = builder.family === 'debian' ? builder.codename : undefined;
  const release = builder.family === 'alpine' ? builder.release : undefined;
  const variants: readonly DistrolessVariant[] = ['static', 'base', 'cc'];
  return [
    scratch,
    ...variants.flatMap((variant) => distrolessBase(variant, codename) ?? []),
    builder.family === 'alpine' && image !== undefined
      ? { ...alpineBase(release), reference: image }
      : alpineBase(release),
    builder.family === 'debian' && image !== undefined
      ? { ...debianSlimBase(codename), reference: image }
      : debianSlimBase(codename),
    ...(builder.family === 'ubuntu' && image !== undefined ? [ubuntuBase(image, builder.codename)] : []),
  ].sort((a, b) => a.rank - b.rank);
}

/**
 * Of these, the distributions' own images only for what was built on the same distribution: its tools, packages and C
 * library are the ones that the author tried the image with.
 */
export function fittingBases(builder: Distribution): readonly RuntimeBase[] {
  // The release of an image that moves is the one of its day, or of who builds it: no other image has its C library for sure.
  const { image = '' } = builder;
  const moves = image.includes('$') || (image !== '' && builder.codename === undefined);
  return candidateBases(builder).filter(({ family, libc }) => {
    switch (builder.family) {
      case 'alpine':
        return libc.kind !== 'glibc';
      case 'debian':
        return family !== 'alpine' && (!moves || family === 'debian-slim' || libc.kind === 'none');
      case 'ubuntu':
        return family === 'ubuntu' || libc.kind === 'none';
      default:
        return libc.kind === 'none';
    }
  });
}

/** Programs that the distribution's own image has; one that isn't known is taken for Debian. */
export function distributionPrograms(distribution: Distribution | undefined): ReadonlySet<string> {
  return (distribution?.family === 'alpine' ? alpineBase() : debianSlimBase()).programs;
}

/**
 * Whether a base's C library runs a program linked against another: of the same kind, and not older. undefined when a
 * version isn't known.
 */
export function runsLinkedAgainst(base: CLibrary, needed: CLibrary): boolean | undefined {
  if (needed.kind === 'none') return true;
  if (base.kind !== needed.kind) return false;
  if (base.version === undefined || needed.version === undefined) return undefined;
  const order = compareRelease(base.version, needed.version);
  return order === undefined ? undefined : order >= 0;
}

/** What a distribution's programs are linked against by default. */
export function libraryOf(builder: Distribution): CLibrary {
  if (builder.family === 'alpine') {
    return { kind: 'musl', version: builder.release === undefined ? undefined : muslOf(builder.release) };
  }
  return { kind: 'glibc', version: builder.codename === undefined ? undefined : glibcOf(builder.codename) };
}

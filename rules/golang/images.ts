/**
 * The official golang images: which references name them, and what they bring.
 * Sources: docker-library/golang, Dockerfile-linux.template (environment, working directory, packages);
 * docker-library/buildpack-deps, `scm` variants (the tools below the Debian variants).
 */
import type { ImageFacts } from '../../src/evaluate/types.ts';
import type { Distribution } from '../../src/image/types.ts';
import { systemDirectories } from '../../src/image/directories.ts';
import { commandsOf } from '../../src/image/packages/index.ts';
import { debianBasePackage } from '../../src/image/base-programs.ts';
import type { ImageReference } from '../../src/image/types.ts';
import { lastMinorOf, suiteOf } from './sources/knowledge/releases.ts';

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

/** Namespaces under which registries and their proxies serve the official images. */
const officialNamespace = /(^|\/)library$/;

/** The facts of a reference if it names a golang image, or says that it only looks like one. */
export function golangImage(reference: ImageReference): GolangImage | undefined {
  if (!/golang|^go$/.test(reference.name)) return undefined;
  if (reference.name !== 'golang') return { kind: 'lookalike' };
  const official = reference.namespace === undefined || officialNamespace.test(reference.namespace);
  if (!official) return { kind: 'lookalike' };
  if (/windows|nanoserver/.test(reference.tag ?? '')) return { kind: 'windows' };
  const tag = parseTag(reference.tag ?? (reference.digest === undefined ? 'latest' : undefined));
  const hub =
    reference.registry === undefined ||
    /^(docker\.io|index\.docker\.io|registry-1\.docker\.io)$/.test(reference.registry);
  return {
    kind: 'golang',
    tag,
    facts: factsOf(tag),
    assumed:
      hub || reference.namespace !== undefined
        ? undefined
        : `${reference.registry ?? ''}/golang is a copy of the official golang image`,
  };
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
    isDirectory: isSystemDirectory,
  };
}

/** What a directory holds, of those whose content is known. */
function list(directory: string, tag: GolangTag): readonly string[] | undefined {
  if (directory === '/') return [...topLevel, 'go'];
  if (directory === '/go') return ['bin', 'src'];
  return emptyIn(tag).includes(directory) ? [] : undefined;
}

/** Of the package ca-certificates, which all golang images have. */
const certificateDirectory = '/etc/ssl';

const topLevel = new Set(
  [...systemDirectories].flatMap((path) => (path.lastIndexOf('/') === 0 ? [path.slice(1)] : [])),
);

/** Whether a path is a directory in every Debian and Alpine image. */
export function isSystemDirectory(path: string): boolean {
  return systemDirectories.has(path) || path === certificateDirectory || fullDirectories.has(path);
}

/** Directories that are there and hold nothing of the image's own. */
const emptyDirectories = [
  '/home',
  '/media',
  '/mnt',
  '/opt',
  '/srv',
  '/tmp',
  '/usr/local/bin',
  '/usr/local/sbin',
  '/go/bin',
  '/go/src',
];

/** As these, in the Debian images. Source: debian/directories of the package base-files. */
const emptyInDebian = ['/usr/src', '/usr/local/src'];

/** What lies in /etc, in images of either distribution: listed in golang:1.24 and golang:1.24-alpine, and older ones. */
const settings =
  'ImageMagick-6 X11 adduser.conf alpine-release alternatives apk apt bash.bashrc bash_completion.d binfmt.d ' +
  'bindresvport.blacklist busybox-paths.d ca-certificates ca-certificates.conf cron.d cron.daily cron.hourly cron.monthly ' +
  'cron.weekly crontabs dbus-1 debconf.conf debian_version default deluser.conf dpkg e2scrub.conf emacs environment ' +
  'ethertypes fonts fstab gai.conf gprofng.rc group group- gshadow gshadow- gss host.conf hostname hosts init.d inittab ' +
  'inputrc issue issue.net kernel ld.so.cache ld.so.conf ld.so.conf.d ldap libaudit.conf libpaper.d localtime login.defs ' +
  'logrotate.d lsb-release machine-id magic magic.mime mailcap mailcap.order mercurial mime.types mke2fs.conf modprobe.d ' +
  'modules modules-load.d motd mtab mysql network networks nsswitch.conf opt os-release pam.conf pam.d passwd passwd- perl ' +
  'periodic profile profile.d protocols python python2.7 python3 python3.7 python3.9 python3.11 python3.13 rc0.d rc1.d ' +
  'rc2.d rc3.d rc4.d rc5.d rc6.d rcS.d resolv.conf rmt rpc secfixes.d securetty security selinux services shadow shadow- ' +
  'shells skel ssh ssl ssl1.1 staff-group-for-usr-local subgid subgid- subuid subuid- subversion sysctl.conf sysctl.d ' +
  'systemd terminfo timezone tmpfiles.d ucf.conf udhcpc udhcpd.conf update-motd.d vim wgetrc xattr.conf xdg';

/**
 * All that some directories of the images hold: what else lies there is the author's. Sources: Filesystem Hierarchy
 * Standard 3.0 §4.2, §4.9, §5.2; the packages base-files of Debian and alpine-baselayout of Alpine.
 */
const fullDirectories: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [
    ['/usr', 'X11R6 bin games include lib lib32 lib64 libexec libo32 libx32 local sbin share src'],
    ['/usr/local', 'bin etc games go include lib libexec man sbin share src'],
    ['/etc', settings],
    ['/var', 'backups cache db empty lib local lock log mail opt run spool tmp'],
  ].map(([directory = '', names = '']) => [directory, new Set(names.split(' '))]),
);

/**
 * Packages of the Debian images whose commands others call. Source: docker-library/golang and
 * docker-library/buildpack-deps (`curl` and `scm`), their Dockerfile templates.
 */
const debianPackages =
  'curl git gnupg make mercurial openssh-client openssl perl pkg-config procps subversion wget'.split(' ');

const debianCommands: readonly string[] = debianPackages
  .flatMap(commandsOf)
  .flatMap((command) => [`/usr/bin/${command}`, `/bin/${command}`]);

const files: Readonly<Record<'debian' | 'alpine', ReadonlySet<string>>> = {
  debian: new Set([
    ...debianCommands,
    ...(
      '/bin/sh /bin/bash /usr/bin/bash /usr/bin/gcc /usr/bin/g++ /usr/bin/env /etc/passwd /etc/group /etc/shadow ' +
      '/etc/services /etc/protocols /etc/mime.types /etc/nsswitch.conf /etc/ssl/certs ' +
      '/etc/ssl/certs/ca-certificates.crt /usr/share/ca-certificates /usr/share/zoneinfo /etc/os-release /usr/lib/os-release /etc/debian_version ' +
      '/etc/issue /etc/profile /etc/shells /etc/login.defs'
    ).split(' '),
  ]),
  alpine: new Set(
    (
      '/bin/sh /bin/ash /bin/busybox /usr/bin/env /usr/bin/wget /etc/passwd /etc/group /etc/services /etc/protocols ' +
      '/etc/ssl/certs /etc/ssl/certs/ca-certificates.crt /etc/os-release /etc/alpine-release /etc/issue /etc/profile /etc/shells'
    ).split(' '),
  ),
};

const allEmptyInDebian = [...emptyDirectories, ...emptyInDebian];

function emptyIn({ distribution }: GolangTag): readonly string[] {
  return distribution.family === 'debian' ? allEmptyInDebian : emptyDirectories;
}

/** Whether a path lies in one of the directories whose content is known, and not in what these hold. */
function isOutside(path: string): boolean {
  for (const [directory, names] of fullDirectories) {
    if (!path.startsWith(`${directory}/`)) continue;
    const [name = ''] = path.slice(directory.length + 1).split('/');
    if (!names.has(name)) return true;
  }
  // Beside the settings of the shells and of programs that a build ran.
  return /^\/root\/[^.]/.test(path);
}

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
  const { family } = tag.distribution;
  const empty = emptyIn(tag);
  if (path === '/go' || empty.includes(path)) return 'yes';
  if (path.startsWith('/usr/local/go')) {
    if (path.startsWith('/usr/local/go/bin/')) return /\/(go|gofmt)$/.test(path) ? 'yes' : 'no';
    return /^\/usr\/local\/go(\/bin(\/(go|gofmt))?|\/src|\/lib\/time\/zoneinfo\.zip)?$/.test(path)
      ? 'yes'
      : 'unknown';
  }
  const [, top = ''] = path.split('/');
  if (systemDirectories.has(path) || path === certificateDirectory) return 'yes';
  if (!topLevel.has(top)) {
    // The go-wrapper script was in the images up to Go 1.9 (docker-library/golang#198).
    return 'no';
  }
  if ((family === 'debian' || family === 'alpine') && files[family].has(path)) return 'yes';
  if (family === 'debian' && isCommandOfImage(path, tag)) return 'yes';
  if (family === 'alpine' && path === '/etc/nsswitch.conf' && hasNameSwitch(tag)) return 'yes';
  if (path === '/usr/local/bin/go-wrapper') return tag.minor !== undefined && tag.minor <= 9 ? 'yes' : 'no';
  if (family === 'alpine' && /^\/usr\/share\/zoneinfo(\/|$)/.test(path)) return 'no';
  if (family === 'alpine' && /^\/(usr\/)?s?bin\/(bash|git|gcc|curl|make)$/.test(path)) return 'no';
  if (isOutside(path)) return 'no';
  return empty.some((directory) => path.startsWith(`${directory}/`)) ? 'no' : 'unknown';
}

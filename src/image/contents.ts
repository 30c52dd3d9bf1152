/**
 * What images of Debian and Alpine hold, beside the directories that every one has: what is certainly there, what is
 * certainly not, and of which directories all that they hold is known.
 *
 * Sources
 * - Filesystem Hierarchy Standard 3.0 §4.2, §4.9, §5.2 for what /usr, /usr/local and /var hold.
 * - The packages base-files (`debian/directories`, `postinst`), bash, dash, login, passwd of Debian; alpine-baselayout,
 *   alpine-release and busybox of Alpine.
 * - /etc: listed in images of both, current ones and older, with the packages that images for building have.
 * - /etc/skel, and what shells read at root's home: the packages base-files (root's files) and bash of Debian; Alpine has
 *   neither (listed in images of both).
 */
import { debianSlimCommands } from './base-programs.ts';
import { compareRelease } from './distributions.ts';
import { isOfDistribution, systemDirectories } from './directories.ts';
import {
  certificateBundle,
  certificateDirectory,
  groupRecords,
  localeDirectory,
  mediaTypes,
  nameServices,
  protocolNames,
  serviceNames,
  settingsOfCertificates,
  shadowRecords,
  userRecords,
  zoneDirectory,
} from './places.ts';
import type { Distribution } from './types.ts';

const words = (text: string): readonly string[] => text.split(' ');

/** Names of the directories right below the root. */
export const topLevelNames: readonly string[] = [...systemDirectories].flatMap((path) =>
  path.lastIndexOf('/') === 0 ? [path.slice(1)] : [],
);

const topLevel: ReadonlySet<string> = new Set(topLevelNames);

/** Directories that are there and hold nothing of the image's own. */
const empty: ReadonlySet<string> = new Set(
  words('/home /media /mnt /opt /srv /tmp /usr/local/bin /usr/local/sbin'),
);

const emptyInDebian: ReadonlySet<string> = new Set([...empty, '/usr/src', '/usr/local/src']);

/** The directories of a distribution that hold nothing. */
export function emptyDirectoriesOf({ family }: Distribution): ReadonlySet<string> {
  return family === 'debian' ? emptyInDebian : empty;
}

/** What a new user's home directory starts with (useradd(8)): of Debian's package bash. */
const skeleton: ReadonlyMap<string, readonly string[]> = new Map([
  ['/etc/skel', ['.bash_logout', '.bashrc', '.profile']],
]);

/** What a directory of a distribution holds, where that is all known. */
export function listingOf(directory: string, distribution: Distribution): readonly string[] | undefined {
  if (emptyDirectoriesOf(distribution).has(directory)) return [];
  return distribution.family === 'debian' ? skeleton.get(directory) : undefined;
}

/** What may lie in /etc. */
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

/** All that some directories may hold: what else lies there is the author's. */
const fullDirectories: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [
    ['/usr', 'X11R6 bin games include lib lib32 lib64 libexec libo32 libx32 local sbin share src'],
    ['/usr/local', 'bin etc games include lib libexec man sbin share src'],
    ['/etc', settings],
    // What packages leave there on installation; the rest is made at run time (Filesystem Hierarchy Standard §3.15), secrets too.
    [
      '/run',
      'adduser avahi-daemon chrony-dhcp dbus initctl initramfs lock log lvm mount named resolvconf sendsigs.omit.d shm sshd sudo systemd udev user utmp uuidd',
    ],
    ['/var', 'backups cache db empty lib local lock log mail opt run spool tmp'],
  ].map(([directory = '', names = '']) => [directory, new Set(words(names))]),
);

/** Whether a path is a directory in every Debian and Alpine image that has root certificates. */
export function isDistributionDirectory(path: string): boolean {
  return systemDirectories.has(path) || path === settingsOfCertificates || fullDirectories.has(path);
}

const files: Readonly<Record<'debian' | 'alpine', ReadonlySet<string>>> = {
  debian: new Set([
    ...words('/bin/sh /bin/bash /usr/bin/bash /usr/bin/env'),
    userRecords,
    groupRecords,
    shadowRecords,
    nameServices,
    ...words(
      '/etc/os-release /usr/lib/os-release /etc/debian_version /etc/issue /etc/profile /etc/shells /etc/login.defs',
    ),
    ...words('/etc/bash.bashrc /etc/localtime /root/.bashrc /root/.profile'),
    localeDirectory,
    ...[...skeleton].flatMap(([directory, names]) => [
      directory,
      ...names.map((name) => `${directory}/${name}`),
    ]),
  ]),
  alpine: new Set([
    ...words('/bin/sh /bin/ash /bin/busybox /usr/bin/env /usr/bin/wget'),
    userRecords,
    groupRecords,
    serviceNames,
    protocolNames,
    ...words('/etc/os-release /etc/alpine-release /etc/issue /etc/profile /etc/shells'),
  ]),
};

/**
 * What Alpine's images leave to packages of their own: the zones, and commands that others' images often have. No package of
 * theirs has /usr/src or /usr/local/src; python's build makes the one, and leaves nothing there.
 */
const lackingInAlpine =
  /^\/usr\/share\/zoneinfo(\/|$)|^\/usr\/(local\/)?src\/|^\/(usr\/)?s?bin\/(bash|git|gcc|curl|make)$|^\/etc\/(skel(\/|$)|localtime$|bash\.bashrc$)/;

/** What shells would read at root's home beside what is named above, and no image has. */
const lackingAtHome =
  /^\/root\/\.(bash_(profile|login|logout)|bashrc|profile|shrc|ashrc|kshrc|mkshrc|zshrc|zprofile|zshenv|zlogin)$/;

/** Whether a path lies in one of the directories whose content is known, and not in what these hold. */
function isOutside(path: string): boolean {
  for (const [directory, names] of fullDirectories) {
    const start = directory.length + 1;
    if (!path.startsWith(directory) || path[start - 1] !== '/') continue;
    const end = path.indexOf('/', start);
    if (!names.has(path.slice(start, end < 0 ? undefined : end))) return true;
  }
  // Beside the settings of the shells and of programs that a build ran.
  return /^\/root\/[^.]/.test(path);
}

/**
 * Whether an image for building that is made from the distribution has a path, as far as the distribution tells. What a
 * toolchain's image adds, its rule asks first.
 */
export function distributionContains(path: string, distribution: Distribution): 'yes' | 'no' | 'unknown' {
  const { family } = distribution;
  const holdNothing = emptyDirectoriesOf(distribution);
  if (holdNothing.has(path)) return 'yes';
  if (isOfDistribution(family, path) || path === settingsOfCertificates) return 'yes';
  const end = path.indexOf('/', 1);
  const top = path.slice(1, end < 0 ? undefined : end);
  if (!topLevel.has(top)) return 'no';
  if ((family === 'debian' || family === 'alpine') && files[family].has(path)) return 'yes';
  if (family === 'alpine' && lackingInAlpine.test(path)) return 'no';
  if (isOutside(path) || lackingAtHome.test(path)) return 'no';
  for (let end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
    if (holdNothing.has(path.slice(0, end))) return 'no';
  }
  return 'unknown';
}

/** Since which release Alpine's own image has the bundle (docker-library/rabbitmq#421). */
const alpineBundleSince = '3.12';

/** Whether the distribution's own image has root certificates: Alpine's does, those of Debian and Ubuntu don't. */
function bringsCertificates({ family, release }: Distribution): 'yes' | 'no' | 'unknown' {
  if (family !== 'alpine') return 'no';
  if (release === undefined) return 'yes';
  const order = compareRelease(release, alpineBundleSince);
  return order === undefined ? 'unknown' : order >= 0 ? 'yes' : 'no';
}

/** What Debian's image has of `files` and Ubuntu's has not (tzdata). */
const notInUbuntu: ReadonlySet<string> = new Set(['/etc/localtime']);

/** Ubuntu's images had tzdata up to these. Source: the lists of packages at partner-images.canonical.com/core. */
const zonesInUbuntu: ReadonlySet<string> = new Set(['trusty', 'xenial']);

function bringsZones({ family, codename }: Distribution): boolean {
  return family === 'debian' || (family === 'ubuntu' && zonesInUbuntu.has(codename ?? ''));
}

/** Where the GNU C Library's loader looks libraries up first (ld.so(8)); musl's has none. */
const loaderCache = '/etc/ld.so.cache';

/** Ubuntu's images have a user of that name since 24.04. */
const homeInUbuntu = '/home/ubuntu';

/** Whether the distribution's own image has a path, before any package is installed. */
export function ownImageContains(path: string, distribution: Distribution): 'yes' | 'no' | 'unknown' {
  const { family, codename } = distribution;
  if (path === certificateBundle) return bringsCertificates(distribution);
  if (path === zoneDirectory) return bringsZones(distribution) ? 'yes' : 'no';
  if (path === settingsOfCertificates || path === certificateDirectory)
    return bringsCertificates(distribution) === 'yes' ? 'yes' : 'unknown';
  if (path === loaderCache) return family === 'alpine' ? 'no' : 'yes';
  if (family === 'ubuntu') {
    if (path === homeInUbuntu || path.startsWith(`${homeInUbuntu}/`)) return 'unknown';
    if (files.debian.has(path) && !notInUbuntu.has(path)) return 'yes';
  }
  const command = /^\/(?:usr\/)?s?bin\/([^/]+)$/.exec(path)?.[1];
  if (command !== undefined && family === 'debian' && debianSlimCommands(codename)?.has(command) === true)
    return 'yes';
  return distributionContains(path, distribution);
}

/** What a directory of the distribution's own image holds, where that is all known. */
export function listingOfOwnImage(
  directory: string,
  distribution: Distribution,
): readonly string[] | undefined {
  if (directory === '/') return topLevelNames;
  if (distribution.family === 'ubuntu' && directory === '/home') return undefined;
  return listingOf(directory, distribution);
}

/** Files that packages bring and programs look for. Sources: the packages' lists of files (packages.debian.org). */
const packageFiles: Readonly<Record<string, readonly string[]>> = {
  'ca-certificates': [certificateDirectory, certificateBundle],
  'media-types': [mediaTypes],
  netbase: [serviceNames, protocolNames],
  tzdata: [zoneDirectory],
};

/** What a package brings of what programs look for; empty where nothing is known of it. */
export function filesOfPackage(name: string): readonly string[] {
  return packageFiles[name] ?? [];
}

/**
 * Directories of the system. Sources: Filesystem Hierarchy Standard 3.0 §3–§5 for the names; who makes them: the
 * packages base-files of Debian (its files, and `postinst` for those that are made on installation) and
 * alpine-baselayout of Alpine.
 */
import type { BaseFamily, RuntimeBase } from './bases.ts';
import type { Distribution } from './types.ts';

/** In every Debian, Alpine and distroless image. */
const common =
  '/bin /etc /home /lib /root /run /sbin /tmp /usr /usr/bin /usr/lib /usr/sbin /usr/share /var /var/cache /var/lib /var/log /var/run /var/spool /var/tmp';
/** Debian's are made when base-files is installed, which for distroless images it isn't: they have its files alone. */
const madeOnInstallation = '/media /mnt /opt /srv /usr/local';
/** Made on installation too, and below others. */
const furtherIn =
  '/run/lock /usr/local/bin /usr/local/lib /usr/local/sbin /usr/local/share /var/lib/misc /var/local /var/mail /var/opt';
const debianOnly = '/boot /lib64';
const furtherInDebian =
  '/usr/games /usr/include /usr/local/etc /usr/local/games /usr/local/include /usr/local/src /usr/src /var/backups';
/** In every container, whatever its image has. Source: OCI runtime specification, config-linux.md "Default Filesystems". */
const mounted = '/dev /proc /sys';

const setOf = (...lists: readonly string[]): ReadonlySet<string> =>
  new Set(lists.flatMap((list) => list.split(' ')));

/** What any image of a distribution may have of them. */
export const systemDirectories = setOf(
  common,
  madeOnInstallation,
  furtherIn,
  debianOnly,
  furtherInDebian,
  mounted,
);

const inDistributions = setOf(common, madeOnInstallation, furtherIn, mounted);
const inDebian = setOf(common, madeOnInstallation, furtherIn, furtherInDebian, mounted);
const inDistroless = setOf(common, mounted);
const inAll = setOf(mounted);
const notInAlpine = setOf(furtherInDebian);

/** Whether images for building have it that are made from the distribution. */
export function isOfDistribution(family: string, path: string): boolean {
  return systemDirectories.has(path) && !(family === 'alpine' && notInAlpine.has(path));
}

/** Whether a container certainly has the directory, by its base. */
export function hasSystemDirectory(family: BaseFamily, path: string): boolean {
  switch (family) {
    case 'scratch':
      return inAll.has(path);
    case 'distroless-static':
    case 'distroless-base':
    case 'distroless-cc':
      return inDistroless.has(path);
    case 'alpine':
      return inDistributions.has(path);
    case 'debian-slim':
    case 'ubuntu':
      return inDebian.has(path);
  }
}

/** Whether a base has a directory: one of the system, or one that is known of it. */
export function hasDirectory(
  { family, files, bare }: Pick<RuntimeBase, 'family' | 'files' | 'bare'>,
  path: string,
): boolean {
  return files.includes(path) || hasSystemDirectory(bare === true ? 'scratch' : family, path);
}

/** Modes of directories that are not 0755 in images of any distribution. Sources: the packages above. */
export const systemModes: ReadonlyMap<string, string> = new Map([
  ['/root', '700'],
  ['/run/lock', '1777'],
  ['/tmp', '1777'],
  ['/var/tmp', '1777'],
]);

/**
 * Links among them, where installing made them. Sources: `postinst` of Debian's base-files; the package alpine-baselayout,
 * whose /var/run and /var/lock lead to the same places. Distroless images have directories there.
 */
export const systemLinks: ReadonlyMap<string, string> = new Map([
  ['/var/run', '/run'],
  ['/var/lock', '/run/lock'],
]);

/**
 * Releases whose images have /bin, /sbin and /lib apart from those of /usr. In Debian's later ones they are links to them.
 * Sources: debuerreotype (`--no-merged-usr` below bookworm); wiki.debian.org/UsrMerge; Ubuntu's release notes (19.04); of Alpine, alpinelinux.org/posts
 * ("/usr-merge": what is there keeps them apart).
 */
const apart: ReadonlySet<string> = new Set(
  ['wheezy jessie stretch buster bullseye', 'trusty xenial bionic'].flatMap((names) => names.split(' ')),
);

/** Whether /bin, /sbin, /lib and /lib64 are links to the directories of these names in /usr. */
export function mergesUsr({ family, codename }: Distribution): boolean {
  return (family === 'debian' || family === 'ubuntu') && (codename === undefined || !apart.has(codename));
}

/** The other name of a path where /usr is merged: `/usr/bin/x` of `/bin/x`, and the other way round. */
export function otherName(path: string): string | undefined {
  const name = /^(\/usr)?(\/(?:bin|sbin|lib|lib64)(?:\/.*)?)$/s.exec(path);
  if (name?.[2] === undefined) return undefined;
  return name[1] === undefined ? `/usr${path}` : name[2];
}

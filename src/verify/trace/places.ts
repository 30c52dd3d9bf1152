/**
 * Files that are read where they are there, and whose loss need not show: what is read there can lie elsewhere in the new
 * image, the C library reads it for a program that has none any more, or the reader knows the ordinary content itself. A row
 * each, with its source; of what stands in no row, the loss is a difference.
 */
import { posix } from 'node:path';
import {
  addedCertificateDirectories,
  certificateDirectories,
  certificateFiles,
  certificateSources,
  mediaTypes,
  nameServices,
  protocolNames,
  serviceNames,
  zoneDirectories,
  zoneDirectory,
} from '../../image/places.ts';
import type { NeedKind } from '../../rule/need.ts';
import { imageCheckOf, type BuiltView } from '../../toolchain/needs.ts';
import type { FileIndex } from '../image/files.ts';

/** What the loss of a file that was opened comes to. */
export interface Standing {
  /** `open`: nobody can tell whether it shows. */
  readonly kind: 'difference' | 'open' | 'expected';
  readonly why: string;
}

/** What the rows are judged by. */
export interface Reading {
  readonly path: string;
  readonly before: FileIndex;
  /** The new image as the container's user sees it; undefined where nobody knows the user. */
  readonly after: BuiltView | undefined;
  /** Zones lie in these, too: what the toolchain brings. */
  readonly zoneSources: readonly string[];
  /** Databases of time zones that toolchains bring. */
  readonly zoneArchives: readonly string[];
  /** Who opens it looks for zones by their names in the system's directories, too. */
  readonly looksForZones: boolean;
  /** What reads it in the new image is linked with a C library, and reads what that reads. */
  readonly linked: boolean;
  /** The sources were read to the end, and what they need is known. */
  readonly sourcesRead: boolean;
}

interface Row {
  readonly holds: (reading: Reading) => boolean;
  readonly standing: (reading: Reading) => Standing;
}

const rows: readonly Row[] = [
  // ld.so(8): the cache tells where libraries are; which are found is compared with the files.
  {
    holds: ({ path }) => path === '/etc/ld.so.cache' || path.startsWith('/etc/ld-musl-'),
    standing: () => expected('of the loader: what is linked is compared with the files'),
  },
  // Go's `crypto/x509/root_linux.go`: the first bundle, and every file of the directories.
  {
    holds: ({ path }) =>
      certificateFiles.includes(path) ||
      isWithin(path, [...certificateDirectories, certificateSources, ...addedCertificateDirectories]),
    standing: (reading) => metElsewhere(reading, { kind: 'certificates' }, 'root certificates'),
  },
  // tzset(3), and Go's `time/zoneinfo_unix.go`: without it the zone is UTC.
  {
    holds: ({ path }) => path === '/etc/localtime',
    standing: ({ before }) =>
      isSameFile(before, '/etc/localtime', posix.join(zoneDirectory, 'UTC'))
        ? expected('without it the zone is UTC, which it says')
        : difference,
  },
  // Go's `time/zoneinfo_unix.go`: where there is no /etc/localtime, the local zone is looked for among the toolchain's as
  // `localtime`, which is none of them. A zone of another name is looked for in the system's directories first.
  {
    holds: ({ path, before, zoneArchives, looksForZones }) =>
      zoneArchives.includes(path) && !looksForZones && !before.lookup('/etc/localtime').found,
    standing: () => expected('only the local zone is looked for there, which is UTC in both'),
  },
  // Go's `time/zoneinfo_read.go`: the first source that has the zone.
  {
    holds: ({ path, zoneSources }) => isWithin(path, [...zoneDirectories, ...zoneSources]),
    standing: (reading) => {
      const directory = zoneDirectories.find((each) => isWithin(reading.path, [each]));
      const zone = directory === undefined ? undefined : posix.relative(directory, reading.path);
      const named = zone === undefined || zone === '' ? {} : { zone };
      return metElsewhere(
        reading,
        { kind: 'time-zones', sources: reading.zoneSources, ...named },
        'time zones',
      );
    },
  },
  // locale(7), iconv(1), nsswitch.conf(5), host.conf(5), gai.conf(5): the C library's own.
  {
    holds: ({ path }) =>
      isWithin(path, ['/usr/lib/locale', '/usr/share/locale']) ||
      path.split('/').includes('gconv') ||
      posix.basename(path).startsWith('libnss_') ||
      path === '/etc/host.conf' ||
      path === '/etc/gai.conf',
    standing: ({ linked, sourcesRead }) =>
      linked && !sourcesRead
        ? { kind: 'open', why: 'the C library does without it, in another way' }
        : expected('of the C library, which does without it'),
  },
  // OpenSSL's config(5), and Debian's openssl package, whose file names the provider that the library takes anyway.
  {
    holds: ({ path, before }) =>
      (path === '/etc/ssl/openssl.cnf' || path === '/usr/lib/ssl/openssl.cnf') &&
      isAsInstalled(before, path, 'openssl'),
    standing: () =>
      expected('OpenSSL does without it, and as the package brings it, it says what holds anyway'),
  },
  // Go's `net/conf.go`, musl's `lookup_name.c`: without the file, `files dns` is what holds for hosts.
  {
    holds: ({ path, before, linked }) => path === nameServices && !linked && ordersAsUsual(before),
    standing: () => expected('hosts are looked up as it says without it, too'),
  },
  // Go's `net/port.go`, `net/lookup.go`, `mime/type.go` and `type_unix.go`: they know the ordinary ones themselves.
  {
    holds: ({ path }) =>
      [nameServices, serviceNames, protocolNames, ...mediaTypeFiles].includes(path) ||
      isWithin(path, ['/usr/share/mime', '/usr/local/share/mime']),
    standing: ({ sourcesRead }) =>
      sourcesRead
        ? expected('the sources ask for nothing of it that the program does not know itself')
        : { kind: 'open', why: 'the program knows the ordinary names itself, and no others' },
  },
];

const mediaTypeFiles: readonly string[] = [
  mediaTypes,
  '/etc/apache2/mime.types',
  '/etc/apache/mime.types',
  '/etc/httpd/conf/mime.types',
];

const difference: Standing = { kind: 'difference', why: '' };

function expected(why: string): Standing {
  return { kind: 'expected', why };
}

/** What the loss of the file comes to. */
export function standingOf(reading: Reading): Standing {
  return rows.find(({ holds }) => holds(reading))?.standing(reading) ?? difference;
}

/** What is read there is a need that the new image meets in its own way. */
function metElsewhere({ after }: Reading, need: NeedKind, what: string): Standing {
  const check = imageCheckOf({ ...need, because: '', evidence: undefined });
  return after !== undefined && check?.has(after) === true
    ? expected(`the new image has ${what} at another place`)
    : difference;
}

/** Whether a path is one of these or lies in one. */
export function isWithin(path: string, directories: readonly string[]): boolean {
  return directories.some((directory) => path === directory || path.startsWith(`${directory}/`));
}

function isSameFile(files: FileIndex, one: string, other: string): boolean {
  const [first, second] = [files.lookup(one), files.lookup(other)];
  return (
    first.found &&
    second.found &&
    first.node.file !== undefined &&
    first.node.file.sha256 === second.node.file?.sha256
  );
}

/** Written with Debian's list of the package's files, and not in a later step. */
function isAsInstalled(files: FileIndex, path: string, name: string): boolean {
  const [file, list] = [files.lookup(path), files.lookup(`/var/lib/dpkg/info/${name}.list`)];
  return file.found && list.found && file.node.layer === list.node.layer;
}

/** nsswitch.conf(5): `hosts: files dns`. */
function ordersAsUsual(files: FileIndex): boolean {
  const found = files.lookup(nameServices);
  const text = found.found ? found.node.file?.content?.toString('utf8') : undefined;
  const line = text
    ?.split('\n')
    .map((each) => each.split('#')[0]?.trim() ?? '')
    .find((each) => each.startsWith('hosts:'));
  return line === undefined || line.slice('hosts:'.length).trim().split(/\s+/).join(' ') === 'files dns';
}

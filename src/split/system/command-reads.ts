/** Files of the system that command lines name: what each command does with its operands. */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Stage } from '../../evaluate/types.ts';
import {
  groupRecords,
  packageCommandDirectories,
  protocolNames,
  serviceNames,
  shadowRecords,
  userRecords,
} from '../../image/places.ts';
import type { Need } from '../../rule/need.ts';
import type { Evidence } from '../../rule/types.ts';
import type { Value } from '../../shell/types.ts';
import { packageOf } from '../needs/installed-packages.ts';
import { purposeOf } from './paths.ts';
import { isOfSystem, nothing, systemReads, together, type ReadAs, type SystemReads } from './reads.ts';

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Commands whose operands are files that they read. Source: their manual pages, section 1, POSIX XCU. */
const readers = wordsOf(`
  awk base32 base64 bat bzcat cat cksum cmp column comm csplit cut dd diff egrep expand fgrep file fmt fold gawk grep gunzip gzip
  head hexdump iconv join jq less mapfile mawk md5sum more nl od paste pr readarray rev sed sha1sum sha224sum sha256sum sha384sum
  sha512sum sort source split strings sum tac tail tee tr tsort unexpand uniq wc xmllint xxd xzcat yq zcat zgrep
`);

/** Commands that look through the directories that they are given. */
const listing = wordsOf('dir du exa find ls rgrep tree vdir');

/** Commands that take files or directories to another place: the last operand is where that is. */
const taking = wordsOf('cp install ln mv rsync scp');

/** Commands that put files together or look through them, files and directories alike. */
const gathering = wordsOf('bsdtar cpio pax rg ag tar zip');

/** Commands that read none of what they name: they print it, make it, or change what is said of it. */
const heedless = wordsOf(`
  [ [[ alias basename cd chgrp chmod chown dirname echo eval exit export false getopts kill local logger mkdir mkfifo mknod mktemp
  popd printf pushd rm rmdir set setfacl sleep test touch trap true truncate umask unlink unset
`);

/** Commands to which a path is a text. */
const spelling = wordsOf('basename dirname echo eval export false getopts logger printf set sleep true');

/** Commands that ask which packages are installed, and what they hold. */
const askingPackages: ReadonlyMap<string, RegExp> = new Map([
  ['dpkg', /^(-[slLSpV]|--(status|list|listfiles|search|print-avail|verify|get-selections))/],
  ['dpkg-query', /^-/],
  ['apt', /^(list|show|policy|search)$/],
  ['apt-cache', /^[a-z]/],
  ['apt-mark', /^show/],
  ['apk', /^(info|list|version|policy|search|verify|audit|stats)$/],
]);

/** What getent(1) looks up, by where that stands (nsswitch.conf(5)). The names of hosts are the container's. */
const databases: ReadonlyMap<string, readonly string[]> = new Map([
  ['passwd', [userRecords]],
  ['group', [groupRecords]],
  ['initgroups', [userRecords, groupRecords]],
  ['shadow', [shadowRecords]],
  ['gshadow', ['/etc/gshadow']],
  ['services', [serviceNames]],
  ['protocols', [protocolNames]],
  ['networks', ['/etc/networks']],
  ['rpc', ['/etc/rpc']],
  ['ethers', ['/etc/ethers']],
]);

/** What a command line reads of the system. A word that isn't known to its end is where it certainly lies. */
export function systemReadsOf(
  words: readonly Value[],
  stage: Stage,
  evidence: Evidence | undefined,
): SystemReads {
  const [called, ...given] = words;
  const name = posix.basename(called?.text ?? '');
  const because = `${name} reads it`;
  const paths = (path: string, as: ReadAs): SystemReads => systemReads(path, as, stage, because, evidence);
  if (name === 'getent') return getentReads(given, stage, evidence);
  const asks = askingPackages.get(name);
  if (asks !== undefined) return packagesAsked(name, given, asks, evidence);
  const operands = given.map((word) => ({ ...word, at: pathsIn(word) }));
  if (listing.has(name))
    return together(operands.flatMap(({ at }) => at.map((path) => paths(path, 'names'))));
  if (readers.has(name)) {
    // Of what searches directories (`grep -r`) the names count as well.
    const recursive = given.some(({ text = '' }) => /^-[A-Za-z]*[rR]|^--recursive/.test(text));
    const as = recursive && name.endsWith('grep') ? 'names' : 'file';
    return together(operands.flatMap(({ at, text }) => at.map((path) => paths(path, asOf(text, as)))));
  }
  if (gathering.has(name))
    return together(operands.flatMap(({ at }) => at.map((path) => paths(path, 'either'))));
  if (taking.has(name)) {
    const sources = operands.filter(({ text }) => text?.startsWith('-') !== true).slice(0, -1);
    return together(sources.flatMap(({ at, text }) => at.map((path) => paths(path, asOf(text, 'either')))));
  }
  const files = operands.flatMap(({ at, text }) => (text === undefined ? [] : at));
  const programs = spelling.has(name) ? [] : files.filter((path) => isProgramOfPackage(path, stage));
  const asked = together(programs.map((path) => paths(path, 'file')));
  if (heedless.has(name)) return asked;
  // What other commands do with a file is not known: it is there for them.
  return together([
    asked,
    ...files.filter((path) => isFileOfSystem(path, stage)).map((path) => paths(path, 'file')),
  ]);
}

/** The program of a package that the file installs: whoever asks for its file finds it. */
function isProgramOfPackage(path: string, stage: Stage): boolean {
  return (
    packageCommandDirectories.includes(posix.dirname(path)) &&
    packageOf(posix.basename(path), stage) !== undefined
  );
}

/** A file that the original image certainly has, and no step wrote; of zones and the like, any that it may have. */
function isFileOfSystem(path: string, { files }: Stage): boolean {
  const found = files.lookup(path);
  if (found.status === 'possible') return purposeOf(path) !== undefined;
  return (
    found.status === 'present' &&
    found.entry.kind !== 'directory' &&
    isOfSystem(found.entry.origin) &&
    !packageCommandDirectories.includes(posix.dirname(path)) &&
    !isInside(path, '/usr/local')
  );
}

/** What isn't known to its end is one of the names in a directory. */
function asOf(text: string | undefined, as: ReadAs): ReadAs {
  return text === undefined || text.endsWith('/') ? 'names' : as;
}

/** The absolute paths that a word names: `/etc/x`, `--file=/etc/x`, `@/etc/x`; of an unfinished one the directory. */
function pathsIn({ text, prefix = '' }: Value): readonly string[] {
  const word = text ?? prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const path = /^(?:@|-[^=\s]*=|[A-Za-z_-]+=)?(\/[^\s:,]+)$/.exec(word)?.[1];
  return path === undefined || path === '/' ? [] : [posix.normalize(path)];
}

function getentReads(given: readonly Value[], stage: Stage, evidence: Evidence | undefined): SystemReads {
  const [database, ...keys] = given.flatMap(({ text }) => (text?.startsWith('-') === true ? [] : [text]));
  const because = `getent asks for ${database ?? 'names'}`;
  // A record is asked for by its name, and what is there beside it is not.
  if (database === 'passwd' && keys.length > 0 && keys.every((key) => key !== undefined)) {
    const needs = keys.flatMap((name): readonly Need[] =>
      name === 'root' || name === '0' ? [] : [{ kind: 'user-record', name, because, evidence }],
    );
    return { ...nothing, needs };
  }
  const all = database === undefined ? [userRecords, groupRecords] : (databases.get(database) ?? []);
  return together(all.map((path) => systemReads(path, 'file', stage, because, evidence)));
}

function packagesAsked(
  name: string,
  given: readonly Value[],
  asks: RegExp,
  evidence: Evidence | undefined,
): SystemReads {
  if (!given.some(({ text = '' }) => asks.test(text))) return nothing;
  const message = `what ${name} tells of the installed packages does not matter: the runtime image has others`;
  return { ...nothing, assumptions: [{ code: 'system-file-not-known', message, evidence }] };
}

/** One layer of an image: what it writes and what it takes away (OCI Image Format Specification, "Layer"). */
import { createHash } from 'node:crypto';
import { parseElf, type ElfFile, type ProgramReaders } from '../elf/elf.ts';
import type { ByteSource } from './bytes.ts';
import { digestWithoutTimes, storesTimes } from './stored-times.ts';
import { readTar, type TarEntry } from './tar.ts';

interface Attributes {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

export interface FileContent {
  readonly size: number;
  readonly sha256: string;
  /** SHA-256 without the times that its format stores (archives, compiled Python); undefined for other formats. */
  readonly withoutTimes: string | undefined;
  /** What follows `#!` on the first line. */
  readonly shebang: string | undefined;
  readonly elf: ElfFile | undefined;
  /** The bytes, for the files that comparing looks into: `keepsContent`, and scripts. */
  readonly content: Buffer | undefined;
}

/** Whether the contents are others, but for the times that their format stores. */
export function differsInTimesOnly(one: FileContent | undefined, other: FileContent | undefined): boolean {
  return (
    one?.withoutTimes !== undefined &&
    one.sha256 !== other?.sha256 &&
    one.withoutTimes === other?.withoutTimes
  );
}

export type LayerEntry =
  | (Attributes & {
      readonly type: 'file';
      readonly path: string;
      readonly file: FileContent;
      /** File capabilities (setcap) as stored; undefined for none. */
      readonly capability: string | undefined;
    })
  | (Attributes & { readonly type: 'directory'; readonly path: string })
  | (Attributes & { readonly type: 'link'; readonly path: string; readonly target: string })
  | (Attributes & { readonly type: 'device' | 'fifo'; readonly path: string })
  | { readonly type: 'hardlink'; readonly path: string; readonly target: string }
  /** Takes away what lower layers have at the path. */
  | { readonly type: 'whiteout'; readonly path: string }
  /** Takes away what lower layers have in the directory. */
  | { readonly type: 'opaque'; readonly path: string };

export interface Layer {
  readonly diffId: string;
  readonly entries: readonly LayerEntry[];
  /** Sum of the sizes of its files. */
  readonly bytes: number;
}

const whiteoutPrefix = '.wh.';
const opaqueMarker = '.wh..wh..opq';

/** Larger ones are hashed, not taken apart. */
const maximalElf = 512 * 1024 * 1024;
const maximalArchive = 512 * 1024 * 1024;
const maximalKept = 32 * 1024 * 1024;
/** Scripts up to this size are kept, so that the commands in them can be looked up. */
const maximalScript = 64 * 1024;
/** The kernel reads this much of a script's first line (Linux, `BINPRM_BUF_SIZE`). */
const shebangLength = 256;

const keptFiles = new Set([
  'etc/passwd',
  'etc/group',
  'etc/ld.so.cache',
  'etc/nsswitch.conf',
  'var/lib/dpkg/status',
  'lib/apk/db/installed',
  'usr/lib/apk/db/installed',
]);
const keptDirectories = ['var/lib/dpkg/info', 'var/lib/dpkg/status.d'];
const muslPath = /^etc\/ld-musl-[^/]+\.path$/;

/** Files whose content says how others are to be judged: users, loader settings, package databases. */
function keepsContent(path: string): boolean {
  const directory = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return keptFiles.has(path) || keptDirectories.includes(directory) || muslPath.test(path);
}

/** Reads a layer's tar to its end. */
export async function readLayer(
  diffId: string,
  source: ByteSource,
  readers: ProgramReaders = [],
): Promise<Layer> {
  const entries: LayerEntry[] = [];
  let bytes = 0;
  for await (const entry of readTar(source)) {
    const read = await readEntry(entry, readers);
    entries.push(read);
    if (read.type === 'file') bytes += read.file.size;
  }
  return { diffId, entries, bytes };
}

async function readEntry(entry: TarEntry, readers: ProgramReaders): Promise<LayerEntry> {
  const { path, mode, uid, gid, target } = entry;
  const slash = path.lastIndexOf('/');
  const directory = path.slice(0, Math.max(0, slash));
  const name = path.slice(slash + 1);
  if (name === opaqueMarker) return { type: 'opaque', path: directory };
  if (name.startsWith(whiteoutPrefix)) {
    const hidden = name.slice(whiteoutPrefix.length);
    return { type: 'whiteout', path: directory === '' ? hidden : `${directory}/${hidden}` };
  }
  switch (entry.type) {
    case 'file': {
      const capability = entry.attributes.get('security.capability');
      return {
        type: 'file',
        path,
        mode,
        uid,
        gid,
        file: await readContent(entry, readers),
        capability: capability === undefined ? undefined : Buffer.from(capability, 'latin1').toString('hex'),
      };
    }
    case 'hardlink':
      return { type: 'hardlink', path, target };
    case 'symlink':
      return { type: 'link', path, mode, uid, gid, target };
    case 'directory':
      return { type: 'directory', path, mode, uid, gid };
    case 'fifo':
      return { type: 'fifo', path, mode, uid, gid };
    case 'character':
    case 'block':
      return { type: 'device', path, mode, uid, gid };
  }
}

const elfMagic = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);

async function readContent(entry: TarEntry, readers: ProgramReaders): Promise<FileContent> {
  const hash = createHash('sha256');
  const kept: Buffer[] = [];
  let keeping = entry.size <= maximalKept && (keepsContent(entry.path) || entry.path.endsWith('.pyc'));
  let first: Buffer | undefined;
  for await (const chunk of entry.content()) {
    hash.update(chunk);
    if (first === undefined) {
      first = chunk.subarray(0, shebangLength);
      if (isElf(chunk) && entry.size <= maximalElf) keeping = true;
      if (storesTimes(chunk) && entry.size <= maximalArchive) keeping = true;
      if (isScript(chunk) && entry.size <= maximalScript) keeping = true;
    }
    if (keeping) kept.push(chunk);
  }
  const whole = keeping ? Buffer.concat(kept) : undefined;
  return {
    size: entry.size,
    sha256: hash.digest('hex'),
    withoutTimes: whole === undefined ? undefined : digestWithoutTimes(entry.path, whole),
    shebang: first === undefined ? undefined : shebangOf(first),
    elf: whole !== undefined && isElf(whole) ? parseElf(whole, readers) : undefined,
    content: keepsContent(entry.path) || (first !== undefined && isScript(first)) ? whole : undefined,
  };
}

function isElf(bytes: Buffer): boolean {
  return bytes.subarray(0, elfMagic.length).equals(elfMagic);
}

function isScript(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 2) === '#!';
}

function shebangOf(start: Buffer): string | undefined {
  if (!isScript(start)) return undefined;
  const end = start.indexOf(0x0a);
  return start.toString('utf8', 2, end < 0 ? start.length : end).trim();
}

/**
 * A streaming reader of tar archives, as container engines write them: ustar with pax extended headers (POSIX
 * IEEE Std 1003.1, "pax Interchange Format") and the GNU long-name entries.
 */
import type { ByteSource } from './bytes.ts';

export type TarType = 'file' | 'hardlink' | 'symlink' | 'character' | 'block' | 'directory' | 'fifo';

export interface TarEntry {
  /** As in the archive, without a leading `./` or `/` and without a trailing `/`; `''` is the root itself. */
  readonly path: string;
  readonly type: TarType;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  /** Where a link points, as written; `''` for other types. */
  readonly target: string;
  /** Extended attributes (`security.capability` …) by name. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Offset of the content in the archive. */
  readonly offset: number;
  /** The content in chunks. May be left unread, or read in part; valid until the next entry is asked for. */
  readonly content: () => AsyncGenerator<Buffer>;
}

/** The bytes are no tar archive that can be read. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

const blockSize = 512;
const chunkSize = 256 * 1024;
/** Extended headers and long names beyond this are no honest archive. */
const maximalHeader = 8 * 1024 * 1024;
const attributePrefix = 'SCHILY.xattr.';

const types: ReadonlyMap<string, TarType> = new Map<string, TarType>([
  ['0', 'file'],
  ['\0', 'file'],
  ['7', 'file'],
  ['1', 'hardlink'],
  ['2', 'symlink'],
  ['3', 'character'],
  ['4', 'block'],
  ['5', 'directory'],
  ['6', 'fifo'],
]);

/** The entries in order. Throws `ArchiveError` for what can't be read. */
export async function* readTar(source: ByteSource): AsyncGenerator<TarEntry> {
  const global = new Map<string, string>();
  let extended = new Map<string, string>();
  for (;;) {
    const start = source.position();
    const block = await source.read(blockSize);
    // Two zero blocks end an archive; some writers leave out one or both.
    if (block.every((byte) => byte === 0)) return;
    if (block.length < blockSize) throw new ArchiveError('the archive ends within a header');
    verifyChecksum(block, start);

    const flag = block.toString('latin1', 156, 157);
    const recordedSize = numberField(block, 124, 12);
    switch (flag) {
      case 'x':
        readPax(await readHeaderBody(source, recordedSize), extended);
        continue;
      case 'g':
        readPax(await readHeaderBody(source, recordedSize), global);
        continue;
      case 'L':
        extended.set('path', stringOf(await readHeaderBody(source, recordedSize)));
        continue;
      case 'K':
        extended.set('linkpath', stringOf(await readHeaderBody(source, recordedSize)));
        continue;
    }
    const type = types.get(flag);
    if (type === undefined) {
      throw new ArchiveError(`entry type ${JSON.stringify(flag)} at byte ${start} is not supported`);
    }

    const records = new Map([...global, ...extended]);
    extended = new Map();
    const size = type === 'file' || type === 'hardlink' ? decimal(records.get('size'), recordedSize) : 0;
    // A hard link's size is that of its target; its content is not repeated in ustar.
    const stored = type === 'file' ? size : 0;
    const offset = source.position();
    yield {
      path: cleanPath(records.get('path') ?? ustarName(block)),
      type,
      mode: numberField(block, 100, 8) & 0o7777,
      uid: decimal(records.get('uid'), numberField(block, 108, 8)),
      gid: decimal(records.get('gid'), numberField(block, 116, 8)),
      size,
      target:
        type === 'symlink' || type === 'hardlink'
          ? (records.get('linkpath') ?? stringOf(block.subarray(157, 257)))
          : '',
      attributes: attributesOf(records),
      offset,
      content: () => readContent(source, offset, stored),
    };
    const padded = Math.ceil(stored / blockSize) * blockSize;
    await source.skip(offset + padded - source.position());
  }
}

async function* readContent(source: ByteSource, offset: number, size: number): AsyncGenerator<Buffer> {
  for (;;) {
    const left = offset + size - source.position();
    if (left <= 0) return;
    const chunk = await source.read(Math.min(left, chunkSize));
    if (chunk.length === 0) throw new ArchiveError('the archive ends within a file');
    yield chunk;
  }
}

async function readHeaderBody(source: ByteSource, size: number): Promise<Buffer> {
  if (size > maximalHeader) throw new ArchiveError(`an extended header of ${size} bytes is too large`);
  const body = await source.read(size);
  if (body.length < size) throw new ArchiveError('the archive ends within an extended header');
  await source.skip((blockSize - (size % blockSize)) % blockSize);
  return body;
}

/** Records of the form `LENGTH KEY=VALUE\n`, the length in bytes and counting itself. */
function readPax(body: Buffer, into: Map<string, string>): void {
  let at = 0;
  while (at < body.length) {
    const space = body.indexOf(0x20, at);
    const length = space < 0 ? Number.NaN : Number(body.toString('latin1', at, space));
    const end = at + length;
    if (!Number.isInteger(length) || length <= 0 || end > body.length) {
      throw new ArchiveError('an extended header holds a record that cannot be read');
    }
    const equals = body.indexOf(0x3d, space);
    if (equals < 0 || equals >= end) throw new ArchiveError('an extended header holds a record without `=`');
    const key = body.toString('utf8', space + 1, equals);
    const value = body.subarray(equals + 1, end - 1);
    // Attribute values are bytes; names and paths are UTF-8.
    into.set(key, value.toString(key.startsWith(attributePrefix) ? 'latin1' : 'utf8'));
    at = end;
  }
}

function attributesOf(records: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [key, value] of records) {
    if (key.startsWith(attributePrefix)) attributes.set(key.slice(attributePrefix.length), value);
  }
  return attributes;
}

/** The sum of the header's bytes, its own field counted as spaces; old writers summed signed bytes. */
function verifyChecksum(block: Buffer, start: number): void {
  const recorded = numberField(block, 148, 8);
  let unsigned = 0;
  let signed = 0;
  for (let index = 0; index < blockSize; index += 1) {
    const byte = index >= 148 && index < 156 ? 0x20 : block.readUInt8(index);
    unsigned += byte;
    signed += byte > 0x7f ? byte - 0x100 : byte;
  }
  if (recorded !== unsigned && recorded !== signed) {
    throw new ArchiveError(`the header at byte ${start} has a wrong checksum`);
  }
}

/** Octal digits, or (GNU) a big-endian number with the top bit set. */
function numberField(block: Buffer, start: number, length: number): number {
  const first = block.readUInt8(start);
  if ((first & 0x80) !== 0) {
    let value = BigInt(first & 0x7f);
    for (let index = start + 1; index < start + length; index += 1) {
      value = (value << 8n) | BigInt(block.readUInt8(index));
    }
    return Number(value);
  }
  const digits = block
    .toString('latin1', start, start + length)
    .replaceAll('\0', ' ')
    .trim();
  if (digits === '') return 0;
  const value = Number.parseInt(digits, 8);
  if (Number.isNaN(value)) throw new ArchiveError(`a header holds ${JSON.stringify(digits)} for a number`);
  return value;
}

function decimal(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new ArchiveError(`an extended header holds ${JSON.stringify(text)} for a number`);
  return value;
}

function ustarName(block: Buffer): string {
  const name = stringOf(block.subarray(0, 100));
  const isUstar = block.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = isUstar ? stringOf(block.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

function stringOf(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}

function cleanPath(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

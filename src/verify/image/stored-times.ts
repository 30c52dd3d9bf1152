/**
 * What a file holds besides the times that its format stores: two builds of the same sources differ in those alone.
 */
import { createHash } from 'node:crypto';

/** The first bytes of the formats that store times, for whoever decides whether to keep a file's content. */
export function storesTimes(start: Buffer): boolean {
  return isZip(start) || isGzip(start);
}

/** SHA-256 of the content without the times that its format stores; undefined for other formats, and for what can't be read. */
export function digestWithoutTimes(path: string, content: Buffer): string | undefined {
  if (isZip(content)) {
    const members = membersOf(content);
    return members === undefined ? undefined : digest([JSON.stringify(members)]);
  }
  if (isGzip(content)) return digest([content.subarray(0, gzipTime.from), content.subarray(gzipTime.to)]);
  return path.endsWith('.pyc') ? compiledPython(content) : undefined;
}

function digest(parts: readonly (Buffer | string)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function isZip(content: Buffer): boolean {
  return content.length >= 4 && content.readUInt32LE(0) === localHeader.signature;
}

function isGzip(content: Buffer): boolean {
  return content[0] === 0x1f && content[1] === 0x8b;
}

/** RFC 1952, 2.3: MTIME. */
const gzipTime = { from: 4, to: 8 };

/**
 * A module as Python compiled it: after four bytes of the version come flags; where they are 0, the time of the source
 * and its size (PEP 552).
 */
function compiledPython(content: Buffer): string | undefined {
  if (content.length < 16 || content.readUInt32LE(4) !== 0) return undefined;
  return digest([content.subarray(0, 8), content.subarray(12)]);
}

/** Places in a ZIP archive (.ZIP File Format Specification 6.3.10, 4.3.7, 4.3.12 and 4.3.16). */
const localHeader = { signature: 0x04034b50, length: 30, nameLength: 26, extraLength: 28 };
const member = {
  signature: 0x02014b50,
  length: 46,
  method: 10,
  crc: 16,
  packed: 20,
  size: 24,
  nameLength: 28,
  extraLength: 30,
  commentLength: 32,
  attributes: 38,
  offset: 42,
};
const end = { signature: 0x06054b50, length: 22, count: 10, offset: 16, maximalComment: 0xffff };
const stored = 0;
/** Archives in archives are read to this depth. */
const maximalDepth = 3;

type Member = readonly [name: string, attributes: number, content: string];

/**
 * The archive's members in their order, each by its checksum and size; one that is stored as it is and an archive itself
 * by what it holds. Undefined where the directory at its end isn't whole, or of the 64-bit form.
 */
function membersOf(content: Buffer, depth = 0): readonly Member[] | undefined {
  const last = endOf(content);
  if (last === undefined) return undefined;
  const count = content.readUInt16LE(last + end.count);
  let at = content.readUInt32LE(last + end.offset);
  const members: Member[] = [];
  for (let index = 0; index < count; index++) {
    if (at + member.length > last || content.readUInt32LE(at) !== member.signature) return undefined;
    const nameLength = content.readUInt16LE(at + member.nameLength);
    const name = content.toString('latin1', at + member.length, at + member.length + nameLength);
    const inner = depth < maximalDepth ? innerMembers(content, at, depth) : undefined;
    members.push([
      name,
      content.readUInt32LE(at + member.attributes),
      inner === undefined
        ? `${content.readUInt32LE(at + member.crc)} ${content.readUInt32LE(at + member.size)}`
        : digest([JSON.stringify(inner)]),
    ]);
    at +=
      member.length +
      nameLength +
      content.readUInt16LE(at + member.extraLength) +
      content.readUInt16LE(at + member.commentLength);
  }
  return members;
}

function innerMembers(content: Buffer, at: number, depth: number): readonly Member[] | undefined {
  if (content.readUInt16LE(at + member.method) !== stored) return undefined;
  const header = content.readUInt32LE(at + member.offset);
  if (header + localHeader.length > content.length) return undefined;
  const from =
    header +
    localHeader.length +
    content.readUInt16LE(header + localHeader.nameLength) +
    content.readUInt16LE(header + localHeader.extraLength);
  const inner = content.subarray(from, from + content.readUInt32LE(at + member.packed));
  return isZip(inner) ? membersOf(inner, depth + 1) : undefined;
}

/** Where the record at the archive's end begins: the last one, as a comment may follow it. */
function endOf(content: Buffer): number | undefined {
  const first = Math.max(0, content.length - end.length - end.maximalComment);
  for (let at = content.length - end.length; at >= first; at--) {
    if (content.readUInt32LE(at) === end.signature) return at;
  }
  return undefined;
}

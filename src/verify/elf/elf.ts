/**
 * What the headers of an ELF file say about running it. Everything is read through the program headers, which a
 * stripped file keeps. Sources: System V ABI (gABI), "Object Files" and "Dynamic Linking"; Linux Standard Base,
 * "Symbol Versioning".
 */

import type { LinkedFacts, Traces } from '../../toolchain/traces.ts';

export interface ElfFile {
  readonly bits: 32 | 64;
  /** `x86-64`, `aarch64` …; the number for others. */
  readonly machine: string;
  /** PT_INTERP: the loader. */
  readonly interpreter: string | undefined;
  /** It has a dynamic section. */
  readonly dynamic: boolean;
  /** DT_NEEDED, in order. */
  readonly needed: readonly string[];
  readonly soname: string | undefined;
  readonly rpath: readonly string[];
  readonly runpath: readonly string[];
  /** Symbol versions it requires of its libraries (`GLIBC_2.34` of `libc.so.6`), weak ones left out. */
  readonly requires: readonly { readonly library: string; readonly version: string }[];
  /** Symbol versions it defines. */
  readonly provides: readonly string[];
  /** What the toolchain that linked it reads in it; undefined where none knows it. */
  readonly linked: LinkedFacts | undefined;
}

const machines: ReadonlyMap<number, string> = new Map([
  [3, 'i386'],
  [8, 'mips'],
  [20, 'powerpc'],
  [21, 'powerpc64'],
  [22, 's390x'],
  [40, 'arm'],
  [62, 'x86-64'],
  [183, 'aarch64'],
  [243, 'riscv'],
  [258, 'loongarch'],
]);

const segment = { load: 1, dynamic: 2, interpreter: 3 } as const;
const tag = {
  needed: 1n,
  strings: 5n,
  soname: 14n,
  rpath: 15n,
  runpath: 29n,
  definitions: 0x6ffffffcn,
  definitionCount: 0x6ffffffdn,
  requirements: 0x6ffffffen,
  requirementCount: 0x6fffffffn,
} as const;
/** A weak requirement may stay unmet: the loader warns and goes on. */
const weakVersion = 0x2;
/** The definition that names the file itself, not a version. */
const baseVersion = 0x1;
/** No honest file comes near; it bounds the work on a broken one. */
const maximalEntries = 65_536;

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: bigint;
  readonly fileSize: number;
}

/** Little- or big-endian reads of either word size. */
interface Reader {
  readonly half: (at: number) => number;
  readonly word: (at: number) => number;
  /** An address or offset: 4 or 8 bytes. */
  readonly native: (at: number) => bigint;
}

/** What toolchains read in the files of programs that they built. */
export type ProgramReaders = readonly NonNullable<Traces['readProgram']>[];

/** Reads the headers; undefined if the bytes are no ELF file or are cut off. */
export function parseElf(bytes: Buffer, readers: ProgramReaders = []): ElfFile | undefined {
  try {
    return readElf(bytes, readers);
  } catch (error) {
    // A header that points past the end of the file.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readElf(bytes: Buffer, readers: ProgramReaders): ElfFile | undefined {
  if (bytes.length < 52 || bytes.toString('latin1', 0, 4) !== '\x7fELF') return undefined;
  const bits = bytes.readUInt8(4) === 2 ? 64 : 32;
  const reader = readerFor(bytes, bits, bytes.readUInt8(5) === 2);
  const number = reader.half(18);
  const segments = programHeaders(reader, bits);
  const interpreter = segments.find(({ type }) => type === segment.interpreter);
  const dynamic = segments.find(({ type }) => type === segment.dynamic);
  return {
    bits,
    machine: machines.get(number) ?? `machine ${number}`,
    interpreter: interpreter === undefined ? undefined : stringAt(bytes, interpreter.offset),
    dynamic: dynamic !== undefined,
    ...(dynamic === undefined ? nothingDynamic : dynamicFacts(bytes, reader, bits, segments, dynamic)),
    linked: linkedIn(bytes, reader, bits, dynamic !== undefined, readers),
  };
}

const nothingDynamic = {
  needed: [],
  soname: undefined,
  rpath: [],
  runpath: [],
  requires: [],
  provides: [],
} as const;

function readerFor(bytes: Buffer, bits: 32 | 64, big: boolean): Reader {
  const word = (at: number): number => (big ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  return {
    word,
    half: (at) => (big ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at)),
    native:
      bits === 32
        ? (at) => BigInt(word(at))
        : (at) => (big ? bytes.readBigUInt64BE(at) : bytes.readBigUInt64LE(at)),
  };
}

function programHeaders(reader: Reader, bits: 32 | 64): readonly Segment[] {
  const wide = bits === 64;
  const table = Number(reader.native(wide ? 32 : 28));
  const entrySize = reader.half(wide ? 54 : 42);
  const count = reader.half(wide ? 56 : 44);
  return Array.from({ length: count }, (_, index) => {
    const at = table + index * entrySize;
    return {
      type: reader.word(at),
      offset: Number(reader.native(at + (wide ? 8 : 4))),
      address: reader.native(at + (wide ? 16 : 8)),
      fileSize: Number(reader.native(at + (wide ? 32 : 16))),
    };
  });
}

function dynamicFacts(
  bytes: Buffer,
  reader: Reader,
  bits: 32 | 64,
  segments: readonly Segment[],
  dynamic: Segment,
) {
  const size = bits / 8;
  const tags: (readonly [bigint, bigint])[] = [];
  for (let at = dynamic.offset; at < dynamic.offset + dynamic.fileSize; at += 2 * size) {
    const name = reader.native(at);
    if (name === 0n || tags.length > maximalEntries) break;
    tags.push([name, reader.native(at + size)]);
  }
  const one = (wanted: bigint): bigint | undefined => tags.find(([name]) => name === wanted)?.[1];
  const offsetOf = (address: bigint): number | undefined => {
    const holding = segments.find(
      (candidate) =>
        candidate.type === segment.load &&
        address >= candidate.address &&
        address < candidate.address + BigInt(candidate.fileSize),
    );
    return holding === undefined ? undefined : holding.offset + Number(address - holding.address);
  };
  const place = (wanted: bigint): number | undefined => {
    const address = one(wanted);
    return address === undefined ? undefined : offsetOf(address);
  };
  const table = place(tag.strings);
  if (table === undefined) return nothingDynamic;
  const text = (offset: bigint | number): string => stringAt(bytes, table + Number(offset));
  const texts = (wanted: bigint): readonly string[] =>
    tags.filter(([name]) => name === wanted).map(([, value]) => text(value));
  const soname = one(tag.soname);
  const paths = (wanted: bigint): readonly string[] =>
    texts(wanted)
      .flatMap((list) => list.split(':'))
      .filter((part) => part !== '');
  return {
    needed: texts(tag.needed),
    soname: soname === undefined ? undefined : text(soname),
    rpath: paths(tag.rpath),
    runpath: paths(tag.runpath),
    requires: requiredVersions(
      reader,
      text,
      place(tag.requirements),
      Number(one(tag.requirementCount) ?? 0n),
    ),
    provides: definedVersions(reader, text, place(tag.definitions), Number(one(tag.definitionCount) ?? 0n)),
  };
}

type Text = (offset: number) => string;

/** A list of `Verneed` records, one a library, each with a list of `Vernaux`, one a version. */
function requiredVersions(reader: Reader, text: Text, start: number | undefined, count: number) {
  const found: { readonly library: string; readonly version: string }[] = [];
  let at = start;
  for (let index = 0; at !== undefined && index < Math.min(count, maximalEntries); index += 1) {
    const library = text(reader.word(at + 4));
    let versionAt = at + reader.word(at + 8);
    for (let left = reader.half(at + 2); left > 0; left -= 1) {
      if ((reader.half(versionAt + 4) & weakVersion) === 0) {
        found.push({ library, version: text(reader.word(versionAt + 8)) });
      }
      versionAt += reader.word(versionAt + 12);
    }
    const next = reader.word(at + 12);
    at = next === 0 ? undefined : at + next;
  }
  return found;
}

/** A list of `Verdef` records; the first `Verdaux` of each holds the version's name. */
function definedVersions(reader: Reader, text: Text, start: number | undefined, count: number) {
  const found: string[] = [];
  let at = start;
  for (let index = 0; at !== undefined && index < Math.min(count, maximalEntries); index += 1) {
    if ((reader.half(at + 2) & baseVersion) === 0) found.push(text(reader.word(at + reader.word(at + 12))));
    const next = reader.word(at + 16);
    at = next === 0 ? undefined : at + next;
  }
  return found;
}

function stringAt(bytes: Buffer, start: number): string {
  if (start >= bytes.length) throw new RangeError('string outside the file');
  const end = bytes.indexOf(0, start);
  return bytes.toString('utf8', start, end < 0 ? bytes.length : end);
}

function linkedIn(
  bytes: Buffer,
  reader: Reader,
  bits: 32 | 64,
  dynamic: boolean,
  readers: ProgramReaders,
): LinkedFacts | undefined {
  const section = (...names: readonly string[]): Buffer | undefined => {
    const found = findSection(bytes, reader, bits, names);
    return found === undefined ? undefined : bytes.subarray(found.offset, found.offset + found.size);
  };
  for (const read of readers) {
    const facts = read({ dynamic, section });
    if (facts !== undefined) return facts;
  }
  return undefined;
}

function findSection(bytes: Buffer, reader: Reader, bits: 32 | 64, names: readonly string[]) {
  const wide = bits === 64;
  const table = Number(reader.native(wide ? 40 : 32));
  const entrySize = reader.half(wide ? 58 : 46);
  const count = reader.half(wide ? 60 : 48);
  const nameIndex = reader.half(wide ? 62 : 50);
  if (table === 0 || nameIndex >= count) return undefined;
  const offsetAt = (index: number): number =>
    Number(reader.native(table + index * entrySize + (wide ? 24 : 16)));
  const nameTable = offsetAt(nameIndex);
  for (let index = 0; index < count; index += 1) {
    if (names.includes(stringAt(bytes, nameTable + reader.word(table + index * entrySize)))) {
      const size = Number(reader.native(table + index * entrySize + (wide ? 32 : 20)));
      return { offset: offsetAt(index), size };
    }
  }
  return undefined;
}

/** Makes small ELF files byte by byte: headers, a dynamic section, symbol versions, a Go function table. */

export interface ElfSpec {
  readonly machine?: number;
  readonly interpreter?: string;
  readonly needed?: readonly string[];
  readonly soname?: string;
  readonly rpath?: string;
  readonly runpath?: string;
  /** Versions required, by library. */
  readonly requires?: Readonly<Record<string, readonly string[]>>;
  readonly provides?: readonly string[];
  /** Function names for `.gopclntab`; absent for a program Go didn't link. */
  readonly goFunctions?: readonly string[];
  /** Adds bytes, so that two files with the same headers differ. */
  readonly salt?: string;
}

const base = 0x400000n;

/** A 64-bit little-endian file whose one load segment maps all of it. */
export function elf(spec: ElfSpec = {}): Buffer {
  const strings = stringTable();
  const needed = (spec.needed ?? []).map(strings.add);
  const soname = spec.soname === undefined ? undefined : strings.add(spec.soname);
  const rpath = spec.rpath === undefined ? undefined : strings.add(spec.rpath);
  const runpath = spec.runpath === undefined ? undefined : strings.add(spec.runpath);
  const verneed = versionsRequired(spec.requires ?? {}, strings.add);
  const verdef = versionsProvided(spec.soname ?? 'self', spec.provides ?? [], strings.add);
  const isDynamic =
    [needed.length, verneed.count, verdef.count].some((count) => count > 0) ||
    soname !== undefined ||
    spec.interpreter !== undefined;

  const headerSize = 64 + 3 * 56;
  const parts: Buffer[] = [];
  let at = headerSize;
  const place = (bytes: Buffer): number => {
    const offset = at;
    parts.push(bytes);
    at += bytes.length;
    return offset;
  };
  const interpreterAt = place(Buffer.from(`${spec.interpreter ?? ''}\0`));
  const stringsAt = place(strings.bytes());
  const verneedAt = place(verneed.bytes);
  const verdefAt = place(verdef.bytes);
  const tags: (readonly [bigint, bigint])[] = [
    ...needed.map((offset): [bigint, bigint] => [1n, BigInt(offset)]),
    ...(soname === undefined ? [] : [[14n, BigInt(soname)] as const]),
    ...(rpath === undefined ? [] : [[15n, BigInt(rpath)] as const]),
    ...(runpath === undefined ? [] : [[29n, BigInt(runpath)] as const]),
    [5n, base + BigInt(stringsAt)],
    ...(verneed.count === 0
      ? []
      : [[0x6ffffffen, base + BigInt(verneedAt)] as const, [0x6fffffffn, BigInt(verneed.count)] as const]),
    ...(verdef.count === 0
      ? []
      : [[0x6ffffffcn, base + BigInt(verdefAt)] as const, [0x6ffffffdn, BigInt(verdef.count)] as const]),
    [0n, 0n],
  ];
  const dynamic = Buffer.alloc(tags.length * 16);
  for (const [index, [name, value]] of tags.entries()) {
    dynamic.writeBigUInt64LE(name, index * 16);
    dynamic.writeBigUInt64LE(value, index * 16 + 8);
  }
  const dynamicAt = place(dynamic);
  const sections = spec.goFunctions === undefined ? undefined : placeSections(spec.goFunctions, place);
  place(Buffer.from(spec.salt ?? ''));

  const header = Buffer.alloc(headerSize);
  header.write('\x7fELF\x02\x01\x01', 0, 'latin1');
  header.writeUInt16LE(2, 16);
  header.writeUInt16LE(spec.machine ?? 62, 18);
  header.writeBigUInt64LE(64n, 32);
  header.writeBigUInt64LE(BigInt(sections?.table ?? 0), 40);
  header.writeUInt16LE(56, 54);
  header.writeUInt16LE(3, 56);
  header.writeUInt16LE(64, 58);
  header.writeUInt16LE(sections?.count ?? 0, 60);
  header.writeUInt16LE(sections?.names ?? 0, 62);
  const segment = (index: number, type: number, offset: number, size: number): void => {
    const start = 64 + index * 56;
    header.writeUInt32LE(type, start);
    header.writeBigUInt64LE(BigInt(offset), start + 8);
    header.writeBigUInt64LE(base + BigInt(offset), start + 16);
    header.writeBigUInt64LE(BigInt(size), start + 32);
  };
  segment(0, 1, 0, at);
  // Unused ones are PT_NULL.
  segment(1, isDynamic ? 2 : 0, dynamicAt, dynamic.length);
  segment(2, spec.interpreter === undefined ? 0 : 3, interpreterAt, (spec.interpreter ?? '').length + 1);
  return Buffer.concat([header, ...parts]);
}

function stringTable() {
  let text = '\0';
  return {
    add: (value: string): number => {
      const offset = Buffer.byteLength(text);
      text += `${value}\0`;
      return offset;
    },
    bytes: (): Buffer => Buffer.from(text),
  };
}

function versionsRequired(
  requires: Readonly<Record<string, readonly string[]>>,
  add: (text: string) => number,
) {
  const libraries = Object.entries(requires);
  const records = libraries.map(([library, versions], index) => {
    const record = Buffer.alloc(16 + versions.length * 16);
    record.writeUInt16LE(1, 0);
    record.writeUInt16LE(versions.length, 2);
    record.writeUInt32LE(add(library), 4);
    record.writeUInt32LE(16, 8);
    record.writeUInt32LE(index + 1 < libraries.length ? record.length : 0, 12);
    for (const [place, version] of versions.entries()) {
      const at = 16 + place * 16;
      record.writeUInt32LE(add(version), at + 8);
      record.writeUInt32LE(place + 1 < versions.length ? 16 : 0, at + 12);
    }
    return record;
  });
  return { bytes: Buffer.concat(records), count: libraries.length };
}

/** The first definition names the file itself. */
function versionsProvided(self: string, versions: readonly string[], add: (text: string) => number) {
  if (versions.length === 0) return { bytes: Buffer.alloc(0), count: 0 };
  const names = [self, ...versions];
  const records = names.map((name, index) => {
    const record = Buffer.alloc(28);
    record.writeUInt16LE(1, 0);
    record.writeUInt16LE(index === 0 ? 1 : 0, 2);
    record.writeUInt16LE(index + 1, 4);
    record.writeUInt16LE(1, 6);
    record.writeUInt32LE(20, 12);
    record.writeUInt32LE(index + 1 < names.length ? 28 : 0, 16);
    record.writeUInt32LE(add(name), 20);
    return record;
  });
  return { bytes: Buffer.concat(records), count: names.length };
}

function placeSections(functions: readonly string[], place: (bytes: Buffer) => number) {
  const table = Buffer.from(`\0${functions.map((name) => `${name}\0`).join('')}`);
  const tableAt = place(table);
  const names = Buffer.from('\0.gopclntab\0.shstrtab\0');
  const namesAt = place(names);
  const headers = Buffer.alloc(3 * 64);
  const section = (index: number, name: number, offset: number, size: number): void => {
    headers.writeUInt32LE(name, index * 64);
    headers.writeBigUInt64LE(BigInt(offset), index * 64 + 24);
    headers.writeBigUInt64LE(BigInt(size), index * 64 + 32);
  };
  section(1, 1, tableAt, table.length);
  section(2, 12, namesAt, names.length);
  return { table: place(headers), count: 3, names: 2 };
}

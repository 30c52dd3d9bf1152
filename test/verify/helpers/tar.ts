/** Writes tar archives byte by byte, so that the reader is tested against the format and not against itself. */

export interface TarSpec {
  readonly path: string;
  readonly type?: 'file' | 'directory' | 'symlink' | 'hardlink' | 'fifo' | 'character';
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly content?: Buffer | string;
  readonly target?: string;
  /** Records of a pax extended header in front. */
  readonly pax?: Readonly<Record<string, string>>;
  /** A GNU long name (`L`) in front instead of a name field that holds it all. */
  readonly gnuLongName?: boolean;
}

const flags = { file: '0', hardlink: '1', symlink: '2', character: '3', directory: '5', fifo: '6' } as const;

export function tar(entries: readonly TarSpec[]): Buffer {
  return Buffer.concat([...entries.map(entryBytes), Buffer.alloc(1024)]);
}

function entryBytes(spec: TarSpec): Buffer {
  const content = Buffer.from(spec.content ?? '');
  const parts: Buffer[] = [];
  if (spec.pax !== undefined) {
    const body = Buffer.concat(Object.entries(spec.pax).map(([key, value]) => paxRecord(key, value)));
    parts.push(header('pax', 'x', body.length, {}), padded(body));
  }
  if (spec.gnuLongName === true) {
    const body = Buffer.from(`${spec.path}\0`);
    parts.push(header('././@LongLink', 'L', body.length, {}), padded(body));
  }
  const type = spec.type ?? 'file';
  const name = type === 'directory' ? `${spec.path}/` : spec.path;
  parts.push(header(name.slice(0, 100), flags[type], content.length, spec), padded(content));
  return Buffer.concat(parts);
}

/** The length of a record counts itself. */
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`, key.startsWith('SCHILY') ? 'latin1' : 'utf8');
  let length = rest.length;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

function header(name: string, flag: string, size: number, spec: Partial<TarSpec>): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0, 100, 'utf8');
  writeOctal(block, spec.mode ?? (flag === '5' ? 0o755 : 0o644), 100, 8);
  writeOctal(block, spec.uid ?? 0, 108, 8);
  writeOctal(block, spec.gid ?? 0, 116, 8);
  writeOctal(block, size, 124, 12);
  writeOctal(block, 0, 136, 12);
  block.write(flag, 156, 1, 'latin1');
  block.write(spec.target ?? '', 157, 100, 'utf8');
  block.write('ustar\x0000', 257, 8, 'latin1');
  return withChecksum(block);
}

export function withChecksum(block: Buffer): Buffer {
  block.fill(0x20, 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 8, 'latin1');
  return block;
}

/** Octal digits, or base-256 where they don't fit. */
function writeOctal(block: Buffer, value: number, start: number, length: number): void {
  const digits = value.toString(8);
  if (digits.length < length) {
    block.write(`${digits.padStart(length - 1, '0')}\0`, start, length, 'latin1');
    return;
  }
  block.writeUInt8(0x80, start);
  block.writeUIntBE(value, start + length - 6, 6);
}

function padded(body: Buffer): Buffer {
  return Buffer.concat([body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}

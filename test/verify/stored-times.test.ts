import { deflateRawSync, crc32, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { compareOwnPaths } from '../../src/verify/compare/paths.ts';
import { toolchainOf } from '../../src/toolchain/traces.ts';
import { digestWithoutTimes } from '../../src/verify/image/stored-times.ts';
import { traces } from '../helpers/traces.ts';
import { image } from './helpers/image.ts';

interface Member {
  readonly name: string;
  readonly content: string | Buffer;
  readonly packed?: boolean;
  readonly mode?: number;
}

/** A ZIP archive whose members are all of one time (in the format's own form). */
function zip(time: number, members: readonly Member[], comment = ''): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, packed = true, mode = 0o644 } of members) {
    const bytes = Buffer.from(content);
    const data = packed ? deflateRawSync(bytes) : bytes;
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(packed ? 8 : 0, 4);
    shared.writeUInt32LE(time, 6);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((0o100000 | mode) << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), shared, rest, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  end.writeUInt16LE(comment.length, 16);
  return Buffer.concat([...locals, ...directory, Buffer.from('PK\x05\x06'), end, Buffer.from(comment)]);
}

function compiled(flags: number, time: number, code: string): Buffer {
  const header = Buffer.alloc(16);
  header.writeUInt32LE(0x0a0d0df3, 0);
  header.writeUInt32LE(flags, 4);
  header.writeUInt32LE(time, 8);
  header.writeUInt32LE(code.length, 12);
  return Buffer.concat([header, Buffer.from(code)]);
}

function gzipOf(time: number, content: string): Buffer {
  const bytes = gzipSync(content);
  bytes.writeUInt32LE(time, 4);
  return bytes;
}

const main: Member = { name: 'Main.class', content: 'code of main' };
const same: readonly [string, string, Buffer, Buffer][] = [
  ['members of another time', 'app.jar', zip(1, [main]), zip(2, [main])],
  ['a comment at the end', 'app.jar', zip(1, [main], 'made'), zip(2, [main], 'made again')],
  [
    'an archive in it that is stored as it is',
    'app.jar',
    zip(1, [{ name: 'lib/own.jar', content: zip(1, [main]), packed: false }]),
    zip(2, [{ name: 'lib/own.jar', content: zip(2, [main]), packed: false }]),
  ],
  ['a compressed file', 'words.gz', gzipOf(1, 'words'), gzipOf(2, 'words')],
  ['compiled Python', 'm.pyc', compiled(0, 1, 'code'), compiled(0, 2, 'code')],
];
const others: readonly [string, string, Buffer, Buffer][] = [
  ['another content', 'app.jar', zip(1, [main]), zip(2, [{ ...main, content: 'code of Main' }])],
  ['another name', 'app.jar', zip(1, [main]), zip(2, [{ ...main, name: 'Main.Class' }])],
  ['other rights', 'app.zip', zip(1, [main]), zip(2, [{ ...main, mode: 0o755 }])],
  ['one more', 'app.jar', zip(1, [main]), zip(2, [main, { name: 'more', content: '' }])],
  [
    'another content in an archive in it',
    'app.jar',
    zip(1, [{ name: 'own.jar', content: zip(1, [main]), packed: false }]),
    zip(2, [{ name: 'own.jar', content: zip(2, [{ ...main, content: 'x' }]), packed: false }]),
  ],
  ['other words in a compressed file', 'words.gz', gzipOf(1, 'words'), gzipOf(2, 'other words')],
  ['other code of Python', 'm.pyc', compiled(0, 1, 'code'), compiled(0, 2, 'more')],
  ['Python by checksum, where no time is stored', 'm.pyc', compiled(1, 1, 'code'), compiled(1, 2, 'code')],
  ['no format that stores times', 'words.txt', Buffer.from('one'), Buffer.from('two')],
];

describe('times that a format stores', () => {
  test.each(same)('the same but for them: %s', (_, path, one, other) => {
    expect(one.equals(other)).toBe(false);
    expect(digestWithoutTimes(path, one)).toBeDefined();
    expect(digestWithoutTimes(path, one)).toBe(digestWithoutTimes(path, other));
  });

  test.each(others)('another file: %s', (_, path, one, other) => {
    const [first, second] = [digestWithoutTimes(path, one), digestWithoutTimes(path, other)];
    expect(first === undefined || first !== second).toBe(true);
  });

  test('what is no whole archive is compared byte for byte', () => {
    const whole = zip(1, [main]);
    expect(digestWithoutTimes('app.jar', whole.subarray(0, whole.length - 1))).toBeUndefined();
    expect(digestWithoutTimes('app.jar', whole.subarray(0, 4))).toBeUndefined();
  });

  test.each([
    ['other times: expected', zip(2, [main]), ['stored-times-differ', true]],
    ['other code: a difference', zip(2, [{ ...main, content: 'x' }]), ['content-differs', false]],
  ] as const)('a jar in an image, %s', async (_, content, finding) => {
    const [before, after] = await Promise.all(
      [zip(1, [main]), content].map((jar) => image([[{ path: 'app/main.jar', content: jar }]])),
    );
    if (before === undefined || after === undefined) throw new Error('two images');
    const { findings } = compareOwnPaths({
      before: before.files,
      after: after.files,
      baseLayers: 0,
      base: undefined,
      toolchain: toolchainOf(before.config.env, traces),
      working: [],
      madeAtStart: [],
      identity: undefined,
      placeTakenBy: () => undefined,
    });
    expect(findings.map(({ code, expected }) => [code, expected])).toEqual([finding]);
  });
});

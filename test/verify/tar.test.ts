import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { streamSource } from '../../src/verify/image/bytes.ts';
import { ArchiveError, readTar, type TarEntry } from '../../src/verify/image/tar.ts';
import { chunks } from './helpers/image.ts';
import { tar, withChecksum, type TarSpec } from './helpers/tar.ts';

type Read = Omit<TarEntry, 'content' | 'offset' | 'attributes'> & {
  readonly text: string;
  readonly attributes: Record<string, string>;
};

async function readAll(bytes: Buffer, chunkSize?: number): Promise<readonly Read[]> {
  const entries: Read[] = [];
  for await (const { content, offset: _, attributes, ...rest } of readTar(
    streamSource(chunks(bytes, chunkSize)),
  )) {
    const parts: Buffer[] = [];
    for await (const part of content()) parts.push(part);
    entries.push({
      ...rest,
      attributes: Object.fromEntries(attributes),
      text: Buffer.concat(parts).toString('utf8'),
    });
  }
  return entries;
}

describe('reading tar archives', () => {
  test('types, modes, owners, links and content', async () => {
    const entries = await readAll(
      tar([
        { path: './bin', type: 'directory', mode: 0o1777, uid: 5, gid: 6 },
        { path: '/bin/app', mode: 0o4755, content: 'x'.repeat(513) },
        { path: 'bin/link', type: 'symlink', target: '../app' },
        { path: 'bin/hard', type: 'hardlink', target: 'bin/app' },
        { path: 'pipe', type: 'fifo' },
        { path: 'null', type: 'character' },
      ]),
    );
    expect(
      entries.map(({ path, type, mode, uid, gid, target, text }) => [
        path,
        type,
        mode,
        uid,
        gid,
        target,
        text.length,
      ]),
    ).toEqual([
      ['bin', 'directory', 0o1777, 5, 6, '', 0],
      ['bin/app', 'file', 0o4755, 0, 0, '', 513],
      ['bin/link', 'symlink', 0o644, 0, 0, '../app', 0],
      ['bin/hard', 'hardlink', 0o644, 0, 0, 'bin/app', 0],
      ['pipe', 'fifo', 0o644, 0, 0, '', 0],
      ['null', 'character', 0o644, 0, 0, '', 0],
    ]);
  });

  test('long names in pax headers and GNU entries, with other letters', async () => {
    const long = `dir/${'ä'.repeat(90)}/file`;
    const entries = await readAll(
      tar([
        { path: 'short', pax: { path: long, linkpath: 'z', uid: '3000000', size: '3' }, content: 'abc' },
        { path: long, gnuLongName: true, content: 'x' },
        { path: 'next', content: 'y' },
      ]),
    );
    expect(entries.map(({ path }) => path)).toEqual([long, long, 'next']);
    expect(entries.map(({ uid }) => uid)).toEqual([3_000_000, 0, 0]);
  });

  test('ids beyond octal, and extended attributes as bytes', async () => {
    const [entry] = await readAll(
      tar([
        {
          path: 'ping',
          uid: 100_000_000,
          pax: { 'SCHILY.xattr.security.capability': '\x01\x00\xff=\n' },
          content: '',
        },
      ]),
    );
    expect(entry?.uid).toBe(100_000_000);
    expect(entry?.attributes).toEqual({ 'security.capability': '\x01\x00\xff=\n' });
  });

  test('content that is not read is skipped', async () => {
    const paths: string[] = [];
    for await (const entry of readTar(
      streamSource(chunks(tar([{ path: 'a', content: 'x'.repeat(2000) }, { path: 'b' }]))),
    )) {
      paths.push(entry.path);
    }
    expect(paths).toEqual(['a', 'b']);
  });

  test('what is no archive is refused with a reason', async () => {
    const good = tar([{ path: 'a', content: 'x'.repeat(600) }]);
    const wrong = Buffer.from(good);
    wrong.writeUInt8(0x62, 0);
    await expect(readAll(wrong)).rejects.toThrow(/checksum/);
    await expect(readAll(good.subarray(0, 300))).rejects.toThrow(/within a header/);
    await expect(readAll(good.subarray(0, 700))).rejects.toThrow(/within a file/);
    const sparse = Buffer.from(good);
    sparse.write('S', 156, 'latin1');
    withChecksum(sparse.subarray(0, 512));
    await expect(readAll(sparse)).rejects.toThrow(/"S".*not supported/);
    const pax = tar([{ path: 'a', pax: { path: 'b' } }]);
    pax.write('99', 512, 'latin1');
    await expect(readAll(pax)).rejects.toThrow(ArchiveError);
  });

  test('any entries come back, however the bytes are cut', async () => {
    const name = fc.stringMatching(/^[a-z]{1,12}(\/[a-z]{1,12}){0,3}$/);
    const spec: fc.Arbitrary<TarSpec> = fc.record({
      path: name,
      mode: fc.integer({ min: 0, max: 0o7777 }),
      uid: fc.integer({ min: 0, max: 2 ** 40 }),
      content: fc.string({ maxLength: 1500 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(spec, { maxLength: 6 }),
        fc.integer({ min: 1, max: 2000 }),
        async (specs, size) => {
          const entries = await readAll(tar(specs), size);
          expect(entries.map(({ path, mode, uid, text }) => ({ path, mode, uid, content: text }))).toEqual(
            specs.map(({ path, mode, uid, content }) => ({
              path,
              mode,
              uid,
              content: Buffer.from(content ?? '').toString('utf8'),
            })),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

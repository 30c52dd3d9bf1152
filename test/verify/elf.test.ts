import { describe, expect, test } from 'vitest';
import { closureOf } from '../../src/verify/image/closure.ts';
import { parseElf } from '../../src/verify/elf/elf.ts';
import { readLoaderCache } from '../../src/verify/elf/loader-cache.ts';
import { readers } from '../helpers/traces.ts';
import { elf, type ElfSpec } from './helpers/elf.ts';
import { image } from './helpers/image.ts';
import type { TarSpec } from './helpers/tar.ts';

const glibc = '/lib64/ld-linux-x86-64.so.2';

function needsOf(goFunctions: readonly string[]): readonly string[] {
  const linked = parseElf(elf({ goFunctions }), readers)?.linked;
  return (linked?.needs ?? []).map(({ need, possible }) => `${need.kind} ${!possible}`);
}

function ignores(spec: ElfSpec): boolean {
  return parseElf(elf(spec), readers)?.linked?.ignoresWorkingDirectory === true;
}

describe('reading ELF headers', () => {
  test('everything the loader looks at', () => {
    const parsed = parseElf(
      elf({
        interpreter: glibc,
        needed: ['libc.so.6', 'libz.so.1'],
        soname: 'self.so',
        rpath: '/a:$ORIGIN/b',
        runpath: '/c',
        requires: { 'libc.so.6': ['GLIBC_2.34', 'GLIBC_2.2.5'], 'libz.so.1': ['ZLIB_1.2'] },
        provides: ['V_1', 'V_2'],
      }),
    );
    expect(parsed).toMatchObject({
      bits: 64,
      machine: 'x86-64',
      interpreter: glibc,
      dynamic: true,
      needed: ['libc.so.6', 'libz.so.1'],
      soname: 'self.so',
      rpath: ['/a', '$ORIGIN/b'],
      runpath: ['/c'],
      requires: [
        { library: 'libc.so.6', version: 'GLIBC_2.34' },
        { library: 'libc.so.6', version: 'GLIBC_2.2.5' },
        { library: 'libz.so.1', version: 'ZLIB_1.2' },
      ],
      provides: ['V_1', 'V_2'],
      linked: undefined,
    });
  });

  test('a static program, and one for another machine', () => {
    expect(parseElf(elf())).toMatchObject({ dynamic: false, interpreter: undefined, needed: [] });
    expect(parseElf(elf({ machine: 183 }))?.machine).toBe('aarch64');
  });

  test('cut off anywhere it is no ELF file, never an error', () => {
    const whole = elf({
      interpreter: glibc,
      needed: ['libc.so.6'],
      requires: { 'libc.so.6': ['X'] },
      goFunctions: ['a'],
    });
    for (let length = 0; length < whole.length; length += 1) {
      expect(() => parseElf(whole.subarray(0, length))).not.toThrow();
    }
    expect(parseElf(whole.subarray(0, 60))).toBeUndefined();
    expect(parseElf(Buffer.from('#!/bin/sh\n'.repeat(10)))).toBeUndefined();
  });

  test('what a Go program can do', () => {
    expect(needsOf(['main.main'])).toEqual([]);
    expect(needsOf(['net/http.(*Client).do'])).toEqual(['certificates true']);
    // A name that only starts the same is another function.
    expect(needsOf(['time.LoadLocationFromTZData'])).toEqual([]);
    expect(needsOf(['time.LoadLocation'])).toEqual(['time-zones true']);
    expect(needsOf(['time.LoadLocation', 'time/tzdata.loadFromEmbeddedTZData'])).toEqual([]);
    // Gin has it for the tag `time_location`, which hardly a program uses.
    const gin = ['time.LoadLocation', 'github.com/gin-gonic/gin/binding.setTimeField'];
    expect(needsOf(gin)).toEqual(['time-zones false']);
    expect(needsOf([...gin, 'time/tzdata.loadFromEmbeddedTZData'])).toEqual([]);
    expect(needsOf(['os.CreateTemp', 'mime/multipart.(*Reader).readForm'])).toEqual([
      'temporary-directory false',
    ]);
  });

  test('whether the working directory can matter', () => {
    expect(ignores({ goFunctions: ['fmt.Println'] })).toBe(true);
    expect(ignores({ goFunctions: ['time.open', 'syscall.openat'] })).toBe(true);
    expect(ignores({ goFunctions: ['syscall.openat'] })).toBe(false);
    expect(ignores({ goFunctions: ['os.OpenFile'] })).toBe(false);
    expect(ignores({ goFunctions: ['fmt.Println'], interpreter: glibc })).toBe(false);
    expect(ignores({})).toBe(false);
  });
});

function file(path: string, spec: ElfSpec): TarSpec {
  return { path: path.slice(1), mode: 0o755, content: elf(spec) };
}

async function closure(
  program: ElfSpec,
  others: readonly TarSpec[],
  env: Readonly<Record<string, string>> = {},
) {
  const { files } = await image([[file('/app/bin/prog', program), ...others]]);
  const parsed = parseElf(elf(program));
  if (parsed === undefined) throw new Error('no ELF file');
  return closureOf(files, '/app/bin/prog', parsed, new Map(Object.entries(env)));
}

describe('library closure', () => {
  const loader = file(glibc, { soname: 'ld-linux-x86-64.so.2' });
  const libc = file('/lib/x86_64-linux-gnu/libc.so.6', {
    soname: 'libc.so.6',
    provides: ['GLIBC_2.2.5', 'GLIBC_2.34'],
  });

  test('complete: directly and through another library', async () => {
    const result = await closure({ interpreter: glibc, needed: ['liba.so'] }, [
      loader,
      libc,
      file('/usr/lib/liba.so', { soname: 'liba.so', needed: ['libc.so.6'] }),
    ]);
    expect(result).toMatchObject({ libc: 'glibc', interpreter: { path: glibc }, missing: [], tooOld: [] });
    expect(result.libraries).toEqual(
      new Map([
        ['liba.so', '/usr/lib/liba.so'],
        ['libc.so.6', '/lib/x86_64-linux-gnu/libc.so.6'],
      ]),
    );
  });

  test('missing: the loader, a library of a library', async () => {
    const result = await closure({ interpreter: glibc, needed: ['liba.so'] }, [
      file('/usr/lib/liba.so', { needed: ['libgone.so'] }),
    ]);
    expect(result.interpreter).toEqual({ name: glibc, path: undefined });
    expect(result.missing).toEqual([{ name: 'libgone.so', neededBy: '/usr/lib/liba.so' }]);
  });

  test('too old: a version the C library lacks', async () => {
    const program = {
      interpreter: glibc,
      needed: ['libc.so.6'],
      requires: { 'libc.so.6': ['GLIBC_2.34', 'GLIBC_2.38'] },
    };
    expect((await closure(program, [loader, libc])).tooOld).toEqual([
      {
        library: 'libc.so.6',
        path: '/lib/x86_64-linux-gnu/libc.so.6',
        version: 'GLIBC_2.38',
        neededBy: '/app/bin/prog',
      },
    ]);
  });

  test.each([
    ['RUNPATH with $ORIGIN', { runpath: '$ORIGIN/../lib' }, {}],
    ['RPATH', { rpath: '/app/lib' }, {}],
    ['LD_LIBRARY_PATH', {}, { LD_LIBRARY_PATH: '/nowhere:/app/lib' }],
  ])('found through %s', async (_, paths, env) => {
    const spec = { interpreter: glibc, needed: ['liba.so'], ...paths };
    const result = await closure(spec, [loader, file('/app/lib/liba.so', {})], env);
    expect(result.libraries.get('liba.so')).toBe('/app/lib/liba.so');
  });

  test('RPATH holds for libraries of libraries, RUNPATH does not', async () => {
    const others = [loader, file('/app/lib/liba.so', { needed: ['libb.so'] }), file('/app/lib/libb.so', {})];
    const program = { interpreter: glibc, needed: ['liba.so'] };
    expect((await closure({ ...program, rpath: '/app/lib' }, others)).missing).toEqual([]);
    expect((await closure({ ...program, runpath: '/app/lib' }, others)).missing).toEqual([
      { name: 'libb.so', neededBy: '/app/lib/liba.so' },
    ]);
  });

  test('a library for another machine is passed over', async () => {
    const result = await closure({ interpreter: glibc, needed: ['liba.so'] }, [
      loader,
      file('/lib/x86_64-linux-gnu/liba.so', { machine: 183 }),
      file('/usr/lib/liba.so', {}),
    ]);
    expect(result.libraries.get('liba.so')).toBe('/usr/lib/liba.so');
  });

  test('ld.so.cache leads where no directory does', async () => {
    const result = await closure({ interpreter: glibc, needed: ['liba.so'] }, [
      loader,
      { path: 'etc/ld.so.cache', content: loaderCache([['liba.so', '/opt/x/liba.so']]) },
      file('/opt/x/liba.so', {}),
    ]);
    expect(result.libraries.get('liba.so')).toBe('/opt/x/liba.so');
  });

  test('musl: libc is the loader, and its path file names the directories', async () => {
    const musl = '/lib/ld-musl-x86_64.so.1';
    const program = { interpreter: musl, needed: ['libc.musl-x86_64.so.1', 'liba.so'] };
    const others = [file(musl, {}), file('/opt/liba.so', {})];
    expect((await closure(program, others)).missing.map(({ name }) => name)).toEqual(['liba.so']);
    const configured = await closure(program, [
      ...others,
      { path: 'etc/ld-musl-x86_64.path', content: '/lib\n/opt\n' },
    ]);
    expect(configured).toMatchObject({ libc: 'musl', missing: [] });
  });
});

test('the loader’s cache behind an older table', () => {
  const cache = Buffer.concat([
    Buffer.from('ld.so-1.7.0\0\0\0\0\0'),
    loaderCache([
      ['a', '/x/a'],
      ['a', '/y/a'],
      ['b', '/x/b'],
    ]),
  ]);
  expect(readLoaderCache(cache)).toEqual(
    new Map([
      ['a', '/x/a'],
      ['b', '/x/b'],
    ]),
  );
  expect(readLoaderCache(Buffer.from('something else'))).toEqual(new Map());
  expect(readLoaderCache(undefined)).toEqual(new Map());
});

function loaderCache(entries: readonly (readonly [string, string])[]): Buffer {
  const head = Buffer.alloc(48 + entries.length * 24);
  head.write('glibc-ld.so.cache1.1', 'latin1');
  head.writeUInt32LE(entries.length, 20);
  let text = '';
  const add = (value: string): number => {
    const offset = head.length + text.length;
    text += `${value}\0`;
    return offset;
  };
  for (const [index, [name, path]] of entries.entries()) {
    head.writeUInt32LE(add(name), 48 + index * 24 + 4);
    head.writeUInt32LE(add(path), 48 + index * 24 + 8);
  }
  return Buffer.concat([head, Buffer.from(text)]);
}

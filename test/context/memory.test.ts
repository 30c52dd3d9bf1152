import { expect, test } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';

test('lists names in order, with their kinds', () => {
  const context = memoryContext({ 'b/x': '', a: '', 'Z/y/z': '' }, { links: { c: 'a' } });
  expect(context.list('')).toEqual([
    { name: 'Z', kind: 'directory' },
    { name: 'a', kind: 'file' },
    { name: 'b', kind: 'directory' },
    { name: 'c', kind: 'link' },
  ]);
  expect(context.list('Z/y')).toEqual([{ name: 'z', kind: 'file' }]);
  expect(context.list('a')).toBeUndefined();
  expect(context.list('nowhere')).toBeUndefined();
});

test('tells size and x bit', () => {
  const context = memoryContext({ 'run.sh': 'é', 'sub/run.sh': 'ab' }, { executable: ['run.sh'] });
  expect(context.stat('run.sh')).toEqual({ kind: 'file', executable: true, size: 2 });
  expect(context.stat('sub/run.sh')).toEqual({ kind: 'file', executable: false, size: 2 });
  expect(context.stat('sub')).toMatchObject({ kind: 'directory' });
  expect(context.stat('')).toMatchObject({ kind: 'directory' });
  expect(context.stat('no')).toBeUndefined();
});

test('takes paths as people write them', () => {
  const context = memoryContext({ './a//b/c': 'x' });
  expect(context.read('a/./b/../b/c')).toBe('x');
  expect(context.list('a/b/')).toEqual([{ name: 'c', kind: 'file' }]);
  expect(context.read('../a/b/c')).toBeUndefined();
});

test('what is no text has no content', () => {
  const context = memoryContext({
    binary: 'a\0b',
    large: 'x'.repeat(4 * 1024 * 1024 + 1),
    fits: 'x'.repeat(4 * 1024 * 1024),
  });
  expect(context.read('binary')).toBeUndefined();
  expect(context.read('large')).toBeUndefined();
  expect(context.read('fits')).toHaveLength(4 * 1024 * 1024);
  expect(context.stat('binary')).toMatchObject({ kind: 'file', size: 3 });
});

test('links are followed inside the context only', () => {
  const context = memoryContext(
    { 'docs/r': 'text', 'a/real': 'real' },
    {
      links: {
        dir: 'docs',
        'a/b/up': '../real',
        out: '../outside',
        loop: 'loop',
        one: 'two',
        two: 'one',
        absolute: '/docs/r',
        machine: '/etc/hostname',
        chain: 'dir/r',
      },
    },
  );
  expect(context.read('dir/r')).toBe('text');
  expect(context.list('dir')).toEqual([{ name: 'r', kind: 'file' }]);
  expect(context.stat('dir')).toMatchObject({ kind: 'link' });
  expect(context.stat('dir/r')).toMatchObject({ kind: 'file' });
  expect(context.read('a/b/up')).toBe('real');
  expect(context.read('chain')).toBe('text');
  // BuildKit resolves an absolute link from the root of the context.
  expect(context.read('absolute')).toBe('text');
  for (const name of ['out', 'loop', 'one', 'machine']) {
    expect(context.read(name)).toBeUndefined();
    expect(context.stat(name)).toMatchObject({ kind: 'link' });
  }
});

test('a link to what is ignored leads nowhere', () => {
  const context = memoryContext({ 'docs/r': 'x', '.dockerignore': 'docs\n' }, { links: { link: 'docs' } });
  expect(context.read('link/r')).toBeUndefined();
  expect(context.list('link')).toBeUndefined();
});

test('the context is a directory of the given files', () => {
  const context = memoryContext(
    { 'api/main.go': 'x', 'api/.dockerignore': 'y\n', 'api/y': '', 'ui/a': '' },
    { root: './api/' },
  );
  expect(context.list('')?.map(({ name }) => name)).toEqual(['.dockerignore', 'main.go']);
  expect(context.read('../ui/a')).toBeUndefined();
});

test('names from prototypes are no files', () => {
  const context = memoryContext({ a: '' });
  for (const name of ['constructor', '__proto__', 'toString']) expect(context.stat(name)).toBeUndefined();
});

import { describe, expect, test } from 'vitest';
import { parseIgnoreFile } from '../../src/context/files/ignore.ts';
import { memoryContext } from '../../src/context/memory.ts';
import type { BuildContext } from '../../src/context/types.ts';

const files = {
  Dockerfile: 'FROM scratch\nCOPY . /\n',
  '.git/HEAD': 'ref',
  'a/b/c': 'c',
  'a/d': 'd',
  'docs/r': 'r',
  'docs/s': 's',
  z: 'z',
};

/** All paths that COPY sees, directories with a slash behind. */
function everything(context: BuildContext, directory = ''): readonly string[] {
  return (context.list(directory) ?? []).flatMap(({ name, kind }) => {
    const path = directory === '' ? name : `${directory}/${name}`;
    return kind === 'directory' ? [`${path}/`, ...everything(context, path)] : [path];
  });
}

const all = everything(memoryContext(files));

// What an image holds after `COPY . /` with Docker Engine 28.5: each of these was built.
describe('as BuildKit copies', () => {
  test.each<[name: string, ignore: string, gone: readonly string[]]>([
    ['nothing is ignored', '', []],
    ['a directory goes with all in it', 'a\n', ['a/', 'a/b/', 'a/b/c', 'a/d']],
    ['a leading and a trailing slash change nothing', '/docs/\n', ['docs/', 'docs/r', 'docs/s']],
    ['a comment starts in the first column only', '#z\n #z\n', []],
    ['an exception after a directory lets its part in again', 'a\n!a/b\n', ['a/d']],
    [
      'everything but one file: its directory is there',
      '*\n!docs/r\n',
      all.filter((path) => !['docs/', 'docs/r'].includes(path)),
    ],
    ['an exception with a wildcard', '*\n!**/r\n', all.filter((path) => !['docs/', 'docs/r'].includes(path))],
    [
      'the last line that matches wins',
      '*\n!docs\ndocs/s\n',
      all.filter((path) => !['docs/', 'docs/r'].includes(path)),
    ],
    ['an exception before does nothing', '!docs\ndocs\n', ['docs/', 'docs/r', 'docs/s']],
    ['an exception of a directory is not one of a file ignored by name', 'docs/r\n!docs\n', ['docs/r']],
    ['what is below goes, the directory stays', 'docs/**\n', ['docs/r', 'docs/s']],
    [
      'BuildKit does not look below what it thinks no exception can reach',
      '**/b\n!a/*/**\n',
      ['a/b/', 'a/b/c'],
    ],
    ['the Dockerfile and .git can be ignored', 'Dockerfile\n.git\n', ['Dockerfile', '.git/', '.git/HEAD']],
    ['a byte-order mark and carriage returns', '\uFEFFa/b\r\n', ['a/b/', 'a/b/c']],
  ])('%s', (_, ignore, gone) => {
    const context = memoryContext({ ...files, '.dockerignore': ignore });
    const there = everything(context).filter((path) => path !== '.dockerignore');
    expect(there).toEqual(all.filter((path) => !gone.includes(path)));
  });

  test('an empty directory that is ignored is not there', () => {
    const context = memoryContext({ ...files, '.dockerignore': 'docs/*\n' });
    expect(context.list('docs')).toEqual([]);
    expect(context.stat('docs/r')).toBeUndefined();
    expect(context.read('docs/r')).toBeUndefined();
  });

  test('the file beside the Dockerfile wins, also when it is empty', () => {
    const withBoth = { ...files, '.dockerignore': 'a\n', 'Dockerfile.dockerignore': 'docs\n' };
    expect(memoryContext(withBoth).stat('a')).toBeDefined();
    expect(memoryContext(withBoth).stat('docs')).toBeUndefined();
    expect(memoryContext({ ...withBoth, 'Dockerfile.dockerignore': '' }).stat('a')).toBeDefined();
    expect(memoryContext(withBoth, { dockerfile: 'other/Dockerfile' }).stat('a')).toBeUndefined();
  });

  test('the file beside a Dockerfile of another name and place', () => {
    const context = memoryContext(
      { ...files, 'build/Api': '', 'build/Api.dockerignore': 'docs\n', '.dockerignore': 'a\n' },
      { dockerfile: 'build/Api' },
    );
    expect(context.stat('docs')).toBeUndefined();
    expect(context.stat('a')).toBeDefined();
  });
});

// Results of moby/patternmatcher for one pattern and one path.
describe('patterns', () => {
  test.each<[pattern: string, path: string, ignored: boolean]>([
    ['*.go', 'main.go', true],
    ['*.go', 'cmd/main.go', false],
    ['**/*.go', 'main.go', true],
    ['**/*.go', 'cmd/sub/main.go', true],
    ['**.go', 'cmd/main.go', true],
    ['**b', 'xab', true],
    ['**b*', 'xab', false],
    ['**', 'a', true],
    ['a**', 'abc/d', true],
    ['a/**/z', 'a/z', true],
    ['a/**/z', 'a/b/c/z', true],
    ['a/**/z', 'a/bz', false],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['[a-c]x', 'bx', true],
    ['[^a-c]x', 'bx', false],
    ['[!a-c]x', 'bx', true],
    ['[!a-c]x', 'dx', false],
    ['a\\*', 'a*', true],
    ['a\\*', 'ab', false],
    ['a b', 'a b', true],
    ['  a  ', 'a', true],
    ['./a/../b', 'b', true],
    ['../a', 'a', false],
    ['.', 'a', false],
    ['/', 'a', false],
    ['a', 'A', false],
    ['a.c', 'abc', false],
    ['docs', 'docs/deep/er', true],
    ['ocs', 'docs', false],
    ['!../../a', 'a', true],
  ])('%j on %s: %s', (pattern, path, ignored) => {
    const context = memoryContext({ [path]: 'x', '.dockerignore': `${pattern}\n` });
    expect(context.stat(path) === undefined).toBe(ignored);
  });

  test.each(['!', '! ', '!/', '[a', 'a\\', '[]a]', '[a-]'])('BuildKit fails on %j', (pattern) => {
    const { patterns, problems } = parseIgnoreFile(`a\n${pattern}\nb\n`);
    expect(problems).toMatchObject([{ line: 2 }]);
    expect(patterns.map(({ text, line }) => [text, line])).toEqual([
      ['a', 1],
      ['b', 3],
    ]);
  });

  test('a pattern of stars takes linear time', () => {
    const pattern = `${'**/a'.repeat(200)}b`;
    const context = memoryContext({
      [`${'a/'.repeat(200)}c`]: 'x',
      '.dockerignore': `${pattern}\n${'*a'.repeat(500)}b\n`,
    });
    expect(context.stat(`${'a/'.repeat(200)}c`)).toBeDefined();
  });
});

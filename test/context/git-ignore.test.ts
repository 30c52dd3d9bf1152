import { expect, test } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';

const lacked = (files: Readonly<Record<string, string>>, root = ''): readonly string[] => {
  const context = memoryContext(files, { root });
  const inside = (path: string): string => path.slice(root === '' ? 0 : root.length + 1);
  return Object.keys(files)
    .map(inside)
    .filter((path) => context.isOnlyHere(path));
};

test('a name without a slash counts everywhere below, one with a slash in the directory of its file', () => {
  const files = { '.env': '', 'a/.env': '', 'keys/a.pem': '', 'a/keys/b.pem': '' };
  expect(lacked({ ...files, '.gitignore': '# secrets\n.env\n/keys/*.pem\n' })).toEqual([
    '.env',
    'a/.env',
    'keys/a.pem',
  ]);
});

test('the last pattern that matches decides, those of deeper directories after the ones above', () => {
  const files = { 'a.txt': '', 'b.txt': '', 'c/a.txt': '' };
  expect(lacked({ ...files, '.gitignore': '*.txt\n!b.txt\n', 'c/.gitignore': '!a.txt\n' })).toEqual([
    'a.txt',
  ]);
});

test('nothing in an ignored directory comes back, and a pattern for directories matches no file', () => {
  const files = { 'out/kept.txt': '', out2: '', 'lib/out': '' };
  expect(lacked({ ...files, '.gitignore': 'out/\n!out/kept.txt\n' })).toEqual(['out/kept.txt']);
});

test('a directory of which git keeps nothing is not there either', () => {
  const context = memoryContext({
    'data/a.db': '',
    'more/b.db': '',
    'more/.gitkeep': '',
    '.gitignore': '*.db\n',
  });
  expect([context.isOnlyHere('data'), context.isOnlyHere('more')]).toEqual([true, false]);
});

test('the files above a context count', () => {
  const files = { 'app/key': '', 'app/keyring': '', '.gitignore': 'key\n' };
  expect(lacked(files, 'app')).toContain('key');
  expect(lacked(files, 'app')).not.toContain('keyring');
});

test('what .dockerignore keeps out is known where nothing lies', () => {
  const context = memoryContext({ '.dockerignore': 'secrets\n*.pem\n!open.pem\n' });
  expect(['secrets/a', 'b.pem', 'open.pem', 'c'].map((path) => context.isIgnored(path))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

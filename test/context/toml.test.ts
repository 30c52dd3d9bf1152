import { expect, test } from 'vitest';
import { at, type DataNode } from '../../src/context/consumers/nodes.ts';
import { readToml } from '../../src/context/consumers/toml.ts';

type Plain = string | readonly Plain[] | { readonly [key: string]: Plain };

function plain(node: DataNode): Plain {
  if (node.kind === 'scalar') return node.text;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([key, value]) => [key, plain(value)]));
}

const read = (text: string): Plain => plain(readToml(text));

test('tables, dotted keys, arrays of tables and what stands below them', () => {
  const text = `# a comment
title = "x" # another
a.b.'c d' = 1
[one."two".three]
on = true
[[fruit]]
name = 'apple'
[fruit.skin]
red = 1979-05-27 07:32:00Z
[[fruit]]
name = "pear"
[[fruit.kinds]]
of = -1_000.5e3
`;
  expect(read(text)).toEqual({
    title: 'x',
    a: { b: { 'c d': '1' } },
    one: { two: { three: { on: 'true' } } },
    fruit: [
      { name: 'apple', skin: { red: '1979-05-27 07:32:00Z' } },
      { name: 'pear', kinds: [{ of: '-1_000.5e3' }] },
    ],
  });
});

test.each<[text: string, value: Plain]>([
  [String.raw`"a\t\"b\" é \\ \U0001F600"`, 'a\t"b" é \\ 😀'],
  [String.raw`'C:\new'`, String.raw`C:\new`],
  ['"""\none\n\\\n   two ""three"""""', 'one\ntwo ""three""'],
  ["'''\nit's\n'''", "it's\n"],
  ['"""say "it" now"""', 'say "it" now'],
  ['[ "a", # why\n  [1, 2,],\n]', ['a', ['1', '2']]],
  ['{ a = 1, b.c = "x", d = [{ e = "f" }] }', { a: '1', b: { c: 'x' }, d: [{ e: 'f' }] }],
  ['{}', {}],
  ['[]', []],
  ['""', ''],
])('the value %s', (text, value) => {
  expect(read(`x = ${text}\ny = 1\n`)).toEqual({ x: value, y: '1' });
});

test('what is broken is passed over, and lines are counted', () => {
  expect(read('a = \nb = 1\n= 2\n[c\nd = [1, "x\ne = 2')).toMatchObject({ b: '1' });
  expect(at(readToml('\n\n[a]\n\nb = """\n\n"""\nc = [\n1]\n'), 'a', 'c')?.line).toBe(8);
});

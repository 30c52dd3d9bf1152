import { describe, expect, test } from 'vitest';
import { compareVersions, parseModFile } from '../../../../rules/golang/sources/loading/modfile.ts';

describe('go.mod', () => {
  const file = parseModFile(`// a comment
module "example.com/app" // the module

go 1.21.0
toolchain go1.21.5

require example.com/one v1.0.0
require (
	example.com/two/v2 v2.1.0 // indirect
	example.com/three v0.0.0-20200101000000-abcdefabcdef // indirect; needed by two
	example.com/four v1.2.3+incompatible // not indirect
)

replace example.com/one => ../one
replace (
	example.com/two/v2 v2.1.0 => example.com/fork v1.0.0
	example.com/three => /abs/three
)
exclude example.com/bad v1.0.0
retract v0.9.0
tool example.com/tools/gen
`);

  test('module, version, toolchain, tools', () => {
    expect(file.module).toBe('example.com/app');
    expect(file.goVersion).toBe('1.21.0');
    expect(file.toolchain).toBe('go1.21.5');
    expect(file.tools).toEqual(['example.com/tools/gen']);
  });

  test('requirements', () => {
    expect(file.requires).toEqual([
      { path: 'example.com/one', version: 'v1.0.0', indirect: false, line: 7 },
      { path: 'example.com/two/v2', version: 'v2.1.0', indirect: true, line: 9 },
      { path: 'example.com/three', version: 'v0.0.0-20200101000000-abcdefabcdef', indirect: true, line: 10 },
      { path: 'example.com/four', version: 'v1.2.3+incompatible', indirect: false, line: 11 },
    ]);
  });

  test('replacements and exclusions', () => {
    expect(file.replaces).toEqual([
      { path: 'example.com/one', version: undefined, target: { kind: 'directory', directory: '../one' } },
      {
        path: 'example.com/two/v2',
        version: 'v2.1.0',
        target: { kind: 'module', path: 'example.com/fork', version: 'v1.0.0' },
      },
      {
        path: 'example.com/three',
        version: undefined,
        target: { kind: 'directory', directory: '/abs/three' },
      },
    ]);
    expect(file.excludes).toEqual([{ path: 'example.com/bad', version: 'v1.0.0' }]);
  });

  test('line ends, a byte-order mark and words without blanks', () => {
    const other = parseModFile('\uFEFFmodule a.b/c\r\nrequire(\r\n\tx.y/z v1.0.0// indirect\r\n)\r\n');
    expect(other.module).toBe('a.b/c');
    expect(other.requires).toEqual([{ path: 'x.y/z', version: 'v1.0.0', indirect: true, line: 3 }]);
  });

  test('what is broken is left out', () => {
    const broken = parseModFile('module\nrequire (\n\tonly-a-path\n\t=> x\nreplace => b\n"open');
    expect(broken.module).toBeUndefined();
    expect(broken.requires).toEqual([
      { path: '=>', version: 'x', indirect: false, line: 4 },
      { path: 'replace', version: '=>', indirect: false, line: 5 },
    ]);
  });
});

test('go.work', () => {
  const work = parseModFile('go 1.22\n\nuse ./a\nuse (\n\t./b\n\t"./c d"\n)\nreplace example.com/x => ./x\n');
  expect(work.module).toBeUndefined();
  expect(work.uses).toEqual(['./a', './b', './c d']);
  expect(work.replaces).toHaveLength(1);
});

test.each([
  ['v1.0.0', 'v1.0.1', -1],
  ['v1.9.0', 'v1.10.0', -1],
  ['v1.0.0-rc.1', 'v1.0.0', -1],
  ['v1.0.0-rc.2', 'v1.0.0-rc.10', -1],
  ['v1.0.0-alpha', 'v1.0.0-1', 1],
  ['v1.0.0-a', 'v1.0.0-a.b', -1],
  ['v2.0.0+incompatible', 'v2.0.0', 0],
  ['v0.0.0-20200101000000-abc', 'v0.0.0-20210101000000-abc', -1],
])('%s against %s', (left, right, order) => {
  expect(compareVersions(left, right)).toBe(order);
  expect(compareVersions(right, left)).toBe(order === 0 ? 0 : -order);
});

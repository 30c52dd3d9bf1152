import { describe, expect, test } from 'vitest';
import { brief, facts, moduleOf, type Tree } from './program.ts';

const MAIN = 'package main\n\nfunc main() { run() }\n';

const opens = (constraint: string, name: string, body = 'func run()'): string =>
  `//go:build ${constraint}\n\npackage main\n\nimport "os"\n\n${body} { os.ReadFile("${name}") }\n`;

const empty = (constraint: string, body = 'func run()'): string =>
  `//go:build ${constraint}\n\npackage main\n\n${body} {}\n`;

const found = (tree: Tree, settings: Parameters<typeof facts>[1]): readonly string[] =>
  facts(tree, settings).findings.map(brief);

describe('tags that may be on', () => {
  const tree = moduleOf(MAIN, { '/src/a.go': opens('full', 'full.txt'), '/src/b.go': empty('!full') });

  test('are read both ways', () => {
    expect(found(tree, { mayBeOn: () => true })).toEqual(['read-file full.txt']);
  });

  test('are not on where the build knows its tags', () => {
    expect(found(tree, {})).toEqual([]);
    expect(found(tree, { tags: ['other'], mayBeOn: () => false })).toEqual([]);
  });

  test('are read in combination: each may bring a part', () => {
    const parts = moduleOf(MAIN, {
      '/src/a.go': opens('one && two', 'both.txt'),
      '/src/b.go': empty('!one || !two'),
    });
    expect(found(parts, { mayBeOn: () => true })).toEqual(['read-file both.txt']);
  });

  test('one file may bring another into play', () => {
    const chained = moduleOf(MAIN, {
      '/src/a.go':
        '//go:build one\n\npackage main\n\nimport "example.com/app/inner"\n\nfunc run() { inner.Run() }\n',
      '/src/b.go': empty('!one'),
      '/src/inner/a.go': opens('two', 'inner.txt', 'func Run()').replace('package main', 'package inner'),
      '/src/inner/b.go': empty('!two', 'func Run()').replace('package main', 'package inner'),
    });
    expect(found(chained, { mayBeOn: () => true })).toEqual(['read-file inner.txt']);
  });

  test('in the older form, whatever stands before them', () => {
    const old = moduleOf(MAIN, {
      '/src/a.go': opens('full', 'full.txt').replace('//go:build full', '// +build linux,full darwin'),
      '/src/b.go': empty('!full').replace('//go:build !full', '// +build !full'),
    });
    expect(found(old, { mayBeOn: () => true, goVersion: '1.16' })).toEqual(['read-file full.txt']);
  });

  test('do not matter where they decide nothing', () => {
    const windows = moduleOf('package main\n\nfunc main() {}\n', {
      '/src/a.go': opens('windows && full', 'full.txt'),
    });
    expect(found(windows, { mayBeOn: () => true })).toEqual([]);
  });

  test('of many, each alone and all together are read, and the rest is said', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const many = moduleOf('package main\n\nfunc main() {}\n', {
      ...Object.fromEntries(
        names.map((name) => [`/src/${name}.go`, opens(name, `${name}.txt`, 'func init()')]),
      ),
      '/src/all.go': opens(names.join(' && '), 'all.txt', 'func init()'),
    });
    const read = facts(many, { mayBeOn: () => true });
    expect(read.openTags).toEqual(names);
    expect(read.findings.map(brief).sort()).toEqual(
      ['all', ...names].map((name) => `read-file ${name}.txt`).sort(),
    );
  });
});

describe('architectures', () => {
  const both = { otherArchitectures: ['arm64'] };

  test('files of another one are read as well', () => {
    const tree = moduleOf(MAIN, {
      '/src/run_amd64.go': 'package main\n\nfunc run() {}\n',
      '/src/run_arm64.go': 'package main\n\nimport "os"\n\nfunc run() { os.ReadFile("arm.txt") }\n',
    });
    expect(found(tree, both)).toEqual(['read-file arm.txt']);
    expect(found(tree, {})).toEqual([]);
  });
});

describe('files that cgo chooses', () => {
  test('without C code of their own', () => {
    const tree = moduleOf(MAIN, { '/src/a.go': empty('cgo'), '/src/b.go': empty('!cgo') });
    expect(facts(tree).chosenByCgo.map(({ file }) => file)).toEqual(['/src/a.go', '/src/b.go']);
  });

  test('are none where the system decides', () => {
    const tree = moduleOf(MAIN, { '/src/a.go': empty('cgo && windows'), '/src/b.go': empty('linux') });
    expect(facts(tree).chosenByCgo).toEqual([]);
  });

  test('with C code they are uses of it', () => {
    const tree = moduleOf('package main\n\nimport "C"\n\nfunc main() {}\n');
    const read = facts(tree);
    expect(read.chosenByCgo).toEqual([]);
    expect(read.cgo).toHaveLength(1);
  });
});

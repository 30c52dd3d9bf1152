/** The layers that ARCHITECTURE.md describes, read off the imports. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { againstLayers, fileCircles, folderCircles, importGraph, type Layers } from './imports.ts';

const project = join(import.meta.dirname, '..', '..');

/** The highest first. What stands in one row is on one level; the left may read the right. */
const layers: Layers = [
  ['src/main.ts', 'src/index.ts'],
  ['src/cli'],
  ['src/batch'],
  ['src/verify', 'src/report', 'src/graph'],
  ['src/migrate'],
  ['rules'],
  ['src/split'],
  ['src/toolchain'],
  ['src/rule'],
  ['src/evaluate'],
  ['src/context', 'src/image', 'src/shell', 'src/dockerfile'],
];

function modulesBelow(folder: string): readonly string[] {
  return readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .sort();
}

function textsOf(paths: readonly string[]): ReadonlyMap<string, string> {
  return new Map(paths.map((path) => [path, readFileSync(join(project, path), 'utf8')]));
}

const ruleOf = (path: string): string | undefined => /^rules\/([^/]+)\//.exec(path)?.[1];

describe('the imports of the project', () => {
  const texts = textsOf([...modulesBelow('src'), ...modulesBelow('rules')]);
  const graph = importGraph(texts);

  it('are read', () => {
    expect(graph.size).toBeGreaterThan(300);
    expect(graph.get('src/migrate/migrate.ts')).toContain('src/evaluate/stages/evaluate.ts');
  });

  it('make no circle of files', () => {
    expect(fileCircles(graph)).toEqual([]);
  });

  it('make no circle of folders', () => {
    expect(folderCircles(graph)).toEqual([]);
  });

  it('point down the layers', () => {
    expect(againstLayers(graph, layers)).toEqual([]);
  });

  it('are described: each part has its line in ARCHITECTURE.md, in this order', () => {
    const page = readFileSync(join(project, 'ARCHITECTURE.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, part]) => part);
    expect(rows).toEqual(layers.flat().filter((part) => part !== 'src/index.ts'));
  });

  it('keep one rule from another', () => {
    const across = [...graph].flatMap(([from, targets]) =>
      targets
        .filter((to) => ruleOf(from) !== undefined && ruleOf(to) !== undefined && ruleOf(from) !== ruleOf(to))
        .map((to) => `${from} imports ${to}`),
    );
    expect(across).toEqual([]);
  });

  it('would be seen to break a layer by one import the wrong way', () => {
    const path = 'src/evaluate/types.ts';
    const wrong = new Map(texts).set(
      path,
      `import type { Verdict } from '../rule/types.ts';\n${texts.get(path) ?? ''}`,
    );
    expect(againstLayers(importGraph(wrong), layers)).toEqual([
      'src/evaluate/types.ts imports src/rule/types.ts',
    ]);
    expect(folderCircles(importGraph(wrong))).toHaveLength(1);
  });
});

describe('the reading of imports', () => {
  it('takes imports of values, types and whole modules, exports, and imports at run time', () => {
    const graph = importGraph(
      new Map([
        [
          'a/one.ts',
          [
            "import { two } from './two.ts';",
            'import type {\n  Three,\n} from "../b/three.ts";',
            "export * from './four.ts';",
            "import './five.ts';",
            "const six = await import('./six.ts');",
            "import { join } from 'node:path';",
            "/* import '../not-there.ts'; */",
            "// from './not-there-either.ts'",
          ].join('\n'),
        ],
        ...['a/two.ts', 'b/three.ts', 'a/four.ts', 'a/five.ts', 'a/six.ts'].map((path): [string, string] => [
          path,
          '',
        ]),
      ]),
    );
    expect(graph.get('a/one.ts')).toEqual(['a/two.ts', 'b/three.ts', 'a/four.ts', 'a/five.ts', 'a/six.ts']);
  });

  it('passes over nothing that it can not find', () => {
    expect(() => importGraph(new Map([['a.ts', "import './b.ts';"]]))).toThrow('a.ts imports b.ts');
  });
});

describe('circles', () => {
  const straight = new Map([
    ['a/one.ts', ['a/two.ts', 'b/three.ts']],
    ['a/two.ts', ['b/three.ts']],
    ['b/three.ts', []],
  ]);

  it('are not seen where there are none', () => {
    expect([fileCircles(straight), folderCircles(straight)]).toEqual([[], []]);
  });

  it('of files are named with all that are in them, also by way of others', () => {
    const graph = new Map([
      ['a.ts', ['b.ts']],
      ['b.ts', ['c.ts', 'd.ts']],
      ['c.ts', ['a.ts']],
      ['d.ts', []],
      ['e.ts', ['a.ts']],
    ]);
    expect(fileCircles(graph)).toEqual(['a.ts ↔ b.ts ↔ c.ts']);
  });

  it('of folders are seen where no file is in one', () => {
    const graph = new Map([...straight, ['b/four.ts', ['a/two.ts']]]);
    expect(fileCircles(graph)).toEqual([]);
    expect(folderCircles(graph)).toEqual([
      [
        'a ↔ b',
        'a/one.ts imports b/three.ts',
        'a/two.ts imports b/three.ts',
        'b/four.ts imports a/two.ts',
      ].join('\n  '),
    ]);
  });

  it('between a folder and one in it are seen', () => {
    const graph = new Map([
      ['a/main.ts', ['a/inner/one.ts']],
      ['a/inner/one.ts', ['a/types.ts']],
      ['a/types.ts', []],
    ]);
    expect(folderCircles(graph)).toHaveLength(1);
  });
});

describe('layers', () => {
  const order: Layers = [['top'], ['left', 'right'], ['bottom']];

  it('let imports go down, over several layers and within a part', () => {
    const graph = new Map([
      ['top/a.ts', ['top/b.ts', 'bottom/c.ts', 'left/d.ts']],
      ['left/d.ts', ['right/e.ts']],
      ['right/e.ts', ['bottom/c.ts']],
      ['bottom/c.ts', []],
      ['top/b.ts', []],
    ]);
    expect(againstLayers(graph, order)).toEqual([]);
  });

  it.each([
    ['bottom/c.ts', 'top/a.ts'],
    ['right/c.ts', 'left/a.ts'],
    ['left/c.ts', 'top/a.ts'],
  ])('let no import go up: %s imports %s', (from, to) => {
    expect(againstLayers(new Map([[from, [to]]]), order)).toEqual([`${from} imports ${to}`]);
  });

  it('have a place for each module', () => {
    expect(againstLayers(new Map([['topmost/a.ts', []]]), order)).toEqual([
      'topmost/a.ts belongs to no layer',
    ]);
  });
});

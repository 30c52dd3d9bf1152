/** What is known of one toolchain lives in its folder: the neutral folders name none of it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', 'src');
const words = /\b(go|golang|cgo|gopath|goroot|goos|goarch|delve|dlv)\b|zoneinfo\.zip/i;

/** Tables of names in the world, and texts for people, in which the toolchain is one among others. */
const tables: Readonly<Record<string, RegExp>> = {
  // Packages of distributions, by what they are for.
  'image/packages/purposes.ts': /^ {6}[a-z]|\{ start: '(golang|go)-'/,
  // Names of images on Docker Hub.
  'context/consumers/names.ts': /^ {2}[a-z]/,
  // Languages that programs around an image are written in.
  'context/consumers/source-calls.ts': /^export type Language|^ {2}go: String\.raw/,
  'context/consumers/container-tests.ts': /return 'go'/,
  'context/consumers/kubernetes.ts': /\(\?:go\|rs\|/,
  // What says where a repository's root is, and what a file is by its ending.
  'batch/context-root.ts': /'go\.mod'/,
  'batch/dockerfile-names.ts': /'go'/,
  'cli/codes.ts': /dockerfile\.go/,
  // An example of a configuration.
  'cli/commands/init.ts': /^#/,
  'cli/products.ts': /would both go/,
};

/** Lines of code: comments may cite a source. */
function linesOf(text: string): readonly string[] {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .filter((line) => !/^\s*\/\//.test(line));
}

function found(path: string, text: string): readonly string[] {
  const table = tables[path];
  return linesOf(text).filter((line) => words.test(line) && table?.test(line) !== true);
}

const modules = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.ts'),
);

describe('the neutral folders', () => {
  it('are read', () => {
    expect(modules.length).toBeGreaterThan(200);
  });

  it('name nothing of Go', () => {
    const all = modules.flatMap((path) =>
      found(path, readFileSync(join(root, path), 'utf8')).map((line) => `${path}: ${line.trim()}`),
    );
    expect(all).toEqual([]);
  });

  it('would be seen to', () => {
    expect(found('split/plan.ts', "const os = env.get('GOOS');\n")).toHaveLength(1);
    expect(found('split/plan.ts', '/** As Go does. */\n// Go, too.\nconst x = 1;\n')).toEqual([]);
  });
});

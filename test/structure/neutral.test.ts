/** What is known of one toolchain lives in its folder: the neutral folders name none of it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', 'src');
const words =
  /\b(go|golang|cgo|gopath|goroot|goos|goarch|delve|dlv|rust|rustc|rustup)\b|zoneinfo\.zip|Cargo\.(toml|lock)/i;

/** Tables of names in the world, in which the toolchain is one among others: data with its source, and no logic. */
const tables: readonly string[] = [
  // Packages of distributions, by what they are for.
  'image/packages/purposes.ts',
  // The same packages, by the commands that they bring.
  'image/packages/tool-commands.ts',
  // Names of images on Docker Hub.
  'image/official-images.ts',
];

function isTable(text: string): boolean {
  return /^ \* Source: /m.test(text) && !/=>|\bfunction\b/.test(linesOf(text).join('\n'));
}

/**
 * Lines that tell the languages of programs around an image: tests that start its containers, sources that are synchronised.
 * What is built in the image has nothing to do with them.
 */
const languages: Readonly<Record<string, RegExp>> = {
  'context/consumers/source-calls.ts': /^export type Language|^ {2}go: String\.raw/,
  'context/consumers/container-tests.ts': /return 'go'/,
  'context/consumers/clients.ts': /^const source = |^ {2}const comment = /,
  'context/consumers/kubernetes.ts': /\(\?:go\|rs\|/,
};

/** Lines of code: comments may cite a source. */
function linesOf(text: string): readonly string[] {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .filter((line) => !/^\s*\/\//.test(line));
}

function found(path: string, text: string): readonly string[] {
  if (tables.includes(path) && isTable(text)) return [];
  const told = languages[path];
  return linesOf(text).filter((line) => words.test(line) && told?.test(line) !== true);
}

const modules = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.ts'),
);

describe('the neutral folders', () => {
  it('are read', () => {
    expect(modules.length).toBeGreaterThan(200);
  });

  it('name nothing of Go and Rust', () => {
    const all = modules.flatMap((path) =>
      found(path, readFileSync(join(root, path), 'utf8')).map((line) => `${path}: ${line.trim()}`),
    );
    expect(all).toEqual([]);
  });

  it('would be seen to', () => {
    expect(found('split/plan.ts', "const os = env.get('GOOS');\n")).toHaveLength(1);
    expect(
      found('image/official-images.ts', "/**\n * Source: x.\n */\nconst x = () => 'golang';"),
    ).toHaveLength(1);
    expect(found('split/plan.ts', '/** As Go does. */\n// Go, too.\nconst x = 1;\n')).toEqual([]);
  });
});

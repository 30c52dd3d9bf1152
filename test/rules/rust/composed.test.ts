/**
 * Programs that are composed of what they do, the way to it and the name of what it is about, compiled, and run with no more
 * files than their sources are found to name: where all names are known, nothing may be missing. With
 * DFOPT_SOUNDNESS_TESTS=1 and rustc.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readProgram, type ProgramFacts } from '../../../rules/rust/sources/index.ts';
import { effects, namings, ways } from '../../soundness/rust/parts.ts';

interface Composed {
  readonly name: string;
  readonly text: string;
}

const hasCompiler = spawnSync('rustc', ['--version']).status === 0;
const isAsked = process.env['DFOPT_SOUNDNESS_TESTS'] === '1';

/** Every way with every name, and every effect with every way and every name. */
function composed(): readonly Composed[] {
  const all = new Map<string, Composed>();
  const put = (effect: string, way: string, naming: string): void => {
    const [value = '', declared = ''] = namings[naming] ?? [];
    const text = (ways[way] ?? '')
      .replace('{d}', () => declared)
      .replace('{n}', () => `(${value})`)
      .replace('{e}', () => (effects[effect] ?? '').replaceAll('{p}', 'path'));
    const name = `${effect}/${way}/${naming}`;
    all.set(name, { name, text });
  };
  const kinds = Object.keys(effects);
  const pairs = Object.keys(namings).flatMap((naming) =>
    Object.keys(ways).map((way) => [way, naming] as const),
  );
  for (const [index, [way, naming]] of pairs.entries()) put(kinds[index % kinds.length] ?? '', way, naming);
  for (const effect of kinds) for (const way of Object.keys(ways)) put(effect, way, 'literal');
  for (const effect of kinds) for (const naming of Object.keys(namings)) put(effect, 'direct', naming);
  return [...all.values()];
}

function factsOf(text: string): ProgramFacts {
  const files = new Map([
    ['/app/src/main.rs', text],
    ['/app/Cargo.toml', '[package]\nname = "app"\nedition = "2021"\n'],
  ]);
  return readProgram(
    { read: (path) => files.get(path) },
    { root: '/app/src/main.rs', directory: '/app', workspace: '/app', debug: false, linked: new Set() },
  );
}

const there = ['data/stock.txt', 'data/other.txt'];

/** The files that are named; undefined where one of the names isn't known. */
function named({ findings }: ProgramFacts): readonly string[] | undefined {
  const names = findings
    .filter(({ kind }) => kind !== 'environment')
    .flatMap(({ name, arguments: given }) => [...(name === undefined ? [] : [name]), ...(given ?? [])]);
  const known = names.flatMap((name) => (name.known ? [name.text.replace(/\/$/, '')] : []));
  if (known.length < names.length) return undefined;
  return there.filter((file) => known.some((name) => file === name || file.startsWith(`${name}/`)));
}

describe.skipIf(!hasCompiler || !isAsked)('composed programs', () => {
  const place = mkdtempSync(join(tmpdir(), 'dfopt-rust-'));
  afterAll(() => rmSync(place, { recursive: true }));

  const tree = (files: readonly string[]): string => {
    const root = join(place, `tree-${files.length}-${files.join('-').replaceAll('/', '_')}`);
    mkdirSync(root, { recursive: true });
    for (const file of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), `content of ${file}\n`);
    }
    return root;
  };

  it('lack nothing where all names are known', { timeout: 600_000 }, () => {
    const programs = composed();
    expect(programs.length).toBeGreaterThan(1000);
    const modules = programs.map(({ text }, index) => `#[allow(warnings)] mod p${index} {\n${text}\n}`);
    const calls = programs.map((_, index) => `${index} => p${index}::main(),`);
    writeFileSync(
      join(place, 'main.rs'),
      `${modules.join('\n')}\nfn main() { match std::env::args().nth(1).unwrap().parse::<usize>().unwrap() { ${calls.join(' ')} _ => {} } }\n`,
    );
    const made = spawnSync('rustc', ['--edition', '2021', '-o', 'main', 'main.rs'], {
      cwd: place,
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    expect(made.status, made.stderr.slice(0, 2000)).toBe(0);
    const run = (root: string, index: number): string => {
      const { status, stdout } = spawnSync(join(place, 'main'), [`${index}`], {
        cwd: root,
        encoding: 'utf8',
      });
      return `${status} ${stdout}`;
    };
    const all = tree(there);
    const results = programs.map(({ name, text }, index) => {
      const kept = named(factsOf(text));
      if (kept === undefined) return { name, result: 'assumed' };
      return { name, result: run(tree(kept), index) === run(all, index) ? 'held' : 'fell' };
    });
    expect(results.filter(({ result }) => result === 'fell')).toEqual([]);
    expect(results.filter(({ result }) => result === 'held').length).toBeGreaterThan(500);
  });
});

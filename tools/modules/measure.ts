/**
 * Measures what modules can do at run time, and writes the table that is asked for modules whose sources are not there.
 * README.md beside this file says how. Run by hand: it downloads modules through the go command.
 */
import { execFileSync } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseModFile } from '../../rules/golang/sources/loading/modfile.ts';
import { directEffects, type Package } from './effects.ts';
import { tableOf } from './table.ts';

const { values: options } = parseArgs({
  options: {
    work: { type: 'string' },
    modules: { type: 'string', default: '700' },
    date: { type: 'string' },
  },
});
const { work, date } = options;
if (work === undefined || date === undefined) {
  throw new Error(
    'measure needs --work DIR (with go.mod files in DIR/gomods, seeds in DIR/seeds) and --date YYYY-MM-DD',
  );
}
const path = (...names: readonly string[]): string => join(work, ...names);
const environment = {
  ...process.env,
  GOMODCACHE: path('modcache'),
  GOFLAGS: '-mod=mod',
  GOTOOLCHAIN: 'local',
};
const go = (words: readonly string[], more: Readonly<Record<string, string>> = {}): string =>
  execFileSync('go', words, {
    cwd: work,
    env: { ...environment, ...more },
    maxBuffer: 1 << 30,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** Does a step once: its result stays in the working folder. */
function once(name: string, make: () => string): string {
  if (!existsSync(path(name))) writeFileSync(path(name), make());
  return readFileSync(path(name), 'utf8');
}

// ── Which modules programs use most ──────────────────────────────────────────────────────────────────────────

/** The go.mod files of programs, and those that the download of the seeds' module graphs left in the cache. */
function modFiles(): readonly string[] {
  const given = readdirSync(path('gomods')).map((name) => readFileSync(path('gomods', name), 'utf8'));
  const newest = new Map<string, { readonly version: string; readonly file: string }>();
  for (const line of go(['mod', 'graph']).split('\n')) {
    const [, required = ''] = line.split(' ');
    const [module = '', version = ''] = required.split('@');
    const before = newest.get(module);
    if (before !== undefined && compareVersions(before.version, version) >= 0) continue;
    newest.set(module, { version, file: cachedModFile(module, version) });
  }
  const cached = [...newest.values()].flatMap(({ file }) =>
    existsSync(file) ? [readFileSync(file, 'utf8')] : [],
  );
  return [...given, ...cached];
}

function cachedModFile(module: string, version: string): string {
  return path('modcache', 'cache', 'download', escaped(module), '@v', `${escaped(version)}.mod`);
}

/** Upper case is written `!x` in the module cache. */
function escaped(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

function compareVersions(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true });
}

/** Modules by the number of go.mod files that require them for themselves, the most first. */
function ranking(): readonly { readonly module: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const text of modFiles()) {
    const named = new Set(
      parseModFile(text).requires.flatMap(({ path: required, indirect }) => (indirect ? [] : [required])),
    );
    for (const module of named) counts.set(module, (counts.get(module) ?? 0) + 1);
  }
  return [...counts]
    .map(([module, count]) => ({ module, count }))
    .sort((left, right) => right.count - left.count || (left.module < right.module ? -1 : 1));
}

const requireAll = (modules: readonly string[]): string =>
  `module measured\n\ngo 1.26\n\nrequire (\n${modules.map((line) => `\t${line}\n`).join('')})\n`;

const selected = once('selected.txt', () => {
  writeFileSync(path('go.mod'), requireAll(readFileSync(path('seeds'), 'utf8').trim().split('\n')));
  const versions = new Map(
    go(['list', '-m', '-f', '{{.Path}} {{.Version}}', 'all'])
      .trim()
      .split('\n')
      .map((line): [string, string] => [line.split(' ')[0] ?? '', line]),
  );
  return ranking()
    .flatMap(({ module }) => versions.get(module) ?? [])
    .filter((line) => line.includes(' v'))
    .slice(0, Number(options.modules))
    .join('\n');
})
  .trim()
  .split('\n');

// ── What is in them ──────────────────────────────────────────────────────────────────────────────────────────

const fields = 'ImportPath,Dir,Name,Standard,Module,CgoFiles,GoFiles,Imports,Incomplete';

function listed(cgo: '0' | '1'): string {
  if (!existsSync(path('downloaded'))) {
    writeFileSync(path('go.mod'), requireAll(selected));
    once('downloaded', () => go(['mod', 'download', 'all']));
  }
  const patterns = selected.map((line) => `${line.split(' ')[0] ?? ''}/...`);
  return go(['list', '-e', '-deps', `-json=${fields}`, ...patterns], { CGO_ENABLED: cgo, GOPROXY: 'off' });
}

/** `go list -json` prints one object behind the other. */
function objectsIn(text: string): readonly Package[] {
  return text
    .split(/^\}\n/m)
    .filter((part) => part.trim() !== '')
    .map((part): Package => JSON.parse(`${part}}`));
}

const withCgo = objectsIn(once('on.json', () => listed('1')));
const withoutCgo = new Map(
  objectsIn(once('off.json', () => listed('0'))).map((found) => [found.ImportPath, found]),
);
const direct = new Map(
  withCgo.map((found) => [found.ImportPath, directEffects(found, withoutCgo.get(found.ImportPath))]),
);
const { text, figures } = tableOf(withCgo, direct, selected, date);
const out = createWriteStream(
  new URL('../../rules/golang/sources/knowledge/measured-modules-table.ts', import.meta.url),
);
out.end(text);
process.stderr.write(`${JSON.stringify(figures, undefined, 1)}\n`);

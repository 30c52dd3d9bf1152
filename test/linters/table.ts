/**
 * What linters find in Dockerfiles before and after dfopt, by rule: `npm run linters`, over all fixtures and, with
 * DFOPT_CORPUS, over a folder of real Dockerfiles; `npm run linters -- RULE` lists the files of one rule. Not part of CI.
 */
import { migrate } from '../../src/index.ts';
import { corpusDirectory, corpusFiles } from '../corpus/files.ts';
import { table } from '../corpus/format.ts';
import { fixtures, optionsOf } from '../helpers/fixtures.ts';
import { lintersAtHand, type Findings } from './linters.ts';

const [rule] = process.argv.slice(2);

interface Changed {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

const changed: readonly Changed[] = [
  ...fixtures().map((fixture) => ({
    name: fixture.name,
    before: fixture.dockerfile,
    outcome: migrate(fixture.dockerfile, optionsOf(fixture)),
  })),
  ...(corpusDirectory === undefined ? [] : corpusFiles('')).map(({ name, text }) => ({
    name,
    before: text,
    outcome: migrate(text),
  })),
].flatMap(({ name, before, outcome }) =>
  outcome.outcome === 'migrated' ? [{ name, before, after: outcome.text }] : [],
);

/** How often more a rule finds something in a file than before. */
function more(before: Findings, after: Findings): ReadonlyMap<string, number> {
  return new Map(
    [...after].flatMap(([name, count]) => {
      const added = count - (before.get(name) ?? 0);
      return added > 0 ? [[name, added] as const] : [];
    }),
  );
}

function total(all: readonly Findings[], name: string): number {
  return all.reduce((sum, findings) => sum + (findings.get(name) ?? 0), 0);
}

const linters = lintersAtHand();
if (linters.length === 0) {
  console.error('no linter is at hand: hadolint, tally, or docker with an engine');
  process.exitCode = 2;
}
console.log(`${changed.length} files that change`);
for (const linter of linters) {
  const before = linter.lint(changed.map((file) => file.before));
  const after = linter.lint(changed.map((file) => file.after));
  const added = changed.map(({ name }, index) => ({
    name,
    rules: more(before[index] ?? new Map(), after[index] ?? new Map()),
  }));
  if (rule !== undefined) {
    for (const { name, rules } of added) if (rules.has(rule)) console.log(`${linter.name} ${rule} ${name}`);
    continue;
  }
  const names = [...new Set([...before, ...after].flatMap((findings) => [...findings.keys()]))].sort();
  const rows = names.map((name) => {
    const files = added.filter(({ rules }) => rules.has(name)).length;
    const fresh = after.filter((findings, index) => findings.has(name) && before[index]?.has(name) !== true);
    return [name, ...[total(before, name), total(after, name), files, fresh.length].map(String)];
  });
  console.log(`\n${table([linter.name, 'before', 'after', 'files with more', 'with it at all'], rows)}`);
}

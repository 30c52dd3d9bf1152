/** Codes: each is declared once, with its kind; each has its page; what is printed is declared. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../rules/index.ts';
import { codes as ofRuns } from '../src/batch/codes.ts';
import { sectionsOf } from '../src/cli/code-pages.ts';
import { allCodes, declaredCodes, describeCode } from '../src/cli/codes.ts';
import { codes as ofEveryFile } from '../src/migrate/codes.ts';
import { kindsOf, type CodeTable } from '../src/rule/codes.ts';
import type { Assumption, Reason, Verdict } from '../src/rule/types.ts';
import { codes as ofSplits } from '../src/split/codes.ts';
import { codes as ofVerifying } from '../src/verify/codes.ts';

const root = join(import.meta.dirname, '..');

/** Each table with the page that its codes have their sections on; undefined where the page stands in the code. */
const tables: readonly (readonly [string, CodeTable, string | undefined])[] = [
  ['every file', ofEveryFile, 'rules/README.md'],
  ['splits', ofSplits, 'rules/README.md'],
  ['verify', ofVerifying, 'src/verify/README.md'],
  ['runs over files', ofRuns, undefined],
  ...rules.map(({ name, codes }) => [name, codes, `rules/${name}/README.md`] as const),
];

describe.each(tables)('the codes of %s', (_name, table, page) => {
  const sections = page === undefined ? undefined : sectionsOf(readFileSync(join(root, page), 'utf8'));
  it.each(Object.entries(table))('%s has its section', (code, row) => {
    const text = (sections === undefined ? describeCode(code) : sections.get(code))?.text;
    expect(text, `'### \`${code}\`' on ${page ?? 'the page of runs'}`).toMatch(/^What to do: \S/m);
    if (kindsOf(row).includes('assumption')) expect(text).toMatch(/^It rests on: \S/m);
  });
});

describe('the registry', () => {
  it('has each code once', () => {
    const all = tables.flatMap(([, table]) => Object.keys(table));
    expect(all.toSorted()).toEqual([...declaredCodes().keys()].toSorted());
    expect(new Set(all).size).toBe(all.length);
  });

  it('has every code that has a page', () => {
    expect(allCodes()).toEqual([...declaredCodes().keys()].toSorted());
  });

  it('has no code that nothing says', () => {
    const sources = [...sourcesIn('src'), ...sourcesIn('rules')].join('\n');
    const said = new Set(sources.match(/'[a-z][a-z0-9+-]*'|\b(?:unreadable|excluded)\b/g));
    // Codes that are put together: need-${kind}, ${field}-differs.
    const starts = [...sources.matchAll(/`([a-z-]+-)\$\{[^}]*\}`/g)].map(([, start]) => start ?? '');
    const ends = [...sources.matchAll(/`\$\{[^}]*\}(-[a-z]+)`/g)].map(([, end]) => end ?? '');
    const parts = new Set(
      [...sources.matchAll(/'([a-z][a-z0-9+-]*)'|\breadonly ([a-z]+): /g)].map(
        ([, text, key]) => text ?? key ?? '',
      ),
    );
    // `${code}-${change}` is both.
    const stems = [...sources.matchAll(/\bpairs\('([a-z]+)'/g)].map(([, stem]) => stem ?? '');
    const isSaid = (code: string): boolean =>
      said.has(`'${code}'`) ||
      said.has(code) ||
      starts.some((start) => code.startsWith(start) && parts.has(code.slice(start.length))) ||
      ends.some((end) => code.endsWith(end) && parts.has(code.slice(0, -end.length))) ||
      stems.some((stem) => code.startsWith(`${stem}-`) && parts.has(code.slice(stem.length + 1)));
    expect([...declaredCodes().keys()].filter((code) => !isSaid(code))).toEqual([]);
  });

  it('is what the compiler asks', () => {
    const place = { message: '', evidence: undefined };
    // @ts-expect-error stands in no table
    const undeclared: Reason = { code: 'no-such-code', ...place };
    // @ts-expect-error is declared, as a reason
    const ofAnotherKind: Assumption = { code: 'static', ...place };
    // @ts-expect-error is declared, as a refusal
    const notNothing: Verdict = { kind: 'nothing', code: 'no-program', message: '' };
    const declared: Assumption = { code: 'sources-not-read', ...place };
    // A refusal of one rule is a reason beside the change of another.
    const both: Reason = { code: 'no-program', ...place };
    expect([undeclared, ofAnotherKind, notNothing, declared, both]).toHaveLength(5);
  });
});

function sourcesIn(directory: string): readonly string[] {
  return readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' })
    .filter(
      (name) => name.endsWith('.ts') && basename(name) !== 'codes.ts' && basename(name) !== 'embedded.ts',
    )
    .map((name) => readFileSync(join(root, directory, name), 'utf8'));
}

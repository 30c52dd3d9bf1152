/**
 * The table of outcomes and codes over a group of the corpus: `npm run corpus -- golang`; the files of one code:
 * `npm run corpus -- golang no-command`.
 */
import { migrate } from '../../src/index.ts';
import { corpusDirectory, corpusFiles } from './files.ts';
import { table } from './format.ts';

const [group = '', code] = process.argv.slice(2);

if (corpusDirectory === undefined) {
  console.error('there is no corpus: DFOPT_CORPUS has to name a directory with groups of .Dockerfile files');
  process.exitCode = 2;
} else {
  const rows = corpusFiles(group).map(({ name, text }) => ({ name, outcome: migrate(text) }));
  if (code === undefined) console.log(countsOf(rows.map(({ outcome }) => outcome)));
  else console.log(listOf(rows.filter(({ outcome }) => outcome.code === code)));
}

type Result = Pick<ReturnType<typeof migrate>, 'outcome' | 'code' | 'message'>;

function countsOf(outcomes: readonly Result[]): string {
  const share = (count: number): string => `${((100 * count) / outcomes.length).toFixed(1)} %`;
  const kinds = tally(outcomes.map(({ outcome }) => outcome));
  const lines = kinds.flatMap(([kind, total]) => [
    [kind, '', String(total), share(total)],
    ...tally(outcomes.filter(({ outcome }) => outcome === kind).map((outcome) => outcome.code)).map(
      ([name, count]) => ['', name, String(count), share(count)],
    ),
  ]);
  return table(
    ['outcome', 'code', 'files', 'share'],
    [...lines, ['all', '', String(outcomes.length), share(outcomes.length)]],
  );
}

function listOf(rows: readonly { readonly name: string; readonly outcome: Result }[]): string {
  return table(
    ['file', 'outcome', 'message'],
    rows.map(({ name, outcome }) => [name, outcome.outcome, outcome.message]),
  );
}

/** How often each item occurs, the most frequent first. */
function tally(items: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

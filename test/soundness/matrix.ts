/** The results as tables: effect by way, and each axis by what became of its programs. */
import type { Judgement, Verdict } from './judge.ts';

const verdicts: readonly Verdict[] = ['held', 'assumed', 'assumed, differs', 'refused', 'not run', 'fell'];

/** One letter each, the worst of a cell is shown. */
const letters: Readonly<Record<Verdict, string>> = {
  held: '.',
  assumed: 'a',
  refused: 'r',
  'not run': '?',
  'assumed, differs': 'd',
  fell: 'F',
};

const worst: readonly Verdict[] = ['fell', 'not run', 'assumed, differs', 'assumed', 'refused', 'held'];

const axes = {
  effect: ({ program }: Judgement): string => program.parts.effect.name,
  way: ({ program }: Judgement): string => program.parts.way.name,
  naming: ({ program }: Judgement): string => program.parts.naming.name,
  place: ({ program }: Judgement): string => program.parts.place.name,
};

export function matrixOf(judgements: readonly Judgement[]): string {
  return [
    ...(['effect', 'way', 'naming', 'place'] as const).map((axis) => byAxis(judgements, axis)),
    pairs(judgements),
    `all: ${counts(judgements)}`,
    `of them ${needless(judgements).length} show the same without anything but the program: ${[...new Set(needless(judgements).map(axes.effect))].join(', ')}`,
  ].join('\n\n');
}

const needless = (judgements: readonly Judgement[]): readonly Judgement[] =>
  judgements.filter(({ worksAlone }) => worksAlone);

const counts = (judgements: readonly Judgement[]): string =>
  verdicts
    .map((verdict) => [verdict, judgements.filter((each) => each.verdict === verdict).length] as const)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join('; ');

function grouped(
  judgements: readonly Judgement[],
  keyOf: (judgement: Judgement) => string,
): ReadonlyMap<string, readonly Judgement[]> {
  const groups = new Map<string, Judgement[]>();
  for (const each of judgements) {
    const group = groups.get(keyOf(each));
    if (group === undefined) groups.set(keyOf(each), [each]);
    else group.push(each);
  }
  return groups;
}

const byAxis = (judgements: readonly Judgement[], axis: keyof typeof axes): string =>
  tableOf(
    axis,
    verdicts,
    judgements.map((each) => ({ name: axes[axis](each), verdict: each.verdict })),
  );

/** A table of how often each verdict was passed on what has a name. */
export function tableOf(
  title: string,
  columns: readonly string[],
  rows: readonly { readonly name: string; readonly verdict: string }[],
): string {
  const names = [...new Set(rows.map(({ name }) => name))];
  const width = Math.max(...names.map(({ length }) => length), title.length);
  const line = (name: string, cells: readonly string[]): string =>
    [name.padEnd(width), ...cells.map((cell, index) => cell.padStart(columns[index]?.length ?? 0))].join(
      '  ',
    );
  return [
    line(title, columns),
    ...names.map((name) =>
      line(
        name,
        columns.map((column) => {
          const count = rows.filter((each) => each.name === name && each.verdict === column).length;
          return count === 0 ? '' : String(count);
        }),
      ),
    ),
  ].join('\n');
}

function pairs(judgements: readonly Judgement[]): string {
  const effects = [...new Set(judgements.map(axes.effect))];
  const ways = [...new Set(judgements.map(axes.way))];
  const cells = grouped(judgements, (each) => `${axes.effect(each)}/${axes.way(each)}`);
  const width = Math.max(...effects.map(({ length }) => length));
  return [
    `${Object.entries(letters)
      .map(([verdict, letter]) => `${letter} ${verdict}`)
      .join(', ')}; columns:`,
    ...ways.map((way, index) => `${String(index + 1).padStart(width)}  ${way}`),
    ...effects.map(
      (effect) =>
        `${effect.padEnd(width)}  ${ways
          .map((way) => {
            const members = cells.get(`${effect}/${way}`) ?? [];
            const found = worst.find((verdict) => members.some((each) => each.verdict === verdict));
            return found === undefined ? ' ' : letters[found];
          })
          .join('')}`,
    ),
  ].join('\n');
}

/** What fell, each with its program, whose sources end so. */
export function failuresOf(judgements: readonly Judgement[], ending: string): string {
  return judgements
    .filter(({ verdict }) => verdict === 'fell' || verdict === 'assumed, differs' || verdict === 'not run')
    .map(({ program, verdict, detail, outcome }) =>
      [
        `## ${program.id} ${program.name}: ${verdict}`,
        detail,
        program.dockerfile,
        ...Object.entries(program.files)
          .filter(([path]) => path.endsWith(ending))
          .map(([path, text]) => `-- ${path}\n${text}`),
        outcome.outcome === 'migrated'
          ? `${outcome.text.slice(program.dockerfile.length - 40)}\nassumptions: ${outcome.assumptions.map(({ code, message }) => `${code}: ${message}`).join('\n')}`
          : '',
        '',
      ].join('\n'),
    )
    .join('\n');
}

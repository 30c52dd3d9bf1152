/**
 * `--format text`: what a person reads.
 *
 * A file is a heading (outcome, name, code), its message, and rows with a label each; a file without anything to do
 * is one line. No symbols that a font may lack, no colour that carries meaning alone.
 */
import colors from 'picocolors';
import type { Evidence, MigrationSummary, Outcome } from '../rule/types.ts';
import { evidenceOf, totalsOf, totalsOfRun } from './document.ts';
import { visible } from './escape.ts';
import { formatSizes, formatTotals } from './size.ts';
import { isSplit, splitsFirst } from './order.ts';
import { fullPath, newText, rootsOf, STANDARD_INPUT, withEvidenceFrom } from './paths.ts';
import { shellWord } from './shell-word.ts';
import type { FileReport, Format, FormatSettings, ReportedOutcome, RunReport } from './types.ts';
import { columns, shorten, wrap } from './wrap.ts';

/** Prose stays readable when the terminal is wider. */
const MAXIMUM_COLUMNS = 100;
const MINIMUM_COLUMNS = 40;
const DEFAULT_COLUMNS = 96;

/** The widest outcome is `unchanged`, the widest label `installs`; both leave two blanks. */
const OUTCOME_WIDTH = 11;
const INDENT = '  ';
const LABEL_WIDTH = 10;

/** More files than this that have nothing to do are counted instead of named: they would drown the others. */
const MAXIMUM_UNCHANGED_NAMED = 20;

type Paint = (text: string) => string;

interface Style {
  readonly width: number;
  readonly dim: Paint;
  readonly bold: Paint;
  readonly outcome: Readonly<Record<Outcome['outcome'], Paint>>;
}

/** A labelled part of a file's block; each item starts a line and its continuation lines are wrapped under it. */
interface Row {
  readonly label: string;
  readonly items: readonly Item[];
}

/** A sentence, or a line of a file that is never wrapped. */
type Item =
  | { readonly kind: 'prose'; readonly text: string }
  | { readonly kind: 'source'; readonly evidence: Evidence; readonly under?: 'prose' }
  | { readonly kind: 'command'; readonly text: string };

export const text: Format = (run, settings) => {
  const style = styleOf(settings);
  if (run.files.length === 0) return 'no Dockerfile found\n';
  const several = run.files.length > 1;
  const unchanged = run.files.filter(({ outcome }) => outcome.outcome === 'unchanged');
  const many = unchanged.length > MAXIMUM_UNCHANGED_NAMED;
  const told = many ? run.files.filter(({ outcome }) => outcome.outcome !== 'unchanged') : run.files;
  return `${joinBlocks([
    ...splitsFirst(told).map((file) => block(nameable(file), { settings, style, several })),
    ...(many ? [unchangedCounts(unchanged, style)] : []),
    ...(several ? [closing(run, settings, style)] : []),
  ])}\n`;
};

function styleOf(settings: FormatSettings): Style {
  const paint = colors.createColors(settings.color);
  return {
    width: Math.max(MINIMUM_COLUMNS, Math.min(settings.columns ?? DEFAULT_COLUMNS, MAXIMUM_COLUMNS)),
    dim: paint.dim,
    bold: paint.bold,
    outcome: { migrated: paint.green, unchanged: paint.dim, refused: paint.yellow, failed: paint.red },
  };
}

/** Blocks of several lines stand apart; files of one line each form a list. */
function joinBlocks(blocks: readonly (readonly string[])[]): string {
  return blocks
    .flatMap((lines, index) => {
      const previous = blocks[index - 1];
      const apart = previous !== undefined && (previous.length > 1 || lines.length > 1);
      return apart ? ['', ...lines] : lines;
    })
    .join('\n');
}

interface BlockOptions {
  readonly settings: FormatSettings;
  readonly style: Style;
  /** Next steps are said once at the end instead of for each file. */
  readonly several: boolean;
}

function block(file: FileReport, { settings, style, several }: BlockOptions): readonly string[] {
  const { outcome } = file;
  const heading = `${style.outcome[outcome.outcome](outcome.outcome.padEnd(OUTCOME_WIDTH))}${style.bold(nameOf(file))}`;
  if (outcome.outcome === 'unchanged') {
    const name = nameOf(file);
    const room = style.width - OUTCOME_WIDTH - columns(name) - 2;
    const message = visible(outcome.message);
    return columns(message) <= room
      ? [`${heading}  ${style.dim(message)}`]
      : [
          heading,
          ...wrap(message, style.width - OUTCOME_WIDTH).map(
            (line) => ' '.repeat(OUTCOME_WIDTH) + style.dim(line),
          ),
        ];
  }
  const rows = [...rowsOf(file), ...(several ? [] : nextRows(file, settings))];
  return [
    `${heading}  ${style.dim(`(${note(outcome)})`)}`,
    ...wrap(visible(outcome.message), style.width - INDENT.length).map((line) => INDENT + line),
    ...(rows.length === 0 ? [] : ['']),
    ...rows.flatMap((row) => rowLines(row, style)),
  ];
}

/** With the places in other files as the user can name them, as the file itself is. */
function nameable(file: FileReport): FileReport {
  return { ...file, outcome: withEvidenceFrom(file.root, file.outcome) };
}

/** `path`, or `path:line` where a line of the file itself decided, as editors and terminals link it. */
function nameOf(file: FileReport): string {
  const name = file.path === STANDARD_INPUT ? 'standard input' : visible(fullPath(file));
  const evidence = evidenceOf(file.outcome);
  return evidence?.file === 'Dockerfile' ? `${name}:${evidence.line}` : name;
}

function note(outcome: ReportedOutcome): string {
  if (outcome.outcome !== 'migrated') return visible(outcome.code);
  const { length } = outcome.assumptions;
  return length === 0 ? outcome.confidence : `${outcome.confidence}, ${counted(length, 'assumption')}`;
}

function rowsOf(file: FileReport): readonly Row[] {
  const { outcome } = file;
  switch (outcome.outcome) {
    case 'unchanged':
      return [];
    case 'failed':
      return evidenceRow(outcome.evidence);
    case 'refused':
      return [...evidenceRow(outcome.evidence), ...row('to do', prose([outcome.advice]))];
    case 'migrated':
      return [
        ...(outcome.summary === undefined ? [] : summaryRows(outcome.summary)),
        ...sizeRow(file),
        ...row('because', outcome.reasons.flatMap(statement)),
        ...row('assumes', outcome.assumptions.flatMap(statement)),
      ];
  }
}

function summaryRows(summary: MigrationSummary): readonly Row[] {
  const notSmaller = summary.whyNotSmaller === '' ? [] : [`no smaller base: ${summary.whyNotSmaller}`];
  return [
    ...row('base', prose([`${summary.from} → ${summary.to}`, ...notSmaller])),
    ...row('copies', prose(summary.copied)),
    ...row('installs', prose(summary.packages.length === 0 ? [] : [summary.packages.join(', ')])),
  ];
}

function sizeRow({ sizes }: FileReport): readonly Row[] {
  return sizes === undefined ? [] : row('size', prose([formatSizes(sizes)]));
}

function evidenceRow(evidence: Evidence | undefined): readonly Row[] {
  return evidence === undefined ? [] : [{ label: 'found', items: [{ kind: 'source', evidence }] }];
}

function statement({
  message,
  evidence,
}: {
  readonly message: string;
  readonly evidence: Evidence | undefined;
}): readonly Item[] {
  return [...prose([message]), ...(evidence === undefined ? [] : [underneath(evidence)])];
}

/** The place that the sentence before it rests on. */
function underneath(evidence: Evidence): Item {
  return { kind: 'source', evidence, under: 'prose' };
}

function nextRows(file: FileReport, settings: FormatSettings): readonly Row[] {
  const path = shellWord(fullPath(file));
  switch (file.outcome.outcome) {
    case 'migrated':
      return newText(file) === undefined || file.path === STANDARD_INPUT
        ? []
        : row(
            'next',
            commands([`dfopt ${settings.written === true ? 'verify' : 'migrate --write'} ${path}`]),
          );
    case 'refused':
    case 'failed':
      return row('more', commands([`dfopt explain ${shellWord(file.outcome.code)}`]));
    case 'unchanged':
      return [];
  }
}

function row(label: string, items: readonly Item[]): readonly Row[] {
  return items.length === 0 ? [] : [{ label, items }];
}

function prose(texts: readonly string[]): readonly Item[] {
  return texts.map((each) => ({ kind: 'prose', text: each }));
}

function commands(texts: readonly string[]): readonly Item[] {
  return texts.map((each) => ({ kind: 'command', text: each }));
}

function rowLines(row: Row, style: Style): readonly string[] {
  const room = style.width - INDENT.length - LABEL_WIDTH;
  return row.items
    .flatMap((item) => itemLines(item, room, style))
    .map((line, index) => `${INDENT}${style.dim((index === 0 ? row.label : '').padEnd(LABEL_WIDTH))}${line}`);
}

function itemLines(item: Item, room: number, style: Style): readonly string[] {
  switch (item.kind) {
    case 'prose':
      return wrap(visible(item.text), room);
    case 'command':
      return [visible(item.text)];
    case 'source': {
      const { file, line, text: source } = item.evidence;
      const place = file === 'Dockerfile' ? `line ${line}` : `${visible(file)}:${line}`;
      const indent = item.under === 'prose' ? INDENT : '';
      return [style.dim(shorten(`${indent}${place} │ ${visible(source.trim())}`, room))];
    }
  }
}

function unchangedCounts(files: readonly FileReport[], style: Style): readonly string[] {
  const { codes } = totalsOf(files.map((file) => ({ ...file.outcome, changed: false })));
  return Object.entries(codes).map(
    ([code, count]) =>
      `${style.outcome.unchanged('unchanged'.padEnd(OUTCOME_WIDTH))}${counted(count, 'file')}  ${style.dim(`(${visible(code)})`)}`,
  );
}

/** Totals, and what to do next. */
function closing(run: RunReport, settings: FormatSettings, style: Style): readonly string[] {
  const totals = totalsOfRun(run);
  const outcomes = (['migrated', 'unchanged', 'refused', 'failed'] as const)
    .filter((outcome) => totals[outcome] > 0)
    .map((outcome) => {
      const kinds = outcome === 'migrated' ? kindsOfChange(run.files) : '';
      return style.outcome[outcome](`${totals[outcome]} ${outcome}${kinds}`);
    });
  const stopped = run.files.find(
    ({ outcome }) => outcome.outcome === 'refused' || outcome.outcome === 'failed',
  );
  return [
    `${style.bold(counted(totals.files, 'file'))}: ${outcomes.join(', ')}`,
    ...(totals.sizes === null ? [] : wrap(formatTotals(totals.sizes), style.width)),
    ...(totals.changed === 0 ? [] : [style.dim(nextForAll(run, settings))]),
    ...(stopped === undefined
      ? []
      : [style.dim(`more about a code: dfopt explain ${visible(stopped.outcome.code)}`)]),
  ];
}

/** How many are split, where that is not all of them: ` (47 split)`. */
function kindsOfChange(files: readonly FileReport[]): string {
  const splits = files.filter(isSplit).length;
  const migrated = files.filter(({ outcome }) => outcome.outcome === 'migrated').length;
  return splits === migrated ? '' : ` (${splits} split)`;
}

/** A command line longer than this says less than the rule for making it. */
const MAXIMUM_ROOTS_NAMED = 3;

function nextForAll(run: RunReport, settings: FormatSettings): string {
  const roots = rootsOf(run).map((root) => shellWord(root === '' ? '.' : root));
  const named = roots.length <= MAXIMUM_ROOTS_NAMED ? roots.join(' ') : 'PATH…';
  return settings.written === true
    ? `to check by building: dfopt verify ${visible(named)}`
    : `nothing is written yet: dfopt migrate --write ${visible(named)}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

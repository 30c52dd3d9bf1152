/** `--format markdown`: the body of a pull request for one repository. */
import type { Assumption, MigrationSummary, Reason } from '../rule/types.ts';
import { totalsOfRun } from './document.ts';
import { visible } from './escape.ts';
import { isSplit, splitsFirst } from './order.ts';
import { newText, relativeNames } from './paths.ts';
import { sentence } from './sentence.ts';
import { formatSizes, formatTotals } from './size.ts';
import { shellWord } from './shell-word.ts';
import type { FileReport, Format, ReportedOutcome, RunReport } from './types.ts';

/** GitHub takes 65,536 characters in a pull request's body; the rest is for the parts after the files. */
const FILES_BUDGET = 48_000;
const TABLE_ROWS = 100;
const COMMANDS_SHOWN = 20;

export const markdown: Format = (run) => {
  const nameOf = relativeNames(run);
  const changed = splitsFirst(run.files.filter((file) => newText(file) !== undefined));
  const left = run.files.filter(
    ({ outcome }) => outcome.outcome === 'refused' || outcome.outcome === 'failed',
  );
  const parts =
    changed.length === 0
      ? ['## No Dockerfile to split\n']
      : [
          introduction(changed),
          ...(changed.length === 1 ? [] : sizesOf(changed, run)),
          ...withinBudget(changed.map((file) => fileSection(file, nameOf(file)))),
          howToCheck(changed.map(nameOf)),
        ];
  return [...parts, ...(left.length === 0 ? [] : [`### Left alone\n\n${outcomeTable(run, left)}`])].join(
    '\n',
  );
};

/** What is split has the say: what is only named beside it is a clause. */
function introduction(changed: readonly FileReport[]): string {
  const splits = changed.filter(isSplit).length;
  const others = changed.length - splits;
  if (splits === 0) {
    return `## Name the stages of ${others === 1 ? 'the Dockerfile' : dockerfiles(others)}

What the images hold stays as it is: stages are referred to by name instead of number.
`;
  }
  const each = splits === 1 ? 'The image is' : 'Each image is';
  const beside =
    others === 0 ? '' : `\nIn ${dockerfiles(others)} more, stages get names and nothing else changes.\n`;
  return `## Split ${changed.length === 1 ? 'the Dockerfile' : dockerfiles(splits)} into a build stage and a runtime stage

${each} built by the same instructions as before, in a stage of its own. What is shipped is a second stage that starts
from a smaller base and holds the program and what it needs when it runs, without compiler, sources and caches.
${beside}`;
}

function dockerfiles(count: number): string {
  return count === 1 ? 'one Dockerfile' : `${count} Dockerfiles`;
}

/** What all images take before and after, where that is known. */
function sizesOf(files: readonly FileReport[], { version }: RunReport): readonly string[] {
  const { sizes } = totalsOfRun({ files, version });
  return sizes === null ? [] : [`Together, ${formatTotals(sizes)}.\n`];
}

type Migration = Extract<ReportedOutcome, { outcome: 'migrated' }>;

function fileSection(file: FileReport, name: string): string {
  const { outcome } = file;
  if (outcome.outcome !== 'migrated') return '';
  const parts = [
    `### ${code(name)}\n`,
    `${prose(sentence(outcome.message))}\n`,
    facts(file, outcome),
    list(
      'Why',
      outcome.reasons.map((reason) => `- ${statement(reason)}`),
    ),
    list(
      'Taken for granted, please check',
      outcome.assumptions.map((each) => `- [ ] ${statement(each)}`),
    ),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function facts(file: FileReport, { confidence, summary }: Migration): string {
  const rows = [
    ...(summary === undefined ? [] : summaryRows(summary)),
    ...(file.sizes === undefined ? [] : [['Size', formatSizes(file.sizes)] as const]),
    ['Confidence', confidence] as const,
  ];
  return table(['', ''], rows);
}

function summaryRows(summary: MigrationSummary): readonly (readonly [string, string])[] {
  const { from, to, whyNotSmaller, copied, packages } = summary;
  return [
    ['Base', `${cellCode(from)} → ${cellCode(to)}`],
    ...(whyNotSmaller === '' ? [] : [['No smaller base', prose(whyNotSmaller)] as const]),
    ...(copied.length === 0
      ? []
      : [['Copied from the build stage', copied.map(cellCode).join('<br>')] as const]),
    ...(packages.length === 0 ? [] : [['Installed', packages.map(cellCode).join(', ')] as const]),
  ];
}

function list(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `**${title}**\n\n${items.join('\n')}\n`;
}

function statement({ message, evidence }: Assumption<string> | Reason<string>): string {
  if (evidence === undefined) return prose(message);
  const place =
    evidence.file === 'Dockerfile' ? `line ${evidence.line}` : code(`${evidence.file}:${evidence.line}`);
  return `${prose(message)} (${place}: ${code(evidence.text.trim())})`;
}

/** As many sections as fit; a line says how many didn't. */
function withinBudget(sections: readonly string[]): readonly string[] {
  let used = 0;
  const fits = sections.findIndex((section) => (used += section.length) > FILES_BUDGET);
  if (fits === -1) return sections;
  const missing = sections.length - fits;
  return [
    ...sections.slice(0, fits),
    `_${missing} more ${missing === 1 ? 'file' : 'files'}: too many to describe here; \`dfopt migrate --format text\` says the same of each._\n`,
  ];
}

function howToCheck(names: readonly string[]): string {
  const shown = names.slice(0, COMMANDS_SHOWN).map((name) => `dfopt verify ${visible(shellWord(name))}`);
  const more = names.length > COMMANDS_SHOWN ? [`# … and ${names.length - COMMANDS_SHOWN} more`] : [];
  return `### How to check

${fenced('sh', [...shown, ...more].join('\n'))}
This builds the images before and after, starts both, and compares what they do. Without dfopt: build the image, start
it the way it is started in production, and use whatever reads files, calls other programs or opens TLS connections.
`;
}

// ── Tables, also for the summary of a workflow step ──────────────────────────────────────────────────────────────

/** How many files ended how, and with which codes. */
export function totalsTable(run: RunReport): string {
  const totals = totalsOfRun(run);
  const outcomes = ['migrated', 'unchanged', 'refused', 'failed'] as const;
  const counts = table(
    ['Files', ...outcomes],
    [[String(totals.files), ...outcomes.map((outcome) => String(totals[outcome]))]],
  );
  return totals.sizes === null ? counts : `${counts}\n${formatTotals(totals.sizes)}\n`;
}

/** The files with their outcomes and what to do about them. */
export function outcomeTable(run: RunReport, files: readonly FileReport[]): string {
  const nameOf = relativeNames(run);
  const told = splitsFirst(files.filter(({ outcome }) => outcome.outcome !== 'unchanged'));
  if (told.length === 0) return '';
  const rows = told
    .slice(0, TABLE_ROWS)
    .map((file) => [
      cellCode(nameOf(file)),
      cellCode(file.outcome.code),
      prose(file.outcome.message) +
        (file.outcome.outcome === 'refused' ? `<br>${prose(file.outcome.advice)}` : ''),
    ]);
  const missing = told.length - rows.length;
  const note = missing === 0 ? '' : `\n_and ${missing} more_\n`;
  return `${table(['Dockerfile', 'Code', 'Why, and what to do'], rows)}${note}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

// ── Other people's text inside Markdown (https://github.github.com/gfm/) ─────────────────────────────────────────

/** A code span: fenced by more backticks than any run in it (§6.3). Nothing inside it has a meaning. */
function code(text: string): string {
  const shown = visible(text);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') || shown.trim() === '' ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A table splits cells at bars before it looks for code spans (§4.10), so bars are escaped in those too. */
function cellCode(text: string): string {
  return code(text).replaceAll('|', String.raw`\|`);
}

/** Text that shows as it is: no markup, no HTML, no mention of people and no link to issues. */
function prose(text: string): string {
  return visible(text)
    .replaceAll(/[\\`*_[\]<>|~&$]/gu, String.raw`\$&`)
    .replaceAll(/[@#](?=\w)/gu, '$&<!-- -->')
    .replace(/^(?:[-+#]|\d+(?=[.)]))/u, String.raw`\$&`);
}

function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}\n`;
}

/** A run as a list of diagnostics: what linters' formats (SARIF, RDFormat, annotations) have in common. */
import { createHash } from 'node:crypto';
import type { Evidence, Outcome } from '../rule/types.ts';
import { type Comparison, compare, splitLines, wholeChange } from './changes.ts';
import { evidenceOf } from './document.ts';
import { newText, relativeNames } from './paths.ts';
import type { FileReport, ReportedOutcome, RunReport } from './types.ts';

/** A migration asks to be made; a refusal is worth knowing; a file that cannot be processed must be mended. */
export type Level = 'error' | 'warning' | 'note';

export interface Diagnostic {
  /** Relative to the repository, or to the working directory where the run has several. */
  readonly path: string;
  readonly outcome: Exclude<Outcome['outcome'], 'unchanged'>;
  readonly code: string;
  readonly level: Level;
  /** The outcome's message, then a line each for what goes with it. */
  readonly message: readonly string[];
  /** The line it is shown at, from 1, and its text without the line end; undefined for an unread file. */
  readonly line: { readonly number: number; readonly text: string } | undefined;
  readonly fix: Replacement | undefined;
  /** The same for the same diagnostic, also when lines above it come or go. */
  readonly fingerprint: string;
}

/**
 * The migration as one replacement from the first to the last changed line. Offered change by change, a reader
 * could accept one without the other and end up with a file that doesn't build.
 */
export interface Replacement {
  /** From 1; starts at the first column. */
  readonly startLine: number;
  readonly before: string;
  readonly after: string;
  /** The replaced text and the new one both end at the end of a line, the line end itself left out. */
  readonly wholeLines: boolean;
}

const LEVELS: Readonly<Record<Diagnostic['outcome'], Level>> = {
  migrated: 'warning',
  refused: 'note',
  failed: 'error',
};

/** All diagnostics of a run, in the order of its files. */
export function diagnostics(run: RunReport): readonly Diagnostic[] {
  const nameOf = relativeNames(run);
  return run.files.flatMap((file) => diagnosticsOf(file, nameOf(file)));
}

function diagnosticsOf(file: FileReport, path: string): readonly Diagnostic[] {
  const { outcome } = file;
  if (outcome.outcome === 'unchanged') return [];
  const text = newText(file);
  const comparison = text === undefined ? undefined : compare(file.original, text);
  const fix = comparison === undefined ? undefined : replacement(comparison);
  const evidence = evidenceOf(outcome);
  const number = fix?.startLine ?? (evidence?.file === 'Dockerfile' ? evidence.line : 1);
  const shown = splitLines(file.original)[number - 1];
  return [
    {
      path,
      outcome: outcome.outcome,
      code: outcome.code,
      level: LEVELS[outcome.outcome],
      message: messageOf(outcome),
      line: shown === undefined ? undefined : { number, text: withoutLineEnd(shown) },
      fix,
      fingerprint: createHash('sha256')
        .update(JSON.stringify([path, outcome.code, evidence?.file ?? '', evidence?.text ?? '']))
        .digest('hex')
        .slice(0, 32),
    },
  ];
}

function messageOf(outcome: ReportedOutcome): readonly string[] {
  switch (outcome.outcome) {
    case 'migrated':
      return [
        outcome.message,
        ...(outcome.summary === undefined ? [] : [`base: ${outcome.summary.from} → ${outcome.summary.to}`]),
        ...outcome.assumptions.map((assumption) => `assumes: ${assumption.message}`),
      ];
    case 'refused':
      return [outcome.message, ...foundElsewhere(outcome.evidence), `to do: ${outcome.advice}`];
    case 'failed':
    case 'unchanged':
      return [outcome.message];
  }
}

/** What rests on a line of another file is shown at the Dockerfile, and says where it was found. */
function foundElsewhere(evidence: Evidence | undefined): readonly string[] {
  return evidence === undefined || evidence.file === 'Dockerfile'
    ? []
    : [`found: ${evidence.file}:${evidence.line}`];
}

function replacement(comparison: Comparison): Replacement | undefined {
  const change = wholeChange(comparison);
  if (change === undefined) return undefined;
  const before = comparison.before.slice(change.before.start, change.before.end).join('');
  const after = comparison.after.slice(change.after.start, change.after.end).join('');
  const lineEnd = ['\r\n', '\n'].find((end) => before.endsWith(end) && after.endsWith(end)) ?? '';
  const unended = before !== '' && after !== '' && !before.endsWith('\n') && !after.endsWith('\n');
  return {
    startLine: change.before.start + 1,
    before: before.slice(0, before.length - lineEnd.length),
    after: after.slice(0, after.length - lineEnd.length),
    wholeLines: lineEnd !== '' || unended,
  };
}

function withoutLineEnd(line: string): string {
  return line.replace(/\r?\n$/u, '');
}

/** Where a text ends that starts in the first column of a line; `measure` counts the columns of the last line. */
export function endPosition(
  startLine: number,
  text: string,
  measure: (line: string) => number,
): { readonly line: number; readonly column: number } {
  const lines = text.split('\n');
  return { line: startLine + lines.length - 1, column: measure(lines.at(-1) ?? '') + 1 };
}

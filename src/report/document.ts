/** The JSON report: what machines read, and what reports are merged and drawn from. `schema/` describes it. */
import type { Assumption, Confidence, Evidence, MigrationSummary, Outcome, Reason } from '../engine/types.ts';
import { compare } from './changes.ts';
import { unifiedPatch } from './patch.ts';
import { comparePlaces, compareText, nameInRoot, newText } from './paths.ts';
import type { FileReport, ImageSizes, RunReport, StageGraphs } from './types.ts';

/** Every key is always there; what there is none of is `null` or `[]`. */
export interface ReportDocument {
  /** Version of dfopt. */
  readonly version: string;
  readonly files: readonly FileEntry[];
  readonly totals: Totals;
}

export interface FileEntry {
  readonly path: string;
  readonly root: string;
  readonly outcome: Outcome['outcome'];
  readonly code: string;
  readonly message: string;
  /** The text differs: true for a migration only. */
  readonly changed: boolean;
  readonly confidence: Confidence | null;
  readonly assumptions: readonly Statement[];
  readonly reasons: readonly Statement[];
  readonly evidence: Evidence | null;
  readonly advice: string | null;
  readonly summary: MigrationSummary | null;
  /** A unified diff that applies in the file's root with `-p1`. */
  readonly diff: string | null;
  readonly graphs: StageGraphs | null;
  readonly sizes: ImageSizes | null;
}

/** An assumption or a reason. */
export interface Statement {
  readonly code: string;
  readonly message: string;
  readonly evidence: Evidence | null;
}

export interface Totals {
  readonly files: number;
  readonly changed: number;
  readonly migrated: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly failed: number;
  /** How many files ended with each code; the keys sorted. */
  readonly codes: Readonly<Record<string, number>>;
}

export function toDocument(run: RunReport): ReportDocument {
  return document(run.version, run.files.map(toEntry));
}

/** A document of these entries, in order and with totals. */
export function document(version: string, entries: readonly FileEntry[]): ReportDocument {
  const files = [...entries].sort(comparePlaces);
  return { version, files, totals: totalsOf(files) };
}

function toEntry(file: FileReport): FileEntry {
  const { outcome } = file;
  const text = newText(file);
  const migration = outcome.outcome === 'migrated' ? outcome : undefined;
  return {
    path: file.path,
    root: file.root,
    outcome: outcome.outcome,
    code: outcome.code,
    message: outcome.message,
    changed: text !== undefined,
    confidence: migration?.confidence ?? null,
    assumptions: (migration?.assumptions ?? []).map(toStatement),
    reasons: (migration?.reasons ?? []).map(toStatement),
    evidence: toEvidence(evidenceOf(outcome)),
    advice: outcome.outcome === 'refused' ? outcome.advice : null,
    summary: toSummary(migration?.summary),
    diff: text === undefined ? null : unifiedPatch(nameInRoot(file), compare(file.original, text)),
    graphs: file.graphs ?? null,
    sizes: file.sizes ?? null,
  };
}

/** The place that decided an outcome, where one did. */
export function evidenceOf(outcome: Outcome): Evidence | undefined {
  return outcome.outcome === 'refused' || outcome.outcome === 'failed' ? outcome.evidence : undefined;
}

// Objects from rules are rebuilt key by key: the order of keys in the report must not depend on theirs.

function toStatement({ code, message, evidence }: Assumption | Reason): Statement {
  return { code, message, evidence: toEvidence(evidence) };
}

function toEvidence(evidence: Evidence | undefined): Evidence | null {
  return evidence === undefined ? null : { file: evidence.file, line: evidence.line, text: evidence.text };
}

function toSummary(summary: MigrationSummary | undefined): MigrationSummary | null {
  if (summary === undefined) return null;
  const { toolchain, from, to, whyNotSmaller, copied, packages } = summary;
  return { toolchain, from, to, whyNotSmaller, copied, packages };
}

export function totalsOf(files: readonly Pick<FileEntry, 'outcome' | 'code' | 'changed'>[]): Totals {
  const count = (outcome: Outcome['outcome']) => files.filter((file) => file.outcome === outcome).length;
  const codes = new Map<string, number>();
  for (const { code } of files) codes.set(code, (codes.get(code) ?? 0) + 1);
  return {
    files: files.length,
    changed: files.filter((file) => file.changed).length,
    migrated: count('migrated'),
    unchanged: count('unchanged'),
    refused: count('refused'),
    failed: count('failed'),
    codes: Object.fromEntries([...codes].sort(([left], [right]) => compareText(left, right))),
  };
}

/**
 * The JSON report: what machines read, and what reports are merged and drawn from. `schema/` describes it.
 *
 * It holds all that a run is made of, so that any other format can be made from it later, on another machine.
 */
import type { Encoding } from '../dockerfile/encoding.ts';
import type { Assumption, Confidence, Evidence, MigrationSummary, Outcome, Reason } from '../rule/types.ts';
import { compare } from './changes.ts';
import { stageGraph } from './graph.ts';
import { unifiedPatch } from './patch.ts';
import { comparePlaces, compareText, nameInRoot, newText } from './paths.ts';
import { type SizeTotals, sizeTotals } from './size.ts';
import type { FileReport, ImageSize, ImageSizes, ReportedOutcome, RunReport, StageGraphs } from './types.ts';

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
  readonly assumptions: readonly Remark[];
  readonly reasons: readonly Remark[];
  readonly evidence: Evidence | null;
  readonly advice: string | null;
  readonly summary: EntrySummary | null;
  /** How the file is encoded: a patch of a Latin-1 file holds its bytes. */
  readonly encoding: Encoding;
  /** The text before; null for a file with nothing to do. */
  readonly original: string | null;
  /** The text after; null when nothing changes. */
  readonly text: string | null;
  /** A unified diff that applies in the file's root with `-p1`. */
  readonly diff: string | null;
  readonly graphs: StageGraphs | null;
  readonly sizes: ImageSizes | null;
}

/** The sizes are beside it: they may have been measured. */
export type EntrySummary = Omit<MigrationSummary, 'sizes'>;

/** An assumption or a reason. */
export interface Remark {
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
  /** Of the images whose sizes are known; null where there is none. */
  readonly sizes: SizeTotals | null;
}

/** The document of a run. */
export function toDocument(run: RunReport): ReportDocument {
  return document(run.version, run.files.map(toEntry));
}

/** A document of these entries, in order and with totals. */
export function document(version: string, entries: readonly FileEntry[]): ReportDocument {
  const files = [...entries].sort(comparePlaces);
  return { version, files, totals: totalsOf(files) };
}

/** More text than this is not evaluated once more for a drawing that nobody could read. */
const MAXIMUM_DRAWN = 200_000;

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
    encoding: file.encoding ?? 'utf-8',
    original: outcome.outcome === 'unchanged' ? null : file.original,
    text: text ?? null,
    diff: text === undefined ? null : unifiedPatch(nameInRoot(file), compare(file.original, text)),
    graphs: text === undefined ? null : graphsOf(file.original, text),
    sizes: toSizes(file.sizes),
  };
}

function graphsOf(before: string, after: string): StageGraphs | null {
  return before.length > MAXIMUM_DRAWN ? null : { before: stageGraph(before), after: stageGraph(after) };
}

/** The place that decided an outcome, where one did. */
export function evidenceOf(outcome: ReportedOutcome): Evidence | undefined {
  return outcome.outcome === 'refused' || outcome.outcome === 'failed' ? outcome.evidence : undefined;
}

// Objects from rules are rebuilt key by key: the order of keys in the report must not depend on theirs.

function toStatement({ code, message, evidence }: Assumption<string> | Reason<string>): Remark {
  return { code, message, evidence: toEvidence(evidence) };
}

function toEvidence(evidence: Evidence | undefined): Evidence | null {
  return evidence === undefined ? null : { file: evidence.file, line: evidence.line, text: evidence.text };
}

function toSummary(summary: MigrationSummary | undefined): EntrySummary | null {
  if (summary === undefined) return null;
  const { toolchain, from, to, whyNotSmaller, copied, packages } = summary;
  return { toolchain, from, to, whyNotSmaller, copied, packages };
}

function toSizes(sizes: ImageSizes | undefined): ImageSizes | null {
  return sizes === undefined ? null : { before: toSize(sizes.before), after: toSize(sizes.after) };
}

function toSize(size: ImageSize): ImageSize {
  return size.by === 'measured'
    ? { by: size.by, bytes: size.bytes }
    : { by: size.by, least: size.least, most: size.most };
}

/** Counts of what is counted in every report, from entries or from a run. */
export function totalsOf(
  files: readonly (Pick<FileEntry, 'outcome' | 'code' | 'changed'> & {
    readonly sizes?: ImageSizes | null;
  })[],
): Totals {
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
    sizes: sizeTotals(files.map(({ sizes }) => sizes ?? undefined)) ?? null,
  };
}

/** The totals of a run, for reports that show no more of it. */
export function totalsOfRun(run: RunReport): Totals {
  return totalsOf(
    run.files.map((file) => ({
      outcome: file.outcome.outcome,
      code: file.outcome.code,
      changed: newText(file) !== undefined,
      sizes: file.sizes ?? null,
    })),
  );
}

// ── And back ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** The run that a document was made from, as far as any report tells of it. */
export function toRun({ version, files }: ReportDocument): RunReport {
  return { version, files: files.map(toFile) };
}

function toFile(entry: FileEntry): FileReport {
  const { path, root, encoding, original, sizes } = entry;
  return {
    path,
    root,
    original: original ?? '',
    outcome: toOutcome(entry),
    encoding,
    ...(sizes === null ? {} : { sizes }),
  };
}

function toOutcome(entry: FileEntry): ReportedOutcome {
  const { code, message } = entry;
  switch (entry.outcome) {
    case 'migrated':
      return {
        outcome: 'migrated',
        code,
        message,
        text: entry.text ?? entry.original ?? '',
        confidence: entry.confidence ?? 'possible',
        assumptions: entry.assumptions.map(fromStatement),
        reasons: entry.reasons.map(fromStatement),
        summary: entry.summary ?? undefined,
      };
    case 'unchanged':
      return { outcome: 'unchanged', code, message };
    case 'refused':
      return {
        outcome: 'refused',
        code,
        message,
        evidence: entry.evidence ?? undefined,
        advice: entry.advice ?? '',
      };
    case 'failed':
      return { outcome: 'failed', code, message, evidence: entry.evidence ?? undefined };
  }
}

function fromStatement({ code, message, evidence }: Remark): Assumption<string> {
  return { code, message, evidence: evidence ?? undefined };
}

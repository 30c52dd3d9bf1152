/**
 * A baseline: the candidates that are known already, so that `--check` only fails for new ones.
 *
 * Paths are relative to the baseline's own directory, so that it says the same wherever dfopt is run.
 */
import { readFile } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import type { Outcome } from '../rule/types.ts';
import { type Failure, errorCode, failureOf } from './failures.ts';

export interface Candidate {
  /** Relative to the baseline's directory, `/`-separated. */
  readonly path: string;
  /** The code of the migration. A candidate for another reason is a new one. */
  readonly code: string;
}

export interface Baseline {
  /** Absolute. */
  readonly file: string;
  readonly candidates: readonly Candidate[];
}

export type BaselineResult =
  | { readonly ok: true; readonly baseline: Baseline }
  /** `missing`: there is no such file. */
  | { readonly ok: false; readonly missing: boolean; readonly why: string };

/** Reads a baseline file; says why when it cannot. */
export async function readBaseline(file: string): Promise<BaselineResult> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const missing = errorCode(error) === 'ENOENT';
    return { ok: false, missing, why: reasonOf(failureOf(error, 'unreadable'), missing) };
  }
  // Loaded here only: most runs have no baseline.
  const v = await import('valibot');
  const schema = v.object({
    version: v.literal(1),
    candidates: v.array(v.object({ path: v.string(), code: v.string() })),
  });
  const checked = v.safeParse(schema, parseJson(text));
  return checked.success
    ? { ok: true, baseline: { file, candidates: checked.output.candidates } }
    : { ok: false, missing: false, why: 'it is no baseline of dfopt' };
}

function reasonOf({ why, code }: Failure, missing: boolean): string {
  return missing ? 'there is no such file' : (why ?? code);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The text of a baseline; the same candidates give the same bytes. */
export function baselineText(candidates: readonly Candidate[]): string {
  const sorted = candidates.toSorted((a, b) => order(a.path, b.path) || order(a.code, b.code));
  return `${JSON.stringify({ version: 1, candidates: sorted }, undefined, 2)}\n`;
}

function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A candidate as the baseline lists it: by its path from the baseline's own folder. */
export function candidateAt(baseline: string, path: string, code: string): Candidate {
  return { path: relative(dirname(baseline), path).split(sep).join('/'), code };
}

/** The outcome as it counts with a baseline: a known candidate is left alone. */
export function withBaseline(outcome: Outcome, path: string, baseline: Baseline | undefined): Outcome {
  if (baseline === undefined || outcome.outcome !== 'migrated') return outcome;
  const candidate = candidateAt(baseline.file, path, outcome.code);
  const known = baseline.candidates.some(
    (each) => each.path === candidate.path && each.code === candidate.code,
  );
  return known
    ? {
        outcome: 'unchanged',
        code: 'in-baseline',
        message: `a known candidate (${outcome.code}); the baseline lists it`,
      }
    : outcome;
}

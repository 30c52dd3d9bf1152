/** Making findings and levels out of them. */
import type { Code } from '../../rule/codes.ts';
import type { Need } from '../../rule/need.ts';
import { counts, type Finding, type LevelName, type LevelResult } from '../verdict/types.ts';

export type Report = (code: Code<'difference'>, what: string, cause: string, expected?: boolean) => Finding;

/** A maker of findings for one level. */
export function findingsOf(level: LevelName): Report {
  return (code, what, cause, expected = false) => ({ level, code, what, cause, expected });
}

/** A level that was compared: it is equal if nothing unexpected was found. */
export function compared(
  level: LevelName,
  findings: readonly Finding[],
  remarks: readonly string[] = [],
): LevelResult {
  const status = findings.some(counts)
    ? 'different'
    : findings.some(({ open }) => open === true)
      ? 'unknown'
      : 'equal';
  return { level, status, findings, remarks };
}

/** A level that could not be compared. What was found up to then still counts. */
export function notCompared(level: LevelName, why: string, findings: readonly Finding[] = []): LevelResult {
  const status = findings.some(counts) ? 'different' : 'unknown';
  return { level, status, findings, remarks: [why] };
}

/** A level that was left out because nobody asked for it. */
export function notAsked(level: LevelName, why: string): LevelResult {
  return { level, status: 'not asked', findings: [], remarks: [why] };
}

/** Why something is needed, for people: `it makes TLS connections (main.go:12)`. */
export function groundsOf({ because, evidence }: Pick<Need, 'because' | 'evidence'>): string {
  return evidence === undefined ? because : `${because} (${evidence.file}:${evidence.line})`;
}

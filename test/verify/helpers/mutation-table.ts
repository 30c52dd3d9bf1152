/** What verifying says of each way to break a correct migration, as a table. */
import type { Finding, Verdict } from '../../../src/verify/verdict/types.ts';

export interface MutationRow {
  readonly way: string;
  readonly verdict: Verdict;
  /** The finding that names what was broken; undefined if none does. */
  readonly cause: Finding | undefined;
}

const widest = 140;

/** One line each: way, verdict, level, and the cause as it is reported. */
export function mutationTable(rows: readonly MutationRow[]): string {
  const width = Math.max(...rows.map(({ way }) => way.length), 0);
  return rows
    .map(({ way, verdict, cause }) => {
      const told = cause === undefined ? 'NOT NAMED' : `${cause.code}, ${cause.what}: ${cause.cause}`;
      const shown = told.length > widest ? `${told.slice(0, widest - 1)}…` : told;
      return `${way.padEnd(width)}  ${verdict.padEnd(9)}  ${(cause?.level ?? '').padEnd(6)}  ${shown}`;
    })
    .join('\n');
}

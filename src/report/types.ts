/** What a report is made from: the files of a run with their outcomes. Reports are pure functions of this. */
import type { Outcome } from '../engine/types.ts';

export interface FileReport {
  /** Relative to the root (repository) it was found in, `/`-separated; `-` is standard input. */
  readonly path: string;
  /** The root it belongs to, as the user named it; `''` for the working directory. */
  readonly root: string;
  /** The text before. */
  readonly original: string;
  readonly outcome: Outcome;
}

export interface RunReport {
  /** Sorted by root, then path. */
  readonly files: readonly FileReport[];
  /** Version of dfopt. */
  readonly version: string;
}

/** What `dfopt verify` compares, finds and concludes. Plain data: every report is a pure function of it. */

import type { Code } from '../../rule/codes.ts';
import type { PackagesLeftBehind } from '../../toolchain/traces.ts';

/** The levels, in the order they are reported. */
export const levels = ['static', 'config', 'files', 'run', 'trace'] as const;

export type LevelName = (typeof levels)[number];

/** One difference between the original image and the new one. */
export interface Finding {
  readonly level: LevelName;
  /** Stable: `env-lost`, `library-missing` … */
  readonly code: Code<'difference'>;
  /** The thing that differs: `variable GREETING`, `/app/templates/index.html`. */
  readonly what: string;
  /** How it differs, and what follows from it. */
  readonly cause: string;
  /** The difference is one that a migration is meant to make; it doesn't count against the new image. */
  readonly expected: boolean;
  /** Whether it matters can't be told: neither a difference nor nothing. */
  readonly open?: true;
  /** Expected, and worth a word beside the verdict. */
  readonly noted?: true;
}

/** Whether a finding counts against the new image. */
export function counts({ expected, open }: Pick<Finding, 'expected' | 'open'>): boolean {
  return !expected && open !== true;
}

/** What became of a level. */
export type LevelStatus =
  | 'equal'
  | 'different'
  /** It should have been compared and could not be. */
  | 'unknown'
  /** Nobody asked for it: it counts neither for nor against. */
  | 'not asked';

export interface LevelResult {
  readonly level: LevelName;
  readonly status: LevelStatus;
  readonly findings: readonly Finding[];
  /** For people: what was compared, what was left out of the comparison and why. */
  readonly remarks: readonly string[];
}

export type Verdict = Code<'verdict'>;

/** A change that the migration made knowingly, such as a CMD added to an image that was run by hand. */
export interface AcceptedChange {
  /** Of the files of packages: where they lie. */
  readonly packages?: PackagesLeftBehind;
  /** The config field: `Cmd`, `Env.PATH`, `WorkingDir`; `program` for the programs themselves. */
  readonly field: string;
  readonly why: string;
  /** The container does another thing than before when it is started without arguments. */
  readonly startsOtherwise?: true;
}

export interface ImageSize {
  /** Sum of the sizes of the files in all layers, as engines show it. */
  readonly bytes: number;
  readonly files: number;
  readonly layers: number;
  /** Installed packages by name; undefined when the image has no package database that can be read. */
  readonly packages: readonly string[] | undefined;
}

export interface Sizes {
  readonly before: ImageSize;
  readonly after: ImageSize;
}

/** Why a comparison could not be made at all. */
export interface Obstacle {
  readonly code: Code<'obstacle'>;
  readonly message: string;
  /** The last lines of the engine's output; empty if there is none. */
  readonly log: string;
}

/** The outcome for one pair of Dockerfiles. */
export interface Verification {
  /** The Dockerfile as the user named it. */
  readonly path: string;
  /** What it was compared with, for people: `the migration`, `Dockerfile.old`, `git:main`. */
  readonly against: string;
  readonly verdict: Verdict;
  readonly levels: readonly LevelResult[];
  readonly sizes: Sizes | undefined;
  readonly obstacle: Obstacle | undefined;
  readonly remarks: readonly string[];
  readonly engine: string | undefined;
}

/** What decisions rest on: places that were read, and what is taken for granted. */
import type { Code } from './codes.ts';

/** A place a decision rests on. */
export interface Evidence {
  /** `Dockerfile` is the file itself; else a path relative to the build context. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** The text there, shortened, for people. */
  readonly text: string;
}

/** Something a migration takes for granted. */
export interface Assumption<Name extends string = Code<'assumption'>> {
  /** Stable: `sources-not-read`, `file-name-not-known` … */
  readonly code: Name;
  readonly message: string;
  readonly evidence: Evidence | undefined;
}

/** What the modules of the walk share. */
import type { Statement } from '../../shell/types.ts';
import type { Printed, Printing } from '../printed/index.ts';
import type { CommandRun, FileSystem, Knowledge, Value, World } from '../types.ts';
import type { Expansion } from './expansion.ts';
import type { Recorder } from './recorder.ts';
import type { Circumstance } from './scene.ts';
import type { Situation } from './situation.ts';

/** One RUN's walk: what its commands are taken from, and where they go. */
export interface Walk {
  readonly knowledge: Knowledge;
  readonly files: () => FileSystem;
  readonly world: () => World;
  readonly expansion: Expansion;
  readonly recorder: Recorder;
  /** What printing rests on at this point. */
  readonly printing: () => Printing;
  /** What a command prints, where that is known. */
  readonly printed: (run: CommandRun) => Printed | undefined;
  /** A command as it would be recorded, for asking about it. */
  readonly commandOf: (
    words: readonly Value[],
    situation: Situation,
    input: CommandRun['input'],
  ) => CommandRun;
  /** Any statement, for those that hold others; what the shell knows after it. */
  readonly statement: (item: Statement, situation: Situation, around: Circumstance) => Situation;
}

/** Scripts that call scripts deeper than this are not followed further: they are opaque. */
export const maximumDepth = 8;

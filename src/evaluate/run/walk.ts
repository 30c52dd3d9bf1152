/** What the modules of the walk share: its context, what surrounds a statement, a call. */
import type { Span, Statement } from '../../shell/types.ts';
import type {
  CommandRun,
  Distribution,
  FileSystem,
  ImageFacts,
  Knowledge,
  State,
  StepId,
  Value,
  World,
} from '../types.ts';
import type { FileLog } from '../files/log.ts';
import type { Expansion } from './expansion.ts';
import type { Recorder } from './recorder.ts';
import type { Situation } from './situation.ts';

/** Where a RUN stands. */
export interface RunScene {
  readonly log: FileLog;
  readonly step: StepId;
  readonly state: State;
  readonly facts: ImageFacts | undefined;
  readonly distribution: Distribution;
  readonly knowledge: Knowledge;
}

/** What surrounds a statement. */
export interface Circumstance {
  readonly conditional: boolean;
  readonly failureIgnored: boolean;
  readonly input: CommandRun['input'];
  /** From offsets in the script at hand to the Dockerfile; undefined in scripts of their own. */
  readonly toFile: ((span: Span) => Span) | undefined;
  /** Nesting of scripts in scripts. */
  readonly depth: number;
}

/** A command as the shell would start it. */
export interface Call {
  /** Expanded; the first is what is called. */
  readonly words: readonly Value[];
  /** Variables assigned in front of it. */
  readonly assignments: readonly string[];
  readonly span: Span | undefined;
}

/** One RUN's walk: what its commands are taken from, and where they go. */
export interface Walk {
  readonly knowledge: Knowledge;
  readonly files: () => FileSystem;
  readonly world: () => World;
  readonly expansion: Expansion;
  readonly recorder: Recorder;
  /** What a command prints, where that is known. */
  readonly printed: (run: CommandRun) => string | undefined;
  /** Any statement, for those that hold others; what the shell knows after it. */
  readonly statement: (item: Statement, situation: Situation, around: Circumstance) => Situation;
}

/** Scripts that call scripts deeper than this are not followed further: they are opaque. */
export const maximumDepth = 8;

/** The circumstance with only this changed: most often it stays as it is. */
export function ignoring(around: Circumstance, failureIgnored: boolean): Circumstance {
  return around.failureIgnored === failureIgnored ? around : { ...around, failureIgnored };
}

/** Where a RUN stands, what surrounds a statement of it, and a command as it would be started. */
import type { Distribution } from '../../image/types.ts';
import type { Span } from '../../shell/types.ts';
import type { FileLog } from '../files/log.ts';
import type {
  CommandRun,
  FileSystem,
  ImageFacts,
  Knowledge,
  State,
  StepId,
  SystemChange,
  Value,
} from '../types.ts';

/** Where a RUN stands. */
export interface RunScene {
  readonly log: FileLog;
  readonly step: StepId;
  readonly state: State;
  /** What is known of the image after the changes that the step made so far. */
  readonly facts: (changes: readonly SystemChange[], files: FileSystem) => ImageFacts | undefined;
  readonly distribution: Distribution;
  readonly knowledge: Knowledge;
  /** The home directories of users, by name and by id, as far as they are known. */
  readonly homes: ReadonlyMap<string, string>;
}

/** What surrounds a statement. */
export interface Circumstance {
  readonly conditional: boolean;
  /** An earlier command of its chain may fail, and the build go on without it. */
  readonly behindFailure: boolean;
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

/** The circumstance with only this changed: most often it stays as it is. */
export function ignoring(around: Circumstance, failureIgnored: boolean): Circumstance {
  return around.failureIgnored === failureIgnored ? around : { ...around, failureIgnored };
}

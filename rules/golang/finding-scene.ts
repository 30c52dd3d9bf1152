/** What a finding in the sources is seen against (the program, the stage that starts it, its user), and what it asks for. */
import type { Build, FileEntry, Program, Stage } from '../../src/evaluate/types.ts';
import type { Assumption, Evidence } from '../../src/rule/types.ts';
import type { Need } from '../../src/rule/need.ts';
import type { Refusal } from '../../src/toolchain/toolchain.ts';
import type { GoCall } from './commands/flags.ts';
import type { SourceEvidence } from './sources/index.ts';

export interface FindingScene {
  readonly program: Program;
  readonly entry: FileEntry;
  readonly stage: Stage;
  readonly build: Build;
  readonly call: GoCall | undefined;
  readonly place: (evidence: SourceEvidence) => Evidence;
  /** Directories that the program changes to. */
  readonly changed: readonly string[];
}

/** How a program uses its working directory: not at all, by names that are known, or by others. */
export type WorkdirUse = 'unused' | 'named' | 'unknown';

/** What one finding asks for. */
export interface Answer {
  readonly needs?: readonly Need[];
  readonly assumptions?: readonly Assumption[];
  readonly workdir?: WorkdirUse;
  /** It reads or writes files by names that are not known, anywhere in the image. */
  readonly anywhere?: true;
  readonly startsUnknown?: boolean;
  /** Names of variables that the program reads. */
  readonly environment?: readonly string[];
  readonly refusal?: Refusal;
}

/** What the author's ENV HOME says. */
export function homeOf(stage: Stage): string | undefined {
  const home = stage.state.env.get('HOME');
  return home === undefined || home.origin === 'base' ? undefined : home.text;
}

/** The name or number of the user that the program runs as. */
export function userName(stage: Stage): string {
  const name = (stage.state.user.text ?? '').split(':')[0] ?? '';
  return name === '' || name === '0' ? 'root' : name;
}

/** What a finding in the sources is seen against (the program, the stage that starts it, its user), and what it asks for. */
import type { Build, FileEntry, Program, Stage } from '../../evaluate/types.ts';
import type { Assumption, Evidence } from '../../rule/types.ts';
import type { Need } from '../../rule/need.ts';
import type { Refusal, Role } from '../../toolchain/toolchain.ts';
import type { Finding, SourceEvidence } from './types.ts';

/** What hangs on the toolchain of what a program does when it runs. */
export interface OfToolchain {
  /** Where its images have it. */
  readonly installation: readonly string[];
  /** Whether a program is part of it, or runs it. */
  readonly isProgram: (name: string) => boolean;
  /** Its programs whose names are words that others say of other things. */
  readonly words: readonly string[];
  /** How the sources say that files are built into the program. */
  readonly embeds: string;
  /** A file that is compiled, or that says what is; never data. */
  readonly isSource: (path: string) => boolean;
  /** One in its own language. */
  readonly isOwnSource: (path: string) => boolean;
  readonly role: (file: { readonly path: string; readonly directory: boolean }) => Role;
  /** What a finding asks for where that is another thing than it is for every program. */
  readonly answer: (finding: Finding, evidence: Evidence) => Answer | undefined;
}

export interface FindingScene {
  readonly program: Program;
  readonly entry: FileEntry;
  readonly stage: Stage;
  readonly build: Build;
  readonly place: (evidence: SourceEvidence) => Evidence;
  readonly toolchain: OfToolchain;
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

/** The answer that is one need. */
export function needing(need: Need): Answer {
  return { needs: [need] };
}

/** The answer that is one assumption. */
export function assuming(assumption: Assumption): Answer {
  return { assumptions: [assumption] };
}

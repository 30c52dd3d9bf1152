/** What containers of an image start, and what is found out about it on the way. */
import type { Build, FileEntry, Stage, StepId } from '../../evaluate/types.ts';
import type { Assumption, Evidence, Reason } from '../../rule/types.ts';
import type { Value } from '../../shell/types.ts';
import type { CommandPlace } from './place.ts';
import type { Need } from '../../rule/need.ts';
import type { Artifact, Refusal, Toolchain } from '../../toolchain/toolchain.ts';

/** What a container starts: a built program, or what the toolchain says that its command runs. */
export interface StartedProgram {
  readonly path: string;
  /** A directory where all that lies in it is what is started. */
  readonly shape: Artifact['shape'];
  /** Where the build puts it, if not there. */
  readonly from?: string;
  readonly entry: FileEntry;
  /** False when a build step is only likely to have made it there. */
  readonly sure: boolean;
  readonly evidence: Evidence | undefined;
  /** It is one of those that may be meant. */
  readonly perhaps?: true;
}

/** Made by a step that nothing is known of. */
export interface MadeFile {
  readonly path: string;
  readonly evidence: Evidence | undefined;
  /** The directory is one of several that it may lie in. */
  readonly guessed: boolean;
}

export type Launches =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | {
      readonly kind: 'launches';
      readonly programs: readonly StartedProgram[];
      readonly made: readonly MadeFile[];
      readonly needs: readonly Need[];
      /** PATH is looked through for a command that lies in one of these directories. */
      readonly pathDirectories: readonly string[];
      /** A command is given relative to the working directory, or a script runs there. */
      readonly workdirUsed: boolean;
      /** Shell-form instructions that mean the same in exec form: words by step. */
      readonly plain: ReadonlyMap<StepId, readonly string[]>;
      /** What is said of it beside. */
      readonly remarks: readonly Reason[];
      readonly assumptions: readonly Assumption[];
      /** Variables that scripts read. */
      readonly variables: ReadonlySet<string>;
      /** Scripts are run whose commands were not all told apart. */
      readonly uncertainScripts: boolean;
      readonly interpreterAtStart: boolean;
      /** People open a shell in a container that starts nothing else: what they call isn't known. */
      readonly usedByHand: boolean;
    };

/** The image that is looked at, and who knows its programs. */
export interface Scene {
  readonly build: Build;
  readonly stage: Stage;
  readonly toolchain: Toolchain;
}

/** A command line that is started, and where it stands. */
export interface StartedCommand extends CommandPlace {
  readonly words: readonly string[];
  readonly evidence: Evidence | undefined;
  /** In a script: its failure to be there may be handled (`command -v x && x`). */
  readonly optional: boolean;
  /** It is what the container is for, not a helper of it. */
  readonly main: boolean;
  /** It asks whether the container is well: without its command it fails, before as after. */
  readonly probe?: true;
  /** Another file calls it in a running container: what the image never had fails there before as after. */
  readonly recipe?: true;
  /** It is one of those that may be meant: what it is given isn't known, and what it calls need not be there. */
  readonly perhaps?: true;
}

/** What one look at a command or a script brings. */
export type Finding =
  | { readonly kind: 'program'; readonly program: StartedProgram }
  | { readonly kind: 'made'; readonly file: MadeFile }
  | { readonly kind: 'need'; readonly need: Need }
  | { readonly kind: 'found-on-path'; readonly directory: string }
  | { readonly kind: 'exec-form'; readonly step: StepId; readonly words: readonly string[] }
  | { readonly kind: 'variables'; readonly names: readonly string[] }
  | { readonly kind: 'remark'; readonly remark: Reason }
  | { readonly kind: 'assumption'; readonly assumption: Assumption }
  /** A file that a script reads its commands from (`.`). */
  | {
      readonly kind: 'sourced';
      readonly path: string;
      readonly call: SourcingCall;
      /** Of one that is written while the container runs. */
      readonly text?: string;
    }
  | { readonly kind: 'working-directory-used' }
  | { readonly kind: 'script-uncertain' }
  /** What the container starts is a program that runs other people's code, rather than one that is built here. */
  | { readonly kind: 'interpreter-at-start' }
  /** Another command that is started, to be looked at in its turn. */
  | { readonly kind: 'command'; readonly command: StartedCommand }
  | { readonly kind: 'refusal'; readonly refusal: Refusal };

/** How a script comes to run. */
export interface ScriptCall extends CommandPlace {
  readonly evidence: Evidence | undefined;
  /** Its positional parameters, which it may start as a command (`exec "$@"`). */
  readonly parameters?: readonly string[];
  readonly main: boolean;
  readonly probe?: true;
  readonly recipe?: true;
  /** What it calls need not be there. */
  readonly optional?: true;
  /** Where the script lies. */
  readonly self?: string;
  /** Functions of the scripts around it. */
  readonly functions?: ReadonlySet<string>;
}

/** How a script came to source a file. */
export interface SourcingCall extends CommandPlace {
  readonly evidence: Evidence | undefined;
  readonly main: boolean;
  /** It may not be a script of the shell's: what it calls need not be there. */
  readonly optional?: true;
  /** Where it does, seen from the image's working directory. */
  readonly directory: Value;
  /** The script itself. */
  readonly self: string | undefined;
  /** Functions of the scripts around it. */
  readonly functions: ReadonlySet<string>;
}

export type Findings = readonly Finding[];

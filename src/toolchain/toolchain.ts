/**
 * Splitting a single-stage file: what a program needs when it runs, and what a toolchain has to know for that. A
 * toolchain describes itself by a `Toolchain`; everything else here is the same for all of them.
 */
import type {
  Build,
  CommandModel,
  CommandRun,
  FileEntry,
  ImageFacts,
  Program,
  Stage,
  World,
} from '../evaluate/types.ts';
import type { Code, CodeTable } from '../rule/codes.ts';
import type { Assumption, Edit, Evidence, Reason, SizeRange } from '../rule/types.ts';
import type { Need } from '../rule/need.ts';
import type { OfBuild, ToolchainTraces, Traces } from './traces.ts';
import type { ImageReference } from '../image/types.ts';

/** Why a file isn't split. */
export interface Refusal {
  readonly code: Code<'refused'>;
  readonly message: string;
  readonly evidence: Evidence | undefined;
  readonly advice: string;
}

/** What a toolchain says of one of its programs. */
export type ProgramNeeds =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | {
      readonly kind: 'needs';
      readonly needs: readonly Need[];
      /** Edits of the build itself, such as `CGO_ENABLED=0`. */
      readonly edits: readonly Edit[];
      /** What the program may look up relative to its working directory. */
      readonly workdir: 'unused' | 'named' | 'unknown';
      readonly linkage: 'static' | 'dynamic' | 'unknown';
      /** It may start programs whose names aren't known. */
      readonly startsUnknown: boolean;
      /** It looks for what lies beside its own file, wherever a link to that lies. */
      readonly besideItself: boolean;
      /** Environment variables that the build sets for itself and the program reads too. */
      readonly environment: readonly string[];
      readonly assumptions: readonly Assumption[];
      readonly reasons: readonly Reason[];
    };

export interface Toolchain {
  readonly name: string;
  /** One line for `dfopt rules`. */
  readonly description: string;
  /** What it can say, each with its section in the toolchain's README. */
  readonly codes: CodeTable;
  /** What a base image is to this toolchain; undefined when it has nothing to do with it. */
  readonly image: (
    reference: ImageReference,
  ) =>
    | { readonly kind: 'toolchain'; readonly facts: ImageFacts; readonly assumption?: Assumption }
    | { readonly kind: 'refused'; readonly refusal: Omit<Refusal, 'evidence'> }
    | undefined;
  readonly commands: ReadonlyMap<string, CommandModel>;
  readonly output: (run: CommandRun, world: World) => string | undefined;
  /** Refuses a command at container start that needs the toolchain (`go run`, hot reload …). */
  readonly startCommand: (words: readonly string[], place: Evidence | undefined) => Refusal | undefined;
  readonly ofBuild: OfBuild;
  /** Files in the working directory that only the build reads: sources, module files, tests. */
  readonly sourceFile: (path: string) => boolean;
  /** Directories of sources alone (`vendor`). */
  readonly sourceDirectory: (path: string) => boolean;
  /** What a program needs when it runs. */
  readonly needs: (
    program: Program,
    entry: FileEntry,
    stage: Stage,
    build: Build,
    options: {
      /** The build may be changed so that less is needed at run time (`CGO_ENABLED=0`). */
      readonly mayChangeBuild: boolean;
    },
  ) => ProgramNeeds;
  /** Whether a program is the same as another, and lies where it does only by the way: nobody would call it there. */
  readonly duplicate: (entry: FileEntry, of: FileEntry) => boolean;
  /** What verify knows of its images and programs. */
  readonly traces: Traces;
  /** How large its images and what is built on them are. */
  readonly sizes?: (facts: ImageFacts) => ToolchainSizes;
}

/** What verify is handed of a toolchain. */
export function tracesOf({ name, ofBuild, traces }: Toolchain): ToolchainTraces {
  return { ...traces, name, ofBuild };
}

/** Bytes on disk. */
export interface ToolchainSizes {
  /** The toolchain's image itself. */
  readonly image: SizeRange;
  /** What a build adds to it. */
  readonly build: SizeRange;
  /** A program with the files it brings. */
  readonly program: SizeRange;
}

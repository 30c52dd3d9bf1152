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
import type { Assumption, Edit, Evidence, Reason, SizeRange } from '../rule/types.ts';
import type { CLibrary } from '../image/bases.ts';
import type { ImageReference } from '../image/types.ts';

/** Something the program needs when it runs. */
export type Need = NeedKind & {
  readonly evidence: Evidence | undefined;
  /** Why, in a few words: `it makes TLS connections`. */
  readonly because: string;
  /** Set when the need is only taken for granted; the assumption is listed. */
  readonly assumption?: Assumption;
};

export type NeedKind =
  /** A C library, with the version that the program was linked against. */
  | { readonly kind: 'c-library'; readonly library: CLibrary }
  /** Packages with shared libraries, by the name of the distribution at hand. */
  | { readonly kind: 'library-packages'; readonly packages: readonly string[] }
  /** `libstdc++` and `libgcc_s`. */
  | { readonly kind: 'c++-library' }
  | { readonly kind: 'shell'; readonly path: string }
  /** A program that is found on PATH or at a path, which the distribution or a package of it brings. */
  | { readonly kind: 'command'; readonly name: string }
  /** A package that the author installed and that may matter at run time. */
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'certificates' }
  /** `sources`: where the original image has them, the best first. */
  | { readonly kind: 'time-zones'; readonly sources: readonly string[] }
  /** A file of the distribution's that the original image has. */
  | { readonly kind: 'system-file'; readonly path: string }
  | { readonly kind: 'service-names' }
  | { readonly kind: 'mime-types' }
  | { readonly kind: 'temporary-directory' }
  /** An entry in /etc/passwd and /etc/group. */
  | {
      readonly kind: 'user-record';
      readonly name: string;
      /** Looked up through PAM, which wants the entry in /etc/shadow too (pam_unix(8)). */
      readonly login?: true;
    }
  /** A file or directory of the image, in its state after the build. */
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly directory: boolean;
      /** The program writes in it. */
      readonly writable?: true;
    }
  /** A directory that must be there to be written in; its content doesn't matter. */
  | { readonly kind: 'directory'; readonly path: string }
  /** Names are looked up before DNS is asked (/etc/nsswitch.conf). */
  | { readonly kind: 'host-names' };

/** Why a file isn't split. */
export interface Refusal {
  readonly code: string;
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
  /** Environment variables that only the build reads (`GOPROXY`, `CGO_ENABLED`). */
  readonly buildVariable: (name: string) => boolean;
  /** Files in the working directory that only the build reads: sources, module files, tests. */
  readonly sourceFile: (path: string) => boolean;
  /** Directories of sources alone (`vendor`). */
  readonly sourceDirectory: (path: string) => boolean;
  /** The directories the toolchain itself works in: never copied whole (`/go`). */
  readonly workspaces: readonly string[];
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
  /** How large its images and what is built on them are. */
  readonly sizes?: (facts: ImageFacts) => ToolchainSizes;
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

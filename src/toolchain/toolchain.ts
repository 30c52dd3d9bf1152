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
  Installation,
  Setup,
  Stage,
  World,
} from '../evaluate/types.ts';
import type { RuntimeBase } from '../image/bases.ts';
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

/** What is started: a program that a command made, or files of the author's that an interpreter runs. */
export interface Artifact {
  /** Where it is started, or given to what runs it: absolute. */
  readonly path: string;
  /** `server`, `app.jar`, `Shop.dll`; a directory where all that lies in it belongs to it: `/app`, a virtual environment. */
  readonly shape: 'file' | 'directory';
  /** The command that made it; undefined for the author's own files. */
  readonly madeBy: CommandRun | undefined;
  /** It is built for the platform of the image. */
  readonly runsHere: boolean;
  /** What its path is in the image: links are followed. */
  readonly entry: FileEntry;
}

/** The image that an artifact is in, and the file that builds it. */
export interface Scene {
  readonly build: Build;
  readonly stage: Stage;
}

/** A command line that is known to the toolchain: what runs, and through what. */
export interface Runs {
  readonly kind: 'runs';
  /** Absolute, links not followed. */
  readonly artifacts: readonly { readonly path: string; readonly shape: Artifact['shape'] }[];
  /** What it takes to start them: an interpreter or a virtual machine. */
  readonly needs: readonly Need[];
}

/** A command line that builds what it starts, each time it does (`go run`, `cargo run`), and what does the same in two steps. */
export interface Compiles {
  readonly kind: 'compiles';
  /** What builds it, each a command of a step at the end of the build stage, in the working directory. */
  readonly built: readonly (readonly string[])[];
  /** How many words of the command line say what is started; the ones behind them are its arguments, and stay. */
  readonly replaced: number;
  /** The words that start what was built. */
  readonly by: readonly string[];
  /** The path of what is built, where the first of those words is what runs it. */
  readonly makes?: string;
  /** Directories of what it compiles: who mounts something over that builds in the container. */
  readonly sources: readonly string[];
  /** What is taken for granted where it is built once. */
  readonly assumption: Assumption;
  /** Why it can't be split as it is written. */
  readonly refusal: Refusal;
}

/** A command line that starts another one and does nothing else that matters: an entrypoint of the toolchain's images. */
export interface Passes {
  readonly kind: 'passes';
  /** What it starts. */
  readonly words: readonly string[];
}

/** A way to build an artifact. */
export interface Variant {
  /** `static`, `as-written`. */
  readonly name: string;
  /** What it takes: edits of the build itself, such as `CGO_ENABLED=0`. */
  readonly edits: readonly Edit[];
  /** Where the build then puts the artifact, which runs where it did; undefined where it puts it there. */
  readonly path?: string;
}

/** As the author builds it. */
export const asWritten: Variant = { name: 'as-written', edits: [] };

/** What an artifact needs when it runs, and how it uses what is around it. */
export interface Needs {
  readonly kind: 'needs';
  readonly needs: readonly Need[];
  /** What it may look up relative to its working directory. */
  readonly workdir: 'unused' | 'named' | 'unknown';
  readonly linkage: 'static' | 'dynamic' | 'unknown';
  /** All shared libraries that it loads are among the needs: no other that a package brings is one. */
  readonly librariesKnown?: true;
  /** It may start programs whose names aren't known. */
  readonly startsUnknown: boolean;
  /** It reads files by names that are not known, wherever they lie in the image. */
  readonly readsAnywhere?: boolean;
  /** It looks for what lies beside its own file, wherever a link to that lies. */
  readonly besideItself: boolean;
  /** Environment variables that the build sets for itself and the program reads too. */
  readonly environment: readonly string[];
  /** Where it goes through all variables of its environment, whatever they are called. */
  readonly allVariables?: Evidence;
  /** Undefined where nobody looked: then it runs as who it ran as. */
  readonly asUser?: AsUser;
  readonly assumptions: readonly Assumption[];
  readonly reasons: readonly Reason[];
}

/** What it takes to run an artifact as another user than root. */
export interface AsUser {
  /** What only root may do, or may be such, each in words that follow its name: `it binds port 80`. */
  readonly obstacles: readonly Obstacle[];
  /** Where it writes: absolute paths of files and directories. */
  readonly writes: readonly WrittenPlace[];
  /** What is taken for granted then. */
  readonly assumptions: readonly Assumption[];
}

export interface Obstacle {
  readonly because: string;
  readonly evidence: Evidence | undefined;
}

export interface WrittenPlace {
  readonly path: string;
  readonly evidence: Evidence | undefined;
}

/** Nothing is to be done with a file, and why. */
export interface NothingToSplit {
  readonly code: Code<'unchanged'>;
  readonly message: string;
}

/** A base image as the file names it, for who names another of its kind. */
export interface WrittenImage {
  readonly reference: ImageReference;
  /** The text of FROM, with its variables; for an image that is said to be like an official one, that one's reference. */
  readonly written: string;
}

/** Needs of an artifact that uses nothing else around it, save for what is said. */
export function needing(needs: readonly Need[], more: Partial<Omit<Needs, 'kind' | 'needs'>> = {}): Needs {
  return {
    kind: 'needs',
    needs,
    workdir: 'unused',
    linkage: 'dynamic',
    startsUnknown: false,
    besideItself: false,
    environment: [],
    assumptions: [],
    reasons: [],
    ...more,
  };
}

export interface Refused {
  readonly kind: 'refusal';
  readonly refusal: Refusal;
}

/** What a file or a directory is to an artifact. */
export type Role =
  /** Sources, tests, what the build alone reads: never copied by itself. */
  | 'build-only'
  /** Part of what runs, whatever it is called. */
  | 'run'
  | 'unknown';

/**
 * All that splitting knows of a toolchain. ELF programs, a jar with its virtual machine, a directory with an interpreter,
 * a virtual environment and an assembly with its runtime are told apart by what is said here, nowhere else.
 */
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
  /**
   * Whether it is installed on a distribution's own image, as far as a stage has come, and what is known of it then. It is
   * asked where no toolchain knows the image by name.
   */
  readonly installed?: (setup: Setup) => Installed | undefined;
  /** What every Dockerfile that installs it mentions: asked first, since steps are gone through for the other question. */
  readonly mentionedBy?: RegExp;
  /** What its commands do, and what they print. */
  readonly models: {
    readonly modelOf: (name: string) => CommandModel | undefined;
    /** Whether a script of this name and text is the toolchain's own, of which projects keep a copy: it has a model. */
    readonly published?: (name: string, text: string) => boolean;
    readonly output: (run: CommandRun, world: World) => string | undefined;
  };
  /**
   * What a command at container start runs (`java -jar x`, `node dist/x.js`), or why it can't be split (`go run`, hot
   * reload …), and for what compiles first what could be built and started instead. undefined for a command that is a
   * program of its own, like any other.
   */
  readonly start: (
    words: readonly string[],
    scene: Scene,
    place: Evidence | undefined,
  ) => Runs | Compiles | Passes | Refusal | undefined;
  /**
   * Why there is nothing to split in a file on one of its images: of an interpreted language, where nothing is built. undefined
   * where something is.
   */
  readonly nothingToSplit?: (scene: Scene) => NothingToSplit | undefined;
  /** Ways to build an artifact, the one that needs least first, as written last. */
  readonly variants: (artifact: Artifact, scene: Scene) => readonly [...Variant[], Variant];
  /** What an artifact needs when it runs. */
  readonly needs: (artifact: Artifact, variant: Variant, scene: Scene) => Needs | Refused;
  /** What a path of the image is to the artifact that is started; undefined where that isn't known. */
  readonly role: (
    file: { readonly path: string; readonly directory: boolean },
    artifact: Artifact | undefined,
  ) => Role;
  readonly ofBuild: OfBuild;
  /** How a repository shows that it is in the toolchain's language. */
  readonly ofSources?: OfSources;
  /** Images that bring its interpreter or virtual machine: a JRE of the same major version, a slim variant of the same image. */
  readonly runtimes?: (facts: ImageFacts, image: WrittenImage) => readonly RuntimeBase[];
  /** Whether a program is the same as another, and lies where it does only by the way: nobody would call it there. */
  readonly duplicate?: (entry: FileEntry, of: FileEntry) => boolean;
  /** What verify knows of its images and programs. */
  readonly traces: Traces;
  /** How large its images and what is built on them are. */
  readonly sizes?: (facts: ImageFacts) => ToolchainSizes;
}

/** A toolchain that steps install. */
export interface Installed extends Installation {
  /** As far as it is known: `1.19`, `1.21.3`. */
  readonly version: string | undefined;
}

/** An image of a distribution that sets no more than what is said, and of whose files nothing is known. */
export function plainImage(
  facts: Pick<ImageFacts, 'toolchain' | 'distribution' | 'env'> & Partial<ImageFacts>,
): ImageFacts {
  return {
    version: undefined,
    workdir: '/',
    user: '',
    cmd: undefined,
    entrypoint: undefined,
    onbuild: false,
    contains: () => 'unknown',
    ...facts,
  };
}

/** An artifact that can't be split. */
export function refused(refusal: Refusal): Refused {
  return { kind: 'refusal', refusal };
}

/** A file or directory of the image as what is started. */
export function artifactOf(path: string, shape: Artifact['shape'], entry: FileEntry): Artifact {
  const { program } = entry;
  return { path, shape, madeBy: program?.command, runsHere: program?.elsewhere !== true, entry };
}

export interface OfSources {
  /** Files that lie in the top directory of a project: `Cargo.toml`. */
  readonly projectFiles: readonly string[];
  /** What names of sources end with, without the dot: `rs`. */
  readonly endings: readonly string[];
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

/** What a Dockerfile does, worked out without running it. Everything here is immutable once evaluated. */
import type { BuildContext } from '../context/types.ts';
import type { Dockerfile, FromInstruction, Instruction, Span } from '../dockerfile/types.ts';
import type { Accounts } from '../image/accounts.ts';
import type { ImageReference } from '../image/types.ts';
import type { Value } from '../shell/types.ts';
import type { Distribution } from '../image/types.ts';

export type { Value };

export interface Build {
  readonly dockerfile: Dockerfile;
  readonly knowledge: Knowledge;
  readonly stages: readonly Stage[];
  /** ARGs before the first FROM. */
  readonly globalArguments: ReadonlyMap<string, Value>;
  readonly context: BuildContext | undefined;
}

export interface Stage {
  readonly index: number;
  readonly from: FromInstruction;
  /** Lower-cased name, if any. */
  readonly name: string | undefined;
  readonly base: Base;
  /** What is known of the image at the bottom of the stage, and of a toolchain that is installed on it. */
  readonly facts: ImageFacts | undefined;
  /** A toolchain that a step installs and removes again: no layer holds it. */
  readonly passing?: ImageFacts | undefined;
  readonly steps: readonly Step[];
  /** The state after the last step. */
  readonly state: State;
  readonly config: ImageConfig;
  readonly files: FileSystem;
}

export type Base =
  | { readonly kind: 'stage'; readonly index: number }
  | { readonly kind: 'scratch' }
  | {
      readonly kind: 'image';
      readonly reference: ImageReference;
      /** The reference with variables replaced. */
      readonly text: string;
      readonly facts: ImageFacts | undefined;
    }
  /** A reference through a variable that has no default. */
  | { readonly kind: 'unknown'; readonly text: string };

/** What a known base image brings; from tables with their sources. */
export interface ImageFacts {
  /** The toolchain whose image it is (`golang`), undefined for a plain base (`debian`). */
  readonly toolchain: string | undefined;
  /** The toolchain's version as far as the tag says (`1.21`, `1.21.3`), undefined for `latest`. */
  readonly version: string | undefined;
  readonly distribution: Distribution;
  /** What the image sets; undefined for a value that the tag doesn't tell. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workdir: string;
  readonly user: string;
  readonly cmd: readonly string[] | undefined;
  readonly entrypoint: readonly string[] | undefined;
  /** ONBUILD triggers hidden in the image. */
  readonly onbuild: boolean;
  /** `yes`/`no` for a path the image certainly (doesn't) contain; a directory counts. */
  readonly contains: (path: string) => 'yes' | 'no' | 'unknown';
  /** All names in a directory, where the image certainly holds no others. */
  readonly list?: (directory: string) => readonly string[] | undefined;
  /** Whether a path is certainly a directory of the image. */
  readonly isDirectory?: (path: string) => boolean;
  /** Whether the image certainly holds no sources in a directory, whatever else it may have there. */
  readonly holdsNoSources?: (directory: string) => boolean;
  /** Its users and groups, where it has more than its distribution gives it. */
  readonly accounts?: Accounts;
  /** A team's own image: it has what the official one has, and may bring tools of its own. */
  readonly extended?: true;
  /** What is taken for granted of it, in words. */
  readonly assumed?: string;
  /** How a step put the toolchain there, where the image did not bring it. */
  readonly installation?: Installation;
}

/** A toolchain that a step installs on an image of a distribution alone. */
export interface Installation {
  /** What of it is installed, in words: `the package golang-go`. */
  readonly what: string;
  /** From packages of the distribution, or with files of its own makers'. */
  readonly from: 'distribution' | 'upstream';
  /** Where its own files are. */
  readonly directories: readonly string[];
  /** Those of them that programs look for when they run. */
  readonly files: readonly string[];
}

/** What was put into the image of a distribution, up to a point in its stage. */
export interface Setup {
  /** The image itself. */
  readonly facts: ImageFacts;
  /** The packages that are installed there, each with the command that did it. */
  readonly packages: ReadonlyMap<string, SystemChange>;
  /** Of the packages not all names are known. */
  readonly unknownPackages: boolean;
  readonly files: FileSystem;
}

/** State before or after a step. */
export interface State {
  readonly env: ReadonlyMap<string, EnvValue>;
  readonly args: ReadonlyMap<string, Value>;
  readonly workdir: Value;
  /** As written and expanded: `app`, `1000:1000`; `''` is root. */
  readonly user: Value;
  readonly shell: readonly string[];
}

export interface EnvValue extends Value {
  /** `base`: from the image; else the step that set it. */
  readonly origin: 'base' | StepId;
}

/** Index of an instruction in `Dockerfile.instructions`. */
export type StepId = number;

export interface Step {
  readonly id: StepId;
  readonly instruction: Instruction;
  readonly before: State;
  readonly after: State;
  /** The commands a RUN executes, in order, those in conditions and loops marked. Empty for other instructions. */
  readonly commands: readonly CommandRun[];
  /** What its commands did to the system, in order. */
  readonly changes: readonly SystemChange[];
  /** Sequence number in the log of `Stage.files` up to which the effects of this step (and earlier ones) reach. */
  readonly filesAfter: number;
}

export interface SystemChange {
  readonly command: CommandRun;
  readonly effect: SystemEffect;
}

/** One command that a RUN executes, as far as it can be known. */
export interface CommandRun {
  readonly step: StepId;
  /** Base name of the program: `go` for `/usr/local/go/bin/go`; undefined when the name isn't known. */
  readonly name: string | undefined;
  /** All words, expanded; the first is the command as called. */
  readonly words: readonly Value[];
  readonly env: ReadonlyMap<string, Value>;
  /** Variables assigned in front of the command (`CGO_ENABLED=0 go build`). */
  readonly assignments: readonly string[];
  readonly workdir: Value;
  readonly user: Value;
  /** What the shell keeps from being set in the modes of new files, where that is not the builders' 022. */
  readonly umask?: Mode;
  /** Where the command stands in the file; undefined for exec form and generated ones. */
  readonly span: Span | undefined;
  /** In a branch, a loop, or behind `||`: it may not run. */
  readonly conditional: boolean;
  /** It may not run though the build goes on: it is conditional, or behind `&&` of one whose failure does not matter. */
  readonly perhaps?: true;
  /** Its failure does not fail the build (`|| true`, `;` before another command without `set -e`, in a pipe not last). */
  readonly failureIgnored: boolean;
  readonly input:
    | {
        readonly kind: 'pipe';
        readonly from: CommandRun | undefined;
        /** What comes through it, where that is known. */
        readonly text?: string;
        /** Its lines come in an order that isn't known. */
        readonly unordered?: true;
      }
    | { readonly kind: 'text'; readonly text: string | undefined }
    | undefined;
}

// ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Who wrote a path. */
export type Origin =
  | { readonly by: 'base' }
  /** Copied from the build context; `source` is the path in it. */
  | { readonly by: 'context'; readonly step: StepId; readonly source: string }
  | { readonly by: 'heredoc'; readonly step: StepId }
  | { readonly by: 'stage'; readonly step: StepId; readonly stage: number | string; readonly source: string }
  | { readonly by: 'download'; readonly step: StepId; readonly url: string }
  | { readonly by: 'workdir'; readonly step: StepId }
  | { readonly by: 'command'; readonly step: StepId; readonly command: CommandRun }
  /** Of a package that a step installs. */
  | { readonly by: 'package'; readonly step: StepId; readonly command: CommandRun }
  /** A step that may have written it: an opaque command. */
  | {
      readonly by: 'opaque';
      readonly step: StepId;
      readonly command: CommandRun;
      readonly why: string;
      readonly program?: Program;
      readonly downloads?: true;
      readonly archive?: string;
    };

/** A program that a toolchain's command built; the toolchain derives everything else from the command. */
export interface Program {
  readonly toolchain: string;
  /** The command that built it. */
  readonly command: CommandRun;
  /** What was built in the toolchain's own terms (`./cmd/server`, `github.com/a/b`); undefined when not known. */
  readonly package: string | undefined;
  /** Absolute directory of the main package's sources in the image, where known. */
  readonly sources: string | undefined;
  /** It was downloaded, not built from sources that the file brings. */
  readonly remote: boolean;
  /** It is built for another system than the image's: nothing in the image can start it. */
  readonly elsewhere?: true;
  /** Sequence number of the file log when the build ran: the sources are read in that state. */
  readonly at: number;
}

/** Permissions as chmod(2) takes them; `unknown` after a change that isn't followed. */
export type Mode = number | 'unknown';

export interface FileEntry {
  /** Absolute, normalised, links in the directories resolved. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'link' | 'unknown';
  readonly origin: Origin;
  /** The text content, read when asked for; undefined where it isn't known. */
  readonly content?: (() => string | undefined) | undefined;
  /** A link's target as written. */
  readonly target?: string;
  readonly mode?: Mode;
  /**
   * `uid:gid` or names as written by chown/--chown, `?` for what can't be told; undefined is what the writer gives (root,
   * or the step's user).
   */
  readonly owner?: string;
  readonly program?: Program;
  /** Where it was copied or moved from, if that was a file of the base image's or of a package. */
  readonly copyOf?: string;
  /** What steps added to the end of such a file, or of one that the base image may have: its own text isn't known. */
  readonly appended?: string;
  /** Copied with its directory or by a pattern, and ignored by git: a clean checkout builds without it. */
  readonly onlyHere?: true;
  /** What wrote it may not run, or what removes it may: a build that goes on is no sign of it. */
  readonly perhaps?: true;
}

/** What is known of a path. */
export type Found =
  | { readonly status: 'present'; readonly entry: FileEntry }
  | {
      readonly status: 'absent';
      /**
       * The context lacks it, but a directory that would hold it is copied from there: the path in the context. It
       * comes along in a build of a context that has it.
       */
      readonly inContext?: string;
    }
  /** An opaque step (or an unknown base or context) may have written it. */
  | {
      readonly status: 'possible';
      readonly origin: Origin;
      /**
       * A step that may write wherever it likes is all that speaks for it: nothing points to this path. Who asks what a
       * command names takes it for absent (`isAbsent`), who asks what a program may find does not.
       */
      readonly anywhere?: true;
      /** Where the base may have it: such a step, which may have made it as well. */
      readonly orBy?: Origin;
    };

/** What is known of the names in a directory. */
export interface Listing {
  readonly names: readonly { readonly name: string; readonly kind: FileEntry['kind'] }[];
  readonly complete: boolean;
  /** Not complete, but only because build steps may have written more. */
  readonly generated: boolean;
  /**
   * Not complete, but all sources are there: only the base image may have more, which are none. `generated`: build steps may
   * have written more.
   */
  readonly sources?: 'complete' | 'generated';
}

/** A view of the files after a step. All methods take absolute paths and follow links. */
export interface FileSystem {
  /** The sequence number this view reaches to. */
  readonly at: number;
  readonly lookup: (path: string) => Found;
  /** Entries of a directory as far as known; `complete` is false when an opaque step or an unknown source may have added more. */
  readonly list: (directory: string) => Listing;
  /** Content of a text file, where known. */
  readonly read: (path: string) => string | undefined;
  /** /bin, /sbin, /lib and /lib64 are links to those of /usr: what is written by one name is there by the other. */
  readonly mergesUsr: boolean;
  /** The target of a link at the path (the last component is not followed), as written. */
  readonly linkAt: (path: string) => string | undefined;
  /** The same files at an earlier point. */
  readonly upTo: (at: number) => FileSystem;
  /** What was written one by one (not through trees) and is still there, latest first: for finding what was built. */
  readonly written: () => readonly FileEntry[];
  /** Paths that steps removed, whatever came there later. */
  readonly removed: () => readonly string[];
  /** Directories that were copied as a whole. */
  readonly trees: () => readonly { readonly path: string; readonly origin: Origin }[];
  /** Opaque commands in force, with the directory below which they may have written. */
  readonly opaque: () => readonly { readonly under: string; readonly origin: Origin }[];
  /** Those of them that may write anywhere. */
  readonly anywhere: () => readonly Origin[];
}

/** What one command does, as told by its model. Paths are absolute. */
export type Effect =
  | {
      readonly kind: 'write';
      readonly path: string;
      readonly entry: 'file' | 'directory' | 'link' | 'unknown';
      readonly content?: string | undefined;
      readonly target?: string;
      readonly mode?: Mode;
      readonly owner?: string;
      readonly program?: Program;
      readonly download?: string;
      /** It is a member of this archive. */
      readonly archive?: string;
      /** It is a copy of this file of the base image's. */
      readonly copyOf?: string;
      /** What is added to a file of the base image's, or to a copy of one. */
      readonly appended?: string;
      /** The command may as well not write it, and the build goes on. */
      readonly perhaps?: true;
    }
  /** Everything below `from` appears below `to` too (`cp -r`, `mv`). With `move`, it is gone from `from`. */
  | {
      readonly kind: 'copy';
      readonly from: string;
      readonly to: string;
      readonly move: boolean;
      /** Modes and owners too (`cp -p`): else they are those of new files. What moves has them anyway. */
      readonly keeps?: true;
    }
  | { readonly kind: 'remove'; readonly path: string }
  | {
      readonly kind: 'mode';
      readonly path: string;
      readonly mode: string;
      readonly recursive: boolean;
      /** Only files, or only directories. */
      readonly of?: 'file' | 'directory';
    }
  | {
      readonly kind: 'owner';
      readonly path: string;
      readonly owner: string;
      readonly recursive: boolean;
      readonly of?: 'file' | 'directory';
    }
  /** May write anything below the directory. */
  | {
      readonly kind: 'opaque';
      readonly under: string;
      readonly why: string;
      /** And anywhere else: that is only the likeliest place. */
      readonly anywhere?: true;
      /** Among what it may have written is this program, under a name that isn't known. */
      readonly program?: Program;
      /** It only downloads: what it writes is not made here. */
      readonly downloads?: true;
      /** What it writes is unpacked from this archive: its URL or path, as far as that is known. */
      readonly archive?: string;
    }
  | SystemEffect;

/** Effects on the system as a whole, or on the build: they are kept with their step. */
export type SystemEffect =
  | {
      readonly kind: 'packages';
      readonly manager: 'apt' | 'apk' | 'other';
      readonly action: 'install' | 'remove';
      readonly names: readonly string[];
      readonly complete: boolean;
      /** Packages that these recommend stay away (apt-get(8), --no-install-recommends). */
      readonly withoutRecommended?: true;
      /** They come from a repository, or a file, that the command itself names. */
      readonly elsewhere?: true;
      /** They were installed under this name too (`apk add --virtual`), and removing it removes them. */
      readonly group?: string;
    }
  | {
      readonly kind: 'user';
      readonly name: string;
      readonly uid: string | undefined;
      readonly gid: string | undefined;
      readonly home: string | undefined;
    }
  | { readonly kind: 'group'; readonly name: string; readonly gid: string | undefined }
  /** A user is put into one more group. */
  | { readonly kind: 'member'; readonly user: string; readonly group: string }
  | { readonly kind: 'capability'; readonly path: string }
  /** A program that the file builds is only asked for its help or version: it is taken to write nothing. */
  | { readonly kind: 'asked' }
  /** The command fails, so the file can't be built today. */
  | { readonly kind: 'fails'; readonly why: string };

/** What a model may look at. */
export interface World {
  readonly files: FileSystem;
  readonly distribution: Distribution;
  readonly facts: ImageFacts | undefined;
}

/** A model of a command: its effects, or undefined when this call isn't understood (the command is opaque then). */
export type CommandModel = (run: CommandRun, world: World) => readonly Effect[] | undefined;

/** What toolchains tell the evaluation. */
export interface Knowledge {
  /** What a base image brings; undefined for an image nothing is known of. */
  readonly image: (reference: ImageReference) => ImageFacts | undefined;
  /** The image of a distribution with the toolchain that was installed there; undefined where there is none. */
  readonly installed?: (setup: Setup) => ImageFacts | undefined;
  /** Whether instructions of this text may install one, by what they mention. */
  readonly mayInstall?: (text: string) => boolean;
  /** The model of a toolchain's own command, by base name; it comes before the ordinary ones. */
  readonly modelOf: (name: string) => CommandModel | undefined;
  /**
   * Whether a script of this name and text is one that a toolchain publishes for projects to keep a copy of (`gradlew`): what it
   * does is what its model says.
   */
  readonly published?: (name: string, text: string) => boolean;
  /** What a command prints, where that is known (`go env GOPATH`). */
  readonly output: (run: CommandRun, world: World) => string | undefined;
}

// ── Image config ─────────────────────────────────────────────────────────────────────────────────────────────

/** The image config a stage ends with, each value with the instruction it comes from (undefined: the base image). */
export interface ImageConfig {
  readonly cmd: ConfigCommand | undefined;
  readonly entrypoint: ConfigCommand | undefined;
  readonly healthcheck: { readonly step: StepId } | undefined;
  readonly exposed: readonly StepId[];
  readonly volumes: readonly { readonly path: string; readonly step: StepId }[];
  readonly labels: readonly StepId[];
  readonly stopSignal: StepId | undefined;
  readonly onbuild: readonly StepId[];
}

export interface ConfigCommand {
  /** The instruction it comes from; undefined when inherited from the base image. */
  readonly step: StepId | undefined;
  /** It comes from the base image or an earlier stage. */
  readonly inherited: boolean;
  /** As the container engine runs it: shell form has the SHELL in front. */
  readonly words: readonly string[];
  readonly form: 'exec' | 'shell';
  /** For shell form: the text given to the shell. */
  readonly script: string | undefined;
  readonly brokenJson: boolean;
}

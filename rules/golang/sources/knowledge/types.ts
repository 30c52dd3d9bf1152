/** What Go sources say about the program at run time. */

/** The files of the image in the state the build saw. Paths are absolute. */
export interface SourceFiles {
  readonly read: (path: string) => string | undefined;
  /** Names in a directory; undefined when there is no such directory or nothing is known of it. */
  readonly list: (
    directory: string,
  ) =>
    | readonly { readonly name: string; readonly kind: 'file' | 'directory' | 'link' | 'unknown' }[]
    | undefined;
}

export interface StartValue {
  readonly text: string;
  /** In another start of the image it may be the default, or anything. */
  readonly or: 'nothing' | 'default' | 'anything';
}

export interface BuildSettings {
  /** Absolute directory of the main package. */
  readonly directory: string;
  /** For `go build main.go other.go`: just these files of the directory. */
  readonly files: readonly string[] | undefined;
  readonly tags: readonly string[];
  /** Whether a tag that isn't among them may be on all the same: with and without it is read then. */
  readonly mayBeOn?: (tag: string) => boolean;
  readonly os: string;
  readonly architecture: string;
  /** Others that it may be built for. */
  readonly otherArchitectures?: readonly string[];
  /** undefined when not known: files for both are read. */
  readonly cgo: boolean | undefined;
  /** `1.21`; undefined for unknown or latest. */
  readonly goVersion: string | undefined;
  readonly gopath: string;
  /** GO111MODULE as in force for that version: true = module mode. */
  readonly modules: boolean;
  /** What the program is given when it is started, where that is known. */
  readonly given?: (origin: Origin) => StartValue | undefined;
  /** Variables that the linker sets (`-ldflags "-X main.name=value"`), by package and name; unknown for flags that aren't known. */
  readonly linked?: ReadonlyMap<string, string | undefined> | 'unknown';
}

export interface SourceEvidence {
  /** Absolute path in the image. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** What can give a value when the program is started, so that a Dockerfile or a command line may decide it. */
export type Origin =
  /** An environment variable. */
  | { readonly kind: 'environment'; readonly name: string }
  /** A command-line flag, without its dashes. */
  | {
      readonly kind: 'flag';
      readonly name: string;
      /** Its other names: one of a single letter is written with one dash (`-c FILE`). */
      readonly aliases?: readonly string[];
    }
  /** `os.Args[index]`; index 1 is the first after the program's name. */
  | { readonly kind: 'argument'; readonly index: number };

/** Stands for the name of the program's own file, which its sources don't tell; no path has such a part. */
export const programName = '\u0000program';

/** Directories that only exist as such when the program runs. */
export type Base =
  | 'executable-directory'
  | 'home-directory'
  | 'temporary-directory'
  /** The source tree where the program was built (runtime.Caller); reported with its absolute path instead. */
  | 'source-directory';

/** A path or name that the sources give, as far as it can be worked out. */
export type Name =
  | {
      readonly known: true;
      readonly text: string;
      /** The text is a default that this can replace. */
      readonly origin?: Origin;
    }
  | {
      readonly known: false;
      readonly expression: string;
      /** The literal start that is known (`templates/` of `"templates/" + name`), '' for none. */
      readonly prefix: string;
      /** The whole name is what this gives. */
      readonly origin?: Origin;
      /** The name starts in this directory, and `prefix` is what follows it. */
      readonly base?: Base;
      /** With `base`: `prefix` is all that follows, not only a start. */
      readonly complete?: true;
    };

export type FindingKind =
  /** A file is read (os.Open, ReadFile, ParseFiles, LoadHTMLFiles, godotenv …). */
  | 'read-file'
  /** Everything in a directory may be read (http.Dir, FileServer, Static, migrations source, AddConfigPath …). */
  | 'read-directory'
  /** A pattern (ParseGlob, LoadHTMLGlob, filepath.Glob). */
  | 'read-glob'
  /** A text that is given to code that was not there to read: it may be the name of a file. */
  | 'names-file'
  /** A file or directory is created or written (os.Create, MkdirAll, WriteFile, sqlite file, log file). */
  | 'write'
  /** A program is started (os/exec). `name` is its first word. */
  | 'program'
  /** The directory that a program is started in (exec.Cmd.Dir). */
  | 'program-directory'
  /** The program sets the PATH by which it, or what it starts, finds programs: `name` is its new value. */
  | 'search-path'
  /** time.LoadLocation with a name other than UTC/Local. */
  | 'time-zone'
  /** Connects out with TLS (http.Get, http.Client, tls.Dial, cloud SDKs …). */
  | 'tls-client'
  /** os/user look-ups. */
  | 'user-lookup'
  /** os.CreateTemp, os.TempDir, multipart forms … */
  | 'temporary-directory'
  | 'home-directory'
  | 'plugin'
  /** mime.TypeByExtension, file serving. */
  | 'mime-types'
  /** net.LookupPort, a listen address with a service name. */
  | 'service-names'
  /** A protocol by its name: `net.Dial("ip4:gre", …)`. */
  | 'protocol-names'
  /** Paths of the source tree at run time: runtime.Caller, go/build, GOROOT. */
  | 'source-tree'
  /** os.Getwd, filepath.Abs: the working directory matters though no file is named. */
  | 'working-directory'
  /** os.Executable: what lies beside the program matters. */
  | 'executable-directory'
  /** os.Getenv/LookupEnv/envconfig/viper: `name` is the variable; unknown for os.Environ. */
  | 'environment'
  /** A library that is loaded by name while the program runs (dlopen). */
  | 'shared-library'
  /** The locale of the environment, or one by its name, is asked for (setlocale). */
  | 'locale'
  /** The C library loads parts of itself: sources of names, character sets. */
  | 'c-library-parts'
  /** C code that is linked in and could not be read. */
  | 'c-code'
  /** A C library loaded at run time or needed by a known module (sqlite3 needs only libc; sdl2 more). `name` is the library or module. */
  | 'c-library';

export interface Finding {
  readonly kind: FindingKind;
  readonly name: Name | undefined;
  /** Of a program that is started: its arguments, as far as each has one possible value. */
  readonly arguments?: readonly Name[];
  /** Of a program that is started: a library does it, under a name that nothing outside of it gives. */
  readonly ofLibrary?: true;
  /** The program likely goes on where such a file isn't there (os.Stat, godotenv.Load). */
  readonly optional?: true;
  /** The program looks at a link itself (os.Readlink, os.Lstat). */
  readonly link?: true;
  readonly evidence: SourceEvidence;
  /** The module the evidence is in: the program's own, or an imported one (its path). */
  readonly inModule: string;
  /** Whether that is the program's own module, workspace or repository. */
  readonly own: boolean;
}

/** A package that is built with cgo when cgo is on. */
export interface CgoUse {
  readonly package: string;
  readonly evidence: SourceEvidence;
  /**
   * How it is known: its source says `import "C"`; it is imported and known to need cgo; or go.mod only
   * requires its module, and a package whose sources are missing may import it.
   */
  readonly certainty: 'source' | 'known' | 'possible';
  /** What becomes of the program with CGO_ENABLED=0. */
  readonly withoutCgo: 'works' | 'breaks-at-run-time' | 'breaks-build' | 'unknown';
  /** Shared libraries beyond libc, without `lib` and `.so`: empty when the C code is compiled in. */
  readonly libraries: readonly string[];
  /** Whether a static program is possible with musl's tools and the package's own code; undefined: not known. */
  readonly staticWithMusl: boolean | undefined;
}

export interface ProgramFacts {
  /** All reachable packages were read; otherwise `missing` names the imports that were not there, each with who imports it. */
  readonly complete: boolean;
  readonly missing: readonly { readonly path: string; readonly evidence: SourceEvidence }[];
  /** Name of the main package's import path or directory, for people. */
  readonly main: string;
  /** Whether the directory or files hold a `package main` with a `func main`. */
  readonly isProgram: boolean;
  /** Standard-library import path → first place that imports it, over all reachable packages that were read. */
  readonly standardImports: ReadonlyMap<string, SourceEvidence>;
  /** Third-party import path → first place. */
  readonly modules: ReadonlyMap<string, SourceEvidence>;
  /** Version of each module that go.mod requires and does not replace. */
  readonly requires: ReadonlyMap<string, string>;
  readonly cgo: readonly CgoUse[];
  /** Files that a build takes only with cgo, or only without, and that have no C code themselves. */
  readonly chosenByCgo: readonly SourceEvidence[];
  /** GODEBUG settings that the program brings itself: `name=value`. */
  readonly debugSettings: readonly { readonly setting: string; readonly evidence: SourceEvidence }[];
  /** Tags that may be on or off, where there are too many for every combination to be read. */
  readonly openTags: readonly string[];
  /** `//go:embed` patterns, by package directory. */
  readonly embeds: readonly { readonly pattern: string; readonly evidence: SourceEvidence }[];
  /** `//go:generate` commands of the program's own packages. */
  readonly generates: readonly { readonly command: string; readonly evidence: SourceEvidence }[];
  readonly findings: readonly Finding[];
  /**
   * Whether all functions of imported modules that the program can reach were read, of those whose sources
   * are there. A program with very large libraries is followed only so far; its own code always wholly.
   */
  readonly followed: boolean;
}

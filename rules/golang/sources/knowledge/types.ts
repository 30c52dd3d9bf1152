/** What Go sources say about the program at run time. */
import type { Finding, Origin, SourceEvidence, StartValue } from '../../../../src/split/uses/types.ts';

export type {
  Base,
  Finding,
  FindingKind,
  Name,
  Origin,
  SourceEvidence,
  StartValue,
  TextPart,
  Usual,
} from '../../../../src/split/uses/types.ts';
export { programName } from '../../../../src/split/uses/types.ts';

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

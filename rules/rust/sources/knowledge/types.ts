/** What the sources of a Rust program are read with, and what they say. */
import type { Finding, Origin, SourceEvidence, StartValue } from '../../../../src/split/uses/types.ts';

/** The files of the image in the state the build saw. Paths are absolute. */
export interface SourceFiles {
  readonly read: (path: string) => string | undefined;
}

export interface BuildSettings {
  /** The main file of the program. */
  readonly root: string;
  /** Where its Cargo.toml lies. */
  readonly directory: string;
  /** Where Cargo.lock lies, and the manifest of the workspace. */
  readonly workspace: string;
  /** Built without `--release`: what is meant to be built in may be read while the program runs. */
  readonly debug: boolean;
  /** Names of all crates that may be linked in, by Cargo.lock; undefined where that isn't known. */
  readonly linked: ReadonlySet<string> | undefined;
  /** What the program is given when it is started, where that is known. */
  readonly given?: (origin: Origin) => StartValue | undefined;
}

/** A crate that was not there to read, and that no table tells of. */
export interface UnreadCrate {
  readonly name: string;
  /** Where it is asked for. */
  readonly evidence: SourceEvidence;
}

export interface ProgramFacts {
  /** The main file is there, with all modules. */
  readonly complete: boolean;
  readonly missing: readonly { readonly path: string; readonly evidence: SourceEvidence }[];
  readonly unread: readonly UnreadCrate[];
  /** Code that a build script makes is part of the program. */
  readonly generated: readonly SourceEvidence[];
  /** The place where a build script writes is named otherwise than to include it: what lies there may be read at run time. */
  readonly scriptOutput: readonly SourceEvidence[];
  readonly findings: readonly Finding[];
  /** Mentions of what has an effect, and how many of them have their names. */
  readonly mentions: { readonly all: number; readonly followed: number };
}

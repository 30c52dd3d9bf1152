/** What a `make` call runs, as far as the makefiles say. */

/**
 * Stands in a text for a value that isn't known (`$(shell …)`, a file list): U+FFFC, the object replacement character.
 * A text that holds it is known but for those places.
 */
export const unknownValue = '\uFFFC';

/** One call of make. */
export interface MakeCall {
  /** Goals; the default goal when there are none. */
  readonly targets: readonly string[];
  /** `NAME=value` on the command line. */
  readonly variables: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  /** Name of the makefile, for evidence and `$(MAKEFILE_LIST)`; `Makefile` when left out. */
  readonly file?: string;
  /** The directory make runs in, absolute in the image (`$(CURDIR)`); not known when left out. */
  readonly directory?: string;
  /** Files relative to the directory make runs in: for `include`, `$(wildcard …)` and `$(MAKE) -C`. */
  readonly files?: MakeFiles;
  /** What a script for the shell prints in a directory of the image, where that is known: for `$(shell …)`. */
  readonly print?: (script: string, directory: string) => string | undefined;
  /** Variables that aren't set may be set elsewhere: their values aren't known. */
  readonly unread?: true;
}

export interface MakeFiles {
  readonly read: (path: string) => string | undefined;
  readonly list: (directory: string) => readonly { readonly name: string }[] | undefined;
}

/** One line given to the shell (with `.ONESHELL`, a whole recipe). */
export interface RecipeLine {
  /** Expanded, without the prefixes `@`, `-` and `+`; see `unknownValue`. */
  readonly text: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly target: string;
  /** Relative to the directory make was called in; `''` for that one. */
  readonly directory: string;
  /** `-`: its failure doesn't stop make. */
  readonly failureIgnored: boolean;
  /** What make adds to the environment or changes in it; see `unknownValue`. */
  readonly environment: Readonly<Record<string, string>>;
  /** The shell and its flags, the text follows. */
  readonly shell: readonly string[];
}

export interface Recipe {
  /** In order of execution. */
  readonly lines: readonly RecipeLine[];
  /**
   * Exactly these lines run, in this order. Texts may still hold unknown values. False when a condition, a file list
   * or an up-to-date check leaves open what runs.
   */
  readonly complete: boolean;
  /** Why it isn't complete, for people. */
  readonly problems: readonly MakeProblem[];
}

export interface MakeProblem {
  readonly message: string;
  readonly file: string;
  readonly line: number;
}

// ── What reading a makefile gives ────────────────────────────────────────────────────────────────────────────

export interface Variable {
  /** `recursive`: expanded when used; `simple`: expanded when set. */
  readonly flavor: 'recursive' | 'simple';
  readonly text: string;
  readonly origin: 'default' | 'environment' | 'file' | 'command line' | 'override' | 'automatic';
}

export type Variables = ReadonlyMap<string, Variable>;

export interface SourceLine {
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

export type Operator = '=' | ':=' | '::=' | ':::=' | '?=' | '+=' | '!=';

export interface VariableSetting {
  readonly name: string;
  readonly operator: Operator;
  /** Not expanded. */
  readonly text: string;
  readonly override: boolean;
}

export interface MakeRule {
  readonly targets: readonly string[];
  readonly prerequisites: readonly string[];
  readonly orderOnly: readonly string[];
  /** Of a static pattern rule: what the stem is taken from. */
  readonly targetPattern: string | undefined;
  /** Recipe lines as written, tab and continuation tabs taken off. */
  readonly recipe: readonly SourceLine[];
  readonly doubleColon: boolean;
  readonly file: string;
  readonly line: number;
}

export interface Makefile {
  readonly variables: Variables;
  readonly rules: readonly MakeRule[];
  /** Target-specific variables, by target or target pattern. */
  readonly targetVariables: ReadonlyMap<string, readonly VariableSetting[]>;
  readonly phony: ReadonlySet<string>;
  readonly defaultGoal: string | undefined;
  readonly oneShell: boolean;
  /** What is wrong with a target's rules only, by target or target pattern: it counts when that target is made. */
  readonly uncertain: ReadonlyMap<string, MakeProblem>;
  /** Names given to `export`; `all` after a bare `export`. */
  readonly exported: { readonly all: boolean; readonly names: ReadonlySet<string> };
  readonly problems: readonly MakeProblem[];
  /** A file that is not there to read is included: it may set what nothing else does. */
  readonly unread: boolean;
}

/** What an expansion can look at. */
export interface MakeScope {
  readonly variables: Variables;
  readonly call: MakeCall;
  /** A file that was not read may have set variables that aren't set otherwise. */
  readonly unread: boolean;
  /** How many expansions are open around this one. */
  readonly depth: number;
  /** Reads a text as lines of the makefile (`$(eval …)`), where that can be done. */
  readonly evaluate?: (text: string) => void;
  /** Shared by all expansions of one call of make; it goes down. */
  readonly budget: Budget;
}

/** Variables that hold each other twice, some levels deep, would keep an expansion going for ever. */
export interface Budget {
  left: number;
}

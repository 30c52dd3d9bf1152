/** What is known of a script: the programs that it starts, the files and the variables that it names. */
import type { Interpreter } from './interpreter.ts';
import type { Span, Value } from './types.ts';

/** A program that a script may start. */
export interface ScriptCommand {
  /** As the script calls it: a name to look up on PATH, or a path. */
  readonly name: string;
  /** All words, the name first. */
  readonly words: readonly Value[];
  /** Where it stands in the script; a command in an inner script (`sh -c`, `trap`) has the place of the outer one. */
  readonly span: Span;
  /** In a branch, a loop or a function, or behind `&&` or `||`. */
  readonly conditional: boolean;
  /** Started with `exec`: the shell is gone then. */
  readonly exec: boolean;
  /** Where the script is then, seen from where it started; '' for there. */
  readonly directory: Value;
  /** Where it is looked for by its name, where the script has changed that. */
  readonly path?: Value;
  /** A shell whose script stands in its input. */
  readonly isGiven?: true;
}

/** Why a command isn't known that an argument of the script names. */
export const OF_ARGUMENTS = 'the arguments of the script';

/** A command whose name the script alone doesn't tell. */
export interface UnresolvedCommand {
  /** As written. */
  readonly text: string;
  readonly because: string;
  readonly span: Span;
  /** Its words, the name first, as far as they are known; none for a script inside other scripts. */
  readonly words: readonly Value[];
  /** Where the script is then, seen from where it started. */
  readonly directory: Value;
}

/** A file that a script names. */
export interface ScriptFile {
  /** `listed`: a loop goes over it. */
  readonly use: 'source' | 'test' | 'read' | 'write' | 'listed';
  /** Seen from where the script started. */
  readonly path: Value;
  /** Where the script is then, seen from there; what it sources goes on there. */
  readonly directory: Value;
  /** Where commands are looked for there, where the script has changed that. */
  readonly searched?: Value;
  /** Of what is written: the text; `adds` where it stands behind what is there. */
  readonly content?: { readonly value: Value; readonly adds: boolean };
  readonly span: Span;
}

export interface ScriptFacts {
  /** undefined without a `#!` line. */
  readonly interpreter: Interpreter | undefined;
  /** False when the script could not be read to the end: it may do more than is listed. */
  readonly complete: boolean;
  readonly commands: readonly ScriptCommand[];
  readonly unresolved: readonly UnresolvedCommand[];
  /** It runs its own arguments (`exec "$@"`): the CMD is a command line of its own. */
  readonly startsArguments: boolean;
  /** Each of these starts, with how many of the arguments were dropped before (`shift`); undefined where that depends. */
  readonly argumentStarts: readonly (number | undefined)[];
  /** It may put a command in front of its arguments first (`set -- server "$@"`): they alone need not be one. */
  readonly replacesArguments: boolean;
  /** The command that the script comes to at its end, if that is one certain command. */
  readonly last: ScriptCommand | undefined;
  /** Variables whose values it uses. */
  readonly reads: ReadonlySet<string>;
  /** Variables it sets. */
  readonly assigns: ReadonlySet<string>;
  readonly files: readonly ScriptFile[];
  /** Commands that it only asks for (`command -v`, `which`): by a name to look up on PATH, or by a path as those of files. */
  readonly asked: readonly Value[];
  /** Functions it defines: their names are no commands, in what sources it neither. */
  readonly functions: ReadonlySet<string>;
  /** Where it changes to (`cd`). */
  readonly directories: readonly Value[];
  /** Where it leaves the shell that sources it. */
  readonly ends: ShellPlace;
}

/** What a shell hands on to what it sources and starts. */
export interface ShellPlace {
  /** Seen from where the script started; '' for there. */
  readonly directory: Value;
  /** PATH, where a script has changed it. */
  readonly path: Value | undefined;
}

export interface ScriptSurroundings {
  /** Values of variables in the container; undefined for a variable that isn't set or not known. */
  readonly lookup?: (name: string) => Value | undefined;
  /** The absolute path of the script: `$0`. */
  readonly self?: string;
  /** Of the file that is read, where it is sourced by another: `BASH_SOURCE`. */
  readonly source?: string;
  /** Where it starts. */
  readonly workdir?: string;
  /** Its variables and parameters are those that others may give: what is told of texts in part counts. */
  readonly open?: true;
  /** Where a file leaves the shell that sources it; undefined where that isn't known. */
  readonly sourced?: (path: Value, from: ShellPlace) => ShellPlace | undefined;
  /** Whether a name leads to a program that is built here, which only has the name of one that starts others. */
  readonly isBuilt?: (name: string) => boolean;
  /** Where a path leads when all links in it are followed; undefined where that isn't known. */
  readonly realPath?: (path: string) => string | undefined;
  /** The text of a file that is sourced, for the functions in it. */
  readonly textOf?: (path: Value) => string | undefined;
  /** Its shell expands `{a,b}`. */
  readonly braces?: true;
  /** `$1` and what follows. */
  readonly parameters?: readonly string[];
}

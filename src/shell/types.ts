/**
 * Shell commands as dfopt sees them: our own narrow tree, whatever parser is behind it. Offsets count UTF-16 code
 * units of the script text that was given; `src/dockerfile` maps them on to the file.
 */
import type { Span } from '../dockerfile/types.ts';

export type { Span };

/** A string that may not be known: `text` is undefined when it depends on something outside the file. */
export interface Value {
  readonly text: string | undefined;
  /** For a value not known: what it depends on, for people (`the output of git describe`). */
  readonly because?: string;
  /** For a value not known: how it certainly starts. */
  readonly prefix?: string;
  /** For a value not known: how it certainly ends. */
  readonly suffix?: string;
  /** For a value that others may replace: what it is unless they do. */
  readonly usual?: string;
  /** For a value not known in full: as a shell would write it, with `OPEN_PART` for each part that isn't. */
  readonly template?: string;
  /** For the names of files that match a pattern: that pattern. */
  readonly pattern?: string;
}

export interface Script {
  /** The text that all spans below index; for a substitution in backquotes with escapes, the text without them. */
  readonly text: string;
  readonly statements: readonly Statement[];
  /** False when the parser found errors: nothing may be concluded from (or edited in) such a script. */
  readonly complete: boolean;
}

export type Statement =
  | SimpleCommand
  /** `a && b`, `a || b`. */
  | (Span & {
      readonly kind: 'and-or';
      readonly operator: '&&' | '||';
      readonly left: Statement;
      readonly right: Statement;
    })
  | (Span & { readonly kind: 'pipeline'; readonly negated: boolean; readonly stages: readonly Statement[] })
  | (Span & {
      readonly kind: 'subshell' | 'group';
      readonly body: readonly Statement[];
      readonly redirects: readonly Redirect[];
    })
  | (Span & {
      readonly kind: 'if';
      readonly branches: readonly {
        readonly condition: readonly Statement[];
        readonly body: readonly Statement[];
      }[];
      readonly otherwise: readonly Statement[] | undefined;
    })
  | (Span & {
      readonly kind: 'for';
      readonly variable: string;
      readonly words: readonly Word[] | undefined;
      readonly body: readonly Statement[];
    })
  | (Span & {
      readonly kind: 'while';
      /** It goes on until the condition holds. */
      readonly until?: true;
      readonly condition: readonly Statement[];
      readonly body: readonly Statement[];
    })
  | (Span & {
      readonly kind: 'case';
      readonly subject: Word;
      readonly branches: readonly {
        readonly patterns: readonly Word[];
        readonly body: readonly Statement[];
      }[];
    })
  | (Span & { readonly kind: 'function'; readonly name: string; readonly body: readonly Statement[] })
  /** `cmd &`. */
  | (Span & { readonly kind: 'background'; readonly body: Statement })
  /**
   * Something the tree has no node for (`(( … ))`, `for ((…))`, `select`, `coproc`): its text is in the span, the words
   * it expands and the statements it runs are listed, so that nothing hidden in it is overlooked.
   */
  | (Span & {
      readonly kind: 'other';
      readonly words: readonly Word[];
      readonly body: readonly Statement[];
      /** The one that `select` sets. */
      readonly variable?: string;
    });

export interface SimpleCommand extends Span {
  readonly kind: 'command';
  readonly assignments: readonly Assignment[];
  /** The command's name and its arguments; empty for assignments or redirects alone. */
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
  /** Arrays among the operands of `local`, `declare` and the like. */
  readonly declares?: readonly Assignment[];
}

export interface Assignment extends Span {
  readonly name: string;
  readonly value: Word | undefined;
  /** `NAME=(…)`: its elements, where none is given an index. */
  readonly elements?: readonly Word[];
  /** `+=`. */
  readonly appends?: true;
}

export interface Redirect extends Span {
  readonly operator: '>' | '>>' | '<' | '>|' | '<>' | '<<' | '<<<' | '&>' | '&>>' | '>&' | '<&';
  readonly fd: number | undefined;
  /** The file, or the delimiter of a heredoc. */
  readonly target: Word | undefined;
  /** A heredoc's body: tabs stripped for `<<-`, otherwise as written; `parts` is what it expands from. */
  readonly body:
    { readonly text: string; readonly expand: boolean; readonly parts: readonly WordPart[] } | undefined;
}

/** A word as written, and the parts it is made of after quote removal. */
export interface Word extends Span {
  readonly raw: string;
  readonly parts: readonly WordPart[];
}

export type WordPart =
  | { readonly kind: 'literal'; readonly text: string; readonly quoted: boolean }
  /**
   * `$NAME`, `${NAME}`, `${NAME:-word}` …; special parameters (`$@`, `$1`, `$?`) have their character as name. The
   * operator is as written (`:-`, `%%`, `/`, `:` …), `length` for `${#NAME}`, `indirect` for `${!NAME}`; `second` is
   * the replacement of `/` and the length of `:`.
   */
  | {
      readonly kind: 'parameter';
      readonly name: string;
      readonly quoted: boolean;
      readonly operator: string | undefined;
      readonly operand: Word | undefined;
      readonly second?: Word | undefined;
    }
  | { readonly kind: 'command-substitution'; readonly script: Script; readonly quoted: boolean }
  /** An unquoted `*`, `?` or `[…]`. */
  | { readonly kind: 'glob'; readonly text: string }
  /** An unquoted leading `~` or `~user`. */
  | { readonly kind: 'tilde'; readonly user: string }
  /**
   * Arithmetic, process substitution, and what only some shells have (brace expansion, `$'…'`, extended globs, arrays):
   * nothing is known about the outcome. `scripts` are the commands that run for it.
   */
  | {
      readonly kind: 'other';
      readonly what:
        'arithmetic' | 'brace' | 'process' | 'ansi-c' | 'locale' | 'glob' | 'array' | 'unsupported';
      readonly text: string;
      readonly quoted: boolean;
      readonly scripts: readonly Script[];
      /** `${NAME[@]}`: the array that it lists. */
      readonly elements?: string;
      /** Variables that arithmetic sets (`$((NAME += 1))`). */
      readonly sets?: readonly string[];
    };

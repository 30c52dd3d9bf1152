/** The vocabulary of the tables: what a function, a method or a macro does when the program runs. */
import type { FindingKind } from '../../../../src/split/uses/types.ts';

/** How a text becomes the name that is looked up. */
export type Reading =
  | 'as-is'
  /** A file of any ending: `config/default` is `config/default.toml`, `.yaml` … */
  | 'any-ending'
  /** An address of a database: of SQLite it is a file, of others none. */
  | 'database'
  /** How names of variables begin. */
  | 'beginning';

export type NameSource =
  /** Counted from 0; what a method is called on is -1. */
  | { readonly from: 'argument'; readonly index: number; readonly reading: Reading }
  | { readonly from: 'text'; readonly text: string }
  /** All names that begin so. */
  | { readonly from: 'beginning'; readonly text: string }
  | { readonly from: 'nothing' }
  /** By a name that the call doesn't tell. */
  | { readonly from: 'unknown' };

export interface Effect {
  readonly kind: FindingKind;
  readonly name: NameSource;
  readonly optional?: true;
  readonly link?: true;
}

export type Effects = readonly Effect[];

/** What is known of a crate; what it has beside that does nothing outside of the program. */
export interface CrateFacts {
  /** Where that stands. */
  readonly source: string;
  /** By the end of a path in it: `Files::new`, `init`. */
  readonly functions?: Readonly<Record<string, Effects>>;
  /** By name, of whatever they are called on. */
  readonly methods?: Readonly<Record<string, Effects>>;
  readonly macros?: Readonly<Record<string, Effects>>;
  /** What using it at all does. */
  readonly always?: Effects;
  /** Modules that are like those of the standard library, and do what those do. */
  readonly like?: Readonly<Record<string, string>>;
}

export function effect(kind: FindingKind, name: NameSource = { from: 'nothing' }): Effect {
  return { kind, name };
}

export function named(kind: FindingKind, index = 0, reading: Reading = 'as-is'): Effect {
  return { kind, name: { from: 'argument', index, reading } };
}

export function text(kind: FindingKind, name: string): Effect {
  return { kind, name: { from: 'text', text: name } };
}

export function optional(one: Effect): Effect {
  return { ...one, optional: true };
}

export function unknown(kind: FindingKind): Effect {
  return { kind, name: { from: 'unknown' } };
}

/** Functions of C that take the locale of the environment, or another (POSIX.1-2024, setlocale, newlocale). */
export const localeFunctions: ReadonlySet<string> = new Set(['setlocale', 'newlocale']);

/** The same effects for several names. */
export function each(names: string, ...effects: Effects): Readonly<Record<string, Effects>> {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, effects]),
  );
}

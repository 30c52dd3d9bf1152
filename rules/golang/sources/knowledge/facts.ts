/**
 * The vocabulary of the knowledge tables: what a function, method, field or import of a package does at run
 * time. Arguments are counted from 0, a method's without its receiver.
 */

import type { Base, FindingKind } from './types.ts';

/** How an argument's text becomes the name that is looked up. */
export type Reading =
  | 'as-is'
  /** `file://migrations` and `file:migrations`; other schemes name nothing on disk. */
  | 'file-url'
  /** A SQLite data source: a file, `file:` with options, or memory. */
  | 'sqlite'
  /** A SQLite data source: its zone is loaded by name if it is known to name one. */
  | 'sqlite-zone'
  /** A MySQL data source: its zone is loaded by name, unless it is known to name none. */
  | 'mysql'
  /** Connects with TLS unless the URL is known to say `http:` or the like. */
  | 'url'
  /** `host:port` or a port alone: only a service's name matters. */
  | 'address'
  /** As that, of what listens there. */
  | 'listen-address'
  /** A network of package net: `ip` and what begins like it is made of packets that only root may send. */
  | 'raw-network'
  /** A directory for temporary files: the default one when empty. */
  | 'temporary'
  /** A directory that viper searches for its configuration name. */
  | 'viper-path'
  /** A path or `stdout`/`stderr`. */
  | 'log-sink'
  /** A schedule of robfig/cron, which may start with a time zone. */
  | 'cron'
  /** A time zone: UTC and Local need no data. */
  | 'zone'
  /** An address of the network `unix` is a file. */
  | 'unix-socket'
  /** A file extension: those built into package mime need no table. */
  | 'extension'
  /** Paths with a colon between them. */
  | 'path-list'
  /** A value of TZ: one that is a path names a file. */
  | 'zone-file'
  /** A text with `$NAME` or `${NAME}` in it: the variables that it names. */
  | 'expanded'
  /** `NAME=value` for a started program: what it says of PATH. */
  | 'search-path'
  /** A network of package net: only `ip:NAME` asks for a protocol by its name. */
  | 'protocol';

/** Where a name comes from. */
export type NameSource =
  | { readonly from: 'argument'; readonly index: number; readonly reading: Reading }
  /** All arguments from this one on; `otherwise` when there are none. */
  | {
      readonly from: 'arguments';
      readonly index: number;
      readonly reading: Reading;
      readonly otherwise?: string;
    }
  | { readonly from: 'text'; readonly text: string }
  /** Two arguments joined as a path or by a literal. */
  | { readonly from: 'joined'; readonly indices: readonly number[]; readonly suffix?: string }
  /** From the directory of the source file that calls, as it was when the program was built (https://pkg.go.dev/runtime#Caller). */
  | { readonly from: 'beside-the-source'; readonly index: number }
  /** What a link leads to that is made: a relative target is seen from where the link lies (symlink(7)). */
  | { readonly from: 'link-target'; readonly target: number; readonly link: number }
  /** By a name that the call doesn't tell. */
  | { readonly from: 'unknown' }
  | { readonly from: 'nothing' };

export interface Effect {
  readonly kind: FindingKind;
  readonly name: NameSource;
  /** Only if this argument is one of these texts, or isn't known. */
  readonly when?: {
    readonly index: number;
    readonly texts: readonly string[];
    /** Not where it isn't known: any name may be meant by who passes others' on. */
    readonly surely?: true;
  };
  /**
   * What a started program is given: the list in this argument, which may begin with the name the program is started
   * under. Of a field it is the list in the other field `beside` of the same struct.
   */
  readonly given?: { readonly list: number; readonly namesItself: boolean; readonly beside?: string };
  /** The kind depends on an argument like os.OpenFile's flags. */
  readonly openFlags?: number;
  /** Programs are commonly written to go on where the file isn't there. */
  readonly optional?: true;
  /** Where a link lies, it is about the link and not about what that leads to. */
  readonly link?: true;
}

/** What a call's value is, beyond its type. */
export type Gives =
  | { readonly kind: 'argument'; readonly index: number }
  /** What the receiver was made with: the name of an opened file. */
  | { readonly kind: 'receiver' }
  /** Paths that match the pattern in an argument. */
  | { readonly kind: 'matches'; readonly index: number }
  /** A path in the directory that an argument names, or in the one for temporary files. */
  | { readonly kind: 'temporary'; readonly index: number }
  | { readonly kind: 'environment'; readonly index: number; readonly fallback?: number }
  | { readonly kind: 'flag'; readonly name: number; readonly value: number; readonly alias?: number }
  | {
      readonly kind: 'setting';
      readonly space: string;
      readonly key: number;
      readonly fallback?: number;
    }
  | { readonly kind: 'base'; readonly base: Base; readonly rest: string }
  | { readonly kind: 'text'; readonly text: string }
  /** All variables of the environment, `NAME=value`. */
  | { readonly kind: 'variables' }
  /** In a chain of calls, the arguments of the ones named: `kingpin.Flag("x", "…").Default("v").String()`. */
  | {
      readonly kind: 'chain';
      readonly flag: string;
      readonly alias: string;
      readonly value: string;
      readonly environment: string;
    };

export interface ApiFacts {
  readonly effects?: readonly Effect[];
  /** A type: what becomes a value of it is its argument, by a conversion that is written or not. */
  readonly converts?: true;
  /** What the standard library's sources say it does, and what counts where its receiver is made, not here. */
  readonly counted?: readonly FindingKind[];
  /** Type of the first result: `import/path.Type`. */
  readonly returns?: string;
  readonly gives?: Gives;
  /** A pointer argument gets another argument's value. */
  readonly fills?: {
    readonly target: number;
    readonly value: number;
    readonly flag?: number;
    readonly alias?: number;
  };
  /** A value is kept under a key, to be asked for elsewhere. */
  readonly defines?: {
    readonly space: string;
    readonly key: number;
    readonly value: number;
    readonly alias?: number;
    readonly environment?: true;
  };
  /** A function argument is called with paths below a directory argument. */
  readonly walks?: { readonly directory: number; readonly callback: number };
}

/** A field of a struct type: setting it has this effect. */
export type FieldFacts = Effect;

/** The tables of one area. */
export interface KnowledgeArea {
  /** By import path without versions, then by function, `Type.Method`, or type for a conversion. */
  readonly functions?: Readonly<Record<string, Readonly<Record<string, ApiFacts>>>>;
  /** By import path, then by `Type.Field`. The argument index of an effect on a field is 0. */
  readonly fields?: Readonly<Record<string, Readonly<Record<string, FieldFacts>>>>;
  /** Types of fields and variables: `import/path.Type.Field` or `import/path.Variable` → `import/path.Type`. */
  readonly types?: Readonly<Record<string, string>>;
  /** Values of variables and constants: `import/path.Name`. */
  readonly values?: Readonly<
    Record<string, string | number | { readonly base: Base; readonly rest: string }>
  >;
  /** What importing a package, or one below it, already does. */
  readonly imports?: Readonly<Record<string, readonly Effect[]>>;
}

export function argument(index: number, reading: Reading = 'as-is'): NameSource {
  return { from: 'argument', index, reading };
}

export function effect(kind: FindingKind, name: NameSource = { from: 'nothing' }): Effect {
  return { kind, name };
}

/** A function whose argument names a file that is read. */
export function reads(index = 0): ApiFacts {
  return { effects: [effect('read-file', argument(index))] };
}

/** Reads a file where there is one: of what these tell, programs go on without it. */
export function mayRead(facts: ApiFacts): ApiFacts {
  return { ...facts, effects: (facts.effects ?? []).map((one) => ({ ...one, optional: true })) };
}

export function readsAll(index = 0, otherwise?: string): ApiFacts {
  const name: NameSource = {
    from: 'arguments',
    index,
    reading: 'as-is',
    ...(otherwise === undefined ? {} : { otherwise }),
  };
  return { effects: [effect('read-file', name)] };
}

export function readsDirectory(index = 0): ApiFacts {
  return { effects: [effect('read-directory', argument(index))] };
}

export function readsGlob(index = 0): ApiFacts {
  return { effects: [effect('read-glob', argument(index))] };
}

export function writes(index = 0): ApiFacts {
  return { effects: [effect('write', argument(index))] };
}

export function does(...kinds: readonly FindingKind[]): ApiFacts {
  return { effects: kinds.map((kind) => effect(kind)) };
}

export function returning(returns: string, facts: ApiFacts = {}): ApiFacts {
  return { ...facts, returns };
}

/** A value that passes through. */
export function passes(index = 0, facts: ApiFacts = {}): ApiFacts {
  return { ...facts, gives: { kind: 'argument', index } };
}

/** The same facts for several names: `shared('Open OpenFile', reads())`. */
export function each(names: string, facts: ApiFacts): Readonly<Record<string, ApiFacts>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, facts]));
}

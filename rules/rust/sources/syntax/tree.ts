/**
 * The parts of a Rust source that say what a program does: items, and the expressions of bodies. Types, patterns and
 * generic arguments stay tokens. Source: The Rust Reference, "Items", "Statements and expressions".
 */
import type { Bracket, Tokens } from './tokens.ts';

export type Expression =
  | { readonly kind: 'text'; readonly value: string; readonly start: number }
  | { readonly kind: 'literal'; readonly text: string; readonly start: number }
  /** Segments without generic arguments; the first is '' for a path that begins with `::`. */
  | { readonly kind: 'path'; readonly segments: readonly string[]; readonly start: number }
  | {
      readonly kind: 'call';
      readonly callee: Expression;
      readonly arguments: readonly Expression[];
      readonly start: number;
    }
  /** Starts with the name behind the dot. */
  | {
      readonly kind: 'method';
      readonly receiver: Expression;
      readonly name: string;
      readonly arguments: readonly Expression[];
      readonly start: number;
    }
  | { readonly kind: 'field'; readonly base: Expression; readonly name: string; readonly start: number }
  | {
      readonly kind: 'macro';
      readonly segments: readonly string[];
      readonly bracket: Bracket;
      readonly tokens: Tokens;
      readonly start: number;
    }
  /** What a reference, a dereference, `?`, `.await`, a cast or parentheses leave as it is. */
  | {
      readonly kind: 'same';
      readonly inner: Expression;
      /** `&mut`: what is behind it may be another thing afterwards. */
      readonly mutable?: true;
      readonly start: number;
    }
  /** `!x`, `-x`. */
  | { readonly kind: 'unary'; readonly inner: Expression; readonly start: number }
  | {
      readonly kind: 'binary';
      readonly sign: string;
      readonly left: Expression;
      readonly right: Expression | undefined;
      readonly start: number;
    }
  | {
      readonly kind: 'index';
      readonly base: Expression;
      readonly index: Expression;
      readonly start: number;
    }
  | Block
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly whenTrue: Expression;
      readonly otherwise: Expression | undefined;
      readonly start: number;
    }
  | {
      readonly kind: 'match';
      readonly subject: Expression;
      readonly arms: readonly {
        readonly pattern: Tokens;
        readonly guard: Expression | undefined;
        readonly value: Expression;
      }[];
      readonly start: number;
    }
  | {
      readonly kind: 'loop';
      readonly pattern: Tokens;
      /** What `for` goes through, or the condition of `while`. */
      readonly over: Expression | undefined;
      readonly body: Expression;
      readonly start: number;
    }
  | {
      readonly kind: 'closure';
      readonly parameters: readonly Tokens[];
      readonly body: Expression;
      readonly start: number;
    }
  | {
      readonly kind: 'struct';
      readonly segments: readonly string[];
      readonly fields: readonly { readonly name: string; readonly value: Expression }[];
      /** `..base`. */
      readonly base: Expression | undefined;
      readonly start: number;
    }
  /** A tuple or an array; `[x; n]` has the one item. */
  | { readonly kind: 'list'; readonly items: readonly Expression[]; readonly start: number }
  | {
      readonly kind: 'assignment';
      readonly sign: string;
      readonly target: Expression;
      readonly value: Expression;
      readonly start: number;
    }
  /** `let PATTERN = value`, as a condition. */
  | { readonly kind: 'let'; readonly pattern: Tokens; readonly value: Expression; readonly start: number }
  /** `return`, `break`, `continue`, `yield`. */
  | {
      readonly kind: 'jump';
      readonly word: string;
      readonly value: Expression | undefined;
      readonly start: number;
    }
  | { readonly kind: 'unknown'; readonly start: number };

export interface Block {
  readonly kind: 'block';
  readonly statements: readonly Statement[];
  /** The last expression, without a semicolon. */
  readonly value: Expression | undefined;
  readonly start: number;
}

export type Statement =
  | {
      readonly kind: 'let-statement';
      readonly pattern: Tokens;
      readonly value: Expression | undefined;
      readonly otherwise: Expression | undefined;
      readonly start: number;
    }
  | { readonly kind: 'item'; readonly item: Item; readonly start: number }
  | { readonly kind: 'expression'; readonly expression: Expression; readonly start: number };

/** `path::to::name as other`; `*` for all of it. */
export interface UseTree {
  readonly segments: readonly string[];
  readonly as: string;
}

export interface Field {
  readonly name: string;
  readonly type: Tokens;
  readonly attributes: readonly Tokens[];
  readonly start: number;
}

export interface Parameter {
  readonly pattern: Tokens;
  readonly type: Tokens;
}

/** What every item has. */
interface Common {
  readonly attributes: readonly Tokens[];
  readonly start: number;
  /** Where the next item, or what closes the bracket around it, starts at the earliest. */
  readonly end: number;
}

export type Item = Common &
  (
    | { readonly kind: 'use'; readonly trees: readonly UseTree[] }
    /** `mod name;` has no items: they are in a file of their own. */
    | { readonly kind: 'module'; readonly name: string; readonly items: readonly Item[] | undefined }
    | FunctionItem
    /** Structs, and the variants of enums, which have a type each. */
    | {
        readonly kind: 'type';
        readonly name: string;
        readonly fields: readonly Field[];
        readonly variants: readonly string[];
      }
    | {
        readonly kind: 'constant';
        readonly name: string;
        readonly value: Tokens | undefined;
        readonly mutable: boolean;
      }
    | { readonly kind: 'alias'; readonly name: string; readonly target: Tokens }
    | {
        readonly kind: 'implementation';
        readonly of: string | undefined;
        readonly trait: string | undefined;
        readonly items: readonly Item[];
      }
    | { readonly kind: 'trait'; readonly name: string; readonly items: readonly Item[] }
    /** `extern "C" { … }`. */
    | { readonly kind: 'foreign'; readonly tokens: Tokens }
    | { readonly kind: 'extern-crate'; readonly name: string; readonly as: string }
    | { readonly kind: 'macro-definition'; readonly name: string; readonly tokens: Tokens }
    | { readonly kind: 'macro-item'; readonly segments: readonly string[]; readonly tokens: Tokens }
    | { readonly kind: 'other' }
  );

export interface FunctionItem {
  readonly kind: 'function';
  readonly name: string;
  /** The first is `self` for a method. */
  readonly parameters: readonly Parameter[];
  readonly method: boolean;
  /** undefined for one that a trait only asks for. */
  readonly body: Tokens | undefined;
}

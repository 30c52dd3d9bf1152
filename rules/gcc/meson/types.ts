/** What a project of Meson is set up with, and what its language says. */

export interface MesonCall {
  /** Absolute. */
  readonly source: string;
  readonly build: string;
  /** `-Dname=value`, `--prefix` and the like. */
  readonly options: ReadonlyMap<string, string>;
  /** Variables of the environment that go into what is compiled and linked; undefined where a value isn't known. */
  readonly flags: ReadonlyMap<string, string | undefined>;
}

// ── Syntax ───────────────────────────────────────────────────────────────────────────────────────────────────

export type Expression =
  | { readonly kind: 'text' | 'format'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'array'; readonly items: readonly Expression[] }
  | { readonly kind: 'dictionary'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'call'; readonly name: string; readonly given: Arguments }
  | { readonly kind: 'method'; readonly of: Expression; readonly name: string; readonly given: Arguments }
  | { readonly kind: 'index'; readonly of: Expression; readonly at: Expression }
  | { readonly kind: 'unary'; readonly operator: 'not' | '-'; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'choice';
      readonly condition: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    };

export interface Arguments {
  readonly positional: readonly Expression[];
  readonly named: ReadonlyMap<string, Expression>;
}

export type MesonStatement =
  | { readonly kind: 'expression'; readonly of: Expression }
  | { readonly kind: 'assign'; readonly name: string; readonly adds: boolean; readonly to: Expression }
  | {
      readonly kind: 'if';
      readonly branches: readonly {
        readonly condition: Expression | undefined;
        readonly body: readonly MesonStatement[];
      }[];
    }
  | {
      readonly kind: 'foreach';
      readonly names: readonly string[];
      readonly of: Expression;
      readonly body: readonly MesonStatement[];
    }
  | { readonly kind: 'leave' };

// ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────

/** What an expression is worth; a target is named by its key in the project. */
export type MesonValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'array'; readonly items: readonly MesonValue[]; readonly size: number }
  | { readonly kind: 'dictionary'; readonly entries: ReadonlyMap<string, MesonValue>; readonly size: number }
  /** Absolute. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'target'; readonly name: string }
  | { readonly kind: 'includes'; readonly directories: readonly string[] }
  | { readonly kind: 'dependency'; readonly parts: Parts }
  | { readonly kind: 'object'; readonly name: 'meson' | 'compiler' | 'host' | 'configuration' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown'; readonly what: string };

/** What something adds to a target that is linked with it. */
export interface Parts {
  readonly links: readonly string[];
  readonly options: readonly string[];
  readonly includes: readonly string[];
  readonly defines: readonly string[];
  readonly sources: readonly string[];
}

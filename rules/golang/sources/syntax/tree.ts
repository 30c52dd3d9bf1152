/** The syntax tree of a Go file, as much of it as says something about run time. Offsets count UTF-16 units. */

export type Expression =
  | Identifier
  | StringLiteral
  | NumberLiteral
  | Selector
  | Call
  | { readonly kind: 'rune'; readonly start: number; readonly value: string }
  | {
      readonly kind: 'index';
      readonly start: number;
      readonly object: Expression;
      /** Several only for type arguments. */
      readonly indices: readonly Expression[];
    }
  | {
      readonly kind: 'slice';
      readonly start: number;
      readonly object: Expression;
      readonly bounds: readonly Expression[];
      /** There is no lower bound: the first of these is the upper one. */
      readonly fromStart?: true;
    }
  /** `x.(T)`; no type in `x.(type)`. */
  | {
      readonly kind: 'assertion';
      readonly start: number;
      readonly object: Expression;
      readonly type: Expression | undefined;
    }
  | {
      readonly kind: 'unary';
      readonly start: number;
      /** `*` is a dereference or a pointer type. */
      readonly operator: string;
      readonly operand: Expression;
    }
  | Binary
  | Composite
  | FunctionLiteral
  | TypeExpression
  /** What could not be read. */
  | { readonly kind: 'bad'; readonly start: number };

export interface Identifier {
  readonly kind: 'identifier';
  readonly start: number;
  readonly name: string;
}

export interface StringLiteral {
  readonly kind: 'string';
  readonly start: number;
  readonly value: string;
}

export interface NumberLiteral {
  readonly kind: 'number';
  readonly start: number;
  readonly text: string;
}

export interface Selector {
  readonly kind: 'selector';
  readonly start: number;
  readonly object: Expression;
  readonly name: string;
  /** Where the name stands: a chain of calls goes over lines. */
  readonly nameStart: number;
}

export interface Call {
  readonly kind: 'call';
  readonly start: number;
  readonly end: number;
  readonly callee: Expression;
  readonly arguments: readonly Expression[];
  /** The last argument is spread: `f(list...)`. */
  readonly spread: boolean;
}

/**
 * Operators of one precedence in a row, so that a long concatenation is one flat node. There is one operand
 * more than operators, and they associate to the left.
 */
export interface Binary {
  readonly kind: 'binary';
  readonly start: number;
  readonly operators: readonly string[];
  readonly operands: readonly Expression[];
}

export interface Composite {
  readonly kind: 'composite';
  readonly start: number;
  /** Left out in elements of a list or map literal: the element type holds. */
  readonly type: Expression | undefined;
  readonly elements: readonly { readonly key: Expression | undefined; readonly value: Expression }[];
}

export interface FunctionLiteral {
  readonly kind: 'function';
  readonly start: number;
  readonly signature: Signature;
  readonly body: readonly GoStatement[];
}

/** Types are expressions, as in the grammar; names and qualified names are identifiers and selectors. */
export type TypeExpression =
  | { readonly kind: 'list-type'; readonly start: number; readonly element: Expression }
  | {
      readonly kind: 'map-type';
      readonly start: number;
      readonly key: Expression;
      readonly element: Expression;
    }
  | { readonly kind: 'channel-type'; readonly start: number; readonly element: Expression }
  | StructType
  | InterfaceType
  | { readonly kind: 'function-type'; readonly start: number; readonly signature: Signature };

export interface StructType {
  readonly kind: 'struct-type';
  readonly start: number;
  readonly fields: readonly StructField[];
}

export interface InterfaceType {
  readonly kind: 'interface-type';
  readonly start: number;
  readonly methods: readonly { readonly name: string; readonly signature: Signature }[];
  readonly embedded: readonly Expression[];
}

export interface StructField {
  readonly name: string;
  readonly type: Expression;
  readonly embedded: boolean;
  readonly tag: string | undefined;
  readonly start: number;
}

export interface Parameter {
  /** undefined for a parameter without a name. */
  readonly name: string | undefined;
  readonly type: Expression;
  readonly variadic: boolean;
  readonly start: number;
}

export interface Signature {
  readonly parameters: readonly Parameter[];
  readonly results: readonly Parameter[];
}

export type GoStatement =
  | { readonly kind: 'expression'; readonly expression: Expression }
  | {
      readonly kind: 'assignment';
      /** `=`, `:=` or an operation like `+=`. */
      readonly operator: string;
      readonly left: readonly Expression[];
      readonly right: readonly Expression[];
    }
  | {
      readonly kind: 'declaration';
      readonly declarations: readonly (ValueSpecification | TypeSpecification)[];
    }
  | { readonly kind: 'block'; readonly body: readonly GoStatement[] }
  | {
      readonly kind: 'if';
      readonly initial: GoStatement | undefined;
      readonly condition: Expression | undefined;
      readonly body: readonly GoStatement[];
      readonly otherwise: GoStatement | undefined;
    }
  | {
      readonly kind: 'for';
      readonly initial: GoStatement | undefined;
      readonly condition: Expression | undefined;
      readonly step: GoStatement | undefined;
      readonly body: readonly GoStatement[];
    }
  | {
      readonly kind: 'range';
      readonly defines: boolean;
      readonly key: Expression | undefined;
      readonly value: Expression | undefined;
      readonly over: Expression;
      readonly body: readonly GoStatement[];
    }
  | {
      readonly kind: 'switch';
      readonly initial: GoStatement | undefined;
      readonly tag: Expression | undefined;
      readonly cases: readonly {
        readonly matches: readonly Expression[];
        readonly body: readonly GoStatement[];
      }[];
    }
  | {
      readonly kind: 'type-switch';
      readonly initial: GoStatement | undefined;
      readonly name: Identifier | undefined;
      readonly subject: Expression;
      readonly cases: readonly {
        readonly matches: readonly Expression[];
        readonly body: readonly GoStatement[];
      }[];
    }
  | {
      readonly kind: 'select';
      readonly cases: readonly {
        readonly communication: GoStatement | undefined;
        readonly body: readonly GoStatement[];
      }[];
    }
  /** `go f()` and `defer f()`. */
  | { readonly kind: 'started-call'; readonly call: Expression }
  | { readonly kind: 'return'; readonly start: number; readonly results: readonly Expression[] }
  | { readonly kind: 'send'; readonly channel: Expression; readonly value: Expression }
  /** `break`, `continue`, `goto`, `fallthrough`, an empty statement, one that could not be read. */
  | { readonly kind: 'nothing' };

/** One line of `var` or `const`. */
export interface ValueSpecification {
  readonly kind: 'var' | 'const';
  readonly names: readonly Identifier[];
  readonly type: Expression | undefined;
  readonly values: readonly Expression[];
  /** The position in a `const ( … )` group. */
  readonly iota: number;
  /** Where the specification starts, for the directives above it. */
  readonly start: number;
}

export interface TypeSpecification {
  readonly kind: 'type';
  readonly name: string;
  readonly parameters: readonly string[];
  readonly type: Expression;
  readonly alias: boolean;
  readonly start: number;
}

export interface FunctionDeclaration {
  readonly kind: 'function-declaration';
  readonly name: string;
  readonly receiver: Parameter | undefined;
  readonly typeParameters: readonly string[];
  readonly signature: Signature;
  /** The body with its braces, to be read with `parseBody`; undefined for a function implemented elsewhere. */
  readonly body: { readonly start: number; readonly end: number } | undefined;
  readonly start: number;
}

export interface ImportSpecification {
  /** The alias, `.` or `_`. */
  readonly name: string | undefined;
  readonly path: string;
  readonly start: number;
}

export type Declaration = ValueSpecification | TypeSpecification | FunctionDeclaration;

/** A file without the bodies of its functions. */
export interface SourceFile {
  readonly text: string;
  /** '' when there is no package clause. */
  readonly package: string;
  readonly packageStart: number;
  readonly imports: readonly ImportSpecification[];
  readonly declarations: readonly Declaration[];
  /** Comments outside function bodies. */
  readonly comments: readonly { readonly start: number; readonly end: number }[];
}

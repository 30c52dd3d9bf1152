/**
 * A recursive-descent parser for Go (https://go.dev/ref/spec). It never throws and never looks back: what it
 * can't read becomes a `bad` node or is stepped over up to the next statement or declaration.
 *
 * `parseFile` leaves function bodies out; `parseBody` reads one when it is wanted.
 */

import { words } from '../knowledge/word-list.ts';

import { type Scanner, type TokenKind, advance, createScanner, skipBlock } from './scanner.ts';
import type {
  Composite,
  Declaration,
  Expression,
  FunctionDeclaration,
  Identifier,
  ImportSpecification,
  Parameter,
  Signature,
  SourceFile,
  GoStatement,
  StructField,
  TypeSpecification,
  ValueSpecification,
} from './tree.ts';

interface Parser {
  readonly scanner: Scanner;
  /** Negative in the header of `if`, `for` and `switch`, where `T {` does not start a composite literal. */
  level: number;
  depth: number;
}

/** Deeper nesting than people or generators write; it bounds the stack. */
const DEEPEST = 250;

/** https://go.dev/ref/spec#Operator_precedence */
const PRECEDENCE: ReadonlyMap<TokenKind, number> = new Map([
  ['||', 1],
  ['&&', 2],
  ...['==', '!=', '<', '<=', '>', '>='].map((operator): [string, number] => [operator, 3]),
  ...['+', '-', '|', '^'].map((operator): [string, number] => [operator, 4]),
  ...['*', '/', '%', '<<', '>>', '&', '&^'].map((operator): [string, number] => [operator, 5]),
]);

const UNARY: ReadonlySet<TokenKind> = new Set(words('+ - ! ^ * & <- ~'));

const ASSIGNMENTS: ReadonlySet<TokenKind> = new Set(words('= := += -= *= /= %= &= |= ^= <<= >>= &^='));

const TYPE_START: ReadonlySet<TokenKind> = new Set(words('name * [ ( map chan func struct interface <-'));

/** Tokens that end or separate parts, for looking ahead and for stepping over what can't be read. */
const ELEMENT_END: ReadonlySet<TokenKind> = new Set(words(', } ;'));
const CLAUSE_END: ReadonlySet<TokenKind> = new Set(words('} case default'));
const BLOCK_END: ReadonlySet<TokenKind> = new Set(words('} end case default'));
const NO_TYPE: ReadonlySet<TokenKind> = new Set(words('= ; ) end'));
const AFTER_TYPE_PARAMETER: ReadonlySet<TokenKind> = new Set(
  words(', name [ interface func map chan struct ~ ('),
);
const AFTER_EMBEDDED: ReadonlySet<TokenKind> = new Set(words('. ; } string'));
const HEADER_END: ReadonlySet<TokenKind> = new Set(words('{ end }'));
const SEMICOLON_OR_PARENTHESIS: ReadonlySet<TokenKind> = new Set(words('; )'));
const ARGUMENT_END: ReadonlySet<TokenKind> = new Set(words(', ) ; }'));
const COLON_OR_BRACE: ReadonlySet<TokenKind> = new Set(words(': ; }'));
const BRACKETS_END: ReadonlySet<TokenKind> = new Set(words('] end ;'));
const SEMICOLON_OR_BRACKET: ReadonlySet<TokenKind> = new Set(words('] ;'));
const PART_END: ReadonlySet<TokenKind> = new Set(words('; { }'));
const PARAMETER_END: ReadonlySet<TokenKind> = new Set(words(', ) {'));
const AFTER_LONE_PARAMETER: ReadonlySet<TokenKind> = new Set(words(', ) end'));
const STATEMENT_END: ReadonlySet<TokenKind> = new Set(words('; } end'));
const ARGUMENTS_END: ReadonlySet<TokenKind> = new Set(words(') end ;'));
const SEMICOLON_OR_BRACE: ReadonlySet<TokenKind> = new Set(words('; }'));
const OPENING: ReadonlySet<TokenKind> = new Set(words('[ ( {'));
const CLOSING: ReadonlySet<TokenKind> = new Set(words('] ) }'));
const DECLARATION_START: ReadonlySet<TokenKind> = new Set(words('func type var const import end'));

export function parseFile(text: string): SourceFile {
  const parser: Parser = { scanner: createScanner(text), level: 0, depth: 0 };
  const { scanner } = parser;
  advance(scanner);
  const packageStart = scanner.start;
  const name = accept(parser, 'package') ? takeName(parser) : undefined;
  accept(parser, ';');
  const imports: ImportSpecification[] = [];
  const declarations: Declaration[] = [];
  while (scanner.kind !== 'end') {
    const start = scanner.start;
    if (accept(parser, 'import')) imports.push(...group(parser, parseImport));
    else if (scanner.kind === 'func') declarations.push(parseFunction(parser));
    else if (!parseGroups(parser, declarations)) skipTo(parser, DECLARATION_START, start);
    if (!accept(parser, ';') && scanner.kind !== 'end') skipTo(parser, DECLARATION_START, start);
  }
  return { text, package: name ?? '', packageStart, imports, declarations, comments: scanner.comments };
}

/** The statements of a function's body, given where it lies in its file. */
export function parseBody(
  text: string,
  body: { readonly start: number; readonly end: number },
): readonly GoStatement[] {
  const parser: Parser = { scanner: createScanner(text, body.start, body.end), level: 0, depth: 0 };
  advance(parser.scanner);
  return parseBlock(parser);
}

// Declarations

function parseGroups(parser: Parser, declarations: Declaration[]): boolean {
  const { kind } = parser.scanner;
  if (kind === 'type') {
    advance(parser.scanner);
    declarations.push(...group(parser, parseType));
    return true;
  }
  if (kind === 'var' || kind === 'const') {
    advance(parser.scanner);
    declarations.push(...parseValues(parser, kind));
    return true;
  }
  return false;
}

/** `x` or `( x; y; … )`. */
function group<Item>(
  parser: Parser,
  parseItem: (parser: Parser, index: number) => Item | undefined,
): readonly Item[] {
  const items: Item[] = [];
  const add = (index: number): void => {
    const item = parseItem(parser, index);
    if (item !== undefined) items.push(item);
  };
  if (!accept(parser, '(')) {
    add(0);
    return exact(items);
  }
  for (let index = 0; !(at(parser, ')') || at(parser, 'end')); index += 1) {
    const { start } = parser.scanner;
    add(index);
    if (!accept(parser, ';') && !at(parser, ')')) skipTo(parser, SEMICOLON_OR_PARENTHESIS, start);
    while (accept(parser, ';'));
  }
  accept(parser, ')');
  return exact(items);
}

/**
 * A list that grew holds room for more, most of it for a dozen; a tree keeps so many short lists that the room would
 * be half of it.
 */
function exact<Item>(items: readonly Item[]): readonly Item[] {
  return items.slice();
}

function parseImport(parser: Parser): ImportSpecification | undefined {
  const { scanner } = parser;
  const { start } = scanner;
  let name: string | undefined;
  if (scanner.kind === 'name' || scanner.kind === '.') {
    name = scanner.kind === '.' ? '.' : scanner.value;
    advance(scanner);
  }
  if (scanner.kind !== 'string') return undefined;
  const path = scanner.value;
  advance(scanner);
  return { name, path, start };
}

function parseType(parser: Parser): TypeSpecification | undefined {
  const { start } = parser.scanner;
  const name = takeName(parser);
  if (name === undefined) return undefined;
  const bracket = at(parser, '[') ? parseBracketAfterTypeName(parser) : undefined;
  const alias = accept(parser, '=');
  const type =
    bracket?.kind === 'array'
      ? ({ kind: 'list-type', start, element: bracket.element } as const)
      : parseTypeExpression(parser);
  const parameters = bracket?.kind === 'parameters' ? bracket.names : [];
  return { kind: 'type', name, parameters, type, alias, start };
}

type BracketAfterName =
  | { readonly kind: 'array'; readonly element: Expression }
  | { readonly kind: 'parameters'; readonly names: readonly string[] };

/** `type T [N]E`, `type T []E` or `type T[P constraint] …`: told apart by what follows the first name. */
function parseBracketAfterTypeName(parser: Parser): BracketAfterName {
  const { scanner } = parser;
  advance(scanner);
  if (accept(parser, ']')) return { kind: 'array', element: parseTypeExpression(parser) };
  if (scanner.kind === 'name') {
    const name = scanner.value;
    advance(scanner);
    if (atAny(parser, AFTER_TYPE_PARAMETER))
      return { kind: 'parameters', names: parseTypeParameters(parser, [name]) };
  }
  skipTo(parser, SEMICOLON_OR_BRACKET, -1);
  accept(parser, ']');
  return { kind: 'array', element: parseTypeExpression(parser) };
}

/** After `[` and the names already read, up to and with `]`. The constraints are of no interest. */
function parseTypeParameters(parser: Parser, names: readonly string[]): readonly string[] {
  const found = [...names];
  let expectsName = found.length === 0;
  let nesting = 0;
  while (!(at(parser, 'end') || at(parser, ';')) || nesting > 0) {
    if (at(parser, 'end')) break;
    if (at(parser, ']') && nesting === 0) break;
    if (atAny(parser, OPENING)) nesting += 1;
    if (atAny(parser, CLOSING)) nesting -= 1;
    if (expectsName && at(parser, 'name')) found.push(parser.scanner.value);
    expectsName = at(parser, ',') && nesting === 0;
    advance(parser.scanner);
  }
  accept(parser, ']');
  return found;
}

function parseValues(parser: Parser, kind: 'var' | 'const'): readonly ValueSpecification[] {
  // A constant without a value repeats the expressions above it (https://go.dev/ref/spec#Constant_declarations).
  let previous: Pick<ValueSpecification, 'type' | 'values'> = { type: undefined, values: [] };
  return group(parser, (_, iota) => {
    const { start } = parser.scanner;
    const names: Identifier[] = [];
    do {
      const at = parser.scanner.start;
      const name = takeName(parser);
      if (name !== undefined) names.push({ kind: 'identifier', name, start: at });
    } while (accept(parser, ','));
    if (names.length === 0) return undefined;
    const type = atAny(parser, NO_TYPE) ? undefined : parseTypeExpression(parser);
    const values = accept(parser, '=') ? parseExpressions(parser) : [];
    const repeats = kind === 'const' && values.length === 0 && type === undefined;
    const own = repeats ? previous : { type, values };
    previous = own;
    return { kind, names: exact(names), ...own, iota, start };
  });
}

function parseFunction(parser: Parser): FunctionDeclaration {
  const { scanner } = parser;
  const { start } = scanner;
  advance(scanner);
  const receiver = at(parser, '(') ? parseParameters(parser)[0] : undefined;
  const name = takeName(parser) ?? '';
  const typeParameters = accept(parser, '[') ? parseTypeParameters(parser, []) : [];
  const signature = parseSignature(parser);
  const bodyStart = scanner.start;
  const body = at(parser, '{') ? { start: bodyStart, end: skipBlock(scanner) } : undefined;
  return { kind: 'function-declaration', name, receiver, typeParameters, signature, body, start };
}

function parseSignature(parser: Parser): Signature {
  const parameters = at(parser, '(') ? parseParameters(parser) : [];
  if (at(parser, '(')) return { parameters, results: parseParameters(parser) };
  if (!TYPE_START.has(parser.scanner.kind)) return { parameters, results: [] };
  const { start } = parser.scanner;
  const type = parseTypeExpression(parser);
  return { parameters, results: [{ name: undefined, type, variadic: false, start }] };
}

interface ParameterEntry {
  /** Set when a name stands before a type, or when a lone name may be either. */
  readonly name: string | undefined;
  readonly type: Expression | undefined;
  readonly variadic: boolean;
  readonly start: number;
}

/** `(a, b T, c ...U)` or `(T, U)`: if any entry has both a name and a type, lone names are names. */
function parseParameters(parser: Parser): readonly Parameter[] {
  advance(parser.scanner);
  const entries: ParameterEntry[] = [];
  while (!(at(parser, ')') || at(parser, 'end'))) {
    const { start } = parser.scanner;
    entries.push(parseParameterEntry(parser));
    if (!accept(parser, ',') && !at(parser, ')')) skipTo(parser, PARAMETER_END, start);
    if (at(parser, '{')) break;
    accept(parser, ',');
  }
  accept(parser, ')');
  const named = entries.some((entry) => entry.name !== undefined && entry.type !== undefined);
  return named ? namedParameters(entries) : entries.map(unnamedParameter);
}

function namedParameters(entries: readonly ParameterEntry[]): readonly Parameter[] {
  const parameters: Parameter[] = [];
  let following: Pick<Parameter, 'type' | 'variadic'> = { type: { kind: 'bad', start: 0 }, variadic: false };
  for (const entry of entries.toReversed()) {
    if (entry.type !== undefined) following = { type: entry.type, variadic: entry.variadic };
    parameters.push({ name: entry.name, ...following, start: entry.start });
  }
  return parameters.toReversed();
}

function unnamedParameter({ name, type, variadic, start }: ParameterEntry): Parameter {
  const lone: Expression = name === undefined ? { kind: 'bad', start } : { kind: 'identifier', name, start };
  return { name: undefined, type: type ?? lone, variadic, start };
}

function parseParameterEntry(parser: Parser): ParameterEntry {
  const { scanner } = parser;
  const { start } = scanner;
  if (accept(parser, '...'))
    return { name: undefined, type: parseTypeExpression(parser), variadic: true, start };
  if (scanner.kind !== 'name')
    return { name: undefined, type: parseTypeExpression(parser), variadic: false, start };
  const name = scanner.value;
  advance(scanner);
  if (atAny(parser, AFTER_LONE_PARAMETER)) return { name, type: undefined, variadic: false, start };
  if (at(parser, '.')) {
    const type = parseTypeSuffix(parser, { kind: 'identifier', name, start });
    return { name: undefined, type, variadic: false, start };
  }
  if (accept(parser, '...')) return { name, type: parseTypeExpression(parser), variadic: true, start };
  if (at(parser, '[')) {
    const bracket = parseBracketAfterName(parser, start);
    return bracket.kind === 'instance'
      ? { name: undefined, type: { kind: 'identifier', name, start }, variadic: false, start }
      : { name, type: bracket.type, variadic: false, start };
  }
  return { name, type: parseTypeExpression(parser), variadic: false, start };
}

/** After a name: `[]E` and `[N]E` are the type of that name, `[A, B]` makes the name a generic type. */
function parseBracketAfterName(
  parser: Parser,
  start: number,
): { readonly kind: 'instance' } | { readonly kind: 'array'; readonly type: Expression } {
  advance(parser.scanner);
  const empty = accept(parser, ']');
  if (!empty) {
    nested(parser, 1, parseExpressions);
    accept(parser, '...');
    accept(parser, ']');
    if (!TYPE_START.has(parser.scanner.kind)) return { kind: 'instance' };
  }
  return { kind: 'array', type: { kind: 'list-type', start, element: parseTypeExpression(parser) } };
}

// Types

function parseTypeExpression(parser: Parser): Expression {
  const { scanner } = parser;
  const { start, kind } = scanner;
  if (parser.depth > DEEPEST) return bad(parser);
  parser.depth += 1;
  const type = parseTypeOf(parser, kind, start);
  parser.depth -= 1;
  return type;
}

function parseTypeOf(parser: Parser, kind: TokenKind, start: number): Expression {
  const { scanner } = parser;
  switch (kind) {
    case 'name': {
      const name = scanner.value;
      advance(scanner);
      return parseTypeSuffix(parser, { kind: 'identifier', name, start });
    }
    case '*':
    case '~':
      advance(scanner);
      return { kind: 'unary', start, operator: '*', operand: parseTypeExpression(parser) };
    case '(': {
      advance(scanner);
      const inner = parseTypeExpression(parser);
      accept(parser, ')');
      return inner;
    }
    case '[':
      advance(scanner);
      if (!at(parser, ']')) nested(parser, 1, (inner) => accept(inner, '...') || parseExpression(inner));
      accept(parser, ']');
      return { kind: 'list-type', start, element: parseTypeExpression(parser) };
    case 'map': {
      advance(scanner);
      accept(parser, '[');
      const key = parseTypeExpression(parser);
      accept(parser, ']');
      return { kind: 'map-type', start, key, element: parseTypeExpression(parser) };
    }
    case '<-':
      advance(scanner);
      accept(parser, 'chan');
      return { kind: 'channel-type', start, element: parseTypeExpression(parser) };
    case 'chan':
      advance(scanner);
      accept(parser, '<-');
      return { kind: 'channel-type', start, element: parseTypeExpression(parser) };
    case 'func':
      advance(scanner);
      return { kind: 'function-type', start, signature: parseSignature(parser) };
    case 'struct':
      advance(scanner);
      return { kind: 'struct-type', start, fields: parseFields(parser) };
    case 'interface':
      return parseInterface(parser);
    default:
      return { kind: 'bad', start };
  }
}

/** `.Name` and type arguments after a type's first name. */
function parseTypeSuffix(parser: Parser, name: Expression): Expression {
  let type = name;
  while (accept(parser, '.')) {
    const nameStart = parser.scanner.start;
    const selected = takeName(parser);
    if (selected !== undefined)
      type = { kind: 'selector', start: type.start, object: type, name: selected, nameStart };
  }
  if (at(parser, '[')) {
    advance(parser.scanner);
    const indices = nested(parser, 1, parseExpressions);
    accept(parser, ']');
    return { kind: 'index', start: type.start, object: type, indices };
  }
  return type;
}

function parseFields(parser: Parser): readonly StructField[] {
  const fields: StructField[] = [];
  if (!accept(parser, '{')) return fields;
  while (!(at(parser, '}') || at(parser, 'end'))) {
    const { start } = parser.scanner;
    const declared = parseField(parser);
    const tag = at(parser, 'string') ? takeValue(parser) : undefined;
    fields.push(...declared.map((field) => ({ ...field, tag })));
    if (!accept(parser, ';') && !at(parser, '}')) skipTo(parser, SEMICOLON_OR_BRACE, start);
    while (accept(parser, ';'));
  }
  accept(parser, '}');
  return exact(fields);
}

function parseField(parser: Parser): readonly Omit<StructField, 'tag'>[] {
  const { scanner } = parser;
  const { start } = scanner;
  if (scanner.kind !== 'name') {
    const type = parseTypeExpression(parser);
    return [{ name: typeName(type), type, embedded: true, start }];
  }
  const first = scanner.value;
  advance(scanner);
  if (atAny(parser, AFTER_EMBEDDED)) {
    const type = parseTypeSuffix(parser, { kind: 'identifier', name: first, start });
    return [{ name: typeName(type), type, embedded: true, start }];
  }
  const names = [first];
  while (accept(parser, ',')) {
    const name = takeName(parser);
    if (name !== undefined) names.push(name);
  }
  if (at(parser, '[') && names.length === 1) {
    const bracket = parseBracketAfterName(parser, start);
    if (bracket.kind === 'instance')
      return [{ name: first, type: { kind: 'identifier', name: first, start }, embedded: true, start }];
    return [{ name: first, type: bracket.type, embedded: false, start }];
  }
  const type = parseTypeExpression(parser);
  return names.map((name) => ({ name, type, embedded: false, start }));
}

/** The field name of an embedded type. */
function typeName(type: Expression): string {
  switch (type.kind) {
    case 'identifier':
    case 'selector':
      return type.name;
    case 'unary':
      return typeName(type.operand);
    case 'index':
      return typeName(type.object);
    default:
      return '';
  }
}

function parseInterface(parser: Parser): Expression {
  const { scanner } = parser;
  const { start } = scanner;
  advance(scanner);
  const methods: { name: string; signature: Signature }[] = [];
  const embedded: Expression[] = [];
  if (accept(parser, '{')) {
    while (!(at(parser, '}') || at(parser, 'end'))) {
      const from = scanner.start;
      const name = at(parser, 'name') ? scanner.value : undefined;
      const type = parseInterfaceElement(parser, name);
      if (type.kind === 'function-type') methods.push({ name: name ?? '', signature: type.signature });
      else embedded.push(type);
      if (!accept(parser, ';') && !at(parser, '}')) skipTo(parser, SEMICOLON_OR_BRACE, from);
      while (accept(parser, ';'));
    }
    accept(parser, '}');
  }
  return { kind: 'interface-type', start, methods, embedded };
}

/** A method gives a function type; an embedded type itself; of a union its first type. */
function parseInterfaceElement(parser: Parser, name: string | undefined): Expression {
  const { start } = parser.scanner;
  if (name === undefined) return parseTypeExpression(parser);
  advance(parser.scanner);
  if (at(parser, '(')) return { kind: 'function-type', start, signature: parseSignature(parser) };
  return parseTypeSuffix(parser, { kind: 'identifier', name, start });
}

// Expressions

function parseExpressions(parser: Parser): readonly Expression[] {
  const first = parseExpression(parser);
  if (!at(parser, ',')) return [first];
  const expressions = [first];
  while (accept(parser, ',')) {
    if (at(parser, ']') || at(parser, ')')) break;
    expressions.push(parseExpression(parser));
  }
  return exact(expressions);
}

function parseExpression(parser: Parser): Expression {
  return parseBinary(parser, 1);
}

function parseBinary(parser: Parser, lowest: number): Expression {
  const { scanner } = parser;
  if (parser.depth > DEEPEST) return bad(parser);
  parser.depth += 1;
  const { start } = scanner;
  let left = parseUnary(parser);
  for (;;) {
    const precedence = PRECEDENCE.get(scanner.kind) ?? 0;
    if (precedence < lowest || precedence === 0) break;
    const operators: string[] = [];
    const operands = [left];
    while (PRECEDENCE.get(scanner.kind) === precedence) {
      operators.push(scanner.kind);
      advance(scanner);
      operands.push(parseBinary(parser, precedence + 1));
    }
    left = { kind: 'binary', start, operators: exact(operators), operands: exact(operands) };
  }
  parser.depth -= 1;
  return left;
}

function parseUnary(parser: Parser): Expression {
  const { scanner } = parser;
  const { start, kind } = scanner;
  if (!UNARY.has(kind)) return parsePostfix(parser, parseOperand(parser));
  if (parser.depth > DEEPEST) return bad(parser);
  parser.depth += 1;
  advance(scanner);
  const operand: Expression =
    kind === '<-' && at(parser, 'chan') ? parseTypeExpression(parser) : parseUnary(parser);
  parser.depth -= 1;
  return { kind: 'unary', start, operator: kind, operand };
}

function parseOperand(parser: Parser): Expression {
  const { scanner } = parser;
  const { start, kind, value } = scanner;
  switch (kind) {
    case 'name':
      advance(scanner);
      return { kind: 'identifier', start, name: value };
    case 'string':
      advance(scanner);
      return { kind: 'string', start, value };
    case 'rune':
      advance(scanner);
      return { kind: 'rune', start, value };
    case 'number':
      advance(scanner);
      return { kind: 'number', start, text: value };
    case '(': {
      advance(scanner);
      const inner = nested(parser, 1, parseExpression);
      accept(parser, ')');
      return inner;
    }
    case 'func': {
      advance(scanner);
      const signature = parseSignature(parser);
      if (!at(parser, '{')) return { kind: 'function-type', start, signature };
      const { level } = parser;
      parser.level = 0;
      const body = parseBlock(parser);
      parser.level = level;
      return { kind: 'function', start, signature, body };
    }
    case '[':
    case 'map':
    case 'chan':
    case 'struct':
    case 'interface':
      return parseTypeExpression(parser);
    default:
      return { kind: 'bad', start };
  }
}

/** Selectors, calls, indices and literals after an operand; each makes the tree one level deeper. */
function parsePostfix(parser: Parser, operand: Expression): Expression {
  const { scanner } = parser;
  let expression = operand;
  for (let length = 0; length < DEEPEST * 2; length += 1) {
    const { start } = expression;
    if (accept(parser, '.')) {
      expression = parseSelected(parser, expression, start);
    } else if (at(parser, '(')) {
      advance(scanner);
      const { list, spread } = nested(parser, 1, parseArguments);
      const end = at(parser, ')') ? scanner.position : scanner.start;
      accept(parser, ')');
      expression = { kind: 'call', start, end, callee: expression, arguments: list, spread };
    } else if (at(parser, '[')) {
      advance(scanner);
      expression = nested(parser, 1, (inner) => parseBrackets(inner, expression, start));
      accept(parser, ']');
    } else if (at(parser, '{') && startsComposite(expression, parser.level)) {
      expression = parseComposite(parser, expression, start);
    } else {
      break;
    }
  }
  return expression;
}

function parseSelected(parser: Parser, object: Expression, start: number): Expression {
  if (accept(parser, '(')) {
    const type = accept(parser, 'type') ? undefined : nested(parser, 1, parseTypeExpression);
    accept(parser, ')');
    return { kind: 'assertion', start, object, type };
  }
  const nameStart = parser.scanner.start;
  return { kind: 'selector', start, object, name: takeName(parser) ?? '', nameStart };
}

function parseArguments(parser: Parser): { readonly list: readonly Expression[]; readonly spread: boolean } {
  const list: Expression[] = [];
  let spread = false;
  while (!atAny(parser, ARGUMENTS_END)) {
    const { start } = parser.scanner;
    list.push(parseExpression(parser));
    if (accept(parser, '...')) spread = true;
    if (!accept(parser, ',') && !at(parser, ')')) {
      skipTo(parser, ARGUMENT_END, start);
      if (!accept(parser, ',')) break;
    }
  }
  return { list: exact(list), spread };
}

function parseBrackets(parser: Parser, object: Expression, start: number): Expression {
  const parts: Expression[] = [];
  let colons = 0;
  const fromStart = at(parser, ':') ? ({ fromStart: true } as const) : {};
  while (!atAny(parser, BRACKETS_END)) {
    const from = parser.scanner.start;
    if (accept(parser, ':')) colons += 1;
    else if (!accept(parser, ',')) parts.push(parseExpression(parser));
    if (parser.scanner.start === from) advance(parser.scanner);
  }
  if (colons > 0) return { kind: 'slice', start, object, bounds: exact(parts), ...fromStart };
  return { kind: 'index', start, object, indices: exact(parts) };
}

/** As the specification's parsing ambiguity asks (https://go.dev/ref/spec#Composite_literals). */
function startsComposite(expression: Expression, level: number): boolean {
  switch (expression.kind) {
    case 'list-type':
    case 'map-type':
    case 'struct-type':
      return true;
    case 'identifier':
      return level >= 0;
    case 'selector':
      return level >= 0 && expression.object.kind === 'identifier';
    case 'index':
      return level >= 0 && startsComposite(expression.object, level);
    default:
      return false;
  }
}

function parseComposite(parser: Parser, type: Expression | undefined, start: number): Expression {
  if (parser.depth > DEEPEST) return bad(parser);
  parser.depth += 1;
  advance(parser.scanner);
  const elements: Composite['elements'][number][] = [];
  const { level } = parser;
  parser.level = 0;
  while (!(at(parser, '}') || at(parser, 'end'))) {
    const from = parser.scanner.start;
    const first = parseElement(parser);
    if (accept(parser, ':')) elements.push({ key: first, value: parseElement(parser) });
    else elements.push({ key: undefined, value: first });
    // A line end where a comma is missing is an error in Go; the literal goes on.
    if (!accept(parser, ',') && !at(parser, '}')) {
      skipTo(parser, ELEMENT_END, from);
      if (!accept(parser, ',') && !accept(parser, ';')) break;
    }
  }
  parser.level = level;
  parser.depth -= 1;
  accept(parser, '}');
  return { kind: 'composite', start, type, elements: exact(elements) };
}

function parseElement(parser: Parser): Expression {
  const { start } = parser.scanner;
  return at(parser, '{') ? parseComposite(parser, undefined, start) : parseExpression(parser);
}

// Statements

function parseBlock(parser: Parser): readonly GoStatement[] {
  if (!accept(parser, '{')) return [];
  const body = parseStatements(parser);
  accept(parser, '}');
  return body;
}

function parseStatements(parser: Parser): readonly GoStatement[] {
  const statements: GoStatement[] = [];
  while (!atAny(parser, BLOCK_END)) {
    const { start } = parser.scanner;
    const statement = parseStatement(parser);
    if (statement.kind !== 'nothing') statements.push(statement);
    if (!accept(parser, ';') && !atAny(parser, CLAUSE_END)) {
      skipTo(parser, SEMICOLON_OR_BRACE, start);
      accept(parser, ';');
    }
  }
  return exact(statements);
}

const NOTHING: GoStatement = { kind: 'nothing' };

function parseStatement(parser: Parser): GoStatement {
  if (parser.depth > DEEPEST) {
    advance(parser.scanner);
    return NOTHING;
  }
  parser.depth += 1;
  const { level } = parser;
  const statement = parseStatementOf(parser, parser.scanner.kind);
  parser.level = level;
  parser.depth -= 1;
  return statement;
}

function parseStatementOf(parser: Parser, kind: TokenKind): GoStatement {
  const { scanner } = parser;
  switch (kind) {
    case 'var':
    case 'const':
      advance(scanner);
      return { kind: 'declaration', declarations: parseValues(parser, kind) };
    case 'type':
      advance(scanner);
      return { kind: 'declaration', declarations: group(parser, parseType) };
    case '{':
      return { kind: 'block', body: parseBlock(parser) };
    case 'if':
      return parseIf(parser);
    case 'for':
      return parseFor(parser);
    case 'switch':
      return parseSwitch(parser);
    case 'select':
      return parseSelect(parser);
    case 'go':
    case 'defer':
      advance(scanner);
      return { kind: 'started-call', call: parseExpression(parser) };
    case 'return': {
      const { start } = scanner;
      advance(scanner);
      return { kind: 'return', start, results: atAny(parser, STATEMENT_END) ? [] : parseExpressions(parser) };
    }
    case 'break':
    case 'continue':
    case 'goto':
    case 'fallthrough':
      advance(scanner);
      accept(parser, 'name');
      return NOTHING;
    case ';':
    case 'import':
    case 'package':
      return NOTHING;
    default:
      return parseSimple(parser, true);
  }
}

function parseSimple(parser: Parser, mayBeLabelled: boolean): GoStatement {
  if (at(parser, 'range')) return parseRange(parser, [], false);
  const left = parseExpressions(parser);
  const operator = parser.scanner.kind;
  const [first] = left;
  if (ASSIGNMENTS.has(operator)) {
    advance(parser.scanner);
    if (at(parser, 'range')) return parseRange(parser, left, operator === ':=');
    return { kind: 'assignment', operator, left, right: parseExpressions(parser) };
  }
  if (first === undefined) return NOTHING;
  if (operator === '<-') {
    advance(parser.scanner);
    return { kind: 'send', channel: first, value: parseExpression(parser) };
  }
  if (operator === ':' && first.kind === 'identifier' && left.length === 1 && mayBeLabelled) {
    advance(parser.scanner);
    return at(parser, '}') || at(parser, 'end') ? NOTHING : parseStatement(parser);
  }
  if (!accept(parser, '++')) accept(parser, '--');
  return first.kind === 'bad' ? NOTHING : { kind: 'expression', expression: first };
}

/** The clause `k, v := range x`; the body is filled in by `parseFor`. */
function parseRange(parser: Parser, targets: readonly Expression[], defines: boolean): GoStatement {
  advance(parser.scanner);
  const over = parseExpression(parser);
  return { kind: 'range', defines, key: targets[0], value: targets[1], over, body: [] };
}

interface Header {
  readonly initial: GoStatement | undefined;
  readonly main: GoStatement | undefined;
  readonly step: GoStatement | undefined;
}

/** `init; main; step` before a block, each of which may be missing. */
function parseHeader(parser: Parser, keyword: TokenKind): Header {
  advance(parser.scanner);
  const { level } = parser;
  parser.level = -1;
  const parts: (GoStatement | undefined)[] = [];
  let part: GoStatement | undefined;
  while (!atAny(parser, HEADER_END) && parts.length < 3) {
    const { start } = parser.scanner;
    if (accept(parser, ';')) {
      parts.push(part);
      part = undefined;
    } else {
      part = parseSimple(parser, false);
      if (!(at(parser, ';') || at(parser, '{'))) skipTo(parser, PART_END, start);
    }
  }
  parts.push(part);
  parser.level = level;
  const [first, second, third] = parts;
  if (parts.length === 1) return { initial: undefined, main: first, step: undefined };
  return { initial: first, main: second, step: keyword === 'for' ? third : undefined };
}

function expressionOf(statement: GoStatement | undefined): Expression | undefined {
  return statement?.kind === 'expression' ? statement.expression : undefined;
}

function parseIf(parser: Parser): GoStatement {
  const { initial, main } = parseHeader(parser, 'if');
  const body = parseBlock(parser);
  const otherwise =
    accept(parser, 'else') && (at(parser, 'if') || at(parser, '{')) ? parseStatement(parser) : undefined;
  return { kind: 'if', initial, condition: expressionOf(main), body, otherwise };
}

function parseFor(parser: Parser): GoStatement {
  const { initial, main, step } = parseHeader(parser, 'for');
  const body = parseBlock(parser);
  if (main?.kind === 'range') return { ...main, body };
  return { kind: 'for', initial, condition: expressionOf(main), step, body };
}

function parseSwitch(parser: Parser): GoStatement {
  const { initial, main } = parseHeader(parser, 'switch');
  const cases = parseCases(parser);
  const guard = typeGuard(main);
  if (guard !== undefined) return { kind: 'type-switch', initial, ...guard, cases };
  return { kind: 'switch', initial, tag: expressionOf(main), cases };
}

/** `x := y.(type)` or `y.(type)`. */
function typeGuard(
  statement: GoStatement | undefined,
): { readonly name: Identifier | undefined; readonly subject: Expression } | undefined {
  const expression = statement?.kind === 'assignment' ? statement.right[0] : expressionOf(statement);
  if (expression?.kind !== 'assertion' || expression.type !== undefined) return undefined;
  const bound = statement?.kind === 'assignment' ? statement.left[0] : undefined;
  return { name: bound?.kind === 'identifier' ? bound : undefined, subject: expression.object };
}

function parseCases(
  parser: Parser,
): readonly { readonly matches: readonly Expression[]; readonly body: readonly GoStatement[] }[] {
  const cases: { matches: readonly Expression[]; body: readonly GoStatement[] }[] = [];
  if (!accept(parser, '{')) return cases;
  while (!(at(parser, '}') || at(parser, 'end'))) {
    const { start } = parser.scanner;
    const matches = accept(parser, 'case') ? parseExpressions(parser) : [];
    accept(parser, 'default');
    if (!at(parser, ':')) skipTo(parser, COLON_OR_BRACE, start);
    accept(parser, ':');
    cases.push({ matches, body: parseStatements(parser) });
    if (parser.scanner.start === start) advance(parser.scanner);
  }
  accept(parser, '}');
  return exact(cases);
}

function parseSelect(parser: Parser): GoStatement {
  advance(parser.scanner);
  const cases: { communication: GoStatement | undefined; body: readonly GoStatement[] }[] = [];
  if (!accept(parser, '{')) return { kind: 'select', cases };
  while (!(at(parser, '}') || at(parser, 'end'))) {
    const { start } = parser.scanner;
    const communication = accept(parser, 'case') ? parseSimple(parser, false) : undefined;
    accept(parser, 'default');
    if (!at(parser, ':')) skipTo(parser, COLON_OR_BRACE, start);
    accept(parser, ':');
    cases.push({ communication, body: parseStatements(parser) });
    if (parser.scanner.start === start) advance(parser.scanner);
  }
  accept(parser, '}');
  return { kind: 'select', cases };
}

// Tokens

function at(parser: Parser, kind: TokenKind): boolean {
  return parser.scanner.kind === kind;
}

function atAny(parser: Parser, kinds: ReadonlySet<TokenKind>): boolean {
  return kinds.has(parser.scanner.kind);
}

function accept(parser: Parser, kind: TokenKind): boolean {
  if (parser.scanner.kind !== kind || kind === 'end') return false;
  advance(parser.scanner);
  return true;
}

function takeName(parser: Parser): string | undefined {
  return at(parser, 'name') ? takeValue(parser) : undefined;
}

function takeValue(parser: Parser): string {
  const { value } = parser.scanner;
  advance(parser.scanner);
  return value;
}

function bad(parser: Parser): Expression {
  const { start } = parser.scanner;
  advance(parser.scanner);
  return { kind: 'bad', start };
}

function nested<Result>(parser: Parser, level: number, parse: (parser: Parser) => Result): Result {
  const outer = parser.level;
  parser.level = level;
  const result = parse(parser);
  parser.level = outer;
  return result;
}

/**
 * Steps over what can't be read, over whole pairs of brackets, to one of these tokens. When the reader has
 * not moved since `from`, at least one token is stepped over, so that every loop comes to an end.
 */
function skipTo(parser: Parser, kinds: ReadonlySet<TokenKind>, from: number): void {
  const { scanner } = parser;
  if (scanner.start === from && scanner.kind !== 'end' && !kinds.has(scanner.kind)) stepOver(scanner);
  else if (scanner.start === from && scanner.kind !== 'end') advance(scanner);
  while (scanner.kind !== 'end' && !kinds.has(scanner.kind)) stepOver(scanner);
}

function stepOver(scanner: Scanner): void {
  if (scanner.kind === '{') skipBlock(scanner);
  else advance(scanner);
}

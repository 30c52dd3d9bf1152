/** The program as functions, with what is given to them and to the fields of its types. */
import { evidenceAt } from '../../../../src/split/uses/source-lines.ts';
import type { SourceEvidence } from '../../../../src/split/uses/types.ts';
import type { Module, Sources } from '../loading/modules.ts';
import { meaningOf } from './names.ts';
import { isName, isSign } from '../syntax/cursor.ts';
import { argumentsOf, bodyOf, expressionOf, partsOf } from '../syntax/expressions.ts';
import { itemsOf } from '../syntax/items.ts';
import type { Token, Tokens } from '../syntax/tokens.ts';
import type { Block, Expression, Field, FunctionItem, Item, Statement } from '../syntax/tree.ts';
import type { BuildSettings } from '../knowledge/types.ts';

/** What a name of a function stands for. */
export type Binding =
  | { readonly kind: 'value'; readonly expression: Expression }
  | { readonly kind: 'parameter'; readonly index: number }
  | { readonly kind: 'unknown' };

/** A function, or the value of a constant. */
export interface Scope {
  readonly module: Module;
  readonly function: FunctionItem | undefined;
  /** A function of a type or a trait. */
  readonly associated: boolean;
  /** What it is called from is not all seen: it is given away as a value, a trait's, or made known by an attribute. */
  readonly open: boolean;
  readonly locals: ReadonlyMap<string, readonly Binding[]>;
  /** Names whose values are changed in place: `path.push(…)`. */
  readonly changed: ReadonlySet<string>;
  /** Names that may stand for another value later: given away as `&mut`, or to a macro. */
  readonly replaced: ReadonlySet<string>;
  readonly body: Block | undefined;
}

export interface Site<Kind extends Expression['kind'] = Expression['kind']> {
  readonly expression: Extract<Expression, { kind: Kind }>;
  readonly scope: Scope;
}

export interface FieldInfo {
  readonly field: Field;
  readonly derives: ReadonlySet<string>;
  readonly module: Module;
}

export interface Program {
  readonly sources: Sources;
  readonly settings: BuildSettings;
  readonly scopes: readonly Scope[];
  /** By the last name of what is called. */
  readonly calls: ReadonlyMap<string, readonly Site<'call'>[]>;
  readonly methods: ReadonlyMap<string, readonly Site<'method'>[]>;
  readonly methodsIn: ReadonlyMap<Scope, readonly Site<'method'>[]>;
  readonly macros: readonly Site<'macro'>[];
  /** Paths of one name that are no callee. */
  readonly uses: readonly Site<'path'>[];
  /** Last names of paths that are no callee. */
  readonly values: ReadonlySet<string>;
  /** What fields are given, by their names. */
  readonly given: ReadonlyMap<string, readonly { readonly value: Expression; readonly scope: Scope }[]>;
  readonly fields: ReadonlyMap<string, readonly FieldInfo[]>;
  /** Fields whose values are changed in place. */
  readonly changedFields: ReadonlySet<string>;
  readonly functions: ReadonlyMap<string, readonly Scope[]>;
  readonly constants: ReadonlyMap<string, readonly Scope[]>;
}

/** Attributes that leave a function as it is; others may hand it to code that calls it. Source: The Rust Reference, "Attributes". */
const plainAttributes: ReadonlySet<string> = new Set(
  (
    'allow warn deny forbid expect doc inline cold must_use deprecated cfg cfg_attr track_caller target_feature ' +
    'instrument async_recursion rustfmt clippy derive repr non_exhaustive'
  ).split(' '),
);

interface Building {
  readonly scopes: Scope[];
  readonly constants: Map<string, Scope[]>;
  readonly fields: Map<string, FieldInfo[]>;
}

export function programOf(sources: Sources, settings: BuildSettings): Program {
  const building: Building = { scopes: [], constants: new Map(), fields: new Map() };
  for (const module of sources.modules)
    for (const item of module.items) addItem(item, module, undefined, building);
  const index = indexOf(building.scopes, sources);
  const functions = grouped(
    building.scopes.flatMap((scope) =>
      scope.function === undefined ? [] : [[scope.function.name, scope] as const],
    ),
  );
  return {
    sources,
    settings,
    scopes: building.scopes,
    ...index,
    fields: building.fields,
    changedFields: changedFieldsIn(building.scopes),
    functions,
    constants: building.constants,
  };
}

function grouped<Item>(pairs: readonly (readonly [string, Item])[]): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const [key, item] of pairs) add(groups, key, item);
  return groups;
}

function add<Key, Item>(groups: Map<Key, Item[]>, key: Key, item: Item): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}

function addItem(item: Item, module: Module, within: 'type' | 'trait' | undefined, building: Building): void {
  switch (item.kind) {
    case 'function':
      addFunction(item, item.attributes, module, within, building);
      return;
    case 'constant': {
      if (item.value === undefined) return;
      const value = expressionOf(item.value);
      const scope = scopeOf(
        module,
        undefined,
        { kind: 'block', statements: [], value, start: value.start },
        false,
      );
      building.scopes.push(scope);
      // What a `static mut` is set to is not followed.
      if (!item.mutable) add(building.constants, item.name, scope);
      addNested(scope, building);
      return;
    }
    case 'type': {
      const derives = derivesOf(item.attributes);
      for (const field of item.fields) add(building.fields, field.name, { field, derives, module });
      return;
    }
    case 'implementation':
    case 'trait':
      for (const inner of item.items) {
        if (isWithin(inner.start, module)) continue;
        addItem(
          inner,
          module,
          item.kind === 'trait' || item.trait !== undefined ? 'trait' : 'type',
          building,
        );
      }
      return;
    case 'macro-item':
      addMacroItem(item, module, building);
      return;
    case 'use':
    case 'module':
    case 'alias':
    case 'foreign':
    case 'extern-crate':
    case 'macro-definition':
    case 'other':
  }
}

/** Of tests. */
function isWithin(offset: number, { source }: Module): boolean {
  return source.ofTests.some(([start, end]) => start <= offset && offset < end);
}

/** `lazy_static! { static ref NAME: T = value; }`, `cfg_if! { … }`, and what else a macro makes of items and values. */
function addMacroItem(
  { tokens, segments, start }: Extract<Item, { kind: 'macro-item' }>,
  module: Module,
  building: Building,
): void {
  const scope = scopeOf(
    module,
    undefined,
    {
      kind: 'block',
      statements: [],
      value: { kind: 'macro', segments, bracket: '{', tokens, start },
      start,
    },
    true,
  );
  building.scopes.push(scope);
  addNested(scope, building);
  for (const [name, value] of lazyValues(tokens)) {
    const expression = expressionOf(value);
    const body: Block = { kind: 'block', statements: [], value: expression, start: expression.start };
    add(building.constants, name, scopeOf(module, undefined, body, false));
  }
}

/** `static ref NAME: T = value;`. */
function lazyValues(tokens: Tokens): readonly (readonly [string, Tokens])[] {
  return tokens.flatMap((token, index) => {
    const name = tokens[index + 1];
    if (!isName(token, 'ref') || name?.kind !== 'name') return [];
    const from = tokens.findIndex((other, at) => at > index && isSign(other, '='));
    const to = tokens.findIndex((other, at) => at > index && isSign(other, ';'));
    return from < 0 || to < from ? [] : [[name.text, tokens.slice(from + 1, to)] as const];
  });
}

function addFunction(
  item: FunctionItem,
  attributes: readonly Tokens[],
  module: Module,
  within: 'type' | 'trait' | undefined,
  building: Building,
): void {
  const marked = attributes.some(
    (tokens) => tokens[0]?.kind === 'name' && !plainAttributes.has(tokens[0].text),
  );
  const scope = scopeOf(
    module,
    item,
    bodyOf(item.body ?? []),
    within === 'trait' || marked,
    within !== undefined,
  );
  building.scopes.push(scope);
  addNested(scope, building);
}

/** Functions, types and constants in the body of a function. */
function addNested(scope: Scope, building: Building): void {
  if (scope.body === undefined) return;
  visit(scope.body, {
    item: (item) => {
      if (!item.attributes.some(([first]) => isName(first, 'cfg') || isName(first, 'test')))
        addItem(item, scope.module, undefined, building);
    },
  });
}

function derivesOf(attributes: readonly Tokens[]): ReadonlySet<string> {
  return new Set(
    attributes.flatMap((tokens) => {
      const [first, group] = tokens;
      return isName(first, 'derive') && group?.kind === 'group'
        ? group.tokens.flatMap((token) => (token.kind === 'name' ? [token.text] : []))
        : [];
    }),
  );
}

function scopeOf(
  module: Module,
  item: FunctionItem | undefined,
  body: Block,
  open: boolean,
  associated = false,
): Scope {
  const locals = new Map<string, Binding[]>();
  const changed = new Set<string>();
  const replaced = replacedIn(body);
  for (const [index, { pattern }] of (item?.parameters ?? []).entries()) {
    const name = plainName(pattern);
    if (name === undefined) bindUnknown(pattern, locals);
    else add(locals, name, { kind: 'parameter', index });
  }
  visit(body, {
    expression: (expression) => bindIn(expression, locals, changed),
    statement: (statement) => {
      if (statement.kind === 'let-statement') bind(statement.pattern, statement.value, locals);
    },
  });
  return { module, function: item, associated, open, locals, changed, replaced, body };
}

/** Macros that only look at what they are given. Sources: std's macros; log, tracing, anyhow. */
const lookingMacros: ReadonlySet<string> = new Set(
  (
    'format format_args print println eprint eprintln panic assert assert_eq assert_ne debug_assert debug_assert_eq debug_assert_ne vec ' +
    'concat dbg matches unreachable todo unimplemented info warn error debug trace log json anyhow bail ensure span event'
  ).split(' '),
);

/** What may be changed by an expression: behind `&mut`, or in a macro that may take it so (`write!(text, …)`). */
function placesChanged(expression: Expression): readonly Expression[] {
  if (expression.kind === 'same' && expression.mutable === true) return [expression.inner];
  if (expression.kind !== 'macro' || lookingMacros.has(expression.segments.at(-1) ?? '')) return [];
  return partsOf(expression.tokens).flatMap((part) => (part.kind === 'expression' ? [part.expression] : []));
}

/** Methods that put another value into what they are called on. Sources: std::string, std::option, std::clone. */
const replacing: ReadonlySet<string> = new Set(
  'make_ascii_lowercase make_ascii_uppercase clone_from clone_into as_mut as_mut_str as_mut_os_string get_or_insert get_or_insert_with replace take swap drain remove borrow_mut'.split(
    ' ',
  ),
);

function replacedIn(body: Block): ReadonlySet<string> {
  const names = new Set<string>();
  visit(body, {
    expression: (expression) => {
      const called =
        expression.kind === 'method' && replacing.has(expression.name) ? [expression.receiver] : [];
      for (const place of [...called, ...placesChanged(expression)]) {
        const name = nameIn(place);
        if (name !== undefined) names.add(name);
      }
    },
  });
  return names;
}

function changedFieldsIn(scopes: readonly Scope[]): ReadonlySet<string> {
  const names = new Set<string>();
  const note = (place: Expression): void => {
    if (place.kind === 'same') note(place.inner);
    else if (place.kind === 'field') names.add(place.name);
  };
  for (const { body } of scopes) {
    if (body === undefined) continue;
    visit(body, {
      expression: (expression) => {
        for (const place of placesChanged(expression)) note(place);
        if (expression.kind === 'method' && changing.has(expression.name)) note(expression.receiver);
        if (expression.kind === 'assignment' && expression.sign !== '=') note(expression.target);
      },
    });
  }
  return names;
}

/** The name that a pattern consists of: `x`, `mut x`, `ref x`, `&x`, `Some(x)`, `Ok(x)`. */
export function plainName(pattern: Tokens): string | undefined {
  const [first, second] = pattern.filter((token) => !isPassing(token));
  if (first?.kind !== 'name') return undefined;
  if (second === undefined)
    return /^[\p{Ll}_]/u.test(first.text) || first.text === first.text.toLowerCase() ? first.text : undefined;
  const wraps = ['Some', 'Ok'].includes(first.text) && second.kind === 'group' && second.bracket === '(';
  return wraps ? plainName(second.tokens) : undefined;
}

function isPassing(token: Token): boolean {
  return isName(token, 'mut') || isName(token, 'ref') || isSign(token, '&') || isSign(token, '|');
}

function bind(pattern: Tokens, value: Expression | undefined, locals: Map<string, Binding[]>): void {
  const name = plainName(pattern);
  // `let x;` is set later.
  if (name !== undefined && value === undefined) return;
  if (name !== undefined && value !== undefined) add(locals, name, { kind: 'value', expression: value });
  else bindUnknown(pattern, locals);
}

function bindUnknown(pattern: Tokens, locals: Map<string, Binding[]>): void {
  for (const token of pattern) {
    if (token.kind === 'group') bindUnknown(token.tokens, locals);
    else if (token.kind === 'name' && /^[\p{Ll}_]/u.test(token.text))
      add(locals, token.text, { kind: 'unknown' });
  }
}

/** Methods that change a text or a path in place. Sources: std::string::String, std::path::PathBuf. */
const changing: ReadonlySet<string> = new Set(
  'push push_str insert insert_str set_file_name set_extension pop truncate clear extend append replace_range retain'.split(
    ' ',
  ),
);

function bindIn(expression: Expression, locals: Map<string, Binding[]>, changed: Set<string>): void {
  switch (expression.kind) {
    case 'let':
      bind(expression.pattern, expression.value, locals);
      return;
    case 'closure':
      for (const pattern of expression.parameters) bindUnknown(beforeColon(pattern), locals);
      return;
    case 'match':
      for (const { pattern } of expression.arms) bind(pattern, expression.subject, locals);
      return;
    case 'loop': {
      const items = expression.over === undefined ? undefined : itemsIn(expression.over);
      if (items === undefined) bindUnknown(expression.pattern, locals);
      else for (const item of items) bind(expression.pattern, item, locals);
      return;
    }
    case 'assignment': {
      const name = nameIn(expression.target);
      if (name === undefined) return;
      const itself = mentions(expression.value, name);
      if (expression.sign !== '=' || itself) changed.add(name);
      if (expression.sign === '=' && !itself)
        add(locals, name, { kind: 'value', expression: expression.value });
      return;
    }
    case 'method': {
      const name = nameIn(expression.receiver);
      if (name !== undefined && changing.has(expression.name)) changed.add(name);
      return;
    }
    default:
  }
}

/** The items of a list that is gone through: `["a", "b"]`, `&[…]`, `vec![…].iter()`. */
export function itemsIn(expression: Expression): readonly Expression[] | undefined {
  switch (expression.kind) {
    case 'list':
      return expression.items;
    case 'same':
      return itemsIn(expression.inner);
    case 'method':
      return ['iter', 'into_iter', 'to_vec'].includes(expression.name)
        ? itemsIn(expression.receiver)
        : undefined;
    case 'macro':
      return expression.segments.at(-1) === 'vec' ? argumentsOf(expression.tokens) : undefined;
    default:
      return undefined;
  }
}

/** `path = path.join(…)`, in a loop any number of times. */
function mentions(expression: Expression, name: string): boolean {
  let found = false;
  visit(expression, { expression: (one) => (found ||= nameIn(one) === name) });
  return found;
}

function beforeColon(tokens: Tokens): Tokens {
  const at = tokens.findIndex((token) => isSign(token, ':'));
  return at < 0 ? tokens : tokens.slice(0, at);
}

/** The one name that an expression is, behind references. */
export function nameIn(expression: Expression): string | undefined {
  if (expression.kind === 'same') return nameIn(expression.inner);
  return expression.kind === 'path' && expression.segments.length === 1 ? expression.segments[0] : undefined;
}

// ── Going through expressions ────────────────────────────────────────────────────────────────────────────────

export interface Visitor {
  readonly expression?: (expression: Expression, isCallee: boolean) => void;
  readonly statement?: (statement: Statement) => void;
  readonly item?: (item: Item) => void;
}

/** Visits an expression with all in it, also what macros are given; items in it are told of and not gone into. */
export function visit(expression: Expression, visitor: Visitor, isCallee = false): void {
  visitor.expression?.(expression, isCallee);
  const go = (inner: Expression | undefined): void => {
    if (inner !== undefined) visit(inner, visitor);
  };
  switch (expression.kind) {
    case 'call':
      visit(expression.callee, visitor, true);
      expression.arguments.forEach(go);
      return;
    case 'method':
      go(expression.receiver);
      expression.arguments.forEach(go);
      return;
    case 'field':
      go(expression.base);
      return;
    case 'macro':
      for (const statement of partsOf(expression.tokens)) visitStatement(statement, visitor);
      for (const item of groupsWithItems(expression.tokens)) visitor.item?.(item);
      return;
    case 'same':
    case 'unary':
      go(expression.inner);
      return;
    case 'binary':
      go(expression.left);
      go(expression.right);
      return;
    case 'index':
      go(expression.base);
      go(expression.index);
      return;
    case 'block':
      for (const statement of expression.statements) visitStatement(statement, visitor);
      go(expression.value);
      return;
    case 'if':
      go(expression.condition);
      go(expression.whenTrue);
      go(expression.otherwise);
      return;
    case 'match':
      go(expression.subject);
      for (const { guard, value } of expression.arms) {
        go(guard);
        go(value);
      }
      return;
    case 'loop':
      go(expression.over);
      go(expression.body);
      return;
    case 'closure':
      go(expression.body);
      return;
    case 'struct':
      for (const { value } of expression.fields) go(value);
      go(expression.base);
      return;
    case 'list':
      expression.items.forEach(go);
      return;
    case 'assignment':
      go(expression.target);
      go(expression.value);
      return;
    case 'let':
    case 'jump':
      go(expression.value);
      return;
    case 'text':
    case 'literal':
    case 'path':
    case 'unknown':
  }
}

/** Implementations and functions below the brackets of a macro at the level of items. */
function groupsWithItems(tokens: Tokens): readonly Item[] {
  return tokens.flatMap((token) =>
    token.kind === 'group' && token.bracket === '{'
      ? itemsOf(token.tokens).filter(({ kind }) => kind === 'implementation' || kind === 'function')
      : [],
  );
}

function visitStatement(statement: Statement, visitor: Visitor): void {
  visitor.statement?.(statement);
  switch (statement.kind) {
    case 'let-statement':
      if (statement.value !== undefined) visit(statement.value, visitor);
      if (statement.otherwise !== undefined) visit(statement.otherwise, visitor);
      return;
    case 'expression':
      visit(statement.expression, visitor);
      return;
    case 'item':
      visitor.item?.(statement.item);
  }
}

type Index = Pick<Program, 'calls' | 'methods' | 'methodsIn' | 'macros' | 'uses' | 'values' | 'given'>;

function indexOf(scopes: readonly Scope[], sources: Sources): Index {
  const calls = new Map<string, Site<'call'>[]>();
  const methods = new Map<string, Site<'method'>[]>();
  const methodsIn = new Map<Scope, Site<'method'>[]>();
  const given = new Map<string, { readonly value: Expression; readonly scope: Scope }[]>();
  const macros: Site<'macro'>[] = [];
  const values = new Set<string>();
  const uses: Site<'path'>[] = [];
  const of = (scope: Scope, expression: Expression, isCallee: boolean): void => {
    switch (expression.kind) {
      case 'call': {
        if (expression.callee.kind !== 'path') return;
        for (const name of namesOf(expression.callee.segments, scope, sources))
          add(calls, name, { expression, scope });
        return;
      }
      case 'method':
        add(methods, expression.name, { expression, scope });
        add(methodsIn, scope, { expression, scope });
        return;
      case 'macro':
        macros.push({ expression, scope });
        return;
      case 'path':
        if (expression.segments.length === 1) uses.push({ expression, scope });
        if (isCallee || isLocal(expression.segments, scope)) return;
        for (const name of namesOf(expression.segments, scope, sources)) values.add(name);
        return;
      case 'struct':
        for (const { name, value } of expression.fields) add(given, name, { value, scope });
        return;
      case 'assignment':
        if (expression.target.kind === 'field')
          add(given, expression.target.name, { value: expression.value, scope });
        return;
      default:
    }
  };
  for (const scope of scopes) {
    if (scope.body !== undefined)
      visit(scope.body, { expression: (expression, isCallee) => of(scope, expression, isCallee) });
  }
  return { calls, methods, methodsIn, macros, uses, values, given };
}

/** The name of what a path stands for: as it is written, and as it is declared (`use list::read as load`). */
function namesOf(segments: readonly string[], { module }: Scope, sources: Sources): ReadonlySet<string> {
  const declared = meaningOf(segments, module, sources).own.map(({ rest }) => rest.at(-1));
  return new Set([segments.at(-1), ...declared].flatMap((name) => name ?? []));
}

function isLocal([first = '', second]: readonly string[], { locals }: Scope): boolean {
  return second === undefined && locals.has(first);
}

/** The line that an expression starts on. */
export function evidenceOf(module: Module, offset: number): SourceEvidence {
  return evidenceAt(module.source.lines, offset);
}

/** What the names of a function stand for, and which of them are changed in place. */
import type { Module } from '../loading/modules.ts';
import { isName, isSign } from '../syntax/cursor.ts';
import { argumentsOf, partsOf } from '../syntax/expressions.ts';
import type { Token, Tokens } from '../syntax/tokens.ts';
import type { Block, Expression, FunctionItem } from '../syntax/tree.ts';
import { visit } from './visit.ts';

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

/** A function, or the value of a constant, by its body. */
export function scopeOf(
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

/** Fields whose values are changed in place. */
export function changedFieldsIn(scopes: readonly Scope[]): ReadonlySet<string> {
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
function plainName(pattern: Tokens): string | undefined {
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

/** Adds to a group. */
export function add<Key, Item>(groups: Map<Key, Item[]>, key: Key, item: Item): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}

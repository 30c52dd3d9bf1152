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

/** What is done to a name in place. */
export interface Change {
  readonly name: 'push' | 'push_str' | 'pop' | 'set_file_name' | 'set_extension' | 'clear';
  readonly value: Expression | undefined;
  readonly start: number;
  /** It may be left out: it is in a branch. */
  readonly perhaps: boolean;
}

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
  /** Of those the ones of which all changes are known, in their order. */
  readonly changes: ReadonlyMap<string, readonly Change[]>;
  /** Names that may stand for another value later: given away as `&mut`, or to a macro. */
  readonly replaced: ReadonlySet<string>;
  readonly body: Block | undefined;
  /** It is what a macro expands to, where that is used. */
  readonly expanded: boolean;
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
  const given = new Set<Expression>();
  for (const [index, { pattern }] of (item?.parameters ?? []).entries()) {
    const name = plainName(pattern);
    if (name === undefined) bindUnknown(pattern, locals);
    else add(locals, name, { kind: 'parameter', index });
  }
  visit(body, {
    expression: (expression) => bindIn(expression, locals, changed, given),
    statement: (statement) => {
      if (statement.kind === 'let-statement') bind(statement.pattern, statement.value, locals);
    },
  });
  const changes = changesIn(body, locals, changed);
  return {
    module,
    function: item,
    associated,
    open,
    locals,
    changed,
    changes,
    replaced,
    body,
    expanded: false,
  };
}

/** What an expression is in: the loop or closure next to it, and whether a branch. */
interface Surroundings {
  readonly repeated: Expression | undefined;
  readonly perhaps: boolean;
}

function surroundingsIn(body: Block): ReadonlyMap<Expression, Surroundings> {
  const found = new Map<Expression, Surroundings>();
  // What is further in is met later, and told anew.
  const tell = (inner: Expression | undefined, change: (before: Surroundings) => Surroundings): void => {
    if (inner === undefined) return;
    visit(inner, {
      expression: (one) => found.set(one, change(found.get(one) ?? { repeated: undefined, perhaps: false })),
    });
  };
  const perhaps = (before: Surroundings): Surroundings => ({ ...before, perhaps: true });
  visit(body, {
    expression: (expression) => {
      const again = (): Surroundings => ({ repeated: expression, perhaps: false });
      if (expression.kind === 'loop' || expression.kind === 'closure') tell(expression.body, again);
      if (expression.kind === 'binary') tell(expression.right, perhaps);
      if (expression.kind === 'match') for (const { value } of expression.arms) tell(value, perhaps);
      if (expression.kind === 'if')
        for (const branch of [expression.whenTrue, expression.otherwise]) tell(branch, perhaps);
    },
  });
  return found;
}

const followed: Readonly<Record<Change['name'], true>> = {
  push: true,
  push_str: true,
  pop: true,
  set_file_name: true,
  set_extension: true,
  clear: true,
};

function isFollowed(name: string): name is Change['name'] {
  return name in followed;
}

/** What makes a path, on which `push` and `pop` are those of std::path::PathBuf. */
const makingPaths: ReadonlySet<string> = new Set(
  'join parent to_path_buf with_file_name with_extension into_path_buf current_exe current_dir temp_dir home_dir'.split(
    ' ',
  ),
);

function isPath(expression: Expression | undefined): boolean {
  switch (expression?.kind) {
    case 'same':
      return isPath(expression.inner);
    case 'method':
      return makingPaths.has(expression.name) || isPath(expression.receiver);
    case 'call': {
      const segments = expression.callee.kind === 'path' ? expression.callee.segments : [];
      return segments.includes('PathBuf') || makingPaths.has(segments.at(-1) ?? '');
    }
    default:
      return false;
  }
}

/** Names of one value that are changed by nothing but such methods, each once where the value is given. */
function changesIn(
  body: Block,
  locals: ReadonlyMap<string, readonly Binding[]>,
  changed: ReadonlySet<string>,
): ReadonlyMap<string, readonly Change[]> {
  if (changed.size === 0) return new Map();
  const around = surroundingsIn(body);
  const placeOf = (expression: Expression | undefined): Expression | undefined =>
    expression === undefined ? undefined : around.get(expression)?.repeated;
  const changes = new Map<string, Change[]>();
  const others = new Set<string>();
  visit(body, {
    expression: (expression) => {
      if (expression.kind === 'assignment') {
        const target = nameIn(expression.target);
        if (target !== undefined) others.add(target);
      }
      if (expression.kind !== 'method' || !changing.has(expression.name)) return;
      const name = nameIn(expression.receiver);
      const [only, ...more] = name === undefined ? [] : (locals.get(name) ?? []);
      if (name === undefined || only === undefined) return;
      const value = only.kind === 'value' ? only.expression : undefined;
      const isOfPath = expression.name.startsWith('set_') || isPath(value);
      const isKnown =
        isFollowed(expression.name) && (isOfPath || ['push_str', 'clear'].includes(expression.name));
      if (more.length > 0 || only.kind === 'unknown' || !isKnown || placeOf(expression) !== placeOf(value))
        others.add(name);
      else if (isFollowed(expression.name))
        add(changes, name, {
          name: expression.name,
          value: expression.arguments[0],
          start: expression.start,
          perhaps: around.get(expression)?.perhaps === true,
        });
    },
  });
  return new Map(
    [...changes]
      .filter(([name]) => !others.has(name))
      .map(([name, all]) => [name, all.toSorted((left, right) => left.start - right.start)]),
  );
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

/** Methods of std::option and std::result that give a closure what they hold. */
const givingOn: ReadonlySet<string> = new Set(['map', 'and_then', 'map_or', 'map_or_else']);

/** Of a path or a text these give one part after the other. */
const takingApart: ReadonlySet<string> = new Set(
  'components iter iter_mut into_iter as_bytes chars bytes drain ancestors'.split(' '),
);

/** `var.map(|value| …)`: the closure's name is what the method is called on. */
function bindClosure(
  { receiver, name, arguments: all }: Extract<Expression, { kind: 'method' }>,
  locals: Map<string, Binding[]>,
  given: Set<Expression>,
): void {
  const closure = all.at(-1);
  if (!givingOn.has(name) || closure?.kind !== 'closure' || closure.parameters.length !== 1) return;
  if (receiver.kind === 'method' && takingApart.has(receiver.name)) return;
  const parameter = plainName(beforeColon(closure.parameters[0] ?? []));
  if (parameter === undefined) return;
  given.add(closure);
  add(locals, parameter, { kind: 'value', expression: receiver });
}

function bindIn(
  expression: Expression,
  locals: Map<string, Binding[]>,
  changed: Set<string>,
  /** Closures whose names are known to be given what a method holds. */
  given: Set<Expression>,
): void {
  switch (expression.kind) {
    case 'let':
      bind(expression.pattern, expression.value, locals);
      return;
    case 'closure':
      if (given.has(expression)) return;
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
      bindClosure(expression, locals, given);
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

/**
 * The texts that an expression may have: all of them, or as far as each is known. What isn't followed is unknown. Methods that
 * only convert (`to_string`, `unwrap`, `as_ref` …) leave a text as it is. Sources: the documentation of std::string,
 * std::path, std::option, std::result, std::env.
 */
import { programName } from '../../../../src/split/uses/types.ts';
import { argumentsOf } from '../syntax/expressions.ts';
import type { Tokens } from '../syntax/tokens.ts';
import type { Expression } from '../syntax/tree.ts';
import {
  argumentValues,
  commandLineAt,
  ofOrigin,
  settingsIn,
  wordAt,
  wordOfCommandLine,
  type Following,
} from './given.ts';
import type { FieldInfo, Program, Site } from './model.ts';
import { itemsIn, type Change, type Scope } from './scopes.ts';
import {
  concatenated,
  joined,
  joinedTo,
  limited,
  parentsOf,
  unfinished,
  unknown,
  unknownValue,
  withoutExtension,
  type Value,
} from './texts.ts';
import { visit } from './visit.ts';
import { meaningOf, type Meaning } from './names.ts';

/** Expressions are followed through this many others. */
const deepest = 60;
/** More expressions than this are not followed for one name. */
const maximumFollowed = 3000;

const passing: ReadonlySet<string> = new Set(
  (
    'to_string to_owned into as_ref as_str as_path as_os_str to_path_buf clone cloned copied unwrap expect as_deref borrow ok ' +
    'map_err context with_context to_str to_string_lossy into_string into_owned into_os_string into_boxed_path display ' +
    'as_deref_mut as_mut ok_or ok_or_else leak canonicalize into_boxed_str unwrap_unchecked inspect inspect_err as_os_string ' +
    'into_path_buf components as_bytes iter into_iter parse wrap_err wrap_err_with absolutize'
  ).split(' '),
);

/** What makes a text or a path of its argument, or wraps it. */
const making: ReadonlySet<string> = new Set(
  (
    'path::Path::new path::PathBuf::from string::String::from ffi::OsStr::new ffi::OsString::from ffi::CString::new boxed::Box::new ' +
    'boxed::Box::from sync::Arc::new sync::Arc::from rc::Rc::new rc::Rc::from borrow::Cow::from borrow::Cow::Borrowed ' +
    'borrow::Cow::Owned path::absolute fs::canonicalize'
  )
    .split(' ')
    .map((path) => `std::${path}`),
);

/** As that, by names that every module has. Source: std::prelude. */
const ofPrelude: ReadonlySet<string> = new Set([
  'String::from',
  'Some',
  'Ok',
  'Box::new',
  'Box::from',
  'PathBuf::from',
  'Path::new',
]);

/** The texts that an expression may have; none where it never has one (it ends the program). */
export function valuesOf(expression: Expression, scope: Scope, program: Program): readonly Value[] {
  return evaluate(expression, scope, { program, open: new Set(), left: { count: maximumFollowed } });
}

function evaluate(expression: Expression, scope: Scope, following: Following): readonly Value[] {
  return within(expression, following, [], () => limited(evaluateOne(expression, scope, following)));
}

/** Follows what isn't followed already. */
function within(
  key: Expression | string,
  { open, left }: Following,
  again: readonly Value[],
  values: () => readonly Value[],
): readonly Value[] {
  if (open.has(key)) return again;
  if (open.size > deepest || left.count <= 0) return unknown;
  left.count--;
  open.add(key);
  const found = values();
  open.delete(key);
  return found;
}

function evaluateOne(expression: Expression, scope: Scope, following: Following): readonly Value[] {
  const go = (other: Expression): readonly Value[] => evaluate(other, scope, following);
  switch (expression.kind) {
    case 'text':
      return [{ text: expression.value, complete: true }];
    case 'literal': {
      const character = /^'([^\\])'$/u.exec(expression.text)?.[1];
      return character === undefined ? unknown : [{ text: character, complete: true }];
    }
    case 'same':
      return go(expression.inner);
    case 'path':
      return pathValues(expression, scope, following);
    case 'macro':
      return macroValues(expression, scope, following);
    case 'call':
      return callValues(expression, scope, following);
    case 'method':
      return methodValues(expression, scope, following);
    case 'field':
      return fieldValues(expression.name, following);
    case 'index':
      return indexValues(expression, scope, following);
    case 'if':
      return [
        ...go(expression.whenTrue),
        ...(expression.otherwise === undefined ? [] : go(expression.otherwise)),
      ];
    case 'match':
      return expression.arms.flatMap(({ value }) => go(value));
    case 'block':
      return expression.value === undefined ? (endsInJump(expression) ? [] : unknown) : go(expression.value);
    case 'jump':
      return [];
    case 'binary':
      return expression.sign === '+' && expression.right !== undefined
        ? concatenated([go(expression.left), go(expression.right)])
        : unknown;
    case 'closure':
    case 'unary':
    case 'loop':
    case 'struct':
    case 'list':
    case 'assignment':
    case 'let':
    case 'unknown':
      return unknown;
  }
}

function endsInJump({ statements }: Extract<Expression, { kind: 'block' }>): boolean {
  const last = statements.at(-1);
  return last?.kind === 'expression' && (last.expression.kind === 'jump' || isEnd(last.expression));
}

const ending: ReadonlySet<string> = new Set(['panic', 'unreachable', 'todo', 'unimplemented', 'bail']);

function isEnd(expression: Expression): boolean {
  if (expression.kind === 'macro') return ending.has(expression.segments.at(-1) ?? '');
  return (
    expression.kind === 'call' &&
    expression.callee.kind === 'path' &&
    expression.callee.segments.slice(-2).join('::') === 'process::exit'
  );
}

// ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────

function pathValues(
  { segments, start }: Extract<Expression, { kind: 'path' }>,
  scope: Scope,
  following: Following,
): readonly Value[] {
  const [first = ''] = segments;
  if (segments.length === 1) {
    const local = localValues(first, start, scope, following);
    if (local !== undefined) return local;
  }
  if (isOfItsUser(segments, scope)) return unknown;
  const { own } = meaningOf(segments, scope.module, following.program.sources);
  if (own.length === 0 && segments.length < 2) return unknown;
  // Constants of a type are found by their name alone.
  const all = declaredNames(segments, own).flatMap((name) => following.program.constants.get(name) ?? []);
  const near = all.filter(({ module }) => own.some((one) => one.module === module));
  const found = near.length > 0 ? near : all;
  if (found.length === 0) return unknown;
  return found.flatMap((constant) =>
    constant.body === undefined ? unknown : evaluate(constant.body, constant, following),
  );
}

/** Whether a path in a macro stands for what has that name where the macro is used. Source: The Rust Reference, "Hygiene". */
const isOfItsUser = ([first = '']: readonly string[], { expanded }: Scope): boolean =>
  expanded && first !== 'crate' && first !== '';

/** The names under which what a path stands for is declared. */
function declaredNames(segments: readonly string[], own: Meaning['own']): readonly string[] {
  const names = own.length === 0 ? [segments.at(-1)] : own.map(({ rest }) => rest.at(-1));
  return [...new Set(names.flatMap((name) => name ?? []))];
}

function localValues(
  name: string,
  start: number,
  scope: Scope,
  following: Following,
): readonly Value[] | undefined {
  const bindings = scope.locals.get(name);
  if (bindings === undefined) return undefined;
  const values = bindings.flatMap((binding): readonly Value[] => {
    switch (binding.kind) {
      case 'unknown':
        return unknown;
      case 'value':
        return evaluate(binding.expression, scope, following);
      case 'parameter':
        return parameterValues(binding.index, scope, following);
    }
  });
  // What is pushed to a path may be another path from the root.
  if (scope.replaced.has(name)) return [...values, unknownValue];
  const changes = scope.changes.get(name);
  if (changes !== undefined)
    return changes
      .filter((change) => change.start < start)
      .reduce<readonly Value[]>(
        (before, change) => limited(changedBy(change, before, scope, following)),
        values,
      );
  return scope.changed.has(name) ? [...values.map(unfinished), unknownValue] : values;
}

/** Sources: std::path::PathBuf, std::string::String. */
function changedBy(
  { name, value, perhaps }: Change,
  before: readonly Value[],
  scope: Scope,
  following: Following,
): readonly Value[] {
  const given = value === undefined ? unknown : evaluate(value, scope, following);
  const after = (): readonly Value[] => {
    switch (name) {
      case 'push':
        return joined(before, given);
      case 'push_str':
        return concatenated([before, given]);
      case 'pop':
        return before.flatMap(parentsOf);
      case 'set_file_name':
        return joined(before.flatMap(parentsOf), given);
      case 'set_extension':
        return concatenated([before.map(withoutExtension), given]);
      case 'clear':
        return [{ text: '', complete: true }];
    }
  };
  return perhaps ? [...before, ...after()] : after();
}

/** What a function is called with; of one that may be called from elsewhere it is unknown. */
function parameterValues(index: number, scope: Scope, following: Following): readonly Value[] {
  const { program } = following;
  const { function: called } = scope;
  if (called === undefined || scope.open || program.values.has(called.name)) return unknown;
  const given = [
    ...(program.calls.get(called.name) ?? [])
      .filter((site) => mayCall(site, scope, program))
      .map(({ expression, scope: from }) => ({ value: expression.arguments[index], from })),
    ...(called.method ? (program.methods.get(called.name) ?? []) : []).map(({ expression, scope: from }) => ({
      value: index === 0 ? expression.receiver : expression.arguments[index - 1],
      from,
    })),
  ];
  if (given.length === 0) return unknown;
  return within(`${called.name}/${index}`, following, [], () =>
    limited(
      given.flatMap(({ value, from }) => (value === undefined ? unknown : evaluate(value, from, following))),
    ),
  );
}

/** Whether a call may be one of a function of that name: free functions are told by where they are. */
function mayCall({ expression, scope: from }: Site<'call'>, scope: Scope, { sources }: Program): boolean {
  if (expression.callee.kind !== 'path') return true;
  const { own } = meaningOf(expression.callee.segments, from.module, sources);
  if (own.length === 0) return true;
  return own.some(({ module, rest }) =>
    rest.length === 1 ? !scope.associated && module === scope.module : scope.associated,
  );
}

// ── Fields ───────────────────────────────────────────────────────────────────────────────────────────────────

/** What fields of that name are given anywhere, by whom the program is started, or in a file that is read into them. */
function fieldValues(name: string, following: Following): readonly Value[] {
  const { program } = following;
  const fields = program.fields.get(name) ?? [];
  if (fields.length === 0 || /^\d/.test(name)) return unknown;
  return within(`.${name}`, following, [], () => {
    const given = (program.given.get(name) ?? []).flatMap(({ value, scope }) =>
      evaluate(value, scope, following),
    );
    const changed = program.changedFields.has(name) ? unknown : [];
    return limited([
      ...given,
      ...changed,
      ...fields.flatMap((field) => ofAttributes(field, following, given.length > 0)),
    ]);
  });
}

/** Sources: clap, "derive reference"; structopt's documentation; serde, "Field attributes". */
function ofAttributes(info: FieldInfo, following: Following, given: boolean): readonly Value[] {
  const { field, derives } = info;
  const isArgument = ['Parser', 'Args', 'Subcommand', 'StructOpt', 'Clap', 'FromArgs'].some((name) =>
    derives.has(name),
  );
  const settings = settingsIn(field.attributes);
  if (isArgument) return argumentValues(field.name, settings, following);
  const readIn = [...derives].some((name) =>
    ['Deserialize', 'FromRow', 'Queryable', 'Envconfig', 'FromForm'].includes(name),
  );
  if (!readIn) return given ? [] : unknown;
  const fallback = settings.get('default');
  const name = fallback?.split('::').at(-1) ?? '';
  const made = (following.program.functions.get(name) ?? []).flatMap((scope) =>
    scope.body === undefined ? [] : returned(scope, following),
  );
  return [...unknown, ...made];
}

// ── Calls ────────────────────────────────────────────────────────────────────────────────────────────────────

type Call = Extract<Expression, { kind: 'call' }>;
type Method = Extract<Expression, { kind: 'method' }>;

function callValues(
  { callee, arguments: given }: Call,
  scope: Scope,
  following: Following,
): readonly Value[] {
  if (callee.kind !== 'path') return unknown;
  const [first] = given;
  const {
    outside: certain,
    perhaps,
    own,
  } = meaningOf(callee.segments, scope.module, following.program.sources);
  const outside = [...certain, ...perhaps];
  const written = callee.segments.join('::');
  if (
    first !== undefined &&
    (outside.some((path) => making.has(path)) || (own.length === 0 && ofPrelude.has(written)))
  )
    return evaluate(first, scope, following);
  if (['String::new', 'PathBuf::new', 'OsString::new'].includes(written))
    return [{ text: '', complete: true }];
  const known = outside.flatMap((path) => ofSystem(path, given, scope, following) ?? []);
  if (known.length > 0) return known;
  if (isOfItsUser(callee.segments, scope)) return unknown;
  const called = declaredNames(callee.segments, own).flatMap(
    (name) => following.program.functions.get(name) ?? [],
  );
  if (certain.length > 0 || called.length === 0) return unknown;
  return limited(called.flatMap((one) => returned(one, following)));
}

/** What the standard library says of the surroundings. Source: std::env. */
function ofSystem(
  path: string,
  given: readonly Expression[],
  scope: Scope,
  following: Following,
): readonly Value[] | undefined {
  switch (path) {
    case 'std::env::var':
    case 'std::env::var_os':
    case 'dotenvy::var':
    case 'dotenv::var': {
      const [first] = given;
      const names = first === undefined ? unknown : evaluate(first, scope, following);
      return names.flatMap(({ text, complete }) =>
        complete ? ofOrigin({ kind: 'environment', name: text }, following) : unknown,
      );
    }
    case 'std::env::current_dir':
      return [{ text: '.', complete: true }];
    case 'std::env::current_exe':
      return [{ text: `/${programName}`, complete: true, base: 'executable-directory' }];
    case 'std::env::temp_dir':
      return [{ text: '', complete: true, base: 'temporary-directory' }];
    case 'std::env::home_dir':
    case 'dirs::home_dir':
    case 'home::home_dir':
      return [{ text: '', complete: true, base: 'home-directory' }];
    default:
      return undefined;
  }
}

/** What a function of the program's own gives back. */
function returned(scope: Scope, following: Following): readonly Value[] {
  const { body, function: called } = scope;
  if (body === undefined || called?.body === undefined) return unknown;
  const early: Expression[] = [];
  visit(body, {
    expression: (expression) => {
      if (expression.kind === 'jump' && expression.word === 'return' && expression.value !== undefined)
        early.push(expression.value);
    },
  });
  return within(`${called.name}()`, following, unknown, () =>
    limited([body, ...early].flatMap((one) => evaluate(one, scope, following))),
  );
}

function methodValues(method: Method, scope: Scope, following: Following): readonly Value[] {
  const { receiver, name, arguments: given } = method;
  const go = (other: Expression): readonly Value[] => evaluate(other, scope, following);
  const [first] = given;
  const above = ancestorOf(method);
  if (above !== undefined) {
    let values = go(above.path);
    for (let step = 0; step < above.steps; step++) values = limited(values.flatMap(parentsOf));
    return values;
  }
  const word = wordOfCommandLine(method, scope, following);
  if (word !== undefined) return word;
  const own = (following.program.functions.get(name) ?? []).filter((one) => one.function?.method === true);
  if (own.length > 0 && !passing.has(name)) return limited(own.flatMap((one) => returned(one, following)));
  if (passing.has(name)) return go(receiver);
  switch (name) {
    case 'unwrap_or':
    case 'or':
    case 'unwrap_or_else':
    case 'or_else':
    case 'unwrap_or_default': {
      const fallback =
        first === undefined ? [{ text: '', complete: true }] : fallbackValues(first, scope, following);
      return withDefault(go(receiver), fallback);
    }
    case 'map':
    case 'and_then':
      return mappedBy(first, () => go(receiver), scope, following);
    case 'map_or':
    case 'map_or_else':
      return first === undefined
        ? unknown
        : limited([
            ...fallbackValues(first, scope, following),
            ...mappedBy(given[1], () => go(receiver), scope, following),
          ]);
    case 'join':
      return first === undefined ? unknown : joinedTo(go(receiver), go(first));
    case 'parent':
      return limited(go(receiver).flatMap(parentsOf));
    case 'with_file_name':
      return first === undefined ? unknown : joined(limited(go(receiver).flatMap(parentsOf)), go(first));
    case 'with_extension':
      return first === undefined ? unknown : concatenated([go(receiver).map(withoutExtension), go(first)]);
    default:
      return unknown;
  }
}

/** `path.ancestors().nth(2)`: the path itself comes first. Source: std::path::Path. */
function ancestorOf({
  receiver,
  name,
  arguments: [index],
}: Method): { readonly path: Expression; readonly steps: number } | undefined {
  if (name !== 'nth' || receiver.kind !== 'method' || receiver.name !== 'ancestors') return undefined;
  const steps = index?.kind === 'literal' && /^\d$/.test(index.text) ? Number(index.text) : undefined;
  return steps === undefined ? undefined : { path: receiver.receiver, steps };
}

/** What a closure or a function makes of what it is given. */
function mappedBy(
  mapping: Expression | undefined,
  values: () => readonly Value[],
  scope: Scope,
  following: Following,
): readonly Value[] {
  if (mapping?.kind === 'closure')
    return returnsEarly(mapping.body) ? unknown : evaluate(mapping.body, scope, following);
  if (mapping?.kind !== 'path') return unknown;
  const { segments } = mapping;
  if (isMaking(segments, scope, following)) return values();
  const { own } = meaningOf(segments, scope.module, following.program.sources);
  const method = segments.length > 1 && own.length === 0 ? (segments.at(-1) ?? '') : '';
  if (method === 'parent') return values().flatMap(parentsOf);
  return passing.has(method) ? values() : unknown;
}

function returnsEarly(body: Expression): boolean {
  let found = false;
  visit(body, { expression: (one) => (found ||= one.kind === 'jump' && one.word === 'return') });
  return found;
}

function isMaking(segments: readonly string[], scope: Scope, { program }: Following): boolean {
  const { outside, own } = meaningOf(segments, scope.module, program.sources);
  return outside.some((path) => making.has(path)) || (own.length === 0 && ofPrelude.has(segments.join('::')));
}

/** What stands for a missing value: a value, or what a closure or a function gives. */
function fallbackValues(expression: Expression, scope: Scope, following: Following): readonly Value[] {
  if (expression.kind === 'closure') return evaluate(expression.body, scope, following);
  if (expression.kind === 'path' && expression.segments.at(-1) === 'new')
    return [{ text: '', complete: true }];
  if (expression.kind !== 'path') return evaluate(expression, scope, following);
  const local =
    expression.segments.length === 1
      ? localValues(expression.segments[0] ?? '', expression.start, scope, following)
      : undefined;
  return (
    local ??
    callValues({ kind: 'call', callee: expression, arguments: [], start: expression.start }, scope, following)
  );
}

/** A default that who starts the program may replace. */
function withDefault(values: readonly Value[], fallback: readonly Value[]): readonly Value[] {
  return values.flatMap((value) => {
    const { origin } = value;
    if (value.complete || origin === undefined) return [value, ...fallback];
    return fallback.map((one) => (one.origin === undefined ? { ...one, origin } : one));
  });
}

function indexValues(
  { base, index }: Extract<Expression, { kind: 'index' }>,
  scope: Scope,
  following: Following,
): readonly Value[] {
  const line = commandLineAt(base, scope, following);
  if (line !== undefined) {
    const place = index.kind === 'literal' && line !== 'later' ? line + Number(index.text) : undefined;
    return wordAt(place, following);
  }
  const items = itemsIn(base);
  return items === undefined ? unknown : items.flatMap((item) => evaluate(item, scope, following));
}

// ── Macros ───────────────────────────────────────────────────────────────────────────────────────────────────

function macroValues(
  { segments, tokens, start }: Extract<Expression, { kind: 'macro' }>,
  scope: Scope,
  following: Following,
): readonly Value[] {
  const name = segments.at(-1) ?? '';
  if (ending.has(name)) return [];
  switch (name) {
    case 'format':
    case 'format_args':
      return formatted(tokens, start, scope, following);
    case 'concat':
      return concatenated(argumentsOf(tokens).map((one) => evaluate(one, scope, following)));
    case 'env':
    case 'option_env': {
      const [first] = tokens;
      // Where the package lies when it is built. Source: The Cargo Book, "Environment Variables".
      return first?.kind === 'text' && first.value === 'CARGO_MANIFEST_DIR'
        ? [{ text: scope.module.crate.package.directory, complete: true }]
        : unknown;
    }
    default:
      return unknown;
  }
}

/** `format!("{dir}/{}.html", name)`. Source: std::fmt. */
function formatted(tokens: Tokens, start: number, scope: Scope, following: Following): readonly Value[] {
  const [format, ...given] = argumentsOf(tokens);
  if (format?.kind !== 'text') return unknown;
  let next = 0;
  const parts = format.value.split(/(\{\{|\}\}|\{[^{}]*\})/).map((part): readonly Value[] => {
    if (part === '{{' || part === '}}') return [{ text: part.slice(1), complete: true }];
    const inside = /^\{([^:}]*)(:[^}]*)?\}$/.exec(part);
    if (inside === null) return [{ text: part, complete: true }];
    const key = inside[1]?.trim() ?? '';
    const expression = key === '' ? given[next++] : argumentNamed(key, given, start);
    return expression === undefined || (inside[2] ?? ':') !== ':'
      ? unknown
      : evaluate(expression, scope, following);
  });
  return concatenated(parts);
}

function argumentNamed(key: string, given: readonly Expression[], start: number): Expression | undefined {
  if (/^\d+$/.test(key)) return given[Number(key)];
  const named = given.find(
    (one) => one.kind === 'assignment' && one.target.kind === 'path' && one.target.segments[0] === key,
  );
  if (named?.kind === 'assignment') return named.value;
  return { kind: 'path', segments: [key], start };
}

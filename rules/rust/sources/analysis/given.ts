/** What a program is given when it starts: words of the command line, flags, variables of the environment. */
import { programName, type Origin } from '../../../../src/split/uses/types.ts';
import { isSign } from '../syntax/cursor.ts';
import type { Tokens } from '../syntax/tokens.ts';
import type { Expression } from '../syntax/tree.ts';
import type { Program } from './model.ts';
import { meaningOf } from './names.ts';
import type { Scope } from './scopes.ts';
import { unknownValue, type Value } from './texts.ts';

/** How far expressions are followed. */
export interface Following {
  readonly program: Program;
  /** What is being followed: a value that is made of itself brings no other. */
  readonly open: Set<Expression | string>;
  /** How many expressions may still be followed for one name. */
  readonly left: { count: number };
}

/** What the fields of an argument parser are given. Sources: clap, "derive reference"; structopt's documentation. */
export function argumentValues(
  field: string,
  settings: ReadonlyMap<string, string | undefined>,
  following: Following,
): readonly Value[] {
  const text = settings.get('default_value') ?? settings.get('default_value_t');
  const isFlag = settings.has('long') || settings.has('short');
  const long = settings.get('long') ?? field.replaceAll('_', '-');
  const short = settings.has('short') ? [settings.get('short') ?? field.slice(0, 1)] : [];
  // Of a bare `env` it is the field's name in capitals.
  const environment = settings.has('env') ? (settings.get('env') ?? field.toUpperCase()) : undefined;
  const origins: readonly Origin[] = [
    ...(isFlag
      ? [{ kind: 'flag', name: long, ...(short.length > 0 ? { aliases: short } : {}) } as const]
      : []),
    ...(environment === undefined ? [] : [{ kind: 'environment', name: environment } as const]),
    // Which word of the command line it is hangs on the flags before it.
    ...(isFlag ? [] : [{ kind: 'argument', index: 1 } as const]),
  ];
  return origins.flatMap((origin) =>
    ofOrigin(origin, following, { text: text ?? '', complete: text !== undefined }),
  );
}

/** `#[arg(long, default_value = "x", env = "Y")]` as names with their texts; of a bare name the text is undefined. */
export function settingsIn(attributes: readonly Tokens[]): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  for (const [first, group] of attributes) {
    if (first?.kind !== 'name' || group?.kind !== 'group') continue;
    for (const [index, token] of group.tokens.entries()) {
      if (token.kind !== 'name') continue;
      const value = group.tokens[index + 2];
      if (!isSign(group.tokens[index + 1], '=')) {
        if (['long', 'short', 'env'].includes(token.text)) found.set(token.text, undefined);
      } else if (value?.kind === 'text') found.set(token.text, value.value);
      else if (value?.kind === 'literal') found.set(token.text, value.text.replaceAll("'", ''));
    }
  }
  return found;
}

/** What who starts the program gives: as far as the Dockerfile says it, and what stands where it gives nothing. */
export function ofOrigin(
  origin: Origin,
  { program }: Following,
  fallback: Value = unknownValue,
): readonly Value[] {
  const given = program.settings.given?.(origin);
  if (given === undefined) return [{ ...fallback, origin }];
  const known: Value = { text: given.text, complete: true, ...(given.open ? { origin } : {}) };
  return given.or === 'nothing' || !fallback.complete ? [known] : [known, { ...fallback, origin }];
}

/** `env::args().nth(1)`, `args.get(1)`, `args().skip(1).next()`. */
export function wordOfCommandLine(
  { receiver, name, arguments: given }: Extract<Expression, { kind: 'method' }>,
  scope: Scope,
  following: Following,
): readonly Value[] | undefined {
  if (!['nth', 'get', 'next', 'last'].includes(name)) return undefined;
  const line = commandLineAt(receiver, scope, following);
  if (line === undefined) return undefined;
  const index = name === 'next' ? 0 : given[0]?.kind === 'literal' ? Number(given[0].text) : undefined;
  return wordAt(index === undefined || line === 'later' ? undefined : line + index, following);
}

/** The word at a place; of one that isn't known any of the first. */
export function wordAt(index: number | undefined, following: Following): readonly Value[] {
  if (index === undefined || !Number.isInteger(index))
    return [1, 2, 3].flatMap((place) => ofOrigin({ kind: 'argument', index: place }, following));
  if (index > 0) return ofOrigin({ kind: 'argument', index }, following);
  // By what it is started, and where it is found: a script may start it.
  const started = following.program.settings.given?.({ kind: 'argument', index: 0 });
  const itself: Value = { text: `/${programName}`, complete: true, base: 'executable-directory' };
  return started === undefined ? [itself] : [{ text: started.text, complete: true }, itself];
}

/** Which word of the command line an expression begins with; `later` where it was gone on with before. */
export function commandLineAt(
  expression: Expression,
  scope: Scope,
  following: Following,
): number | 'later' | undefined {
  switch (expression.kind) {
    case 'same':
      return commandLineAt(expression.inner, scope, following);
    case 'method': {
      const { name, receiver, arguments: given } = expression;
      if (!['collect', 'skip', 'iter', 'by_ref', 'peekable'].includes(name)) return undefined;
      const before = commandLineAt(receiver, scope, following);
      if (name !== 'skip' || before === undefined || before === 'later') return before;
      const count = given[0]?.kind === 'literal' ? Number(given[0].text) : NaN;
      return Number.isInteger(count) ? before + count : 'later';
    }
    case 'call': {
      if (expression.callee.kind !== 'path') return undefined;
      const { outside } = meaningOf(expression.callee.segments, scope.module, following.program.sources);
      return outside.some((path) => path === 'std::env::args' || path === 'std::env::args_os')
        ? 0
        : undefined;
    }
    case 'path': {
      const bindings =
        expression.segments.length === 1 ? scope.locals.get(expression.segments[0] ?? '') : undefined;
      if (bindings === undefined || following.open.has(expression)) return undefined;
      following.open.add(expression);
      const all = bindings.map((binding) =>
        binding.kind === 'value' ? lineOfBinding(binding.expression, scope, following) : undefined,
      );
      following.open.delete(expression);
      const [first] = all;
      return all.every((one) => one === first) ? first : all.includes(undefined) ? undefined : 'later';
    }
    default:
      return undefined;
  }
}

/** An iterator that is held goes on from use to use; a list stays as it is. */
function lineOfBinding(
  expression: Expression,
  scope: Scope,
  following: Following,
): number | 'later' | undefined {
  const at = commandLineAt(expression, scope, following);
  return at === undefined || isCollected(expression) ? at : 'later';
}

function isCollected(expression: Expression): boolean {
  if (expression.kind === 'same') return isCollected(expression.inner);
  return expression.kind === 'path' || (expression.kind === 'method' && expression.name === 'collect');
}

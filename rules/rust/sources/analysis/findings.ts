/**
 * From mentions to findings. Each mention of an effect is either accounted for by a call whose names were followed, or it stays
 * as an unknown of its kind: what goes in comes out.
 */
import type { Finding, Name } from '../../../../src/split/uses/types.ts';
import type { Effect, Reading } from '../knowledge/facts.ts';
import { argumentsOf } from '../syntax/expressions.ts';
import type { Expression } from '../syntax/tree.ts';
import { keyOf, type Mention, type Mentions } from './mentions.ts';
import { evidenceOf, type Program, type Site } from './model.ts';
import { nameIn, type Scope } from './scopes.ts';
import { concatenated, sliced, unfinished, unknownValue, usualText, type Value } from './texts.ts';
import { valuesOf } from './values.ts';

export interface Accounted {
  readonly findings: readonly Finding[];
  readonly mentions: { readonly all: number; readonly followed: number };
}

export function findingsOf(mentions: Mentions, program: Program): Accounted {
  const accounted = new Map<string, readonly Finding[]>();
  const account = (key: string, findings: readonly Finding[]): void => {
    accounted.set(key, [...(accounted.get(key) ?? []), ...findings]);
  };
  for (const site of [...program.calls.values()].flat()) {
    const { callee } = site.expression;
    if (callee.kind !== 'path') continue;
    const key = keyOf(site.scope.module, callee.start);
    const mention = mentions.get(key);
    if (mention !== undefined) account(key, ofCall(mention, site, program));
  }
  for (const site of [...program.methods.values()].flat()) {
    const key = keyOf(site.scope.module, site.expression.start);
    const mention = mentions.get(key);
    if (mention?.via === 'method') account(key, ofMethod(mention, site, program));
  }
  const findings = [...mentions].flatMap(
    ([key, mention]) => accounted.get(key) ?? mention.effects.flatMap((one) => unfollowed(one, mention)),
  );
  return {
    findings: distinct(findings),
    mentions: { all: mentions.size, followed: accounted.size },
  };
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

/** What isn't a call, or isn't read as one: by any name. */
function unfollowed(effect: Effect, mention: Mention): readonly Finding[] {
  const { name } = effect;
  if (name.from === 'argument' || name.from === 'unknown') return withName(effect, [unknownValue], mention);
  return fixed(effect, mention);
}

function fixed(effect: Effect, mention: Mention): readonly Finding[] {
  const { name } = effect;
  switch (name.from) {
    case 'text':
      return withName(effect, [{ text: name.text, complete: true }], mention);
    case 'beginning':
      return withName(effect, [{ text: name.text, complete: false }], mention);
    default:
      return [findingOf(effect, undefined, mention)];
  }
}

function ofCall(mention: Mention, { expression, scope }: Site<'call'>, program: Program): readonly Finding[] {
  if (mention.name.endsWith('process::Command::new'))
    return commandFindings(expression, mention, scope, program);
  return mention.effects.flatMap((effect) =>
    ofEffect(effect, mention, (index) => expression.arguments[index], scope, program),
  );
}

function ofMethod(
  mention: Mention,
  { expression, scope }: Site<'method'>,
  program: Program,
): readonly Finding[] {
  return mention.effects.flatMap((effect) =>
    ofEffect(
      effect,
      mention,
      (index) => (index < 0 ? expression.receiver : expression.arguments[index]),
      scope,
      program,
    ),
  );
}

function ofEffect(
  effect: Effect,
  mention: Mention,
  argument: (index: number) => Expression | undefined,
  scope: Scope,
  program: Program,
): readonly Finding[] {
  const { name } = effect;
  if (name.from !== 'argument') return unfollowed(effect, mention);
  const expression = argument(name.index);
  // A method of the same name that is given less is another.
  if (expression === undefined)
    return mention.via === 'method' ? [] : withName(effect, [unknownValue], mention);
  const values = valuesOf(expression, scope, program);
  return readAs(effect, name.reading, values.length === 0 ? [unknownValue] : values, mention);
}

function readAs(
  effect: Effect,
  reading: Reading,
  values: readonly Value[],
  mention: Mention,
): readonly Finding[] {
  switch (reading) {
    case 'as-is':
      return withName(effect, values, mention);
    case 'beginning':
      return withName(effect, values.map(unfinished), mention);
    case 'any-ending':
      return withName(
        effect,
        values.flatMap((value) =>
          usualText(value) === undefined ? [value] : concatenated([[value], [{ text: '*', complete: true }]]),
        ),
        mention,
      );
    case 'database':
      return values.flatMap((value) => {
        const path = databaseFile(value);
        return path === undefined ? [] : withName(effect, [path], mention);
      });
  }
}

/** `sqlite:data.db?mode=rwc`, `sqlite://data.db`, `file:data.db`, a path; in memory, or on a server, it is none. */
function databaseFile(value: Value): Value | undefined {
  const text = usualText(value) ?? value.text;
  const [start = '', scheme] = /^([a-z][a-z0-9+]*):(?:\/\/)?/i.exec(text) ?? [];
  if (scheme !== undefined && !['sqlite', 'file'].includes(scheme.toLowerCase())) return undefined;
  const question = text.indexOf('?');
  const end = question < 0 ? text.length : question;
  const path = text.slice(start.length, end);
  if (usualText(value) !== undefined && (path === '' || path.includes(':memory:'))) return undefined;
  return sliced(value, start.length, end);
}

function withName(effect: Effect, values: readonly Value[], mention: Mention): readonly Finding[] {
  return values.map((value) => findingOf(effect, nameOf(value, mention), mention));
}

function findingOf(effect: Effect, name: Name | undefined, { module, start }: Mention): Finding {
  return {
    kind: effect.kind,
    name,
    ...(effect.optional === true ? { optional: true } : {}),
    ...(effect.link === true ? { link: true } : {}),
    evidence: evidenceOf(module, start),
    inModule: module.crate.package.name,
    own: module.crate.own,
  };
}

/** More of an expression is not shown. */
const longest = 60;

function nameOf(value: Value, { module, start }: Pick<Mention, 'module' | 'start'>): Name {
  const { text, complete, origin, base, usual } = value;
  const told = origin === undefined ? {} : { origin };
  if (complete && base === undefined) return { known: true, text, ...told };
  const line = module.source.lines.text.slice(start, start + longest).split('\n')[0] ?? '';
  return {
    known: false,
    expression: line,
    prefix: text,
    ...told,
    ...(base === undefined ? {} : { base, ...(complete ? { complete } : {}) }),
    ...(usual === undefined ? {} : { usual }),
  };
}

// ── Programs that are started ────────────────────────────────────────────────────────────────────────────────

/** A method that is called on a command, in a chain or on the variable that holds it. */
type Method = Extract<Expression, { kind: 'method' }>;

function commandFindings(
  call: Extract<Expression, { kind: 'call' }>,
  mention: Mention,
  scope: Scope,
  program: Program,
): readonly Finding[] {
  const [first] = call.arguments;
  const names = first === undefined ? [unknownValue] : valuesOf(first, scope, program);
  const { methods, complete } = methodsOn(call, scope, program);
  const given = methods.flatMap((method) => argumentsIn(method, mention, scope, program));
  const open: readonly Name[] = complete ? [] : [nameOf(unknownValue, mention)];
  const started = (names.length === 0 ? [unknownValue] : names).map((value): Finding => ({
    ...findingOf({ kind: 'program', name: { from: 'nothing' } }, nameOf(value, mention), mention),
    arguments: [...given, ...open],
  }));
  const around = methods.flatMap((method) => aroundOf(method, mention, scope, program));
  return [...started, ...around];
}

function argumentsIn(method: Method, mention: Mention, scope: Scope, program: Program): readonly Name[] {
  const one = (expression: Expression): Name => {
    const values = valuesOf(expression, scope, program);
    const [only] = values;
    return nameOf(values.length === 1 && only !== undefined ? only : unknownValue, mention);
  };
  const [first] = method.arguments;
  if (first === undefined) return [];
  if (method.name === 'arg' || method.name === 'arg0') return method.name === 'arg' ? [one(first)] : [];
  if (method.name !== 'args') return [];
  const items = listIn(first, scope);
  return items === undefined ? [nameOf(unknownValue, mention)] : items.map(one);
}

function listIn(expression: Expression, scope: Scope): readonly Expression[] | undefined {
  switch (expression.kind) {
    case 'list':
      return expression.items;
    case 'same':
      return listIn(expression.inner, scope);
    case 'method':
      return ['iter', 'into_iter', 'as_slice', 'to_vec', 'clone'].includes(expression.name)
        ? listIn(expression.receiver, scope)
        : undefined;
    case 'macro':
      return expression.segments.at(-1) === 'vec' ? argumentsOf(expression.tokens) : undefined;
    case 'path': {
      const name = nameIn(expression) ?? '';
      const [only, ...more] = scope.locals.get(name) ?? [];
      return only?.kind === 'value' &&
        more.length === 0 &&
        !scope.changed.has(name) &&
        only.expression !== expression
        ? listIn(only.expression, scope)
        : undefined;
    }
    default:
      return undefined;
  }
}

/** The directory that it is started in, and the PATH that it is given. */
function aroundOf(method: Method, mention: Mention, scope: Scope, program: Program): readonly Finding[] {
  const [first, second] = method.arguments;
  if (first === undefined) return [];
  if (method.name === 'current_dir')
    return withName(
      { kind: 'program-directory', name: { from: 'nothing' } },
      valuesOf(first, scope, program),
      mention,
    );
  const isPath = valuesOf(first, scope, program).some(({ text, complete }) => !complete || text === 'PATH');
  return method.name === 'env' && isPath && second !== undefined
    ? withName({ kind: 'search-path', name: { from: 'nothing' } }, valuesOf(second, scope, program), mention)
    : [];
}

/** What starts it: behind that nothing more is given. */
const starting: ReadonlySet<string> = new Set(['spawn', 'output', 'status', 'exec']);

/** The methods that are called on what a call makes, and whether these are all. */
function methodsOn(
  call: Expression,
  scope: Scope,
  program: Program,
): { readonly methods: readonly Method[]; readonly complete: boolean } {
  const all = program.methodsIn.get(scope) ?? [];
  const chain: Method[] = [];
  let end: Expression = call;
  for (;;) {
    const last = end;
    const next = all.find(({ expression }) => inner(expression.receiver) === last)?.expression;
    if (next === undefined) break;
    chain.push(next);
    end = next;
  }
  if (chain.some(({ name }) => starting.has(name))) return { methods: chain, complete: true };
  const held = [...scope.locals].find(([, bindings]) =>
    bindings.some((binding) => binding.kind === 'value' && inner(binding.expression) === end),
  )?.[0];
  if (held === undefined) return { methods: chain, complete: false };
  const later = all
    .filter(({ expression }) => rootName(expression) === held)
    .map(({ expression }) => expression)
    .sort((left, right) => left.start - right.start);
  const uses = countOf(held, scope, program);
  return {
    methods: [...chain, ...later],
    complete: uses <= later.filter((one) => nameIn(one.receiver) === held).length,
  };
}

function inner(expression: Expression): Expression {
  return expression.kind === 'same' ? inner(expression.inner) : expression;
}

/** The variable that a chain of methods begins with. */
function rootName(expression: Expression): string | undefined {
  if (expression.kind === 'method') return rootName(expression.receiver);
  return expression.kind === 'same' ? rootName(expression.inner) : nameIn(expression);
}

/** How often a function says a variable's name as a value. */
function countOf(name: string, scope: Scope, program: Program): number {
  return program.uses.filter((site) => site.scope === scope && nameIn(site.expression) === name).length;
}

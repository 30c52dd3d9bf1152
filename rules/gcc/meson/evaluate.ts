/**
 * What meson.build builds and installs, without running it. Source: the Meson reference manual. A value that isn't known is said to be
 * unknown, and where a condition isn't known both branches count.
 */
import { posix } from 'node:path';
import type { Project, ProjectFiles, Target } from '../project/types.ts';
import { unknownText } from '../project/types.ts';
import { call } from './functions.ts';
import { methodOf } from './methods.ts';
import { statementsOf } from './parse.ts';
import type { Frame, State } from './state.ts';
import type { Expression, MesonCall, MesonStatement, MesonValue } from './types.ts';
import {
  added,
  boolean,
  combined,
  dictionary,
  either,
  flat,
  isEqual,
  list,
  text,
  textOf,
  truthOf,
  unknown,
} from './values.ts';

const mostSteps = 20_000;

/** undefined where the project's file isn't there to read, or isn't understood. */
export function projectOfMeson(configuration: MesonCall, files: ProjectFiles): Project | undefined {
  const main = files.read(posix.join(configuration.source, 'meson.build'));
  const statements = main === undefined ? undefined : statementsOf(main);
  if (statements === undefined) return undefined;
  const state: State = {
    configuration,
    files,
    variables: new Map(),
    options: new Map(),
    targets: new Map(),
    installed: [],
    open: new Set(),
    more: new Map(),
    tests: new Set(),
    shared: { c: [], link: [] },
    title: { name: undefined, version: undefined },
    steps: mostSteps,
  };
  for (const name of ['meson.options', 'meson_options.txt']) {
    const declared = statementsOf(files.read(posix.join(configuration.source, name)) ?? '');
    if (declared !== undefined) run(declared, frameIn('', state));
  }
  run(statements, frameIn('', state));
  return {
    targets: new Map(
      [...state.targets].map(([name, target]): readonly [string, Target] => [
        name,
        { ...target, test: target.test || state.tests.has(name) },
      ]),
    ),
    installed: state.installed,
    open: [...state.open, ...(state.steps <= 0 ? ['meson.build, which is too long'] : [])],
    more: [...state.more].map(([why, under]) => ({ why, under })),
  };
}

function frameIn(relative: string, state: State, apart = false): Frame {
  const frame: Frame = {
    state,
    relative,
    apart,
    value: (expression) => valueOf(expression, frame),
    enter: (below) => enter(below, frame),
  };
  return frame;
}

/** `subdir('below')` */
function enter(below: string, { state, relative, apart }: Frame): void {
  const path = posix.join(relative, below);
  const found = state.files.read(posix.join(state.configuration.source, path, 'meson.build'));
  const statements = found === undefined ? undefined : statementsOf(found);
  if (statements === undefined) {
    state.open.add(`${path}/meson.build`);
    state.more.set(`${path}/meson.build was not read`, undefined);
    return;
  }
  run(statements, frameIn(path, state, apart));
}

// ── Statements ───────────────────────────────────────────────────────────────────────────────────────────────

function run(statements: readonly MesonStatement[], frame: Frame): void {
  const { state } = frame;
  for (const statement of statements) {
    state.steps -= 1;
    if (state.steps <= 0) return;
    switch (statement.kind) {
      case 'expression':
        valueOf(statement.of, frame);
        break;
      case 'assign': {
        const value = valueOf(statement.to, frame);
        const before = state.variables.get(statement.name);
        const next = statement.adds && before !== undefined ? added(before, value) : value;
        state.variables.set(statement.name, next);
        break;
      }
      case 'if':
        branches(statement, frame);
        break;
      case 'foreach':
        loop(statement, frame);
        break;
      case 'leave':
        return;
    }
  }
}

function branches({ branches: all }: Extract<MesonStatement, { kind: 'if' }>, frame: Frame): void {
  const { state, relative } = frame;
  const before = new Map(state.variables);
  const results: ReadonlyMap<string, MesonValue>[] = [];
  let sure = true;
  for (const { condition, body } of all) {
    const holds = condition === undefined ? true : truthOf(valueOf(condition, frame));
    if (holds === false) continue;
    if (holds === true && sure) {
      run(body, frame);
      return;
    }
    sure = false;
    restore(state, before);
    run(body, frameIn(relative, state, true));
    results.push(new Map(state.variables));
    if (holds === true) break;
  }
  const closed = all.some(({ condition }) => condition === undefined);
  merge(state, closed && results.length > 0 ? results : [before, ...results]);
}

function restore({ variables }: State, values: ReadonlyMap<string, MesonValue>): void {
  variables.clear();
  for (const [name, value] of values) variables.set(name, value);
}

function merge(state: State, all: readonly ReadonlyMap<string, MesonValue>[]): void {
  const names = new Set(all.flatMap((values) => [...values.keys()]));
  const merged = [...names].map((name): readonly [string, MesonValue] => {
    const [first, ...others] = all.map((values) => values.get(name));
    return [
      name,
      others.reduce<MesonValue | undefined>((left, right) => either(left, right), first) ?? unknown(name),
    ];
  });
  restore(state, new Map(merged));
}

function loop({ names, of, body }: Extract<MesonStatement, { kind: 'foreach' }>, frame: Frame): void {
  const { state, relative } = frame;
  const over = valueOf(of, frame);
  const [first = '', second = ''] = names;
  // `break` and `continue` under conditions are not followed: what stands in the loop may not be.
  const leaves = JSON.stringify(body).includes('"kind":"leave"');
  const inside = leaves ? frameIn(relative, state, true) : frame;
  if (over.kind === 'dictionary') {
    for (const [key, value] of over.entries) {
      state.variables.set(first, text(key));
      state.variables.set(second, value);
      run(body, inside);
    }
  } else if (over.kind === 'array') {
    for (const item of over.items) {
      state.variables.set(first, item);
      run(body, inside);
    }
  } else {
    for (const name of names) state.variables.set(name, unknown(name));
    run(body, frameIn(relative, state, true));
  }
}

// ── Expressions ──────────────────────────────────────────────────────────────────────────────────────────────

function valueOf(expression: Expression, frame: Frame): MesonValue {
  const { state } = frame;
  state.steps -= 1;
  if (state.steps <= 0) return unknown('too much');
  const value = (one: Expression): MesonValue => valueOf(one, frame);
  switch (expression.kind) {
    case 'text':
      return text(expression.text);
    case 'format':
      return formatted(expression.text, frame);
    case 'number':
      return expression;
    case 'name':
      return named(expression.name, frame);
    case 'array':
      return list(expression.items.map(value));
    case 'dictionary':
      return dictionary(
        new Map(
          expression.entries.flatMap(([key, item]) => {
            const name = textOf(value(key));
            return name === undefined ? [] : [[name, value(item)] as const];
          }),
        ),
      );
    case 'call':
      return call(expression.name, expression.given, frame);
    case 'method':
      return methodOf(value(expression.of), expression.name, expression.given, frame);
    case 'index':
      return indexed(value(expression.of), value(expression.at));
    case 'unary': {
      const inner = value(expression.of);
      if (expression.operator === '-')
        return inner.kind === 'number' ? { kind: 'number', value: -inner.value } : unknown('-');
      const truth = truthOf(inner);
      return truth === undefined ? unknown('not') : boolean(!truth);
    }
    case 'binary':
      return binary(expression, frame);
    case 'choice': {
      const condition = truthOf(value(expression.condition));
      if (condition !== undefined) return value(condition ? expression.yes : expression.no);
      return either(value(expression.yes), value(expression.no));
    }
  }
}

function binary(
  { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
  frame: Frame,
): MesonValue {
  const first = valueOf(left, frame);
  if (operator !== 'and' && operator !== 'or') return combined(operator, first, valueOf(right, frame));
  const decides = operator === 'or';
  if (truthOf(first) === decides) return boolean(decides);
  const second = truthOf(valueOf(right, frame));
  if (second === decides) return boolean(decides);
  return truthOf(first) === undefined || second === undefined ? unknown(operator) : boolean(!decides);
}

function named(name: string, { state }: Frame): MesonValue {
  switch (name) {
    case 'true':
    case 'false':
      return boolean(name === 'true');
    case 'meson':
      return { kind: 'object', name: 'meson' };
    case 'host_machine':
    case 'target_machine':
    case 'build_machine':
      return { kind: 'object', name: 'host' };
    default:
      return state.variables.get(name) ?? unknown(name);
  }
}

function formatted(pattern: string, { state }: Frame): MesonValue {
  let known = true;
  const result = pattern.replaceAll(/@(\w+)@/g, (_, name: string) => {
    const value = textOf(state.variables.get(name));
    if (value === undefined) known = false;
    return value ?? unknownText;
  });
  return known ? text(result) : unknown(result);
}

function indexed(of: MesonValue, at: MesonValue): MesonValue {
  if (of.kind === 'array' && at.kind === 'number')
    return of.items[at.value < 0 ? of.items.length + at.value : at.value] ?? unknown('an item');
  if (of.kind === 'dictionary' && at.kind === 'text') return of.entries.get(at.text) ?? unknown(at.text);
  // `library[0]`: one of what makes several.
  return of.kind === 'target' && isEqual(at, { kind: 'number', value: 0 }) === true
    ? of
    : unknown(flat(of).length === 1 ? 'an item' : 'an index');
}

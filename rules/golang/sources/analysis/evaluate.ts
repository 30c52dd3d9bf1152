/**
 * Values of expressions: literals, constants, concatenation, paths put together, variables by what is ever
 * assigned to them, fields by what is assigned to the field of any value of the type, parameters by what the
 * callers give.
 *
 * A parameter has a value only in a context that says which call is meant. `evaluateEverywhere` opens one
 * context for each chain of calls that matters, so that values that belong together stay together.
 */

import { posix } from 'node:path';
import type { Gives } from '../knowledge/facts.ts';
import { apiFacts, apiValue } from '../knowledge/index.ts';
import type { Call, Composite, Expression, Selector } from '../syntax/tree.ts';
import type { GoPackage } from '../loading/packages.ts';
import type { SourceFiles } from '../knowledge/types.ts';
import { computationOf, spreadArguments } from './computations.ts';
import { calleeOf, memberOf, typeOf } from './infer.ts';
import { isSetElsewhere } from './sharing.ts';
import {
  type Assignment,
  type CallSite,
  type FileScope,
  type FunctionInfo,
  type Program,
  type Variable,
  apiKey,
  contentsOf,
  entityOf,
} from './model.ts';
import { partsWithVariables } from './readings.ts';
import { tagDefaults, tagSaysAll } from './tags.ts';
import {
  ITSELF,
  UNKNOWN_VALUES,
  type Value,
  type Values,
  appendLists,
  combine,
  concatenate,
  elementAt,
  elementsOf,
  flagOrigin,
  fromOrigin,
  listUpTo,
  partial,
  sliceFrom,
  sliced,
  text,
  unfinished,
  union,
  usualText,
  withoutPlaces,
} from './values.ts';

/** Which call each function was entered by; the innermost first. */
export interface Context {
  readonly function: FunctionInfo;
  readonly site: CallSite;
  readonly outer: Context | undefined;
  readonly depth: number;
}

export interface Evaluator {
  readonly program: Program;
  readonly files: SourceFiles;
  /** What was kept under a key: `space:key`. */
  readonly settings: Map<string, readonly SettingValue[]>;
  /** Reads what bears on the values of a quiet package. */
  readonly readQuiet: (read: GoPackage) => void;
  /** Entries of what was opened as a file may be asked for. */
  readonly listsOpened: boolean;
  /** Variables of the environment and flags that the program sets itself; `*` for any. */
  readonly changes: {
    readonly environment: ReadonlySet<string>;
    readonly flags: ReadonlySet<string>;
    /** Lists that flags are read from in the place of the command line. */
    readonly parsed: readonly ParsedList[];
    /** Of commands that were made before. */
    readonly commandArguments: boolean;
  };
  readonly memo: Map<Variable, Values>;
  readonly active: Set<Variable | Call>;
  /** Variables that were met again while they were being computed. */
  readonly met: Set<Variable>;
  /** Functions whose callers decide, met during an evaluation. */
  needed: Set<FunctionInfo>;
  /** Whether an evaluation looked at its context at all. */
  contextual: boolean;
  steps: number;
  /** After so many steps what is asked for now is unknown. */
  limit: number;
}

export interface SettingValue {
  readonly expression: Expression;
  readonly owner: FunctionInfo;
  readonly environment: boolean;
  /** Other names of a flag. */
  readonly aliases?: readonly Expression[];
}

/** A list in which the program's own code looks for flags: `set.Parse(list)`. */
export interface ParsedList {
  readonly expression: Expression;
  readonly owner: FunctionInfo;
}

/** Bounds for one program, so that any input takes time in proportion to its size. */
const MOST_STEPS = 1_000_000;
const DEEPEST_CONTEXT = 8;
const MOST_CONTEXTS = 2048;
/** Variables and calls that hang on each other. */
const LONGEST_CHAIN = 100;

export function createEvaluator(
  program: Program,
  {
    settings,
    readQuiet,
    listsOpened,
    changes,
  }: Pick<Evaluator, 'settings' | 'readQuiet' | 'listsOpened' | 'changes'>,
  files: SourceFiles,
): Evaluator {
  return {
    program,
    files,
    settings,
    readQuiet,
    listsOpened,
    changes,
    memo: new Map(),
    active: new Set(),
    met: new Set(),
    needed: new Set(),
    contextual: false,
    steps: 0,
    limit: MOST_STEPS,
  };
}

export interface Outcome {
  readonly values: Values;
  readonly context: Context | undefined;
}

/** Lets what is asked for next take at most so many steps: it must not use up what is left for all. */
export function allowSteps(evaluator: Evaluator, most: number): void {
  evaluator.limit = Math.min(MOST_STEPS, evaluator.steps + most);
}

/** The values a computation gives, once for each chain of calls that makes a difference. */
export function evaluateEverywhere(
  evaluator: Evaluator,
  compute: (context: Context | undefined) => Values,
): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  const open: (Context | undefined)[] = [undefined];
  let opened = 1;
  while (open.length > 0) {
    const context = open.pop();
    evaluator.needed = new Set();
    const values = compute(context);
    const [needed] = evaluator.needed;
    const callers = needed === undefined ? [] : contentsOf(needed).callers;
    const tooMany = opened + callers.length > MOST_CONTEXTS || (context?.depth ?? 0) >= DEEPEST_CONTEXT;
    if (needed === undefined || callers.length === 0 || tooMany) {
      outcomes.push({ values, context });
      continue;
    }
    // Calls that can't be seen may give anything.
    if (mayBeCalledUnseen(needed)) outcomes.push({ values, context });
    const depth = (context?.depth ?? 0) + 1;
    for (const site of callers.toReversed()) open.push({ function: needed, site, outer: context, depth });
    opened += callers.length;
  }
  return outcomes;
}

function mayBeCalledUnseen(called: FunctionInfo): boolean {
  return called.escapes || contentsOf(called).holders.some((holder) => holder.mentioned);
}

function bindingOf(context: Context | undefined, called: FunctionInfo): Context | undefined {
  for (let current = context; current !== undefined; current = current.outer)
    if (current.function === called) return current;
  return undefined;
}

export function evaluateExpression(
  evaluator: Evaluator,
  expression: Expression,
  owner: FunctionInfo,
  context: Context | undefined,
): Values {
  evaluator.steps += 1;
  if (evaluator.steps > evaluator.limit) return UNKNOWN_VALUES;
  switch (expression.kind) {
    case 'string':
      return [text(expression.value)];
    case 'number':
      return numberValue(expression.text);
    case 'identifier': {
      const entity = entityOf(evaluator.program, expression, owner.file);
      if (entity?.kind === 'variable') return variableValues(evaluator, entity.variable, context);
      return entity?.kind === 'builtin' && entity.name === 'nil' ? [] : UNKNOWN_VALUES;
    }
    case 'binary':
      return binaryValues(evaluator, expression.operators, expression.operands, owner, context);
    case 'call':
      return callValues(evaluator, expression, 0, owner, context);
    case 'selector':
      return selectorValues(evaluator, expression, owner, context);
    case 'index':
      return indexValues(evaluator, expression, owner, context);
    case 'slice': {
      const values = evaluateExpression(evaluator, expression.object, owner, context);
      const bounds = expression.bounds.map((bound) =>
        numberOf(evaluateExpression(evaluator, bound, owner, context)),
      );
      const [low, high] = expression.fromStart === true ? [0, ...bounds] : bounds;
      return bounds.length > (expression.fromStart === true ? 0 : 1)
        ? listUpTo(sliceFrom(values, low), high === undefined || low === undefined ? undefined : high - low)
        : sliceFrom(values, low ?? (bounds.length === 0 ? 0 : undefined));
    }
    case 'composite':
      return compositeValues(evaluator, expression, owner, context);
    case 'unary':
      return expression.operator === '&' || expression.operator === '*'
        ? evaluateExpression(evaluator, expression.operand, owner, context)
        : UNKNOWN_VALUES;
    case 'assertion':
      return evaluateExpression(evaluator, expression.object, owner, context);
    default:
      return UNKNOWN_VALUES;
  }
}

function numberValue(literal: string): Values {
  const digits = literal.replaceAll('_', '');
  // `0644` is octal too (https://go.dev/ref/spec#Integer_literals).
  const octal =
    digits.length > 1 && digits.startsWith('0') && [...digits].every((digit) => digit >= '0' && digit <= '7');
  const number = Number(octal ? `0o${digits.slice(1)}` : digits);
  return Number.isFinite(number) ? [{ kind: 'number', number }] : UNKNOWN_VALUES;
}

/** The one number that a value is. */
function numberOf([value, ...others]: Values): number | undefined {
  return value?.kind === 'number' && others.length === 0 ? value.number : undefined;
}

/** A name that is put together of more parts than this is none that anyone wrote. */
const LONGEST_SUM = 256;

function binaryValues(
  evaluator: Evaluator,
  operators: readonly string[],
  operands: readonly Expression[],
  owner: FunctionInfo,
  context: Context | undefined,
): Values {
  if (operands.length > LONGEST_SUM) return UNKNOWN_VALUES;
  const values = operands.map((operand) =>
    settled(evaluator, evaluateExpression(evaluator, operand, owner, context)),
  );
  if (operators.every((operator) => operator === '|')) return combine(values, bitwiseOr);
  if (!operators.every((operator) => operator === '+')) return UNKNOWN_VALUES;
  const texts = values.some((set) => set.some((value) => value.kind === 'text'));
  const numbers = values.every((set) => set.every((value) => value.kind === 'number'));
  if (numbers && !texts) return combine(values, sum);
  return combine(values, concatenate);
}

/** Values with what the program is started with in the place of what gives it. */
export function settled({ program }: Evaluator, values: Values): Values {
  const { given } = program.platform;
  if (given === undefined) return values;
  return values.flatMap((value): Values => {
    if ((value.kind !== 'text' && value.kind !== 'partial') || value.origin === undefined) return [value];
    const known = given(value.origin);
    if (known === undefined) return [value];
    const first = known.open ? text(known.text, value.origin) : text(known.text);
    return known.or === 'nothing' || value.kind === 'partial' ? [first] : [first, value];
  });
}

function bitwiseOr(choice: readonly Value[]): Value {
  return numeric(choice, (left, right) => left | right);
}

function sum(choice: readonly Value[]): Value {
  return numeric(choice, (left, right) => left + right);
}

function numeric(choice: readonly Value[], compute: (left: number, right: number) => number): Value {
  let result = 0;
  for (const value of choice) {
    if (value.kind !== 'number') return partial('');
    result = compute(result, value.number);
  }
  return { kind: 'number', number: result };
}

/** A quiet package's functions are read only now that something hangs on them. */
function settle({ program, readQuiet }: Evaluator, { unit }: FileScope): void {
  if (program.quiet.has(unit.package)) readQuiet(unit.package);
}

// Variables

function variableValues(evaluator: Evaluator, variable: Variable, context: Context | undefined): Values {
  const known = evaluator.memo.get(variable);
  if (known !== undefined) return known;
  if (variable.place !== 'local') settle(evaluator, variable.file);
  const isAgain = evaluator.active.has(variable);
  if (isAgain || evaluator.active.size > LONGEST_CHAIN) {
    // A variable that is made from itself: what it was before is covered by its other assignments.
    evaluator.met.add(variable);
    return isAgain ? ITSELF : UNKNOWN_VALUES;
  }
  const contextualBefore = evaluator.contextual;
  evaluator.contextual = false;
  evaluator.active.add(variable);
  const values = computeVariable(evaluator, variable, context);
  evaluator.active.delete(variable);
  evaluator.met.delete(variable);
  // Only what hangs neither on a call nor on a variable being computed further up holds everywhere.
  const holds = !evaluator.contextual && evaluator.met.size === 0 && evaluator.steps <= evaluator.limit;
  if (holds) evaluator.memo.set(variable, values);
  evaluator.contextual ||= contextualBefore;
  return values;
}

function computeVariable(evaluator: Evaluator, variable: Variable, context: Context | undefined): Values {
  const sets = variable.assignments.map((assignment) => assignmentValues(evaluator, assignment, context));
  if (variable.embedded.length > 0) {
    // A file system is none of the container's.
    if (variable.type?.kind === 'selector') return [];
    sets.push(embeddedText(evaluator, variable));
  }
  const { parameter } = variable;
  // The caller of a function given to filepath.Walk is known to be that.
  const isGiven = variable.assignments.some(({ kind }) => kind === 'below');
  if (parameter !== undefined && !isGiven) sets.push(parameterValues(evaluator, parameter, context));
  if (variable.tag !== undefined) sets.push(tagDefaults(variable.tag));
  if (variable.filled && !(variable.tag !== undefined && tagSaysAll(variable.tag))) sets.push(UNKNOWN_VALUES);
  if (mayBeWrittenUnseen(evaluator, variable)) sets.push(UNKNOWN_VALUES);
  sets.push(...linkedValues(evaluator, variable));
  const elements = elementSets(evaluator, variable.assignments, context);
  if (elements.length > 0) sets.push([{ kind: 'list', items: elements, anywhere: true }]);
  // A local variable that is never set is empty; a package's variable may be set by the linker (`-X`).
  if (sets.length === 0) return variable.place === 'local' ? [] : UNKNOWN_VALUES;
  const all = union(sets);
  const values = variable.reordered ? all.map(withoutPlaces) : all;
  return isSetElsewhere(evaluator.program, variable) ? values.map(opened) : values;
}

/** Longer texts name nothing. */
const LONGEST_EMBEDDED = 65_536;

/** What a string or the bytes that a file is embedded in are (https://pkg.go.dev/embed#hdr-Strings_and_Bytes). */
function embeddedText({ files }: Evaluator, { embedded: [pattern = ''], file }: Variable): Values {
  const path = posix.join(file.unit.package.directory, pattern.replace(/^all:/, ''));
  const content = files.read(path);
  return content === undefined || content.length > LONGEST_EMBEDDED ? UNKNOWN_VALUES : [text(content)];
}

/** A list whose elements may be set elsewhere. */
function opened(value: Value): Value {
  return value.kind === 'list'
    ? {
        ...value,
        items: value.items.map((item) => union([item, UNKNOWN_VALUES])),
        ...(value.rest === undefined ? {} : { rest: UNKNOWN_VALUES }),
      }
    : value;
}

/** A receiver is whatever the method is called on; what has an address may be written through it. */
function mayBeWrittenUnseen({ program }: Evaluator, variable: Variable): boolean {
  return variable.received || (variable.addressed && writesThroughPointers(program));
}

/** `*p = v`, on a line of its own or behind a `{`. */
const WRITE_THROUGH_POINTER = /(?:^|[{;,])[ \t]*\*[ \t]*\(?[A-Za-z_][\w.]*\)?[ \t]*(?:,[^\n=]*)?\+?=[^=]/m;

function writesThroughPointers(program: Program): boolean {
  program.foreign.pointers ??= program.units.some(({ files }) =>
    files.some(({ file }) => WRITE_THROUGH_POINTER.test(file.tree.text)),
  );
  return program.foreign.pointers;
}

/** What the linker gives a variable of a package in the place of its first value. */
function linkedValues({ program }: Evaluator, variable: Variable): readonly Values[] {
  if (variable.place !== 'package') return [];
  const { linked } = program;
  if (linked === undefined) return [UNKNOWN_VALUES];
  if (linked.size === 0) return [];
  const { package: of, path } = variable.file.unit;
  const key = `${of.name === 'main' ? 'main' : path}.${variable.name}`;
  if (!linked.has(key)) return [];
  const value = linked.get(key);
  return [value === undefined ? UNKNOWN_VALUES : [text(value)]];
}

function elementSets(
  evaluator: Evaluator,
  assignments: readonly Assignment[],
  context: Context | undefined,
): readonly Values[] {
  return assignments.flatMap((assignment) =>
    assignment.kind === 'element'
      ? [evaluateExpression(evaluator, assignment.expression, assignment.owner, context)]
      : [],
  );
}

function assignmentValues(
  evaluator: Evaluator,
  assignment: Assignment,
  context: Context | undefined,
): Values {
  switch (assignment.kind) {
    case 'value':
      return resultValues(evaluator, assignment.expression, assignment.result, assignment.owner, context);
    case 'element':
      return [];
    case 'appended':
      // What stands before it is one of the other assignments; together they are only partly known.
      return UNKNOWN_VALUES;
    case 'range':
      if (assignment.part === 'key') return UNKNOWN_VALUES;
      return elementsOf(evaluateExpression(evaluator, assignment.over, assignment.owner, context));
    case 'default': {
      const values = evaluateExpression(evaluator, assignment.value, assignment.owner, context);
      const names = flagNames(evaluator, assignment.flag, assignment.owner, context);
      return flagValues(evaluator, values, names, context);
    }
    case 'below':
      return settled(
        evaluator,
        evaluateExpression(evaluator, assignment.directory, assignment.owner, context),
      ).map((value) =>
        value.kind === 'partial' && value.base !== undefined ? partial('') : unfinished(value),
      );
    case 'unknown':
      return UNKNOWN_VALUES;
  }
}

/** One of several results of a call; the value itself otherwise. */
function resultValues(
  evaluator: Evaluator,
  expression: Expression,
  result: number,
  owner: FunctionInfo,
  context: Context | undefined,
): Values {
  if (expression.kind === 'call') return callValues(evaluator, expression, result, owner, context);
  return result === 0 ? evaluateExpression(evaluator, expression, owner, context) : UNKNOWN_VALUES;
}

function parameterValues(
  evaluator: Evaluator,
  parameter: NonNullable<Variable['parameter']>,
  context: Context | undefined,
): Values {
  evaluator.contextual = true;
  const binding = bindingOf(context, parameter.of);
  if (binding === undefined) {
    evaluator.needed.add(parameter.of);
    return UNKNOWN_VALUES;
  }
  const { call, caller } = binding.site;
  if (evaluator.active.has(call) || evaluator.active.size > LONGEST_CHAIN) return UNKNOWN_VALUES;
  evaluator.active.add(call);
  const values = argumentValues(evaluator, call, parameter, caller, context);
  evaluator.active.delete(call);
  return values;
}

function argumentValues(
  evaluator: Evaluator,
  call: Call,
  { index, variadic }: { readonly index: number; readonly variadic: boolean },
  caller: FunctionInfo,
  context: Context | undefined,
): Values {
  if (variadic && !call.spread) {
    const items = call.arguments
      .slice(index)
      .map((argument) => evaluateExpression(evaluator, argument, caller, context));
    return [{ kind: 'list', items }];
  }
  const argument = call.arguments[index];
  if (argument !== undefined) return evaluateExpression(evaluator, argument, caller, context);
  // f(g()) with several results.
  const [only] = call.arguments;
  if (call.arguments.length === 1 && only?.kind === 'call')
    return callValues(evaluator, only, index, caller, context);
  return UNKNOWN_VALUES;
}

// Members and elements

function selectorValues(
  evaluator: Evaluator,
  selector: Selector,
  owner: FunctionInfo,
  context: Context | undefined,
): Values {
  const { program } = evaluator;
  const { object, name } = selector;
  const entity = object.kind === 'identifier' ? entityOf(program, object, owner.file) : undefined;
  if (entity?.kind === 'package') {
    const member = entity.package.unit?.members.get(name);
    if (member?.kind === 'variable') return variableValues(evaluator, member.variable, context);
    return externalValue(apiKey(entity.package.path, name));
  }
  const member = memberOf(program, typeOf(program, object, owner.file), name);
  if (member?.kind === 'field') return variableValues(evaluator, member.variable, context);
  return member?.kind === 'external' ? externalValue(member.key) : UNKNOWN_VALUES;
}

function externalValue(key: string): Values {
  if (key === 'os.Args') return [{ kind: 'arguments', offset: 0 }];
  const value = apiValue(key);
  if (typeof value === 'string') return [text(value)];
  if (typeof value === 'number') return [{ kind: 'number', number: value }];
  if (value !== undefined) return [{ kind: 'partial', base: value.base, prefix: value.rest, complete: true }];
  return UNKNOWN_VALUES;
}

function indexValues(
  evaluator: Evaluator,
  expression: Extract<Expression, { kind: 'index' }>,
  owner: FunctionInfo,
  context: Context | undefined,
): Values {
  const object = evaluateExpression(evaluator, expression.object, owner, context);
  const [index] = expression.indices;
  const positions = index === undefined ? [] : evaluateExpression(evaluator, index, owner, context);
  const [position] = positions;
  if (positions.length === 1 && position?.kind === 'number') return elementAt(object, position.number);
  return elementsOf(object);
}

function compositeValues(
  evaluator: Evaluator,
  composite: Composite,
  owner: FunctionInfo,
  context: Context | undefined,
): Values {
  if (composite.type?.kind === 'struct-type') return UNKNOWN_VALUES;
  const items = composite.elements.map(({ value }) => evaluateExpression(evaluator, value, owner, context));
  return [{ kind: 'list', items }];
}

// Calls

function callValues(
  evaluator: Evaluator,
  call: Call,
  result: number,
  owner: FunctionInfo,
  context: Context | undefined,
): Values {
  const callee = calleeOf(evaluator.program, call.callee, owner.file);
  const argumentAt = (index: number): Values => {
    const argument = call.arguments[index];
    return argument === undefined ? UNKNOWN_VALUES : evaluateExpression(evaluator, argument, owner, context);
  };
  switch (callee.kind) {
    case 'conversion':
      return argumentAt(0);
    case 'builtin':
      return builtinValues(callee.name, call, argumentAt);
    case 'external':
      return externalCall(evaluator, callee.key, call, result, owner, context) ?? UNKNOWN_VALUES;
    case 'function': {
      const known =
        callee.key === undefined
          ? undefined
          : externalCall(evaluator, callee.key, call, result, owner, context);
      if (known !== undefined) return known;
      return union(
        callee.functions.map((called) => returnedValues(evaluator, called, call, result, owner, context)),
      );
    }
    default:
      return UNKNOWN_VALUES;
  }
}

function builtinValues(name: string, call: Call, argumentAt: (index: number) => Values): Values {
  if (name === 'new' || name === 'make') return [];
  if (name !== 'append') return UNKNOWN_VALUES;
  const items = call.arguments.slice(1).map((_, index) => argumentAt(index + 1));
  return appendLists(argumentAt(0), call.spread ? argumentAt(1) : [{ kind: 'list', items }]);
}

/** What a function that the tables know gives; undefined when they say nothing about its value. */
function externalCall(
  evaluator: Evaluator,
  key: string,
  call: Call,
  result: number,
  owner: FunctionInfo,
  context: Context | undefined,
): Values | undefined {
  if (key === 'runtime.Caller') return callerValues(call, result, owner);
  const argumentOf = (index: number): Values => {
    const argument = call.arguments[index];
    return argument === undefined ? UNKNOWN_VALUES : evaluateExpression(evaluator, argument, owner, context);
  };
  const computation = computationOf(key, result);
  if (computation !== undefined) {
    const plain = call.arguments.map((argument, index) =>
      key.startsWith('fmt.') && hasTextOfItsOwn(evaluator, argument, owner)
        ? UNKNOWN_VALUES
        : settled(evaluator, argumentOf(index)),
    );
    const last = call.spread ? plain.at(-1) : undefined;
    if (last === undefined) return computation(plain);
    return union(spreadArguments(last).map((spread) => computation([...plain.slice(0, -1), ...spread])));
  }
  if (result > 0) return undefined;
  if (key === 'os.ExpandEnv') return expanded(evaluator, argumentOf(0));
  const gives = apiFacts(key)?.gives;
  switch (gives?.kind) {
    case 'argument':
      return argumentOf(gives.index);
    case 'receiver':
      return call.callee.kind === 'selector'
        ? evaluateExpression(evaluator, call.callee.object, owner, context)
        : UNKNOWN_VALUES;
    case 'matches':
      return settled(evaluator, argumentOf(gives.index)).map(matchOf);
    case 'temporary':
      return settled(evaluator, argumentOf(gives.index)).map((value): Value =>
        value.kind === 'text' && value.text === ''
          ? inTemporaryDirectory
          : unfinished(concatenate([value, text('/')])),
      );
    case 'text':
      return [text(gives.text)];
    case 'variables':
      return [fromOrigin({ kind: 'environment', name: '*' })];
    case 'base':
      return [{ kind: 'partial', base: gives.base, prefix: gives.rest, complete: true }];
    case 'environment': {
      const fallback = gives.fallback === undefined ? [] : argumentOf(gives.fallback);
      const names = argumentOf(gives.index);
      const changed = changesVariable(evaluator, names) ? UNKNOWN_VALUES : [];
      return union([environmentValues(names), fallback, changed]);
    }
    case 'flag':
      return flagValues(
        evaluator,
        argumentOf(gives.value),
        flagNames(evaluator, argumentsAt(call, [gives.name, gives.alias]), owner, context),
        context,
      );
    case 'setting': {
      const fallback = gives.fallback === undefined ? [] : argumentOf(gives.fallback);
      return union([settingValues(evaluator, gives.space, argumentOf(gives.key), context), fallback]);
    }
    case 'chain':
      return chainValues(evaluator, call, gives, owner, context);
    default:
      return undefined;
  }
}

/** A text with the variables of the environment in it. */
function expanded(evaluator: Evaluator, values: Values): Values {
  return union(
    values.map((value): Values => {
      if (value.kind !== 'text' || value.origin !== undefined) return UNKNOWN_VALUES;
      const parts = partsWithVariables(value.text).map((part): Values => {
        if ('text' in part) return [text(part.text)];
        const changed = changesVariable(evaluator, [text(part.variable)]) ? UNKNOWN_VALUES : [];
        return settled(evaluator, union([[environmentValue(part.variable)], changed]));
      });
      return parts.length === 0 ? [text('')] : combine(parts, concatenate);
    }),
  );
}

/**
 * A path that a pattern matches: it lies in the directory that comes before the first sign of a pattern; one without any
 * matches itself.
 */
function matchOf(pattern: Value): Value {
  const known = usualText(pattern);
  if (known !== undefined && !/[*?[\\]/.test(known)) return { kind: 'list', items: [[pattern]] };
  if (known !== undefined) {
    const literal = directoryOfPattern(known);
    return unfinished(literal === '' ? text('./') : sliced(pattern, 0, literal.length));
  }
  if (pattern.kind !== 'partial') return partial('');
  const { base, prefix } = pattern;
  return { kind: 'partial', prefix: directoryOfPattern(prefix), ...(base === undefined ? {} : { base }) };
}

/** The directory of what is literal in a pattern, with a slash at its end; '' for none. */
function directoryOfPattern(pattern: string): string {
  const wild = pattern.search(/[*?[\\]/);
  const literal = wild < 0 ? pattern : pattern.slice(0, wild);
  return literal.slice(0, literal.lastIndexOf('/') + 1);
}

/** A value that is printed by its own method (https://pkg.go.dev/fmt#Stringer). */
function hasTextOfItsOwn({ program }: Evaluator, argument: Expression, owner: FunctionInfo): boolean {
  const type = typeOf(program, argument, owner.file);
  return (
    type.kind === 'named' &&
    ['String', 'Error', 'Format', 'GoString'].some((name) => memberOf(program, type, name)?.kind === 'method')
  );
}

const inTemporaryDirectory: Value = { kind: 'partial', base: 'temporary-directory', prefix: '/' };

/** Of `runtime.Caller(0)` the source file's path, as it was when the program was built. */
function callerValues(call: Call, result: number, owner: FunctionInfo): Values {
  const [skip] = call.arguments;
  const isHere = skip?.kind === 'number' && skip.text === '0';
  if (result !== 1 || !isHere) return UNKNOWN_VALUES;
  return [{ kind: 'partial', base: 'source-directory', prefix: owner.file.file.path, complete: true }];
}

function changesVariable({ changes: { environment } }: Evaluator, names: Values): boolean {
  if (environment.size === 0) return false;
  return environment.has('*') || names.some((name) => name.kind !== 'text' || environment.has(name.text));
}

function environmentValues(names: Values): Values {
  return names.map((value) => (value.kind === 'text' ? environmentValue(value.text) : partial('')));
}

function environmentValue(name: string): Value {
  const origin = { kind: 'environment', name } as const;
  if (name === 'HOME') return { kind: 'partial', prefix: '', base: 'home-directory', complete: true, origin };
  return fromOrigin(origin);
}

/** The arguments in these places, as far as there are such. */
export function argumentsAt(call: Call, indices: readonly (number | undefined)[]): readonly Expression[] {
  return indices.flatMap((index) => (index === undefined ? [] : (call.arguments[index] ?? [])));
}

/** A flag's default, and what the program itself may set the flag to. */
function flagValues(
  evaluator: Evaluator,
  values: Values,
  names: readonly string[],
  context: Context | undefined,
): Values {
  const { flags, parsed } = evaluator.changes;
  const given = withFlag(values, names);
  const isSet = flags.has('*') || names.some((name) => flags.has(name));
  const lists = parsed.map(({ expression, owner }) =>
    parsedValues(evaluateExpression(evaluator, expression, owner, context), names),
  );
  return union([given, ...lists, isSet ? UNKNOWN_VALUES : []]);
}

/**
 * What a flag may be that is read from a list: any text of one that is written down, behind an equals sign too. A list
 * that comes from elsewhere is another command line: who gives it may give any value.
 */
function parsedValues(lists: Values, names: readonly string[]): Values {
  return union(
    lists.flatMap((list) =>
      list.kind === 'list'
        ? list.items.map((item) => union(item.map((value) => valueOfFlag(value, names))))
        : [],
    ),
  );
}

function valueOfFlag(value: Value, names: readonly string[]): Values {
  if (value.kind !== 'text') return [value];
  const [, name, attached] = /^--?([^=]+)(?:=(.*))?$/s.exec(value.text) ?? [];
  if (name === undefined) return [value];
  return attached !== undefined && (names.length === 0 || names.includes(name)) ? [text(attached)] : [];
}

/** A flag's default, which the command line may replace. */
function withFlag(values: Values, names: readonly string[]): Values {
  const [name, ...others] = names;
  if (name === undefined) return values;
  const origin = flagOrigin(name, others);
  return values.map((value) => (value.kind === 'text' ? text(value.text, origin) : value));
}

/** The names that the expressions give a flag: texts, which may hold several (`config, c`), and letters. */
function flagNames(
  evaluator: Evaluator,
  expressions: readonly Expression[],
  owner: FunctionInfo,
  context: Context | undefined,
): readonly string[] {
  return expressions.flatMap((expression) =>
    expression.kind === 'rune'
      ? [expression.value]
      : namesIn(evaluateExpression(evaluator, expression, owner, context)),
  );
}

function namesIn(values: Values): readonly string[] {
  const [name] = values;
  if (name?.kind !== 'text') return [];
  return name.text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function settingValues(
  evaluator: Evaluator,
  space: string,
  keys: Values,
  context: Context | undefined,
): Values {
  const sets = keys.map((key): Values => {
    if (key.kind !== 'text') return UNKNOWN_VALUES;
    const kept = evaluator.settings.get(`${space}:${key.text.toLowerCase()}`) ?? [];
    const values = kept.map(({ expression, owner, environment, aliases = [] }) => {
      const given = evaluateExpression(evaluator, expression, owner, context);
      if (environment) return environmentValues(given);
      if (space !== 'flag') return given;
      const names = [key.text, ...flagNames(evaluator, aliases, owner, context)];
      return flagValues(evaluator, given, names, context);
    });
    // A flag has its default; a configuration may say anything else as well.
    return union(space === 'flag' && values.length > 0 ? values : [...values, UNKNOWN_VALUES]);
  });
  return union(sets);
}

function chainValues(
  evaluator: Evaluator,
  call: Call,
  chain: Extract<Gives, { kind: 'chain' }>,
  owner: FunctionInfo,
  context: Context | undefined,
): Values {
  const links = chainLinks(call);
  const first = (name: string): Values | undefined => {
    const argument = links.get(name)?.arguments[0];
    return argument && evaluateExpression(evaluator, argument, owner, context);
  };
  const environment = first(chain.environment);
  const named = [chain.flag, chain.alias].flatMap((name) => links.get(name)?.arguments[0] ?? []);
  const names = flagNames(evaluator, named, owner, context);
  const value = flagValues(evaluator, first(chain.value) ?? [text('')], names, context);
  return union([value, ...(environment === undefined ? [] : [environmentValues(environment)])]);
}

/** The calls of `a.b().c().d()` by their names. */
function chainLinks(call: Call): ReadonlyMap<string, Call> {
  const links = new Map<string, Call>();
  let current: Expression = call;
  while (current.kind === 'call' && current.callee.kind === 'selector') {
    links.set(current.callee.name, current);
    current = current.callee.object;
  }
  return links;
}

/** A function that calls itself. */
function isEntered(context: Context | undefined, call: Call): boolean {
  for (let current = context; current !== undefined; current = current.outer)
    if (current.site.call === call) return true;
  return false;
}

/** What a function that is read returns when entered by this call. */
function returnedValues(
  evaluator: Evaluator,
  called: FunctionInfo,
  call: Call,
  result: number,
  owner: FunctionInfo,
  context: Context | undefined,
): Values {
  settle(evaluator, called.file);
  const depth = (context?.depth ?? 0) + 1;
  const { returns, results } = contentsOf(called);
  if (depth > DEEPEST_CONTEXT * 2 || returns.length === 0 || isEntered(context, call)) return UNKNOWN_VALUES;
  const entered: Context = { function: called, site: { call, caller: owner }, outer: context, depth };
  const shared = results[result];
  // A deferred function may set a named result after the return.
  const late = shared?.captured === true ? [variableValues(evaluator, shared, entered)] : [];
  const sets = returns.map((values): Values => {
    if (values.length === 0) {
      const named = results[result];
      return named === undefined ? UNKNOWN_VALUES : variableValues(evaluator, named, entered);
    }
    const expression = values.length === 1 && results.length > 1 ? values[0] : values[result];
    if (expression === undefined) return UNKNOWN_VALUES;
    const index = values.length === 1 && results.length > 1 ? result : 0;
    return resultValues(evaluator, expression, index, called, entered);
  });
  const all = union([...sets, ...late]);
  // An empty string beside others is what stands next to an error.
  const told = all.filter((value) => value.kind !== 'text' || value.text !== '');
  return told.length > 0 ? told : all;
}

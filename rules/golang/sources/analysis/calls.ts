/** Calls: which functions they enter, and what those of the standard library and of known modules do. */
import type { ApiFacts } from '../knowledge/facts.ts';
import { apiFacts } from '../knowledge/index.ts';
import { standardSymbol } from '../knowledge/standard-symbols.ts';
import type { Call, Expression } from '../syntax/tree.ts';
import { argumentsAt } from './evaluate.ts';
import { type Callee, calleeOf, memberOf, typeOf } from './infer.ts';
import { type CallSite, type FunctionInfo, type Program, apiKey, contentsOf, entityOf } from './model.ts';
import { shapeOf } from './sharing.ts';
import { mayUseTemplate, templateUseOf } from './template-uses.ts';
import { eventAt, handOver, nameStart } from './events.ts';
import { fillArguments, mayFill } from './fills.ts';
import {
  SETS_ENVIRONMENT,
  SETS_FLAGS,
  collectMention,
  isReflectedMethod,
  mayReflect,
  noteReflected,
  noteTemplate,
} from './mentions.ts';
import { type Walk, callsByName, enter, giveTo, isDescribed, keep, letEscape } from './walk.ts';

export function shapeAt({ program }: Walk, expression: Expression, owner: FunctionInfo): string {
  return shapeOf(program, typeOf(program, expression, owner.file));
}

export function collectMethodValue(walk: Walk, object: Expression, name: string, owner: FunctionInfo): void {
  const key = externalMethod(walk.program, object, name, owner);
  if (key !== undefined) return collectMention(walk, { key, start: object.start, owner });
  const type = typeOf(walk.program, object, owner.file);
  const member = memberOf(walk.program, type, name);
  if (member?.kind === 'method') {
    member.function.escapes = true;
    if (!isDescribed(member.function)) enter(walk, member.function);
  } else if (member?.kind === 'external') {
    collectMention(walk, { key: member.key, start: object.start, owner });
  } else if (member?.kind === 'abstract' || (member === undefined && type.kind === 'unknown')) {
    if (mayReflect(walk, name, owner)) noteReflected(walk, undefined, object.start, owner);
    const use = mayUseTemplate(walk.program, name, undefined, owner.file);
    noteTemplate(walk, use, undefined, object.start, owner);
    callsByName(walk, name, object.start, owner);
    letEscape(walk, name, walk.program.methodsByName.get(name) ?? []);
  }
}

export function collectCall(walk: Walk, site: CallSite): void {
  const { call, caller } = site;
  const callee = calleeOf(walk.program, call.callee, caller.file);
  if (isMethodExpression(walk.program, call.callee, caller))
    return collectMethodExpression(walk, site, callee);
  if (callee.kind === 'external') noteSettings(walk, callee.key, call, caller);
  switch (callee.kind) {
    case 'function': {
      const facts = callee.key === undefined ? undefined : apiFacts(callee.key);
      if (facts !== undefined && callee.key !== undefined) applyFacts(walk, site, callee.key, facts);
      for (const called of callee.functions) {
        contentsOf(called).callers.push(site);
        if (facts?.effects === undefined && called.outer === undefined) enter(walk, called);
      }
      if (callee.functions.some((called) => !called.file.unit.package.own)) fillArguments(walk, call, caller);
      return;
    }
    case 'external': {
      const facts = apiFacts(callee.key);
      walk.external.add(callee.key);
      if (isReflectedMethod(callee.key))
        noteReflected(walk, call.arguments[0], nameStart(call, call.start), caller);
      noteTemplate(walk, templateUseOf(callee.key), call, nameStart(call, call.start), caller);
      if (facts !== undefined) applyFacts(walk, site, callee.key, facts);
      else handOver(walk, site, callee.key);
      if (facts?.fills === undefined && mayFill(callee.key)) fillArguments(walk, call, caller);
      return;
    }
    case 'dynamic':
      collectDynamicCall(walk, site, callee);
      if (!callee.inert && mayReflect(walk, callee.name, caller))
        noteReflected(walk, call.arguments[0], nameStart(call, call.start), caller);
      if (!callee.inert) {
        const use = mayUseTemplate(walk.program, callee.name, call.arguments, caller.file);
        noteTemplate(walk, use, call, nameStart(call, call.start), caller);
      }
      if (!callee.inert) callsByName(walk, callee.name, nameStart(call, call.start), caller);
      if (!walk.program.methodsByName.has(callee.name)) handOver(walk, site, callee.name);
      return fillArguments(walk, call, caller);
    case 'conversion': {
      const facts = callee.key === undefined ? conversionFacts(callee) : apiFacts(callee.key);
      if (facts !== undefined && callee.key !== undefined) applyFacts(walk, site, callee.key, facts);
      // `new(http.Transport)`, `[]http.Dir(names)`: the types in it are mentioned where it is bound.
      return;
    }
    default:
  }
}

/** `(*http.Client).Get`, `shop.Act`: the receiver is the first argument. */
function isMethodExpression(program: Program, callee: Expression, caller: FunctionInfo): boolean {
  if (callee.kind !== 'selector') return false;
  const { object } = callee;
  const type = object.kind === 'unary' && object.operator === '*' ? object.operand : object;
  if (type.kind === 'identifier') return entityOf(program, type, caller.file)?.kind === 'type';
  if (type.kind !== 'selector' || type.object.kind !== 'identifier') return false;
  const entity = entityOf(program, type.object, caller.file);
  if (entity?.kind !== 'package') return false;
  const { unit, path } = entity.package;
  if (unit !== undefined) return unit.members.get(type.name)?.kind === 'type';
  // A type has a row with methods; a variable of that name doesn't.
  return standardSymbol(apiKey(path, callee.name, type.name)) !== undefined;
}

/** The key of `(*http.Client).Get` and `http.Dir.Open`. */
function externalMethod(
  program: Program,
  object: Expression,
  name: string,
  owner: FunctionInfo,
): string | undefined {
  const type = object.kind === 'unary' && object.operator === '*' ? object.operand : object;
  if (type.kind !== 'selector' || type.object.kind !== 'identifier') return undefined;
  const entity = entityOf(program, type.object, owner.file);
  if (entity?.kind !== 'package' || entity.package.unit !== undefined) return undefined;
  const key = apiKey(entity.package.path, name, type.name);
  return standardSymbol(key) === undefined ? undefined : key;
}

function collectMethodExpression(walk: Walk, { call, caller }: CallSite, callee: Callee): void {
  const start = nameStart(call, call.start);
  const key =
    call.callee.kind === 'selector'
      ? externalMethod(walk.program, call.callee.object, call.callee.name, caller)
      : undefined;
  if (key !== undefined) {
    collectMention(walk, { key, start, owner: caller });
  } else if (callee.kind === 'function') {
    for (const called of callee.functions) {
      called.escapes = true;
      if (!isDescribed(called)) enter(walk, called);
    }
  } else if (callee.kind === 'external') {
    collectMention(walk, { key: callee.key, start, owner: caller });
  } else if (callee.kind === 'dynamic') {
    callsByName(walk, callee.name, start, caller);
    letEscape(walk, callee.name, walk.program.methodsByName.get(callee.name) ?? []);
  } else if (call.callee.kind === 'selector' && call.callee.object.kind === 'unary') {
    callsByName(walk, call.callee.name, start, caller);
  }
}

/** Methods that read flags from a list. A library's own call of one is given what its users' are. */
const PARSES_FLAGS: ReadonlySet<string> = new Set([
  'flag.FlagSet.Parse',
  'github.com/spf13/pflag.FlagSet.Parse',
  'github.com/spf13/cobra.Command.SetArgs',
  'github.com/spf13/cobra.Command.ParseFlags',
  ...['gopkg.in/alecthomas/kingpin', 'github.com/alecthomas/kingpin'].map(
    (path) => `${path}.Application.Parse`,
  ),
  'github.com/namsral/flag.FlagSet.Parse',
]);

/** Which variables and flags the program sets itself; `*` for one that isn't told here. */
function noteSettings(walk: Walk, key: string, call: Call, caller: FunctionInfo): void {
  const [name] = call.arguments;
  const told = name?.kind === 'string' ? name.value : '*';
  if (PARSES_FLAGS.has(key) && name !== undefined && caller.file.unit.package.own)
    walk.changes.parsed.push({ expression: name, owner: caller });
  if (SETS_ENVIRONMENT.has(key)) walk.changes.environment.add(told);
  if (SETS_FLAGS.has(key)) walk.changes.flags.add(told);
}

function conversionFacts(callee: Extract<Callee, { kind: 'conversion' }>): ApiFacts | undefined {
  return callee.type.kind === 'external' ? apiFacts(apiKey(callee.type.path, callee.type.name)) : undefined;
}

/** With more methods of a name than this, which call gives what to which is not followed. */
const MOST_CANDIDATES = 64;

/** A method of an interface or of an unknown type: any method of that name and number of parameters. */
function collectDynamicCall(walk: Walk, site: CallSite, callee: Extract<Callee, { kind: 'dynamic' }>): void {
  const methods = walk.program.methodsByName.get(callee.name) ?? [];
  if (methods.length > MOST_CANDIDATES) return letEscape(walk, callee.name, methods);
  for (const method of methods) {
    const { parameters } = method.signature;
    const fits =
      parameters.length === site.call.arguments.length || parameters.some(({ variadic }) => variadic);
    if (!fits) continue;
    contentsOf(method).callers.push(site);
    if (!method.file.unit.package.own) method.escapes = true;
    if (!isDescribed(method)) enter(walk, method);
  }
}

function applyFacts(walk: Walk, site: CallSite, key: string, facts: ApiFacts): void {
  const { call, caller } = site;
  for (const effect of facts.effects ?? []) walk.events.push(eventAt(site, key, effect));
  if (facts.fills !== undefined) {
    const target = call.arguments[facts.fills.target];
    const value = call.arguments[facts.fills.value];
    const flag = argumentsAt(call, [facts.fills.flag, facts.fills.alias]);
    if (target !== undefined && value !== undefined)
      giveTo(walk, target, { kind: 'default', value, flag, owner: caller }, caller);
  }
  if (facts.defines !== undefined) {
    const { space, key: keyIndex, value: valueIndex, alias, environment = false } = facts.defines;
    const aliases = argumentsAt(call, [alias]);
    const kept = call.arguments[keyIndex];
    const value = call.arguments[valueIndex];
    const name = keyIndex < 0 ? '' : kept?.kind === 'string' ? kept.value : undefined;
    if (name !== undefined && value !== undefined)
      keep(walk, `${space}:${name.toLowerCase()}`, {
        expression: value,
        owner: caller,
        environment,
        aliases,
      });
  }
  if (facts.walks !== undefined) {
    const directory = call.arguments[facts.walks.directory];
    const callback = call.arguments[facts.walks.callback];
    const called = callback === undefined ? undefined : functionNamed(walk.program, callback, caller);
    if (directory !== undefined && called !== undefined)
      contentsOf(called).parameters[0]?.assignments.push({ kind: 'below', directory, owner: caller });
  }
}

function functionNamed(
  program: Program,
  expression: Expression,
  owner: FunctionInfo,
): FunctionInfo | undefined {
  const callee = calleeOf(program, expression, owner.file);
  return callee.kind === 'function' ? callee.functions[0] : undefined;
}

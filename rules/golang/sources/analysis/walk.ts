/** What a walk through the functions of a program has seen, and what it still has to see. */
import type { Effect } from '../knowledge/facts.ts';
import { apiFacts } from '../knowledge/index.ts';
import type { GoPackage } from '../loading/packages.ts';
import type { Expression, StructType } from '../syntax/tree.ts';
import type { Mention } from './bind.ts';
import type { ParsedList, SettingValue } from './evaluate.ts';
import { memberOf, typeOf } from './infer.ts';
import {
  type Assignment,
  type FunctionInfo,
  type Program,
  type Variable,
  entityOf,
  keyOfFunction,
} from './model.ts';
import type { TemplateUse } from './template-uses.ts';

/** Something that happens at run time, whose names are still to be worked out. */
export interface Event {
  readonly effect: Effect;
  /** What was called or set, by its key. */
  readonly key: string;
  readonly arguments: readonly Expression[];
  readonly spread: boolean;
  /** Where it stands: the call, or the value given to a field. */
  readonly start: number;
  readonly end: number | undefined;
  readonly owner: FunctionInfo;
  /** Only mentioned: who calls it, and with what, isn't followed. */
  readonly mentioned: boolean;
}

export interface Reached {
  readonly events: readonly Event[];
  readonly changes: Changes;
  /** Entries of what was opened as a file may be asked for. */
  readonly listsOpened: boolean;
  /** false: the libraries are too large for all reachable functions to be read. */
  readonly all: boolean;
  readonly settings: Map<string, readonly SettingValue[]>;
  /** Reads what bears on the values of a quiet package. */
  readonly readQuiet: (read: GoPackage) => void;
  readonly templates: readonly TemplateUse[];
  /** Counts methods of what may be there of the standard library as called. */
  readonly mentionMethods: (named: NamedMethods) => void;
}

/** Methods of values that are asked for by their names, as far as these are known. */
export interface NamedMethods {
  readonly start: number;
  readonly owner: FunctionInfo;
  /** undefined: any. */
  readonly names: ReadonlySet<string> | undefined;
  /** Types of which values are asked; `any` where this is not known and they may be of each. */
  readonly types: ReadonlySet<string> | 'any';
}

export interface Walk {
  readonly program: Program;
  /** Functions to be read: the program's own before those of libraries. */
  readonly own: FunctionInfo[];
  readonly library: FunctionInfo[];
  /** Those of quiet packages, which wait. */
  readonly waiting: Map<GoPackage, FunctionInfo[]>;
  /** Quiet packages whose values are settled: nothing that bears on them waits. */
  readonly settled: Set<GoPackage>;
  readonly seen: Set<FunctionInfo>;
  readonly events: Event[];
  readonly settings: Map<string, SettingValue[]>;
  readonly filled: Set<StructType>;
  /** Names of methods that may be called unseen. */
  readonly escaped: Set<string>;
  /** Methods that are called on values of which the type isn't known, with the first place. */
  readonly dynamic: Map<string, Mention>;
  /** What is mentioned or called of packages that aren't read. */
  readonly external: Set<string>;
  readonly changes: Changes;
  /** Where methods are asked for by reflection under names that aren't told: in the program's own code, and in libraries. */
  readonly reflected: { own?: Mention; library?: Mention };
  readonly templates: TemplateUse[];
}

/** What the program itself sets of its environment and flags: names, `*` for any. */
export interface Changes {
  readonly environment: Set<string>;
  readonly flags: Set<string>;
  /** Lists that flags are read from in the place of the command line. */
  readonly parsed: ParsedList[];
  /** The arguments of a command are set after it was made: `cmd.Args = append(cmd.Args, …)`. */
  commandArguments: boolean;
}

export function enter(walk: Walk, called: FunctionInfo): void {
  if (walk.seen.has(called)) return;
  walk.seen.add(called);
  queueOf(walk, called.file.unit.package).push(called);
}

function queueOf(walk: Walk, read: GoPackage): FunctionInfo[] {
  if (!walk.program.quiet.has(read)) return read.own ? walk.own : walk.library;
  const waiting = walk.waiting.get(read) ?? [];
  walk.waiting.set(read, waiting);
  return waiting;
}

/** A function that the tables describe is not read itself. */
export function isDescribed(called: FunctionInfo): boolean {
  const key = keyOfFunction(called);
  return key !== undefined && apiFacts(key)?.effects !== undefined;
}

/** A call of which the receiver's type isn't known, or is an interface of the program's. */
export function callsByName(walk: Walk, name: string, start: number, owner: FunctionInfo): void {
  if (!walk.dynamic.has(name)) walk.dynamic.set(name, { key: name, start, owner });
}

/** All methods of a name may be called with anything; done once for each name. */
export function letEscape(walk: Walk, name: string, methods: readonly FunctionInfo[]): void {
  if (walk.escaped.has(name)) return;
  walk.escaped.add(name);
  for (const method of methods) {
    method.escapes = true;
    if (!isDescribed(method)) enter(walk, method);
  }
}

export function keep(walk: Walk, key: string, value: SettingValue): void {
  const kept = walk.settings.get(key);
  if (kept === undefined) walk.settings.set(key, [value]);
  else kept.push(value);
}

/** An assignment through a pointer: to the variable or field that it points to. */
export function giveTo(walk: Walk, target: Expression, assignment: Assignment, owner: FunctionInfo): void {
  const place = target.kind === 'unary' && target.operator === '&' ? target.operand : target;
  variableAt(walk.program, place, owner)?.assignments.push(assignment);
}

export function variableAt(program: Program, place: Expression, owner: FunctionInfo): Variable | undefined {
  if (place.kind === 'identifier') {
    const entity = entityOf(program, place, owner.file);
    return entity?.kind === 'variable' ? entity.variable : undefined;
  }
  if (place.kind !== 'selector') return undefined;
  const entity = place.object.kind === 'identifier' ? entityOf(program, place.object, owner.file) : undefined;
  if (entity?.kind === 'package') {
    const member = entity.package.unit?.members.get(place.name);
    return member?.kind === 'variable' ? member.variable : undefined;
  }
  const member = memberOf(program, typeOf(program, place.object, owner.file), place.name);
  return member?.kind === 'field' ? member.variable : undefined;
}

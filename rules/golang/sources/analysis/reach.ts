/**
 * Walks the functions that the program can reach and collects what happens in them.
 *
 * Reached are: the initialisation of all packages, `main` and `init` functions, every method of the program's
 * own types (they may be called by reflection or through interfaces of code that isn't read), and from there
 * whatever is named. A plain function nobody names isn't linked into the program. A function that the
 * knowledge tables describe isn't entered: its effects are reported where it is called. Functions of quiet packages
 * wait until a value of theirs is asked for.
 */
import { apiFacts } from '../knowledge/index.ts';
import { standardSymbol } from '../knowledge/standard-symbols.ts';
import type { GoPackage } from '../loading/packages.ts';
import type { Call, Expression } from '../syntax/tree.ts';
import { type Bound, bindFunction, bindInitialiser } from './bind.ts';
import { calleeOf } from './infer.ts';
import { type FunctionInfo, type Program, contentsOf } from './model.ts';
import { holdsElements } from './sharing.ts';
import { collectCall, collectMethodValue, shapeAt } from './calls.ts';
import { CALLED_BY_STANDARD_LIBRARY, collectComposite, collectFieldAssignment } from './fields.ts';
import {
  collectMention,
  collectTyped,
  mentionMethods,
  mentionNamed,
  mentionReflected,
  mentionUnread,
} from './mentions.ts';
import { type Reached, type Walk, enter, isDescribed, variableAt } from './walk.ts';

/**
 * How much text of libraries' functions is read for one program. Those nearest to the program's own code come
 * first; what lies beyond is hardly ever what a program is about, and would take longer than all else.
 */
const LIBRARY_BUDGET = 3_000_000;

export function reach(program: Program): Reached {
  const walk: Walk = {
    program,
    own: [],
    library: [],
    waiting: new Map(),
    settled: new Set(),
    seen: new Set(),
    events: [],
    settings: new Map(),
    filled: new Set(),
    escaped: new Set(),
    dynamic: new Map(),
    external: new Set(),
    changes: { environment: new Set(), flags: new Set(), parsed: [], commandArguments: false },
    reflected: {},
    templates: [],
  };
  for (const initialiser of program.initialisers.values()) {
    walk.seen.add(initialiser);
    collect(walk, initialiser, bindInitialiser(program, initialiser));
  }
  for (const unit of program.units) {
    for (const [name, member] of unit.members) {
      if (member.kind === 'function' && (name.startsWith('init ') || isMain(name, unit.package.name)))
        enter(walk, member.function);
      if (member.kind === 'type' && unit.package.own)
        for (const method of member.type.methods.values()) {
          if (CALLED_BY_STANDARD_LIBRARY.includes(method.name)) method.escapes = true;
          enter(walk, method);
        }
    }
  }
  const all = readQueues(walk);
  if (!all) mentionUnread(walk);
  for (const [name, place] of walk.dynamic) mentionMethods(walk, name, place);
  mentionReflected(walk);
  return {
    events: walk.events,
    settings: walk.settings,
    all,
    changes: walk.changes,
    get listsOpened() {
      return [...walk.external].some((key) => standardSymbol(key)?.listsOpened === true);
    },
    readQuiet: (read) => readQuiet(walk, read),
    templates: walk.templates,
    mentionMethods: (named) => mentionNamed(walk, named),
  };
}

/**
 * Reads the functions of a quiet package and of its users, with what they enter in turn. Nothing they do is an event;
 * they only give values.
 */
export function readQuiet(walk: Walk, read: GoPackage): void {
  if (walk.settled.has(read)) return;
  const users = walk.program.quiet.usersOf(read);
  for (const user of users) walk.settled.add(user);
  let waiting = takeWaiting(walk, users);
  while (waiting.length > 0) {
    for (const called of waiting) collect(walk, called, bindFunction(walk.program, called));
    waiting = takeWaiting(walk, users);
  }
}

function takeWaiting(walk: Walk, packages: ReadonlySet<GoPackage>): readonly FunctionInfo[] {
  return [...packages].flatMap((read) => {
    const waiting = walk.waiting.get(read) ?? [];
    walk.waiting.delete(read);
    return waiting;
  });
}

function readQueues(walk: Walk): boolean {
  let left = LIBRARY_BUDGET;
  let nextOwn = 0;
  let nextLibrary = 0;
  for (;;) {
    const own = walk.own[nextOwn];
    const library = walk.library[nextLibrary];
    if (own !== undefined) {
      nextOwn += 1;
      collect(walk, own, bindFunction(walk.program, own));
    } else if (library === undefined || left <= 0) {
      return library === undefined;
    } else {
      nextLibrary += 1;
      left -= library.size;
      collect(walk, library, bindFunction(walk.program, library));
    }
  }
}

function isMain(name: string, packageName: string): boolean {
  return name === 'main' && packageName === 'main';
}

function collect(walk: Walk, bound: FunctionInfo, found: Bound): void {
  for (const called of found.functions) if (!isDescribed(called)) enter(walk, called);
  for (const referenced of found.references) referenced.escapes = true;
  for (const { object, name } of found.selectors) collectMethodValue(walk, object, name, bound);
  for (const { place, part, owner } of found.passed) {
    const variable = variableAt(walk.program, place, owner);
    if (variable !== undefined && (part === undefined || holdsElements(shapeAt(walk, part, owner))))
      variable.passed = true;
  }
  for (const { place, owner } of found.reordered) {
    const variable = variableAt(walk.program, place, owner);
    if (variable !== undefined) variable.reordered = true;
  }
  for (const { list, owner } of found.written) {
    const shape = shapeAt(walk, list, owner);
    if (holdsElements(shape)) walk.program.foreign.elements.add(shape);
  }
  for (const mention of found.mentions) collectMention(walk, mention);
  for (const { place, call, owner } of found.addressed) collectAddressed(walk, place, call, owner);
  for (const typed of found.typed) collectTyped(walk, typed);
  for (const assignment of found.fieldAssignments) collectFieldAssignment(walk, assignment);
  for (const owner of [bound, ...found.literals]) {
    const { composites, calls } = contentsOf(owner);
    for (const composite of composites) collectComposite(walk, composite, owner);
    for (const site of calls) collectCall(walk, site);
  }
}

/** A variable whose address goes somewhere, unless that is known to be a flag's. */
function collectAddressed(
  { program }: Walk,
  place: Expression,
  call: Call | undefined,
  owner: FunctionInfo,
): void {
  if (call !== undefined) {
    const callee = calleeOf(program, call.callee, owner.file);
    const facts = callee.kind === 'external' ? apiFacts(callee.key) : undefined;
    const target = facts?.fills === undefined ? undefined : call.arguments[facts.fills.target];
    if (target?.kind === 'unary' && target.operand === place) return;
  }
  const whole = place.kind === 'index' ? place.object : place;
  const variable = variableAt(program, whole, owner);
  if (variable !== undefined) variable.addressed = true;
}

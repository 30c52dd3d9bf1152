/**
 * Walks the functions that the program can reach and collects what happens in them.
 *
 * Reached are: the initialisation of all packages, `main` and `init` functions, every method of the program's
 * own types (they may be called by reflection or through interfaces of code that isn't read), and from there
 * whatever is named. A plain function nobody names isn't linked into the program. A function that the
 * knowledge tables describe isn't entered: its effects are reported where it is called. Functions of quiet packages
 * wait until a value of theirs is asked for.
 */

import { isFileName } from '../../../../src/split/uses/names.ts';
import { type FieldFacts, type Effect, type ApiFacts } from '../knowledge/facts.ts';
import { flagLiteral } from '../knowledge/flags.ts';
import { apiFacts, fieldFacts } from '../knowledge/index.ts';
import {
  standardMethods,
  standardSymbol,
  standardType,
  standardTypesWith,
} from '../knowledge/standard-symbols.ts';
import { packageOf } from '../knowledge/naming.ts';
import { isStandardImport } from '../knowledge/standard-library.ts';
import type { FindingKind } from '../knowledge/types.ts';
import type { GoPackage } from '../loading/packages.ts';
import { words } from '../knowledge/word-list.ts';
import type { Call, Composite, Expression, Identifier, StructType } from '../syntax/tree.ts';
import {
  type Bound,
  type FieldAssignment,
  type Mention,
  type TypedVariable,
  bindFunction,
  bindInitialiser,
} from './bind.ts';
import { argumentsAt, type ParsedList, type SettingValue } from './evaluate.ts';
import { type Callee, calleeOf, memberOf, typeNamed, typeOf, underlying } from './infer.ts';
import { holdsElements, shapeOf } from './sharing.ts';
import {
  type Assignment,
  type CallSite,
  type FileScope,
  type FunctionInfo,
  type GoType,
  type Program,
  type Variable,
  apiKey,
  contentsOf,
  entityOf,
  fieldsOf,
  keyOfFunction,
} from './model.ts';
import {
  importsTemplates,
  mayUseTemplate,
  mentionsExecution,
  templateUseOf,
  type TemplateUse,
} from './template-uses.ts';

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

interface Walk {
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

/**
 * Methods that the standard library calls on values it is given, so that no call of them may be in sight.
 * Source: the interfaces of io, fmt, sort, net/http, encoding, database/sql, flag, https://pkg.go.dev/std
 */
const CALLED_BY_STANDARD_LIBRARY = words(
  'ServeHTTP RoundTrip Read Write Close Open String Error Set Dial',
  'DialContext Connect Query Exec Begin Accept MarshalJSON UnmarshalJSON',
);

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
function readQuiet(walk: Walk, read: GoPackage): void {
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

function enter(walk: Walk, called: FunctionInfo): void {
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
function isDescribed(called: FunctionInfo): boolean {
  const key = keyOfFunction(called);
  return key !== undefined && apiFacts(key)?.effects !== undefined;
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

function shapeAt({ program }: Walk, expression: Expression, owner: FunctionInfo): string {
  return shapeOf(program, typeOf(program, expression, owner.file));
}

// Mentions

/** A function that is used as a value, a variable, or a type of a package that isn't read: all it can do may happen. */
function collectMention(
  walk: Walk,
  { key, start, owner }: Mention,
  counts: (effect: Effect) => boolean = () => true,
): void {
  walk.external.add(key);
  if (isReflectedMethod(key)) noteReflected(walk, undefined, start, owner);
  noteTemplate(walk, templateUseOf(key), undefined, start, owner);
  if (SETS_ENVIRONMENT.has(key)) walk.changes.environment.add('*');
  if (SETS_FLAGS.has(key)) walk.changes.flags.add('*');
  for (const effect of (apiFacts(key)?.effects ?? []).filter(counts))
    walk.events.push({
      effect,
      key,
      arguments: [],
      spread: false,
      start,
      end: undefined,
      owner,
      mentioned: true,
    });
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

/** What a variable is given is converted to its type. */
function collectTyped(walk: Walk, { variable, key, owner }: TypedVariable): void {
  walk.external.add(key);
  const facts = apiFacts(key);
  if (facts?.converts !== true) return collectMention(walk, { key, start: variable.start, owner });
  const { name, start } = variable;
  const value: Identifier = { kind: 'identifier', name, start };
  walk.program.entities.set(value, { kind: 'variable', variable });
  for (const effect of facts.effects ?? []) fieldEvent(walk, effect, key, value, owner);
}

/** A method by its name alone: of each type of the standard library that has one of the name and may be there. */
function mentionMethods(walk: Walk, name: string, { start, owner }: Mention): void {
  for (const path of walk.program.graph.standard.keys())
    for (const type of standardTypesWith(path, name))
      if (mayBeThere(walk, path, type)) collectMention(walk, { key: apiKey(path, name, type), start, owner });
}

/** Methods of package reflect that give those of a value or type, by name or by number. */
const GIVES_METHODS: ReadonlySet<string> = new Set(words('Method MethodByName Methods'));

function isReflectedMethod(key: string): boolean {
  return packageOf(key) === 'reflect' && GIVES_METHODS.has(key.slice(key.lastIndexOf('.') + 1));
}

/** What may be a method of package reflect: a call, or one as a value, where the type of its receiver isn't known. */
function mayReflect({ program }: Walk, name: string, { file }: FunctionInfo): boolean {
  if (!GIVES_METHODS.has(name) || !program.graph.standard.has('reflect')) return false;
  return name === 'MethodByName' || file.file.tree.imports.some(({ path }) => path === 'reflect');
}

function noteTemplate(
  { templates }: Walk,
  kind: TemplateUse['kind'] | undefined,
  call: Call | undefined,
  start: number,
  owner: FunctionInfo,
): void {
  if (kind === undefined) return;
  const given = call?.spread === true ? undefined : call?.arguments;
  templates.push({ kind, arguments: given, start, owner });
}

/** A method is asked for by reflection: of any value that has one of that name. */
function noteReflected(walk: Walk, name: Expression | undefined, start: number, owner: FunctionInfo): void {
  if (name?.kind === 'string') return callsByName(walk, name.value, start, owner);
  const which = owner.file.unit.package.own ? 'own' : 'library';
  walk.reflected[which] ??= { key: 'reflect.Value.Method', start, owner };
}

/** Needs that cost little, and are met whenever they may be. */
const CHEAP: ReadonlySet<FindingKind> = new Set<FindingKind>([
  'tls-client',
  'time-zone',
  'user-lookup',
  'service-names',
  'protocol-names',
  'mime-types',
  'temporary-directory',
]);

/** Any method of what may be there of the standard library. */
function mentionReflected(walk: Walk): void {
  const place = walk.reflected.own ?? walk.reflected.library;
  if (place !== undefined) mentionNamed(walk, { ...place, names: undefined, types: 'any' });
}

/**
 * Methods of what may be there of the standard library. Of what may be among the values that a library asks, or that are asked
 * under names that aren't known, only what costs little counts: no program hands it files of its own to have their directories
 * changed.
 */
function mentionNamed(walk: Walk, { names, types, start, owner }: NamedMethods): void {
  const isOwn = owner.file.unit.package.own;
  const isAsked = (type: string): boolean => names !== undefined || types === 'any' || types.has(type);
  for (const path of walk.program.graph.standard.keys())
    for (const [name, having] of standardMethods(path))
      for (const type of having) {
        if (names?.has(name) === false || !mayBeThere(walk, path, type)) continue;
        const all = isOwn && isAsked(apiKey(path, type));
        const mention = { key: apiKey(path, name, type), start, owner };
        collectMention(walk, mention, ({ kind }) => all || CHEAP.has(kind));
      }
}

/** A value of a type takes a mention of the type, or of what gives one. */
function mayBeThere({ program, external }: Walk, path: string, type: string): boolean {
  const key = apiKey(path, type);
  if (external.has(key) || [...external].some((mentioned) => standardType(mentioned) === key)) return true;
  return program.units.some((unit) =>
    unit.files.some(
      ({ file }) =>
        file.tree.text.includes(type) && file.tree.imports.some((imported) => imported.path === path),
    ),
  );
}

/**
 * Libraries that are too large to be followed to their ends: whatever a file of theirs names of the standard library
 * may be reached.
 */
function mentionUnread(walk: Walk): void {
  for (const unit of walk.program.units) {
    const owner = walk.program.initialisers.get(unit);
    if (unit.package.own || owner === undefined) continue;
    for (const file of unit.files) mentionTexts(walk, file, { ...owner, file });
  }
}

function mentionTexts(walk: Walk, file: FileScope, owner: FunctionInfo): void {
  for (const mention of mentionsInText(file, owner)) collectMention(walk, mention);
  const reflects = [...GIVES_METHODS].some((name) => file.file.tree.text.includes(`.${name}(`));
  if (reflects && file.file.tree.imports.some(({ path }) => path === 'reflect'))
    noteReflected(walk, undefined, 0, owner);
  if (importsTemplates(file) && mentionsExecution(file)) noteTemplate(walk, 'execution', undefined, 0, owner);
}

/** `name.Symbol` of each import, wherever it stands in the text. */
function mentionsInText(file: FileScope, owner: FunctionInfo): readonly Mention[] {
  const { text } = file.file.tree;
  const found = new Map<string, Mention>();
  for (const match of text.matchAll(/\b([A-Za-z_]\w*)\.([A-Z]\w*)/g)) {
    const [whole, alias = '', name = ''] = match;
    const imported = file.imports.get(alias);
    if (imported === undefined || imported.package.unit !== undefined) continue;
    const key = apiKey(imported.package.path, name);
    if (!found.has(key)) found.set(key, { key, start: match.index + whole.length - name.length, owner });
  }
  return [...found.values()];
}

// Methods as values

function collectMethodValue(walk: Walk, object: Expression, name: string, owner: FunctionInfo): void {
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

// Calls

function collectCall(walk: Walk, site: CallSite): void {
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

/** Functions that set variables of the environment, and those that set flags. */
const SETS_ENVIRONMENT: ReadonlySet<string> = new Set([
  'os.Setenv',
  'syscall.Setenv',
  'os.Unsetenv',
  'syscall.Unsetenv',
]);
const SETS_FLAGS: ReadonlySet<string> = new Set([
  'flag.Set',
  'flag.FlagSet.Set',
  'github.com/spf13/pflag.Set',
  'github.com/spf13/pflag.FlagSet.Set',
]);

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

/** Whether the program's own code gives what may be a text to a library's: that may open a file of the name. */
function isHandedOver(given: Expression, key: string, giver: FunctionInfo): boolean {
  if (!giver.file.unit.package.own || isStandardImport(packageOf(key))) return false;
  return given.kind === 'string'
    ? isFileName(given.value) || isCommandName(given.value)
    : ['identifier', 'selector', 'binary'].includes(given.kind);
}

/** In the form of a program's name: a single word. */
export function isCommandName(text: string): boolean {
  return /^[a-z][a-z0-9+_-]{1,30}$/.test(text);
}

/** Code that wasn't read gets texts from the program. */
function handOver(walk: Walk, site: CallSite, key: string): void {
  for (const [index, given] of site.call.arguments.entries()) {
    if (!isHandedOver(given, key, site.caller)) continue;
    const handed: Effect = { kind: 'names-file', name: { from: 'argument', index, reading: 'as-is' } };
    walk.events.push(eventAt(site, key, handed));
  }
}

/** What a call does. */
function eventAt({ call, caller }: CallSite, key: string, effect: Effect): Event {
  return {
    effect,
    key,
    arguments: call.arguments,
    spread: call.spread,
    start: nameStart(call, call.start),
    end: call.end,
    owner: caller,
    mentioned: false,
  };
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

/** A call of which the receiver's type isn't known, or is an interface of the program's. */
function callsByName(walk: Walk, name: string, start: number, owner: FunctionInfo): void {
  if (!walk.dynamic.has(name)) walk.dynamic.set(name, { key: name, start, owner });
}

/** All methods of a name may be called with anything; done once for each name. */
function letEscape(walk: Walk, name: string, methods: readonly FunctionInfo[]): void {
  if (walk.escaped.has(name)) return;
  walk.escaped.add(name);
  for (const method of methods) {
    method.escapes = true;
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

/** In a chain of calls over several lines, the line of the last name is the one that says what is done. */
function nameStart(call: Call, start: number): number {
  const { callee } = call;
  return callee.kind === 'selector' ? callee.nameStart : start;
}

function functionNamed(
  program: Program,
  expression: Expression,
  owner: FunctionInfo,
): FunctionInfo | undefined {
  const callee = calleeOf(program, expression, owner.file);
  return callee.kind === 'function' ? callee.functions[0] : undefined;
}

function keep(walk: Walk, key: string, value: SettingValue): void {
  const kept = walk.settings.get(key);
  if (kept === undefined) walk.settings.set(key, [value]);
  else kept.push(value);
}

// Values given through pointers

/** Code of other modules may fill what it gets a pointer to; of the standard library these packages do. */
function mayFill(key: string): boolean {
  if (!isStandardImport(key)) return true;
  return ['encoding/', 'database/sql', 'fmt.S', 'fmt.F', 'net/rpc', 'reflect.', 'unsafe.'].some((start) =>
    key.startsWith(start),
  );
}

function fillArguments(walk: Walk, call: Call, caller: FunctionInfo): void {
  for (const argument of call.arguments) {
    const target = pointed(walk.program, argument, caller);
    if (target === undefined) continue;
    const type = typeOf(walk.program, target, caller.file);
    if (!fillType(walk, type, 0)) giveTo(walk, target, { kind: 'unknown' }, caller);
  }
}

/** The variable or field whose address is given: `&x`, or a variable that holds a pointer to a struct. */
function pointed(program: Program, argument: Expression, caller: FunctionInfo): Expression | undefined {
  if (argument.kind === 'unary' && argument.operator === '&') return argument.operand;
  if (argument.kind !== 'identifier') return undefined;
  const entity = entityOf(program, argument, caller.file);
  if (entity?.kind !== 'variable') return undefined;
  const { type, assignments } = entity.variable;
  const holdsPointer =
    (type?.kind === 'unary' && type.operator === '*') ||
    assignments.some((assignment) => assignment.kind === 'value' && makesPointer(assignment.expression));
  return holdsPointer ? argument : undefined;
}

function makesPointer(expression: Expression): boolean {
  if (expression.kind === 'unary') return expression.operator === '&';
  return (
    expression.kind === 'call' && expression.callee.kind === 'identifier' && expression.callee.name === 'new'
  );
}

const DEEPEST_FILL = 6;

/** Marks the fields of a struct type, and of the structs in it, as filled from outside. */
function fillType(walk: Walk, type: GoType, depth: number): boolean {
  const below = underlying(walk.program, type);
  if (depth > DEEPEST_FILL) return true;
  if (below.kind === 'list' || below.kind === 'map') return fillType(walk, below.element, depth + 1);
  if (below.kind !== 'struct') return false;
  if (walk.filled.has(below.type)) return true;
  walk.filled.add(below.type);
  for (const field of fieldsOf(walk.program, below.type, below.file).values()) {
    field.filled = true;
    if (field.type !== undefined) fillType(walk, typeNamed(walk.program, field.type, below.file), depth + 1);
  }
  return true;
}

/** An assignment through a pointer: to the variable or field that it points to. */
function giveTo(walk: Walk, target: Expression, assignment: Assignment, owner: FunctionInfo): void {
  const place = target.kind === 'unary' && target.operator === '&' ? target.operand : target;
  variableAt(walk.program, place, owner)?.assignments.push(assignment);
}

function variableAt(program: Program, place: Expression, owner: FunctionInfo): Variable | undefined {
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

// Fields

function collectFieldAssignment(walk: Walk, { object, name, assignment }: FieldAssignment): void {
  const { program } = walk;
  if (name === 'Args' && mayBeOfCommand(program, object, assignment)) walk.changes.commandArguments = true;
  if (assignment.kind === 'unknown') return;
  const { owner } = assignment;
  const place: Expression = { kind: 'selector', start: object.start, object, name, nameStart: object.start };
  variableAt(program, place, owner)?.assignments.push(assignment);
  if (assignment.kind !== 'value') return;
  const key = typeKey(typeOf(program, object, owner.file));
  const facts = key === undefined ? undefined : fieldFacts(`${key}.${name}`);
  if (facts !== undefined && key !== undefined) fieldEvent(walk, facts, key, assignment.expression, owner);
}

/** Whether a field may be one of an exec.Cmd that was made before. */
function mayBeOfCommand(program: Program, object: Expression, assignment: Assignment): boolean {
  if (assignment.kind === 'unknown') return true;
  const key = typeKey(typeOf(program, object, assignment.owner.file));
  return key === undefined || key === 'os/exec.Cmd' || key === 'golang.org/x/sys/execabs.Cmd';
}

function fieldEvent(
  walk: Walk,
  facts: FieldFacts,
  key: string,
  value: Expression,
  owner: FunctionInfo,
  beside?: Expression,
): void {
  walk.events.push({
    effect: facts,
    key,
    arguments: beside === undefined ? [value] : [value, beside],
    spread: false,
    start: value.start,
    end: undefined,
    owner,
    mentioned: false,
  });
}

function typeKey(type: GoType): string | undefined {
  if (type.kind === 'named') return apiKey(type.type.file.unit.path, type.type.name);
  return type.kind === 'external' ? apiKey(type.path, type.name) : undefined;
}

function collectComposite(walk: Walk, composite: Composite, owner: FunctionInfo): void {
  const { program } = walk;
  const type = typeOf(program, composite, owner.file);
  const below = underlying(program, type);
  const key = typeKey(type);
  instantiate(walk, type);
  const fields = below.kind === 'struct' ? fieldsOf(program, below.type, below.file) : undefined;
  const given = new Map<string, Expression>();
  for (const [index, { key: label, value }] of composite.elements.entries()) {
    const place = below.kind === 'struct' ? below.type.fields[index]?.name : undefined;
    const name = label === undefined ? place : label.kind === 'identifier' ? label.name : undefined;
    if (name === undefined) continue;
    given.set(name, value);
    fields?.get(name)?.assignments.push({ kind: 'value', expression: value, result: 0, owner });
    const facts = key === undefined ? undefined : fieldFacts(`${key}.${name}`);
    if (facts !== undefined && key !== undefined)
      fieldEvent(walk, facts, key, value, owner, besideIn(composite, facts));
    else if (
      type.kind === 'external' &&
      key !== undefined &&
      flagLiteral(key) === undefined &&
      isHandedOver(value, key, owner) &&
      // A single word in a field is a name of many things.
      !(value.kind === 'string' && isCommandName(value.value) && !isFileName(value.value))
    ) {
      fieldEvent(
        walk,
        { kind: 'names-file', name: { from: 'argument', index: 0, reading: 'as-is' } },
        key,
        value,
        owner,
      );
    }
  }
  if (key !== undefined) collectFlagLiteral(walk, key, given, owner);
}

/** The value of the field that says what a program is given, or a list of nothing. */
function besideIn(composite: Composite, { given }: FieldFacts): Expression | undefined {
  if (given?.beside === undefined) return undefined;
  const found = composite.elements.find(({ key }) => key?.kind === 'identifier' && key.name === given.beside);
  // Without field names each field has a value, and Args follows the path (os/exec.Cmd).
  if (composite.elements.some(({ key }) => key === undefined)) return undefined;
  return found?.value ?? { kind: 'composite', start: composite.start, type: undefined, elements: [] };
}

function collectFlagLiteral(
  walk: Walk,
  key: string,
  given: ReadonlyMap<string, Expression>,
  owner: FunctionInfo,
): void {
  const literal = flagLiteral(key);
  const name = literal && given.get(literal.name);
  if (literal === undefined || name?.kind !== 'string') return;
  const value = given.get(literal.value) ?? { kind: 'string', start: name.start, value: '' };
  // `config, c`: other names follow a comma in the first versions.
  const [first = ''] = name.value.split(',');
  const aliases = [name, ...elementsIn(given.get(literal.aliases))];
  keep(walk, `flag:${first.trim().toLowerCase()}`, { expression: value, owner, environment: false, aliases });
  const destination = given.get(literal.destination);
  if (destination !== undefined)
    giveTo(walk, destination, { kind: 'default', value, flag: aliases, owner }, owner);
}

/** The elements of a list that is written out. */
function elementsIn(list: Expression | undefined): readonly Expression[] {
  return list?.kind === 'composite' ? list.elements.map(({ value }) => value) : [];
}

/** A value of a type of another module exists: what the standard library calls on it may run. */
function instantiate(walk: Walk, type: GoType): void {
  if (type.kind !== 'named' || type.type.file.unit.package.own) return;
  for (const name of CALLED_BY_STANDARD_LIBRARY) {
    const method = type.type.methods.get(name);
    if (method !== undefined && !isDescribed(method)) enter(walk, method);
  }
}

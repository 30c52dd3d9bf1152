/** What templates are given: whether methods of the standard library's can be asked for that do something. */

import {
  givesNothingThatActs,
  handsBack,
  hasMethodsThatAct,
  standardType,
} from '../knowledge/standard-symbols.ts';
import { words } from '../knowledge/word-list.ts';
import type { Expression, Signature } from '../syntax/tree.ts';
import { calleeOf, memberOf, typeNamed, typeOf, underlying } from './infer.ts';
import { isSetElsewhere } from './sharing.ts';
import {
  type Assignment,
  type FileScope,
  type FunctionInfo,
  type GoType,
  type Program,
  type TypeInfo,
  type Variable,
  apiKey,
  contentsOf,
  entityOf,
  fieldsOf,
} from './model.ts';

/**
 * Types of values that have no method which does something, and that lead to none that has one. Interfaces aren't among them:
 * a value may be of any type behind them. Source: the packages' pages, https://pkg.go.dev/std
 */
const PLAIN: ReadonlySet<string> = new Set(
  words(
    'time.Time time.Duration time.Month time.Weekday net/url.URL net/url.Values net/url.Userinfo net/http.Header',
    'html/template.CSS html/template.HTML html/template.HTMLAttr html/template.JS html/template.JSStr',
    'html/template.Srcset html/template.URL encoding/json.Number encoding/json.RawMessage encoding/xml.Name',
    'math/big.Int math/big.Float math/big.Rat net.IP net.IPMask net.IPNet net.HardwareAddr net/netip.Addr',
    'net/netip.AddrPort net/netip.Prefix net/mail.Address regexp.Regexp bytes.Buffer strings.Builder',
    'database/sql.NullBool database/sql.NullByte database/sql.NullFloat64 database/sql.NullInt16',
    'database/sql.NullInt32 database/sql.NullInt64 database/sql.NullString database/sql.NullTime',
    'sync.Mutex sync.RWMutex sync.Once sync.WaitGroup sync/atomic.Bool sync/atomic.Int32 sync/atomic.Int64',
    'sync/atomic.Uint32 sync/atomic.Uint64 io/fs.FileMode os.FileMode log/slog.Level runtime.MemStats',
    'runtime/debug.BuildInfo',
  ),
);

/** What a template may find in its data. */
export interface TemplateData {
  /** Types of the standard library with methods that do something. */
  readonly types: ReadonlySet<string>;
  /** Values of any type may be there. */
  readonly open: boolean;
}

interface Search {
  readonly program: Program;
  /** Looked at already: types and values may lead back to themselves. */
  readonly seen: Set<TypeInfo | Variable | Expression>;
  readonly types: Set<string>;
}

/** What is found in a value, and in what its methods, fields and elements give. Of functions: in their results. */
export function dataOf(program: Program, value: Expression, owner: FunctionInfo): TemplateData {
  const search: Search = { program, seen: new Set(), types: new Set() };
  const open = isOpenValue(search, value, owner);
  return { types: search.types, open };
}

// Each of these says whether values of any type may be there, and notes the types that do something.

/** Whether one is open, after a look at all: each may have types that do something. */
function each<T>(items: readonly T[], isOneOpen: (item: T, index: number) => boolean): boolean {
  return items.map(isOneOpen).includes(true);
}

function isOpenValue(search: Search, value: Expression, owner: FunctionInfo): boolean {
  const { program, seen } = search;
  if (seen.has(value)) return false;
  seen.add(value);
  switch (value.kind) {
    case 'string':
    case 'number':
    case 'rune':
      return false;
    case 'identifier': {
      const entity = entityOf(program, value, owner.file);
      if (entity?.kind === 'builtin') return false;
      if (entity?.kind === 'variable') return isOpenVariable(search, entity.variable);
      if (entity?.kind === 'function') return givesOpen(search, entity.function);
      return true;
    }
    case 'unary':
      return value.operator === '<-'
        ? leadsToOpen(search, typeOf(program, value, owner.file))
        : isOpenValue(search, value.operand, owner);
    case 'binary':
      return each(value.operands, (operand) => isOpenValue(search, operand, owner));
    case 'composite': {
      const type = underlying(program, typeOf(program, value, owner.file));
      if (type.kind === 'struct') return leadsToOpen(search, typeOf(program, value, owner.file));
      if (type.kind === 'external' && MAPS.has(apiKey(type.path, type.name)))
        return each(value.elements, (element) => isOpenValue(search, element.value, owner));
      if (type.kind !== 'list' && type.kind !== 'map') return leadsToOpen(search, type);
      return isOpen(program, type.element)
        ? each(value.elements, (element) => isOpenValue(search, element.value, owner))
        : leadsToOpen(search, type.element);
    }
    case 'call':
      return isOpenCall(search, value, owner);
    case 'function':
      return isOpenSignature(search, value.signature, owner.file, program.literals.get(value));
    case 'selector':
      return isOpenSelector(search, value, owner);
    default:
      return leadsToOpen(search, typeOf(program, value, owner.file));
  }
}

/** Named types of maps that are made of what is written. */
const MAPS: ReadonlySet<string> = new Set(['text/template.FuncMap', 'html/template.FuncMap']);

function isOpenCall(
  search: Search,
  call: Extract<Expression, { kind: 'call' }>,
  owner: FunctionInfo,
): boolean {
  const { program } = search;
  const callee = calleeOf(program, call.callee, owner.file);
  switch (callee.kind) {
    case 'conversion': {
      const [converted] = call.arguments;
      if (!isOpen(program, callee.type)) return leadsToOpen(search, callee.type);
      return converted === undefined || isOpenValue(search, converted, owner);
    }
    case 'builtin':
      // What is made is empty; what is put in later is an assignment of an element.
      if (callee.name === 'make') return false;
      if (callee.name === 'append') return each(call.arguments, (one) => isOpenValue(search, one, owner));
      return callee.name === 'new' && leadsToOpen(search, typeOf(program, call, owner.file));
    case 'function':
      return each(callee.functions, (called) => givesOpen(search, called));
    case 'external':
      // What hands back what it is given, `slices.Sorted(names)`: no method of a value, of which more isn't known.
      return isStandardFunction(program, call.callee, owner) && handsBack(callee.key)
        ? each(call.arguments, (one) => isOpenValue(search, one, owner))
        : isOpenResult(search, callee.key);
    default:
      return leadsToOpen(search, typeOf(program, call, owner.file));
  }
}

function isStandardFunction(program: Program, callee: Expression, { file }: FunctionInfo): boolean {
  return (
    callee.kind === 'selector' &&
    callee.object.kind === 'identifier' &&
    entityOf(program, callee.object, file)?.kind === 'package'
  );
}

/** What a function, variable or field of a package that isn't read gives. */
function isOpenResult(search: Search, key: string): boolean {
  const type = standardType(key);
  if (type !== undefined) return isOpenType(search, type);
  return !PLAIN.has(key) && !givesNothingThatActs(key);
}

/** A type of a package that isn't read: it is known to do nothing, or what it does is, or it may be an interface. */
function isOpenType({ types }: Search, key: string): boolean {
  if (PLAIN.has(key)) return false;
  if (!hasMethodsThatAct(key)) return true;
  types.add(key);
  return false;
}

/** What a function gives: as it is declared, or where that says little, as it returns it. */
function givesOpen(search: Search, called: FunctionInfo): boolean {
  return isOpenSignature(search, called.signature, called.file, called);
}

function isOpenSignature(
  search: Search,
  { results }: Signature,
  file: FileScope,
  called: FunctionInfo | undefined,
): boolean {
  const { program } = search;
  return each(results, ({ type }, index) => {
    const declared = typeNamed(program, type, file);
    if (!isOpen(program, declared)) return leadsToOpen(search, declared);
    const returns = called === undefined ? [] : contentsOf(called).returns;
    if (called === undefined || returns.length === 0) return true;
    return each(returns, (values) => {
      const value = values[index];
      // Of `return f()` and of named results no value is in sight.
      return value === undefined || values.length !== results.length || isOpenValue(search, value, called);
    });
  });
}

function isOpenSelector(
  search: Search,
  value: Extract<Expression, { kind: 'selector' }>,
  owner: FunctionInfo,
): boolean {
  const { program } = search;
  const entity = value.object.kind === 'identifier' ? entityOf(program, value.object, owner.file) : undefined;
  if (entity?.kind === 'package') {
    const member = entity.package.unit?.members.get(value.name);
    if (member?.kind === 'variable') return isOpenVariable(search, member.variable);
    if (member?.kind === 'function') return givesOpen(search, member.function);
    return isOpenResult(search, apiKey(entity.package.path, value.name));
  }
  const member = memberOf(program, typeOf(program, value.object, owner.file), value.name);
  if (member?.kind === 'field') return isOpenVariable(search, member.variable);
  if (member?.kind === 'method') return givesOpen(search, member.function);
  return member?.kind === 'external' ? isOpenResult(search, member.key) : true;
}

/** A variable or field: by its type, or where that may be any, by all that it is given. */
function isOpenVariable(search: Search, variable: Variable): boolean {
  const { program, seen } = search;
  if (seen.has(variable)) return false;
  seen.add(variable);
  const { type, parameter, assignments, addressed, filled, received } = variable;
  const declared = type === undefined ? undefined : typeNamed(program, type, variable.file);
  if (declared !== undefined && !isOpen(program, declared)) return leadsToOpen(search, declared);
  const isGiven = [
    each(assignments, (assignment) => isOpenAssignment(search, assignment)),
    parameter !== undefined && isOpenParameter(search, parameter),
    variable.previous !== undefined && isOpenVariable(search, variable.previous),
  ];
  // Of one that is handed on elements may be set anywhere.
  const mayBeSet = addressed || filled || received || isSetElsewhere(program, variable);
  return isGiven.includes(true) || mayBeSet;
}

function isOpenParameter(
  search: Search,
  { of, index, variadic }: NonNullable<Variable['parameter']>,
): boolean {
  const { callers, holders } = contentsOf(of);
  const isCalledUnseen = of.escapes || callers.length === 0 || holders.some(({ mentioned }) => mentioned);
  const isGiven = each(callers, ({ call, caller }) => {
    const given = variadic ? call.arguments.slice(index) : call.arguments.slice(index, index + 1);
    if (given.length === 0) return !variadic;
    return each(given, (one) => isOpenValue(search, one, caller));
  });
  return isGiven || isCalledUnseen;
}

function isOpenAssignment(search: Search, assignment: Assignment): boolean {
  const { program } = search;
  switch (assignment.kind) {
    case 'value': {
      const { expression, owner, result } = assignment;
      if (result === 0 && expression.kind !== 'call') return isOpenValue(search, expression, owner);
      const type = typeOf(program, expression, owner.file);
      const given = type.kind === 'tuple' ? type.items[result] : result === 0 ? type : undefined;
      if (given !== undefined && !isOpen(program, given)) return leadsToOpen(search, given);
      return isOpenValue(search, expression, owner);
    }
    case 'element':
    case 'appended':
      return isOpenValue(search, assignment.expression, assignment.owner);
    case 'range': {
      const over = underlying(program, typeOf(program, assignment.over, assignment.owner.file));
      if (over.kind === 'list' && assignment.part === 'key') return false;
      return isOpenValue(search, assignment.over, assignment.owner);
    }
    case 'default':
      return isOpenValue(search, assignment.value, assignment.owner);
    case 'below':
      return false;
    case 'unknown':
      return true;
  }
}

/** Whether a value may be of any type: an interface's, or one that isn't known; lists and maps of such. */
function isOpen(program: Program, type: GoType, depth = 0): boolean {
  const below = underlying(program, type);
  switch (below.kind) {
    case 'unknown':
    case 'interface':
      return true;
    case 'basic':
      return below.name === 'any';
    case 'list':
    case 'map':
      return depth < DEEPEST && isOpen(program, below.element, depth + 1);
    default:
      return false;
  }
}

const DEEPEST = 8;

function leadsToOpen(search: Search, type: GoType): boolean {
  const { program, seen } = search;
  switch (type.kind) {
    case 'basic':
      return type.name === 'any';
    case 'inert':
      return false;
    case 'external':
      return isOpenType(search, apiKey(type.path, type.name));
    case 'list':
      return leadsToOpen(search, type.element);
    case 'map':
      return each([type.key, type.element], (part) => leadsToOpen(search, part));
    case 'tuple':
      return each(type.items, (item) => leadsToOpen(search, item));
    case 'function':
      return isOpenSignature(search, type.signature, type.file, undefined);
    case 'struct':
      return each([...fieldsOf(program, type.type, type.file)], ([name, field]) => {
        const embedded = type.type.fields.some((one) => one.name === name && one.embedded);
        return (embedded || isExported(name)) && isOpenVariable(search, field);
      });
    case 'named': {
      if (seen.has(type.type)) return false;
      seen.add(type.type);
      const methods = [...type.type.methods].filter(([name]) => isExported(name));
      const below = leadsToOpen(search, typeNamed(program, type.type.type, type.type.file));
      return each(methods, ([, method]) => givesOpen(search, method)) || below;
    }
    default:
      return true;
  }
}

function isExported(name: string): boolean {
  return /^\p{Lu}/u.test(name);
}

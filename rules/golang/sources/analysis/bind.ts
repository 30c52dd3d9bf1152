/**
 * Reads one function's body: what each name in it stands for (https://go.dev/ref/spec#Declarations_and_scope),
 * what is assigned where, which calls and composite literals there are.
 */

import { isStandardImport } from '../knowledge/standard-library.ts';
import { words } from '../knowledge/word-list.ts';
import type {
  Call,
  Composite,
  Declaration,
  Expression,
  FunctionLiteral,
  Identifier,
  Selector,
  GoStatement,
} from '../syntax/tree.ts';
import {
  type Assignment,
  type Entity,
  type FunctionInfo,
  type Program,
  type Variable,
  apiKey,
  contentsOf,
  createFunction,
  createType,
  createVariable,
  entityOf,
  fieldsOf,
  lookUpInFile,
  valueAssignment,
} from './model.ts';

interface Scope {
  /** Made when the first name is declared: most blocks declare none. */
  names: Map<string, Entity> | undefined;
  readonly outer: Scope | undefined;
  readonly function: FunctionInfo;
}

interface Binder {
  readonly program: Program;
  readonly function: FunctionInfo;
  readonly result: Bound;
  /** What is called, or is the type of a variable: it is no mere mention. */
  readonly accounted: Set<Expression>;
}

/** `x.f = v`: which field that is needs the types, so it is settled later. */
export interface FieldAssignment {
  readonly object: Expression;
  readonly name: string;
  readonly assignment: Assignment;
}

export interface Bound {
  readonly fieldAssignments: FieldAssignment[];
  /** Functions named without being called. */
  readonly references: FunctionInfo[];
  /** `x.f` that is not called: a field, or a method as a value. */
  readonly selectors: { readonly object: Expression; readonly name: string }[];
  /** Variables and fields that are given on as a whole, or a part of them. */
  readonly passed: {
    readonly place: Expression;
    readonly part: Expression | undefined;
    readonly owner: FunctionInfo;
  }[];
  /** Fields whose elements are put in another order. */
  readonly reordered: { readonly place: Expression; readonly owner: FunctionInfo }[];
  /** Lists and maps of which an element is set under a name that may not be the only one. */
  readonly written: { readonly list: Expression; readonly owner: FunctionInfo }[];
  /** Function literals met on the way. */
  readonly literals: FunctionInfo[];
  /** `pkg.Name` of a package that is read, called or not. */
  readonly functions: FunctionInfo[];
  /** `pkg.Name` of a package that is not read, other than by calling it. */
  readonly mentions: Mention[];
  /** `&x`, with the call that it is given to. */
  readonly addressed: {
    readonly place: Expression;
    readonly call: Call | undefined;
    readonly owner: FunctionInfo;
  }[];
  /** Variables that are declared with a type of a package that isn't read: `var root http.Dir`. */
  readonly typed: TypedVariable[];
}

/** A function, variable or type of a package that isn't read, as a value or in a type. */
export interface Mention {
  readonly key: string;
  readonly start: number;
  readonly owner: FunctionInfo;
}

export interface TypedVariable {
  readonly variable: Variable;
  readonly key: string;
  readonly owner: FunctionInfo;
}

export function bindFunction(program: Program, called: FunctionInfo): Bound {
  const result = emptyBound();
  const binder: Binder = { program, function: called, result, accounted: new Set() };
  const scope = functionScope(called, undefined);
  bindParameters(binder, called);
  bindStatements(binder, called.body(), scope);
  return result;
}

/** The values of a package's variables. */
export function bindInitialiser(program: Program, initialiser: FunctionInfo): Bound {
  const result = emptyBound();
  for (const file of initialiser.file.unit.files) {
    const binder: Binder = {
      program,
      // One initialisation, told from each file in turn.
      function: { ...initialiser, file, contents: contentsOf(initialiser) },
      result,
      accounted: new Set(),
    };
    for (const declared of file.file.tree.declarations) bindMember(binder, declared);
  }
  return result;
}

/** A variable of a package with its values, or the fields of a type. */
function bindMember(binder: Binder, declared: Declaration): void {
  const { program, function: within } = binder;
  if (declared.kind === 'type') {
    if (declared.type.kind === 'struct-type')
      for (const field of fieldsOf(program, declared.type, within.file).values()) bindTyped(binder, field);
    bindHeldTypes(binder, declared.type);
  } else if (declared.kind !== 'function-declaration') {
    for (const { name } of declared.names) {
      const member = within.file.unit.members.get(name);
      if (member?.kind === 'variable') bindTyped(binder, member.variable);
    }
    if (declared.type !== undefined) bindHeldTypes(binder, declared.type);
    for (const value of declared.values) {
      bindExpression(binder, value, undefined);
      pass(binder, value);
    }
  }
}

/** A variable with a type of a package that isn't read: what it is given is given to that type. */
function bindTyped(binder: Binder, variable: Variable): void {
  if (variable.type === undefined) return;
  const key = keyOfType(binder, variable.type);
  if (key === undefined) return;
  binder.accounted.add(variable.type);
  binder.result.typed.push({ variable, key, owner: binder.function });
}

function keyOfType({ program, function: within }: Binder, type: Expression): string | undefined {
  if (type.kind !== 'selector' || type.object.kind !== 'identifier') return undefined;
  const entity = entityOf(program, type.object, within.file);
  return entity?.kind === 'package' && entity.package.unit === undefined
    ? apiKey(entity.package.path, type.name)
    : undefined;
}

/** Types whose values a value of this type holds, not what it only points to or passes on. */
function bindHeldTypes(binder: Binder, type: Expression): void {
  switch (type.kind) {
    case 'selector':
      return bindExpression(binder, type, undefined);
    case 'list-type':
    case 'channel-type':
      return bindHeldTypes(binder, type.element);
    case 'map-type':
      bindHeldTypes(binder, type.key);
      return bindHeldTypes(binder, type.element);
    case 'struct-type':
      for (const field of type.fields) bindHeldTypes(binder, field.type);
      return;
    case 'index':
      for (const index of type.indices) bindHeldTypes(binder, index);
      return;
    default:
  }
}

function bindParameters(binder: Binder, called: FunctionInfo): void {
  const { parameters, results } = contentsOf(called);
  for (const variable of [...parameters, ...results]) bindTyped(binder, variable);
}

function emptyBound(): Bound {
  return {
    fieldAssignments: [],
    references: [],
    selectors: [],
    passed: [],
    reordered: [],
    written: [],
    literals: [],
    functions: [],
    mentions: [],
    addressed: [],
    typed: [],
  };
}

function functionScope(called: FunctionInfo, outer: Scope | undefined): Scope {
  const scope: Scope = { names: undefined, outer, function: called };
  const { receiver, parameters, results } = contentsOf(called);
  const variables = [receiver, ...parameters, ...results];
  for (const variable of variables) if (variable !== undefined) declare(scope, variable);
  return scope;
}

function declare(scope: Scope, variable: Variable): void {
  if (variable.name !== '_') setName(scope, variable.name, { kind: 'variable', variable });
}

function setName(scope: Scope, name: string, entity: Entity): void {
  scope.names ??= new Map();
  scope.names.set(name, entity);
}

function lookUpLocal(scope: Scope | undefined, name: string): Entity | undefined {
  for (let current = scope; current !== undefined; current = current.outer) {
    const entity = current.names?.get(name);
    if (entity === undefined) continue;
    if (entity.kind === 'variable' && current.function !== scope?.function) entity.variable.captured = true;
    return entity;
  }
  return undefined;
}

function inner(scope: Scope): Scope {
  return { names: undefined, outer: scope, function: scope.function };
}

// Statements

function bindStatements(binder: Binder, statements: readonly GoStatement[], scope: Scope): void {
  for (const statement of statements) bindStatement(binder, statement, scope);
}

function bindStatement(binder: Binder, statement: GoStatement | undefined, scope: Scope): void {
  switch (statement?.kind) {
    case 'expression':
      return bindExpression(binder, statement.expression, scope);
    case 'assignment':
      return bindAssignment(binder, statement, scope);
    case 'declaration':
      return bindDeclaration(binder, statement, scope);
    case 'block':
      return bindStatements(binder, statement.body, inner(scope));
    case 'if': {
      const header = inner(scope);
      bindStatement(binder, statement.initial, header);
      bindOptional(binder, statement.condition, header);
      const holds = statement.condition && platformCondition(binder, statement.condition);
      if (holds !== false) bindStatements(binder, statement.body, inner(header));
      if (holds !== true) bindStatement(binder, statement.otherwise, inner(header));
      return;
    }
    case 'for': {
      const header = inner(scope);
      bindStatement(binder, statement.initial, header);
      bindOptional(binder, statement.condition, header);
      bindStatement(binder, statement.step, header);
      return bindStatements(binder, statement.body, inner(header));
    }
    case 'range':
      return bindRange(binder, statement, scope);
    case 'switch': {
      const header = inner(scope);
      bindStatement(binder, statement.initial, header);
      bindOptional(binder, statement.tag, header);
      for (const { matches, body } of casesForPlatform(binder, statement)) {
        for (const match of matches) bindExpression(binder, match, header);
        bindStatements(binder, body, inner(header));
      }
      return;
    }
    case 'type-switch':
      return bindTypeSwitch(binder, statement, scope);
    case 'select':
      for (const { communication, body } of statement.cases) {
        const clause = inner(scope);
        bindStatement(binder, communication, clause);
        bindStatements(binder, body, clause);
      }
      return;
    case 'started-call':
      return bindExpression(binder, statement.call, scope);
    case 'return':
      contentsOf(binder.function).returns.push(statement.results);
      for (const value of statement.results) {
        bindExpression(binder, value, scope);
        pass(binder, value);
      }
      return;
    case 'send':
      bindExpression(binder, statement.channel, scope);
      bindExpression(binder, statement.value, scope);
      return pass(binder, statement.value);
    default:
  }
}

/** The value of `runtime.GOOS` or `runtime.GOARCH`. */
function platformValue({ program, function: within }: Binder, expression: Expression): string | undefined {
  if (expression.kind !== 'selector' || expression.object.kind !== 'identifier') return undefined;
  const entity = lookUpInFile(within.file, expression.object.name);
  if (entity?.kind !== 'package' || entity.package.path !== 'runtime') return undefined;
  if (expression.name === 'GOOS') return program.platform.os;
  return expression.name === 'GOARCH' ? program.platform.architecture : undefined;
}

/** `runtime.GOOS == "windows"` and the like: what isn't for this platform never runs. */
function platformCondition(binder: Binder, condition: Expression): boolean | undefined {
  if (condition.kind === 'unary' && condition.operator === '!') {
    const inverse = platformCondition(binder, condition.operand);
    return inverse === undefined ? undefined : !inverse;
  }
  if (condition.kind !== 'binary') return undefined;
  const { operators, operands } = condition;
  if (operators.every((operator) => operator === '&&')) {
    const parts = operands.map((operand) => platformCondition(binder, operand));
    return parts.includes(false) ? false : parts.every((part) => part === true) ? true : undefined;
  }
  if (operators.every((operator) => operator === '||')) {
    const parts = operands.map((operand) => platformCondition(binder, operand));
    return parts.includes(true) ? true : parts.every((part) => part === false) ? false : undefined;
  }
  const [operator] = operators;
  const [left, right] = operands;
  if (left === undefined || right === undefined || (operator !== '==' && operator !== '!=')) return undefined;
  const actual = platformValue(binder, left) ?? platformValue(binder, right);
  const expected = left.kind === 'string' ? left : right;
  if (actual === undefined || expected.kind !== 'string') return undefined;
  return (actual === expected.value) === (operator === '==');
}

/** The cases of `switch runtime.GOOS` that this platform takes; of any other switch all. */
function casesForPlatform(
  binder: Binder,
  { tag, cases }: Extract<GoStatement, { kind: 'switch' }>,
): Extract<GoStatement, { kind: 'switch' }>['cases'] {
  const actual = tag && platformValue(binder, tag);
  if (actual === undefined) return cases;
  const takes = (match: Expression): boolean => match.kind !== 'string' || match.value === actual;
  const taken = cases.filter(({ matches }) => matches.some(takes));
  return taken.length > 0 ? taken : cases.filter(({ matches }) => matches.length === 0);
}

function bindOptional(binder: Binder, expression: Expression | undefined, scope: Scope): void {
  if (expression !== undefined) bindExpression(binder, expression, scope);
}

/** `x = append(x, y)`: nobody else has its elements then. */
function isAppendedTo(target: Expression | undefined, value: Expression): boolean {
  const [first] = value.kind === 'call' ? value.arguments : [];
  return target?.kind === 'identifier' && first?.kind === 'identifier' && target.name === first.name;
}

function bindAssignment(
  binder: Binder,
  { operator, left, right }: Extract<GoStatement, { kind: 'assignment' }>,
  scope: Scope,
): void {
  for (const [index, value] of right.entries()) {
    bindValue(binder, value, scope);
    if (!isAppendedTo(left[index], value)) pass(binder, value);
  }
  for (const [index, target] of left.entries()) {
    const given = valueAssignment(right, left.length, index, binder.function);
    if (given?.kind !== 'value') continue;
    if (operator === ':=' && target.kind === 'identifier') define(binder, target, scope, given);
    else if (operator === '=' || operator === ':=') {
      if (!renew(binder, target, scope, given)) assign(binder, target, given, scope);
    } else
      assign(binder, target, { kind: 'appended', expression: given.expression, owner: given.owner }, scope);
  }
}

/** `x := v` declares x unless this very scope has it already. */
function define(binder: Binder, target: Identifier, scope: Scope, assignment: Assignment): void {
  if (target.name === '_') return;
  if (scope.names?.get(target.name)?.kind === 'variable') {
    if (!renew(binder, target, scope, assignment)) assign(binder, target, assignment, scope);
    return;
  }
  const variable = localVariable(binder, target, undefined, assignment);
  const entity: Entity = { kind: 'variable', variable };
  setName(scope, target.name, entity);
  binder.program.entities.set(target, entity);
}

/** A function literal that is given to a variable is called through it. */
function bindValue(binder: Binder, value: Expression, scope: Scope): void {
  bindExpression(binder, value, scope, value.kind === 'function');
}

function give(binder: Binder, variable: Variable, assignment: Assignment): void {
  variable.assignments.push(assignment);
  hold(binder, assignment, variable);
}

/** A function literal that a variable is given escapes with it. */
function hold(binder: Binder, assignment: Assignment, variable: Variable): void {
  const literal = literalOf(binder, assignment);
  if (literal !== undefined) contentsOf(literal).holders.push(variable);
}

function literalOf(binder: Binder, assignment: Assignment): FunctionInfo | undefined {
  if (assignment.kind !== 'value' && assignment.kind !== 'element') return undefined;
  const { expression } = assignment;
  return expression.kind === 'function' ? binder.program.literals.get(expression) : undefined;
}

function escape(called: FunctionInfo | undefined): void {
  if (called !== undefined) called.escapes = true;
}

/**
 * A variable that is set in the very block that declares it has from there on only the new value: what
 * follows in the block sees another variable of the same name. Not so for a variable that a function literal
 * holds on to, nor for a named result, which a bare return reads.
 */
function renew(binder: Binder, target: Expression, scope: Scope, assignment: Assignment): boolean {
  if (target.kind !== 'identifier') return false;
  const entity = scope.names?.get(target.name);
  if (entity?.kind !== 'variable') return false;
  const previous = entity.variable;
  if (previous.captured || contentsOf(binder.function).results.includes(previous)) return false;
  const { name, file, type, start } = previous;
  const variable = createVariable({ name, file, type, start, previous, assignment });
  hold(binder, assignment, variable);
  const renewed: Entity = { kind: 'variable', variable };
  setName(scope, target.name, renewed);
  binder.program.entities.set(target, renewed);
  return true;
}

/** A variable of the function at hand, with what it is given where it is declared. */
function localVariable(
  binder: Binder,
  { name, start }: Identifier,
  type: Expression | undefined,
  assignment: Assignment | undefined,
): Variable {
  const variable = createVariable({ name, file: binder.function.file, type, start, assignment });
  if (assignment !== undefined) hold(binder, assignment, variable);
  return variable;
}

function assign(
  binder: Binder,
  target: Expression,
  assignment: Assignment,
  scope: Scope,
  isElement = false,
): void {
  switch (target.kind) {
    case 'identifier': {
      if (target.name === '_') return;
      const local = lookUpLocal(scope, target.name);
      if (local !== undefined) binder.program.entities.set(target, local);
      const entity = local ?? lookUpInFile(binder.function.file, target.name);
      if (entity?.kind !== 'variable') return;
      if (isElement) noteIfShared(binder, target);
      give(binder, entity.variable, assignment);
      return;
    }
    case 'selector': {
      bindExpression(binder, target.object, scope, true);
      escape(literalOf(binder, assignment));
      if (isElement) noteWritten(binder, target);
      binder.result.fieldAssignments.push({ object: target.object, name: target.name, assignment });
      return;
    }
    case 'index': {
      for (const index of target.indices) bindExpression(binder, index, scope);
      const element: Assignment =
        assignment.kind === 'value'
          ? { kind: 'element', expression: assignment.expression, owner: assignment.owner }
          : { kind: 'unknown' };
      escape(literalOf(binder, assignment));
      if (isElement) noteWritten(binder, target);
      return assign(binder, target.object, element, scope, true);
    }
    case 'slice':
      for (const bound of target.bounds) bindExpression(binder, bound, scope);
      return assign(binder, target.object, assignment, scope, isElement);
    case 'unary':
      return assign(binder, target.operand, assignment, scope, isElement);
    case 'call':
    default:
      if (isElement) noteWritten(binder, target);
      return bindExpression(binder, target, scope);
  }
}

/** Types of elements that name nothing. */
const NO_NAMES: ReadonlySet<string> = new Set(
  words(
    'bool byte complex128 complex64 float32 float64 int int16 int32 int64 int8 rune uint uint16 uint32 uint64 uint8 error',
  ),
);

function noteWritten(binder: Binder, list: Expression): void {
  binder.result.written.push({ list, owner: binder.function });
}

function noteIfShared(binder: Binder, list: Expression): void {
  const entity =
    list.kind === 'identifier' ? entityOf(binder.program, list, binder.function.file) : undefined;
  if (entity?.kind !== 'variable' || isOfAnother(binder, entity.variable)) noteWritten(binder, list);
}

/** A list or map that may be another variable's as well. */
function isOfAnother(binder: Binder, { type, parameter, received, assignments }: Variable): boolean {
  const element = type?.kind === 'list-type' || type?.kind === 'map-type' ? type.element : undefined;
  if (element?.kind === 'identifier' && NO_NAMES.has(element.name)) return false;
  if (parameter !== undefined || received) return true;
  return assignments.some(
    (given) => given.kind === 'range' || (given.kind === 'value' && mayShare(binder, given.expression)),
  );
}

/** Whether a list or map may be another's as well, or one that a function holds. */
function mayShare(binder: Binder, expression: Expression): boolean {
  if (expression.kind === 'call')
    return mayKeep(binder, expression.callee) || sharedBy(binder, expression) !== expression;
  return ['identifier', 'selector', 'slice', 'index', 'unary', 'assertion'].includes(expression.kind);
}

/** What an expression has its elements of: `append(x[:1], y)` may write into x (https://go.dev/ref/spec#Appending_and_copying_slices). */
function sharedBy(binder: Binder, expression: Expression): Expression {
  switch (expression.kind) {
    case 'slice':
    case 'assertion':
      return sharedBy(binder, expression.object);
    case 'unary':
      return sharedBy(binder, expression.operand);
    case 'call': {
      const [first] = expression.arguments;
      return first !== undefined && isBuiltin(binder, expression.callee, 'append')
        ? sharedBy(binder, first)
        : expression;
    }
    default:
      return expression;
  }
}

function isBuiltin({ program, function: within }: Binder, callee: Expression, name: string): boolean {
  const entity = callee.kind === 'identifier' ? entityOf(program, callee, within.file) : undefined;
  return entity?.kind === 'builtin' && entity.name === name;
}

function bindDeclaration(
  binder: Binder,
  { declarations }: Extract<GoStatement, { kind: 'declaration' }>,
  scope: Scope,
): void {
  for (const declared of declarations) {
    if (declared.kind === 'type') {
      const type = createType(declared, binder.function.file);
      setName(scope, declared.name, { kind: 'type', type });
      bindExpression(binder, declared.type, scope);
      continue;
    }
    for (const value of declared.values) {
      bindValue(binder, value, scope);
      pass(binder, value);
    }
    const typed = declared.type === undefined ? undefined : keyOfType(binder, declared.type);
    if (declared.type !== undefined && typed === undefined) bindExpression(binder, declared.type, scope);
    for (const [index, name] of declared.names.entries()) {
      const given = valueAssignment(declared.values, declared.names.length, index, binder.function);
      const variable = localVariable(binder, name, declared.type, given);
      bindTyped(binder, variable);
      declare(scope, variable);
      binder.program.entities.set(name, { kind: 'variable', variable });
    }
  }
}

function bindRange(binder: Binder, statement: Extract<GoStatement, { kind: 'range' }>, scope: Scope): void {
  const header = inner(scope);
  bindExpression(binder, statement.over, scope);
  if (statement.value !== undefined) passPart(binder, statement.over, elementsOf(statement.over));
  const parts = [
    ['key', statement.key],
    ['value', statement.value],
  ] as const;
  for (const [part, target] of parts) {
    if (target === undefined) continue;
    const assignment: Assignment = { kind: 'range', part, over: statement.over, owner: binder.function };
    if (statement.defines && target.kind === 'identifier') define(binder, target, header, assignment);
    else assign(binder, target, assignment, scope);
  }
  bindStatements(binder, statement.body, inner(header));
}

function bindTypeSwitch(
  binder: Binder,
  { initial, name, subject, cases }: Extract<GoStatement, { kind: 'type-switch' }>,
  scope: Scope,
): void {
  const header = inner(scope);
  bindStatement(binder, initial, header);
  bindExpression(binder, subject, header);
  pass(binder, subject);
  for (const { matches, body } of cases) {
    for (const match of matches) bindExpression(binder, match, header);
    const clause = inner(header);
    if (name !== undefined) {
      // In a clause of one type the name has that type.
      const type = matches.length === 1 ? matches[0] : undefined;
      const variable = localVariable(binder, name, type, {
        kind: 'value',
        expression: subject,
        result: 0,
        owner: binder.function,
      });
      declare(clause, variable);
    }
    bindStatements(binder, body, clause);
  }
}

// Expressions

function bindExpression(
  binder: Binder,
  expression: Expression,
  scope: Scope | undefined,
  called = false,
): void {
  switch (expression.kind) {
    case 'identifier':
      return bindIdentifier(binder, expression, scope, called);
    case 'selector':
      bindExpression(binder, expression.object, scope, true);
      return bindSelector(binder, expression, called);
    case 'call':
      binder.accounted.add(expression.callee);
      bindExpression(binder, expression.callee, scope, true);
      if (expression.callee.kind === 'selector') pass(binder, expression.callee.object);
      for (const argument of expression.arguments) {
        if (argument.kind === 'unary' && argument.operator === '&') {
          binder.accounted.add(argument);
          const { operand: place } = argument;
          binder.result.addressed.push({ place, call: expression, owner: binder.function });
        }
        bindExpression(binder, argument, scope);
        if (mayKeep(binder, expression.callee)) pass(binder, argument);
      }
      if (scope !== undefined) writeBehind(binder, expression, scope);
      writeInPlace(binder, expression, scope);
      contentsOf(binder.function).calls.push({ call: expression, caller: binder.function });
      return;
    case 'index':
      // Type arguments of what is called.
      if (binder.accounted.has(expression)) binder.accounted.add(expression.object);
      bindExpression(binder, expression.object, scope, called);
      for (const index of expression.indices) bindExpression(binder, index, scope);
      return;
    case 'slice':
      bindExpression(binder, expression.object, scope);
      for (const bound of expression.bounds) bindExpression(binder, bound, scope);
      return;
    case 'assertion':
      bindExpression(binder, expression.object, scope);
      if (expression.type !== undefined) bindExpression(binder, expression.type, scope);
      return;
    case 'unary':
      if (expression.operator === '&' && !binder.accounted.has(expression))
        binder.result.addressed.push({ place: expression.operand, call: undefined, owner: binder.function });
      return bindExpression(binder, expression.operand, scope, called);
    case 'binary':
      for (const operand of expression.operands) bindExpression(binder, operand, scope);
      return;
    case 'composite':
      return bindComposite(binder, expression, scope);
    case 'function':
      return bindLiteral(binder, expression, scope, called);
    case 'list-type':
    case 'channel-type':
      return bindExpression(binder, expression.element, scope);
    case 'map-type':
      bindExpression(binder, expression.key, scope);
      return bindExpression(binder, expression.element, scope);
    case 'struct-type':
      for (const field of expression.fields) bindExpression(binder, field.type, scope);
      return;
    default:
  }
}

function bindIdentifier(
  binder: Binder,
  identifier: Identifier,
  scope: Scope | undefined,
  called: boolean,
): void {
  const local = lookUpLocal(scope, identifier.name);
  // What isn't local is found again through the file.
  if (local !== undefined) binder.program.entities.set(identifier, local);
  const entity = local ?? lookUpInFile(binder.function.file, identifier.name);
  if (entity === undefined) return mentionDotImported(binder, identifier);
  if (entity.kind === 'function') {
    binder.result.functions.push(entity.function);
    if (!called) binder.result.references.push(entity.function);
  } else if (entity.kind === 'variable' && !called) {
    entity.variable.mentioned = true;
  }
}

/** A variable is given on as a whole: its elements may be set under another name. */
function pass(binder: Binder, given: Expression): void {
  const shared = sharedBy(binder, given);
  if (shared.kind === 'index') return passPart(binder, shared.object, shared);
  if (shared.kind === 'selector')
    binder.result.passed.push({ place: shared, part: undefined, owner: binder.function });
  if (shared.kind !== 'identifier') return;
  const entity = entityOf(binder.program, shared, binder.function.file);
  if (entity?.kind === 'variable') entity.variable.passed = true;
}

/** As that of an element, which may be a list or a map itself. */
function passPart(binder: Binder, whole: Expression, part: Expression): void {
  const shared = sharedBy(binder, whole);
  if (shared.kind === 'index') passPart(binder, shared.object, part);
  else if (shared.kind === 'selector' || shared.kind === 'identifier')
    binder.result.passed.push({ place: shared, part, owner: binder.function });
}

/** Any element of a list or map, as an expression. */
const elementsOf = (list: Expression): Expression => ({
  kind: 'index',
  start: list.start,
  object: list,
  indices: [],
});

/**
 * `append(x[:n], y)` writes into x, as far as that goes on: y is one of x's elements then. What is taken out of the middle of
 * a list is one of it already.
 */
function writeBehind(binder: Binder, call: Call, scope: Scope): void {
  const [first, ...added] = call.arguments;
  if (first === undefined || added.length === 0 || !isBuiltin(binder, call.callee, 'append')) return;
  const shared = sharedBy(binder, first);
  if (shared === first && !isPart(binder, first)) return;
  const { function: owner } = binder;
  const last = call.spread ? added.at(-1) : undefined;
  const entity = shared.kind === 'identifier' ? entityOf(binder.program, shared, owner.file) : undefined;
  const variable = entity?.kind === 'variable' ? entity.variable : undefined;
  for (const value of added) {
    const from = value === last ? sharedBy(binder, value) : undefined;
    if (from?.kind === 'identifier' && shared.kind === 'identifier' && from.name === shared.name) {
      if (variable !== undefined) variable.reordered = true;
      continue;
    }
    const expression: Expression =
      value === last ? { kind: 'index', start: value.start, object: value, indices: [] } : value;
    assign(binder, shared, { kind: 'element', expression, owner }, scope, true);
  }
}

/** A variable that holds a part of another list. */
function isPart({ program, function: within }: Binder, expression: Expression): boolean {
  const entity = expression.kind === 'identifier' ? entityOf(program, expression, within.file) : undefined;
  return (
    entity?.kind === 'variable' &&
    entity.variable.assignments.some((given) => given.kind === 'value' && given.expression.kind === 'slice')
  );
}

/** Functions that write into the list or map that they are given first: in another order, or other elements. */
function writeInPlace(binder: Binder, { callee, arguments: [first] }: Call, scope: Scope | undefined): void {
  const written = first === undefined ? undefined : writtenBy(binder, callee);
  if (first === undefined || written === undefined) return;
  const shared = sharedBy(binder, wrappedIn(first));
  const entity =
    shared.kind === 'identifier' ? entityOf(binder.program, shared, binder.function.file) : undefined;
  if (entity?.kind === 'variable') entity.variable.reordered = true;
  else binder.result.reordered.push({ place: shared, owner: binder.function });
  if (scope === undefined || written === 'order') noteIfShared(binder, shared);
  else assign(binder, shared, { kind: 'unknown' }, scope, true);
}

/** `sort.Reverse(sort.StringSlice(x))` is about x. */
function wrappedIn(expression: Expression): Expression {
  const [first] = expression.kind === 'call' ? expression.arguments : [];
  return first === undefined ? expression : wrappedIn(first);
}

function writtenBy(
  { program, function: within }: Binder,
  callee: Expression,
): 'order' | 'elements' | undefined {
  const root = callee.kind === 'selector' ? callee.object : callee;
  const entity = root.kind === 'identifier' ? entityOf(program, root, within.file) : undefined;
  if (entity?.kind === 'builtin') return entity.name === 'copy' ? 'elements' : undefined;
  if (entity?.kind !== 'package' || callee.kind !== 'selector') return undefined;
  const { path } = entity.package;
  if (REPLACING.get(path)?.has(callee.name) === true) return 'elements';
  return REORDERING.get(path)?.has(callee.name) === true ? 'order' : undefined;
}

/** https://pkg.go.dev/sort, https://pkg.go.dev/slices */
const REORDERING: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['sort', new Set(words('Float64s Ints Strings Slice SliceStable Sort Stable'))],
  ['slices', new Set(words('Sort SortFunc SortStableFunc Reverse Delete DeleteFunc Compact CompactFunc'))],
]);

/** https://pkg.go.dev/slices, https://pkg.go.dev/maps */
const REPLACING: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['slices', new Set(words('Insert Replace AppendSeq'))],
  ['maps', new Set(words('Copy Insert'))],
]);

/** Functions that only read what they are given: builtin ones, and those of the standard library. */
function mayKeep({ program, function: within }: Binder, callee: Expression): boolean {
  const root = callee.kind === 'selector' ? callee.object : callee;
  if (root.kind !== 'identifier') return true;
  const entity = entityOf(program, root, within.file);
  if (entity?.kind === 'builtin') return false;
  return (
    entity?.kind !== 'package' || entity.package.unit !== undefined || !isStandardImport(entity.package.path)
  );
}

/** A name that nothing declares is of a package that is imported with a dot. */
function mentionDotImported(binder: Binder, identifier: Identifier): void {
  if (binder.accounted.has(identifier)) return;
  for (const { path, unit } of binder.function.file.dotImports)
    if (unit === undefined) mention(binder, apiKey(path, identifier.name), identifier.start);
}

function mention(binder: Binder, key: string, start: number): void {
  binder.result.mentions.push({ key, start, owner: binder.function });
}

function bindSelector(binder: Binder, selector: Selector, called: boolean): void {
  const { object, name } = selector;
  const entity =
    object.kind === 'identifier' ? entityOf(binder.program, object, binder.function.file) : undefined;
  if (entity?.kind === 'package') {
    const { path, unit } = entity.package;
    if (unit === undefined && !binder.accounted.has(selector))
      mention(binder, apiKey(path, name), selector.nameStart);
    const member = unit?.members.get(name);
    if (member?.kind !== 'function') return;
    binder.result.functions.push(member.function);
    if (!called) binder.result.references.push(member.function);
  } else if (!called) {
    binder.result.selectors.push({ object, name });
  }
}

function bindComposite(binder: Binder, composite: Composite, scope: Scope | undefined): void {
  if (composite.type !== undefined) bindExpression(binder, composite.type, scope);
  contentsOf(binder.function).composites.push(composite);
  for (const { key, value } of composite.elements) {
    // A lone name before a colon is a field's name unless the type is spelled as a map or list.
    const keyed = composite.type?.kind === 'map-type' || composite.type?.kind === 'list-type';
    if (key !== undefined && (keyed || key.kind !== 'identifier')) bindExpression(binder, key, scope);
    bindExpression(binder, value, scope);
    pass(binder, value);
    for (const part of [key, value])
      if (part?.kind === 'composite' && part.type === undefined) binder.program.elided.set(part, composite);
  }
}

function bindLiteral(
  binder: Binder,
  literal: FunctionLiteral,
  scope: Scope | undefined,
  called: boolean,
): void {
  const created = createFunction({
    name: `${binder.function.name} literal`,
    file: binder.function.file,
    signature: literal.signature,
    outer: binder.function,
    body: () => literal.body,
  });
  bindParameters(binder, created);
  if (!called) created.escapes = true;
  binder.program.literals.set(literal, created);
  binder.result.literals.push(created);
  bindStatements({ ...binder, function: created }, literal.body, functionScope(created, scope));
}

/**
 * Types of expressions, as far as they are needed to know which method or field is meant
 * (https://go.dev/ref/spec#Types). Pointers are left out: a method or field is found the same way through them.
 */

import { apiFacts, apiFieldType } from '../knowledge/index.ts';
import { givesNothingThatActs, standardType } from '../knowledge/standard-symbols.ts';
import type { Composite, Expression, Signature } from '../syntax/tree.ts';
import {
  type Entity,
  type FileScope,
  type FunctionInfo,
  type GoType,
  type Program,
  type Variable,
  apiKey,
  entityOf,
  fieldsOf,
  keyOfFunction,
} from './model.ts';

const UNKNOWN: GoType = { kind: 'unknown' };

/** What is called. */
export type Callee =
  | {
      readonly kind: 'function';
      readonly functions: readonly FunctionInfo[];
      readonly key: string | undefined;
    }
  /** A function or method of a package that isn't read. */
  | { readonly kind: 'external'; readonly key: string }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'conversion'; readonly type: GoType; readonly key: string | undefined }
  /** A method of an interface or of a value whose type isn't known. */
  | {
      readonly kind: 'dynamic';
      readonly name: string;
      /** The value is of the standard library's, and does nothing by itself. */
      readonly inert: boolean;
    }
  | { readonly kind: 'unknown' };

/** Long enough for real programs; bounds types that are defined by each other. */
const DEEPEST = 12;

// Types

/** The type a type expression names. */
export function typeNamed(program: Program, expression: Expression, file: FileScope, depth = 0): GoType {
  if (depth > DEEPEST) return UNKNOWN;
  switch (expression.kind) {
    case 'identifier':
      return entityType(program, entityOf(program, expression, file), depth);
    case 'selector': {
      if (expression.object.kind !== 'identifier') return UNKNOWN;
      const entity = entityOf(program, expression.object, file);
      if (entity?.kind !== 'package') return UNKNOWN;
      const member = entity.package.unit?.members.get(expression.name);
      if (member !== undefined) return entityType(program, member, depth);
      return { kind: 'external', path: entity.package.path, name: expression.name };
    }
    case 'unary':
      return typeNamed(program, expression.operand, file, depth);
    case 'index':
      return typeNamed(program, expression.object, file, depth);
    case 'list-type':
    case 'channel-type':
      return { kind: 'list', element: typeNamed(program, expression.element, file, depth + 1) };
    case 'map-type':
      return {
        kind: 'map',
        key: typeNamed(program, expression.key, file, depth + 1),
        element: typeNamed(program, expression.element, file, depth + 1),
      };
    case 'struct-type':
      return { kind: 'struct', type: expression, file };
    case 'interface-type':
      return { kind: 'interface', type: expression, file };
    case 'function-type':
      return { kind: 'function', signature: expression.signature, file };
    default:
      return UNKNOWN;
  }
}

function entityType(program: Program, entity: Entity | undefined, depth: number): GoType {
  if (entity?.kind === 'builtin') return { kind: 'basic', name: entity.name };
  if (entity?.kind !== 'type') return UNKNOWN;
  const { type } = entity;
  // An alias is the type it stands for; so is, for fields and methods, a type defined by another package's.
  if (type.methods.size === 0 && (type.type.kind === 'selector' || type.type.kind === 'identifier')) {
    const target = typeNamed(program, type.type, type.file, depth + 1);
    if (target.kind !== 'unknown') return target;
  }
  return { kind: 'named', type };
}

/** The structure below a named type. */
export function underlying(program: Program, type: GoType, depth = 0): GoType {
  if (type.kind !== 'named' || depth > DEEPEST) return type;
  return underlying(program, typeNamed(program, type.type.type, type.type.file, depth + 1), depth + 1);
}

function elementOf(program: Program, type: GoType): GoType {
  const below = underlying(program, type);
  return below.kind === 'list' || below.kind === 'map' ? below.element : UNKNOWN;
}

function resultType(program: Program, signature: Signature, file: FileScope): GoType {
  const items = signature.results.map((result) => typeNamed(program, result.type, file));
  return items.length === 1 ? (items[0] ?? UNKNOWN) : { kind: 'tuple', items };
}

/** The type of an expression in a body or declaration of this file. */
export function typeOf(program: Program, expression: Expression, file: FileScope, depth = 0): GoType {
  if (depth > DEEPEST) return UNKNOWN;
  switch (expression.kind) {
    case 'identifier': {
      const entity = entityOf(program, expression, file);
      if (entity?.kind === 'variable') return typeOfVariable(program, entity.variable);
      if (entity?.kind === 'function')
        return { kind: 'function', signature: entity.function.signature, file: entity.function.file };
      return UNKNOWN;
    }
    case 'string':
      return { kind: 'basic', name: 'string' };
    case 'selector':
      return typeOfSelector(program, expression.object, expression.name, file, depth + 1);
    case 'call':
      return typeOfCall(program, expression, file, depth + 1);
    case 'composite':
      return typeOfComposite(program, expression, file, depth + 1);
    case 'assertion':
      return expression.type === undefined ? UNKNOWN : typeNamed(program, expression.type, file);
    case 'unary':
      if (expression.operator === '<-')
        return elementOf(program, typeOf(program, expression.operand, file, depth + 1));
      return typeOf(program, expression.operand, file, depth + 1);
    case 'index': {
      const object = typeOf(program, expression.object, file, depth + 1);
      // With type arguments a function stays a function.
      return object.kind === 'function' ? object : elementOf(program, object);
    }
    case 'slice':
      return typeOf(program, expression.object, file, depth + 1);
    case 'binary':
      return expression.operands[0] ? typeOf(program, expression.operands[0], file, depth + 1) : UNKNOWN;
    case 'function':
      return { kind: 'function', signature: expression.signature, file };
    default:
      return UNKNOWN;
  }
}

/** More variables than this that hang on each other are not followed. */
const LONGEST_CHAIN = 60;

/** As declared, or as it follows from what the variable is given. */
export function typeOfVariable(program: Program, variable: Variable): GoType {
  if (variable.type !== undefined) return typeNamed(program, variable.type, variable.file);
  const { length } = variable.assignments;
  const known = program.inferred.get(variable);
  if (known?.assignments === length) return known.type;
  if (program.inferring.size > LONGEST_CHAIN) return UNKNOWN;
  // Met again while it is being inferred, the variable says nothing about itself.
  program.inferred.set(variable, { type: UNKNOWN, assignments: length });
  program.inferring.add(variable);
  const type = inferVariable(program, variable);
  program.inferring.delete(variable);
  program.inferred.set(variable, { type, assignments: length });
  return type;
}

function inferVariable(program: Program, variable: Variable): GoType {
  for (const assignment of variable.assignments) {
    const type = typeOfAssignment(program, assignment, 0);
    if (type.kind !== 'unknown') return type;
  }
  return variable.previous === undefined ? UNKNOWN : typeOfVariable(program, variable.previous);
}

function typeOfAssignment(
  program: Program,
  assignment: Variable['assignments'][number],
  depth: number,
): GoType {
  if (assignment.kind === 'value') {
    const type = typeOf(program, assignment.expression, assignment.owner.file, depth + 1);
    if (type.kind === 'tuple') return type.items[assignment.result] ?? UNKNOWN;
    return assignment.result === 0 ? type : UNKNOWN;
  }
  if (assignment.kind !== 'range') return UNKNOWN;
  const over = underlying(program, typeOf(program, assignment.over, assignment.owner.file, depth + 1));
  if (over.kind === 'map') return assignment.part === 'key' ? over.key : over.element;
  if (over.kind !== 'list') return UNKNOWN;
  return assignment.part === 'value' ? over.element : { kind: 'basic', name: 'int' };
}

function typeOfComposite(program: Program, composite: Composite, file: FileScope, depth: number): GoType {
  if (composite.type !== undefined) return typeNamed(program, composite.type, file);
  const around = program.elided.get(composite);
  return around === undefined || depth > DEEPEST
    ? UNKNOWN
    : elementOf(program, typeOfComposite(program, around, file, depth + 1));
}

function typeOfSelector(
  program: Program,
  object: Expression,
  name: string,
  file: FileScope,
  depth: number,
): GoType {
  const entity = object.kind === 'identifier' ? entityOf(program, object, file) : undefined;
  if (entity?.kind === 'package') {
    const member = entity.package.unit?.members.get(name);
    if (member?.kind === 'variable') return typeOfVariable(program, member.variable);
    if (member?.kind === 'function')
      return { kind: 'function', signature: member.function.signature, file: member.function.file };
    return externalField(apiKey(entity.package.path, name));
  }
  const member = memberOf(program, typeOf(program, object, file, depth), name);
  if (member?.kind === 'field') return typeOfVariable(program, member.variable);
  if (member?.kind === 'method')
    return { kind: 'function', signature: member.function.signature, file: member.function.file };
  if (member?.kind === 'external') return externalField(member.key);
  return UNKNOWN;
}

/** A field or variable of a package that isn't read. */
function externalField(key: string): GoType {
  const type = externalNamed(apiFieldType(key) ?? standardType(key));
  return type.kind === 'unknown' && givesNothingThatActs(key) ? { kind: 'inert' } : type;
}

function typeOfCall(
  program: Program,
  call: Extract<Expression, { kind: 'call' }>,
  file: FileScope,
  depth: number,
): GoType {
  const callee = calleeOf(program, call.callee, file, depth);
  switch (callee.kind) {
    case 'function': {
      const [first] = callee.functions;
      return first === undefined ? UNKNOWN : resultType(program, first.signature, first.file);
    }
    case 'external':
      return externalResult(callee.key, program, call, file, depth);
    case 'conversion':
      return callee.type;
    case 'builtin': {
      const [first] = call.arguments;
      if (first === undefined) return UNKNOWN;
      if (callee.name === 'new' || callee.name === 'make') return typeNamed(program, first, file);
      if (callee.name === 'append') return typeOf(program, first, file, depth);
      return UNKNOWN;
    }
    case 'unknown': {
      const type = typeOf(program, call.callee, file, depth);
      return type.kind === 'function' ? resultType(program, type.signature, type.file) : UNKNOWN;
    }
    default:
      return UNKNOWN;
  }
}

/** What the tables say that a function which isn't read returns first. */
function externalResult(
  key: string,
  program: Program,
  call: Extract<Expression, { kind: 'call' }>,
  file: FileScope,
  depth: number,
): GoType {
  const facts = apiFacts(key);
  if (facts?.returns !== undefined) return externalNamed(facts.returns);
  if (facts?.gives?.kind === 'argument') {
    const same = call.arguments[facts.gives.index];
    const type = same === undefined ? UNKNOWN : typeOf(program, same, file, depth);
    return type.kind === 'tuple' ? (type.items[0] ?? UNKNOWN) : type;
  }
  const type = externalNamed(standardType(key));
  return type.kind === 'unknown' && givesNothingThatActs(key) ? { kind: 'inert' } : type;
}

function externalNamed(key: string | undefined): GoType {
  if (key === undefined) return UNKNOWN;
  const dot = key.lastIndexOf('.');
  return { kind: 'external', path: key.slice(0, dot), name: key.slice(dot + 1) };
}

// Members

export type Member =
  | { readonly kind: 'field'; readonly variable: Variable }
  | { readonly kind: 'method'; readonly function: FunctionInfo }
  /** A method of an interface. */
  | { readonly kind: 'abstract'; readonly signature: Signature; readonly file: FileScope }
  | { readonly kind: 'external'; readonly key: string };

/** The field or method that a selector names, through embedded fields where needed. */
export function memberOf(program: Program, type: GoType, name: string, depth = 0): Member | undefined {
  if (depth > DEEPEST) return undefined;
  if (type.kind === 'external') return { kind: 'external', key: apiKey(type.path, name, type.name) };
  if (type.kind === 'named') {
    const method = type.type.methods.get(name);
    if (method !== undefined) return { kind: 'method', function: method };
    return memberOf(program, typeNamed(program, type.type.type, type.type.file), name, depth + 1);
  }
  if (type.kind === 'interface') {
    const method = type.type.methods.find((candidate) => candidate.name === name);
    if (method !== undefined) return { kind: 'abstract', signature: method.signature, file: type.file };
    return firstMember(program, type.type.embedded, type.file, name, depth);
  }
  if (type.kind !== 'struct') return undefined;
  const field = fieldsOf(program, type.type, type.file).get(name);
  if (field !== undefined) return { kind: 'field', variable: field };
  const embedded = type.type.fields
    .filter((candidate) => candidate.embedded)
    .map((candidate) => candidate.type);
  return firstMember(program, embedded, type.file, name, depth);
}

/** Of embedded types: one that is read and has the member, else one that isn't read and may have it. */
function firstMember(
  program: Program,
  types: readonly Expression[],
  file: FileScope,
  name: string,
  depth: number,
): Member | undefined {
  const members = types.map((type) => memberOf(program, typeNamed(program, type, file), name, depth + 1));
  const found = members.filter((member) => member !== undefined);
  return (
    found.find((member) => member.kind !== 'external') ??
    found.find((member) => member.kind === 'external' && apiFacts(member.key) !== undefined) ??
    found[0]
  );
}

// Calls

export function calleeOf(program: Program, callee: Expression, file: FileScope, depth = 0): Callee {
  switch (callee.kind) {
    case 'identifier': {
      const entity = entityOf(program, callee, file);
      return entity === undefined ? dotImported(file, callee.name) : calleeOfEntity(program, entity, depth);
    }
    case 'selector':
      return calleeOfSelector(program, callee.object, callee.name, file, depth);
    case 'index':
      return calleeOf(program, callee.object, file, depth);
    case 'function': {
      const literal = program.literals.get(callee);
      return literal === undefined ? { kind: 'unknown' } : functionCallee([literal]);
    }
    case 'list-type':
    case 'map-type':
    case 'function-type':
    case 'interface-type':
    case 'channel-type':
      return { kind: 'conversion', type: typeNamed(program, callee, file), key: undefined };
    case 'unary':
      return callee.operator === '*' ? calleeOf(program, callee.operand, file, depth) : { kind: 'unknown' };
    default:
      return { kind: 'unknown' };
  }
}

/** A name that nothing declares comes from a dot import that isn't read. */
function dotImported(file: FileScope, name: string): Callee {
  const keys = file.dotImports.filter(({ unit }) => unit === undefined).map(({ path }) => apiKey(path, name));
  const known = keys.find((key) => apiFacts(key) !== undefined);
  return known === undefined ? { kind: 'unknown' } : { kind: 'external', key: known };
}

function functionCallee(functions: readonly FunctionInfo[]): Callee {
  const [first] = functions;
  return { kind: 'function', functions, key: first && keyOfFunction(first) };
}

function calleeOfEntity(program: Program, entity: Entity | undefined, depth: number): Callee {
  switch (entity?.kind) {
    case 'function':
      return functionCallee([entity.function]);
    case 'type':
      return {
        kind: 'conversion',
        type: entityType(program, entity, depth),
        key: apiKey(entity.type.file.unit.path, entity.type.name),
      };
    case 'builtin':
      return isTypeName(entity.name)
        ? { kind: 'conversion', type: { kind: 'basic', name: entity.name }, key: undefined }
        : { kind: 'builtin', name: entity.name };
    case 'variable': {
      const literals = entity.variable.assignments.flatMap((assignment) =>
        assignment.kind === 'value' && assignment.expression.kind === 'function'
          ? [program.literals.get(assignment.expression)].filter((literal) => literal !== undefined)
          : [],
      );
      return literals.length > 0 ? functionCallee(literals) : heldFunction(program, entity.variable, depth);
    }
    default:
      return { kind: 'unknown' };
  }
}

/** More variables that hold one another's functions than this are not followed. */
const MOST_HOLDERS = 8;

/**
 * What a variable holds that is given one function of the standard library (`var execCommand = exec.Command`): a call of it
 * is one of that. That the function is mentioned counts besides.
 */
function heldFunction(program: Program, { assignments }: Variable, depth: number): Callee {
  const [only, ...more] = assignments;
  if (only?.kind !== 'value' || more.length > 0 || depth > MOST_HOLDERS) return { kind: 'unknown' };
  if (only.expression.kind !== 'selector' && only.expression.kind !== 'identifier')
    return { kind: 'unknown' };
  const held = calleeOf(program, only.expression, only.owner.file, depth + 1);
  return held.kind === 'external' ? held : { kind: 'unknown' };
}

const BUILTIN_FUNCTIONS: ReadonlySet<string> = new Set(
  'append cap clear close complex copy delete imag len make max min new panic print println real recover'.split(
    ' ',
  ),
);

function isTypeName(builtin: string): boolean {
  return !BUILTIN_FUNCTIONS.has(builtin);
}

function calleeOfSelector(
  program: Program,
  object: Expression,
  name: string,
  file: FileScope,
  depth: number,
): Callee {
  const entity = object.kind === 'identifier' ? entityOf(program, object, file) : undefined;
  if (entity?.kind === 'package') {
    const member = entity.package.unit?.members.get(name);
    if (member !== undefined) return calleeOfEntity(program, member, depth);
    return { kind: 'external', key: apiKey(entity.package.path, name) };
  }
  const type =
    entity?.kind === 'type' ? entityType(program, entity, depth) : typeOf(program, object, file, depth + 1);
  const member = memberOf(program, type, name);
  if (member?.kind === 'method') return functionCallee([member.function]);
  if (member?.kind === 'external') return { kind: 'external', key: member.key };
  if (member?.kind === 'field') return { kind: 'unknown' };
  return { kind: 'dynamic', name, inert: type.kind === 'inert' };
}

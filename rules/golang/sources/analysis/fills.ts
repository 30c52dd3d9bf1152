/** Calls that write what nobody follows into what they are given a pointer to: `json.Unmarshal(data, &config)`. */
import { isStandardImport } from '../knowledge/standard-library.ts';
import type { Call, Expression } from '../syntax/tree.ts';
import { typeNamed, typeOf, underlying } from './infer.ts';
import { type FunctionInfo, type GoType, type Program, entityOf, fieldsOf } from './model.ts';
import { type Walk, giveTo } from './walk.ts';

/** Code of other modules may fill what it gets a pointer to; of the standard library these packages do. */
export function mayFill(key: string): boolean {
  if (!isStandardImport(key)) return true;
  return ['encoding/', 'database/sql', 'fmt.S', 'fmt.F', 'net/rpc', 'reflect.', 'unsafe.'].some((start) =>
    key.startsWith(start),
  );
}

export function fillArguments(walk: Walk, call: Call, caller: FunctionInfo): void {
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

/** Values that are given to fields: in composite literals and by assignments. */
import { isFileName } from '../../../../src/split/uses/names.ts';
import type { FieldFacts } from '../knowledge/facts.ts';
import { flagLiteral } from '../knowledge/flags.ts';
import { fieldFacts } from '../knowledge/index.ts';
import { words } from '../knowledge/word-list.ts';
import type { Composite, Expression } from '../syntax/tree.ts';
import type { FieldAssignment } from './bind.ts';
import { typeOf, underlying } from './infer.ts';
import { type Assignment, type FunctionInfo, type GoType, type Program, apiKey, fieldsOf } from './model.ts';
import { isCommandName, isHandedOver } from './events.ts';
import { type Walk, enter, giveTo, isDescribed, keep, variableAt } from './walk.ts';

/**
 * Methods that the standard library calls on values it is given, so that no call of them may be in sight.
 * Source: the interfaces of io, fmt, sort, net/http, encoding, database/sql, flag, https://pkg.go.dev/std
 */
export const CALLED_BY_STANDARD_LIBRARY = words(
  'ServeHTTP RoundTrip Read Write Close Open String Error Set Dial',
  'DialContext Connect Query Exec Begin Accept MarshalJSON UnmarshalJSON',
);

export function collectFieldAssignment(walk: Walk, { object, name, assignment }: FieldAssignment): void {
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

export function fieldEvent(
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

export function collectComposite(walk: Walk, composite: Composite, owner: FunctionInfo): void {
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

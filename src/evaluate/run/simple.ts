/** Simple commands: assignments, words and redirections. Source: POSIX XCU 2.9.1. */
import type { Assignment, SimpleCommand } from '../../shell/types.ts';
import type { Value } from '../types.ts';
import { startCommand } from './calls.ts';
import { reading, redirect } from './redirects.ts';
import type { Situation } from './situation.ts';
import type { Circumstance } from './scene.ts';
import type { Walk } from './walk.ts';

/** Without words its assignments stay; else they are for the command alone. */
export function simpleCommand(
  walk: Walk,
  item: SimpleCommand,
  situation: Situation,
  around: Circumstance,
): Situation {
  const assigned = withAssignments(walk, item, situation);
  const words = item.words.flatMap((word) => walk.expansion.fields(word, situation));
  if (words.length === 0) {
    redirect(walk, item.redirects, assigned, around, undefined);
    return assigned;
  }
  const { commands } = walk.recorder;
  const before = commands.length;
  const after = startCommand(
    walk,
    { words, assignments: item.assignments.map(({ name }) => name), span: around.toFile?.(item) },
    assigned,
    reading(walk, item.redirects, situation, around),
  );
  redirect(walk, item.redirects, situation, around, commands[before]);
  return withArrays(walk, item, words, withoutAssignments(item, situation, after));
}

function withAssignments(walk: Walk, { assignments }: SimpleCommand, situation: Situation): Situation {
  if (assignments.length === 0) return situation;
  const variables = new Map(situation.variables);
  let { arrays } = situation;
  for (const assignment of assignments) {
    const { name, value, elements } = assignment;
    arrays = arraysAfter(walk, assignment, arrays, situation);
    const text = value === undefined ? { text: '' } : walk.expansion.text(value, situation);
    const first = elements === undefined ? undefined : (arrays?.get(name)?.[0] ?? unknownValue(name));
    variables.set(name, first ?? text);
  }
  return { ...situation, variables, ...(arrays === undefined ? {} : { arrays }) };
}

type Arrays = Situation['arrays'];

/** What an array holds behind an assignment; one of which that isn't known is forgotten. */
function arraysAfter(
  walk: Walk,
  { name, elements, appends }: Assignment,
  arrays: Arrays,
  situation: Situation,
): Arrays {
  const values = elements?.flatMap((element) => walk.expansion.fields(element, situation));
  const before = arrays?.get(name);
  const held =
    values === undefined
      ? undefined
      : appends !== true
        ? values
        : before === undefined
          ? undefined
          : [...before, ...values];
  if (held !== undefined) return new Map([...(arrays ?? []), [name, held]]);
  return before === undefined ? arrays : new Map([...(arrays ?? [])].filter(([other]) => other !== name));
}

function unknownValue(name: string): Value {
  return { text: undefined, because: `$${name}` };
}

/** Commands of the shell that fill arrays, forget them, or may do so. */
const changesArrays: ReadonlySet<string> = new Set(['eval', 'mapfile', 'read', 'readarray', 'unset']);

/** What the shell knows of arrays behind a command of its own. */
function withArrays(
  walk: Walk,
  { declares = [] }: SimpleCommand,
  words: readonly Value[],
  after: Situation,
): Situation {
  if (changesArrays.has(words[0]?.text ?? '')) return { ...after, arrays: new Map() };
  if (declares.length === 0) return after;
  const arrays = declares.reduce(
    (known: Arrays, assignment) => arraysAfter(walk, assignment, known, after),
    after.arrays,
  );
  return { ...after, ...(arrays === undefined ? {} : { arrays }) };
}

/** What is known after the command, the variables assigned in front of it as they were before. */
function withoutAssignments({ assignments }: SimpleCommand, before: Situation, after: Situation): Situation {
  if (assignments.length === 0) return after;
  const variables = new Map<string, Value>(after.variables);
  for (const { name } of assignments) {
    const old = before.variables.get(name);
    if (old === undefined) variables.delete(name);
    else variables.set(name, old);
  }
  return { ...after, variables };
}

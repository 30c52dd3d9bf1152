/** Simple commands: assignments, words and redirections. Source: POSIX XCU 2.9.1. */
import type { SimpleCommand } from '../../shell/types.ts';
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
  return withoutAssignments(item, situation, after);
}

function withAssignments(walk: Walk, { assignments }: SimpleCommand, situation: Situation): Situation {
  if (assignments.length === 0) return situation;
  const variables = new Map(situation.variables);
  for (const { name, value } of assignments) {
    variables.set(name, value === undefined ? { text: '' } : walk.expansion.text(value, situation));
  }
  return { ...situation, variables };
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

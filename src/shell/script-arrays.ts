/** What the arrays of a script hold (bash manual 6.7). */
import { literalText } from './expand-words.ts';
import { expansion, unknown } from './script-scope.ts';
import type { ShellScope } from './expand-words.ts';
import type { Assignment, SimpleCommand, Value } from './types.ts';

type Arrays = ReadonlyMap<string, readonly Value[]>;

/** Built-ins that fill arrays, or forget them. */
const fillsArrays: ReadonlySet<string> = new Set(['read', 'mapfile', 'readarray', 'unset']);

/** Arrays after a command. */
export function arraysAfter(command: SimpleCommand, before: Arrays, scope: ShellScope): Arrays {
  const { words, assignments, declares = [] } = command;
  const [first, ...operands] = words;
  const set = [...(first === undefined ? assignments : []), ...declares];
  const name = first === undefined ? undefined : literalText(first);
  const filled = fillsArrays.has(name ?? '') ? operands.map((word) => literalText(word) ?? '') : [];
  if (set.length === 0 && !filled.some((operand) => before.has(operand))) return before;
  const after = new Map(before);
  for (const operand of filled) after.delete(operand);
  for (const assignment of set) {
    const elements = elementsAfter(assignment, after, scope);
    if (elements === undefined) after.delete(assignment.name);
    else after.set(assignment.name, elements);
  }
  return after;
}

function elementsAfter(
  { name, elements, appends }: Assignment,
  before: Arrays,
  scope: ShellScope,
): readonly Value[] | undefined {
  if (elements === undefined) return undefined;
  const added = elements.flatMap((word) => expansion(word, scope));
  if (appends !== true) return added;
  const earlier = before.get(name);
  return earlier === undefined ? undefined : [...earlier, ...added];
}

/** Where it depends which of two hold: what both start with, and something behind it that isn't known. */
export function eitherArrays(one: Arrays, other: Arrays): Arrays {
  if (one === other) return one;
  return new Map(
    [...one].flatMap(([name, left]) => {
      const right = other.get(name);
      if (right === undefined) return [];
      if (left === right) return [[name, left] as const];
      const end = left.findIndex((value, index) => value !== right[index]);
      const common = end < 0 ? left : left.slice(0, end);
      return [[name, [...common, unknown(`{${name}[@]}`)]] as const];
    }),
  );
}

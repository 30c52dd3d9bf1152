/** What statements set whichever way they take, and where they end the script. */
import { literalText } from './expand-words.ts';
import { assignedBy } from './script-variables.ts';
import type { Statement } from './types.ts';
import { flattenAndOr } from './walk.ts';

/** Variables that are assigned whatever way is taken, as far as one goes on behind the statements. */
export function setAlways(statements: readonly Statement[]): ReadonlySet<string> {
  return new Set(statements.flatMap((statement) => [...setBy(statement)]));
}

function setBy(statement: Statement): ReadonlySet<string> {
  switch (statement.kind) {
    case 'command':
      return new Set(assignedBy(statement).map(({ name }) => name));
    case 'group':
      return setAlways(statement.body);
    case 'and-or':
      return setBy(flattenAndOr(statement).first);
    case 'if':
      return statement.otherwise === undefined
        ? new Set()
        : setByAll([...statement.branches.map(({ body }) => body), statement.otherwise]);
    case 'case':
      return statement.branches.some(({ patterns }) => patterns.some(({ raw }) => raw === '*'))
        ? setByAll(statement.branches.map(({ body }) => body))
        : new Set();
    default:
      return new Set();
  }
}

/** What each of several ways sets, those that end there apart. */
function setByAll(ways: readonly (readonly Statement[])[]): ReadonlySet<string> {
  const [first = new Set<string>(), ...others] = ways.filter((way) => !leaves(way)).map(setAlways);
  return new Set([...first].filter((name) => others.every((set) => set.has(name))));
}

/** Control does not come back from there. */
export function leaves(statements: readonly Statement[]): boolean {
  const last = statements.at(-1);
  if (last?.kind !== 'command') return false;
  const [name, ...given] = last.words.map((word) => literalText(word));
  return name === 'exit' || name === 'return' || (name === 'exec' && given.length > 0);
}

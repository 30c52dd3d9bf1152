/** What becomes of a script's parameters: which branch they lead to, and how many are dropped on the way. */
import { matchesPattern } from './glob.ts';
import { expandText, expandWord, literalText, type ShellScope } from './expand-words.ts';
import { dropped, type Positional } from './positional.ts';
import { scopeAt, type Circumstance, type Place } from './script-scope.ts';
import type { Statement, Word } from './types.ts';
import { childStatements } from './walk.ts';

type Case = Extract<Statement, { kind: 'case' }>;

/** The branch that the word leads to; undefined where none matches, `open` where that isn't known. */
export function chosenBranch(
  statement: Case,
  scope: ShellScope,
): Case['branches'][number] | 'open' | undefined {
  const subject = expandText(statement.subject, scope).text;
  if (subject === undefined) return 'open';
  for (const item of statement.branches) {
    for (const word of item.patterns) {
      const pattern = patternOf(word, scope);
      if (pattern === undefined) return 'open';
      if (matchesPattern(pattern, subject)) return item;
    }
  }
  return undefined;
}

function patternOf(word: Word, scope: ShellScope): string | undefined {
  const { fields } = expandWord(word, scope);
  const [field, ...more] = fields;
  if (more.length > 0 || field?.value.text === undefined) return fields.length === 0 ? '' : undefined;
  return field.pattern;
}

/** Whether a condition holds that is one test of words that are known; undefined where that can't be told. */
export function decide(condition: readonly Statement[], scope: ShellScope): boolean | undefined {
  const [only, ...more] = condition;
  if (only === undefined || more.length > 0) return undefined;
  if (only.kind === 'pipeline' && only.negated && only.stages.length === 1) {
    const inner = decide(only.stages, scope);
    return inner === undefined ? undefined : !inner;
  }
  if (only.kind !== 'command' || only.assignments.length > 0) return undefined;
  const [name, ...words] = only.words.map((word) => expandText(word, scope).text);
  if (name === 'true' || name === ':') return true;
  const closing = name === '[' ? ']' : name === '[[' ? ']]' : undefined;
  if (name !== 'test' && words.at(-1) !== closing) return undefined;
  const operands = name === 'test' ? words : words.slice(0, -1);
  return operands.every((operand) => operand !== undefined)
    ? holds(operands, name === '[[' ? only.words.at(3) : undefined)
    : undefined;
}

const comparisons: ReadonlyMap<string, (left: number, right: number) => boolean> = new Map([
  ['-eq', (left, right) => left === right],
  ['-ne', (left, right) => left !== right],
  ['-gt', (left, right) => left > right],
  ['-ge', (left, right) => left >= right],
  ['-lt', (left, right) => left < right],
  ['-le', (left, right) => left <= right],
]);

/** test(1) of strings and numbers; what it says of files isn't told here. @param pattern the right side in `[[ ]]`. */
function holds(operands: readonly string[], pattern: Word | undefined): boolean | undefined {
  const [first = '', second = '', third = ''] = operands;
  if (first === '!') {
    const inner = holds(operands.slice(1), pattern);
    return inner === undefined ? undefined : !inner;
  }
  if (operands.length === 1) return first !== '';
  if (operands.length === 2)
    return first === '-z' ? second === '' : first === '-n' ? second !== '' : undefined;
  if (operands.length !== 3) return undefined;
  if (second === '=' || second === '==' || second === '!=') {
    if (pattern !== undefined && literalText(pattern) === undefined) return undefined;
    return (first === third) === (second !== '!=');
  }
  const compare = comparisons.get(second);
  return compare !== undefined && /^-?\d+$/.test(first) && /^-?\d+$/.test(third)
    ? compare(Number(first), Number(third))
    : undefined;
}

/** Whether statements drop or replace the parameters of the shell that they are in. */
export function changesParameters(statements: readonly Statement[]): boolean {
  return statements.some((statement) => {
    if (statement.kind === 'function') return false;
    if (statement.kind !== 'command') return changesParameters(childStatements(statement));
    const [name, first] = statement.words.map((word) => literalText(word));
    return name === 'shift' || (name === 'set' && first === '--');
  });
}

/** More rounds than a command line has words. */
const maximumRounds = 64;

/** The parameters that are left after a loop that drops them (`while [ $# -gt 0 ]; do case "$1" in … shift`). */
export function shiftedAfter(
  loop: Extract<Statement, { kind: 'while' }>,
  here: Circumstance,
): Positional | undefined {
  const place: Place = { ...here.place };
  for (let round = 0; round < maximumRounds; round++) {
    const goesOn = decide(loop.condition, scopeAt({ ...here, place }));
    if (goesOn === undefined) return undefined;
    if (!goesOn) return place.positional;
    const end = run(loop.body, place, here);
    if (end === 'open') return undefined;
    if (end === 'break') return place.positional;
  }
  return undefined;
}

/** Runs what matters to the parameters; how it ends. */
function run(
  statements: readonly Statement[],
  place: Place,
  here: Circumstance,
): 'end' | 'break' | 'continue' | 'open' {
  for (const statement of statements) {
    const end = runOne(statement, place, here);
    if (end !== 'end') return end;
  }
  return 'end';
}

function runOne(statement: Statement, place: Place, here: Circumstance): ReturnType<typeof run> {
  const scope = scopeAt({ ...here, place });
  switch (statement.kind) {
    case 'command': {
      const [name, first] = statement.words.map((word) => literalText(word));
      if (name === 'break' || name === 'continue') return first === undefined ? name : 'open';
      if (name === 'shift') {
        const count = first === undefined ? 1 : Number(first);
        const { values, others, unsure } = place.positional;
        const unknown = unsure === true || (others === undefined && values.length === 0);
        if (unknown || !Number.isInteger(count)) return 'open';
        place.positional = dropped(place.positional, count);
        return 'end';
      }
      if (name === 'exit' || name === 'exec' || name === 'return') return 'open';
      return name === 'set' && first === '--' ? 'open' : 'end';
    }
    case 'case': {
      const chosen = chosenBranch(statement, scope);
      if (chosen === 'open') return 'open';
      return chosen === undefined ? 'end' : run(chosen.body, place, here);
    }
    case 'if': {
      for (const { condition, body } of statement.branches) {
        const decided = decide(condition, scope);
        if (decided === undefined) return changesParameters([statement]) ? 'open' : 'end';
        if (decided) return run(body, place, here);
      }
      return run(statement.otherwise ?? [], place, here);
    }
    case 'group':
      return run(statement.body, place, here);
    default:
      return changesParameters([statement]) ? 'open' : 'end';
  }
}

/** Decides `test`, `[ … ]`, `true` and `false` where everything they look at is known. */
import { posix } from 'node:path';
import type { Statement, Word } from '../shell/types.ts';
import type { FileSystem, Value } from './types.ts';

/** What the shell knows where it is asked. */
interface Known {
  readonly variables: ReadonlyMap<string, Value>;
  readonly workdir: Value;
}

/** Whether the statement succeeds; undefined when that can't be known. */
export function decide(
  statement: Statement,
  { variables, workdir }: Known,
  files: FileSystem,
): boolean | undefined {
  if (statement.kind === 'pipeline' && statement.negated && statement.stages.length === 1) {
    const [only] = statement.stages;
    const decided = only === undefined ? undefined : decide(only, { variables, workdir }, files);
    return decided === undefined ? undefined : !decided;
  }
  if (statement.kind !== 'command' || statement.assignments.length > 0) return undefined;
  const words = statement.words.map((word) => literal(word, variables));
  const [name, ...rest] = words;
  if (name === 'true' || name === ':') return true;
  if (name === 'false') return false;
  if (name !== 'test' && name !== '[') return undefined;
  const operands = name === '[' && rest.at(-1) === ']' ? rest.slice(0, -1) : rest;
  if (operands.some((operand) => operand === undefined)) return undefined;
  return judge(
    operands.map((operand) => operand ?? ''),
    workdir,
    files,
  );
}

function judge(operands: readonly string[], workdir: Value, files: FileSystem): boolean | undefined {
  const [first = '', second = '', third = ''] = operands;
  if (operands.length === 0) return false;
  if (first === '!') {
    const inner = judge(operands.slice(1), workdir, files);
    return inner === undefined ? undefined : !inner;
  }
  if (operands.length === 1) return first !== '';
  if (operands.length === 2) {
    if (first === '-z') return second === '';
    if (first === '-n') return second !== '';
    if (['-e', '-f', '-d'].includes(first) && second !== '') {
      if (workdir.text === undefined && !posix.isAbsolute(second)) return undefined;
      const found = files.lookup(posix.resolve(workdir.text ?? '/', second));
      if (found.status === 'possible') return undefined;
      if (found.status === 'absent') return false;
      if (found.entry.perhaps === true) return undefined;
      if (first === '-e') return true;
      return found.entry.kind === 'unknown'
        ? undefined
        : (found.entry.kind === 'directory') === (first === '-d');
    }
    return undefined;
  }
  if (operands.length === 3) {
    if (second === '=' || second === '==') return first === third;
    if (second === '!=') return first !== third;
    const [left, right] = [Number(first), Number(third)];
    if (Number.isNaN(left) || Number.isNaN(right)) return undefined;
    switch (second) {
      case '-eq':
        return left === right;
      case '-ne':
        return left !== right;
      case '-lt':
        return left < right;
      case '-le':
        return left <= right;
      case '-gt':
        return left > right;
      case '-ge':
        return left >= right;
      default:
        return undefined;
    }
  }
  return undefined;
}

/** The word's text when it consists of literals and known plain variables. */
function literal(word: Word, variables: ReadonlyMap<string, Value>): string | undefined {
  let text = '';
  for (const part of word.parts) {
    if (part.kind === 'literal') text += part.text;
    else if (part.kind === 'parameter' && part.operator === undefined) {
      const value = variables.get(part.name);
      // An unset variable is empty; one that exists with an unknown value is unknown.
      if (value !== undefined && value.text === undefined) return undefined;
      if (!part.quoted && /\s/.test(value?.text ?? '')) return undefined;
      text += value?.text ?? '';
    } else return undefined;
  }
  return text;
}

/** What statements print: those of a substitution, and what stands before a pipe. */
import type { Redirect, SimpleCommand, Statement, Word } from '../../shell/types.ts';
import { flattenAndOr } from '../../shell/walk.ts';
import type { Printed } from '../printed/index.ts';
import type { CommandRun, Value } from '../types.ts';
import { builtins, type Situation } from './situation.ts';

/** What printing asks of the walk. */
export interface PrintingScene {
  readonly fields: (word: Word, situation: Situation) => readonly Value[];
  readonly text: (word: Word, situation: Situation) => Value;
  readonly input: (
    redirects: readonly Redirect[],
    situation: Situation,
    otherwise: CommandRun['input'],
  ) => CommandRun['input'];
  /** A command as it would be recorded. */
  readonly commandOf: (
    words: readonly Value[],
    situation: Situation,
    input: CommandRun['input'],
  ) => CommandRun;
  readonly printed: (run: CommandRun) => Printed | undefined;
}

interface Sequence {
  readonly printed: Printed;
  /** What the shell knows behind it. */
  readonly after: Situation;
}

const silent: Printed = { text: '' };

/** What the statements print one after the other; undefined where that isn't known. */
export function printedByAll(
  list: readonly Statement[],
  situation: Situation,
  input: CommandRun['input'],
  scene: PrintingScene,
): Sequence | undefined {
  let current: Sequence = { printed: silent, after: situation };
  for (const item of list) {
    const next = sequence(item, current.after, input, scene);
    if (next === undefined) return undefined;
    current = { printed: joined(current.printed, next.printed), after: next.after };
  }
  return current;
}

function joined(first: Printed, second: Printed): Printed {
  const unordered = first.unordered ?? second.unordered;
  return { text: first.text + second.text, ...(unordered === undefined ? {} : { unordered }) };
}

function sequence(
  item: Statement,
  situation: Situation,
  input: CommandRun['input'],
  scene: PrintingScene,
): Sequence | undefined {
  switch (item.kind) {
    case 'command':
      return command(item, situation, input, scene);
    case 'pipeline': {
      const printed = item.negated ? undefined : piped(item.stages, situation, input, scene);
      return printed && { printed, after: situation };
    }
    case 'subshell':
    case 'group': {
      if (!item.redirects.every(isOfInput)) return undefined;
      const inside = printedByAll(item.body, situation, scene.input(item.redirects, situation, input), scene);
      return inside && { ...inside, after: item.kind === 'group' ? inside.after : situation };
    }
    case 'and-or':
      return chain(item, situation, input, scene);
    default:
      return undefined;
  }
}

function piped(
  stages: readonly Statement[],
  situation: Situation,
  input: CommandRun['input'],
  scene: PrintingScene,
): Printed | undefined {
  let printed: Printed | undefined;
  for (const stage of stages) {
    const given: CommandRun['input'] =
      printed === undefined ? input : { kind: 'pipe', from: undefined, ...printed };
    printed = sequence(stage, situation, given, scene)?.printed;
    if (printed === undefined) return undefined;
  }
  return printed;
}

/** What prints something did what it should: behind `||` nothing runs then. */
function chain(
  item: Extract<Statement, { kind: 'and-or' }>,
  situation: Situation,
  input: CommandRun['input'],
  scene: PrintingScene,
): Sequence | undefined {
  const { first, rest } = flattenAndOr(item);
  let current = sequence(first, situation, input, scene);
  let previous = first;
  for (const { operator, statement } of rest) {
    if (current === undefined) return undefined;
    const succeeds = current.printed.text !== '' || isCd(previous);
    if (!succeeds) return undefined;
    if (operator === '||') continue;
    const next = sequence(statement, current.after, input, scene);
    current = next && { printed: joined(current.printed, next.printed), after: next.after };
    previous = statement;
  }
  return current;
}

function isCd(item: Statement): boolean {
  return item.kind === 'command' && item.words[0]?.raw === 'cd';
}

/** Where errors go, and what is read, changes nothing of what is printed. */
function isOfInput({ operator, fd }: Redirect): boolean {
  return (fd === 2 && (operator === '>' || operator === '>>')) || /^<{1,3}$/.test(operator);
}

function command(
  item: SimpleCommand,
  before: Situation,
  input: CommandRun['input'],
  scene: PrintingScene,
): Sequence | undefined {
  if (!item.redirects.every(isOfInput)) return undefined;
  const variables = new Map(before.variables);
  for (const { name, value, elements, appends } of item.assignments) {
    if (elements !== undefined || appends === true) return undefined;
    variables.set(name, value === undefined ? { text: '' } : scene.text(value, before));
  }
  const situation = item.assignments.length === 0 ? before : { ...before, variables };
  const words = item.words.flatMap((word) => scene.fields(word, before));
  const name = words[0]?.text;
  if (words.length === 0) return { printed: silent, after: situation };
  if (name === undefined || before.functions.has(name)) return undefined;
  if (name === 'cd') {
    const after = builtins.get(name)?.(words, before);
    return after && { printed: silent, after };
  }
  const run = scene.commandOf(words, situation, scene.input(item.redirects, before, input));
  const printed = scene.printed(run);
  return printed && { printed, after: before };
}

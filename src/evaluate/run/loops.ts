/** Statements that run any number of times. */
import type { Statement } from '../../shell/types.ts';
import { childStatements, ownWords, wordScripts } from '../../shell/walk.ts';
import { linesOf } from '../printed/index.ts';
import type { Value } from '../types.ts';
import { inRounds } from './rounds.ts';
import { statements } from './sequence.ts';
import { assignRead, readCall } from './reading.ts';
import { forget, type Situation } from './situation.ts';
import type { Circumstance } from './scene.ts';
import type { Walk } from './walk.ts';

/** A loop over more values is walked once, with a value that isn't known. */
const maximumIterations = 32;

/** `for NAME in WORDS`: once for each value where all are known, else once with a value that isn't. */
export function forLoop(
  walk: Walk,
  item: Extract<Statement, { kind: 'for' }>,
  situation: Situation,
  around: Circumstance,
): Situation {
  const items = item.words?.map((word) => walk.expansion.items(word, situation));
  const values = items?.flatMap((expanded) => expanded.values) ?? situation.positional.slice(1);
  const known =
    values.length <= maximumIterations &&
    values.every((value) => value.text !== undefined && !/[*?[]/.test(value.text));
  const rounds: readonly Value[] = known
    ? values
    : [{ text: undefined, because: `the loop variable ${item.variable}` }];
  const inside = { ...around, conditional: around.conditional || !known, failureIgnored: true };
  const unordered = items?.some((expanded) => expanded.unordered) === true;
  return inRounds(walk, rounds, { situation, around: inside, unordered }, (value, current) =>
    statements(
      walk,
      item.body,
      { ...current, variables: new Map([...current.variables, [item.variable, value]]) },
      inside,
    ),
  );
}

/** `while read NAME`: once for each line where all are known. */
function readingLoop(
  walk: Walk,
  item: Extract<Statement, { kind: 'while' }>,
  situation: Situation,
  around: Circumstance,
): Situation | undefined {
  const [condition, ...more] = item.condition;
  const text = around.input?.text;
  if (condition?.kind !== 'command' || more.length > 0 || text === undefined) return undefined;
  if (condition.redirects.length > 0 || readsInput(item.body)) return undefined;
  const variables = new Map(situation.variables);
  for (const { name, value } of condition.assignments)
    variables.set(name, value === undefined ? { text: '' } : walk.expansion.text(value, situation));
  const call = readCall(
    condition.words.flatMap((word) => walk.expansion.fields(word, situation)),
    variables,
  );
  // What has no line end is not gone through: reading fails at the end of the input.
  const lines = linesOf(text.slice(0, text.lastIndexOf('\n') + 1));
  const read = call && lines.map((line) => assignRead(line, call));
  if (read === undefined || lines.length > maximumIterations) return undefined;
  const rounds = read.flatMap((assigned) => assigned ?? []);
  if (rounds.length !== lines.length) return undefined;
  const inside: Circumstance = { ...around, input: undefined, failureIgnored: true };
  const unordered = around.input?.kind === 'pipe' && around.input.unordered === true;
  return inRounds(walk, rounds, { situation, around: inside, unordered }, (assigned, current) =>
    statements(
      walk,
      item.body,
      { ...current, variables: new Map([...current.variables, ...assigned]) },
      inside,
    ),
  );
}

/** Commands that read what is left of the input, so that the loop does not: with fewer words than this, or always. */
const readers: ReadonlyMap<string, number> = new Map([
  ...['cat', 'sort', 'tee', 'uniq', 'wc', 'tac'].map((name) => [name, 2] as const),
  ...['awk', 'cut', 'grep', 'head', 'sed', 'tail', 'tr'].map((name) => [name, 3] as const),
  ...'ash bash dash docker ffmpeg perl python python3 read sh ssh su sudo xargs'
    .split(' ')
    .map((name) => [name, Number.POSITIVE_INFINITY] as const),
]);

/** Of a pipe only what stands first reads what comes from outside. */
function readsInput(body: readonly Statement[]): boolean {
  return body.some((item) => {
    if (item.kind === 'pipeline') return readsInput(item.stages.slice(0, 1));
    const nested = ownWords(item).flatMap(wordScripts);
    if (nested.some((inner) => readsInput(inner.statements))) return true;
    if (item.kind !== 'command') return readsInput(childStatements(item));
    if (item.redirects.some(({ operator }) => operator.startsWith('<'))) return false;
    const [name] = item.words;
    const isKnown = name === undefined || name.parts.every(({ kind }) => kind === 'literal');
    return !isKnown || item.words.length < (readers.get(name?.raw ?? '') ?? 0);
  });
}

/** `while` and `until`: as if once, which may not happen, nor be the last time. */
export function whileLoop(
  walk: Walk,
  item: Extract<Statement, { kind: 'while' }>,
  situation: Situation,
  around: Circumstance,
): Situation {
  const read = item.until === true ? undefined : readingLoop(walk, item, situation, around);
  if (read !== undefined) return read;
  const inside = { ...around, conditional: true };
  const tested = statements(walk, item.condition, situation, { ...inside, failureIgnored: true });
  return forget(tested, statements(walk, item.body, tested, inside), true);
}

/** What a statement runs that has no node of its own (`for ((…))`, `select`, `coproc`): it may, any number of times. */
export function otherStatements(
  walk: Walk,
  item: Extract<Statement, { kind: 'other' }>,
  situation: Situation,
  around: Circumstance,
): Situation {
  const inside = { ...around, conditional: true, failureIgnored: true };
  return forget(situation, statements(walk, item.body, situation, inside), true);
}

/** Statements that run any number of times. */
import type { Statement } from '../../shell/types.ts';
import type { Value } from '../types.ts';
import { statements } from './sequence.ts';
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
  const values =
    item.words?.flatMap((word) => walk.expansion.fields(word, situation)) ?? situation.positional.slice(1);
  const known =
    values.length <= maximumIterations &&
    values.every((value) => value.text !== undefined && !/[*?[]/.test(value.text));
  const rounds: readonly Value[] = known
    ? values
    : [{ text: undefined, because: `the loop variable ${item.variable}` }];
  let current = situation;
  for (const value of rounds) {
    current = statements(
      walk,
      item.body,
      { ...current, variables: new Map([...current.variables, [item.variable, value]]) },
      { ...around, conditional: around.conditional || !known, failureIgnored: true },
    );
  }
  return current;
}

/** `while` and `until`: as if once, which may not happen, nor be the last time. */
export function whileLoop(
  walk: Walk,
  item: Extract<Statement, { kind: 'while' }>,
  situation: Situation,
  around: Circumstance,
): Situation {
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

/** Statements that run any number of times. */
import type { Statement } from '../../shell/types.ts';
import type { Value } from '../types.ts';
import { statements } from './sequence.ts';
import type { Situation } from './situation.ts';
import type { Circumstance, Walk } from './walk.ts';

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
  const known = values.every((value) => value.text !== undefined && !/[*?[]/.test(value.text));
  const rounds: readonly Value[] = known
    ? values.slice(0, maximumIterations)
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

/** `while` and `until`: as if once, which may not happen. */
export function whileLoop(
  walk: Walk,
  item: Extract<Statement, { kind: 'while' }>,
  situation: Situation,
  around: Circumstance,
): Situation {
  const inside = { ...around, conditional: true };
  const tested = statements(walk, item.condition, situation, { ...inside, failureIgnored: true });
  return statements(walk, item.body, tested, inside);
}

/** Statements one after the other, and scripts, which are such. */
import { parseShell } from '../../shell/parse.ts';
import type { Span, Statement } from '../../shell/types.ts';
import { nothingCalled } from './recorder.ts';
import type { Situation } from './situation.ts';
import { ignoring, type Circumstance } from './scene.ts';
import type { Walk } from './walk.ts';

/** The failure of a statement that is not the last one matters with `set -e` only. */
export function statements(
  walk: Walk,
  list: readonly Statement[],
  situation: Situation,
  around: Circumstance,
): Situation {
  let current = situation;
  for (const [index, item] of list.entries()) {
    const last = index === list.length - 1;
    const ignored = around.failureIgnored || !(last || current.errexit);
    current = walk.statement(item, current, ignoring(around, ignored));
    if (current.leaves !== undefined) return current;
  }
  return current;
}

/** A script by its text. `span` is where it is started. */
export function script(
  walk: Walk,
  text: string,
  situation: Situation,
  around: Circumstance,
  span: Span | undefined,
): Situation {
  const parsed = parseShell(text);
  if (parsed.complete) return statements(walk, parsed.statements, situation, around);
  const run = walk.recorder.record({ ...nothingCalled, span }, situation, around);
  walk.recorder.opaque(run, 'its script cannot be parsed');
  return situation;
}

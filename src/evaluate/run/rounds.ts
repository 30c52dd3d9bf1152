/** The same for one thing after the other, in an order that may not be known. */
import { nothingCalled } from './recorder.ts';
import type { Situation } from './situation.ts';
import type { Circumstance } from './scene.ts';
import type { Walk } from './walk.ts';

export interface Rounds {
  readonly situation: Situation;
  readonly around: Circumstance;
  readonly unordered: boolean;
}

/** What the shell knows after all rounds; what several of them write differently is of any of them, without an order. */
export function inRounds<Item>(
  walk: Walk,
  items: readonly Item[],
  { situation, around, unordered }: Rounds,
  round: (item: Item, situation: Situation) => Situation,
): Situation {
  const { made } = walk.recorder;
  const signs = new Map<string, string>();
  const contested = new Set<string>();
  let current = situation;
  for (const item of items) {
    const before = made.length;
    const { leaves, ...after } = round(item, current);
    current = after;
    for (const { path, sign } of unordered ? made.slice(before) : []) {
      const earlier = signs.get(path);
      if (earlier !== undefined && earlier !== sign) contested.add(path);
      signs.set(path, sign);
    }
    if (leaves === 'loop') break;
  }
  if (contested.size === 0) return current;
  const run = walk.recorder.record(nothingCalled, situation, { ...around, conditional: false });
  const why = 'which of several writes it last depends on an order that is not known';
  for (const path of contested)
    walk.recorder.perform(
      [
        { kind: 'remove', path },
        { kind: 'opaque', under: path, why },
      ],
      run,
    );
  return current;
}

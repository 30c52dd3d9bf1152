/** A sequence of numbers that a seed decides, the same on every machine. */

/** Numbers from 0 up to, not including, the bound. */
export type Random = (bound: number) => number;

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, long enough for drawing test programs. */
export function randomFrom(seed: number): Random {
  let state = Math.trunc(seed);
  return (bound) => {
    state = Math.trunc(state + 0x6d2b79f5);
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}

/** The items in an order that is drawn (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  const mixed = [...items];
  for (let left = mixed.length; left > 1; left -= 1) {
    const [taken] = mixed.splice(random(left), 1);
    if (taken !== undefined) mixed.push(taken);
  }
  return mixed;
}

/** Draws item by item; every item comes once before one comes again, so that no item is left out by chance. */
export function deckOf<T>(
  items: readonly T[],
  random: Random,
): (fits: (item: T) => boolean) => T | undefined {
  let rest: readonly T[] = [];
  return (fits) => {
    let at = rest.findIndex(fits);
    if (at === -1) {
      rest = [...rest, ...shuffled(items, random)];
      at = rest.findIndex(fits);
    }
    const drawn = rest[at];
    rest = rest.filter((_, index) => index !== at);
    return drawn;
  };
}

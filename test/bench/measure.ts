/** Measuring work against other work in the same minutes, so that the machine cancels out. */

/** Least of several: what the work itself takes, without what else the machine did meanwhile. */
export function least(times: readonly number[]): number {
  return Math.min(...times);
}

export function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

export function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Times of several kinds of work, taken in turns: what slows the machine slows them all. */
export function inTurns<Name extends string>(
  kinds: Readonly<Record<Name, () => void>>,
  count: number,
): ReadonlyMap<string, readonly number[]> {
  const times = new Map<string, number[]>(Object.keys(kinds).map((name) => [name, []]));
  for (let round = 0; round < count; round += 1) {
    for (const [name, work] of Object.entries<() => void>(kinds)) times.get(name)?.push(timed(work));
  }
  return times;
}

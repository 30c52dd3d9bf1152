/** Which of many cases are run each time: building all of them takes longer than one waits for. */

/** A case and all that it shows: an outcome, a reason, a base, a way to be run. */
export interface Candidate {
  readonly name: string;
  readonly shows: readonly string[];
  /** It also shows that a naive conversion breaks. */
  readonly guarded: boolean;
  /** It is new, or was changed. */
  readonly touched: boolean;
}

/**
 * All that are touched; then, until everything is shown by one, each that shows something new, the guarded ones first;
 * and of the others every so manieth, spread evenly, so that what nobody thought of as a kind is met as well. The same
 * candidates always give the same choice.
 */
export function chosenCases(candidates: readonly Candidate[], oneOf: number): ReadonlySet<string> {
  const touched = candidates.filter((candidate) => candidate.touched);
  const shown = new Set(touched.flatMap(({ shows }) => shows));
  const chosen = new Set(touched.map(({ name }) => name));
  for (const { name, shows } of candidates.toSorted((a, b) => Number(b.guarded) - Number(a.guarded))) {
    if (shows.every((what) => shown.has(what))) continue;
    for (const what of shows) shown.add(what);
    chosen.add(name);
  }
  const others = candidates.filter(({ name }) => !chosen.has(name));
  for (const [index, { name }] of others.entries()) if (index % oneOf === 0) chosen.add(name);
  return chosen;
}

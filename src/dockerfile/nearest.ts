/** Guessing what a misspelt word was meant to be. */

/** The candidate that is one typing mistake (or two in a longer word) away from the word; undefined when none is. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toUpperCase();
  const limit = wanted.length > 4 ? 2 : 1;
  const near = candidates
    .filter((candidate) => Math.abs(candidate.length - wanted.length) <= limit)
    .map((candidate) => ({ candidate, mistakes: editDistance(wanted, candidate.toUpperCase()) }))
    .filter(({ mistakes }) => mistakes <= limit)
    .toSorted((left, right) => left.mistakes - right.mistakes);
  return near[0]?.candidate;
}

/**
 * How many characters have to be put in, taken out, replaced or swapped with their neighbour (restricted
 * Damerau–Levenshtein distance).
 */
export function editDistance(from: string, to: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}

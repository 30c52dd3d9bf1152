/** Words of lines of a table: `words('a b', 'c')` → `['a', 'b', 'c']`. */
export function words(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' '));
}

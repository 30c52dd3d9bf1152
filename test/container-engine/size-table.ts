/** The sizes of images before and after, as a table. */

export interface SizeRow {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

const megabyte = 1e6;

/** One line a row, by name, and the median of the ratios. */
export function sizeTable(rows: readonly SizeRow[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length), 0);
  const lines = rows
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, before, after }) => {
      const sizes = [before, after].map((size) => `${(size / megabyte).toFixed(1).padStart(8)} MB`).join(' ');
      return `${name.padEnd(width)} ${sizes} ${(after / before).toFixed(4)}`;
    });
  return [...lines, `median of ${rows.length}: ${medianRatio(rows).toFixed(4)}`].join('\n');
}

/** The median of after/before; NaN for no rows. */
export function medianRatio(rows: readonly SizeRow[]): number {
  const ratios = rows.map(({ before, after }) => after / before).sort((a, b) => a - b);
  const middle = Math.floor(ratios.length / 2);
  const [low = Number.NaN, high = low] = ratios.slice(
    ratios.length % 2 === 0 ? middle - 1 : middle,
    middle + 1,
  );
  return (low + high) / 2;
}

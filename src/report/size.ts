/** Image sizes for people. */
import type { ImageSizes } from './types.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Powers of 1000 and three significant digits, as `docker images` shows sizes. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let index = 0;
  // 999.5 is the first number that three digits round up to 1000.
  while (value >= 999.5 && index < UNITS.length - 1) {
    value /= 1000;
    index += 1;
  }
  return `${Number(value.toPrecision(3))} ${UNITS[index] ?? 'B'}`;
}

/** How the two sizes are known: a mark that always goes with them. */
export function sizeNote({ before, after }: ImageSizes): string {
  if (before.by === after.by) return before.by;
  return `${before.by} before, ${after.by} after`;
}

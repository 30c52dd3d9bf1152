/** Image sizes: what they are for people, and their sums. */
import type { FileReport, ImageSize, ImageSizes } from './types.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Powers of 1000 and three significant digits, as `docker images` shows sizes. */
export function formatBytes(bytes: number): string {
  const unit = unitOf(bytes, 3);
  return `${amountIn(unit, bytes, 3)} ${UNITS[unit] ?? ''}`;
}

/** Two digits say all that an estimate knows. */
const ESTIMATED_DIGITS = 2;

/** `12.6 MB`, or `0.81–1.3 GB` for an estimate. */
export function formatSize(size: ImageSize): string {
  if (size.by === 'measured') return formatBytes(size.bytes);
  const unit = unitOf(size.most, ESTIMATED_DIGITS);
  const least = amountIn(unit, size.least, ESTIMATED_DIGITS);
  const most = amountIn(unit, size.most, ESTIMATED_DIGITS);
  return `${least === most ? '' : `${least}–`}${most} ${UNITS[unit] ?? ''}`;
}

/** The largest unit of which there is at least one, once rounded. */
function unitOf(bytes: number, digits: number): number {
  let unit = 0;
  while (unit < UNITS.length - 1 && amountIn(unit, bytes, digits) >= 1000) unit += 1;
  return unit;
}

function amountIn(unit: number, bytes: number, digits: number): number {
  return Number((bytes / 1000 ** unit).toPrecision(digits));
}

/** Before and after with how they are known, which always goes with them. */
export function formatSizes(sizes: ImageSizes): string {
  return `${formatSize(sizes.before)} → ${formatSize(sizes.after)} (${sizeNote(sizes)})`;
}

/** How the two sizes are known. */
function sizeNote({ before, after }: ImageSizes): string {
  if (before.by === after.by) return before.by;
  return `${before.by} before, ${after.by} after`;
}

/** The sizes of a run's images added up. */
export interface SizeTotals extends ImageSizes {
  /** Images whose sizes are known. */
  readonly images: number;
  /** Those of them that were built. */
  readonly measured: number;
}

/** undefined where no size is known. A sum of which a part is estimated is estimated. */
export function sizeTotals(all: readonly (ImageSizes | undefined)[]): SizeTotals | undefined {
  const known = all.filter((sizes) => sizes !== undefined);
  if (known.length === 0) return undefined;
  return {
    images: known.length,
    measured: known.filter(({ before, after }) => before.by === 'measured' && after.by === 'measured').length,
    before: sum(known.map(({ before }) => before)),
    after: sum(known.map(({ after }) => after)),
  };
}

function sum(sizes: readonly ImageSize[]): ImageSize {
  const add = (bytesOf: (size: ImageSize) => number) =>
    sizes.reduce((total, size) => total + bytesOf(size), 0);
  return sizes.every(({ by }) => by === 'measured')
    ? { by: 'measured', bytes: add(leastOf) }
    : { by: 'estimated', least: add(leastOf), most: add(mostOf) };
}

/** The totals in words: `40 images: 35–52 GB → 0.2–1.9 GB (estimated; 3 of them measured)`. */
export function formatTotals(totals: SizeTotals): string {
  const { images, measured, before, after } = totals;
  const note =
    measured === 0
      ? 'estimated'
      : measured === images
        ? 'measured'
        : `estimated; ${measured} of them measured`;
  return `${images} image${images === 1 ? '' : 's'}: ${formatSize(before)} → ${formatSize(after)} (${note})`;
}

/** What a file's images are estimated to weigh; undefined where the rule doesn't tell. */
export function estimatedSizes({ outcome }: Pick<FileReport, 'outcome'>): ImageSizes | undefined {
  const sizes = outcome.outcome === 'migrated' ? outcome.summary?.sizes : undefined;
  return sizes === undefined
    ? undefined
    : { before: { by: 'estimated', ...sizes.before }, after: { by: 'estimated', ...sizes.after } };
}

/** At least this many bytes. */
export function leastOf(size: ImageSize): number {
  return size.by === 'measured' ? size.bytes : size.least;
}

/** At most this many bytes. */
export function mostOf(size: ImageSize): number {
  return size.by === 'measured' ? size.bytes : size.most;
}

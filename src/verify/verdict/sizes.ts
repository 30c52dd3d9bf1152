/** Sizes of two images, and the packages that are gone. */
import type { Image } from '../image/image.ts';
import { packagesOf } from '../image/packages.ts';
import type { ImageSize, Sizes, Verification } from './types.ts';

/** What an image weighs and holds. */
function sizeOf({ files, bytes, diffIds }: Image): ImageSize {
  let count = 0;
  for (const { type } of files.nodes()) if (type !== 'directory') count += 1;
  return { bytes, files: count, layers: diffIds.length, packages: packagesOf(files)?.names };
}

/** The same of both images. */
export function sizesOf(before: Image, after: Image): Sizes {
  return { before: sizeOf(before), after: sizeOf(after) };
}

/** Packages the original has and the new image doesn't, sorted. */
export function packagesGone({ before, after }: Sizes): readonly string[] {
  const kept = new Set(after.packages ?? []);
  return (before.packages ?? []).filter((name) => !kept.has(name));
}

export interface Totals {
  readonly images: number;
  readonly before: number;
  readonly after: number;
}

/** Sums over those that were both built. */
export function totalsOf(verifications: readonly Pick<Verification, 'sizes'>[]): Totals {
  const sizes = verifications.flatMap(({ sizes: one }) => (one === undefined ? [] : [one]));
  return {
    images: sizes.length,
    before: sizes.reduce((sum, { before }) => sum + before.bytes, 0),
    after: sizes.reduce((sum, { after }) => sum + after.bytes, 0),
  };
}

/** How much smaller, in per cent with one digit; negative when it grew. */
export function saved(before: number, after: number): string {
  return before === 0 ? '0.0' : (((before - after) / before) * 100).toFixed(1);
}

/** What the images before and after may weigh. Estimates from tables, for people: no decision rests on them. */
import type { ImageFacts } from '../../evaluate/types.ts';
import { packageSizes } from '../../image/packages/manager.ts';
import type { SizeEstimate, SizeRange } from '../../rule/types.ts';
import type { BaseChoice } from '../needs/choose-base.ts';
import type { Toolchain } from '../../toolchain/toolchain.ts';

const MEBIBYTE = 1_048_576;

/** undefined where the toolchain has no figures. */
export function estimateSizes(
  facts: ImageFacts | undefined,
  { base, packages }: Pick<BaseChoice, 'base' | 'packages'>,
  toolchain: Pick<Toolchain, 'sizes'>,
): SizeEstimate | undefined {
  // Of a toolchain that is installed on another image it isn't known what it weighs.
  if (facts === undefined || facts.installation !== undefined || toolchain.sizes === undefined)
    return undefined;
  const { image, build, program } = toolchain.sizes(facts);
  const unpacked = Math.round(base.size.unpacked * MEBIBYTE);
  const manager = base.packages.manager;
  return {
    before: sum([image, build]),
    after: sum([
      { least: unpacked, most: unpacked },
      program,
      ...(manager === undefined ? [] : packages.map(() => packageSizes[manager])),
    ]),
  };
}

function sum(ranges: readonly SizeRange[]): SizeRange {
  return {
    least: ranges.reduce((total, { least }) => total + least, 0),
    most: ranges.reduce((total, { most }) => total + most, 0),
  };
}

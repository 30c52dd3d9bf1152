/**
 * How large python images and what is built on them are, in MB (10^6 bytes) on disk, linux/amd64. Ranges: they serve estimates only
 * and decide nothing.
 *
 * Sources
 * - The images: docker-library/repo-info, repos/python/local ("total size of all layers on-disk") and Docker Hub, versions 3.8 to
 *   3.13: full 900 to 1100, slim 125 to 160, alpine 50 to 60.
 * - What a build adds: build-essential alone is about 270 MB on Debian (apt's own figure), build-base about 230 MB on Alpine; the
 *   upper end is an estimate. What a program takes: at the lower end one without packages; the upper end is an estimate.
 */
import type { ImageFacts } from '../../src/evaluate/types.ts';
import type { SizeRange } from '../../src/rule/types.ts';
import type { ToolchainSizes } from '../../src/toolchain/toolchain.ts';
import { variantOf } from './images.ts';

const images: Readonly<Record<ReturnType<typeof variantOf>, SizeRange>> = {
  full: range(900, 1100),
  slim: range(125, 160),
  alpine: range(50, 60),
  unknown: range(50, 1100),
};

export function pythonSizes(facts: ImageFacts): ToolchainSizes {
  return { image: images[variantOf(facts)], build: range(20, 700), program: range(0.1, 400) };
}

function range(least: number, most: number): SizeRange {
  return { least: least * 1_000_000, most: most * 1_000_000 };
}

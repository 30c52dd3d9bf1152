/**
 * How large node images and what is built on them are, in MB (10^6 bytes) on disk, linux/amd64. Ranges: they serve estimates only
 * and decide nothing.
 *
 * Sources
 * - The images: docker-library/repo-info, repos/node/local ("total size of all layers on-disk") and Docker Hub, versions 16 to 22:
 *   full 900 to 1150, slim 180 to 250, alpine 110 to 160.
 * - What a project takes: at the lower end one without packages; the upper ends are estimates.
 */
import type { ImageFacts } from '../../src/evaluate/types.ts';
import type { SizeRange } from '../../src/rule/types.ts';
import type { ToolchainSizes } from '../../src/toolchain/toolchain.ts';
import { variantOf } from './images.ts';

const images: Readonly<Record<ReturnType<typeof variantOf>, SizeRange>> = {
  full: range(900, 1150),
  slim: range(180, 250),
  alpine: range(110, 160),
  unknown: range(110, 1150),
};

export function nodeSizes(facts: ImageFacts): ToolchainSizes {
  return { image: images[variantOf(facts)], build: range(1, 1500), program: range(0.1, 500) };
}

function range(least: number, most: number): SizeRange {
  return { least: least * 1_000_000, most: most * 1_000_000 };
}

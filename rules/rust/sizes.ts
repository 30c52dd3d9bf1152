/**
 * How large rust images and what is built on them are, in MB (10^6 bytes) on disk, linux/amd64. Ranges, since a tag says
 * little and a program less: they serve estimates only and decide nothing.
 *
 * Sources
 * - The images: docker-library/repo-info, repos/rust/local ("total size of all layers on-disk"): 1.66.1-bullseye 1390,
 *   1.66.1-slim-buster 742, 1.66.1-alpine3.17 818, 1.96.1-trixie 1650, 1.96.1-slim-trixie 913, 1.96.1-alpine3.24 1060.
 * - What a build adds and what a program takes: at the lower end an empty `main` (Rust 1.85); the upper ends are estimates.
 */
import type { ImageFacts } from '../../src/evaluate/types.ts';
import type { SizeRange } from '../../src/rule/types.ts';
import type { ToolchainSizes } from '../../src/toolchain/toolchain.ts';
import { isFullImage } from './images/images.ts';

export function rustSizes(facts: ImageFacts): ToolchainSizes {
  return { image: imageSize(facts), build: range(1, 2000), program: range(0.4, 50) };
}

function imageSize(facts: ImageFacts): SizeRange {
  switch (facts.distribution.family) {
    case 'debian':
      return isFullImage(facts) ? range(1390, 1650) : range(740, 920);
    case 'alpine':
      return range(810, 1060);
    default:
      // A digest doesn't tell the variant.
      return range(740, 1650);
  }
}

function range(least: number, most: number): SizeRange {
  return { least: least * 1_000_000, most: most * 1_000_000 };
}

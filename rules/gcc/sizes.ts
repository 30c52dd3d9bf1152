/**
 * How large the images and what is built on them are, in MB (10^6 bytes) on disk, linux/amd64. Ranges that serve estimates only
 * and decide nothing. Sources: docker-library/repo-info, repos/gcc/local ("total size of all layers on-disk"): 9.5.0-buster 1240,
 * 15.3.0-trixie 1540; what a build adds, and what a program takes: at the lower end an empty `main`, the upper ends are estimates.
 */
import type { SizeRange } from '../../src/rule/types.ts';
import type { ToolchainSizes } from '../../src/toolchain/toolchain.ts';

export function gccSizes(): ToolchainSizes {
  return { image: range(900, 1600), build: range(0.1, 500), program: range(0.02, 50) };
}

function range(least: number, most: number): SizeRange {
  return { least: least * 1_000_000, most: most * 1_000_000 };
}

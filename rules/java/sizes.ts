/**
 * How large the images and what is built on them are, in MB (10^6 bytes) on disk, linux/amd64. Ranges that serve estimates only and
 * decide nothing. Sources: docker-library/repo-info, repos/{maven,gradle,eclipse-temurin,openjdk}/local ("total size of all layers
 * on-disk"): openjdk:8-jdk 530, openjdk:11-jdk 650, openjdk:17-jdk-slim 400, eclipse-temurin:17-jdk 450, 17-jdk-alpine 300, maven on
 * them 500 to 800, gradle 600 to 900. What a build adds is mostly what Maven or Gradle fetch; the upper ends are estimates.
 */
import type { ImageFacts } from '../../src/evaluate/types.ts';
import type { SizeRange } from '../../src/rule/types.ts';
import type { ToolchainSizes } from '../../src/toolchain/toolchain.ts';

export function javaSizes({ distribution }: ImageFacts): ToolchainSizes {
  const image = distribution.family === 'alpine' ? range(100, 450) : range(400, 900);
  return { image, build: range(0.1, 1000), program: range(0.01, 200) };
}

function range(least: number, most: number): SizeRange {
  return { least: least * 1_000_000, most: most * 1_000_000 };
}

/**
 * How large the images and what is built on them are, in MB (10^6 bytes) on disk, linux/amd64. Ranges that serve estimates only and
 * decide nothing. Sources: dotnet/dotnet-docker, documentation/sample-image-size-report.md (images of the runtime) and tests/performance
 * (baselines of image sizes: sdk on Debian and Ubuntu 740 to 900, on Alpine 550 to 700). What a build adds are mostly packages; the
 * upper ends are estimates.
 */
import type { ImageFacts } from '../../src/evaluate/types.ts';
import type { SizeRange } from '../../src/rule/types.ts';
import type { ToolchainSizes } from '../../src/toolchain/toolchain.ts';

export function dotnetSizes({ distribution }: ImageFacts): ToolchainSizes {
  const image = distribution.family === 'alpine' ? range(400, 750) : range(650, 1800);
  return { image, build: range(0.1, 1000), program: range(0.1, 150) };
}

function range(least: number, most: number): SizeRange {
  return { least: least * 1_000_000, most: most * 1_000_000 };
}

/**
 * How large golang images and what is built on them are, in MB (10^6 bytes) on disk, linux/amd64. Ranges, since a tag
 * says little and a program less: they serve estimates only and decide nothing.
 *
 * Sources
 * - The images: docker-library/repo-info, repos/golang/local ("total size of all layers on-disk"): 1.18.10-alpine3.16
 *   329, 1.19.5-bullseye 992, 1.20rc3-bullseye 777, 1.20rc3-alpine3.16 253, 1.25.13-bookworm 807, 1.27.0-trixie 885,
 *   1.27.1-alpine3.23 253. Earlier ones: docker-library/golang#68 (1.4 563 and 143, 1.5 709 and 262);
 *   skx/github-action-publish-binaries#28 (1.15 839).
 *   Since 1.20 the standard library is not shipped compiled (go.dev/doc/go1.20#tools), which took 200 MB away.
 * - What a build adds and what a program takes: 18 public repositories, built and measured with `dfopt verify`, without
 *   one outlier; at the lower end an empty `main`, which adds 17 MB and is a program of 1.6 MB.
 */
import type { ImageFacts } from '../../src/evaluate/types.ts';
import type { SizeRange } from '../../src/rule/types.ts';
import type { ToolchainSizes } from '../../src/toolchain/toolchain.ts';

interface Era {
  /** The first minor version of Go that it holds for. */
  readonly since: number;
  readonly debian: readonly [least: number, most: number];
  readonly alpine: readonly [least: number, most: number];
}

/** The newest first, rounded outwards. A tag that floats is of the newest. */
const eras: readonly [Era, ...Era[]] = [
  { since: 20, debian: [770, 890], alpine: [240, 260] },
  { since: 15, debian: [830, 1000], alpine: [260, 360] },
  { since: 5, debian: [700, 840], alpine: [260, 370] },
  { since: 0, debian: [550, 570], alpine: [140, 150] },
];

/** Sources, the module cache, the build cache and the program itself. */
const build = range(15, 441);

/** The program and the files that go with it. */
const program = range(1.5, 41);

export function golangSizes({
  version,
  distribution,
}: Pick<ImageFacts, 'version' | 'distribution'>): ToolchainSizes {
  return { image: imageSize(eraOf(version), distribution.family), build, program };
}

function eraOf(version: string | undefined): Era {
  const minor = version === undefined ? undefined : Number(version.split('.')[1]);
  return eras.find(({ since }) => minor === undefined || minor >= since) ?? eras[0];
}

function imageSize({ debian, alpine }: Era, family: ImageFacts['distribution']['family']): SizeRange {
  switch (family) {
    case 'debian':
      return range(...debian);
    case 'alpine':
      return range(...alpine);
    default:
      // A digest doesn't tell the variant.
      return range(alpine[0], debian[1]);
  }
}

function range(least: number, most: number): SizeRange {
  return { least: least * 1_000_000, most: most * 1_000_000 };
}

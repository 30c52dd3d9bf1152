/**
 * Which release of a distribution the official rust images are built on, by Rust version, when the tag doesn't name it.
 * Source: the history of rust-lang/docker-rust (generate-stackbrew-library.sh, then x.py and versions.toml) from August 2017
 * to April 2026, and docker-library/repo-info, repos/rust/local, up to September 2026: for each version the last state that
 * has its tag.
 */

/** Minor and patch release of Rust 1. */
type Version = readonly [minor: number, patch: number];

interface Suite {
  /** The version from which on it is the default. */
  readonly since: Version;
  readonly suite: string;
  /** The last minor version whose images were published on it; undefined while they are. */
  readonly last?: number;
}

type Family = 'debian' | 'alpine';

const suites: Readonly<Record<Family, readonly Suite[]>> = {
  debian: [
    { since: [0, 0], suite: 'stretch', last: 45 },
    { since: [36, 0], suite: 'buster', last: 79 },
    { since: [55, 0], suite: 'bullseye' },
    { since: [71, 1], suite: 'bookworm' },
    { since: [89, 0], suite: 'trixie' },
  ],
  alpine: [
    { since: [37, 0], suite: '3.10', last: 44 },
    { since: [41, 0], suite: '3.11', last: 49 },
    { since: [44, 0], suite: '3.12', last: 53 },
    { since: [49, 0], suite: '3.13', last: 57 },
    { since: [54, 0], suite: '3.14', last: 61 },
    { since: [57, 0], suite: '3.15', last: 65 },
    { since: [61, 0], suite: '3.16', last: 69 },
    { since: [65, 0], suite: '3.17', last: 74 },
    { since: [69, 0], suite: '3.18', last: 78 },
    { since: [74, 1], suite: '3.19', last: 83 },
    { since: [78, 0], suite: '3.20', last: 94 },
    { since: [83, 0], suite: '3.21' },
    { since: [87, 0], suite: '3.22' },
    { since: [91, 1], suite: '3.23' },
    { since: [96, 0], suite: '3.24' },
  ],
};

/** The suites that images were published on beside the default one of their time. */
const others: ReadonlyMap<string, number> = new Map([['jessie', 28]]);

/** The suite of a version; without a patch release that of its last one, and undefined for a tag that floats. */
export function suiteOf(
  family: Family,
  minor: number | undefined,
  patch: number | undefined,
): string | undefined {
  if (minor === undefined) return undefined;
  return suites[family].findLast(
    ({ since: [firstMinor, firstPatch] }) =>
      firstMinor < minor || (firstMinor === minor && firstPatch <= (patch ?? Number.POSITIVE_INFINITY)),
  )?.suite;
}

/** The last minor version on a suite that no images are published on any more. */
export function lastMinorOf(family: Family, suite: string): number | undefined {
  return suites[family].find((one) => one.suite === suite)?.last ?? others.get(suite);
}

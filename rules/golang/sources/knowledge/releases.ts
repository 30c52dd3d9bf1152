/**
 * Which distribution release the official golang images are built on, by Go version, when the tag doesn't name it.
 * Source: the history of docker-library/official-images, library/golang, from August 2014 to August 2026; for each
 * version the newest entry that lists its tag.
 */

/** `[first patch release, suite]`, ascending: the suite holds from that patch release on. */
type Suites = readonly (readonly [number, string])[];

export interface Release {
  readonly debian: Suites;
  readonly alpine: Suites;
}

/** By minor version: `releases.get(21)` is Go 1.21. */
const releases: ReadonlyMap<number, Release> = new Map<number, Release>([
  [2, { debian: [[0, 'jessie']], alpine: [] }],
  [3, { debian: [[0, 'jessie']], alpine: [] }],
  [4, { debian: [[0, 'jessie']], alpine: [[0, '3.3']] }],
  [5, { debian: [[0, 'jessie']], alpine: [[0, '3.3']] }],
  [6, { debian: [[0, 'jessie']], alpine: [[0, '3.4']] }],
  [7, { debian: [[0, 'jessie']], alpine: [[0, '3.4']] }],
  [8, { debian: [[0, 'jessie']], alpine: [[0, '3.5']] }],
  [
    9,
    {
      debian: [[0, 'stretch']],
      alpine: [
        [0, '3.6'],
        [7, '3.8'],
      ],
    },
  ],
  [
    10,
    {
      debian: [[0, 'stretch']],
      alpine: [
        [0, '3.7'],
        [3, '3.8'],
        [8, '3.9'],
      ],
    },
  ],
  [
    11,
    {
      debian: [
        [0, 'stretch'],
        [12, 'buster'],
      ],
      alpine: [
        [0, '3.8'],
        [5, '3.9'],
        [11, '3.10'],
      ],
    },
  ],
  [
    12,
    {
      debian: [
        [0, 'stretch'],
        [7, 'buster'],
      ],
      alpine: [
        [0, '3.9'],
        [6, '3.10'],
        [14, '3.11'],
      ],
    },
  ],
  [
    13,
    {
      debian: [[0, 'buster']],
      alpine: [
        [0, '3.10'],
        [5, '3.11'],
        [12, '3.12'],
      ],
    },
  ],
  [
    14,
    {
      debian: [[0, 'buster']],
      alpine: [
        [0, '3.11'],
        [4, '3.12'],
        [13, '3.13'],
      ],
    },
  ],
  [
    15,
    {
      debian: [[0, 'buster']],
      alpine: [
        [0, '3.12'],
        [6, '3.13'],
        [13, '3.14'],
      ],
    },
  ],
  [
    16,
    {
      debian: [
        [0, 'buster'],
        [7, 'bullseye'],
      ],
      alpine: [
        [0, '3.13'],
        [5, '3.14'],
        [10, '3.15'],
      ],
    },
  ],
  [
    17,
    {
      debian: [[0, 'bullseye']],
      alpine: [
        [0, '3.14'],
        [3, '3.15'],
        [10, '3.16'],
      ],
    },
  ],
  [
    18,
    {
      debian: [[0, 'bullseye']],
      alpine: [
        [0, '3.15'],
        [2, '3.16'],
        [8, '3.17'],
      ],
    },
  ],
  [
    19,
    {
      debian: [
        [0, 'bullseye'],
        [10, 'bookworm'],
      ],
      alpine: [
        [0, '3.16'],
        [3, '3.17'],
        [9, '3.18'],
      ],
    },
  ],
  [
    20,
    {
      debian: [
        [0, 'bullseye'],
        [5, 'bookworm'],
      ],
      alpine: [
        [0, '3.17'],
        [4, '3.18'],
        [12, '3.19'],
      ],
    },
  ],
  [
    21,
    {
      debian: [[0, 'bookworm']],
      alpine: [
        [0, '3.18'],
        [5, '3.19'],
        [10, '3.20'],
      ],
    },
  ],
  [
    22,
    {
      debian: [[0, 'bookworm']],
      alpine: [
        [0, '3.19'],
        [3, '3.20'],
        [10, '3.21'],
      ],
    },
  ],
  [
    23,
    {
      debian: [[0, 'bookworm']],
      alpine: [
        [0, '3.20'],
        [4, '3.21'],
        [9, '3.22'],
      ],
    },
  ],
  [
    24,
    {
      debian: [
        [0, 'bookworm'],
        [6, 'trixie'],
      ],
      alpine: [
        [0, '3.21'],
        [3, '3.22'],
        [11, '3.23'],
      ],
    },
  ],
  [
    25,
    {
      debian: [[0, 'trixie']],
      alpine: [
        [0, '3.22'],
        [5, '3.23'],
        [11, '3.24'],
      ],
    },
  ],
  [
    26,
    {
      debian: [[0, 'trixie']],
      alpine: [
        [0, '3.23'],
        [4, '3.24'],
      ],
    },
  ],
  [27, { debian: [[0, 'trixie']], alpine: [[0, '3.24']] }],
]);

/** What `latest`, `1` and `alpine` are now; later Go versions are taken to be like it. */
export const newestRelease = 27;

/** The suite for a version `1.MINOR[.PATCH]`; without a patch release, the last one. */
export function suiteOf(
  family: 'debian' | 'alpine',
  minor: number | undefined,
  patch: number | undefined,
): string | undefined {
  const release = releases.get(Math.min(minor ?? newestRelease, newestRelease));
  const suites = release?.[family] ?? [];
  return suites.findLast(([first]) => patch === undefined || patch >= first)?.[1];
}

/**
 * The Go version that images of a suite came to last, by its minor version; undefined for a suite that is still
 * published, or that no release was on. Of each distribution the two newest suites are published with each new Go
 * (docker-library/golang, versions.sh); a tag that names an older one stays where it was.
 */
export function lastMinorOf(family: 'debian' | 'alpine', suite: string): number | undefined {
  const onSuite = [...releases].filter(([, release]) => release[family].some(([, name]) => name === suite));
  const suites = [...releases].flatMap(([, release]) => release[family].map(([, name]) => name));
  const newest = [...new Set(suites)].slice(-2);
  return newest.includes(suite) ? undefined : onSuite.at(-1)?.[0];
}

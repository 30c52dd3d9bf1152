/**
 * What is known of the distributions that images are made from: releases, their C library, and whether packages can
 * still be installed. Facts only; nothing here asks what day it is.
 *
 * Sources
 * - Debian releases and support: wiki.debian.org/DebianReleases and wiki.debian.org/LTS; C library versions:
 *   tracker.debian.org/pkg/glibc.
 * - Removal from deb.debian.org: stretch and older in lists.debian.org/debian-devel-announce/2023/03/msg00006.html;
 *   buster by the failing builds of July 2025 (oakestra/oakestra#437, DDMAL/Rodan#1316).
 * - Ubuntu: wiki.ubuntu.com/Releases, launchpad.net/ubuntu/+source/glibc.
 * - Alpine: alpinelinux.org/releases, pkgs.alpinelinux.org (package musl of each branch). Branches past their end stay
 *   on the package servers.
 * - distroless: SUPPORT_POLICY.md and README.md of GoogleContainerTools/distroless.
 */

/** A release of Debian or Ubuntu. */
export interface GlibcRelease {
  readonly family: 'debian' | 'ubuntu';
  readonly codename: string;
  /** `12`, `22.04`. */
  readonly number: string;
  /** Version of the GNU C library. */
  readonly glibc: string;
  /** Last day of free support (LTS included), `YYYY-MM-DD`; undefined when not announced. */
  readonly supportedUntil: string | undefined;
  /** Since when (`YYYY-MM` or a year) the packages are gone from the servers that the image's apt asks; undefined while there. */
  readonly archivedSince: string | undefined;
}

const debian = (
  number: string,
  codename: string,
  glibc: string,
  supportedUntil: string | undefined,
  archivedSince?: string,
): GlibcRelease => ({ family: 'debian', codename, number, glibc, supportedUntil, archivedSince });

const ubuntu = (number: string, codename: string, glibc: string, supportedUntil: string): GlibcRelease => ({
  family: 'ubuntu',
  codename,
  number,
  glibc,
  supportedUntil,
  archivedSince: undefined,
});

/** Oldest first. */
export const glibcReleases: readonly GlibcRelease[] = [
  debian('7', 'wheezy', '2.13', '2018-05-31', '2019'),
  debian('8', 'jessie', '2.19', '2020-06-30', '2023'),
  debian('9', 'stretch', '2.24', '2022-06-30', '2023-04'),
  debian('10', 'buster', '2.28', '2024-06-30', '2025-07'),
  debian('11', 'bullseye', '2.31', '2026-08-31'),
  debian('12', 'bookworm', '2.36', '2028-06-30'),
  debian('13', 'trixie', '2.41', '2030-06-30'),
  ubuntu('14.04', 'trusty', '2.19', '2019-04-25'),
  ubuntu('16.04', 'xenial', '2.23', '2021-04-30'),
  ubuntu('18.04', 'bionic', '2.27', '2023-05-31'),
  ubuntu('20.04', 'focal', '2.31', '2025-05-31'),
  ubuntu('22.04', 'jammy', '2.35', '2027-04-01'),
  ubuntu('24.04', 'noble', '2.39', '2029-05-31'),
];

export interface AlpineRelease {
  /** `3.20`. */
  readonly release: string;
  readonly musl: string;
  readonly supportedUntil: string;
}

const alpine = (release: string, musl: string, supportedUntil: string): AlpineRelease => ({
  release,
  musl,
  supportedUntil,
});

/** Oldest first. */
export const alpineReleases: readonly AlpineRelease[] = [
  alpine('3.3', '1.1.12', '2017-11-01'),
  alpine('3.4', '1.1.14', '2018-05-01'),
  alpine('3.5', '1.1.15', '2018-11-01'),
  alpine('3.6', '1.1.16', '2019-05-01'),
  alpine('3.7', '1.1.18', '2019-11-01'),
  alpine('3.8', '1.1.19', '2020-05-01'),
  alpine('3.9', '1.1.20', '2020-11-01'),
  alpine('3.10', '1.1.22', '2021-05-01'),
  alpine('3.11', '1.1.24', '2021-11-01'),
  alpine('3.12', '1.1.24', '2022-05-01'),
  alpine('3.13', '1.2.2', '2022-11-01'),
  alpine('3.14', '1.2.2', '2023-05-01'),
  alpine('3.15', '1.2.2', '2023-11-01'),
  alpine('3.16', '1.2.3', '2024-05-23'),
  alpine('3.17', '1.2.3', '2024-11-22'),
  alpine('3.18', '1.2.4', '2025-05-09'),
  alpine('3.19', '1.2.4', '2025-11-01'),
  alpine('3.20', '1.2.5', '2026-04-01'),
  alpine('3.21', '1.2.5', '2026-11-01'),
  alpine('3.22', '1.2.5', '2027-05-01'),
  alpine('3.23', '1.2.5', '2027-11-01'),
];

/** A generation of the distroless images: the suffix of their names, and the Debian release their packages come from. */
export interface DistrolessGeneration {
  readonly generation: string;
  readonly codename: string;
  /** As the project estimates it; undefined when it hangs on a date not known yet. */
  readonly supportedUntil: string | undefined;
  /** Still built and published. */
  readonly published: boolean;
}

/** Oldest first. */
export const distrolessGenerations: readonly DistrolessGeneration[] = [
  { generation: 'debian10', codename: 'buster', supportedUntil: '2022-07', published: false },
  { generation: 'debian11', codename: 'bullseye', supportedUntil: '2025-06', published: false },
  { generation: 'debian12', codename: 'bookworm', supportedUntil: '2026-09', published: true },
  { generation: 'debian13', codename: 'trixie', supportedUntil: undefined, published: true },
];

/** A release of Debian or Ubuntu by its codename; `-slim` and the like must have been taken off before. */
export function releaseOf(codename: string): GlibcRelease | undefined {
  return glibcReleases.find((release) => release.codename === codename);
}

/** Version of the C library of a Debian or Ubuntu release. */
export function glibcOf(codename: string): string | undefined {
  return releaseOf(codename)?.glibc;
}

/** Version of the C library of an Alpine release (`3.20`, `3.20.3`). */
export function muslOf(release: string): string | undefined {
  const branch = release.split('.').slice(0, 2).join('.');
  return alpineReleases.find((known) => known.release === branch)?.musl;
}

/** The distroless generation made from a Debian release. */
export function distrolessOf(codename: string): DistrolessGeneration | undefined {
  return distrolessGenerations.find((known) => known.codename === codename);
}

/**
 * Compares version numbers part by part (`3.9` < `3.20`, `2.36` < `2.36.1`): negative, zero or positive as for sort.
 * undefined when one of them isn't a version number: a codename has no order by itself.
 */
export function compareRelease(a: string, b: string): number | undefined {
  const left = numbersOf(a);
  const right = numbersOf(b);
  if (left === undefined || right === undefined) return undefined;
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbersOf(version: string): readonly number[] | undefined {
  return /^\d+(?:\.\d+)*$/.test(version) ? version.split('.').map(Number) : undefined;
}

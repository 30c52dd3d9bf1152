/**
 * Which Debian release the images of a GCC release are on, and which C++ library GCC and Debian's releases have.
 *
 * Sources
 * - docker-library/gcc: `update.sh`, `versions.json` and the Dockerfiles of its history (4.9 and 5: jessie; 6.1 to 6.4: jessie,
 *   2018-02; 7.1 to 7.3: stretch; 8.4, 9.3, 10.3: buster; 11.4: bullseye; 12.4, 13.3, 14.1, 14.2, 15.1: bookworm; 16.1: trixie).
 * - docker-library/repo-info, repos/gcc/remote, which has a page a tag: `10.4-buster`, `11.3-bullseye`, `12.5-bookworm`,
 *   `13.4-bookworm`, `13.5-bookworm`, `14.4-trixie`, `15.3-trixie`, `16.2-trixie`, and once `9-bullseye`.
 * - gcc.gnu.org/onlinedocs/libstdc++/manual/abi.html for the versions of symbols (GLIBCXX_3.4.x) by release of GCC; packages.debian.org
 *   for the release of GCC that `libstdc++6` is built from.
 */

/** By version as far as it decides, the longest first. A version without a row was on several, or it is not known on which. */
const suites: readonly (readonly [version: string, codename: string | undefined])[] = [
  ['4.9', 'jessie'],
  ['5', 'jessie'],
  ['6.5', undefined],
  ['6.', 'jessie'],
  ['7.1', 'stretch'],
  ['7.2', 'stretch'],
  ['7.3', 'stretch'],
  ['8.4', 'buster'],
  ['9.2', 'buster'],
  ['9.3', 'buster'],
  ['9', undefined],
  ['10.1', 'buster'],
  ['10.2', 'buster'],
  ['10.4', 'buster'],
  ['10.5', 'bullseye'],
  ['11.2', 'bullseye'],
  ['11.3', 'bullseye'],
  ['11.4', 'bullseye'],
  ['12.1', 'bullseye'],
  ['12.3', 'bookworm'],
  ['12.4', 'bookworm'],
  ['12.5', 'bookworm'],
  ['13', 'bookworm'],
  ['14.1', 'bookworm'],
  ['14.2', 'bookworm'],
  ['14.4', 'trixie'],
  ['15.1', 'bookworm'],
  ['15.3', 'trixie'],
  ['16', 'trixie'],
];

/** Of tags that name no more than a major version: where its last releases were, or are. */
const lastSuites: ReadonlyMap<string, string> = new Map([
  ['10', 'bullseye'],
  ['11', 'bullseye'],
  ['12', 'bookworm'],
  ['13', 'bookworm'],
  ['14', 'trixie'],
  ['15', 'trixie'],
  ['16', 'trixie'],
]);

/** The Debian release of an image whose tag names a version alone. */
export function suiteOf(version: string): string | undefined {
  const last = lastSuites.get(version);
  if (last !== undefined) return last;
  return suites.find(([start]) => isOfVersion(version, start))?.[1];
}

/** `12.3.0` is a `12.3`, and `6.4` a `6.`. */
function isOfVersion(version: string, start: string): boolean {
  return start.endsWith('.')
    ? version.startsWith(start)
    : version === start || version.startsWith(`${start}.`);
}

/** The x of GLIBCXX_3.4.x that came with a release, the newest first. */
const symbolVersions: readonly (readonly [major: number, minor: number, symbols: number])[] = [
  [16, 1, 35],
  [15, 1, 34],
  [14, 1, 33],
  [13, 2, 32],
  [13, 1, 31],
  [12, 1, 30],
  [11, 1, 29],
  [9, 3, 28],
  [9, 2, 27],
  [9, 1, 26],
  [8, 1, 25],
  [7, 2, 24],
  [7, 1, 23],
  [6, 1, 22],
  [5, 1, 21],
  [4, 9, 20],
];

/** What Debian's own `libstdc++6` has. */
const ofDebian: ReadonlyMap<string, number> = new Map([
  ['jessie', 20],
  ['stretch', 22],
  ['buster', 25],
  ['bullseye', 28],
  ['bookworm', 30],
  ['trixie', 33],
]);

/**
 * Whether the distribution's C++ library has all that a release of GCC may link against; where one of them isn't known, it has
 * not.
 */
export function distributionHasLibrary(version: string | undefined, codename: string | undefined): boolean {
  const symbols = version === undefined ? undefined : symbolsOf(version);
  const there = codename === undefined ? undefined : ofDebian.get(codename);
  return symbols !== undefined && there !== undefined && there >= symbols;
}

/** A tag that names no minor version is of any of them. */
function symbolsOf(version: string): number | undefined {
  const [major = NaN, minor = Infinity] = version.split('.').map(Number);
  return symbolVersions.find(([of, since]) => major > of || (major === of && minor >= since))?.[2];
}

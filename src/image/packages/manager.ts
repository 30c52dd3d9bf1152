/**
 * How packages are installed, and where their manager keeps what it asks. Sources: apt-get(8), sources.list(5) and
 * docs.docker.com, "Building best practices", for apt; apk(8) for apk.
 */
import { glibcReleases } from '../distributions.ts';

export type PackageManager = 'apk' | 'apt';

/** A command around the names of packages. */
export interface InstallCommand {
  readonly before: string;
  readonly names: readonly string[];
  readonly after?: string;
}

const apk = 'apk add --no-cache';
const aptUpdate = 'apt-get update';
const aptInstall = 'apt-get install -y';
const aptAlone = `${aptInstall} --no-install-recommends`;

/**
 * The command that installs packages in an image, and leaves no index of packages there.
 * @param recommending those that bring what they recommend; apk has no such thing.
 */
export function installCommand(
  manager: PackageManager,
  packages: readonly string[],
  recommending: ReadonlySet<string>,
): InstallCommand {
  if (manager === 'apk') return { before: apk, names: packages };
  const after = '&& rm -rf /var/lib/apt/lists/*';
  const alone = packages.filter((name) => !recommending.has(name));
  const together = packages.filter((name) => recommending.has(name));
  if (together.length === 0) return { before: `${aptUpdate} && ${aptAlone}`, names: alone, after };
  const first = alone.length === 0 ? aptUpdate : `${aptUpdate} && ${aptAlone} ${alone.join(' ')}`;
  return { before: `${first} && ${aptInstall}`, names: together, after };
}

/** The same where the image is thrown away: on one line, what it leaves does not matter. */
export function plainInstallCommand(manager: PackageManager, names: readonly string[]): string {
  return [manager === 'apk' ? apk : `${aptUpdate} && ${aptAlone}`, ...names].join(' ');
}

/** Where apt reads which servers it asks. */
export const aptSettings = '/etc/apt';
export const aptSources = '/etc/apt/sources.list';
/** Where apk keeps its repositories (apk-repositories(5)). */
export const apkSources = '/etc/apk/repositories';

/** Why apt can install nothing in a release; undefined where it can, or nothing is known of the release. */
export function archivedPackages(codename: string | undefined): string | undefined {
  const release = glibcReleases.find((known) => known.codename === codename);
  return release?.archivedSince === undefined
    ? undefined
    : `the packages of Debian ${release.codename} are gone from the servers that apt asks (since ${release.archivedSince})`;
}

/**
 * What an installed package may take with all it depends on, in bytes. Set by judgement, wide enough for the packages
 * that a run commonly needs; there is no table of packages behind it.
 */
export const packageSizes: Readonly<
  Record<PackageManager, { readonly least: number; readonly most: number }>
> = {
  apk: { least: 200_000, most: 20_000_000 },
  apt: { least: 400_000, most: 60_000_000 },
};

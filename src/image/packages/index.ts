/**
 * What installed packages are for, and which packages bring what a run needs. The tables are in the files beside this
 * one; here are the look-ups.
 */
import { once } from '../../dockerfile/once.ts';
import type { Distribution } from '../types.ts';
import { alpineReleases, compareRelease, glibcReleases } from '../distributions.ts';
import { debianBasePackage } from '../base-programs.ts';
import { alpineLibraries, type Since } from './alpine.ts';
import { alpineProviders, debianProviders, type Provider } from './commands.ts';
import { commandsOfTools, withoutCommands } from './tool-commands.ts';
import { debianIndexOf, debianLibraries, debianReleases } from './debian.ts';
import { packageName } from './name.ts';
import { families, namedPackages, type Family, type PackagePurpose } from './purposes.ts';

export type { PackagePurpose } from './purposes.ts';
export { packageName } from './name.ts';

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

// ── Purposes ─────────────────────────────────────────────────────────────────────────────────────────────────

const purposes = once(
  (): ReadonlyMap<string, PackagePurpose> =>
    new Map(
      namedPackages.flatMap(([purpose, names]) => words(names).map((name) => [name, purpose] as const)),
    ),
);

/** What people install the package for. The name may carry what apt and apk allow behind it (`curl=7.*`, `curl@edge`). */
export function purposeOf(name: string): PackagePurpose {
  const bare = packageName(name);
  return purposes().get(bare) ?? familyOf(bare)?.purpose ?? 'unknown';
}

const familyOf = (bare: string): Family | undefined => families.find((family) => belongsTo(bare, family));

const belongsTo = (name: string, { start = '', end = '' }: Family): boolean =>
  name.length > start.length + end.length && name.startsWith(start) && name.endsWith(end);

// ── Commands ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Gathers values under keys, both in the order they come in. */
function grouped<K, V>(pairs: Iterable<readonly [K, V]>): ReadonlyMap<K, readonly V[]> {
  const groups = new Map<K, V[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

const byCommand = (providers: readonly Provider[]): ReadonlyMap<string, readonly Provider[]> =>
  grouped(
    providers.flatMap((provider) => words(provider.commands).map((command) => [command, provider] as const)),
  );

const debianByCommand = once(() => byCommand(debianProviders));
const alpineByCommand = once(() => byCommand(alpineProviders));

const commandsByPackage = new Map<string, readonly string[]>();

const toolCommands = once(
  (): ReadonlyMap<string, readonly string[]> =>
    new Map(
      commandsOfTools.flatMap(([names, commands]) =>
        words(names).map((name) => [name, commands === '' ? [name] : words(commands)] as const),
      ),
    ),
);

const commandless = once((): ReadonlySet<string> => new Set(words(withoutCommands)));

/** Purposes of packages that are there for their files alone. */
const ofFiles: ReadonlySet<PackagePurpose> = new Set(['development', 'certificates', 'time-zones']);

/** Whether the package brings the command, as far as is known: one of which nothing is known may bring any. */
export function mayBring(name: string, command: string): boolean {
  const bare = packageName(name);
  const known = commandsOf(bare);
  if (bare === command || known.includes(command)) return true;
  if (known.length > 0) return false;
  if (ofFiles.has(purposeOf(bare)) || commandless().has(bare)) return false;
  const kind = purposes().has(bare) ? undefined : familyOf(bare)?.commands;
  if (kind === 'none') return false;
  const version = kind === 'of-version' ? /(?:\d[\d.]*|-(?:gnu|musl)\w*)$/.exec(bare)?.[0] : undefined;
  return version === undefined || command.includes(version);
}

/** The commands that the package brings, in whichever distribution; empty for one that nothing is known of. */
export function commandsOf(name: string): readonly string[] {
  const wanted = packageName(name);
  const known = commandsByPackage.get(wanted);
  if (known !== undefined) return known;
  const providers = [...debianProviders, ...alpineProviders].filter(
    (provider) => provider.package === wanted,
  );
  const commands = [
    ...new Set([
      ...providers.flatMap((provider) => words(provider.commands)),
      ...(toolCommands().get(wanted) ?? []),
    ]),
  ];
  commandsByPackage.set(wanted, commands);
  return commands;
}

/**
 * The package to install for a command. Without a release, the answer that holds for all of them. undefined: not known,
 * or no package of the distribution brings it. The base image may bring the command by itself.
 */
export function packageFor(command: string, distribution: Distribution): string | undefined {
  switch (distribution.family) {
    case 'debian':
      return (
        forReleases(distribution.codename, debianReleases, (release) =>
          providerOf((other) => compareDebian(release, other), debianByCommand().get(command)),
        ) ?? debianBasePackage(command, distribution.codename)
      );
    case 'alpine':
      return forReleases(distribution.release, alpineNames, (release) =>
        providerOf((other) => compareRelease(release, other), alpineByCommand().get(command)),
      );
    case 'ubuntu':
    case 'busybox':
    case 'other':
      return undefined;
  }
}

const alpineNames: readonly string[] = alpineReleases.map(({ release }) => release);

/** How a release stands to another one, negative for an older one; undefined when that isn't known. */
type Compare = (other: string) => number | undefined;

const providerOf = (compare: Compare, providers: readonly Provider[] = []): string | undefined =>
  providers.find((provider) => coversRelease(provider, compare))?.package;

function coversRelease({ from, until }: Provider, compare: Compare): boolean {
  const sinceFrom = from === undefined ? 0 : compare(from);
  const sinceUntil = until === undefined ? -1 : compare(until);
  return sinceFrom !== undefined && sinceFrom >= 0 && sinceUntil !== undefined && sinceUntil < 0;
}

const debianNames: readonly string[] = glibcReleases
  .filter(({ family }) => family === 'debian')
  .map(({ codename }) => codename);

function compareDebian(release: string, other: string): number | undefined {
  const left = debianNames.indexOf(release);
  const right = debianNames.indexOf(other);
  return left < 0 || right < 0 ? undefined : left - right;
}

// ── Libraries ────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * The packages with the shared libraries that a program needs when it was linked with what a development package
 * brings. Empty: nothing at run time. undefined: not known, for this package or for this release. Without a release,
 * the answer that holds for all of them; of Debian for those that a tag without one may name.
 */
export function runtimeLibraries(
  developmentPackage: string,
  distribution: Distribution,
): readonly string[] | undefined {
  const name = packageName(developmentPackage);
  const packages = libraryPackages(name, distribution);
  return packages === undefined ? undefined : words(packages);
}

function libraryPackages(name: string, distribution: Distribution): string | undefined {
  switch (distribution.family) {
    case 'debian': {
      const known = debianLibraries(name);
      if (distribution.codename === undefined) return ofCurrentReleases(known);
      return forReleases(distribution.codename, debianReleases, (release) => {
        const index = debianIndexOf(release);
        return index === undefined ? undefined : known[index];
      });
    }
    case 'alpine': {
      const known = alpineLibraries(name);
      return forReleases(distribution.release, alpineNames, (release) => lastSince(known, release));
    }
    case 'ubuntu':
      return ofUbuntu(debianLibraries(name), distribution.codename);
    case 'busybox':
    case 'other':
      return undefined;
  }
}

/** Ubuntu's releases that came out while Debian's of the table did. */
const besideDebian: ReadonlySet<string> = new Set(['jammy', 'noble']);

/**
 * Ubuntu has its packages from Debian as they are at the time: what kept its name through all of Debian's releases before and
 * after has it in Ubuntu's between them. Source: wiki.ubuntu.com, "Debian import freeze"; packages.ubuntu.com.
 */
function ofUbuntu(known: readonly (string | undefined)[], codename: string | undefined): string | undefined {
  const [first] = known;
  const same = known.every((packages) => packages === first);
  return same && (first === '' || besideDebian.has(codename ?? '')) ? first : undefined;
}

/**
 * A tag that names no release moves to the newest soon after that is out, so that it stands for this one or the one before. Since
 * the change to 64-bit time a package also answers to the name that it had before (`Provides: libssl3` of libssl3t64).
 */
function ofCurrentReleases(known: readonly (string | undefined)[]): string | undefined {
  const [last, ...others] = known.slice(-2).map((packages) => packages?.replaceAll(/t64(?= |$)/g, ''));
  return others.every((other) => other === last) ? last : undefined;
}

function lastSince(known: readonly Since[], release: string): string | undefined {
  return known.findLast(([since]) => (compareRelease(release, since) ?? -1) >= 0)?.[1];
}

// ── Releases ─────────────────────────────────────────────────────────────────────────────────────────────────

/** What holds for the release; for one that isn't known, what holds for each of them alike. */
function forReleases(
  release: string | undefined,
  all: readonly string[],
  lookUp: (release: string) => string | undefined,
): string | undefined {
  if (release !== undefined) return lookUp(release);
  const [first, ...others] = all.map((each) => lookUp(each));
  return others.every((other) => other === first) ? first : undefined;
}

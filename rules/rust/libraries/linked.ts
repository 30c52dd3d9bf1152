/** The shared libraries that a program is linked against, by the crates that it is made of. */
import type { CommandRun, Stage } from '../../../src/evaluate/types.ts';
import { lastFreeBuilder } from '../../../src/evaluate/commands/builders.ts';
import { runtimeLibraries } from '../../../src/image/packages/index.ts';
import type { Distribution } from '../../../src/image/types.ts';
import { installedPackages } from '../../../src/split/needs/installed-packages.ts';
import type { Need } from '../../../src/rule/need.ts';
import { entriesOf, at, textsOf } from '../../../src/context/consumers/nodes.ts';
import { fullDevelopmentPackages, isFullImage } from '../images/images.ts';
import type { Crate } from '../manifest/lock.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { isKnown, mayLink, mayLoad, nativeLibraries, sonames, withCxx, type NativeLibrary } from './table.ts';

/** A library that a crate is linked against. */
export interface Linked {
  readonly crate: Crate;
  /** Run-time packages; undefined where they aren't known. */
  readonly packages: readonly string[] | undefined;
  /** The development package that it is found by. */
  readonly development: string;
}

export interface Libraries {
  readonly linked: readonly Linked[];
  /** Crates with C++ code. */
  readonly cxx: readonly Crate[];
  /** Crates of which it isn't known what they link against. */
  readonly unknown: readonly Crate[];
  /** One of them may load libraries by name. */
  readonly loads: boolean;
  /** There is none that anything could be linked against. */
  readonly none: boolean;
}

/** By the crates, and the author's own of which it is known that their build scripts say what is linked. */
export function librariesOf(
  {
    crates,
    manifest,
    linking,
  }: {
    readonly crates: readonly Crate[];
    readonly manifest: Manifest;
    readonly linking: ReadonlySet<string>;
  },
  run: CommandRun,
  stage: Stage,
): Libraries {
  const there = developmentPackages(stage);
  const distribution = stage.facts?.distribution ?? { family: 'other' };
  // Where no library can be found none is linked against.
  const none = there.size === 0 && lastFreeBuilder(stage.files) === undefined;
  return {
    linked: crates.flatMap((crate): readonly Linked[] => {
      const library = nativeLibraries.get(crate.name);
      if (library === undefined || !isLinked(library, crate, manifest, run, there, distribution)) return [];
      const development = distribution.family === 'alpine' ? library.alpine : library.debian;
      return [{ crate, development, packages: runtimeLibraries(development, distribution) }];
    }),
    cxx: crates.filter(({ name }) => withCxx.has(name)),
    unknown: none
      ? []
      : crates.filter((crate) => mayLink(crate) || (linking.has(crate.name) && !isKnown(crate))),
    loads: crates.some(mayLoad),
    none,
  };
}

/** Development packages that the image has: those of the full images, and what the file installs. */
export function developmentPackages(stage: Stage): ReadonlySet<string> {
  const installed = [...installedPackages(stage).keys()].map((name) => name.replace(/[=/:].*$/, ''));
  return new Set([
    ...(isFullImage(stage.facts) ? fullDevelopmentPackages : []),
    ...installed.filter((name) => name.endsWith('-dev')),
  ]);
}

function isLinked(
  library: NativeLibrary,
  { dependencies }: Crate,
  manifest: Manifest,
  { env }: CommandRun,
  there: ReadonlySet<string>,
  { family }: Distribution,
): boolean {
  const isOn = (name: string): boolean => {
    const value = env.get(name);
    return value !== undefined && value.text !== '0' && value.text !== '';
  };
  if ([...(library.staticBy ?? []), 'PKG_CONFIG_ALL_STATIC'].some(isOn)) return false;
  const vendored = library.vendoredBy !== undefined && dependencies.has(library.vendoredBy);
  // A feature of the package itself may be off, and the lock has what it asks for all the same.
  if (vendored && !isFeature(manifest, library.vendoredFeatures)) return false;
  switch (library.system) {
    case 'required':
      return true;
    case 'if-there':
      return there.has(family === 'alpine' ? library.alpine : library.debian);
    case 'on-request':
      return (library.requestedBy ?? []).some(isOn);
  }
}

function isFeature({ data }: Manifest, pattern: RegExp | undefined): boolean {
  if (pattern === undefined) return false;
  return entriesOf(at(data, 'features')).some(([, node]) => textsOf(node).some((text) => pattern.test(text)));
}

/** What it takes to load a library: by its name where bases may have it, else its packages. */
export function libraryNeeds(
  packages: readonly string[],
  because: string,
  evidence: Need['evidence'],
): readonly Need[] {
  const named = packages.flatMap((name): readonly Need[] =>
    (sonames.get(name) ?? []).map((soname) => ({
      kind: 'library',
      soname,
      packages: [name],
      because,
      evidence,
    })),
  );
  const others = packages.filter((name) => !sonames.has(name));
  return others.length === 0
    ? named
    : [...named, { kind: 'library-packages', packages: others, because, evidence }];
}

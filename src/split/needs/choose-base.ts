/** The smallest base that meets every need. */
import { fittingBases, type RuntimeBase } from '../../image/bases.ts';
import type { Distribution } from '../../image/types.ts';
import { certificateBundle, zoneDirectory } from '../../image/places.ts';
import type { Need } from '../../rule/need.ts';
import { provisionOf } from '../../toolchain/needs.ts';
import type { Original } from '../../toolchain/provisions.ts';

export interface BaseChoice {
  readonly base: RuntimeBase;
  /** One line: what the next smaller base lacks; '' for the smallest. */
  readonly whyNotSmaller: string;
  /** System files to copy from the build stage. */
  readonly copies: readonly string[];
  /** Packages to install, sorted. */
  readonly packages: readonly string[];
  /** Empty directories to make. */
  readonly directories: readonly string[];
}

export type BaseSearch =
  | { readonly kind: 'found'; readonly choice: BaseChoice }
  /** The need that even the largest base doesn't meet. */
  | { readonly kind: 'none'; readonly need: Need; readonly lacking: string };

/**
 * Tries bases from the smallest on; what the last one lacks is what stands in the way.
 * @param runtimes images that bring a toolchain's interpreter or virtual machine.
 */
export function chooseBase(
  needs: readonly Need[],
  original: Original,
  runtimes: readonly RuntimeBase[] = [],
): BaseSearch {
  let whyNotSmaller = '';
  let last: { readonly need: Need; readonly lacking: string } | undefined;
  for (const base of basesFor(original.distribution, runtimes)) {
    const copies = new Set<string>();
    const packages = new Set<string>();
    const directories = new Set<string>();
    let missing: { readonly need: Need; readonly lacking: string } | undefined;
    for (const need of needs) {
      const provision = provisionOf(need, base, original);
      if (provision.kind === 'unmet') {
        missing = { need, lacking: provision.lacking };
        break;
      }
      for (const path of provision.copies ?? []) copies.add(path);
      for (const name of provision.packages ?? []) packages.add(name);
      for (const path of provision.directories ?? []) directories.add(path);
    }
    if (missing === undefined) {
      installWhatIsPackaged(base, copies, packages, original);
      return {
        kind: 'found',
        choice: {
          base,
          whyNotSmaller,
          copies: [...copies],
          packages: [...packages].sort(),
          directories: [...directories],
        },
      };
    }
    whyNotSmaller = `${base.reference} has no ${missing.lacking}: ${missing.need.because}`;
    last = missing;
  }
  if (last === undefined) throw new Error('there are no bases to choose from');
  return { kind: 'none', ...last };
}

/** Where packages are installed anyway, certificates and time zones come the same way. */
function installWhatIsPackaged(
  base: RuntimeBase,
  copies: Set<string>,
  packages: Set<string>,
  original: Original,
): void {
  if (packages.size === 0 || base.packages.manager === undefined) return;
  const { names } = base.packages;
  const packaged = [
    [certificateBundle, names.certificates],
    [zoneDirectory, names.timeZones],
  ] as const;
  for (const [path, name] of packaged) {
    if (name === names.certificates && original.ownCertificates) continue;
    if (copies.delete(path)) packages.add(name);
  }
}

/** A runtime image takes the place that its size gives it. */
function basesFor(builder: Distribution, runtimes: readonly RuntimeBase[]): readonly RuntimeBase[] {
  return [...fittingBases(builder), ...runtimes].toSorted((a, b) => a.rank - b.rank);
}

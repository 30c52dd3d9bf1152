/** The smallest base that meets every need. */
import type { RuntimeBase } from '../../image/bases.ts';
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
  /** The need that even the largest base doesn't meet; undefined where there is no base at all. */
  | {
      readonly kind: 'none';
      readonly missing: { readonly need: Need; readonly lacking: string } | undefined;
    };

/**
 * Tries bases from the smallest on; what the last one lacks is what stands in the way.
 * @param bases a runtime image takes the place among them that its size gives it.
 */
export function chooseBase(
  needs: readonly Need[],
  original: Original,
  bases: readonly RuntimeBase[],
): BaseSearch {
  let whyNotSmaller = '';
  let last: { readonly need: Need; readonly lacking: string } | undefined;
  for (const base of bases.toSorted((a, b) => a.rank - b.rank)) {
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
  return { kind: 'none', missing: last };
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

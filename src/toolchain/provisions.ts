/** Ways in which a base meets a need: it has it, it is copied from the build stage, or packages bring it. */
import type { Accounts } from '../image/accounts.ts';
import type { RuntimeBase } from '../image/bases.ts';
import { packageFor } from '../image/packages/index.ts';
import type { Distribution } from '../image/types.ts';

/** How a base meets a need. */
export type Provision =
  | {
      readonly kind: 'met';
      /** System files to copy from the build stage. */
      readonly copies?: readonly string[];
      readonly packages?: readonly string[];
      /** Empty directories to make. */
      readonly directories?: readonly string[];
    }
  /** Only another base has it; what is lacking, in words that follow "has no". */
  | { readonly kind: 'unmet'; readonly lacking: string };

/** The image that the single stage makes, as far as bases are concerned. */
export interface Original {
  readonly distribution: Distribution;
  /** Whether it certainly has a path. */
  readonly has: (path: string) => boolean;
  /** A step wrote it, or its command did. */
  readonly isChanged: (path: string) => boolean;
  /** The author added certificates: the bundle of a base is not the same. */
  readonly ownCertificates: boolean;
  /** Whether the accounts of a base have the user and the group with the same ids and home directory. */
  readonly hasSameAccount: (
    accounts: Accounts,
    /** Without a user it is the one that the container runs as. */
    named: { readonly user: string | undefined; readonly group: string | undefined },
  ) => boolean;
  /** The package that the author installed and that brings a command. */
  readonly packageOf: (command: string) => string | undefined;
  /** The author installed the package from a repository that bases don't know. */
  readonly isFromElsewhere: (packageName: string) => boolean;
}

export const provided: Provision = { kind: 'met' };
export const copied = (...paths: string[]): Provision => ({ kind: 'met', copies: paths });
export const unmet = (lacking: string): Provision => ({ kind: 'unmet', lacking });

/** The first of the paths that the build stage has. What the original image doesn't have either is not missed. */
export function copyIfThere(paths: readonly string[], original: Original): Provision {
  const path = paths.find(original.has);
  return path === undefined ? provided : copied(path);
}

export function commandFrom(base: RuntimeBase, name: string, original: Original): Provision {
  const own = original.packageOf(name);
  // On alpine a command of the base is BusyBox's, which lacks options of the one that was installed.
  const replaced = own !== undefined && base.family === 'alpine';
  if (base.programs.has(name) && !replaced) return provided;
  const packageName =
    base.packages.manager === undefined ? undefined : (own ?? packageFor(name, original.distribution));
  return packageName === undefined ? unmet(name) : installed(base, [packageName], name, original);
}

/** `curl@edge` (apk-world(5)) and `curl/bookworm-backports` (apt-get(8)): the repository has to be set up first. */
function fromAnotherRepository(name: string): boolean {
  return /[@/]/.test(name);
}

export function installed(
  base: RuntimeBase,
  packages: readonly string[],
  lacking: string,
  original: Original,
): Provision {
  if (packages.length === 0) return provided;
  if (base.packages.manager === undefined) return unmet(lacking);
  const elsewhere = packages.find((name) => fromAnotherRepository(name) || original.isFromElsewhere(name));
  if (elsewhere !== undefined) return unmet(`repository that ${elsewhere} comes from`);
  if (!base.packages.available) return unmet(`${packages.join(', ')} to install any more`);
  return { kind: 'met', packages };
}

/** A toolchain that a package of the distribution installs on the distribution's own image. */
import { takesOtherRelease } from '../evaluate/commands/packages.ts';
import type { Setup } from '../evaluate/types.ts';
import type { Installed } from './toolchain.ts';

/**
 * undefined where no such package is there, or where it may be of another release or of others' repositories: then the
 * libraries that come with it may be newer than those of the image.
 * @param names of the packages that are the toolchain or bring it.
 * @param directory where it lies.
 */
export function packagedToolchain(
  { packages, files }: Setup,
  names: RegExp,
  directory: string,
): Installed | undefined {
  const found = [...packages].find(([name]) => names.test(name));
  if (found === undefined) return undefined;
  const [name, change] = found;
  if (takesOtherRelease(change, files)) return undefined;
  return {
    what: `the package ${name}`,
    from: 'distribution',
    version: undefined,
    directories: [directory],
    files: [],
  };
}

/**
 * A C and C++ compiler on a distribution's own image, from its packages. Sources: packages.debian.org and packages.ubuntu.com
 * (build-essential depends on gcc and g++, and those on their newest version of the release); pkgs.alpinelinux.org (build-base
 * depends on gcc and g++, alpine-sdk on build-base).
 */
import { takesOtherRelease } from '../../../src/evaluate/commands/packages.ts';
import type { Setup } from '../../../src/evaluate/types.ts';
import type { Installed } from '../../../src/toolchain/toolchain.ts';

const compilers = /^(build-essential|build-base|alpine-sdk|(gcc|g\+\+|clang)(-\d+(\.\d+)?)?)$/;

/**
 * undefined where the compiler may be of another release, or of others' repositories: then its C++ library may be newer than
 * that of the image.
 */
export function installedCompiler({ packages, files }: Setup): Installed | undefined {
  const found = [...packages].find(([name]) => compilers.test(name));
  if (found === undefined) return undefined;
  const [name, change] = found;
  if (takesOtherRelease(change, files)) return undefined;
  return {
    what: `the package ${name}`,
    from: 'distribution',
    version: undefined,
    directories: ['/usr/lib/gcc'],
    files: [],
  };
}

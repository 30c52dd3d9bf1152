/**
 * A C and C++ compiler on a distribution's own image, from its packages. Sources: packages.debian.org and packages.ubuntu.com
 * (build-essential depends on gcc and g++, and those on their newest version of the release, libtool on gcc, and dh-autoreconf on libtool); pkgs.alpinelinux.org (build-base
 * depends on gcc and g++, alpine-sdk on build-base).
 */
import type { Setup } from '../../../src/evaluate/types.ts';
import { packagedToolchain } from '../../../src/toolchain/packaged.ts';
import type { Installed } from '../../../src/toolchain/toolchain.ts';

const compilers = /^(build-essential|build-base|alpine-sdk|(gcc|g\+\+|clang)(-\d+(\.\d+)?)?)$/;

/** Of Debian and Ubuntu those, too, that depend on a package of these. */
const withCompiler = /^(libtool|dh-autoreconf)$/;

export function installedCompiler(setup: Setup): Installed | undefined {
  const found = packagedToolchain(setup, compilers, '/usr/lib/gcc');
  if (found !== undefined || setup.facts.distribution.family === 'alpine') return found;
  return packagedToolchain(setup, withCompiler, '/usr/lib/gcc');
}

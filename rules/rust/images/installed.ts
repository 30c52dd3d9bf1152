/**
 * Rust on a distribution's own image: from its packages, or by rustup. Sources: packages.debian.org and packages.ubuntu.com
 * (cargo and rustc, of some releases by version, too); pkgs.alpinelinux.org (cargo, rust); The rustup book, "Installation".
 */
import { takesOtherRelease } from '../../../src/evaluate/commands/packages.ts';
import type { Setup } from '../../../src/evaluate/types.ts';
import type { Installed } from '../../../src/toolchain/toolchain.ts';
import { isInstaller } from '../commands/rustup.ts';

export function installedRust(setup: Setup): Installed | undefined {
  return byRustup(setup) ?? fromPackage(setup);
}

const compilers = /^(cargo|rustc|rust-all)(-1\.\d+)?$|^rust$/;

/** undefined where it may be of another release than the image: then the libraries that it links against may be, too. */
function fromPackage({ packages, files }: Setup): Installed | undefined {
  const found = [...packages].find(([name]) => compilers.test(name));
  if (found === undefined) return undefined;
  const [name, change] = found;
  if (takesOtherRelease(change, files)) return undefined;
  return {
    what: `the package ${name}`,
    from: 'distribution',
    version: undefined,
    directories: ['/usr/lib/rustlib'],
    files: [],
  };
}

const command = /^(.*)\/bin\/rustup$/;

function byRustup({ files }: Setup): Installed | undefined {
  for (const { path, origin } of files.written()) {
    const home = command.exec(path)?.[1];
    if (home === undefined || origin.by !== 'command' || !isInstaller(origin.command)) continue;
    return {
      what: 'Rust by rustup',
      from: 'upstream',
      version: undefined,
      directories: [home],
      files: [],
    };
  }
  return undefined;
}

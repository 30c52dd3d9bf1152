/**
 * Rust on a distribution's own image: from its packages, or by rustup. Sources: packages.debian.org and packages.ubuntu.com
 * (cargo and rustc, of some releases by version, too); pkgs.alpinelinux.org (cargo, rust); The rustup book, "Installation".
 */
import type { Setup } from '../../../src/evaluate/types.ts';
import { packagedToolchain } from '../../../src/toolchain/packaged.ts';
import type { Installed } from '../../../src/toolchain/toolchain.ts';
import { isInstaller } from '../commands/rustup.ts';

const compilers = /^(cargo|rustc|rust-all)(-1\.\d+)?$|^rust$/;

export function installedRust(setup: Setup): Installed | undefined {
  return byRustup(setup) ?? packagedToolchain(setup, compilers, '/usr/lib/rustlib');
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

/** Operating systems and architectures that file names and build constraints know by name. */

import { words } from './word-list.ts';

/** Source: past, present and future GOOS values, https://go.dev/src/internal/syslist/syslist.go */
export const KNOWN_SYSTEMS: ReadonlySet<string> = new Set(
  words(
    'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl',
    'netbsd openbsd plan9 solaris wasip1 windows zos',
  ),
);

/** The systems for which the constraint `unix` holds. Source: the same file. */
export const UNIX_SYSTEMS: ReadonlySet<string> = new Set(
  words('aix android darwin dragonfly freebsd hurd illumos ios linux netbsd', 'openbsd solaris'),
);

/** Source: the same file. */
export const KNOWN_ARCHITECTURES: ReadonlySet<string> = new Set(
  words(
    '386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle',
    'mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64',
    's390 s390x sparc sparc64 wasm',
  ),
);

/** Programs that build from sources, or look into programs. Sources: the manuals of GNU make, CMake, Ninja, Meson, binutils and gdb. */

/** What builds: it needs the sources, and the compiler. */
export const builders: ReadonlySet<string> = new Set(
  'make gmake cmake ctest cpack ninja samu meson bazel bazelisk scons b2 bjam xmake premake5 conan vcpkg autoreconf ccache distcc distccd'.split(
    ' ',
  ),
);

/** Parts of the compiler. */
const parts =
  'ld ld.bfd ld.gold ld.lld lld as ar ranlib cpp gcov gfortran gccgo clangd clang-tidy clang-format clang-check';

/** What runs a program under its eyes. */
export const debuggers: ReadonlySet<string> = new Set(
  'gdb gdbserver lldb lldb-server valgrind strace ltrace perf rr'.split(' '),
);

export const toolNames: ReadonlySet<string> = new Set([...builders, ...parts.split(' ')]);

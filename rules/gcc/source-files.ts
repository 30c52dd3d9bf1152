/** Files and directories that only building C and C++ programs reads. */
import { posix } from 'node:path';
import type { Role } from '../../src/toolchain/toolchain.ts';
import type { OfBuild } from '../../src/toolchain/traces.ts';

/** A program is one file: whatever else its directory has may be its data, save for these. */
export function roleOf({ path, directory }: { readonly path: string; readonly directory: boolean }): Role {
  return (directory ? isBuildDirectory(path) : isSourceFile(path)) ? 'build-only' : 'unknown';
}

/**
 * Sources, what compilers and linkers write on the way, and the files of tools that build. Sources: gcc(1), "Options Controlling the
 * Kind of Output"; the manuals of GNU make, Autoconf, Automake, Libtool, CMake, Ninja, Meson, Conan and vcpkg.
 */
export function isSourceFile(path: string): boolean {
  const name = posix.basename(path);
  return (
    /\.(c|cc|cp|cpp|cxx|c\+\+|C|h|hh|hp|hpp|hxx|h\+\+|H|tcc|inl|ipp|ii|i|s|S|sx|o|lo|obj|la|a|d|gch|pch|in|ac|am|m4|cmake|ninja|f90|f)$/.test(
      name,
    ) ||
    /^(GNUmakefile|[Mm]akefile(\..*)?|CMakeLists\.txt|CMakePresets\.json|CMakeCache\.txt|compile_commands\.json|configure|config\.(log|status|guess|sub)|conanfile\.(txt|py)|vcpkg(-configuration)?\.json|meson(_options)?\.(build|txt)|meson\.options|BUILD(\.bazel)?|WORKSPACE(\.bazel)?|SConstruct|SConscript|libtool|install-sh|missing|depcomp|ltmain\.sh|\.clang-(format|tidy))$/.test(
      name,
    )
  );
}

function isBuildDirectory(path: string): boolean {
  return ['CMakeFiles', 'autom4te.cache', '.deps', '.libs', 'cmake', 'vcpkg_installed', '_deps'].includes(
    posix.basename(path),
  );
}

/**
 * The images work nowhere in particular; GCC's own files lie below these, and the libraries beside them. Source: docker-library/gcc,
 * Dockerfile.template.
 */
export const ofBuild: OfBuild = {
  variable: isBuildVariable,
  workspaces: [],
  installation: [
    '/usr/local/lib/gcc',
    '/usr/local/libexec/gcc',
    '/usr/local/share/gcc-data',
    '/usr/lib/gcc',
    '/usr/lib/llvm',
  ],
};

/** Variables of compilers and of what calls them. Sources: gcc(1), "Environment Variables"; GNU make, "Implicit Variables"; cmake-env-variables(7). */
function isBuildVariable(name: string): boolean {
  return buildVariables.has(name) || /^(CMAKE|CCACHE|DISTCC|CONAN|VCPKG|NINJA|PKG_CONFIG)(_|$)/.test(name);
}

const buildVariables: ReadonlySet<string> = new Set(
  (
    'GCC_VERSION GCC_MIRRORS GPG_KEYS LLVM_VERSION LLVM_RELEASE CC CXX CPP FC LD AR AS RANLIB STRIP NM OBJCOPY CFLAGS CXXFLAGS CPPFLAGS ' +
    'LDFLAGS LDLIBS LIBS ASFLAGS FFLAGS MAKEFLAGS MAKE CPATH C_INCLUDE_PATH CPLUS_INCLUDE_PATH LIBRARY_PATH COMPILER_PATH ' +
    'GCC_EXEC_PREFIX ACLOCAL_PATH CTEST_OUTPUT_ON_FAILURE'
  ).split(' '),
);

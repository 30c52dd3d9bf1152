/** Files and directories that only building a Rust program reads. */
import { posix } from 'node:path';
import type { Role } from '../../src/toolchain/toolchain.ts';
import type { OfBuild } from '../../src/toolchain/traces.ts';
import { cargoHome, rustupHome } from './images/images.ts';

/** A program is one file: whatever else its package's directory has may be its data, save for these. */
export function roleOf({ path, directory }: { readonly path: string; readonly directory: boolean }): Role {
  return (directory ? isSourceDirectory(path) : isSourceFile(path)) ? 'build-only' : 'unknown';
}

/**
 * Sources of Rust and of what is compiled with it, manifests, settings of the tools. Sources: The Cargo Book, "Package Layout",
 * "Configuration"; The rustup book, "Overrides"; the README of each tool.
 */
export function isSourceFile(path: string): boolean {
  const name = posix.basename(path);
  return (
    /\.(rs|c|cc|cpp|cxx|h|hh|hpp|s|S|proto|rlib|rmeta)$/.test(name) ||
    /^(Cargo\.(toml|lock)|rust-toolchain(\.toml)?|\.?(rustfmt|clippy)\.toml|Cross\.toml|Makefile\.toml|deny\.toml|sqlx-data\.json)$/.test(
      name,
    ) ||
    /^(\.?tarpaulin|\.?nextest|askama|release-plz|dist-workspace|rust-analyzer)\.toml$/.test(name)
  );
}

/** Directories of what programs are served as, in which a `vendor` is none of cargo's. */
const served = /\/(static|public|assets|www|web|dist|templates)\//;

function isSourceDirectory(path: string): boolean {
  const name = posix.basename(path);
  if (name === 'vendor') return !served.test(path);
  return ['target', 'benches', '.cargo', '.sqlx', 'fuzz'].includes(name);
}

/** Where the images have the toolchain, with what is fetched and installed below it. Source: rust-lang/docker-rust. */
export const ofRustBuild: OfBuild = {
  variable: isBuildVariable,
  workspaces: [cargoHome, `${cargoHome}/bin`],
  // Where rustup puts them by itself, on an image of a distribution, is root's home.
  installation: [
    rustupHome,
    '/root/.rustup',
    ...[cargoHome, '/root/.cargo'].flatMap((home) => [`${home}/registry`, `${home}/git`]),
  ],
};

/**
 * Environment variables of cargo, rustc and rustup, and of what finds libraries for them; programs don't read them. Sources: The
 * Cargo Book, "Environment Variables"; The rustup book, "Environment variables"; README of the crates cc, pkg-config and
 * openssl-sys. RUST_LOG, RUST_BACKTRACE, RUST_LIB_BACKTRACE and RUST_MIN_STACK are the running program's.
 */
function isBuildVariable(name: string): boolean {
  return (
    buildVariables.has(name) || /^(CARGO|RUSTUP)_/.test(name) || /^(CC|CXX|AR|CFLAGS|CXXFLAGS)_/.test(name)
  );
}

const buildVariables: ReadonlySet<string> = new Set(
  (
    'RUST_VERSION RUSTFLAGS RUSTDOCFLAGS RUSTC RUSTDOC RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER RUSTC_BOOTSTRAP RUST_TEST_THREADS ' +
    'RUST_TEST_NOCAPTURE CC CXX AR CFLAGS CXXFLAGS PKG_CONFIG PKG_CONFIG_PATH PKG_CONFIG_ALLOW_CROSS PKG_CONFIG_ALL_STATIC ' +
    'PKG_CONFIG_SYSROOT_DIR OPENSSL_DIR OPENSSL_LIB_DIR OPENSSL_INCLUDE_DIR OPENSSL_STATIC OPENSSL_NO_VENDOR PQ_LIB_STATIC ' +
    'LIBZ_SYS_STATIC SQLITE3_STATIC LIBCLANG_PATH LLVM_CONFIG_PATH BINDGEN_EXTRA_CLANG_ARGS PROTOC PROTOC_INCLUDE ' +
    'SQLX_OFFLINE SCCACHE_DIR'
  ).split(' '),
);

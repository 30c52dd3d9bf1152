/**
 * Crates that link against libraries of the system, or bring C and C++ code. Source: `build.rs` and README of each crate, as
 * docs.rs shows them; the names of packages are those that pkg-config files come with.
 */

/** What a crate is linked against. */
export interface NativeLibrary {
  /** The development packages that bring the library. */
  readonly debian: string;
  readonly alpine: string;
  /**
   * `required`: without the library of the system it isn't built. `if-there`: without it, its own copy is compiled. `on-request`:
   * only where a variable asks for it.
   */
  readonly system: 'required' | 'if-there' | 'on-request';
  /** A crate that it depends on where it compiles a copy of its own: `openssl-src`. */
  readonly vendoredBy?: string;
  /** Features by which a package asks for such a copy. */
  readonly vendoredFeatures?: RegExp;
  /** Variables that have it linked statically. */
  readonly staticBy?: readonly string[];
  /** Variables that ask for the library of the system. */
  readonly requestedBy?: readonly string[];
}

const library = (
  debian: string,
  alpine: string,
  system: NativeLibrary['system'],
  more: Omit<NativeLibrary, 'debian' | 'alpine' | 'system'> = {},
): NativeLibrary => ({ debian, alpine, system, ...more });

export const nativeLibraries: ReadonlyMap<string, NativeLibrary> = new Map([
  [
    'openssl-sys',
    library('libssl-dev', 'openssl-dev', 'required', {
      vendoredBy: 'openssl-src',
      vendoredFeatures: /vendored/,
      staticBy: ['OPENSSL_STATIC'],
    }),
  ],
  [
    'pq-sys',
    library('libpq-dev', 'libpq-dev', 'required', {
      vendoredBy: 'pq-src',
      vendoredFeatures: /bundled/,
      staticBy: ['PQ_LIB_STATIC'],
    }),
  ],
  [
    'mysqlclient-sys',
    library('default-libmysqlclient-dev', 'mariadb-connector-c-dev', 'required', {
      vendoredBy: 'mysqlclient-src',
      vendoredFeatures: /bundled/,
      staticBy: ['MYSQLCLIENT_STATIC'],
    }),
  ],
  [
    'libsqlite3-sys',
    library('libsqlite3-dev', 'sqlite-dev', 'required', {
      vendoredBy: 'cc',
      vendoredFeatures: /bundled/,
      staticBy: ['SQLITE3_STATIC'],
    }),
  ],
  ['libz-sys', library('zlib1g-dev', 'zlib-dev', 'if-there', { staticBy: ['LIBZ_SYS_STATIC'] })],
  ['bzip2-sys', library('libbz2-dev', 'bzip2-dev', 'if-there')],
  ['lzma-sys', library('liblzma-dev', 'xz-dev', 'if-there', { staticBy: ['LZMA_API_STATIC'] })],
  ['liblzma-sys', library('liblzma-dev', 'xz-dev', 'if-there', { staticBy: ['LZMA_API_STATIC'] })],
  [
    'zstd-sys',
    library('libzstd-dev', 'zstd-dev', 'on-request', { requestedBy: ['ZSTD_SYS_USE_PKG_CONFIG'] }),
  ],
  ['curl-sys', library('libcurl4-openssl-dev', 'curl-dev', 'if-there')],
  ['libgit2-sys', library('libgit2-dev', 'libgit2-dev', 'if-there')],
  [
    'libssh2-sys',
    library('libssh2-1-dev', 'libssh2-dev', 'on-request', { requestedBy: ['LIBSSH2_SYS_USE_PKG_CONFIG'] }),
  ],
  ['libnghttp2-sys', library('libnghttp2-dev', 'nghttp2-dev', 'if-there')],
  ['alsa-sys', library('libasound2-dev', 'alsa-lib-dev', 'required')],
  ['libudev-sys', library('libudev-dev', 'eudev-dev', 'required')],
  [
    'libdbus-sys',
    library('libdbus-1-dev', 'dbus-dev', 'required', { vendoredBy: 'cc', vendoredFeatures: /vendored/ }),
  ],
  ['libusb1-sys', library('libusb-1.0-0-dev', 'libusb-dev', 'if-there')],
  [
    'libsodium-sys',
    library('libsodium-dev', 'libsodium-dev', 'on-request', { requestedBy: ['SODIUM_USE_PKG_CONFIG'] }),
  ],
  ['audiopus_sys', library('libopus-dev', 'opus-dev', 'if-there')],
  ['onig_sys', library('libonig-dev', 'oniguruma-dev', 'if-there')],
  ['pcre2-sys', library('libpcre2-dev', 'pcre2-dev', 'if-there', { staticBy: ['PCRE2_SYS_STATIC'] })],
  ['libgssapi-sys', library('libkrb5-dev', 'krb5-dev', 'required')],
  ['libsystemd-sys', library('libsystemd-dev', 'elogind-dev', 'required')],
  ['pam-sys', library('libpam0g-dev', 'linux-pam-dev', 'required')],
  ['pcap', library('libpcap-dev', 'libpcap-dev', 'required')],
  ['freetype-sys', library('libfreetype-dev', 'freetype-dev', 'if-there')],
  ['yeslogic-fontconfig-sys', library('libfontconfig-dev', 'fontconfig-dev', 'required')],
  ['servo-fontconfig-sys', library('libfontconfig-dev', 'fontconfig-dev', 'required')],
  ['expat-sys', library('libexpat1-dev', 'expat-dev', 'if-there')],
  ['libxml', library('libxml2-dev', 'libxml2-dev', 'required')],
]);

/** Crates with C++ code: what is built with them loads the library of the C++ compiler. Source: as above. */
export const withCxx: ReadonlySet<string> = new Set(
  (
    'boring-sys cxx esaxx-rs grpcio-sys libduckdb-sys librocksdb-sys link-cplusplus protobuf-src re2 sentencepiece-sys snmalloc-sys ' +
    'tflitec tokenizers-sys v8 z3-sys'
  ).split(' '),
);

/**
 * Crates that are called like bindings and load no library of the system on Linux: system calls, headers, other platforms, and
 * C code that is compiled in. Source: as above.
 */
const withoutLibrary: ReadonlySet<string> = new Set(
  (
    'aws-lc-sys aws-lc-fips-sys blst brotli-sys clang-sys core-foundation-sys coreaudio-sys core-graphics-sys cc cmake ' +
    'crc32c-hw deunicode dirs-sys dirs-sys-next errno-dragonfly fsevent-sys gl_generator glutin_wgl_sys inotify-sys io-kit-sys ' +
    'io-uring jemalloc-sys jni-sys js-sys kqueue-sys libbpf-sys-headers libdeflate-sys libfuzzer-sys libmimalloc-sys librdkafka-sys ' +
    'libwebp-sys linux-raw-sys lz4-sys lmdb-rkv-sys lmdb-master-sys mach-sys mdbx-sys minimp3-sys mozjpeg-sys ndk-sys netlink-sys ' +
    'nvml-wrapper-sys objc-sys objc2-sys osmesa-sys picosat-sys psm pyo3-ffi rav1d rdkafka-sys renderdoc-sys ring ' +
    'secp256k1-sys security-framework-sys skeptic snap-sys stacker system-configuration-sys sysinfo-sys tikv-jemalloc-sys ' +
    'tree-sitter vsimd wasm-bindgen-sys wayland-sys web-sys wepoll-sys winapi-i686-pc-windows-gnu winapi-x86_64-pc-windows-gnu ' +
    'windows-sys xkbcommon-dl zstd-safe libz-ng-sys libz-rs-sys rustls-native-certs schannel native-tls'
  ).split(' '),
);

/** Crates that load libraries by name while the program runs (dlopen(3)). Source: as above. */
const loaders: ReadonlySet<string> = new Set(
  'ash dlib dlopen dlopen2 gilrs-core libloading ort sharedlib vulkano wgpu-hal x11-dl'.split(' '),
);

/** Whether a crate may load libraries that it isn't linked against. */
export function mayLoad({ name }: { readonly name: string }): boolean {
  return loaders.has(name);
}

/** Crates that find libraries of the system for those that depend on them. Source: The Cargo Book, "Build Scripts"; docs.rs. */
const finders = ['pkg-config', 'system-deps', 'vcpkg', 'metadeps'];

/** Whether it is written down here what a crate links against. */
export function isKnown({ name }: { readonly name: string }): boolean {
  return nativeLibraries.has(name) || withoutLibrary.has(name) || withCxx.has(name);
}

/** Whether a crate may link against a library of the system, of which nothing is written down here. */
export function mayLink({
  name,
  dependencies,
}: {
  readonly name: string;
  readonly dependencies: ReadonlySet<string>;
}): boolean {
  if (isKnown({ name })) return false;
  return /[-_]sys$/.test(name) || finders.some((finder) => dependencies.has(finder));
}

/** Sonames of the packages that bases bring without installing them. Source: the packages' shlibs files (Debian Policy 8.6). */
export const sonames: ReadonlyMap<string, readonly string[]> = new Map([
  ['libssl3', ['libssl.so.3', 'libcrypto.so.3']],
  ['libssl3t64', ['libssl.so.3', 'libcrypto.so.3']],
  ['zlib1g', ['libz.so.1']],
  ['zlib', ['libz.so.1']],
  ['libzstd1', ['libzstd.so.1']],
]);

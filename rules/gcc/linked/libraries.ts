/**
 * Libraries by the names that `-l` takes: which are part of the C library, which come with the compiler, and which development
 * package of Debian brings the others. Sources: the GNU C Library manual, "Library Summary"; GCC's manuals of its run-time
 * libraries; the lists of files of the packages (packages.debian.org).
 */

/** Part of the C library, or linked in as archives: nothing more to load at run time. */
export const ofCLibrary: ReadonlySet<string> = new Set(
  'c m pthread dl rt util resolv anl BrokenLocale gcc gcc_eh ssp_nonshared supc++ stdc++fs stdc++exp y'.split(
    ' ',
  ),
);

export interface CompilerLibrary {
  readonly soname: string;
  /** The package of it, in Debian and in Alpine. */
  readonly debian: string;
  readonly alpine: string;
}

/** What comes with the compiler as a shared library, but for the C++ library itself. */
export const compilerLibrariesByName: ReadonlyMap<string, CompilerLibrary> = new Map([
  ['gcc_s', { soname: 'libgcc_s.so.1', debian: 'libgcc-s1', alpine: 'libgcc' }],
  ['gomp', { soname: 'libgomp.so.1', debian: 'libgomp1', alpine: 'libgomp' }],
  ['atomic', { soname: 'libatomic.so.1', debian: 'libatomic1', alpine: 'libatomic' }],
  ['quadmath', { soname: 'libquadmath.so.0', debian: 'libquadmath0', alpine: 'libquadmath' }],
]);

/** With starts of the names of its headers: what it may do at run time beside computing for who calls it was not read. */
type Row = readonly [development: string, names: string, headers?: string];

const rows: readonly Row[] = [
  ['zlib1g-dev', 'z'],
  ['libbz2-dev', 'bz2'],
  ['liblzma-dev', 'lzma'],
  ['liblz4-dev', 'lz4'],
  ['libzstd-dev', 'zstd'],
  ['libssl-dev', 'ssl crypto', 'openssl/'],
  ['libcurl4-openssl-dev', 'curl', 'curl/'],
  ['libsqlite3-dev', 'sqlite3', 'sqlite3'],
  ['libpq-dev', 'pq', 'libpq-fe.h libpq/ postgresql/ pg_config'],
  ['libmariadb-dev', 'mariadb mysqlclient', 'mysql mariadb/'],
  ['libxml2-dev', 'xml2', 'libxml/ libxml2/'],
  ['libxslt1-dev', 'xslt exslt', 'libxslt/ libexslt/'],
  ['libyaml-dev', 'yaml'],
  ['libexpat1-dev', 'expat'],
  ['libjson-c-dev', 'json-c', 'json-c/ json.h'],
  ['libjansson-dev', 'jansson', 'jansson'],
  ['libcjson-dev', 'cjson'],
  ['libjsoncpp-dev', 'jsoncpp'],
  ['libgmp-dev', 'gmp'],
  ['libmpfr-dev', 'mpfr'],
  ['libffi-dev', 'ffi'],
  ['uuid-dev', 'uuid'],
  ['libpng-dev', 'png png16'],
  ['libjpeg-dev', 'jpeg'],
  ['libtiff-dev', 'tiff', 'tiff'],
  ['libwebp-dev', 'webp'],
  ['libfreetype-dev', 'freetype', 'ft2build.h freetype'],
  ['libpcre2-dev', 'pcre2-8 pcre2-posix'],
  ['libpcre3-dev', 'pcre pcreposix'],
  [
    'libncurses-dev',
    'ncurses ncursesw tinfo curses menu form panel',
    'ncurses curses.h panel.h menu.h form.h term.h',
  ],
  ['libreadline-dev', 'readline history', 'readline/'],
  ['libevent-dev', 'event event_core event_extra event_pthreads event_openssl', 'event'],
  ['libev-dev', 'ev'],
  ['libuv1-dev', 'uv', 'uv'],
  ['libglib2.0-dev', 'glib-2.0 gobject-2.0 gio-2.0 gthread-2.0 gmodule-2.0', 'glib gio/ gobject/ gmodule.h'],
  ['libcrypt-dev', 'crypt'],
  ['libnsl-dev', 'nsl', 'rpcsvc/'],
  ['libpcap-dev', 'pcap', 'pcap'],
  ['libpam0g-dev', 'pam', 'security/'],
  ['libcap-dev', 'cap', 'sys/capability.h'],
  ['libseccomp-dev', 'seccomp'],
  ['libzmq3-dev', 'zmq', 'zmq'],
  ['librdkafka-dev', 'rdkafka', 'librdkafka/ rdkafka'],
  ['libmosquitto-dev', 'mosquitto', 'mosquitto'],
  ['libhiredis-dev', 'hiredis', 'hiredis'],
  ['libmicrohttpd-dev', 'microhttpd', 'microhttpd'],
  ['libgcrypt20-dev', 'gcrypt', 'gcrypt'],
  ['libgnutls28-dev', 'gnutls', 'gnutls/'],
  ['libsodium-dev', 'sodium'],
  ['libbsd-dev', 'bsd'],
  ['libedit-dev', 'edit', 'histedit.h editline/'],
  ['libgdbm-dev', 'gdbm', 'gdbm'],
  ['libdb-dev', 'db', 'db'],
  ['libnuma-dev', 'numa', 'numa'],
  ['libusb-1.0-0-dev', 'usb-1.0', 'libusb'],
  ['libpqxx-dev', 'pqxx', 'pqxx/'],
  ['libmysqlcppconn-dev', 'mysqlcppconn', 'cppconn/ mysql_'],
  ['libfmt-dev', 'fmt'],
  ['libspdlog-dev', 'spdlog', 'spdlog/'],
  ['libyaml-cpp-dev', 'yaml-cpp', 'yaml-cpp/'],
  ['libtinyxml2-dev', 'tinyxml2', 'tinyxml2'],
  ['libpugixml-dev', 'pugixml', 'pugixml'],
  ['libboost-atomic-dev', 'boost_atomic'],
  ['libboost-chrono-dev', 'boost_chrono'],
  ['libboost-date-time-dev', 'boost_date_time'],
  ['libboost-filesystem-dev', 'boost_filesystem', 'boost/filesystem'],
  ['libboost-iostreams-dev', 'boost_iostreams', 'boost/iostreams/'],
  ['libboost-log-dev', 'boost_log boost_log_setup', 'boost/log/'],
  ['libboost-program-options-dev', 'boost_program_options', 'boost/program_options'],
  ['libboost-random-dev', 'boost_random'],
  ['libboost-regex-dev', 'boost_regex'],
  ['libboost-serialization-dev', 'boost_serialization boost_wserialization'],
  ['libboost-system-dev', 'boost_system'],
  ['libboost-thread-dev', 'boost_thread'],
];

/** Alpine's development packages, of libraries that have one. Source: pkgs.alpinelinux.org, the files of the packages. */
const inAlpine: ReadonlyMap<string, string> = new Map(
  (
    [
      ['zlib-dev', 'z'],
      ['bzip2-dev', 'bz2'],
      ['xz-dev', 'lzma'],
      ['lz4-dev', 'lz4'],
      ['zstd-dev', 'zstd'],
      ['openssl-dev', 'ssl crypto'],
      ['curl-dev', 'curl'],
      ['sqlite-dev', 'sqlite3'],
      ['libpq-dev', 'pq'],
      ['libxml2-dev', 'xml2'],
      ['yaml-dev', 'yaml'],
      ['expat-dev', 'expat'],
      ['jansson-dev', 'jansson'],
      ['json-c-dev', 'json-c'],
      ['gmp-dev', 'gmp'],
      ['pcre2-dev', 'pcre2-8 pcre2-posix'],
      ['ncurses-dev', 'ncurses ncursesw tinfo curses menu form panel'],
      ['readline-dev', 'readline history'],
      ['libevent-dev', 'event event_core event_extra event_pthreads event_openssl'],
      ['libuv-dev', 'uv'],
      ['libpcap-dev', 'pcap'],
      ['libsodium-dev', 'sodium'],
    ] as const
  ).flatMap(([development, names]) => names.split(' ').map((name) => [name, development] as const)),
);

export interface SystemLibrary {
  /** The development package that brings it, in Debian and in Alpine. */
  readonly development: string;
  readonly alpine: string | undefined;
  readonly computes: boolean;
  /** Starts of the names of its headers. */
  readonly headers: readonly string[];
}

export const systemLibraries: ReadonlyMap<string, SystemLibrary> = new Map(
  rows.flatMap(([development, names, headers]) => {
    const library = { development, computes: headers === undefined, headers: headers?.split(' ') ?? [] };
    return names.split(' ').map((name) => [name, { ...library, alpine: inAlpine.get(name) }] as const);
  }),
);

const openssl = ['libssl.so.3', 'libcrypto.so.3'];

/** Sonames of the packages that bases bring without installing them. Source: the packages' shlibs files (Debian Policy 8.6). */
export const sonames: ReadonlyMap<string, readonly string[]> = new Map([
  ['libssl3', openssl],
  // Its name since times have 64 bits (Debian 13).
  ['libssl3t64', openssl],
  ['zlib1g', ['libz.so.1']],
  ['libzstd1', ['libzstd.so.1']],
]);

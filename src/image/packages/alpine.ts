/**
 * The C libraries behind Alpine's development packages.
 *
 * abuild gives every development package a dependency on the packages that hold the shared libraries its `.so` links
 * lead to; the names are those of the subpackages in the APKBUILD. What the libraries need in turn, apk installs with
 * them. Interfaces for C++ in packages of their own are left out: cgo calls C.
 *
 * Source: the APKBUILD files of gitlab.alpinelinux.org/alpine/aports and what apk says it installs in each release
 * (pkgs.alpinelinux.org lists the same by branch). Read in APKBUILD files: sqlite, zeromq, vips, zstd, lz4, ncurses,
 * libcap, acl, libnftnl, util-linux, libvirt, imagemagick, tesseract-ocr, leptonica, mariadb, libwebp. Read in apk's
 * output: the releases at which names changed. The others are names as aports has kept them. Where the release of a
 * change isn't certain, those in question are left unknown.
 */

/** From this release on (`3.17`), these packages, separated by spaces; undefined where the name isn't certain. */
export type Since = readonly [release: string, packages: string | undefined];

/** Development packages that need nothing at run time: headers and static archives alone. */
const nothing: Readonly<Record<string, string>> = {
  'musl-dev': '',
  'libc-dev': '',
  'linux-headers': '',
  'bsd-compat-headers': '',
};

/** Names that never changed. */
const same: Readonly<Record<string, string>> = {
  'libstdc++-dev': 'libstdc++',
  // Compression and archives
  'zlib-dev': 'zlib',
  'bzip2-dev': 'libbz2',
  'xz-dev': 'xz-libs',
  'snappy-dev': 'snappy',
  'lzo-dev': 'lzo',
  'brotli-dev': 'brotli-libs',
  'libarchive-dev': 'libarchive',
  // Cryptography and smart cards
  'gnutls-dev': 'gnutls',
  'libgcrypt-dev': 'libgcrypt',
  'libgpg-error-dev': 'libgpg-error',
  'libassuan-dev': 'libassuan',
  'gpgme-dev': 'gpgme',
  'libsodium-dev': 'libsodium',
  'libsecp256k1-dev': 'libsecp256k1',
  'olm-dev': 'olm',
  'argon2-dev': 'argon2-libs',
  'mbedtls-dev': 'mbedtls',
  'nettle-dev': 'nettle',
  'nss-dev': 'nss',
  'pcsc-lite-dev': 'pcsc-lite-libs',
  // Network protocols
  'curl-dev': 'libcurl',
  'nghttp2-dev': 'nghttp2-libs',
  'libssh-dev': 'libssh',
  'libssh2-dev': 'libssh2',
  'openldap-dev': 'libldap',
  'cyrus-sasl-dev': 'libsasl',
  'krb5-dev': 'krb5-libs',
  'linux-pam-dev': 'linux-pam',
  'libidn-dev': 'libidn',
  'libidn2-dev': 'libidn2',
  'libunistring-dev': 'libunistring',
  'c-ares-dev': 'c-ares',
  'libevent-dev': 'libevent',
  'libev-dev': 'libev',
  'libuv-dev': 'libuv',
  'liburing-dev': 'liburing',
  'libmicrohttpd-dev': 'libmicrohttpd',
  'libtirpc-dev': 'libtirpc',
  'mosquitto-dev': 'mosquitto-libs',
  'net-snmp-dev': 'net-snmp-libs',
  // Databases, queues
  'sqlite-dev': 'sqlite-libs',
  'libpq-dev': 'libpq',
  'postgresql-dev': 'libpq',
  'mariadb-connector-c-dev': 'mariadb-connector-c',
  'unixodbc-dev': 'unixodbc',
  'freetds-dev': 'freetds',
  'leveldb-dev': 'leveldb',
  'rocksdb-dev': 'rocksdb',
  'lmdb-dev': 'lmdb',
  'gdbm-dev': 'gdbm',
  'hiredis-dev': 'hiredis',
  'librdkafka-dev': 'librdkafka',
  'zeromq-dev': 'libzmq',
  'czmq-dev': 'czmq',
  'libaio-dev': 'libaio',
  'libnfs-dev': 'libnfs',
  // Packets, the system, devices
  'libpcap-dev': 'libpcap',
  'libnetfilter_queue-dev': 'libnetfilter_queue',
  'libnetfilter_conntrack-dev': 'libnetfilter_conntrack',
  'libnetfilter_log-dev': 'libnetfilter_log',
  'libnfnetlink-dev': 'libnfnetlink',
  'libmnl-dev': 'libmnl',
  'libnl3-dev': 'libnl3',
  'libbpf-dev': 'libbpf',
  'geoip-dev': 'geoip',
  'yara-dev': 'yara',
  'libseccomp-dev': 'libseccomp',
  'libapparmor-dev': 'libapparmor',
  'libselinux-dev': 'libselinux',
  'libcap-ng-dev': 'libcap-ng',
  'btrfs-progs-dev': 'btrfs-progs-libs',
  'cryptsetup-dev': 'cryptsetup-libs',
  'eudev-dev': 'eudev-libs',
  'dbus-dev': 'dbus-libs',
  'attr-dev': 'libattr',
  'fuse-dev': 'fuse',
  'fuse3-dev': 'fuse3-libs',
  'file-dev': 'libmagic',
  'popt-dev': 'popt',
  'jemalloc-dev': 'jemalloc',
  'libunwind-dev': 'libunwind',
  'libbsd-dev': 'libbsd',
  'libexecinfo-dev': 'libexecinfo',
  'libusb-dev': 'libusb',
  'libusb-compat-dev': 'libusb-compat',
  'hidapi-dev': 'hidapi',
  'bluez-dev': 'bluez-libs',
  'cups-dev': 'cups-libs',
  // Text, data, languages, numbers
  'readline-dev': 'readline',
  'libedit-dev': 'libedit',
  'libffi-dev': 'libffi',
  'icu-dev': 'icu-libs',
  'pcre-dev': 'pcre',
  'pcre2-dev': 'pcre2',
  'glib-dev': 'glib',
  'oniguruma-dev': 'oniguruma',
  're2-dev': 're2',
  'gc-dev': 'gc',
  'yaml-dev': 'yaml',
  'jansson-dev': 'jansson',
  'json-c-dev': 'json-c',
  'libxml2-dev': 'libxml2',
  'libxslt-dev': 'libxslt',
  'xmlsec-dev': 'xmlsec',
  'lua5.1-dev': 'lua5.1-libs',
  'lua5.2-dev': 'lua5.2-libs',
  'lua5.3-dev': 'lua5.3-libs',
  'lua5.4-dev': 'lua5.4-libs',
  'luajit-dev': 'luajit',
  'libgit2-dev': 'libgit2',
  'libical-dev': 'libical',
  'gmp-dev': 'gmp',
  'gdal-dev': 'gdal',
  'proj4-dev': 'proj4',
  'geos-dev': 'geos',
  'proj-dev': 'proj',
  'h3-dev': 'h3',
  // Pictures, fonts and documents
  'vips-dev': 'vips',
  'graphicsmagick-dev': 'graphicsmagick',
  'libjpeg-turbo-dev': 'libjpeg-turbo',
  'jpeg-dev': 'libjpeg-turbo',
  'libpng-dev': 'libpng',
  'tiff-dev': 'tiff',
  'giflib-dev': 'giflib',
  'libheif-dev': 'libheif',
  'libde265-dev': 'libde265',
  'openjpeg-dev': 'openjpeg',
  'libexif-dev': 'libexif',
  'lcms2-dev': 'lcms2',
  'librsvg-dev': 'librsvg',
  'gdk-pixbuf-dev': 'gdk-pixbuf',
  'cairo-dev': 'cairo cairo-gobject',
  'pango-dev': 'pango',
  'freetype-dev': 'freetype',
  'fontconfig-dev': 'fontconfig',
  'harfbuzz-dev': 'harfbuzz',
  'fribidi-dev': 'fribidi',
  'pixman-dev': 'pixman',
  'poppler-dev': 'poppler poppler-glib',
  'leptonica-dev': 'leptonica',
  'libqrencode-dev': 'libqrencode',
  // Sound and video
  'x264-dev': 'x264-libs',
  'libvpx-dev': 'libvpx',
  'opus-dev': 'opus',
  'opusfile-dev': 'opusfile',
  'libogg-dev': 'libogg',
  'libvorbis-dev': 'libvorbis',
  'libtheora-dev': 'libtheora',
  'soxr-dev': 'soxr',
  'libsamplerate-dev': 'libsamplerate',
  'speexdsp-dev': 'speexdsp',
  'libsndfile-dev': 'libsndfile',
  'alsa-lib-dev': 'alsa-lib',
  'pulseaudio-dev': 'libpulse',
  'portaudio-dev': 'portaudio',
  // Windows and graphics
  'sdl2_image-dev': 'sdl2_image',
  'sdl2_ttf-dev': 'sdl2_ttf',
  'sdl2_mixer-dev': 'sdl2_mixer',
  'glfw-dev': 'glfw',
  'libx11-dev': 'libx11',
  'libxcb-dev': 'libxcb',
  'libxext-dev': 'libxext',
  'libxrandr-dev': 'libxrandr',
  'libxinerama-dev': 'libxinerama',
  'libxcursor-dev': 'libxcursor',
  'libxi-dev': 'libxi',
  'libxxf86vm-dev': 'libxxf86vm',
  'libxtst-dev': 'libxtst',
  'libxrender-dev': 'libxrender',
  'libxft-dev': 'libxft',
  'libxfixes-dev': 'libxfixes',
  'libxkbcommon-dev': 'libxkbcommon',
};

/**
 * Where the libraries have moved between packages in ways that differ by release: the package with the tools. They are
 * linked with the libraries, so apk installs those with it.
 */
const withTools: Readonly<Record<string, string>> = {
  'expat-dev': 'expat',
  'libmaxminddb-dev': 'libmaxminddb',
  'iptables-dev': 'iptables',
  'nftables-dev': 'nftables',
  'numactl-dev': 'numactl',
  'sqlcipher-dev': 'sqlcipher',
  // With the coders, which the library loads.
  'imagemagick-dev': 'imagemagick',
  'tesseract-ocr-dev': 'tesseract-ocr',
  'ffmpeg-dev': 'ffmpeg',
  'lame-dev': 'lame',
  'flac-dev': 'flac',
  'mpg123-dev': 'mpg123',
};

/** Names that changed, oldest first. */
const renamed: Readonly<Record<string, readonly Since[]>> = {
  // OpenSSL 1.0, 1.1 and 3: the version is in the name.
  'openssl-dev': [
    ['3.3', 'libssl1.0 libcrypto1.0'],
    ['3.9', 'libssl1.1 libcrypto1.1'],
    ['3.17', 'libssl3 libcrypto3'],
  ],
  'openssl1.1-compat-dev': [['3.17', 'libssl1.1 libcrypto1.1']],
  'zstd-dev': [['3.11', 'zstd-libs']],
  'lz4-dev': [['3.9', 'lz4-libs']],
  'mariadb-dev': [['3.9', 'mariadb-connector-c']],
  'mysql-dev': [['3.9', 'mariadb-connector-c']],
  'libnftnl-dev': [
    ['3.3', 'libnftnl-libs'],
    ['3.15', 'libnftnl'],
  ],
  'elfutils-dev': [['3.13', 'libelf']],
  'libvirt-dev': [['3.9', 'libvirt-libs']],
  'libcap-dev': [
    ['3.3', 'libcap'],
    ['3.17', 'libcap2'],
  ],
  'acl-dev': [
    ['3.3', 'libacl'],
    ['3.21', 'acl-libs'],
  ],
  'lvm2-dev': [
    ['3.3', 'device-mapper lvm2-libs'],
    ['3.6', 'device-mapper-libs lvm2-libs'],
  ],
  'util-linux-dev': [
    ['3.3', 'libuuid libblkid libmount'],
    ['3.9', 'libuuid libblkid libmount libsmartcols libfdisk'],
  ],
  'libwebp-dev': [
    ['3.3', 'libwebp'],
    ['3.17', undefined],
    ['3.20', 'libwebp libwebpmux libwebpdemux libwebpdecoder'],
  ],
  // From 3.22 on a layer over SDL 3 may take its place.
  'sdl2-dev': [
    ['3.3', 'sdl2'],
    ['3.22', undefined],
  ],
  'ncurses-dev': [
    ['3.3', 'ncurses-libs'],
    ['3.18', 'libncursesw libformw libmenuw libpanelw'],
  ],
};

const fixedLibraries: ReadonlyMap<string, string> = new Map([
  ...Object.entries(nothing),
  ...Object.entries(same),
  ...Object.entries(withTools),
]);

const renamedLibraries: ReadonlyMap<string, readonly Since[]> = new Map(Object.entries(renamed));

/** The first release that the tables speak of. */
const firstRelease = '3.3';

/** Run-time packages of a development package, from which release on, oldest first; empty for one that isn't known. */
export function alpineLibraries(name: string): readonly Since[] {
  const fixed = name.endsWith('-static') ? '' : fixedLibraries.get(name);
  return fixed === undefined ? (renamedLibraries.get(name) ?? []) : [[firstRelease, fixed]];
}

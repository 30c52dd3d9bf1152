/**
 * The C libraries behind Debian's development packages, release by release.
 *
 * A development package depends on the shared libraries that its headers and `.so` links are for (Debian Policy 8.4);
 * those of the same source package are what a program linked against it loads. Interfaces for C++ (`librdkafka++1`,
 * `libgmpxx4ldbl`) are left out where they are a package of their own: cgo calls C. What the libraries need in turn,
 * apt installs with them.
 *
 * Source: `Depends` in the package indices of bullseye, bookworm and trixie (main, amd64), as packages.debian.org
 * shows them. Names that end in `t64` come with trixie: its change to 64-bit time renamed the packages of every
 * library that it touched, on all architectures (wiki.debian.org/ReleaseGoals/64bit-time).
 */

/** The releases that the tables speak of, oldest first. Older ones have lost their package archive. */
export const debianReleases = ['bullseye', 'bookworm', 'trixie'] as const;

type DebianRelease = (typeof debianReleases)[number];

/** Run-time packages by release, separated by spaces; undefined where there is no such development package. */
type ByRelease = readonly [
  bullseye: string | undefined,
  bookworm: string | undefined,
  trixie: string | undefined,
];

/** Nothing of these is needed to run what was built with them: headers and archives alone. */
const nothing: Readonly<Record<string, string>> = {
  'libc6-dev': '',
  'libc-dev': '',
  'libc6-dev-i386': '',
  'linux-libc-dev': '',
  'musl-dev': '',
  'libiberty-dev': '',
};

/** Names that all the releases share, as far as they have the development package. */
const same: Readonly<Record<string, string>> = {
  // The compiler's
  'libstdc++-9-dev': 'libstdc++6',
  'libstdc++-10-dev': 'libstdc++6',
  'libstdc++-11-dev': 'libstdc++6',
  'libstdc++-12-dev': 'libstdc++6',
  'libstdc++-13-dev': 'libstdc++6',
  'libstdc++-14-dev': 'libstdc++6',
  // Compression and archives
  'zlib1g-dev': 'zlib1g',
  'libbz2-dev': 'libbz2-1.0',
  'liblzma-dev': 'liblzma5',
  'liblz4-dev': 'liblz4-1',
  'libzstd-dev': 'libzstd1',
  'libsnappy-dev': 'libsnappy1v5',
  'libbrotli-dev': 'libbrotli1',
  'libdeflate-dev': 'libdeflate0',
  'liblzo2-dev': 'liblzo2-2',
  'libisal-dev': 'libisal2',
  'libxxhash-dev': 'libxxhash0',
  // Cryptography and smart cards
  'libgcrypt20-dev': 'libgcrypt20',
  'libgpg-error-dev': 'libgpg-error0',
  'libsodium-dev': 'libsodium23',
  'libolm-dev': 'libolm3',
  'libargon2-dev': 'libargon2-1',
  'libcrypt-dev': 'libcrypt1',
  'libnss3-dev': 'libnss3',
  'libnspr4-dev': 'libnspr4',
  'libykpiv-dev': 'libykpiv2',
  'libtspi-dev': 'libtspi1',
  'libpcsclite-dev': 'libpcsclite1',
  'libnfc-dev': 'libnfc6',
  // Network protocols
  'libnghttp2-dev': 'libnghttp2-14',
  'libssh-dev': 'libssh-4',
  'librtmp-dev': 'librtmp1',
  'libsasl2-dev': 'libsasl2-2',
  'libkrb5-dev': 'libgssapi-krb5-2 libkrb5-3 libk5crypto3 libcom-err2',
  'libpam0g-dev': 'libpam0g',
  'libidn2-dev': 'libidn2-0',
  'libmosquitto-dev': 'libmosquitto1',
  'libmodbus-dev': 'libmodbus5',
  'libnsl-dev': 'libnsl2',
  // Databases
  'libsqlite3-dev': 'libsqlite3-0',
  'libpq-dev': 'libpq5',
  'libmariadb-dev': 'libmariadb3',
  'libmariadb-dev-compat': 'libmariadb3',
  'default-libmysqlclient-dev': 'libmariadb3',
  'freetds-dev': 'libct4 libsybdb5',
  'firebird-dev': 'libfbclient2',
  'libleveldb-dev': 'libleveldb1d',
  'liblmdb-dev': 'liblmdb0',
  'libkyotocabinet-dev': 'libkyotocabinet16v5',
  'libxapian-dev': 'libxapian30',
  // Queues and storage clusters
  'librdkafka-dev': 'librdkafka1',
  'libzmq3-dev': 'libzmq5',
  'libczmq-dev': 'libczmq4',
  'libprotobuf-c-dev': 'libprotobuf-c1',
  'librados-dev': 'librados2',
  'librbd-dev': 'librados2 librbd1',
  'libcephfs-dev': 'libcephfs2',
  // Packets, addresses and the kernel
  'libnetfilter-queue-dev': 'libnetfilter-queue1',
  'libnfnetlink-dev': 'libnfnetlink0',
  'libnftables-dev': 'libnftables1',
  'libnftnl-dev': 'libnftnl11',
  'libmnl-dev': 'libmnl0',
  'libxtables-dev': 'libxtables12',
  'libiptc-dev': 'libip4tc2 libip6tc2',
  'libnl-3-dev': 'libnl-3-200',
  'libnl-genl-3-dev': 'libnl-3-200 libnl-genl-3-200',
  'libnl-route-3-dev': 'libnl-3-200 libnl-route-3-200',
  'libibverbs-dev': 'libibverbs1',
  'libhyperscan-dev': 'libhyperscan5',
  'libmaxminddb-dev': 'libmaxminddb0',
  // System
  'libseccomp-dev': 'libseccomp2',
  'libapparmor-dev': 'libapparmor1',
  'libselinux1-dev': 'libselinux1',
  'libcap-dev': 'libcap2',
  'libcap-ng-dev': 'libcap-ng0',
  'libacl1-dev': 'libacl1',
  'libattr1-dev': 'libattr1',
  'libdevmapper-dev': 'libdevmapper1.02.1 libdevmapper-event1.02.1',
  'libcryptsetup-dev': 'libcryptsetup12',
  'libblkid-dev': 'libblkid1 libuuid1',
  'libmount-dev': 'libblkid1 libuuid1 libmount1',
  'uuid-dev': 'libuuid1',
  'libostree-dev': 'libostree-1-1',
  'libsystemd-dev': 'libsystemd0',
  'libudev-dev': 'libudev1',
  'libdbus-1-dev': 'libdbus-1-3',
  'libvirt-dev': 'libvirt0',
  'libaugeas-dev': 'libaugeas0',
  'libltdl-dev': 'libltdl7',
  'libpopt-dev': 'libpopt0',
  'libsensors-dev': 'libsensors5',
  'libnuma-dev': 'libnuma1',
  'libhwloc-dev': 'libhwloc15',
  'libunwind-dev': 'libunwind8',
  'libjemalloc-dev': 'libjemalloc2',
  'libpfm4-dev': 'libpfm4',
  'libbsd-dev': 'libbsd0',
  // Devices
  'libusb-1.0-0-dev': 'libusb-1.0-0',
  'libusb-dev': 'libusb-0.1-4',
  'libhidapi-dev': 'libhidapi-libusb0 libhidapi-hidraw0',
  'libftdi1-dev': 'libftdi1-2',
  'libbluetooth-dev': 'libbluetooth3',
  'libi2c-dev': 'libi2c0',
  'libraw1394-dev': 'libraw1394-11',
  'librtlsdr-dev': 'librtlsdr0',
  'libsane-dev': 'libsane1',
  // Terminals
  'libncurses-dev': 'libtinfo6 libncurses6 libncursesw6',
  'libedit-dev': 'libedit2',
  'libslang2-dev': 'libslang2',
  'libnewt-dev': 'libnewt0.52',
  // Text, data and languages
  'libonig-dev': 'libonig5',
  'libgirepository1.0-dev': 'libgirepository-1.0-1',
  'libgc-dev': 'libgc1',
  'libyaml-dev': 'libyaml-0-2',
  'libjansson-dev': 'libjansson4',
  'libjson-c-dev': 'libjson-c5',
  'libcjson-dev': 'libcjson1',
  'libexpat1-dev': 'libexpat1',
  'libxml2-dev': 'libxml2',
  'libxslt1-dev': 'libxslt1.1',
  'libhunspell-dev': 'libhunspell-1.7-0',
  'libaspell-dev': 'libaspell15',
  'libenchant-2-dev': 'libenchant-2-2',
  'libmecab-dev': 'libmecab2',
  'liblua5.1-0-dev': 'liblua5.1-0',
  'liblua5.3-dev': 'liblua5.3-0',
  'liblua5.4-dev': 'liblua5.4-0',
  'libluajit-5.1-dev': 'libluajit-5.1-2',
  // Numbers and places
  'libgmp-dev': 'libgmp10',
  'libmpfr-dev': 'libmpfr6',
  'libblas-dev': 'libblas3',
  'liblapack-dev': 'liblapack3 libblas3',
  'libopenblas-dev': 'libopenblas0 libopenblas0-pthread',
  // Pictures, fonts and documents
  'libjpeg-dev': 'libjpeg62-turbo',
  'libjpeg62-turbo-dev': 'libjpeg62-turbo',
  'libgif-dev': 'libgif7',
  'libheif-dev': 'libheif1',
  'libde265-dev': 'libde265-0',
  'libimagequant-dev': 'libimagequant0',
  'libopenjp2-7-dev': 'libopenjp2-7',
  'libexif-dev': 'libexif12',
  'liblcms2-dev': 'liblcms2-2',
  'librsvg2-dev': 'librsvg2-2 librsvg2-common',
  'libgdk-pixbuf-2.0-dev': 'libgdk-pixbuf-2.0-0',
  'libpango1.0-dev': 'libpango-1.0-0 libpangocairo-1.0-0 libpangoft2-1.0-0',
  'libfreetype-dev': 'libfreetype6',
  'libfontconfig-dev': 'libfontconfig1',
  'libfontconfig1-dev': 'libfontconfig1',
  'libharfbuzz-dev': 'libharfbuzz0b',
  'libfribidi-dev': 'libfribidi0',
  'libpixman-1-dev': 'libpixman-1-0',
  'libqrencode-dev': 'libqrencode4',
  // Sound and video
  'libmp3lame-dev': 'libmp3lame0',
  'libopus-dev': 'libopus0',
  'libopusfile-dev': 'libopusfile0',
  'libogg-dev': 'libogg0',
  'libvorbis-dev': 'libvorbis0a libvorbisenc2 libvorbisfile3',
  'libsoxr-dev': 'libsoxr-lsr0 libsoxr0',
  'libsamplerate0-dev': 'libsamplerate0',
  'libsndfile1-dev': 'libsndfile1',
  'libid3tag0-dev': 'libid3tag0',
  'libchromaprint-dev': 'libchromaprint1',
  'libebur128-dev': 'libebur128-1',
  'librubberband-dev': 'librubberband2',
  'libpulse-dev': 'libpulse0 libpulse-mainloop-glib0',
  'libjack-jackd2-dev': 'libjack-jackd2-0',
  'libjack-dev': 'libjack0',
  'portaudio19-dev': 'libportaudio2',
  'libopenal-dev': 'libopenal1',
  'libao-dev': 'libao4',
  'libass-dev': 'libass9',
  'libgstreamer1.0-dev': 'libgstreamer1.0-0',
  'libgstreamer-plugins-base1.0-dev': 'libgstreamer-plugins-base1.0-0 libgstreamer-gl1.0-0',
  'libvlc-dev': 'libvlc5',
  'libmediainfo-dev': 'libmediainfo0v5',
  // Windows and graphics
  'libsdl2-dev': 'libsdl2-2.0-0',
  'libsdl2-image-dev': 'libsdl2-image-2.0-0',
  'libsdl2-ttf-dev': 'libsdl2-ttf-2.0-0',
  'libsdl2-mixer-dev': 'libsdl2-mixer-2.0-0',
  'libsdl2-gfx-dev': 'libsdl2-gfx-1.0-0',
  'libglfw3-dev': 'libglfw3',
  'libgl1-mesa-dev': 'libgl1 libegl1 libgles2 libopengl0',
  'libegl1-mesa-dev': 'libegl1',
  'libgles2-mesa-dev': 'libgles2',
  'libgl-dev': 'libgl1 libglx0',
  'libegl-dev': 'libegl1 libgl1 libglx0',
  'libgles-dev': 'libegl1 libgl1 libglx0 libgles1 libgles2',
  'libglu1-mesa-dev': 'libglu1-mesa',
  'libosmesa6-dev': 'libosmesa6',
  'libvulkan-dev': 'libvulkan1',
  'libwayland-dev': 'libwayland-client0 libwayland-server0 libwayland-cursor0 libwayland-egl1',
  'libdrm-dev': 'libdrm2',
  'libgbm-dev': 'libgbm1',
  'libinput-dev': 'libinput10',
  'libevdev-dev': 'libevdev2',
  'libx11-dev': 'libx11-6',
  'libx11-xcb-dev': 'libx11-xcb1 libx11-6',
  'libxcb1-dev': 'libxcb1',
  'libxext-dev': 'libxext6',
  'libxrandr-dev': 'libxrandr2',
  'libxinerama-dev': 'libxinerama1',
  'libxcursor-dev': 'libxcursor1',
  'libxi-dev': 'libxi6',
  'libxxf86vm-dev': 'libxxf86vm1',
  'libxtst-dev': 'libxtst6',
  'libxrender-dev': 'libxrender1',
  'libxft-dev': 'libxft2',
  'libxfixes-dev': 'libxfixes3',
  'libxss-dev': 'libxss1',
  'libxmu-dev': 'libxmu6',
  'libxpm-dev': 'libxpm4',
  'libxkbcommon-dev': 'libxkbcommon0',
  'libxkbcommon-x11-dev': 'libxkbcommon-x11-0 libxkbcommon0',
  'libnotify-dev': 'libnotify4',
  'libsecret-1-dev': 'libsecret-1-0',
};

/** Names that carry a version of their own in each release. */
const renamed: Readonly<Record<string, ByRelease>> = {
  // Compression and archives
  'libarchive-dev': ['libarchive13', 'libarchive13', 'libarchive13t64'],
  // Cryptography and smart cards
  'libssl-dev': ['libssl1.1', 'libssl3', 'libssl3t64'],
  'libgnutls28-dev': ['libgnutls30', 'libgnutls30', 'libgnutls30t64'],
  'libassuan-dev': ['libassuan0', 'libassuan0', 'libassuan9'],
  'libgpgme-dev': ['libgpgme11', 'libgpgme11', 'libgpgme11t64'],
  'libsecp256k1-dev': ['libsecp256k1-0', 'libsecp256k1-1', 'libsecp256k1-2'],
  'libmbedtls-dev': [
    'libmbedcrypto3 libmbedtls12 libmbedx509-0',
    'libmbedcrypto7 libmbedtls14 libmbedx509-1',
    'libmbedcrypto16 libmbedtls21 libmbedx509-7',
  ],
  'libwolfssl-dev': ['libwolfssl24', 'libwolfssl35', 'libwolfssl42t64'],
  'libp11-dev': ['libp11-3', 'libp11-3', 'libp11-3t64'],
  'libfreefare-dev': ['libfreefare0', 'libfreefare0', 'libfreefare0t64'],
  // Network protocols
  'libcurl4-openssl-dev': ['libcurl4', 'libcurl4', 'libcurl4t64'],
  'libcurl4-gnutls-dev': ['libcurl3-gnutls', 'libcurl3-gnutls', 'libcurl3t64-gnutls'],
  'libssh2-1-dev': ['libssh2-1', 'libssh2-1', 'libssh2-1t64'],
  'libldap-dev': [undefined, 'libldap-2.5-0', 'libldap2'],
  'libldap2-dev': ['libldap-2.4-2', 'libldap-2.5-0', 'libldap2'],
  'libidn11-dev': ['libidn11', 'libidn12', undefined],
  'libunistring-dev': ['libunistring2', 'libunistring2', 'libunistring5'],
  'libc-ares-dev': ['libc-ares2', 'libc-ares2', 'libcares2'],
  'libevent-dev': [
    'libevent-2.1-7 libevent-core-2.1-7 libevent-extra-2.1-7 libevent-pthreads-2.1-7 libevent-openssl-2.1-7',
    'libevent-2.1-7 libevent-core-2.1-7 libevent-extra-2.1-7 libevent-pthreads-2.1-7 libevent-openssl-2.1-7',
    'libevent-2.1-7t64 libevent-core-2.1-7t64 libevent-extra-2.1-7t64 libevent-pthreads-2.1-7t64 libevent-openssl-2.1-7t64',
  ],
  'libev-dev': ['libev4', 'libev4', 'libev4t64'],
  'libuv1-dev': ['libuv1', 'libuv1', 'libuv1t64'],
  'liburing-dev': ['liburing1', 'liburing2', 'liburing2'],
  'libmicrohttpd-dev': ['libmicrohttpd12', 'libmicrohttpd12', 'libmicrohttpd12t64'],
  'libwebsockets-dev': ['libwebsockets16', 'libwebsockets17', 'libwebsockets19t64'],
  'libtirpc-dev': ['libtirpc3', 'libtirpc3', 'libtirpc3t64'],
  'libsnmp-dev': [
    'libsnmp40 libnetsnmptrapd40',
    'libsnmp40 libnetsnmptrapd40',
    'libsnmp40t64 libnetsnmptrapd40t64',
  ],
  // Databases
  'libsqlcipher-dev': ['libsqlcipher0', 'libsqlcipher0', 'libsqlcipher1'],
  'libspatialite-dev': ['libspatialite7', 'libspatialite7', 'libspatialite8t64'],
  'unixodbc-dev': [
    'libodbc1 odbcinst1debian2',
    'libodbc2 libodbccr2 libodbcinst2',
    'libodbc2 libodbccr2 libodbcinst2',
  ],
  'librocksdb-dev': ['librocksdb6.11', 'librocksdb7.8', 'librocksdb9.10'],
  'libdb5.3-dev': ['libdb5.3', 'libdb5.3', 'libdb5.3t64'],
  'libgdbm-dev': ['libgdbm6', 'libgdbm6', 'libgdbm6t64'],
  'libtokyocabinet-dev': ['libtokyocabinet9', 'libtokyocabinet9', 'libtokyocabinet9t64'],
  'libtkrzw-dev': [undefined, 'libtkrzw1', 'libtkrzw1t64'],
  'libhiredis-dev': ['libhiredis0.14', 'libhiredis0.14', 'libhiredis1.1.0'],
  'libmemcached-dev': [
    'libhashkit2 libmemcached11 libmemcachedutil2',
    'libhashkit2 libmemcached11 libmemcachedutil2',
    'libhashkit2t64 libmemcached11t64 libmemcachedutil2t64',
  ],
  // C++
  'libpqxx-dev': ['libpqxx-6.4', 'libpqxx-6.4', 'libpqxx-7.10'],
  'libmysqlcppconn-dev': ['libmysqlcppconn7v5', 'libmysqlcppconn7v5', 'libmysqlcppconn7t64'],
  'libfmt-dev': ['libfmt7', 'libfmt9', 'libfmt10'],
  'libspdlog-dev': ['libspdlog1', 'libspdlog1.10', 'libspdlog1.15'],
  'libyaml-cpp-dev': ['libyaml-cpp0.6', 'libyaml-cpp0.7', 'libyaml-cpp0.8'],
  'libtinyxml2-dev': ['libtinyxml2-8', 'libtinyxml2-9', 'libtinyxml2-11'],
  'libpugixml-dev': ['libpugixml1v5', 'libpugixml1v5', 'libpugixml1v5'],
  'libboost-atomic-dev': ['libboost-atomic1.74.0', 'libboost-atomic1.74.0', 'libboost-atomic1.83.0'],
  'libboost-chrono-dev': ['libboost-chrono1.74.0', 'libboost-chrono1.74.0', 'libboost-chrono1.83.0t64'],
  'libboost-date-time-dev': [
    'libboost-date-time1.74.0',
    'libboost-date-time1.74.0',
    'libboost-date-time1.83.0',
  ],
  'libboost-filesystem-dev': [
    'libboost-filesystem1.74.0',
    'libboost-filesystem1.74.0',
    'libboost-filesystem1.83.0',
  ],
  'libboost-iostreams-dev': [
    'libboost-iostreams1.74.0',
    'libboost-iostreams1.74.0',
    'libboost-iostreams1.83.0',
  ],
  'libboost-log-dev': ['libboost-log1.74.0', 'libboost-log1.74.0', 'libboost-log1.83.0'],
  'libboost-program-options-dev': [
    'libboost-program-options1.74.0',
    'libboost-program-options1.74.0',
    'libboost-program-options1.83.0',
  ],
  'libboost-random-dev': ['libboost-random1.74.0', 'libboost-random1.74.0', 'libboost-random1.83.0'],
  'libboost-regex-dev': ['libboost-regex1.74.0', 'libboost-regex1.74.0', 'libboost-regex1.83.0'],
  'libboost-serialization-dev': [
    'libboost-serialization1.74.0',
    'libboost-serialization1.74.0',
    'libboost-serialization1.83.0',
  ],
  'libboost-system-dev': ['libboost-system1.74.0', 'libboost-system1.74.0', 'libboost-system1.83.0'],
  'libboost-thread-dev': ['libboost-thread1.74.0', 'libboost-thread1.74.0', 'libboost-thread1.83.0'],
  // Queues and storage clusters
  'libnfs-dev': ['libnfs13', 'libnfs13', 'libnfs14'],
  'libaio-dev': ['libaio1', 'libaio1', 'libaio1t64'],
  // Packets, addresses and the kernel
  'libpcap-dev': ['libpcap0.8', 'libpcap0.8', 'libpcap0.8t64'],
  'libpcap0.8-dev': ['libpcap0.8', 'libpcap0.8', 'libpcap0.8t64'],
  'libndpi-dev': [undefined, 'libndpi4.2', 'libndpi4.2t64'],
  'librdmacm-dev': ['libibverbs1 librdmacm1', 'libibverbs1 librdmacm1', 'libibverbs1 librdmacm1t64'],
  'libbpf-dev': ['libbpf0', 'libbpf1', 'libbpf1'],
  'libelf-dev': ['libelf1', 'libelf1', 'libelf1t64'],
  'libdw-dev': ['libelf1 libdw1', 'libelf1 libdw1', 'libelf1t64 libdw1t64'],
  'libmodsecurity-dev': ['libmodsecurity3', 'libmodsecurity3', 'libmodsecurity3t64'],
  'libyara-dev': ['libyara4', 'libyara9', 'libyara10'],
  'libgeoip-dev': ['libgeoip1', 'libgeoip1', 'libgeoip1t64'],
  // System
  'libbtrfs-dev': ['libbtrfs0', 'libbtrfs0', 'libbtrfs0t64'],
  'libsubid-dev': [undefined, 'libsubid4', 'libsubid5'],
  'libfuse-dev': ['libfuse2', 'libfuse2', 'libfuse2t64'],
  'libfuse3-dev': ['libfuse3-3', 'libfuse3-3', 'libfuse3-4'],
  'libmagic-dev': ['libmagic1', 'libmagic1', 'libmagic1t64'],
  'libsensors4-dev': ['libsensors5', 'libsensors5', undefined],
  'libgoogle-perftools-dev': [
    'libgoogle-perftools4 libtcmalloc-minimal4',
    'libgoogle-perftools4 libtcmalloc-minimal4',
    'libgoogle-perftools4t64 libtcmalloc-minimal4t64',
  ],
  // Devices
  'libgpiod-dev': ['libgpiod2', 'libgpiod2', 'libgpiod3'],
  'libgphoto2-dev': ['libgphoto2-6', 'libgphoto2-6', 'libgphoto2-6t64'],
  'libimobiledevice-dev': ['libimobiledevice6', 'libimobiledevice6', 'libimobiledevice-1.0-6'],
  'libplist-dev': ['libplist3', 'libplist3', 'libplist-2.0-4'],
  'libusbmuxd-dev': ['libusbmuxd6', 'libusbmuxd6', 'libusbmuxd-2.0-7'],
  'libcups2-dev': ['libcups2 libcupsimage2', 'libcups2 libcupsimage2', 'libcups2t64 libcupsimage2t64'],
  'liblirc-dev': ['liblirc0 liblirc-client0', 'liblirc0 liblirc-client0', 'liblirc0t64 liblirc-client0t64'],
  'libcec-dev': ['libcec6', 'libcec6', 'libcec7'],
  // Terminals
  'libncurses5-dev': ['libtinfo6 libncurses6 libncursesw6', 'libtinfo6 libncurses6 libncursesw6', undefined],
  'libncursesw5-dev': ['libtinfo6 libncurses6 libncursesw6', 'libtinfo6 libncurses6 libncursesw6', undefined],
  'libreadline-dev': ['libreadline8', 'libreadline8', 'libreadline8t64'],
  // Text, data and languages
  'libffi-dev': ['libffi7', 'libffi8', 'libffi8'],
  'libicu-dev': ['libicu67', 'libicu72', 'libicu76'],
  'libpcre2-dev': [
    'libpcre2-8-0 libpcre2-16-0 libpcre2-32-0 libpcre2-posix2',
    'libpcre2-8-0 libpcre2-16-0 libpcre2-32-0 libpcre2-posix3',
    'libpcre2-8-0 libpcre2-16-0 libpcre2-32-0 libpcre2-posix3',
  ],
  'libpcre3-dev': ['libpcre3 libpcre16-3 libpcre32-3', 'libpcre3 libpcre16-3 libpcre32-3', undefined],
  'libre2-dev': ['libre2-9', 'libre2-9', 'libre2-11'],
  'libglib2.0-dev': ['libglib2.0-0', 'libglib2.0-0', 'libglib2.0-0t64'],
  'libxmlsec1-dev': [
    'libxmlsec1 libxmlsec1-gcrypt libxmlsec1-gnutls libxmlsec1-nss libxmlsec1-openssl',
    'libxmlsec1 libxmlsec1-gcrypt libxmlsec1-gnutls libxmlsec1-nss libxmlsec1-openssl',
    'libxmlsec1t64 libxmlsec1t64-gcrypt libxmlsec1t64-gnutls libxmlsec1t64-nss libxmlsec1t64-openssl',
  ],
  'libical-dev': ['libical3', 'libical3', 'libical3t64'],
  'librsync-dev': ['librsync2', 'librsync2', 'librsync2t64'],
  'libgit2-dev': ['libgit2-1.1', 'libgit2-1.5', 'libgit2-1.9'],
  // Numbers and places
  'libgsl-dev': ['libgsl25 libgslcblas0', 'libgsl27 libgslcblas0', 'libgsl28 libgslcblas0'],
  'libgeos-dev': ['libgeos-c1v5', 'libgeos-c1v5', 'libgeos-c1t64'],
  'libproj-dev': ['libproj19', 'libproj25', 'libproj25'],
  'libgdal-dev': ['libgdal28', 'libgdal32', 'libgdal36'],
  'libh3-dev': [undefined, undefined, 'libh3-1'],
  // Pictures, fonts and documents
  'libvips-dev': ['libvips42', 'libvips42', 'libvips42t64'],
  'libmagickcore-dev': [
    'libmagickcore-6.q16-6 libmagickcore-6.q16-6-extra',
    'libmagickcore-6.q16-6 libmagickcore-6.q16-6-extra',
    'libmagickcore-7.q16-10 libmagickcore-7.q16-10-extra',
  ],
  'libmagickwand-dev': [
    'libmagickwand-6.q16-6 libmagickcore-6.q16-6-extra libmagickcore-6.q16-6',
    'libmagickwand-6.q16-6 libmagickcore-6.q16-6-extra libmagickcore-6.q16-6',
    'libmagickwand-7.q16-10 libmagickcore-7.q16-10-extra libmagickcore-7.q16-10',
  ],
  'libmagickwand-6.q16-dev': [
    'libmagickwand-6.q16-6 libmagickcore-6.q16-6-extra libmagickcore-6.q16-6',
    'libmagickwand-6.q16-6 libmagickcore-6.q16-6-extra libmagickcore-6.q16-6',
    undefined,
  ],
  'libgraphicsmagick1-dev': [
    'libgraphicsmagick-q16-3',
    'libgraphicsmagick-q16-3',
    'libgraphicsmagick-q16-3t64',
  ],
  'libpng-dev': ['libpng16-16', 'libpng16-16', 'libpng16-16t64'],
  'libtiff-dev': ['libtiff5', 'libtiff6', 'libtiff6'],
  'libtiff5-dev': ['libtiff5', 'libtiff6', 'libtiff6'],
  'libwebp-dev': [
    'libwebp6 libwebpmux3 libwebpdemux2',
    'libwebp7 libwebpmux3 libwebpdemux2',
    'libwebp7 libwebpdemux2 libwebpmux3 libwebpdecoder3 libsharpyuv0',
  ],
  'libaom-dev': ['libaom0', 'libaom3', 'libaom3'],
  'libdav1d-dev': ['libdav1d4', 'libdav1d6', 'libdav1d7'],
  'libjxl-dev': [undefined, 'libjxl0.7', 'libjxl0.11'],
  'libspng-dev': [undefined, 'libspng0', 'libspng0'],
  'libcgif-dev': [undefined, 'libcgif0', 'libcgif0'],
  'libraw-dev': ['libraw20', 'libraw20', 'libraw23t64'],
  'libcairo2-dev': [
    'libcairo2 libcairo-gobject2',
    'libcairo-gobject2 libcairo2',
    'libcairo-gobject2 libcairo2',
  ],
  'libfreetype6-dev': ['libfreetype6', 'libfreetype6', undefined],
  'libpoppler-glib-dev': ['libpoppler-glib8', 'libpoppler-glib8', 'libpoppler-glib8t64'],
  'libpoppler-cpp-dev': ['libpoppler-cpp0v5', 'libpoppler-cpp0v5', 'libpoppler-cpp2'],
  'libpoppler-dev': ['libpoppler102', 'libpoppler126', 'libpoppler147'],
  'libmupdf-dev': ['', '', 'libmupdf25.1'],
  'libleptonica-dev': ['liblept5', 'liblept5', 'libleptonica6'],
  'libtesseract-dev': ['libtesseract4', 'libtesseract5', 'libtesseract5'],
  'libzbar-dev': ['libzbar0', 'libzbar0', 'libzbar0t64'],
  'libdmtx-dev': ['libdmtx0b', 'libdmtx0b', 'libdmtx0t64'],
  // Sound and video
  'libavcodec-dev': [
    'libavcodec58 libavutil56 libswresample3',
    'libavcodec59 libavutil57 libswresample4',
    'libavcodec61 libavutil59 libswresample5',
  ],
  'libavformat-dev': [
    'libavcodec58 libavutil56 libswresample3 libavformat58',
    'libavcodec59 libavutil57 libswresample4 libavformat59',
    'libavcodec61 libavutil59 libswresample5 libavformat61',
  ],
  'libavutil-dev': ['libavutil56', 'libavutil57', 'libavutil59'],
  'libswscale-dev': ['libavutil56 libswscale5', 'libavutil57 libswscale6', 'libavutil59 libswscale8'],
  'libswresample-dev': [
    'libavutil56 libswresample3',
    'libavutil57 libswresample4',
    'libavutil59 libswresample5',
  ],
  'libavfilter-dev': [
    'libavcodec58 libavutil56 libswresample3 libavfilter7 libavformat58 libpostproc55 libswscale5',
    'libavcodec59 libavutil57 libswresample4 libavfilter8 libavformat59 libpostproc56 libswscale6',
    'libavcodec61 libavutil59 libswresample5 libavfilter10 libavformat61 libpostproc58 libswscale8',
  ],
  'libavdevice-dev': [
    'libavcodec58 libavutil56 libswresample3 libavdevice58 libavfilter7 libavformat58 libpostproc55 libswscale5',
    'libavcodec59 libavutil57 libswresample4 libavdevice59 libavfilter8 libavformat59 libpostproc56 libswscale6',
    'libavcodec61 libavutil59 libswresample5 libavdevice61 libavfilter10 libavformat61 libpostproc58 libswscale8',
  ],
  'libpostproc-dev': ['libavutil56 libpostproc55', 'libavutil57 libpostproc56', 'libavutil59 libpostproc58'],
  'libx264-dev': ['libx264-160', 'libx264-164', 'libx264-164'],
  'libx265-dev': ['libx265-192', 'libx265-199', 'libx265-215'],
  'libvpx-dev': ['libvpx6', 'libvpx7', 'libvpx9'],
  'libtheora-dev': ['libtheora0', 'libtheora0', 'libtheora0 libtheoradec1 libtheoraenc1'],
  'libflac-dev': ['libflac8', 'libflac12', 'libflac14'],
  'libspeexdsp-dev': ['libspeexdsp1 libspeex1', 'libspeexdsp1', 'libspeexdsp1'],
  'libmpg123-dev': [
    'libmpg123-0 libout123-0 libsyn123-0',
    'libmpg123-0 libout123-0 libsyn123-0',
    'libmpg123-0t64 libout123-0t64 libsyn123-0t64',
  ],
  'libtagc0-dev': ['libtagc0 libtag1v5', 'libtag1v5 libtagc0', 'libtag-c2 libtag2'],
  'libfluidsynth-dev': ['libfluidsynth2', 'libfluidsynth3', 'libfluidsynth3'],
  'libasound2-dev': ['libasound2', 'libasound2', 'libasound2t64'],
  'libmpv-dev': ['libmpv1', 'libmpv2', 'libmpv2'],
  'libv4l-dev': [
    'libv4l-0 libv4lconvert0 libv4l2rds0',
    'libv4l-0 libv4lconvert0 libv4l2rds0',
    'libv4l-0t64 libv4lconvert0t64 libv4l2rds0t64',
  ],
  // Windows and graphics
  'libglew-dev': ['libglew2.1', 'libglew2.2', 'libglew2.2'],
  'freeglut3-dev': ['freeglut3', 'libglut3.12', 'libglut3.12'],
  'libxt-dev': ['libxt6', 'libxt6', 'libxt6t64'],
};

const openCvParts =
  'calib3d contrib core dnn features2d flann highgui imgcodecs imgproc ml objdetect photo shape stitching superres video videoio videostab viz';

/** OpenCV has a package for each of its parts, with the version in its name. */
const openCv = (version: string): string =>
  openCvParts
    .split(' ')
    .map((part) => `libopencv-${part}${version}`)
    .join(' ');

const fixedLibraries: ReadonlyMap<string, string> = new Map([
  ...Object.entries(nothing),
  ...Object.entries(same),
]);

const renamedLibraries: ReadonlyMap<string, ByRelease> = new Map([
  ...Object.entries(renamed),
  ['libopencv-dev', [openCv('4.5'), openCv('406'), openCv('410')]],
]);

/** Run-time packages of a development package, separated by spaces: one entry for each release, the oldest first. */
export function debianLibraries(name: string): readonly (string | undefined)[] {
  const fixed = fixedLibraries.get(name);
  if (fixed !== undefined) return debianReleases.map(() => fixed);
  return renamedLibraries.get(name) ?? [];
}

/** Where a release stands in what `debianLibraries` gives; undefined for one that the tables don't know. */
export function debianIndexOf(codename: string): number | undefined {
  const index = debianReleases.findIndex((release: DebianRelease) => release === codename);
  return index < 0 ? undefined : index;
}

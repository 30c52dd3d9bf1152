/**
 * What people install packages for, in Debian and Alpine alike.
 *
 * Source: the packages' own descriptions and sections (packages.debian.org, pkgs.alpinelinux.org). The purpose of a
 * library's package follows from its name: Debian Policy 8.1 (shared libraries are called after their soname), 8.4
 * (`-dev`); abuild's subpackages `-dev`, `-libs`, `-static`, `-doc`.
 */

export type PackagePurpose =
  /** Compilers, generators, version control, download tools: needed at run time only if their commands are called. */
  | 'build'
  /**
   * Archives and packages in formats that languages' own libraries seldom read: there for what calls their commands, be
   * it a step of the build or the program.
   */
  | 'archives'
  /** Tools for data, which scripts and builds call; of programs only those that start others. */
  | 'tools'
  /** Headers and static archives of a library. */
  | 'development'
  /** Root certificates. */
  | 'certificates'
  /** The time zone database. */
  | 'time-zones'
  /** For people who look into a container: editors, debuggers, monitors. Needed at run time only if their commands are called. */
  | 'interactive'
  /** A shell that scripts name. */
  | 'shell'
  /** Installed for the run: servers, converters, interpreters, fonts, shared libraries. */
  | 'run'
  | 'unknown';

/** Package names of each purpose, separated by white space. */
export const namedPackages: readonly (readonly [PackagePurpose, string])[] = [
  [
    'build',
    `
      build-essential build-base alpine-sdk abuild devscripts debhelper dh-autoreconf dpkg-dev fakeroot equivs lintian
      gcc g++ cpp gfortran clang llvm lld ldc rustc rust cargo go golang golang-go golang-any gccgo gccgo-go tcc nasm yasm
      binutils binutils-gold binutils-dev gdc ocaml ghc musl-tools musl-utils crossbuild-essential-arm64
      crossbuild-essential-armhf mingw-w64 mingw-w64-gcc upx upx-ucl patchelf
      make gmake automake autoconf autoconf-archive autotools-dev libtool libtool-bin m4 cmake cmake-data meson ninja
      ninja-build samurai scons bazel bazel-bootstrap ccache distcc pkg-config pkgconf pkgconfig bison flex byacc re2c swig gperf
      gettext gettext-base gettext-envsubst intltool help2man texinfo patch patchutils diffutils
      protobuf protoc protobuf-compiler protobuf-c-compiler protoc-gen-go golang-goprotobuf-dev grpc-plugins protobuf-compiler-grpc
      protobuf-compiler-grpc-java-plugin thrift thrift-compiler flatbuffers-compiler capnproto capnproto-bin
      git git-core git-all git-lfs git-man git-daemon mercurial subversion svn bzr brz cvs fossil
      curl wget ca-certificates-java openssh-client openssh-client-default ssh-client openssh-keygen openssh
      passwd shadow adduser hostname mount bsdutils
      gnupg gnupg1 gnupg2 gpg gpg-agent gpgv dirmngr apt-transport-https apt-utils apt-file
      software-properties-common lsb-release lsb-base debian-archive-keyring ubuntu-keyring debian-keyring python3-software-properties
      tar gzip
      sed awk grep findutils coreutils moreutils util-linux entr inotify-tools
      openssl nodejs nodejs-current nodejs-npm nodejs-legacy node npm yarn yarnpkg pnpm node-typescript webpack
      perl perl-base ruby-sass sass markdown doxygen asciidoc asciidoctor ctags universal-ctags exuberant-ctags
      openjdk-8-jdk openjdk-8-jdk-headless openjdk-11-jdk openjdk-11-jdk-headless openjdk-17-jdk openjdk-17-jdk-headless
      openjdk-21-jdk openjdk-21-jdk-headless default-jdk default-jdk-headless openjdk8 openjdk11 openjdk17 openjdk21 ant apache-ant maven gradle
      python3-pip python3-setuptools python3-wheel python3-venv python3-virtualenv python-pip python-setuptools
      python-virtualenv virtualenv py-pip py2-pip py3-pip py3-setuptools py3-wheel py3-virtualenv pipx
      docutils-common golint golangci-lint shellcheck hadolint cppcheck clang-format clang-tidy lcov gcovr
      debootstrap squashfs-tools genisoimage xorriso cdrkit mtools syslinux qemu-user-static binfmt-support
      libtool-doc libprotobuf-java libcap2-bin libcap-utils libcap-setcap libcap
    `,
  ],
  [
    'archives',
    'rpm xz xz-utils zstd lz4 lzip lzma lzop p7zip p7zip-full 7zip unrar unrar-free cpio cabextract unar',
  ],
  [
    'tools',
    `
      zip unzip bzip2 pbzip2 pigz brotli file gawk mawk bc dc jq yq xmlstarlet xsltproc xxd dos2unix libxml2-utils
      rsync lftp sshpass sassc pandoc-citeproc
    `,
  ],
  ['certificates', 'ca-certificates ca-certificates-bundle ca-certificates-cacert'],
  ['time-zones', 'tzdata tzdata-legacy tzdata-utils'],
  ['shell', 'bash dash ksh mksh loksh yash'],
  [
    'interactive',
    `
      bsdextrautils bsdmainutils ncal rename vim vim-tiny vim-nox vim-common vim-runtime vim-gtk3 gvim neovim vi nvi nano nano-tiny emacs emacs-nox emacs-gtk micro joe mg ed
      less more most man man-db man-pages mandoc manpages manpages-dev info groff-base tldr
      zsh zsh-vcs fish tcsh csh bash-completion zsh-autosuggestions screen tmux byobu multitail ncdu tree mc ranger
      htop top btop atop glances iotop iftop nethogs sysstat dstat procps procps-ng psmisc lsof
      strace ltrace gdb gdbserver lldb valgrind delve perf linux-perf linux-tools bpftrace
      tcpdump tshark wireshark-common termshark nmap ngrep mtr mtr-tiny traceroute tcptraceroute whois iperf iperf3
      net-tools iputils iputils-ping iputils-tracepath iputils-arping inetutils-ping inetutils-telnet inetutils-tools
      dnsutils bind9-dnsutils bind9-host bind-tools ldnsutils drill telnet netcat netcat-openbsd netcat-traditional nmap-ncat ncat
      httpie apache2-utils wrk siege hey ack ack-grep ag silversearcher-ag the_silver_searcher ripgrep fd-find fd bat fzf exa eza
      sqlite3 sqlite mycli pgcli lynx links links2 elinks w3m mutt neofetch cowsay figlet toilet sl pv hexedit
    `,
  ],
  [
    'run',
    `
      aria2 ffmpeg imagemagick imagemagick6 imagemagick-6.q16 imagemagick-7.q16 graphicsmagick graphicsmagick-imagemagick-compat ghostscript gsfonts poppler-utils mupdf-tools qpdf pdftk
      pdftk-java wkhtmltopdf weasyprint libreoffice libreoffice-core libreoffice-writer libreoffice-calc libreoffice-impress
      libreoffice-common libreoffice-java-common openjdk8-jre unoconv antiword catdoc xpdf pandoc
      texlive texlive-base texlive-latex-base texlive-latex-recommended texlive-latex-extra texlive-xetex texlive-full lmodern
      tesseract-ocr tesseract-ocr-all leptonica leptonica-progs inkscape librsvg2-bin rsvg-convert optipng jpegoptim
      pngquant gifsicle webp libwebp-tools libjpeg-progs libjpeg-turbo-utils exiftool libimage-exiftool-perl exiv2 libheif-examples vips vips-tools libvips-tools
      graphviz gnuplot gnuplot-nox ditaa plantuml mscgen sox lame opus-tools vorbis-tools flac mpg123 mplayer mpv vlc espeak espeak-ng
      mediainfo mkvtoolnix youtube-dl yt-dlp streamlink alsa-utils pulseaudio
      fontconfig fonts ttf-mscorefonts-installer msttcorefonts-installer culmus unifont
      chromium chromium-browser chromium-chromedriver chromium-driver chromium-swiftshader firefox firefox-esr google-chrome-stable phantomjs
      xvfb xvfb-run xauth x11vnc x11-utils x11-apps x11-xkb-utils x11-xserver-utils xserver-xorg-core xdg-utils dbus dbus-x11 mesa-utils mesa-dri-gallium
      mesa-gl mesa-egl mesa-gles mesa-gbm gtk+3.0 udev eudev
      redis redis-server redis-tools valkey memcached mongodb mongodb-tools postgresql postgresql-client postgresql-client-common
      mysql-client default-mysql-client mariadb-client mariadb-client-core mysql-server default-mysql-server mariadb-server mariadb mysql etcd
      etcd-server etcd-client consul rabbitmq-server zookeeper nats-server mosquitto mosquitto-clients
      freetds-bin tdsodbc unixodbc odbc-postgresql odbc-mariadb sqlite-libs
      nginx nginx-light nginx-full nginx-extras nginx-common apache2 apache2-bin lighttpd haproxy varnish squid caddy traefik
      openssh-server openssh-sftp-server ssh dropbear vsftpd postfix exim4 exim4-daemon-light sendmail msmtp msmtp-mta ssmtp bsd-mailx s-nail mailutils dovecot
      openvpn wireguard wireguard-tools strongswan tor dnsmasq unbound bind9 bind ntp chrony openntpd
      tini dumb-init su-exec gosu catatonit runit runit-systemd s6 s6-overlay supervisor supervisord daemontools daemontools-run monit circus openrc
      systemd systemd-sysv sysvinit-utils cron cronie dcron anacron at rsyslog logrotate syslog-ng cronolog sudo doas
      fuse fuse3 fuse-overlayfs s3fs s3fs-fuse sshfs davfs2 nfs-common nfs-utils nfs-kernel-server cifs-utils samba samba-client smbclient ceph-common glusterfs-client
      btrfs-progs e2fsprogs e2fsprogs-extra xfsprogs xfsprogs-extra dosfstools mtd-utils lvm2 dmsetup device-mapper parted gdisk sfdisk sgdisk cryptsetup mdadm open-iscsi
      zfs zfsutils-linux thin-provisioning-tools multipath-tools nvme-cli smartmontools hdparm hwloc-nox numactl pciutils usbutils kmod dmidecode ipmitool ethtool
      lshw lm-sensors lm_sensors bridge-utils iproute2 iptables iptables-legacy ip6tables nftables ipset ebtables arptables conntrack conntrack-tools
      ipvsadm iw wireless-tools wpasupplicant hostapd socat redsocks tinyproxy vlan ifupdown isc-dhcp-client udhcpc dhcping keepalived bird frr quagga
      docker docker.io docker-cli docker-ce docker-ce-cli containerd containerd.io runc crun podman buildah skopeo slirp4netns shadow-uidmap uidmap
      cri-tools cni-plugins docker-compose docker-cli-compose docker-cli-buildx kubectl kubernetes-client helm
      awscli aws-cli azure-cli google-cloud-sdk google-cloud-cli s3cmd rclone restic borgbackup duplicity
      ansible ansible-core terraform vault packer
      python python2 python2.7 python3 python3-minimal python2-minimal python-is-python3 pypy3 ruby ruby-full php php-cli php5-fpm php-fpm lua5.1 lua5.3
      lua5.4 luajit erlang elixir octave r-base guile tcl tk expect openjdk-8-jre openjdk-8-jre-headless openjdk-11-jre
      openjdk-11-jre-headless openjdk-17-jre openjdk-17-jre-headless openjdk-21-jre openjdk-21-jre-headless default-jre
      default-jre-headless openjdk11-jre openjdk11-jre-headless openjdk17-jre openjdk17-jre-headless openjdk21-jre openjdk21-jre-headless java-common
      wine wine64 qemu-system-x86 qemu-utils qemu-img qemu-kvm
      locales locales-all language-pack-en musl-locales icu-data-full mailcap mime-support media-types shared-mime-info netbase iana-etc
      login acl attr libc6 libc6-compat gcompat musl libgcc libstdc++ libc-bin
      krb5 krb5-user krb5-config ldap-utils openldap-clients pass pcscd opensc softhsm softhsm2 tpm2-tools yubikey-manager uuid-runtime uuid
      aspell hunspell enchant clamav clamav-daemon clamav-freshclam clamdscan fail2ban snort suricata tor-geoipdb geoip-database geoipupdate geoip-bin
      zabbix-agent zabbix-sender zabbix-get prometheus-node-exporter collectd snmp net-snmp net-snmp-tools snmpd snmp-mibs-downloader freeipmi-tools nut-client
      busybox busybox-extras busybox-static toybox bluez bluetooth gpsd rtl-sdr v4l-utils gphoto2 cups cups-client cups-bsd sane-utils
      gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly gstreamer1.0-libav gstreamer1.0-tools
      gst-plugins-base gst-plugins-good gst-plugins-bad gst-plugins-ugly gst-libav
      at-spi2-core gconf-service hicolor-icon-theme adwaita-icon-theme dconf-gsettings-backend gsettings-desktop-schemas
      stockfish gnugo gnuchess rhash dnscrypt-proxy step-cli cfssl age minisign
      boost msgpack-c bcc-tools zlib zlib1g snappy leveldb rocksdb zeromq glib pcre pcre2 expat yaml gmp geos proj gdal gdal-bin proj-bin proj-data proj-util
      pango cairo freetype harfbuzz fribidi pixman tiff giflib gtk+2.0 gtk4.0 nss nspr alsa-lib ncurses readline eudev-libs jemalloc hiredis opus
      ncurses-base ncurses-bin ncurses-terminfo ncurses-terminfo-base ncurses-term lzo gnutls gpgme olm h3 hidapi portaudio sdl2
      heimdal-clients samba-common-bin tdb-tools lmdb-utils postgis osm2pgsql gpsbabel
    `,
  ],
];

/** A family of packages told by how its names start or end. */
export interface Family {
  readonly purpose: PackagePurpose;
  readonly start?: string;
  readonly end?: string;
  /**
   * Which commands its packages bring: none (headers, fonts, documentation), or those that bear the version or the target in the
   * package's name (`gcov-12` of gcc-12, `aarch64-linux-gnu-gcc`). undefined: not known.
   */
  readonly commands?: 'none' | 'of-version';
}

/** Families, the first that fits counts; they come after the names above. */
export const families: readonly Family[] = [
  // Sources of Go packages too: golang-github-pkg-errors-dev.
  { start: 'golang-1.', purpose: 'build', commands: 'none' },
  { start: 'golang-', purpose: 'build' },
  { end: '-dev', purpose: 'development', commands: 'none' },
  { end: '-static', purpose: 'development', commands: 'none' },
  { end: '-headers', purpose: 'development', commands: 'none' },
  { start: 'linux-headers', purpose: 'development', commands: 'none' },
  { end: '-doc', purpose: 'interactive', commands: 'none' },
  { end: '-dbg', purpose: 'interactive', commands: 'none' },
  { end: '-dbgsym', purpose: 'interactive', commands: 'none' },
  { end: '-bash-completion', purpose: 'interactive', commands: 'none' },
  { end: '-zsh-completion', purpose: 'interactive', commands: 'none' },
  // Compilers by version or by what they compile for: gcc-12, gcc-aarch64-linux-gnu, clang-14, llvm15, golang-1.19-go.
  { start: 'gcc-', purpose: 'build', commands: 'of-version' },
  { start: 'g++-', purpose: 'build', commands: 'of-version' },
  { start: 'cpp-', purpose: 'build', commands: 'of-version' },
  { start: 'gfortran-', purpose: 'build', commands: 'of-version' },
  { start: 'binutils-', purpose: 'build', commands: 'of-version' },
  { start: 'clang', purpose: 'build', commands: 'of-version' },
  { start: 'llvm', purpose: 'build', commands: 'of-version' },
  { start: 'lld-', purpose: 'build', commands: 'of-version' },
  { start: 'go-', purpose: 'build' },
  { start: 'protoc-gen-', purpose: 'build' },
  { start: 'crossbuild-essential-', purpose: 'build', commands: 'of-version' },
  { start: 'gcc6', purpose: 'build', commands: 'of-version' },
  { start: 'mingw-w64-', purpose: 'build', commands: 'of-version' },
  // What programs find by looking, not by a command: fonts, languages of OCR, dictionaries, locales.
  { start: 'fonts-', purpose: 'run', commands: 'none' },
  { start: 'font-', purpose: 'run', commands: 'none' },
  { start: 'ttf-', purpose: 'run', commands: 'none' },
  { start: 'otf-', purpose: 'run', commands: 'none' },
  { start: 'xfonts-', purpose: 'run', commands: 'none' },
  { start: 'tesseract-ocr-', purpose: 'run', commands: 'none' },
  { start: 'aspell-', purpose: 'run', commands: 'none' },
  { start: 'hunspell-', purpose: 'run', commands: 'none' },
  { start: 'texlive-', purpose: 'run' },
  { start: 'texmf-', purpose: 'run', commands: 'none' },
  { start: 'libreoffice-', purpose: 'run' },
  { start: 'language-pack-', purpose: 'run', commands: 'none' },
  { start: 'imagemagick-', purpose: 'run' },
  { start: 'vips-', purpose: 'run' },
  { start: 'ffmpeg-', purpose: 'run' },
  { start: 'geoip-database', purpose: 'run', commands: 'none' },
  { start: 'icu-data-', purpose: 'run', commands: 'none' },
  // Servers and clients by version: postgresql16-client, postgresql-client-15, php8.2-fpm.
  { start: 'postgresql', purpose: 'run' },
  { start: 'php', purpose: 'run' },
  { start: 'nginx-', purpose: 'run' },
  { start: 'zabbix-', purpose: 'run' },
  { start: 'python3', purpose: 'run' },
  { start: 'py3-', purpose: 'run' },
  { start: 'py-', purpose: 'run' },
  { start: 'python-', purpose: 'run' },
  { start: 'boost-', purpose: 'run' },
  { start: 'ruby', purpose: 'run' },
  { start: 'lua', purpose: 'run' },
  { start: 'openjdk', end: '-jre', purpose: 'run' },
  { start: 'openjdk', end: '-jre-headless', purpose: 'run' },
  { start: 'openjdk', end: '-jdk', purpose: 'build' },
  { start: 'openjdk', end: '-jdk-headless', purpose: 'build' },
  // Shared libraries.
  { end: '-libs', purpose: 'run', commands: 'none' },
  { start: 'lib', end: '-perl', purpose: 'run' },
  { start: 'lib', end: '-java', purpose: 'build', commands: 'none' },
  { start: 'lib', end: '-bin', purpose: 'unknown' },
  { start: 'lib', end: '-utils', purpose: 'unknown' },
  { start: 'lib', end: '-tools', purpose: 'unknown' },
  { start: 'lib', purpose: 'run' },
];

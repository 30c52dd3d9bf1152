/**
 * Commands that write no file of their own: they print, look, wait or fail. What a redirect makes of their output is
 * not theirs. Sources: POSIX XCU, the manuals of coreutils, findutils, diffutils, procps, util-linux, iproute2 and
 * busybox.
 */
const TEXT = `base32 base64 cat cksum cmp column comm cut diff egrep expand fgrep fmt fold grep head hexdump join jq
  less md5sum more nl od paste pr rev rg sha1sum sha224sum sha256sum sha384sum sha512sum b2sum shasum strings sum
  tac tail tr tsort unexpand uniq wc xxd zcat zgrep bzcat xzcat zdiff envsubst`;

const FILES = `basename df dir dirname du file getcap getfacl ls lsof md5 namei pathchk readlink realpath stat vdir
  ldd nm objdump readelf size`;

const SYSTEM = `arch blkid date dmesg env free getconf getent groups hostid hostname id ip ifconfig last locale logname
  lsb_release lsblk lscpu lsmod nproc pgrep printenv ps pstree netstat route ss tty uname uptime users vmstat w who
  whoami whereis which apk-info apt-cache apt-config dpkg-query pkg-config pkgconf fc-list fc-match`;

const NETWORK = `dig host nc ncat netcat nslookup ping ping6 ssh-keyscan telnet traceroute`;

/** Their own documentation: they report, and write a file only where a redirect says so. */
const CHECKS = `shellcheck hadolint yamllint actionlint markdownlint`;

const OTHER = `bc cal clear dc echo expr factor false kill killall logger nice numfmt pkill printf seq sleep stty sync
  tput true usleep xx-info xx-verify gpgconf yes wait-for wait-for-it wait-for-it.sh`;

/** Built-ins of the shell that change no file; those that change the shell itself are the evaluator's. */
const SHELL = `. : [ [[ alias bg bind break builtin caller cd command compgen complete continue declare dirs disown
  enable exit export false fc fg getopts hash help history jobs let local logout popd pushd pwd read readonly return set
  shift shopt suspend test times trap true type typeset ulimit umask unalias unset wait`;

export const readOnlyCommands: ReadonlySet<string> = new Set(
  [TEXT, FILES, SYSTEM, NETWORK, CHECKS, OTHER, SHELL].flatMap((names) => names.trim().split(/\s+/)),
);

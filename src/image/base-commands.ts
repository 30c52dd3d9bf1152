/**
 * The commands that base images bring, by package. Generated on 2026-11-29 by tools/base-commands.
 *
 * - Debian: what the packages of the official golang image (docker-library/golang on buildpack-deps' scm variant) own in the
 *   directories of PATH, names of update-alternatives included, read from dpkg in a container where apt had installed them. A
 *   package with a star is of the slim image too.
 * - Alpine: BusyBox's applets (main/busybox/busyboxconfig of aports, BusyBox 1.27) and the packages of the image.
 */
export const DEBIAN_BASE_COMMANDS: Readonly<Record<string, string>> = {
  trixie: `
adduser addgroup adduser delgroup deluser
*apt apt apt-cache apt-cdrom apt-config apt-get apt-mark
*base-passwd update-passwd
*bash bash bashbug clear_console rbash
binutils addr2line ar as c++filt elfedit gp-archive gp-collect-app gp-display-html gp-display-src gp-display-text gprof gprofng gprofng-archive gprofng-collect-app gprofng-display-html gprofng-display-src gprofng-display-text ld ld.bfd nm objcopy objdump ranlib readelf size strings strip
binutils-x86-64-linux-gnu x86_64-linux-gnu-addr2line x86_64-linux-gnu-ar x86_64-linux-gnu-as x86_64-linux-gnu-c++filt x86_64-linux-gnu-elfedit x86_64-linux-gnu-gprof x86_64-linux-gnu-ld x86_64-linux-gnu-ld.bfd x86_64-linux-gnu-nm x86_64-linux-gnu-objcopy x86_64-linux-gnu-objdump x86_64-linux-gnu-ranlib x86_64-linux-gnu-readelf x86_64-linux-gnu-size x86_64-linux-gnu-strings x86_64-linux-gnu-strip
*bsdutils logger renice script scriptlive scriptreplay wall
ca-certificates update-ca-certificates
*coreutils [ arch b2sum base32 base64 basename basenc cat chcon chgrp chmod chown chroot cksum comm cp csplit cut date dd df dir dircolors dirname du echo env expand expr factor false fmt fold groups head hostid id install join link ln logname ls md5sum mkdir mkfifo mknod mktemp mv nice nl nohup nproc numfmt od paste pathchk pinky pr printenv printf ptx pwd readlink realpath rm rmdir runcon seq sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf sleep sort split stat stdbuf stty sum sync tac tail tee test timeout touch tr true truncate tsort tty uname unexpand uniq unlink users vdir wc who whoami yes
cpp cpp
cpp-14 cpp-14
cpp-14-x86-64-linux-gnu x86_64-linux-gnu-cpp-14
cpp-x86-64-linux-gnu x86_64-linux-gnu-cpp
curl curl wcurl
*dash dash sh
*debconf debconf debconf-apt-progress debconf-communicate debconf-copydb debconf-escape debconf-set-selections debconf-show dpkg-preconfigure dpkg-reconfigure
*debianutils add-shell installkernel ischroot remove-shell run-parts savelog tempfile update-shells which which.debianutils
*diffutils cmp diff diff3 sdiff
dirmngr dirmngr dirmngr-client
*dpkg dpkg dpkg-deb dpkg-divert dpkg-maintscript-helper dpkg-query dpkg-realpath dpkg-split dpkg-statoverride dpkg-trigger start-stop-daemon update-alternatives
*findutils find xargs
g++ g++
g++-14 g++-14
g++-14-x86-64-linux-gnu c++ x86_64-linux-gnu-g++-14
g++-x86-64-linux-gnu x86_64-linux-gnu-g++
gcc c89 c89-gcc c99 c99-gcc gcc gcc-ar gcc-nm gcc-ranlib gcov gcov-dump gcov-tool lto-dump
gcc-14 gcc-14 gcc-ar-14 gcc-nm-14 gcc-ranlib-14 gcov-14 gcov-dump-14 gcov-tool-14 lto-dump-14
gcc-14-x86-64-linux-gnu cc x86_64-linux-gnu-gcc-14 x86_64-linux-gnu-gcc-ar-14 x86_64-linux-gnu-gcc-nm-14 x86_64-linux-gnu-gcc-ranlib-14 x86_64-linux-gnu-gcov-14 x86_64-linux-gnu-gcov-dump-14 x86_64-linux-gnu-gcov-tool-14 x86_64-linux-gnu-lto-dump-14
gcc-x86-64-linux-gnu x86_64-linux-gnu-gcc x86_64-linux-gnu-gcc-ar x86_64-linux-gnu-gcc-nm x86_64-linux-gnu-gcc-ranlib x86_64-linux-gnu-gcov x86_64-linux-gnu-gcov-dump x86_64-linux-gnu-gcov-tool x86_64-linux-gnu-lto-dump
git git git-receive-pack git-shell git-upload-archive git-upload-pack scalar
gpg gpg
gpg-agent gpg-agent
gpgconf gpg-connect-agent gpgconf
gpgsm gpgsm
*grep egrep fgrep grep rgrep
*gzip gunzip gzexe gzip uncompress zcat zcmp zdiff zegrep zfgrep zforce zgrep zless zmore znew
*hostname dnsdomainname domainname hostname nisdomainname ypdomainname
*init-system-helpers deb-systemd-helper deb-systemd-invoke invoke-rc.d service update-rc.d
*libc-bin getconf getent iconv iconvconfig ld.so ldconfig ldd locale localedef pldd tzselect zdump zic
libc-dev-bin gencat
*libpam-modules-bin faillock mkhomedir_helper pam_namespace_helper pam_timestamp_check pwhistory_helper unix_chkpwd unix_update
*libpam-runtime pam-auth-update pam_getenv
libperl5.40 cpan5.40-x86_64-linux-gnu perl5.40-x86_64-linux-gnu
*login login newgrp nologin sg
make gmake make make-first-existing-target
*mawk awk mawk nawk
mercurial chg hg
mercurial-common hg-ssh
*mount losetup mount swapoff swapon umount
*ncurses-bin captoinfo clear infocmp infotocap reset tabs tic toe tput tset
openssh-client scp sftp ssh ssh-add ssh-agent ssh-argv0 ssh-copy-id ssh-keygen ssh-keyscan
openssl c_rehash openssl
*passwd chage chfn chgpasswd chpasswd chsh expiry gpasswd groupadd groupdel groupmod grpck grpconv grpunconv newusers passwd pwck pwconv pwunconv shadowconfig useradd userdel usermod vigr vipw
perl corelist cpan enc2xs encguess h2ph h2xs instmodsh json_pp libnetcfg perlbug perldoc perlivp perlthanks piconv pl2pm pod2html pod2man pod2text pod2usage podchecker prove ptar ptardiff ptargrep shasum splain streamzip xsubpp zipdetails
*perl-base perl perl5.40.1
pinentry-curses pinentry pinentry-curses
pkgconf pkg-config x86_64-linux-gnu-pkg-config x86_64-linux-gnu-pkgconf
pkgconf-bin pkgconf
procps free kill pgrep pidwait pkill pmap ps pwdx skill slabtop snice sysctl tload top uptime vmstat w watch
python3 pdb3 pydoc3 pygettext3
python3-minimal py3clean py3compile py3versions python3
python3.13 pdb3.13 pydoc3.13 pygettext3.13
python3.13-minimal python3.13
rpcsvc-proto rpcgen
*sed sed
sensible-utils select-editor sensible-browser sensible-editor sensible-pager sensible-terminal
sq sq
*sqv sqv
subversion svn svnadmin svnauthz svnauthz-validate svnbench svndumpfilter svnfsfs svnlook svnmucc svnrdump svnserve svnsync svnversion
*sysvinit-utils fstab-decode killall5 pidof
*tar rmt rmt-tar tar tarcat
ucf ucf ucfq ucfr
*util-linux agetty blkdiscard blkid blkzone blockdev chcpu chmem choom chrt dmesg fallocate findfs findmnt flock fsck fsfreeze fstrim getopt getty hardlink i386 ionice ipcmk ipcrm ipcs isosize ldattach linux32 linux64 lsblk lscpu lsipc lslocks lslogins lsmem lsns mcookie mkfs mkswap more mountpoint namei nsenter pager partx pivot_root prlimit readprofile rename.ul rev rtcwake runuser setarch setpriv setsid setterm su sulogin swaplabel switch_root taskset uclampset unshare wdctl whereis wipefs x86_64 zramctl
wget wget
`,
  bookworm: `
*adduser addgroup adduser delgroup deluser
*apt apt apt-cache apt-cdrom apt-config apt-get apt-key apt-mark
*base-passwd update-passwd
*bash bash bashbug clear_console rbash
binutils addr2line ar as c++filt dwp elfedit gold gp-archive gp-collect-app gp-display-html gp-display-src gp-display-text gprof gprofng ld ld.bfd ld.gold nm objcopy objdump ranlib readelf size strings strip
binutils-x86-64-linux-gnu x86_64-linux-gnu-addr2line x86_64-linux-gnu-ar x86_64-linux-gnu-as x86_64-linux-gnu-c++filt x86_64-linux-gnu-dwp x86_64-linux-gnu-elfedit x86_64-linux-gnu-gold x86_64-linux-gnu-gp-archive x86_64-linux-gnu-gp-collect-app x86_64-linux-gnu-gp-display-html x86_64-linux-gnu-gp-display-src x86_64-linux-gnu-gp-display-text x86_64-linux-gnu-gprof x86_64-linux-gnu-gprofng x86_64-linux-gnu-ld x86_64-linux-gnu-ld.bfd x86_64-linux-gnu-ld.gold x86_64-linux-gnu-nm x86_64-linux-gnu-objcopy x86_64-linux-gnu-objdump x86_64-linux-gnu-ranlib x86_64-linux-gnu-readelf x86_64-linux-gnu-size x86_64-linux-gnu-strings x86_64-linux-gnu-strip
*bsdutils logger renice script scriptlive scriptreplay wall
ca-certificates update-ca-certificates
*coreutils [ arch b2sum base32 base64 basename basenc cat chcon chgrp chmod chown chroot cksum comm cp csplit cut date dd df dir dircolors dirname du echo env expand expr factor false fmt fold groups head hostid id install join link ln logname ls md5sum md5sum.textutils mkdir mkfifo mknod mktemp mv nice nl nohup nproc numfmt od paste pathchk pinky pr printenv printf ptx pwd readlink realpath rm rmdir runcon seq sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf sleep sort split stat stdbuf stty sum sync tac tail tee test timeout touch tr true truncate tsort tty uname unexpand uniq unlink users vdir wc who whoami yes
cpp cpp x86_64-linux-gnu-cpp
cpp-12 cpp-12 x86_64-linux-gnu-cpp-12
curl curl
*dash dash sh
*debconf debconf debconf-apt-progress debconf-communicate debconf-copydb debconf-escape debconf-set-selections debconf-show dpkg-preconfigure dpkg-reconfigure
*debianutils add-shell installkernel ischroot remove-shell run-parts savelog tempfile update-shells which which.debianutils
*diffutils cmp diff diff3 sdiff
dirmngr dirmngr dirmngr-client
*dpkg dpkg dpkg-deb dpkg-divert dpkg-fsys-usrunmess dpkg-maintscript-helper dpkg-query dpkg-realpath dpkg-split dpkg-statoverride dpkg-trigger start-stop-daemon update-alternatives
*e2fsprogs badblocks chattr debugfs dumpe2fs e2freefrag e2fsck e2image e2label e2mmpstatus e2scrub e2scrub_all e2undo e4crypt e4defrag filefrag fsck.ext2 fsck.ext3 fsck.ext4 lsattr mke2fs mkfs.ext2 mkfs.ext3 mkfs.ext4 mklost+found resize2fs tune2fs
*findutils find xargs
g++ g++ x86_64-linux-gnu-g++
g++-12 c++ g++-12 x86_64-linux-gnu-g++-12
gcc c89 c89-gcc c99 c99-gcc gcc gcc-ar gcc-nm gcc-ranlib gcov gcov-dump gcov-tool lto-dump x86_64-linux-gnu-gcc x86_64-linux-gnu-gcc-ar x86_64-linux-gnu-gcc-nm x86_64-linux-gnu-gcc-ranlib x86_64-linux-gnu-gcov x86_64-linux-gnu-gcov-dump x86_64-linux-gnu-gcov-tool x86_64-linux-gnu-lto-dump
gcc-12 cc gcc-12 gcc-ar-12 gcc-nm-12 gcc-ranlib-12 gcov-12 gcov-dump-12 gcov-tool-12 lto-dump-12 x86_64-linux-gnu-gcc-12 x86_64-linux-gnu-gcc-ar-12 x86_64-linux-gnu-gcc-nm-12 x86_64-linux-gnu-gcc-ranlib-12 x86_64-linux-gnu-gcov-12 x86_64-linux-gnu-gcov-dump-12 x86_64-linux-gnu-gcov-tool-12 x86_64-linux-gnu-lto-dump-12
git git git-receive-pack git-shell git-upload-archive git-upload-pack scalar
gnupg-utils addgnupghome applygnupgdefaults gpg-zip gpgcompose gpgparsemail gpgsplit gpgtar kbxutil lspgpot migrate-pubring-from-classic-gpg watchgnupg
gpg gpg
gpg-agent gpg-agent
gpg-wks-server gpg-wks-server
gpgconf gpg-connect-agent gpgconf
gpgsm gpgsm
*gpgv gpgv
*grep egrep fgrep grep rgrep
*gzip gunzip gzexe gzip uncompress zcat zcmp zdiff zegrep zfgrep zforce zgrep zless zmore znew
*hostname dnsdomainname domainname hostname nisdomainname ypdomainname
*init-system-helpers deb-systemd-helper deb-systemd-invoke invoke-rc.d service update-rc.d
*libc-bin getconf getent iconv iconvconfig ld.so ldconfig ldd locale localedef pldd tzselect zdump zic
libc-dev-bin gencat
*libpam-modules-bin faillock mkhomedir_helper pam_namespace_helper pam_timestamp_check pwhistory_helper unix_chkpwd unix_update
*libpam-runtime pam-auth-update pam_getenv
libperl5.36 cpan5.36-x86_64-linux-gnu perl5.36-x86_64-linux-gnu
*login faillog lastlog login newgrp nologin sg
*logsave logsave
make gmake make make-first-existing-target
*mawk awk mawk nawk
mercurial chg hg
mercurial-common hg-ssh
*mount losetup mount swapoff swapon umount
*ncurses-bin captoinfo clear infocmp infotocap reset tabs tic toe tput tset
openssh-client scp sftp slogin ssh ssh-add ssh-agent ssh-argv0 ssh-copy-id ssh-keygen ssh-keyscan
openssl c_rehash openssl
*passwd chage chfn chgpasswd chpasswd chsh cpgr cppw expiry gpasswd groupadd groupdel groupmems groupmod grpck grpconv grpunconv newusers passwd pwck pwconv pwunconv shadowconfig useradd userdel usermod vigr vipw
perl corelist cpan enc2xs encguess h2ph h2xs instmodsh json_pp libnetcfg perlbug perldoc perlivp perlthanks piconv pl2pm pod2html pod2man pod2text pod2usage podchecker prove ptar ptardiff ptargrep shasum splain streamzip xsubpp zipdetails
*perl-base perl perl5.36.0
pinentry-curses pinentry pinentry-curses
pkgconf pkg-config x86_64-linux-gnu-pkg-config x86_64-linux-gnu-pkgconf
pkgconf-bin pkgconf
procps free kill pgrep pidwait pkill pmap ps pwdx skill slabtop snice sysctl tload top uptime vmstat w watch
python3 pdb3 pydoc3 pygettext3
python3-minimal py3clean py3compile py3versions python3
python3.11 pdb3.11 pydoc3.11 pygettext3.11
python3.11-minimal python3.11
rpcsvc-proto rpcgen
*sed sed
sensible-utils select-editor sensible-browser sensible-editor sensible-pager
subversion svn svnadmin svnauthz svnauthz-validate svnbench svndumpfilter svnfsfs svnlook svnmucc svnrdump svnserve svnsync svnversion
*sysvinit-utils fstab-decode killall5 pidof
*tar rmt rmt-tar tar tarcat
ucf lcf ucf ucfq ucfr
*util-linux addpart agetty blkdiscard blkid blkzone blockdev chcpu chmem choom chrt ctrlaltdel delpart dmesg fallocate findfs findmnt flock fsck fsck.cramfs fsck.minix fsfreeze fstrim getopt getty hardlink i386 ionice ipcmk ipcrm ipcs isosize last lastb ldattach linux32 linux64 lsblk lscpu lsipc lslocks lslogins lsmem lsns mcookie mesg mkfs mkfs.bfs mkfs.cramfs mkfs.minix mkswap more mountpoint namei nsenter pager partx pivot_root prlimit readprofile rename.ul resizepart rev rtcwake runuser setarch setpriv setsid setterm su sulogin swaplabel switch_root taskset uclampset unshare utmpdump wdctl whereis wipefs x86_64 zramctl
*util-linux-extra fincore hwclock lsfd lsirq
wget wget
`,
};

export const ALPINE_BASE_COMMANDS = `
busybox [ [[ acpid add-shell addgroup adduser adjtimex arch arp arping ash awk base64 basename bbconfig beep blkdiscard blkid blockdev brctl bunzip2 busybox bzcat bzip2 cal cat chgrp chmod chown chpasswd chroot chvt cksum clear cmp comm conspy cp cpio crond crontab cryptpw cut date dc dd deallocvt delgroup deluser depmod df diff dirname dmesg dnsdomainname dos2unix du dumpkmap dumpleases echo ed egrep eject env ether-wake expand expr factor fallocate false fatattr fbset fbsplash fdflush fdformat fdisk fgrep find findfs flock fold free fsck fstrim fsync fuser getopt getty grep groups gunzip gzip halt hd hdparm head hexdump hostid hostname hwclock id ifconfig ifdown ifenslave ifup init inotifyd insmod install ionice iostat ip ipaddr ipcalc ipcrm ipcs iplink ipneigh iproute iprule iptunnel kbd_mode kill killall killall5 klogd less link linux32 linux64 ln loadfont loadkmap logger login logread losetup ls lsmod lsof lspci lsusb lzcat lzma lzop lzopcat makemime md5sum mdev mesg microcom mkdir mkdosfs mkfifo mkfs.vfat mknod mkpasswd mkswap mktemp modinfo modprobe more mount mountpoint mpstat mv nameif nanddump nandwrite nbd-client nc netstat nice nl nmeter nohup nologin nproc nsenter nslookup ntpd od openvt partprobe passwd paste patch pgrep pidof ping ping6 pipe_progress pkill pmap poweroff powertop printenv printf ps pscan pstree pwd pwdx raidautorun rdate rdev readahead readlink readprofile realpath reboot reformime remove-shell renice reset resize rev rfkill rm rmdir rmmod route run-parts sed sendmail seq setconsole setfont setkeycodes setlogcons setpriv setserial setsid sh sha1sum sha256sum sha3sum sha512sum showkey shred shuf slattach sleep smemcap sort split ssl_client stat strings stty su sum swapoff swapon switch_root sync sysctl syslogd tac tail tar tee test time timeout top touch tr traceroute traceroute6 true truncate tty ttysize tunctl udhcpc udhcpc6 umount uname unexpand uniq unix2dos unlink unlzma unlzop unshare unxz unzip uptime usleep uudecode uuencode vconfig vi vlock volname watch watchdog wc wget which whoami whois xargs xxd xzcat yes zcat
apk-tools apk
musl-utils getconf getent iconv ldconfig ldd
scanelf scanelf
ssl_client ssl_client
`;

/**
 * The users and groups that images of a distribution start with. Data.
 *
 * Sources
 * - debian: passwd.master and group.master of the package base-passwd 3.6 (trixie), listed in debian:trixie-slim; the ids
 *   are fixed by Debian Policy 9.2.2. `_apt` is made when apt is installed, `_ssh` by openssh-client in the images that
 *   have it: their ids differ, so they aren't here.
 * - ubuntu: its base-passwd is Debian's; hub.docker.com/_/ubuntu for the user `ubuntu` of 24.04 and later.
 * - alpine: main/alpine-baselayout/passwd and group in gitlab.alpinelinux.org/alpine/aports, the records that every
 *   release since 3.3 has.
 * - distroless: static/static.bzl and common/variables.bzl of GoogleContainerTools/distroless.
 */

export interface UserRecord {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

export interface GroupRecord {
  readonly name: string;
  readonly gid: number;
}

/** What /etc/passwd and /etc/group of an image hold. */
export interface Accounts {
  readonly users: readonly UserRecord[];
  readonly groups: readonly GroupRecord[];
}

const linesOf = (text: string): readonly (readonly string[])[] =>
  text
    .trim()
    .split(/\s+/)
    .map((line) => line.split(':'));

/** `name:uid:gid:home`, and `name:gid`. */
const accounts = (users: string, groups: string): Accounts => ({
  users: linesOf(users).map(([name = '', uid, gid, home = '']) => ({
    name,
    uid: Number(uid),
    gid: Number(gid),
    home,
  })),
  groups: linesOf(groups).map(([name = '', gid]) => ({ name, gid: Number(gid) })),
});

export const debianAccounts = accounts(
  `root:0:0:/root daemon:1:1:/usr/sbin bin:2:2:/bin sys:3:3:/dev sync:4:65534:/bin games:5:60:/usr/games
  man:6:12:/var/cache/man lp:7:7:/var/spool/lpd mail:8:8:/var/mail news:9:9:/var/spool/news uucp:10:10:/var/spool/uucp
  proxy:13:13:/bin www-data:33:33:/var/www backup:34:34:/var/backups list:38:38:/var/list irc:39:39:/run/ircd
  nobody:65534:65534:/nonexistent`,
  `root:0 daemon:1 bin:2 sys:3 adm:4 tty:5 disk:6 lp:7 mail:8 news:9 uucp:10 man:12 proxy:13 kmem:15 dialout:20 fax:21
  voice:22 cdrom:24 floppy:25 tape:26 sudo:27 audio:29 dip:30 www-data:33 backup:34 operator:37 list:38 irc:39 src:40
  shadow:42 utmp:43 video:44 sasl:45 plugdev:46 staff:50 games:60 users:100 nogroup:65534`,
);

/** Those of Debian that Ubuntu's images have with the same ids, in every release; what it adds (`ubuntu`) changes with it. */
export const ubuntuAccounts = debianAccounts;

export const alpineAccounts = accounts(
  `root:0:0:/root bin:1:1:/bin daemon:2:2:/sbin lp:4:7:/var/spool/lpd sync:5:0:/sbin shutdown:6:0:/sbin halt:7:0:/sbin
  mail:8:12:/var/mail news:9:13:/usr/lib/news uucp:10:14:/var/spool/uucppublic cron:16:16:/var/spool/cron
  ftp:21:21:/var/lib/ftp sshd:22:22:/dev/null games:35:35:/usr/games ntp:123:123:/var/empty guest:405:100:/dev/null
  nobody:65534:65534:/`,
  `root:0 bin:1 daemon:2 sys:3 adm:4 tty:5 disk:6 lp:7 kmem:9 wheel:10 floppy:11 mail:12 news:13 uucp:14 cron:16 audio:18
  cdrom:19 dialout:20 ftp:21 sshd:22 input:23 tape:26 video:27 netdev:28 kvm:34 games:35 shadow:42 www-data:82 users:100
  ntp:123 abuild:300 utmp:406 ping:999 nogroup:65533 nobody:65534`,
);

export const distrolessAccounts = accounts(
  'root:0:0:/root nobody:65534:65534:/nonexistent nonroot:65532:65532:/home/nonroot',
  'root:0 nobody:65534 tty:5 staff:50 nonroot:65532',
);

/** The accounts of a distribution's images; undefined for one of which they aren't known. */
export function accountsIn(family: string): Accounts | undefined {
  if (family === 'debian') return debianAccounts;
  if (family === 'ubuntu') return ubuntuAccounts;
  return family === 'alpine' ? alpineAccounts : undefined;
}

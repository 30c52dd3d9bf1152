/**
 * Files of the system that libraries read in whatever program they are loaded into: no source names them, so an author's file
 * of that name is for all that runs. What the container brings itself (/etc/hosts, /etc/resolv.conf) and records of users,
 * which there is a kind of need for, are not among them.
 *
 * Sources: the sections FILES of the manual pages that are named (Linux man-pages 6, libc and ld.so of the GNU C Library), musl's
 * `ldso/dynlink.c`; for other libraries their own manuals.
 */

/** A file or directory, and who says that it is read. */
interface ImplicitFile {
  readonly path: string;
  readonly source: string;
}

/** Libraries that the loader puts into every program that is linked dynamically, before all others (ld.so(8)). */
export const preloadList = '/etc/ld.so.preload';

/** Where the loader is told of further directories of libraries: what ldconfig(8) makes its cache from. */
export const loaderSettings = ['/etc/ld.so.conf', '/etc/ld.so.conf.d'];

const of = (source: string, paths: string): readonly ImplicitFile[] =>
  paths.split(' ').map((path) => ({ path, source }));

export const implicitFiles: readonly ImplicitFile[] = [
  ...of('ld.so(8)', preloadList),
  ...of('musl, ldso/dynlink.c', '/etc/ld-musl-x86_64.path /etc/ld-musl-aarch64.path'),
  ...of('nsswitch.conf(5)', '/etc/nsswitch.conf'),
  ...of('host.conf(5)', '/etc/host.conf'),
  ...of('gai.conf(5)', '/etc/gai.conf'),
  ...of('gethostid(3)', '/etc/hostid'),
  ...of('networks(5)', '/etc/networks'),
  ...of('protocols(5)', '/etc/protocols'),
  ...of('services(5)', '/etc/services'),
  ...of('rpc(5)', '/etc/rpc'),
  ...of('ethers(5)', '/etc/ethers'),
  ...of('getusershell(3)', '/etc/shells'),
  ...of('tzset(3)', '/etc/localtime'),
  ...of('setlocale(3), locale(7)', '/etc/locale.alias /usr/share/locale/locale.alias'),
  ...of('nss_extrausers: libnss-extrausers of Debian', '/var/lib/extrausers'),
  ...of('machine-id(5)', '/etc/machine-id'),
  ...of('pam(8), limits.conf(5)', '/etc/pam.conf /etc/pam.d /etc/security'),
  ...of('pam_env(8)', '/etc/environment'),
  ...of('OpenSSL: config(5ossl)', '/etc/ssl/openssl.cnf'),
  ...of('GnuTLS manual, System-wide configuration', '/etc/gnutls'),
  ...of('krb5.conf(5)', '/etc/krb5.conf /etc/krb5.conf.d'),
  ...of('ldap.conf(5)', '/etc/ldap/ldap.conf /etc/openldap/ldap.conf'),
  ...of('unixODBC manual', '/etc/odbc.ini /etc/odbcinst.ini'),
  ...of('FreeTDS user guide, freetds.conf', '/etc/freetds /etc/freetds.conf'),
  ...of('readline(3)', '/etc/inputrc'),
  ...of('terminfo(5)', '/etc/terminfo'),
  ...of('fonts-conf(5)', '/etc/fonts'),
  ...of('libmagic(3)', '/etc/magic'),
  ...of('"Using Option Files" of MariaDB Connector/C', '/etc/my.cnf /etc/mysql'),
];

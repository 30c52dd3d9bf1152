/**
 * Where programs look for what the system has: one name for each path. Sources: Go's `crypto/x509/root_linux.go` and
 * OpenSSL's `openssl version -d` of the distributions for certificates; tzset(3) and the packages tzdata for zones;
 * passwd(5), group(5), shadow(5), services(5), nsswitch.conf(5); mime.types of Debian's media-types.
 */

/** The bundle of root certificates of Debian, Alpine and distroless. */
export const certificateBundle = '/etc/ssl/certs/ca-certificates.crt';

/** The directory that the bundle is in, with one file a certificate beside it. */
export const certificateDirectory = '/etc/ssl/certs';

/** Where OpenSSL's settings are, which the directory lies in. */
export const settingsOfCertificates = '/etc/ssl';

/** Bundles by the names that the distributions have for them. */
export const certificateFiles: readonly string[] = [
  certificateBundle,
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

export const certificateDirectories: readonly string[] = [certificateDirectory, '/etc/pki/tls/certs'];

/** Where the packages of certificates keep what the bundle is made from, and their settings (update-ca-certificates(8)). */
export const certificateSources = '/usr/share/ca-certificates';
export const certificateSettings = '/etc/ca-certificates';

/** Where an author's own certificates are put to be taken into the bundle. */
export const addedCertificates = '/usr/local/share/ca-certificates';

/** Below these an author's own certificates lie (update-ca-certificates(8)). */
export const addedCertificateDirectories: readonly string[] = [
  addedCertificates,
  certificateDirectory,
  certificateSettings,
];

/** The time zone database. */
export const zoneDirectory = '/usr/share/zoneinfo';

/** The zone of who sets none: a link into the database, by which programs also know its name (tzset(3), ICU). */
export const localZone = '/etc/localtime';

/** Where the C library has its locales beside those that are built in (locale(7)); Debian's libc-bin has C.UTF-8 there. */
export const localeDirectory = '/usr/lib/locale';

export const zoneDirectories: readonly string[] = [
  zoneDirectory,
  '/usr/share/lib/zoneinfo',
  `${localeDirectory}/TZ`,
  '/etc/zoneinfo',
];

export const userRecords = '/etc/passwd';
export const groupRecords = '/etc/group';
export const shadowRecords = '/etc/shadow';
export const serviceNames = '/etc/services';
export const protocolNames = '/etc/protocols';
export const mediaTypes = '/etc/mime.types';
export const nameServices = '/etc/nsswitch.conf';

/** Where every distribution has commands of packages: what an author puts there by name is there to be called. */
export const packageCommandDirectories: readonly string[] = ['/bin', '/sbin', '/usr/bin', '/usr/sbin'];

/** All directories of commands that many packages, and the author, share (Filesystem Hierarchy Standard 3.0). */
export const commandDirectories: ReadonlySet<string> = new Set([
  ...packageCommandDirectories,
  '/usr/local/bin',
  '/usr/local/sbin',
]);

/** `PATH` where an image sets none: BuildKit gives it to every Linux stage, moby to containers (`oci/defaults.go`). */
export const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

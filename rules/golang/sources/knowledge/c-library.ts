/**
 * What functions of the C library, and of libraries that C code commonly uses, do at run time. Source: the GNU C Library
 * manual (https://sourceware.org/glibc/manual/), by chapter; POSIX.1-2024, System Interfaces; the pages of OpenSSL, curl,
 * GnuTLS and SQLite. What is in no row computes, or works on what another function has opened.
 */

import type { FindingKind } from './types.ts';
import { words } from './word-list.ts';

export interface CEffect {
  readonly kind: FindingKind;
  /** The argument that names it; without one any name is possible, or none is needed. */
  readonly argument?: number;
  /** The name, whatever the arguments are. */
  readonly text?: string;
  /** Programs go on where the file is not there. */
  readonly optional?: true;
  /** The argument that says how it is opened: for reading alone, or for writing too. */
  readonly mode?: number;
  /** What follows the name is what the program is given. */
  readonly words?: true;
  /** The argument is a text for `sh -c`. */
  readonly shell?: true;
  /** No name is needed: it happens. */
  readonly plain?: true;
  /** An argument of 0 or NULL, or a number, asks for nothing. */
  readonly unlessNumber?: true;
}

const rows: readonly (readonly [string, ...(readonly CEffect[])])[] = [
  // File system interface; input and output
  ['fopen fopen64 freopen freopen64 gzopen gzopen64', { kind: 'read-file', argument: 0, mode: 1 }],
  ['open open64 __open __open64', { kind: 'read-file', argument: 0, mode: 1 }],
  ['openat openat64', { kind: 'read-file', argument: 1, mode: 2 }],
  ['opendir scandir scandir64 ftw ftw64 nftw nftw64', { kind: 'read-directory', argument: 0 }],
  ['fts_open scandirat', { kind: 'read-directory' }],
  ['glob glob64 wordexp', { kind: 'read-glob', argument: 0 }],
  [
    'stat stat64 lstat lstat64 statx access euidaccess eaccess readlink realpath canonicalize_file_name pathconf getxattr',
    { kind: 'read-file', argument: 0, optional: true },
  ],
  [
    'fstatat fstatat64 faccessat readlinkat inotify_add_watch',
    { kind: 'read-file', argument: 1, optional: true },
  ],
  ['chdir', { kind: 'working-directory', argument: 0 }],
  ['chroot pivot_root syscall dlinfo', { kind: 'read-file' }],
  [
    'creat creat64 mkdir mkfifo mknod truncate truncate64 chmod chown lchown utime utimes unlink remove rmdir',
    { kind: 'write', argument: 0 },
  ],
  ['mkdirat unlinkat fchmodat fchownat utimensat mkfifoat mknodat', { kind: 'write', argument: 1 }],
  ['rename', { kind: 'write', argument: 0 }, { kind: 'write', argument: 1 }],
  ['link symlink linkat symlinkat renameat renameat2', { kind: 'write' }],
  ['mkstemp mkstemp64 mkostemp mkostemp64 mkdtemp mkstemps mktemp', { kind: 'write', argument: 0 }],
  ['tmpfile tmpfile64 tmpnam tmpnam_r tempnam', { kind: 'temporary-directory', plain: true }],
  // Processes
  ['system popen', { kind: 'program', argument: 0, shell: true }],
  ['execl execlp execle', { kind: 'program', argument: 0, words: true }],
  ['execv execve execvp execvpe', { kind: 'program', argument: 0 }],
  ['posix_spawn posix_spawnp', { kind: 'program', argument: 1 }],
  ['fexecve execveat', { kind: 'program' }],
  // Libraries that are loaded by name
  ['dlopen', { kind: 'shared-library', argument: 0 }],
  ['dlmopen', { kind: 'shared-library', argument: 1 }],
  ['g_module_open lt_dlopen lt_dlopenext sqlite3_load_extension', { kind: 'shared-library' }],
  // Users and groups
  [
    'getpwnam getpwnam_r getpwuid getpwuid_r getpwent getpwent_r fgetpwent getgrnam getgrnam_r getgrgid getgrgid_r getgrent getgrent_r ' +
      'getgrouplist initgroups getlogin getlogin_r cuserid getspnam getspent innetgr putpwent',
    { kind: 'user-lookup' },
    { kind: 'c-library-parts', plain: true },
  ],
  // Sockets: services, protocols, networks
  [
    'getservbyname getservbyname_r getservbyport getservbyport_r getservent getservent_r getnameinfo',
    { kind: 'service-names', plain: true },
    { kind: 'c-library-parts', plain: true },
  ],
  [
    'getaddrinfo getaddrinfo_a',
    { kind: 'service-names', argument: 1, unlessNumber: true },
    { kind: 'c-library-parts', plain: true },
  ],
  [
    'gethostbyname gethostbyname_r gethostbyname2 gethostbyaddr gethostent',
    { kind: 'c-library-parts', plain: true },
  ],
  [
    'getprotobyname getprotobyname_r getprotobynumber getprotobynumber_r getprotoent',
    { kind: 'protocol-names', plain: true },
    { kind: 'c-library-parts', plain: true },
  ],
  ['getnetbyname getnetbyaddr getnetent', { kind: 'read-file', text: '/etc/networks' }],
  ['getrpcbyname getrpcbynumber getrpcent', { kind: 'read-file', text: '/etc/rpc' }],
  ['ether_hostton ether_ntohost', { kind: 'read-file', text: '/etc/ethers' }],
  // Character sets, locales, messages
  ['iconv_open g_iconv_open g_convert', { kind: 'c-library-parts', plain: true }],
  ['setlocale newlocale', { kind: 'locale', plain: true }],
  ['catopen', { kind: 'read-file', argument: 0 }],
  ['bindtextdomain', { kind: 'read-directory', argument: 1 }],
  // Environment
  ['getenv secure_getenv __secure_getenv', { kind: 'environment', argument: 0 }],
  ['environ __environ _environ', { kind: 'environment' }],
  // Date and time
  ['localtime localtime_r mktime timelocal tzset ctime ctime_r', { kind: 'time-zone', plain: true }],
  // Devices and tables of the system
  ['setmntent getfsent getfsfile getfsspec', { kind: 'read-file' }],
  // Certificates
  [
    'SSL_CTX_set_default_verify_paths SSL_CTX_load_verify_locations SSL_CTX_load_verify_dir SSL_CTX_load_verify_file X509_STORE_set_default_paths ' +
      'X509_STORE_load_locations curl_easy_init curl_global_init curl_multi_init gnutls_certificate_set_x509_system_trust',
    { kind: 'tls-client', plain: true },
  ],
  // C++ (ISO C++, file streams, file systems, locales)
  ['ifstream ofstream fstream wifstream wofstream filebuf', { kind: 'read-file' }],
  ['directory_iterator recursive_directory_iterator', { kind: 'read-directory' }],
  // SQLite
  ['sqlite3_open sqlite3_open_v2 sqlite3_open16', { kind: 'write', argument: 0 }],
];

const FUNCTIONS: ReadonlyMap<string, readonly CEffect[]> = new Map(
  rows.flatMap(([names, ...effects]) =>
    words(names).map((name): [string, readonly CEffect[]] => [name, effects]),
  ),
);

/** What a function of a C library does; undefined for one that computes. */
export function cEffects(name: string): readonly CEffect[] | undefined {
  return FUNCTIONS.get(name);
}

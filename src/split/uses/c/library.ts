/**
 * What functions of the C library, and of libraries that C code commonly uses, do at run time. Source: the GNU C Library
 * manual (https://sourceware.org/glibc/manual/), by chapter; POSIX.1-2024, System Interfaces; the pages of OpenSSL, curl,
 * GnuTLS and SQLite. What is in no row computes, or works on what another function has opened.
 */

import type { FindingKind } from '../types.ts';

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
  /** How many arguments it has: with others it is another function of that name. */
  readonly arity?: readonly [least: number, most: number];
  /** It is a type: variables of it are made with what is named here. */
  readonly type?: true;
}

const words = (text: string): readonly string[] => text.split(' ');

const rows: readonly (readonly [string, ...(readonly CEffect[])])[] = [
  // File system interface; input and output
  ['fopen fopen64 freopen freopen64 gzopen gzopen64 BZ2_bzopen', { kind: 'read-file', argument: 0, mode: 1 }],
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
  ['getcwd get_current_dir_name getwd fchdir', { kind: 'working-directory', plain: true }],
  ['chroot pivot_root syscall dlinfo openat2 open_by_handle_at io_uring_setup', { kind: 'read-file' }],
  [
    'statfs statfs64 statvfs statvfs64 ftok lgetxattr listxattr',
    { kind: 'read-file', argument: 0, optional: true },
  ],
  [
    'creat creat64 mkdir mkfifo mknod truncate truncate64 chmod lchmod chown lchown utime utimes lutimes unlink rmdir setxattr ' +
      'lsetxattr removexattr acct swapon',
    { kind: 'write', argument: 0 },
  ],
  ['remove', { kind: 'write', argument: 0, arity: [0, 1] }],
  ['mkdirat unlinkat fchmodat fchownat utimensat futimesat mkfifoat mknodat', { kind: 'write', argument: 1 }],
  ['rename', { kind: 'write', argument: 0 }, { kind: 'write', argument: 1 }],
  ['link symlink linkat symlinkat renameat renameat2 mount', { kind: 'write' }],
  // A socket that is bound to a name is made as a file (unix(7)).
  ['sockaddr_un', { kind: 'write' }],
  ['mkstemp mkstemp64 mkostemp mkostemp64 mkdtemp mkstemps mktemp', { kind: 'write', argument: 0 }],
  ['tmpfile tmpfile64 tmpnam tmpnam_r tempnam', { kind: 'temporary-directory', plain: true }],
  // Processes
  ['system popen', { kind: 'program', argument: 0, shell: true }],
  ['execl execlp execle', { kind: 'program', argument: 0, words: true }],
  ['execv execve execvp execvpe', { kind: 'program', argument: 0 }],
  ['posix_spawn posix_spawnp', { kind: 'program', argument: 1 }],
  ['fexecve execveat', { kind: 'program' }],
  // The library that unwinds the stack is loaded when it is asked for (sysdeps/nptl/unwind-forcedunwind.c, debug/backtrace.c).
  [
    'pthread_cancel pthread_exit thrd_exit backtrace backtrace_symbols',
    { kind: 'shared-library', text: 'libgcc_s.so.1' },
  ],
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
  ['textdomain', { kind: 'read-directory', text: '/usr/share/locale' }],
  ['getdate getdate_r', { kind: 'read-file' }],
  // Environment
  ['getenv secure_getenv __secure_getenv', { kind: 'environment', argument: 0 }],
  ['environ __environ _environ', { kind: 'environment' }],
  // Date and time
  [
    'localtime localtime_r localtime_s mktime timelocal tzset ctime ctime_r',
    { kind: 'time-zone', plain: true },
  ],
  // Devices and tables of the system
  ['setmntent getfsent getfsfile getfsspec getttyent getttynam', { kind: 'read-file' }],
  [
    'getutent getutxent getutid getutxid getutline getutxline pututline pututxline updwtmp updwtmpx utmpname utmpxname',
    { kind: 'read-file' },
  ],
  ['getusershell', { kind: 'read-file', text: '/etc/shells' }],
  ['gethostid', { kind: 'read-file', text: '/etc/hostid', optional: true }],
  // Certificates
  [
    'SSL_CTX_set_default_verify_paths SSL_CTX_load_verify_locations SSL_CTX_load_verify_dir SSL_CTX_load_verify_file X509_STORE_set_default_paths ' +
      'X509_STORE_load_locations curl_easy_init curl_global_init curl_multi_init gnutls_certificate_set_x509_system_trust',
    { kind: 'tls-client', plain: true },
  ],
  // C++ (ISO C++, [file.streams], [locales], [time.zone])
  ['ifstream wifstream basic_ifstream', { kind: 'read-file', argument: 0, type: true }],
  [
    'ofstream wofstream basic_ofstream fstream wfstream basic_fstream filebuf wfilebuf basic_filebuf',
    { kind: 'write', argument: 0, type: true },
  ],
  ['locale', { kind: 'locale', plain: true }],
  [
    'current_zone locate_zone get_tzdb get_tzdb_list reload_tzdb zoned_time zoned_seconds',
    { kind: 'time-zone', plain: true },
  ],
  ['basic_stacktrace stacktrace', { kind: 'read-file', optional: true }],
  // SQLite
  ['sqlite3_open sqlite3_open_v2 sqlite3_open16', { kind: 'write', argument: 0 }],
];

/** What std::filesystem names (ISO C++, [filesystems]): words that mean other things where it isn't used. */
const ofFileSystems: readonly (readonly [string, ...(readonly CEffect[])])[] = [
  [
    'exists is_regular_file is_directory is_symlink is_empty is_block_file is_character_file is_fifo is_other is_socket status ' +
      'symlink_status file_size last_write_time hard_link_count canonical weakly_canonical space read_symlink equivalent',
    { kind: 'read-file', argument: 0, optional: true },
  ],
  ['directory_iterator recursive_directory_iterator', { kind: 'read-directory', argument: 0, type: true }],
  ['directory_entry', { kind: 'read-file', argument: 0, optional: true, type: true }],
  ['create_directory create_directories remove_all resize_file permissions', { kind: 'write', argument: 0 }],
  ['remove', { kind: 'write', argument: 0, arity: [0, 2] }],
  ['rename', { kind: 'write', argument: 0 }, { kind: 'write', argument: 1 }],
  ['copy copy_file copy_symlink', { kind: 'read-directory', argument: 0 }, { kind: 'write', argument: 1 }],
  ['create_symlink create_hard_link create_directory_symlink', { kind: 'write', argument: 1 }],
  ['current_path', { kind: 'working-directory', argument: 0 }],
  ['absolute proximate relative', { kind: 'working-directory', plain: true }],
  ['temp_directory_path', { kind: 'temporary-directory', plain: true }],
];

type Effects = ReadonlyMap<string, readonly CEffect[]>;

function byName(table: typeof rows): Effects {
  return new Map(
    table.flatMap(([names, ...effects]) =>
      words(names).map((name): [string, readonly CEffect[]] => [name, effects]),
    ),
  );
}

const FUNCTIONS: Effects = byName(rows);
const OF_FILE_SYSTEMS: Effects = byName(ofFileSystems);

/** What a function or a type does; undefined for one that computes. */
export function cEffects(name: string, usesFileSystems = false): readonly CEffect[] | undefined {
  return (usesFileSystems ? OF_FILE_SYSTEMS.get(name) : undefined) ?? FUNCTIONS.get(name);
}

/** A type whose variables open what they are made with. */
export function isOpeningType(name: string): boolean {
  return (cEffects(name, true) ?? []).some(({ type }) => type === true);
}

/** Every name that does something: no other may be put together of parts without being seen. */
export function effectNames(): Iterable<string> {
  return FUNCTIONS.keys();
}

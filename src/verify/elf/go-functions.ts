/**
 * Functions whose presence in a Go program tells what it can do. The linker leaves out what nothing can reach, so a
 * function that is there may be called. Found by building small programs and reading their function tables (Go 1.24
 * and 1.26): a server that only listens has no `net/http.(*Client).do`, one that calls `http.Get` has; a program that
 * only prints reaches no file by name.
 */

interface Telling {
  /** Any of them tells. */
  readonly functions: readonly string[];
  /** The kind of need, as in `Need`. */
  readonly kind: 'certificates' | 'time-zones' | 'user-records' | 'home-directory' | 'temporary-directory';
  readonly does: string;
  /** Functions that explain the first ones away: linked for another reason, or the need is met inside the program. */
  readonly unless: readonly string[];
  /** What `unless` makes of the need. */
  readonly otherwise: 'possible' | 'none';
}

export const tellings: readonly Telling[] = [
  {
    functions: ['net/http.(*Client).do', 'crypto/tls.Dial', 'crypto/x509.SystemCertPool'],
    kind: 'certificates',
    does: 'can connect with TLS',
    // Certificates that are part of the program (golang.org/x/crypto/x509roots/fallback) are made known by it.
    unless: ['crypto/x509.SetFallbackRoots'],
    otherwise: 'none',
  },
  {
    functions: ['time.LoadLocation'],
    kind: 'time-zones',
    does: 'can load time zones',
    unless: ['time/tzdata.loadFromEmbeddedTZData'],
    otherwise: 'none',
  },
  {
    functions: ['os/user.Current', 'os/user.Lookup', 'os/user.LookupId'],
    kind: 'user-records',
    does: 'can look up users',
    unless: [],
    otherwise: 'none',
  },
  {
    functions: ['os.UserHomeDir'],
    kind: 'home-directory',
    does: 'can ask for the home directory',
    unless: [],
    otherwise: 'none',
  },
  {
    functions: ['os.CreateTemp', 'os.MkdirTemp'],
    kind: 'temporary-directory',
    does: 'can make temporary files',
    // Every server that reads a form has this; it writes a file only for uploads of more than 32 MB.
    unless: ['mime/multipart.(*Reader).readForm'],
    otherwise: 'possible',
  },
];

/** System calls that take a file name, as far as Go's own packages wrap them, and calls into other code. */
export const fileNameFunctions: readonly string[] = [
  'os.openFileNolog',
  'os.OpenFile',
  'syscall.Chdir',
  'syscall.Exec',
  'syscall.Getwd',
  'syscall.Mkdirat',
  'syscall.Open',
  'syscall.Renameat',
  'syscall.Statfs',
  'syscall.faccessat',
  'syscall.fchmodat',
  'syscall.forkExec',
  'syscall.fstatat',
  'syscall.readlinkat',
  'syscall.unlinkat',
  'internal/syscall/unix.Fstatat',
  'internal/syscall/unix.Openat',
  'golang.org/x/sys/unix.openat',
  'golang.org/x/sys/unix.fstatat',
  'plugin.Open',
];

/** Opens a file by name, too, but package time calls it with absolute names alone. */
export const openFunction = 'syscall.openat';
export const timeOpenFunction = 'time.open';

export const tellingGoFunctions: readonly string[] = [
  ...new Set([
    ...tellings.flatMap(({ functions, unless }) => [...functions, ...unless]),
    ...fileNameFunctions,
    openFunction,
    timeOpenFunction,
  ]),
];

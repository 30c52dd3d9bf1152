/**
 * Functions whose presence in a Go program tells what it can do. The linker leaves out what nothing can reach, so a
 * function that is there may be called. Found by building small programs and reading their function tables (Go 1.24
 * and 1.26): a server that only listens has no `net/http.(*Client).do`, one that calls `http.Get` has; a program that
 * only prints reaches no file by name.
 */

import type { NeedKind } from '../../../src/rule/need.ts';
import { zoneDirectory } from '../../../src/image/places.ts';
import { zoneArchive } from './zone-archive.ts';

interface Telling {
  /** Any of them tells. */
  readonly functions: readonly string[];
  readonly need: NeedKind;
  readonly does: string;
  /** What explains the first ones away; of several that are linked in, the one that leaves least of the need holds. */
  readonly explained: readonly Explanation[];
}

interface Explanation {
  /** Any of them explains. */
  readonly by: readonly string[];
  /**
   * `none`: the need is met inside the program. `on-request`: linked in for what the program's own text asks for, or nobody.
   * `seldom`: for what programs seldom do.
   */
  readonly leaves: 'seldom' | 'on-request' | 'none';
}

/**
 * Functions of libraries that load a zone only where the program's own text names one; every program with the library
 * has them. The migration reads that text. Sources: https://pkg.go.dev/<import path>.
 */
const zoneLoadersOnRequest: readonly string[] = [
  // The tag `timezone` of a field, https://pkg.go.dev/github.com/go-playground/validator/v10#hdr-Timezone
  'github.com/go-playground/validator/v10.isTimeZone',
  // The tag `time_location` of a field, https://github.com/gin-gonic/gin/blob/master/docs/doc.md
  'github.com/gin-gonic/gin/binding.setTimeField',
  // `Config.TimeZone`, which is Local unless it is set
  'github.com/gofiber/fiber/v2/middleware/logger.New',
  'github.com/gofiber/fiber/v3/middleware/logger.New',
  // The start of a schedule
  'github.com/robfig/cron.Parser.Parse',
  'github.com/robfig/cron/v3.Parser.Parse',
  // The parameter `loc` of the data source
  'github.com/go-sql-driver/mysql.parseDSNParams',
  // The parameter `_loc` of the data source
  'github.com/mattn/go-sqlite3.(*SQLiteDriver).Open',
];

export const tellings: readonly Telling[] = [
  {
    functions: ['net/http.(*Client).do', 'crypto/tls.Dial', 'crypto/x509.SystemCertPool'],
    need: { kind: 'certificates' },
    does: 'can connect with TLS',
    // Certificates that are part of the program (golang.org/x/crypto/x509roots/fallback) are made known by it.
    explained: [{ by: ['crypto/x509.SetFallbackRoots'], leaves: 'none' }],
  },
  {
    functions: ['time.LoadLocation'],
    need: { kind: 'time-zones', sources: [zoneDirectory, zoneArchive] },
    does: 'can load time zones',
    explained: [
      { by: ['time/tzdata.loadFromEmbeddedTZData'], leaves: 'none' },
      { by: zoneLoadersOnRequest, leaves: 'on-request' },
    ],
  },
  {
    functions: ['os/user.Current', 'os/user.Lookup', 'os/user.LookupId'],
    need: { kind: 'user-record', name: undefined },
    does: 'can look up users',
    explained: [],
  },
  {
    functions: ['os.UserHomeDir'],
    need: { kind: 'home-directory' },
    does: 'can ask for the home directory',
    explained: [],
  },
  {
    functions: ['os.CreateTemp', 'os.MkdirTemp'],
    need: { kind: 'temporary-directory' },
    does: 'can make temporary files',
    // Every server that reads a form has this; it writes a file only for uploads of more than 32 MB.
    explained: [{ by: ['mime/multipart.(*Reader).readForm'], leaves: 'seldom' }],
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
    ...tellings.flatMap(({ functions, explained }) => [...functions, ...explained.flatMap(({ by }) => by)]),
    ...fileNameFunctions,
    openFunction,
    timeOpenFunction,
  ]),
];

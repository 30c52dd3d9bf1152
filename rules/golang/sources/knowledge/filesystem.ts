/**
 * Files and directories by the standard library. Source of each row: the function's page,
 * https://pkg.go.dev/<import path>#<name>
 */

import {
  type ApiFacts,
  type Effect,
  type KnowledgeArea,
  argument,
  does,
  each,
  effect,
  passes,
  reads,
  readsDirectory,
  readsGlob,
  returning,
  writes,
  mayRead,
} from './facts.ts';
import { programName } from './types.ts';

const opensWithFlags: ApiFacts = {
  effects: [{ ...effect('read-file', argument(0)), openFlags: 1 }],
  returns: 'os.File',
  gives: { kind: 'argument', index: 0 },
};

/** What it makes lies in the directory that is named, or in the one for temporary files. */
const makesTemporary: ApiFacts = {
  effects: [effect('temporary-directory', argument(0, 'temporary'))],
  gives: { kind: 'temporary', index: 0 },
};

/** Looks at a link itself, not at what it leads to. */
const readsLink: ApiFacts = { effects: [{ ...effect('read-file', argument(0)), link: true }] };

/** Makes a link, through which what it leads to is read. */
function makesLink(target: number, link: number): ApiFacts {
  const leads: Effect = { ...effect('read-file', { from: 'link-target', target, link }), optional: true };
  return { effects: [effect('write', argument(link)), leads], counted: ['read-file'] };
}

const links: Readonly<Record<string, ApiFacts>> = {
  Readlink: readsLink,
  Lstat: mayRead(readsLink),
  // A second name for what is there; a link's target is only a text.
  Link: { effects: [...(readsLink.effects ?? []), effect('write', argument(1))] },
  Symlink: makesLink(0, 1),
};

/** Something by a name that a pointer leads to. */
const byPointer = (...kinds: readonly Effect['kind'][]): ApiFacts => ({
  effects: kinds.map((kind) => effect(kind, { from: 'unknown' })),
});

/**
 * Numbers of system calls that are given paths, for `Syscall6(SYS_OPENAT, …)`: who names one makes the call.
 * Source: syscalls(2), and the pages it lists.
 */
const systemCallNumbers: Readonly<Record<string, ApiFacts>> = {
  ...each(
    'SYS_ACCESS SYS_FACCESSAT SYS_FACCESSAT2 SYS_STAT SYS_LSTAT SYS_NEWFSTATAT SYS_STATX SYS_STATFS SYS_READLINK SYS_READLINKAT',
    byPointer('read-file'),
  ),
  ...each(
    'SYS_GETXATTR SYS_LGETXATTR SYS_LISTXATTR SYS_LLISTXATTR SYS_INOTIFY_ADD_WATCH SYS_FANOTIFY_MARK SYS_NAME_TO_HANDLE_AT',
    byPointer('read-file'),
  ),
  ...each('SYS_OPEN SYS_OPENAT SYS_OPENAT2', byPointer('read-file', 'write')),
  ...each(
    'SYS_CREAT SYS_TRUNCATE SYS_MKDIR SYS_MKDIRAT SYS_MKNOD SYS_MKNODAT SYS_UNLINK SYS_UNLINKAT SYS_RMDIR SYS_RENAME SYS_RENAMEAT SYS_RENAMEAT2',
    byPointer('write'),
  ),
  ...each(
    'SYS_LINK SYS_LINKAT SYS_SYMLINK SYS_SYMLINKAT SYS_CHMOD SYS_FCHMODAT SYS_FCHMODAT2 SYS_CHOWN SYS_LCHOWN SYS_FCHOWNAT SYS_UTIMENSAT SYS_SETXATTR SYS_LSETXATTR SYS_MOUNT',
    byPointer('read-file', 'write'),
  ),
  ...each('SYS_EXECVE SYS_EXECVEAT', byPointer('program')),
  ...each('SYS_CHDIR SYS_CHROOT SYS_PIVOT_ROOT', byPointer('working-directory')),
};

const systemCalls: Readonly<Record<string, ApiFacts>> = {
  ...links,
  ...systemCallNumbers,
  Open: { effects: [{ ...effect('read-file', argument(0)), openFlags: 1 }] },
  Stat: mayRead(reads()),
  Mkdir: writes(),
};

/** A variable of the environment. */
const variable: ApiFacts = {
  effects: [effect('environment', argument(0))],
  gives: { kind: 'environment', index: 0 },
};

/** Watches and walks look at what is there. */
const walks: ApiFacts = { ...readsDirectory(), walks: { directory: 0, callback: 1 } };

export const filesystem: KnowledgeArea = {
  functions: {
    os: {
      ...each('Open', returning('os.File', passes(0, reads()))),
      ReadFile: reads(),
      Stat: mayRead(reads()),
      ...links,
      OpenFile: opensWithFlags,
      Create: returning('os.File', passes(0, writes())),
      // What is there already is looked at first.
      ...each('WriteFile Mkdir MkdirAll Truncate Chtimes Chmod Remove RemoveAll', {
        ...writes(),
        counted: ['read-file'],
      }),
      // Only root gives files away (chown(2)).
      ...each('Chown Lchown', {
        effects: [effect('write', argument(0)), effect('privileged')],
        counted: ['read-file'],
      }),
      Rename: {
        effects: [effect('write', argument(0)), effect('write', argument(1))],
        counted: ['read-file'],
      },
      ReadDir: { ...readsDirectory(), gives: { kind: 'argument', index: 0 } },
      DirFS: passes(0, readsDirectory()),
      CopyFS: { ...writes(), counted: ['read-file'] },
      OpenRoot: readsDirectory(),
      CreateTemp: returning('os.File', makesTemporary),
      MkdirTemp: makesTemporary,
      'File.Name': { gives: { kind: 'receiver' } },
      TempDir: {
        ...does('temporary-directory'),
        gives: { kind: 'base', base: 'temporary-directory', rest: '' },
      },
      UserHomeDir: { ...does('home-directory'), gives: { kind: 'base', base: 'home-directory', rest: '' } },
      UserConfigDir: {
        ...does('home-directory'),
        gives: { kind: 'base', base: 'home-directory', rest: '/.config' },
      },
      UserCacheDir: {
        ...does('home-directory'),
        gives: { kind: 'base', base: 'home-directory', rest: '/.cache' },
      },
      Getwd: { ...does('working-directory'), gives: { kind: 'text', text: '.' } },
      Chdir: { effects: [effect('working-directory', argument(0))], counted: ['read-file'] },
      Executable: {
        ...does('executable-directory'),
        gives: { kind: 'base', base: 'executable-directory', rest: `/${programName}` },
      },
      ...each('Getenv LookupEnv', variable),
      Environ: { ...does('environment'), gives: { kind: 'variables' } },
      ExpandEnv: { effects: [effect('environment', argument(0, 'expanded'))] },
    },
    'io/ioutil': {
      ReadFile: reads(),
      WriteFile: writes(),
      ReadDir: { ...readsDirectory(), gives: { kind: 'argument', index: 0 } },
      TempFile: returning('os.File', makesTemporary),
      TempDir: makesTemporary,
    },
    'path/filepath': {
      Glob: { ...readsGlob(), gives: { kind: 'matches', index: 0 } },
      ...each('Walk WalkDir', walks),
      Abs: does('working-directory'),
    },
    syscall: {
      Environ: { gives: { kind: 'variables' } },
      Getenv: variable,
      ...systemCalls,
    },
    'golang.org/x/sys/unix': {
      Environ: { gives: { kind: 'variables' } },
      Getenv: variable,
      ...systemCalls,
      Symlinkat: makesLink(0, 2),
    },
    mime: {
      TypeByExtension: { effects: [effect('mime-types', argument(0, 'extension'))] },
      ...each('ExtensionsByType', does('mime-types')),
    },
    'archive/zip': { OpenReader: reads() },
    'debug/elf': { Open: reads() },
    'github.com/spf13/afero': {
      ...each('NewBasePathFs', passes(1, { effects: [effect('read-directory', argument(1))] })),
      ReadFile: { effects: [effect('read-file', argument(1))] },
      WriteFile: { effects: [effect('write', argument(1))] },
      NewOsFs: { returns: 'github.com/spf13/afero.Fs' },
      ...each('Fs.Open Fs.Stat', reads()),
      ...each('Fs.Create Fs.MkdirAll Fs.Mkdir', writes()),
    },
    'github.com/fsnotify/fsnotify': {
      NewWatcher: { returns: 'github.com/fsnotify/fsnotify.Watcher' },
      'Watcher.Add': { effects: [effect('read-file', argument(0))] },
    },
    'github.com/hpcloud/tail': { TailFile: reads() },
    'github.com/nxadm/tail': { TailFile: reads() },
    'github.com/mitchellh/go-homedir': {
      Dir: { ...does('home-directory'), gives: { kind: 'base', base: 'home-directory', rest: '' } },
      Expand: passes(0, does('home-directory')),
    },
    'github.com/kardianos/osext': {
      Executable: {
        ...does('executable-directory'),
        gives: { kind: 'base', base: 'executable-directory', rest: `/${programName}` },
      },
      ExecutableFolder: {
        ...does('executable-directory'),
        gives: { kind: 'base', base: 'executable-directory', rest: '' },
      },
    },
    'github.com/otiai10/copy': {
      Copy: { effects: [effect('read-directory', argument(0)), effect('write', argument(1))] },
    },
  },
  types: {
    'os.Stdin': 'os.File',
    'os.Stdout': 'os.File',
    'os.Stderr': 'os.File',
  },
  values: {
    // Values on Linux, https://go.dev/src/syscall/zerrors_linux_amd64.go
    'os.O_RDONLY': 0,
    'os.O_WRONLY': 1,
    'os.O_RDWR': 2,
    'os.O_CREATE': 0x40,
    'os.O_EXCL': 0x80,
    'os.O_TRUNC': 0x200,
    'os.O_APPEND': 0x400,
    'os.O_SYNC': 0x10_1000,
    'syscall.O_RDONLY': 0,
    'syscall.O_WRONLY': 1,
    'syscall.O_RDWR': 2,
    'syscall.O_CREAT': 0x40,
    'syscall.O_EXCL': 0x80,
    'syscall.O_TRUNC': 0x200,
    'syscall.O_APPEND': 0x400,
    'os.DevNull': '/dev/null',
    'os.PathSeparator': '/',
    'os.PathListSeparator': ':',
    'path/filepath.Separator': '/',
    'path/filepath.ListSeparator': ':',
    'os/user.User.HomeDir': { base: 'home-directory', rest: '' },
  },
};

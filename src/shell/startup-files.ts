/**
 * The files that shells read before their commands, by the way they are started.
 *
 * Sources: bash(1), "INVOCATION" and "FILES"; dash(1), "Invocation"; POSIX XCU sh, ENV; zsh(1), "STARTUP/SHUTDOWN FILES";
 * /etc/profile and the `.profile` of Debian's packages base-files and bash, which go on to what is read here with them.
 */
import type { ShellStart } from './wrappers.ts';

/**
 * Of these the first that is there is read: `~` is the home directory, `$NAME` the file that a variable names, and a `*`
 * stands for any name.
 */
export type StartupFiles = readonly string[];

const profiles: readonly StartupFiles[] = [['/etc/profile'], ['/etc/profile.d/*.sh']];

type Kind = 'bash' | 'zsh' | 'other';

const login: Readonly<Record<Kind, readonly StartupFiles[]>> = {
  bash: [
    ...profiles,
    ['~/.bash_profile', '~/.bash_login', '~/.profile'],
    ['/etc/bash.bashrc'],
    ['~/.bashrc'],
    ['~/.bash_logout'],
    ['/etc/bash.bash_logout'],
  ],
  zsh: [
    ['/etc/zsh/zprofile'],
    ['~/.zprofile'],
    ['/etc/zsh/zlogin'],
    ['~/.zlogin'],
    ['~/.zlogout'],
    ['/etc/zsh/zlogout'],
  ],
  other: [...profiles, ['~/.profile']],
};

const interactive: typeof login = {
  bash: [['/etc/bash.bashrc'], ['~/.bashrc']],
  zsh: [['/etc/zsh/zshrc'], ['~/.zshrc']],
  other: [['$ENV']],
};

const always: typeof login = {
  bash: [['$BASH_ENV']],
  zsh: [['/etc/zsh/zshenv'], ['~/.zshenv']],
  other: [],
};

/** What a shell reads that is started so; of one that isn't known, what any of them reads. */
export function startupFilesOf(start: ShellStart): readonly StartupFiles[] {
  const { shell } = start;
  const own: Kind = shell === 'bash' || shell === 'zsh' ? shell : 'other';
  const kinds: readonly Kind[] = shell === undefined ? ['bash', 'other'] : [own];
  return kinds.flatMap((kind) => [
    ...(start.interactive && kind === 'bash' ? [] : always[kind]),
    ...(start.login && !start.without.has('login') ? login[kind] : []),
    ...(start.interactive && !start.without.has('interactive') ? interactive[kind] : []),
  ]);
}

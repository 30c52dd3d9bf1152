/** What `chmod` makes of a file's mode. Source: POSIX XCU chmod, "Extended description". */
import type { FileEntry, Mode } from '../types.ts';

/** The mode that COPY, mkdir and the like give where nothing else is said. */
export function modeOf({ mode, kind }: Pick<FileEntry, 'mode' | 'kind'>): Mode {
  return mode ?? (kind === 'directory' ? 0o755 : 0o644);
}

/** The change that gives a mode, as chmod takes it. */
export function modeText(mode: Mode): string {
  return mode === 'unknown' ? mode : mode.toString(8);
}

/** The mode after `chmod CHANGE`; unknown after one that isn't understood. */
export function changedMode(entry: Pick<FileEntry, 'mode' | 'kind'>, change: string): Mode {
  if (/^[0-7]{1,5}$/.test(change)) return Number.parseInt(change, 8);
  let mode = modeOf(entry);
  for (const clause of change.split(',')) {
    const [, who = '', actions] = /^([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]))+)$/.exec(clause) ?? [];
    if (actions === undefined || mode === 'unknown') return 'unknown';
    const concerned = classesOf(who);
    for (const [, sign, letters = ''] of actions.matchAll(/([-+=])([rwxXst]*(?![ugo])|[ugo])/g)) {
      const searchable = entry.kind === 'directory' || (mode & 0o111) !== 0;
      const bits: number =
        (/^[ugo]$/.test(letters) ? bitsOfClass(letters, mode) : bitsOf(letters, searchable)) & concerned.bits;
      if (sign === '+') mode |= bits;
      else if (sign === '-') mode &= ~bits;
      else mode = (mode & ~concerned.cleared) | bits;
    }
  }
  return mode;
}

const setUserId = 0o4000;
const setGroupId = 0o2000;
const sticky = 0o1000;

/**
 * The bits that a clause may set, and those that `=` clears first. Without a class it is everybody's, but for what the
 * umask (022 in every builder) keeps from being set.
 */
function classesOf(who: string): { readonly bits: number; readonly cleared: number } {
  const special = setUserId | setGroupId | sticky;
  if (who === '') return { bits: (0o777 & ~0o022) | special, cleared: 0o777 };
  const classes = who.includes('a') ? 'ugo' : who;
  const bits = [...classes].reduce(
    (sum, letter) =>
      sum |
      (letter === 'u' ? 0o700 | setUserId : letter === 'g' ? 0o070 | setGroupId : 0o007) |
      (who.includes('a') ? sticky : 0),
    0,
  );
  return { bits: bits | sticky, cleared: bits & 0o777 };
}

/** The permissions for all three classes; `X` is `x` on what is a directory or can be executed by somebody. */
function bitsOf(letters: string, searchable: boolean): number {
  const bitOf = (letter: string): number => {
    switch (letter) {
      case 'r':
        return 0o444;
      case 'w':
        return 0o222;
      case 's':
        return setUserId | setGroupId;
      case 't':
        return sticky;
      default:
        return letter === 'x' || searchable ? 0o111 : 0;
    }
  };
  return [...letters].reduce((sum, letter) => sum | bitOf(letter), 0);
}

/** The permissions that a class has now, for all three classes: `g=u`. */
function bitsOfClass(letter: string, mode: number): number {
  const own = (mode >> (letter === 'u' ? 6 : letter === 'g' ? 3 : 0)) & 0o7;
  return own * 0o111;
}

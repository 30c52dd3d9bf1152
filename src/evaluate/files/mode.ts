/** What `chmod` makes of a file's mode. Source: POSIX XCU chmod, "Extended description". */
import type { FileEntry } from '../types.ts';

/** The mode after `chmod CHANGE`; undefined for a change that is not understood. */
export function changedMode(entry: FileEntry, change: string): number | undefined {
  if (/^[0-7]{3,4}$/.test(change)) return Number.parseInt(change, 8);
  let mode = entry.mode ?? (entry.kind === 'directory' ? 0o755 : 0o644);
  for (const clause of change.split(',')) {
    const [, who = '', actions] = /^([ugoa]*)((?:[-+=][rwxX]*)+)$/.exec(clause) ?? [];
    if (actions === undefined) return undefined;
    const concerned = classesOf(who);
    for (const [, sign, letters = ''] of actions.matchAll(/([-+=])([rwxX]*)/g)) {
      const bits = bitsOf(letters, entry.kind === 'directory' || (mode & 0o111) !== 0) & concerned.bits;
      if (sign === '+') mode |= bits;
      else if (sign === '-') mode &= ~bits;
      else mode = (mode & ~concerned.cleared) | bits;
    }
  }
  return mode;
}

/**
 * The bits that a clause may set, and those that `=` clears first. Without a class it is everybody's, but for what the
 * umask (022 in every builder) keeps from being set.
 */
function classesOf(who: string): { readonly bits: number; readonly cleared: number } {
  if (who === '') return { bits: 0o777 & ~0o022, cleared: 0o777 };
  const classes = who.includes('a') ? 'ugo' : who;
  const bits = [...classes].reduce(
    (sum, letter) => sum | (letter === 'u' ? 0o700 : letter === 'g' ? 0o070 : 0o007),
    0,
  );
  return { bits, cleared: bits };
}

/** The permissions for all three classes; `X` is `x` on what is a directory or can be executed by somebody. */
function bitsOf(letters: string, searchable: boolean): number {
  const bitOf = (letter: string): number => {
    if (letter === 'r') return 0o444;
    if (letter === 'w') return 0o222;
    return letter === 'x' || searchable ? 0o111 : 0;
  };
  return [...letters].reduce((sum, letter) => sum | bitOf(letter), 0);
}

/** What `chmod` makes of a file's mode. */
import type { FileEntry } from '../types.ts';

/** Octal modes replace; `+x` and its like are applied to what is known; anything else leaves the mode unknown. */
export function changedMode(entry: FileEntry, change: string): number | undefined {
  if (/^[0-7]{3,4}$/.test(change)) return Number.parseInt(change, 8);
  const symbolic = /^([ugoa]*)([+-])([rwx]+)$/.exec(change);
  if (symbolic === null) return undefined;
  const [, who = '', sign, what = ''] = symbolic;
  const bits = [...what].reduce((sum, letter) => sum | (letter === 'r' ? 4 : letter === 'w' ? 2 : 1), 0);
  const classes = who === '' || who.includes('a') ? 'ugo' : who;
  const mask = [...classes].reduce(
    (sum, letter) => sum | (bits << (letter === 'u' ? 6 : letter === 'g' ? 3 : 0)),
    0,
  );
  const before = entry.mode ?? (entry.kind === 'directory' ? 0o755 : 0o644);
  return sign === '+' ? before | mask : before & ~mask;
}

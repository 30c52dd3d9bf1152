/** What a letter behind a backslash stands for in printed text. */

/**
 * Those that all shells read alike. Source: POSIX XBD 5, "File Format Notation", table 5-1, as far as dash(1), bash(1) and
 * busybox agree.
 */
export const escapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

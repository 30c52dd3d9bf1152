/** What the ordinary commands that scripts call take their words for: files to read, or texts. */
import type { Value } from '../../shell/types.ts';

/**
 * Commands that read none of the files that their words may name: what they are given are texts, addresses, users,
 * modes, or places to write to.
 */
const readsNothing: ReadonlySet<string> = new Set(
  (
    '[ [[ alias basename break cd chgrp chmod chown continue curl date declare dirname echo exec exit export expr false ' +
    'getent getopts groupadd gosu hash host hostname id ip kill let ln local logger mkdir mktemp mongo mongosh mysql ' +
    'mysqladmin nc ncat nslookup pg_isready ping pkill printf psql pwd read readonly redis-cli return rm rmdir ' +
    'seq set setfacl setpriv shift sleep stat su su-exec sudo sync sysctl test timeout touch trap true type typeset ' +
    'ulimit umask unset useradd adduser addgroup usermod usleep wait wget'
  ).split(' '),
);

/** Whether a command may read files that its words name. */
export function readsFiles(name: string): boolean {
  return !readsNothing.has(name);
}

/** Commands whose first operand is a text, unless an option gives it (POSIX XCU sed, grep, awk, tr; jq(1), yq). */
const takesText: ReadonlyMap<string, RegExp> = new Map([
  ['sed', /^-[a-zA-Z]*[ef]|^--(?:expression|file)/],
  ...['grep', 'egrep', 'fgrep'].map((name) => [name, /^-[a-zA-Z]*[ef]|^--(?:regexp|file)/] as const),
  ...['awk', 'gawk', 'mawk'].map((name) => [name, /^-f|^--file/] as const),
  ['jq', /^-[a-zA-Z]*f|^--from-file/],
  ['yq', /^--from-file/],
  ['tr', /^$/],
]);

/** The word of a command that is a text and no file, where it has one. */
export function textOperand(name: string, given: readonly Value[]): Value | undefined {
  const otherwise = takesText.get(name);
  if (otherwise === undefined) return undefined;
  const starts = given.map(({ text, prefix = '' }) => text ?? prefix);
  const option = starts.findIndex((text) => otherwise.test(text));
  if (option >= 0)
    return /[e]$|expression$|regexp$/.test(starts[option] ?? '') ? given[option + 1] : undefined;
  return given.find((_, index) => starts[index]?.startsWith('-') !== true);
}

/** What is in a directory, where all of it is known for certain. */
import { posix } from 'node:path';
import type { CommandRun, FileSystem } from '../types.ts';

export type Kind = 'file' | 'directory' | 'link';

/** Of what a path is, links followed or not; `absent` where there certainly is nothing, undefined where that isn't known. */
export function kindOf(
  path: string,
  files: FileSystem,
  links: 'followed' | 'seen',
): Kind | 'absent' | undefined {
  if (links === 'seen' && files.linkAt(path) !== undefined) return 'link';
  const found = files.lookup(path);
  if (found.status === 'absent') return 'absent';
  if (found.status === 'possible' || found.entry.perhaps === true || found.entry.kind === 'unknown')
    return undefined;
  return found.entry.kind;
}

/** The names in a directory in the order of their bytes; undefined where others may be there, or some of them not. */
export function namesIn(directory: string, files: FileSystem): readonly string[] | undefined {
  const { names, complete } = files.list(directory);
  if (!complete) return undefined;
  const sure = names.every(({ name }) => {
    const path = posix.join(directory, name);
    const found = files.lookup(path);
    // A link that leads nowhere is there all the same.
    return files.linkAt(path) !== undefined || (found.status === 'present' && found.entry.perhaps !== true);
  });
  return sure ? names.map(({ name }) => name).toSorted(byBytes) : undefined;
}

/** The order of the C locale, which images have unless they set another: that of the bytes, and so of the characters. */
export function byBytes(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

const plainLocales: ReadonlySet<string> = new Set(['', 'C', 'POSIX', 'C.UTF-8', 'C.utf8']);

/** Whether names and lines are ordered by their bytes (POSIX XBD 8.2: LC_ALL, LC_COLLATE, LANG). */
export function ordersByBytes({ env }: Pick<CommandRun, 'env'>): boolean {
  const locale = ['LC_ALL', 'LC_COLLATE', 'LANG']
    .map((name) => env.get(name))
    .find((value) => value !== undefined && value.text !== '');
  return locale === undefined || (locale.text !== undefined && plainLocales.has(locale.text));
}

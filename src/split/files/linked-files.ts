/** What links in the directories that go along lead to. */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { FileSystem } from '../../evaluate/types.ts';
import { keptFile, type KeptFile } from './kept-files.ts';

/** More entries than this are not looked at: links are few where data are many. */
const maximumEntries = 4000;
/** Nor is what lies deeper in a directory than this: directories that are copied into themselves never end. */
const maximumDepth = 16;

export interface LinkedFiles {
  readonly kept: readonly KeptFile[];
  /** The first directory that was not looked at to its end; undefined where all were. */
  readonly unread: string | undefined;
}

/** With the author's files that links in kept directories lead to: COPY takes the links, and leaves what they name. */
export function withLinked(kept: readonly KeptFile[], files: FileSystem): LinkedFiles {
  const all = [...kept];
  let left = maximumEntries;
  let unread: string | undefined;
  const look = (directory: string, depth: number): void => {
    if (depth > maximumDepth) unread ??= directory;
    if (depth > maximumDepth) return;
    for (const { name, kind } of files.list(directory).names) {
      if (left <= 0) unread ??= directory;
      if (left <= 0) return;
      left -= 1;
      const path = posix.join(directory, name);
      if (kind === 'directory') look(path, depth + 1);
      const target = kind === 'link' ? files.linkAt(path) : undefined;
      if (target === undefined) continue;
      const leads = posix.resolve(directory, target);
      const there = all.some((file) => file.path === leads || (file.directory && isInside(leads, file.path)));
      const found = files.lookup(leads);
      if (there || found.status !== 'present' || found.entry.origin.by === 'base') continue;
      if (isInside(directory, leads)) continue;
      all.push(keptFile(leads, found.entry.kind === 'directory', files, `${path} leads there`));
    }
  };
  // What a link leads to may hold links in its turn: the list grows while it is gone through.
  for (const { path, directory } of all) if (directory) look(path, 1);
  return { kept: all, unread };
}

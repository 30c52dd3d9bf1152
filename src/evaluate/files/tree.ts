/** Directories that are copied as a whole. */
import { posix } from 'node:path';
import type { FileSystem, Found, Listing, Origin } from '../types.ts';

/** Where a whole directory comes from. Paths are relative to its top; `''` is the top itself. */
export interface Tree {
  readonly lookup: (path: string) => Found;
  readonly list: (path: string) => Listing | undefined;
}

/** The tree below a directory of a file system view. */
export function treeOf(files: FileSystem, directory: string): Tree {
  return {
    lookup: (path) => files.lookup(posix.join(directory, path)),
    list: (path) => files.list(posix.join(directory, path)),
  };
}

/** A tree of which nothing is known. */
export function unknownTree(origin: Origin): Tree {
  return {
    lookup: (path) =>
      path === ''
        ? { status: 'present', entry: { path, kind: 'unknown', origin } }
        : { status: 'possible', origin },
    list: () => ({ names: [], complete: false, generated: false }),
  };
}

/** What an identity may do with a file: path_resolution(7), and Linux's rule that root may do all but run a file without any x bit. */
import type { Identity } from './accounts.ts';
import { joinPath, type FileIndex, type FileNode } from './files.ts';

export interface Access {
  readonly read: boolean;
  readonly write: boolean;
  /** Run a file; search a directory. */
  readonly execute: boolean;
}

/** What the identity may do with the file itself; the directories above it are not looked at. */
export function accessTo(node: FileNode, identity: Identity): Access {
  if (identity.uid === 0) {
    return { read: true, write: true, execute: node.type === 'directory' || (node.mode & 0o111) !== 0 };
  }
  const inGroup = identity.gid === node.gid || identity.groups.includes(node.gid);
  const shift = identity.uid === node.uid ? 6 : inGroup ? 3 : 0;
  const bits = (node.mode >> shift) & 0o7;
  return { read: (bits & 4) !== 0, write: (bits & 2) !== 0, execute: (bits & 1) !== 0 };
}

/** The first directory on the way to the (resolved) path that the identity may not search; undefined for none. */
export function barrier(files: FileIndex, path: string, identity: Identity): string | undefined {
  let directory = '/';
  for (const part of path.split('/').slice(1, -1)) {
    directory = joinPath(directory, part);
    const found = files.lookup(directory);
    if (found.found && !accessTo(found.node, identity).execute) return directory;
  }
  return undefined;
}

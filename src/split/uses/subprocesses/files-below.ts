/** Files that a name may mean of which only the beginning is known. */
import { posix } from 'node:path';
import { pathOf, type StartScene } from './scene.ts';

export interface FilesBelow {
  readonly paths: readonly string[];
  readonly complete: boolean;
  /** No directory is known, or one of the system's. */
  readonly anywhere: boolean;
}

/** More files than these of a directory are not looked into: which of them is started is not known. */
const maximumFiles = 100;

/** The author's files in the directory that a name begins with, and below it. */
export function filesBelow(prefix: string | undefined, scene: StartScene): FilesBelow {
  const { files } = scene.stage;
  const none = { paths: [], complete: false };
  const slash = prefix?.lastIndexOf('/') ?? -1;
  if (prefix === undefined || slash < 0) return { ...none, anywhere: true };
  const top = pathOf(prefix.slice(0, slash + 1), scene);
  const found = files.lookup(top);
  if (top === '/') return { ...none, anywhere: true };
  if (found.status !== 'present') return { ...none, anywhere: false };
  if (found.entry.origin.by === 'base') return { ...none, anywhere: true };
  const open = [top];
  const paths: string[] = [];
  let complete = true;
  // The list grows while it is walked.
  for (const directory of open) {
    const listing = files.list(directory);
    if (!listing.complete) complete = false;
    for (const { name, kind } of listing.names) {
      const path = posix.join(directory, name);
      if (kind === 'directory') open.push(path);
      else paths.push(path);
    }
    if (paths.length > maximumFiles || open.length > maximumFiles) return { ...none, anywhere: false };
  }
  return { paths, complete, anywhere: false };
}

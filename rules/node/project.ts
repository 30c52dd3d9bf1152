/** Which directory belongs to what is started. */
import { posix } from 'node:path';
import { isInside, selfAndParents } from '../../src/evaluate/files/paths.ts';
import type { FileSystem, Stage } from '../../src/evaluate/types.ts';
import { lockFiles } from './manifest.ts';

/**
 * The directory that holds all that a file may `require`: Node looks into `node_modules` beside it and in every directory
 * above (nodejs.org/api/modules.html, "Loading from node_modules folders"). The topmost one that is a project's, else the
 * file's own.
 */
export function rootOf(file: string, { files, state }: Pick<Stage, 'files' | 'state'>): string {
  const directory = posix.dirname(file);
  const above = selfAndParents(directory).filter((path) => path !== '/');
  const projects = above.filter((path) => isProject(path, files));
  const top = projects.toSorted((a, b) => a.length - b.length)[0];
  const workdir = state.workdir.text;
  // What is read relative to the working directory lies there.
  const places = [
    top ?? directory,
    ...(workdir !== undefined && isInside(directory, workdir) ? [workdir] : []),
  ];
  return places.toSorted((a, b) => a.length - b.length)[0] ?? directory;
}

function isProject(directory: string, files: FileSystem): boolean {
  return ['package.json', 'node_modules', ...lockFiles.keys()].some(
    (name) => files.lookup(posix.join(directory, name)).status === 'present',
  );
}

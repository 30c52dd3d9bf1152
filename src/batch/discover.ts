/** Finding the Dockerfiles below a directory. */
import { type Dirent, readdir } from 'node:fs';
import { relative, sep } from 'node:path';
import glob from 'fast-glob';
import { dockerfileName } from './dockerfile-names.ts';
import { type Failure, failureOf } from './failures.ts';
import {
  type IgnoreLayers,
  enter,
  ignoreFiles,
  isIgnored,
  layersAbove,
  patternLayer,
  withoutGit,
} from './ignore-files.ts';
import { kindName } from './read.ts';

/** Directories that hold other people's work or none at all. */
const skippedDirectories: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', 'node_modules', 'vendor']);

export type Discovered =
  /** A regular file. */
  | { readonly kind: 'file'; readonly path: string }
  /** A link of a Dockerfile's name: never followed. */
  | { readonly kind: 'link'; readonly path: string }
  /** Something that has a Dockerfile's name but can't be read, or a directory that can't be searched. */
  | { readonly kind: 'failure'; readonly path: string; readonly failure: Failure };

type Done<Entries> = (error: NodeJS.ErrnoException | null, entries: Entries) => void;

/** Everything of a Dockerfile's name below the directory, sorted. Paths are relative to it, `/`-separated. */
export async function discover(
  root: string,
  excluded: readonly string[] = [],
): Promise<readonly Discovered[]> {
  const failures: Discovered[] = [];
  const found: { readonly path: string; readonly dirent: Dirent }[] = [];
  const layersOf = new Map<string, IgnoreLayers>();
  const above = layersAbove(root, ignoreFiles);
  const asked = [patternLayer(root, excluded)];

  /** The directory's entries without what is left out; a directory not listed here is never entered. */
  const list = (directory: string, entries: readonly Dirent[]): Dirent[] => {
    const present = ignoreFiles.filter((name) => entries.some((entry) => entry.name === name));
    const outer = layersOf.get(directory) ?? above;
    // A repository inside of another one: what git leaves out of the outer one says nothing about it.
    const isRepository = directory !== root && entries.some(({ name }) => name === '.git');
    const layers = enter(isRepository ? withoutGit(outer) : outer, directory, present);
    return entries.filter((entry) => {
      const path = directory === sep ? `${sep}${entry.name}` : `${directory}${sep}${entry.name}`;
      if (entry.isDirectory() && skippedDirectories.has(entry.name)) return false;
      if (isIgnored(asked, path, entry.isDirectory())) return false;
      if (isIgnored(layers, path, entry.isDirectory())) return false;
      if (entry.isDirectory()) layersOf.set(path, layers);
      else if (dockerfileName(entry.name) !== undefined)
        found.push({ path: relativeTo(root, path), dirent: entry });
      return true;
    });
  };

  // fast-glob asks for one of two forms; it enters only what is in the answer, so leaving out prunes the search.
  function listDirectory(directory: string, done: Done<string[]>): void;
  function listDirectory(directory: string, options: { withFileTypes: true }, done: Done<Dirent[]>): void;
  function listDirectory(directory: string, form: object | Done<string[]>, done?: Done<Dirent[]>): void {
    readdir(directory, { withFileTypes: true }, (error, entries) => {
      if (error !== null) {
        failures.push({
          kind: 'failure',
          path: relativeTo(root, directory),
          failure: failureOf(error, 'unreadable'),
        });
      }
      const kept = error === null ? list(directory, entries) : [];
      if (typeof form === 'function')
        form(
          null,
          kept.map(({ name }) => name),
        );
      else done?.(null, kept);
    });
  }

  // The walk is fast-glob's and the choice is made above: no pattern of its matches a path with a line break in it.
  await glob.glob('**', {
    cwd: root,
    dot: true,
    onlyDirectories: true,
    followSymbolicLinks: false,
    fs: { readdir: listDirectory },
  });
  const files = found.flatMap(({ path, dirent }): readonly Discovered[] => {
    if (dirent.isSymbolicLink()) return [{ kind: 'link', path }];
    const kind = kindName(dirent);
    return kind === undefined
      ? [{ kind: 'file', path }]
      : [{ kind: 'failure', path, failure: { code: 'not-a-regular-file', why: `it is ${kind}` } }];
  });
  return [...files, ...failures].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function relativeTo(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

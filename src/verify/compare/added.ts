/**
 * Paths that only the new image has. One more file changes nothing by itself; it does where it is found in another's
 * place, or where the program looks for what may be there.
 */
import { posix } from 'node:path';
import { identityOf } from '../image/accounts.ts';
import { absolutePath, splitPath, type FileIndex, type FileNode } from '../image/files.ts';
import type { Image } from '../image/image.ts';
import { cut } from '../verdict/lists.ts';
import { findProgram } from './programs.ts';

/** What an added path takes the place of, or who looks there; undefined where it is only added. */
export function placeTakenBy(before: Image, after: Image): (node: FileNode) => string | undefined {
  const libraries = librariesOf(before.files);
  const search = (after.config.env.get('PATH') ?? '').split(':');
  const own = ownDirectories(before);
  return (node) => {
    const [directory, name] = splitPath(node.path);
    if (search.includes(directory)) {
      const old = findProgram(before.config, before.files, name);
      const now = findProgram(after.config, after.files, name);
      // Where /bin is a link to /usr/bin, it is the same program by another name.
      if (old !== undefined && now?.path === node.path && !isThere(after.files, old.path, node))
        return `on PATH it is found in the place of ${old.path}`;
    }
    const soname = node.file?.elf?.soname;
    const library = soname === undefined ? undefined : libraries.get(soname);
    if (library !== undefined) return `it is a second ${soname}, beside ${library}`;
    if (node.path.startsWith('/etc/') && node.type !== 'directory')
      return 'programs read their settings there';
    const at = own.find((each) =>
      each.whole
        ? node.path.startsWith(`${each.path}/`)
        : directory === each.path && node.type !== 'directory',
    );
    return at === undefined ? undefined : `it lies in ${at.path}, ${at.what}`;
  };
}

function isThere(files: FileIndex, path: string, node: FileNode): boolean {
  const found = files.lookup(path);
  return found.found && found.node === node;
}

interface OwnDirectory {
  readonly path: string;
  readonly what: string;
  /** All that is below counts, not only what lies in it. */
  readonly whole: boolean;
}

/** Where programs look without naming a place: what is there by a relative name, in the home directory, in a volume. */
function ownDirectories({ config, files }: Image): readonly OwnDirectory[] {
  const working = absolutePath('/', config.workingDir);
  const identity = identityOf(config.user, files);
  const home = config.env.get('HOME') ?? (identity.resolved ? identity.identity.home : '/');
  const named = [
    { path: working, what: 'the working directory' },
    { path: absolutePath('/', home), what: 'the home directory' },
    ...config.volumes.map((volume) => ({ path: absolutePath('/', volume), what: 'a volume' })),
  ];
  // Everything is below the root: only what lies in it can be meant by a relative name alone.
  return named.map((each) => ({ ...each, whole: each.path !== '/' }));
}

/** The libraries of an image by their names. */
function librariesOf(files: FileIndex): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { path, file } of files.nodes()) {
    const soname = file?.elf?.soname;
    if (soname !== undefined && !found.has(soname)) found.set(soname, path);
  }
  return found;
}

/** Added paths for people: each by the topmost directory that is added with it, with a count. */
export function addedPaths(paths: readonly string[]): string | undefined {
  const all = new Set(paths);
  const groups = new Map<string, number>();
  for (const path of paths) {
    let top = path;
    while (all.has(posix.dirname(top))) top = posix.dirname(top);
    groups.set(top, (groups.get(top) ?? 0) + 1);
  }
  const named = [...groups].map(([top, count]) => (count === 1 ? top : `${top} (${count} paths)`));
  return named.length === 0 ? undefined : `only the new image has ${cut(named)}`;
}

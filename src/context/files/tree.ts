/**
 * A directory tree to read from, on disk or in memory: the one interface through which `src/context` sees files.
 * Paths are relative to the tree, `/`-separated, normalised; `''` is the tree itself.
 */

export type TreeEntry =
  | { readonly kind: 'file'; readonly executable: boolean; readonly size: number }
  /** `ownMode`: others may do other things in it than the umask of who checks a repository out makes of all. */
  | { readonly kind: 'directory'; readonly ownMode?: true }
  /** `target` as written in the link. */
  | { readonly kind: 'link'; readonly target: string };

export interface Tree {
  /** What is at the path; links are not followed. Nothing for what is neither file, directory nor link. */
  readonly entry: (path: string) => TreeEntry | undefined;
  /** Names in a directory, sorted by code unit. */
  readonly names: (directory: string) => readonly string[] | undefined;
  /** Content of a regular file that is text. */
  readonly text: (path: string) => string | undefined;
}

/** Larger files are not read as text: nothing that says how a program is built or run is that large. */
export const largestText = 4 * 1024 * 1024;

/** Joins a name to a directory of a tree. */
export function childOf(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}

/** The directory of a path of a tree; that of a name alone is the tree itself. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The last name of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * Takes a path as people write it (`./a//b/`, `a/../b`) into a tree's form; undefined when it leads out of the tree
 * or is absolute.
 */
export function normalizePath(path: string): string | undefined {
  if (path.startsWith('/')) return undefined;
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) return undefined;
  }
  return names.join('/');
}

/** The way from a directory to a file of the same tree: `../compose.yaml`. */
export function pathFrom(directory: string, path: string): string {
  const from = directory === '' ? [] : directory.split('/');
  const to = path === '' ? [] : path.split('/');
  const parting = from.findIndex((name, index) => to[index] !== name);
  const common = parting === -1 ? from.length : parting;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/');
}

/** Compares by UTF-16 code unit: the same order on every machine. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Computes something of an object once, and keeps it as long as the object is in use. */
export function rememberOf<Of extends object, T>(compute: (of: Of) => T): (of: Of) => T {
  const known = new WeakMap<Of, { readonly value: T }>();
  return (of) => {
    const found = known.get(of);
    if (found !== undefined) return found.value;
    const value = compute(of);
    known.set(of, { value });
    return value;
  };
}

/** Calls a function once a key, for functions of a tree that doesn't change meanwhile. */
export function remember<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found.value;
    const value = compute(key);
    known.set(key, { value });
    return value;
  };
}

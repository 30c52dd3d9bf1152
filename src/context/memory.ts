/** A build context from strings: for tests, and for callers that have the files elsewhere than on disk. */
import { consumersOf } from './consumers/index.ts';
import { onlyHereIn } from './files/git-ignore.ts';
import {
  byCodeUnit,
  childOf,
  largestText,
  nameOf,
  normalizePath,
  parentOf,
  remember,
  type Tree,
  type TreeEntry,
} from './files/tree.ts';
import type { Consumer } from './consumers/types.ts';
import type { BuildContext } from './types.ts';
import { rulesFor, subtree, viewOf } from './files/view.ts';

export interface MemoryContextOptions {
  /** Directory of the build context among the files, where they are a whole repository; `''` when left out. */
  readonly root?: string;
  /** Path of the Dockerfile among the files; `Dockerfile` in the context when left out. */
  readonly dockerfile?: string;
  /** Paths of files whose x bit is set. */
  readonly executable?: readonly string[];
  /** Symbolic links: path → target. */
  readonly links?: Readonly<Record<string, string>>;
}

/** A build context of the given files (path → content). A `.dockerignore` among them is obeyed. */
export function memoryContext(
  files: Readonly<Record<string, string>>,
  options: MemoryContextOptions = {},
): BuildContext {
  const tree = memoryTree(files, options);
  const root = normalizePath(options.root ?? '') ?? '';
  const dockerfile =
    normalizePath(options.dockerfile ?? `${root}/Dockerfile`.replace(/^\//, '')) ?? 'Dockerfile';
  const onlyHere = onlyHereIn(tree);
  let consumers: readonly Consumer[] | undefined;
  return {
    ...viewOf(subtree(tree, root), rulesFor(tree, root, dockerfile)),
    isOnlyHere: (path) => onlyHere(childOf(root, path)),
    get consumers() {
      consumers ??= consumersOf({ tree, context: root, dockerfile });
      return consumers;
    },
  };
}

function memoryTree(files: Readonly<Record<string, string>>, options: MemoryContextOptions): Tree {
  const executable = new Set(options.executable?.map(normalizePath));
  const contents = new Map(Object.entries(files).flatMap(([path, text]) => located(path, text)));
  const links = new Map(
    Object.entries(options.links ?? {}).flatMap(([path, target]) => located(path, target)),
  );
  const children = new Map<string, Set<string>>([['', new Set()]]);
  for (const path of [...contents.keys(), ...links.keys()]) {
    for (let below = path; below !== ''; below = parentOf(below)) {
      const siblings = children.get(parentOf(below)) ?? new Set();
      children.set(parentOf(below), siblings.add(nameOf(below)));
    }
  }
  return {
    entry: (path): TreeEntry | undefined => {
      const target = links.get(path);
      if (target !== undefined) return { kind: 'link', target };
      const text = contents.get(path);
      if (text !== undefined) {
        return { kind: 'file', executable: executable.has(path), size: sizeOf(text) };
      }
      return children.has(path) ? { kind: 'directory' } : undefined;
    },
    names: remember((directory) => {
      const found = children.get(directory);
      return found === undefined ? undefined : [...found].sort(byCodeUnit);
    }),
    text: (path) => {
      const text = contents.get(path);
      return text === undefined || text.includes('\0') || sizeOf(text) > largestText ? undefined : text;
    },
  };
}

/** Paths that lead out of the tree have no place in it. */
function located(path: string, value: string): readonly (readonly [string, string])[] {
  const place = normalizePath(path);
  return place === undefined || place === '' ? [] : [[place, value]];
}

const utf8 = new TextEncoder();

/** In bytes; other than Node's own way, this one is in browsers, too. */
function sizeOf(text: string): number {
  return utf8.encode(text).length;
}

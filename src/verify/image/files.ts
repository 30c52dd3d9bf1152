/** The files of an image as its containers see them: all layers on top of each other. */
import type { FileContent, Layer, LayerEntry } from './layer.ts';

export interface FileNode {
  /** Absolute, without links in its directories. */
  readonly path: string;
  readonly type: 'file' | 'directory' | 'link' | 'device' | 'fifo';
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** A link's target as written. */
  readonly target: string | undefined;
  readonly file: FileContent | undefined;
  readonly capability: string | undefined;
  /** Index of the layer that wrote it last. */
  readonly layer: number;
}

/** Where a look-up ends. */
export type Lookup =
  | { readonly found: true; readonly node: FileNode }
  /** `at` is the component that isn't there, or the link that can't be followed. */
  | { readonly found: false; readonly at: string };

export interface FileIndex {
  /** Follows links in the directories and, unless `follow` is false, in the last component. */
  readonly lookup: (path: string, follow?: boolean) => Lookup;
  /** Names in the directory at the path (links followed), sorted. */
  readonly list: (path: string) => readonly string[];
  /** Everything but the root, parents before children, sorted by name. */
  readonly nodes: () => IterableIterator<FileNode>;
}

interface Entry {
  node: FileNode;
  readonly children: Map<string, Entry>;
}

/** Linux, `MAXSYMLINKS`. */
const maximalLinks = 40;

/** Applies the layers in order, from the lowest. */
export function flatten(layers: readonly Layer[]): FileIndex {
  const root = entryOf(directoryNode('/', -1));
  for (const [index, layer] of layers.entries()) {
    // Whiteouts hide what lower layers have, wherever in the layer they stand.
    for (const entry of layer.entries)
      if (entry.type === 'whiteout' || entry.type === 'opaque') hide(root, entry);
    for (const entry of layer.entries) write(root, entry, index);
  }
  return {
    lookup: (path, follow = true) => {
      const walk = walkTo(root, path, follow);
      return walk.entry === undefined
        ? { found: false, at: walk.at }
        : { found: true, node: walk.entry.node };
    },
    list: (path) => {
      const { entry } = walkTo(root, path, true);
      return entry === undefined ? [] : [...entry.children.keys()].sort();
    },
    nodes: () => nodesBelow(root),
  };
}

function* nodesBelow(entry: Entry): IterableIterator<FileNode> {
  for (const name of [...entry.children.keys()].sort()) {
    const child = entry.children.get(name);
    if (child === undefined) continue;
    yield child.node;
    yield* nodesBelow(child);
  }
}

function entryOf(node: FileNode): Entry {
  return { node, children: new Map() };
}

function directoryNode(path: string, layer: number): FileNode {
  return {
    path,
    type: 'directory',
    mode: 0o755,
    uid: 0,
    gid: 0,
    target: undefined,
    file: undefined,
    capability: undefined,
    layer,
  };
}

function hide(root: Entry, entry: { readonly type: 'whiteout' | 'opaque'; readonly path: string }): void {
  if (entry.type === 'opaque') {
    walkTo(root, entry.path, true).entry?.children.clear();
    return;
  }
  const [parent, name] = splitPath(entry.path);
  walkTo(root, parent, true).entry?.children.delete(name);
}

function write(root: Entry, entry: LayerEntry, layer: number): void {
  if (entry.type === 'whiteout' || entry.type === 'opaque') return;
  const [parentPath, name] = splitPath(entry.path);
  if (name === '') {
    if (entry.type === 'directory') root.node = { ...root.node, ...attributesOf(entry), layer };
    return;
  }
  const parent = makeDirectories(root, parentPath, layer);
  if (parent === undefined) return;
  const path = joinPath(parent.node.path, name);
  const existing = parent.children.get(name);
  if (entry.type === 'hardlink') {
    const { entry: target } = walkTo(root, entry.target, false);
    if (target !== undefined) parent.children.set(name, entryOf({ ...target.node, path, layer }));
    return;
  }
  const node: FileNode = {
    path,
    type: entry.type,
    ...attributesOf(entry),
    target: entry.type === 'link' ? entry.target : undefined,
    file: entry.type === 'file' ? entry.file : undefined,
    capability: entry.type === 'file' ? entry.capability : undefined,
    layer,
  };
  if (existing !== undefined && existing.node.type === 'directory' && entry.type === 'directory')
    existing.node = node;
  else parent.children.set(name, entryOf(node));
}

function attributesOf(entry: { readonly mode: number; readonly uid: number; readonly gid: number }) {
  return { mode: entry.mode, uid: entry.uid, gid: entry.gid };
}

/** The directory at the path; what is missing is made, as engines do when a layer leaves out parents. */
function makeDirectories(root: Entry, path: string, layer: number): Entry | undefined {
  let current = root;
  for (const part of partsOf(path)) {
    const childPath = joinPath(current.node.path, part);
    const existing = walkTo(root, childPath, true).entry;
    if (existing !== undefined && existing.node.type === 'directory') {
      current = existing;
      continue;
    }
    const made = entryOf(directoryNode(childPath, layer));
    current.children.set(part, made);
    current = made;
  }
  return current;
}

type Walk = { readonly entry: Entry } | { readonly entry: undefined; readonly at: string };

/** Path look-up as the kernel does it inside the container's root: `..` and absolute links never leave it. */
function walkTo(root: Entry, path: string, follow: boolean): Walk {
  const trail: Entry[] = [root];
  const pending = partsOf(path).toReversed();
  let links = 0;
  for (;;) {
    const part = pending.pop();
    const current = trail.at(-1) ?? root;
    if (part === undefined) return { entry: current };
    if (part === '..') {
      if (trail.length > 1) trail.pop();
      continue;
    }
    const child = current.children.get(part);
    if (child === undefined) return { entry: undefined, at: joinPath(current.node.path, part) };
    if (child.node.type !== 'link' || (pending.length === 0 && !follow)) {
      trail.push(child);
      continue;
    }
    links += 1;
    if (links > maximalLinks) return { entry: undefined, at: child.node.path };
    const target = child.node.target ?? '';
    if (target.startsWith('/')) trail.splice(1);
    pending.push(...partsOf(target).toReversed());
  }
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

/** Directory and last name of a path. */
export function splitPath(path: string): readonly [string, string] {
  const parts = partsOf(path);
  return [`/${parts.slice(0, -1).join('/')}`, parts.at(-1) ?? ''];
}

/** The path of a name in a directory, both absolute and plain. */
export function joinPath(directory: string, name: string): string {
  return directory === '/' ? `/${name}` : `${directory}/${name}`;
}

/** An absolute path from one that may be relative to `directory`; `.` and `..` are taken out. */
export function absolutePath(directory: string, path: string): string {
  const parts: string[] = [];
  for (const part of partsOf(path.startsWith('/') ? path : `${directory}/${path}`)) {
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/**
 * A build context on disk: synchronous, lazy, cached. Nothing is listed or read before it is asked for; what can't
 * be read is absent; FIFOs, sockets and devices are never opened; no link leads out.
 */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  readlinkSync,
  realpathSync,
  type Stats,
} from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { buildsIn, servicesOf, type NamedBuild, type Service } from './builds.ts';
import { consumersOf } from './consumers/index.ts';
import { onlyHereIn } from './files/git-ignore.ts';
import { byCodeUnit, childOf, largestText, remember, type Tree, type TreeEntry } from './files/tree.ts';
import type { Consumer } from './consumers/types.ts';
import type { BuildContext } from './types.ts';
import { rulesFor, subtree, viewOf } from './files/view.ts';

export interface DiskContextOptions {
  /** The Dockerfile: absolute, or relative to the context. It may lie outside of the context. */
  readonly dockerfile: string;
}

/** How far above the context its repository's root is looked for. */
const mostLevelsUp = 4;

/** The build context in the directory `root`. */
export function diskContext(root: string, options: DiskContextOptions): BuildContext {
  return diskContextOf(root, options);
}

/** Files below a directory. */
export type TreeAt = (top: string) => Tree;

/** Repositories that are kept at a time, and how much of a repository's texts, in UTF-16 code units. */
const mostKept = 4;
const mostText = 64 * 1024 * 1024;

/**
 * For a run over many files: what was read of a repository, to see who uses an image, is kept for the next file in it. The
 * files of a build context are read for each context anew.
 */
export function keptTrees(): TreeAt {
  const kept = new Map<string, { readonly tree: Tree; readonly text: () => number }>();
  return (top) => {
    const before = kept.get(top);
    const found = before === undefined || before.text() > mostText ? counted(diskTree(top)) : before;
    kept.delete(top);
    kept.set(top, found);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return found.tree;
  };
}

/** A tree, and how much text was read of it. */
function counted(tree: Tree): { readonly tree: Tree; readonly text: () => number } {
  let length = 0;
  const text = (path: string): string | undefined => {
    const found = tree.text(path);
    length += found?.length ?? 0;
    return found;
  };
  return { tree: { ...tree, text }, text: () => length };
}

/** The build context in a directory; `treeAt` has the repository in which users of the image are looked for. */
export function diskContextOf(
  root: string,
  options: DiskContextOptions,
  treeAt: TreeAt = diskTree,
): BuildContext {
  const context = realPath(resolve(root));
  const dockerfile = resolve(context, options.dockerfile);
  const place = dirname(dockerfile);
  const ignoreTop = common(context, place);
  const rules = rulesFor(diskTree(ignoreTop), below(ignoreTop, context), below(ignoreTop, dockerfile));
  const repository = repositoryOf(context);
  // The files of the context are those of the repository below it: each is looked at once.
  const tree = rememberingEntries(diskTree(repository));
  const inside = below(repository, context);
  const onlyHere = onlyHereIn(tree);
  let consumers: readonly Consumer[] | undefined;
  return {
    ...viewOf(subtree(tree, inside), rules),
    isOnlyHere: (path) => onlyHere(childOf(inside, path)),
    get consumers() {
      const top = repositoryOf(ignoreTop);
      consumers ??= consumersOf({
        tree: treeAt(top),
        context: below(top, context),
        dockerfile: below(top, dockerfile),
      });
      return consumers;
    },
  };
}

/** The builds that a compose or bake file describes, as far as they stay below `top`. All paths absolute. */
export function buildsOnDisk(file: string, top: string, treeAt: TreeAt = diskTree): readonly NamedBuild[] {
  return buildsIn(treeAt(top), below(top, file)).map((build) => ({
    ...build,
    dockerfile: join(top, build.dockerfile),
    context: join(top, build.context),
  }));
}

/** The services of a compose file, as far as what they name stays below `top`. All paths absolute. */
export function servicesOnDisk(file: string, top: string): readonly Service[] {
  return servicesOf(diskTree(top), below(top, file)).map((service) => ({
    ...service,
    ...(service.build?.dockerfile === undefined
      ? {}
      : { build: { ...service.build, dockerfile: join(top, service.build.dockerfile) } }),
  }));
}

/** The nearest directory upwards that has a `.git`; the directory itself when there is none near. */
function repositoryOf(directory: string): string {
  let current = directory;
  for (let level = 0; level <= mostLevelsUp; level += 1) {
    if (statOf(join(current, '.git')) !== undefined) return current;
    current = dirname(current);
  }
  return directory;
}

/** The deepest directory that holds both. */
function common(a: string, b: string): string {
  const way = relative(a, b);
  return way === '..' || way.startsWith(`..${sep}`) ? common(dirname(a), b) : a;
}

function below(top: string, path: string): string {
  return relative(top, path).split(sep).join('/');
}

function realPath(path: string): string {
  return attempt(() => realpathSync(path)) ?? path;
}

function diskTree(top: string): Tree {
  const place = (path: string): string => join(top, path);
  const usual = new Set([...checkedOut, modeOf(statOf(top))]);
  return {
    entry: (path) => entryAt(place(path), usual),
    names: (path) => attempt(() => readdirSync(place(path)).sort(byCodeUnit)),
    text: (path) => attempt(() => textAt(place(path))),
  };
}

/** What the usual umasks, 022 and 002, make of all directories of a checkout. Git keeps no modes of directories (git-ls-files(1)). */
const checkedOut = [0o755, 0o775];

function modeOf(stat: Stats | undefined): number {
  return (stat?.mode ?? 0) & 0o7777;
}

function rememberingEntries(tree: Tree): Tree {
  return { ...tree, entry: remember(tree.entry) };
}

function entryAt(path: string, usual: ReadonlySet<number>): TreeEntry | undefined {
  const stat = statOf(path);
  if (stat?.isDirectory())
    return { kind: 'directory', ...(usual.has(modeOf(stat)) ? {} : { ownMode: true }) };
  if (stat?.isFile()) {
    return { kind: 'file', executable: (stat.mode & constants.S_IXUSR) !== 0, size: stat.size };
  }
  const target = stat?.isSymbolicLink() ? attempt(() => readlinkSync(path)) : undefined;
  return target === undefined ? undefined : { kind: 'link', target: target.split(sep).join('/') };
}

function statOf(path: string): Stats | undefined {
  return attempt(() => lstatSync(path));
}

/** O_NONBLOCK: should a FIFO have taken the file's place since it was looked at, opening it must not wait. */
function textAt(path: string): string | undefined {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile() || stat.size > largestText) return undefined;
    const bytes = contentOf(file, stat.size);
    return bytes.includes(0) ? undefined : bytes.toString('utf8');
  } finally {
    closeSync(file);
  }
}

/** As many bytes as the file had when it was looked at; less where it has got shorter. */
function contentOf(file: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  for (let read = -1; length < size && read !== 0; length += read) {
    read = readSync(file, bytes, length, size - length, null);
  }
  return bytes.subarray(0, length);
}

/** What can't be read is absent. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

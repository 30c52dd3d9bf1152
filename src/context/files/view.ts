/** A tree as a builder sees it: `.dockerignore` applied, links followed as far as they stay inside. */
import {
  entersIgnored,
  matchEntry,
  noRules,
  parseIgnoreFile,
  type IgnoreMatch,
  type IgnoreRules,
} from './ignore.ts';
import { childOf, parentOf, remember, rememberOf, type Tree, type TreeEntry } from './tree.ts';
import type { ContextFiles, DirectoryEntry } from './types.ts';

/** As Linux does: more links in one path mean a circle. */
const mostLinks = 40;

/** The view of a tree under ignore rules. Nothing is looked at before it is asked for, and nothing twice. */
export function viewOf(tree: Tree, rules: IgnoreRules): ContextFiles {
  const entry = remember(tree.entry);
  const names = remember(tree.names);

  const match = remember((path: string): IgnoreMatch => {
    const parent = parentOf(path);
    return matchEntry(rules, path, parent === '' ? undefined : match(parent));
  });

  // An ignored directory is there nevertheless when an exception lets something in it through.
  const visible = remember((path: string): boolean => {
    if (path === '') return true;
    const found = entry(path);
    if (found === undefined || !walked(parentOf(path))) return false;
    if (!match(path).ignored) return true;
    if (found.kind !== 'directory' || !entersIgnored(rules, path)) return false;
    return (names(path) ?? []).some((name) => visible(childOf(path, name)));
  });

  // Whether BuildKit's walk looks into a directory at all.
  const walked = remember((directory: string): boolean => {
    if (directory === '') return true;
    if (!walked(parentOf(directory))) return false;
    return !match(directory).ignored || entersIgnored(rules, directory);
  });

  const resolve = (path: string, links: 'all' | 'parents'): Place | undefined =>
    resolved({ entry, visible }, path, links);

  const list = remember((directory: string): readonly DirectoryEntry[] | undefined => {
    const place = resolve(directory, 'all');
    if (place?.entry.kind !== 'directory') return undefined;
    return (names(place.path) ?? []).flatMap((name) => {
      const path = childOf(place.path, name);
      const found = visible(path) ? entry(path) : undefined;
      return found === undefined ? [] : [{ name, kind: found.kind }];
    });
  });

  const read = remember((path: string): string | undefined => {
    const place = resolve(path, 'all');
    return place?.entry.kind === 'file' ? tree.text(place.path) : undefined;
  });

  return {
    list,
    read,
    isIgnored: (path) => path !== '' && (!walked(parentOf(path)) || match(path).ignored),
    stat: (path) => {
      const found = resolve(path, 'parents')?.entry;
      if (found === undefined) return undefined;
      switch (found.kind) {
        case 'file':
          return { kind: 'file', executable: found.executable, size: found.size };
        case 'directory':
          return {
            kind: 'directory',
            executable: true,
            size: 0,
            ...(found.ownMode === true ? { ownMode: true } : {}),
          };
        case 'link':
          return { kind: 'link', executable: false, size: 0, target: found.target };
      }
    },
  };
}

/** The view of a tree of which nothing is ignored: one for each tree, since it remembers what it was asked. */
export const wholeView = rememberOf((tree: Tree): ContextFiles => viewOf(tree, noRules));

interface Place {
  readonly path: string;
  readonly entry: TreeEntry;
}

/** The place a path leads to, the links on the way followed, one at its end only with `all`. */
function resolved(
  { entry, visible }: Pick<Tree, 'entry'> & { readonly visible: (path: string) => boolean },
  path: string,
  which: 'all' | 'parents',
): Place | undefined {
  const ahead = path.split('/').toReversed();
  let current = '';
  let links = 0;
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    if (name === '' || name === '.') continue;
    if (name === '..') {
      if (current === '') return undefined;
      current = parentOf(current);
      continue;
    }
    const next = childOf(current, name);
    if (!visible(next)) return undefined;
    const found = entry(next);
    if (found?.kind !== 'link' || (ahead.length === 0 && which === 'parents')) {
      current = next;
      continue;
    }
    links += 1;
    if (links > mostLinks) return undefined;
    // BuildKit resolves links as in the image: an absolute one starts at the root of the context.
    if (found.target.startsWith('/')) current = '';
    ahead.push(...found.target.split('/').toReversed());
  }
  const found: TreeEntry | undefined = current === '' ? { kind: 'directory' } : entry(current);
  return found === undefined ? undefined : { path: current, entry: found };
}

/**
 * The rules in force for a Dockerfile: `<name>.dockerignore` beside it wins over `.dockerignore` in the context,
 * also when it is empty. Both may be anywhere in `tree`; `context` is the context's directory in it.
 */
export function rulesFor(tree: Tree, context: string, dockerfile: string): IgnoreRules {
  const all = wholeView(tree);
  const text = all.read(`${dockerfile}.dockerignore`) ?? all.read(childOf(context, '.dockerignore'));
  return text === undefined ? noRules : parseIgnoreFile(text);
}

/** The tree below one of its directories. */
export function subtree(tree: Tree, directory: string): Tree {
  if (directory === '') return tree;
  const inside = (path: string): string => (path === '' ? directory : `${directory}/${path}`);
  return {
    entry: (path) => tree.entry(inside(path)),
    names: (path) => tree.names(inside(path)),
    text: (path) => tree.text(inside(path)),
  };
}

/**
 * The files of a stage, as far as they can be known without building it: an append-only log of writes, and views of
 * it that end at a sequence number. Asking for a path walks back through the writes that can concern it.
 */
import { posix } from 'node:path';
import { once } from './once.ts';
import type { FileEntry, FileSystem, Found, ImageFacts, Origin } from './types.ts';

/** Where a whole directory comes from. Paths are relative to its top; `''` is the top itself. */
export interface Tree {
  readonly lookup: (path: string) => Found;
  readonly list: (path: string) => ReturnType<FileSystem['list']> | undefined;
}

type Write =
  | { readonly kind: 'entry'; readonly path: string; readonly entry: FileEntry }
  | { readonly kind: 'tree'; readonly path: string; readonly tree: Tree; readonly origin: Origin }
  | { readonly kind: 'remove'; readonly path: string };

interface Attribute {
  readonly at: number;
  readonly path: string;
  readonly recursive: boolean;
  readonly mode: string | undefined;
  readonly owner: string | undefined;
}

/** Writes asked at most for one path: a file that writes one directory thousands of times is not worth more. */
const maximumWritesAsked = 256;
/** As the kernel: more links than this is a loop. */
const maximumLinks = 40;

/** The log while a stage is evaluated. */
export interface FileLog {
  /** The files as they are now. */
  readonly now: () => FileSystem;
  readonly write: (entry: FileEntry) => void;
  readonly writeTree: (path: string, tree: Tree, origin: Origin) => void;
  readonly remove: (path: string) => void;
  readonly opaque: (under: string, origin: Origin) => void;
  readonly attribute: (
    path: string,
    change: { readonly mode?: string; readonly owner?: string },
    recursive: boolean,
  ) => void;
}

/** What a stage starts from: another stage's files, a known or unknown image, or nothing. */
export type Ground =
  | { readonly kind: 'files'; readonly files: FileSystem }
  | { readonly kind: 'image'; readonly facts: ImageFacts | undefined }
  | { readonly kind: 'empty' };

export function createFileLog(ground: Ground): FileLog {
  const writes: (Write | undefined)[] = [];
  const decisive = new Map<string, number[]>();
  const opaque = new Map<string, { readonly at: number; readonly origin: Origin }[]>();
  const attributes = new Map<string, Attribute[]>();
  const children = new Map<string, Set<string>>();
  let links = 0;

  let latest: FileSystem | undefined;

  const next = (): number => writes.length;
  const push = (path: string, write: Write): void => {
    append(decisive, path, writes.length);
    writes.push(write);
  };
  const mention = (path: string): void => {
    for (let child = path; child !== '/';) {
      const parent = parentOf(child);
      const name = child.slice(child.lastIndexOf('/') + 1);
      let names = children.get(parent);
      if (names === undefined) children.set(parent, (names = new Set()));
      if (names.has(name)) return;
      names.add(name);
      child = parent;
    }
  };
  const ensureParents = (path: string, origin: Origin): void => {
    const missing: string[] = [];
    for (let parent = parentOf(path); parent !== '/'; parent = parentOf(parent)) {
      if (lookupAt(parent, next()).status !== 'absent') break;
      missing.push(parent);
    }
    for (const parent of missing.toReversed()) {
      push(parent, { kind: 'entry', path: parent, entry: { path: parent, kind: 'directory', origin } });
    }
  };

  /** Follows links in all components but the last; `followLast` in that too. */
  const resolve = (path: string, at: number, followLast: boolean): string => {
    if (links === 0) return path;
    let resolved = '/';
    let left = path.split('/').filter(Boolean);
    let followed = 0;
    while (left.length > 0) {
      const [name, ...rest] = left;
      const candidate = posix.join(resolved, name ?? '');
      const last = rest.length === 0;
      const found = last && !followLast ? undefined : lookupPlain(candidate, at);
      if (found?.status === 'present' && found.entry.kind === 'link' && found.entry.target !== undefined) {
        if (++followed > maximumLinks) return candidate;
        const target = posix.resolve(resolved, found.entry.target);
        left = [...target.split('/').filter(Boolean), ...rest];
        resolved = '/';
      } else {
        resolved = candidate;
        left = rest;
      }
    }
    return resolved;
  };

  const fromGround = (path: string): Found => {
    if (path === '/')
      return { status: 'present', entry: { path, kind: 'directory', origin: { by: 'base' } } };
    switch (ground.kind) {
      case 'empty':
        return { status: 'absent' };
      case 'files':
        return ground.files.lookup(path);
      case 'image': {
        const contained = ground.facts?.contains(path) ?? 'unknown';
        if (contained === 'yes') {
          // What holds files is a directory; of other paths the image's facts don't tell.
          const kind = ground.facts?.list?.(path) === undefined ? 'unknown' : 'directory';
          return { status: 'present', entry: { path, kind, origin: { by: 'base' } } };
        }
        return contained === 'no' ? { status: 'absent' } : { status: 'possible', origin: { by: 'base' } };
      }
    }
  };

  const hasTree = (place: string, at: number): boolean =>
    decisive.get(place)?.some((seq) => seq < at && writes[seq]?.kind === 'tree') === true;

  /** Steps that download beside a directory that was copied (`go get`) write nothing into it. */
  const latestOpaque = (
    place: string,
    at: number,
    insideTree: boolean,
  ): { readonly at: number; readonly origin: Origin } | undefined => {
    const unknowns = opaque.get(place);
    if (unknowns === undefined) return undefined;
    if (!insideTree && !hasTree(place, at)) return lastBefore(unknowns, at);
    return unknowns.findLast(
      (one) => one.at < at && !(one.origin.by === 'opaque' && one.origin.downloads === true),
    );
  };

  /** One path, links in it not followed. */
  const lookupPlain = (path: string, at: number): Found => {
    const concerning: number[] = [];
    let insideTree = false;
    let possible: { readonly at: number; readonly origin: Origin } | undefined;
    for (const place of selfAndParents(path)) {
      const seqs = decisive.get(place);
      if (seqs !== undefined) {
        for (
          let i = countBelow(seqs, at) - 1, taken = 0;
          i >= 0 && taken < maximumWritesAsked;
          i--, taken++
        ) {
          const seq = seqs[i];
          if (seq === undefined) continue;
          const write = writes[seq];
          if (write === undefined || (write.kind === 'entry' && place !== path)) continue;
          concerning.push(seq);
        }
      }
      const latest = latestOpaque(place, at, insideTree);
      insideTree ||= hasTree(place, at);
      if (latest !== undefined && (possible === undefined || latest.at > possible.at)) possible = latest;
    }
    if (concerning.length > 1) concerning.sort((a, b) => b - a);
    for (const seq of concerning) {
      const write = writes[seq];
      if (write === undefined) continue;
      if (write.kind === 'remove') {
        return possible !== undefined && possible.at > seq
          ? { status: 'possible', origin: possible.origin }
          : { status: 'absent' };
      }
      if (write.kind === 'entry')
        return { status: 'present', entry: withAttributes(write.entry, path, seq, at) };
      const inside = pathBelow(write.path, path);
      const found = write.tree.lookup(inside);
      if (found.status === 'present') {
        const origin = relocated(write.origin, inside);
        return {
          status: 'present',
          entry: withAttributes({ ...found.entry, path, origin }, path, seq, at),
        };
      }
      if (found.status === 'possible' && possible === undefined) possible = { at: seq, origin: write.origin };
    }
    const below = fromGround(path);
    if (below.status === 'present') {
      return { status: 'present', entry: withAttributes(below.entry, path, -1, at) };
    }
    return possible === undefined ? below : { status: 'possible', origin: possible.origin };
  };

  const withAttributes = (entry: FileEntry, path: string, since: number, at: number): FileEntry => {
    if (attributes.size === 0) return entry;
    let result = entry;
    for (const place of selfAndParents(path).toReversed()) {
      for (const change of attributes.get(place) ?? []) {
        if (change.at <= since || change.at >= at) continue;
        if (place !== path && !change.recursive) continue;
        const mode = change.mode === undefined ? undefined : changedMode(result, change.mode);
        if (mode !== undefined) result = { ...result, mode };
        if (change.owner !== undefined) result = { ...result, owner: change.owner };
      }
    }
    return result;
  };

  const lookupAt = (path: string, at: number): Found => lookupPlain(resolve(absolute(path), at, true), at);

  const listAt = (directory: string, at: number): ReturnType<FileSystem['list']> => {
    const path = resolve(absolute(directory), at, true);
    const names = new Set(children.get(path));
    let complete = true;
    let written = false;
    let insideTree = false;
    for (const place of selfAndParents(path)) {
      for (const seq of decisive.get(place) ?? []) {
        const write = seq < at ? writes[seq] : undefined;
        if (write?.kind !== 'tree') continue;
        const listed = write.tree.list(pathBelow(write.path, path));
        if (listed === undefined) continue;
        for (const { name } of listed.names) names.add(name);
        if (listed.generated) written = true;
        else if (!listed.complete) complete = false;
      }
      if (latestOpaque(place, at, insideTree) !== undefined) written = true;
      insideTree ||= hasTree(place, at);
    }
    if (ground.kind === 'files') {
      const listed = ground.files.list(path);
      for (const { name } of listed.names) names.add(name);
      if (listed.generated) written = true;
      else if (!listed.complete) complete = false;
    } else if (ground.kind === 'image' && fromGround(path).status !== 'absent') {
      const listed = ground.facts?.list?.(path);
      for (const name of listed ?? []) names.add(name);
      if (listed === undefined) complete = false;
    }
    const present = [...names].sort().flatMap((name) => {
      const found = lookupPlain(posix.join(path, name), at);
      return found.status === 'present' ? [{ name, kind: found.entry.kind }] : [];
    });
    return { names: present, complete: complete && !written, generated: complete && written };
  };

  const view = (at: number): FileSystem => {
    // What is written later doesn't change what is seen here: an answer stays.
    const known = new Map<string, Found>();
    const listed = new Map<string, ReturnType<FileSystem['list']>>();
    const lookup = (path: string): Found => {
      const before = known.get(path);
      if (before !== undefined) return before;
      const found = lookupAt(path, at);
      known.set(path, found);
      return found;
    };
    const whole: FileSystem = {
      at,
      lookup,
      list: (directory) => {
        // Copies of copies ask for the same directory again and again.
        const before = listed.get(directory);
        if (before !== undefined) return before;
        const names = listAt(directory, at);
        listed.set(directory, names);
        return names;
      },
      read: (path) => {
        const found = lookup(path);
        return found.status === 'present' ? found.entry.content?.() : undefined;
      },
      linkAt: (path) => {
        const found = lookupPlain(resolve(absolute(path), at, false), at);
        return found.status === 'present' && found.entry.kind === 'link' ? found.entry.target : undefined;
      },
      upTo: (earlier) => (earlier >= at ? whole : view(earlier)),
      written: once(() => {
        const entries: FileEntry[] = [];
        for (let seq = Math.min(at, writes.length) - 1; seq >= 0; seq--) {
          const write = writes[seq];
          if (write?.kind !== 'entry') continue;
          const found = lookupPlain(write.path, at);
          if (found.status === 'present' && found.entry.origin === write.entry.origin)
            entries.push(found.entry);
        }
        return entries;
      }),
      trees: once(() =>
        writes
          .slice(0, at)
          .flatMap((write) => (write?.kind === 'tree' ? [{ path: write.path, origin: write.origin }] : [])),
      ),
      opaque: once(() =>
        [...opaque].flatMap(([under, list]) =>
          list.filter((item) => item.at < at).map(({ origin }) => ({ under, origin })),
        ),
      ),
    };
    return whole;
  };

  return {
    // Nothing was written since: what the view has been asked is not looked up again.
    now: () => (latest?.at === next() ? latest : (latest = view(next()))),
    write: (entry) => {
      const path = resolve(absolute(entry.path), next(), false);
      ensureParents(path, entry.origin);
      if (entry.kind === 'link') links++;
      mention(path);
      push(path, { kind: 'entry', path, entry: { ...entry, path } });
    },
    writeTree: (path, tree, origin) => {
      const target = resolve(absolute(path), next(), true);
      ensureParents(posix.join(target, 'x'), origin);
      mention(target);
      push(target, { kind: 'tree', path: target, tree, origin });
    },
    remove: (path) => {
      const target = resolve(absolute(path), next(), false);
      push(target, { kind: 'remove', path: target });
    },
    opaque: (under, origin) => {
      append(opaque, absolute(under), { at: writes.length, origin });
      writes.push(undefined);
    },
    attribute: (path, change, recursive) => {
      const target = resolve(absolute(path), next(), true);
      append(attributes, target, {
        at: writes.length,
        path: target,
        recursive,
        mode: change.mode,
        owner: change.owner,
      });
      writes.push(undefined);
    },
  };
}

/** The tree below a directory of a file system view. */
export function treeOf(files: FileSystem, directory: string): Tree {
  return {
    lookup: (path) => files.lookup(posix.join(directory, path)),
    list: (path) => files.list(posix.join(directory, path)),
  };
}

/** A tree of which nothing is known. */
export function unknownTree(origin: Origin): Tree {
  return {
    lookup: (path) =>
      path === ''
        ? { status: 'present', entry: { path, kind: 'unknown', origin } }
        : { status: 'possible', origin },
    list: () => ({ names: [], complete: false, generated: false }),
  };
}

/** A file in a tree copied from the context keeps its place there as its origin; other trees keep the writer. */
function relocated(origin: Origin, inside: string): Origin {
  if (origin.by !== 'context' && origin.by !== 'stage') return origin;
  return { ...origin, source: posix.join(origin.source, inside) };
}

/** Octal modes replace; `+x` and its like are applied to what is known; anything else leaves the mode unknown. */
function changedMode(entry: FileEntry, change: string): number | undefined {
  if (/^[0-7]{3,4}$/.test(change)) return Number.parseInt(change, 8);
  const symbolic = /^([ugoa]*)([+-])([rwx]+)$/.exec(change);
  if (symbolic === null) return undefined;
  const [, who = '', sign, what = ''] = symbolic;
  const bits = [...what].reduce((sum, letter) => sum | (letter === 'r' ? 4 : letter === 'w' ? 2 : 1), 0);
  const classes = who === '' || who.includes('a') ? 'ugo' : who;
  const mask = [...classes].reduce(
    (sum, letter) => sum | (bits << (letter === 'u' ? 6 : letter === 'g' ? 3 : 0)),
    0,
  );
  const before = entry.mode ?? (entry.kind === 'directory' ? 0o755 : 0o644);
  return sign === '+' ? before | mask : before & ~mask;
}

/** Paths of the image start at its root. Nearly all are in their normal form already. */
function absolute(path: string): string {
  return path.startsWith('/') && !/\/(?:\.|\/|$)/.test(path) ? path : posix.resolve('/', path);
}

/** The directory that holds a path of the normal form; the root's is the root. */
function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

/** The way from a directory to itself (`''`) or to a path below it, both of the normal form. */
function pathBelow(directory: string, path: string): string {
  return path === directory ? '' : path.slice(directory === '/' ? 1 : directory.length + 1);
}

/** The path, of the normal form, and the directories above it up to the root. */
function selfAndParents(path: string): readonly string[] {
  const places = [path];
  for (let place = path; place !== '/';) {
    place = parentOf(place);
    places.push(place);
  }
  return places;
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}

/** How many of the ascending numbers are below the bound. */
function countBelow(ascending: readonly number[], bound: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? bound) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lastBefore<T extends { readonly at: number }>(
  ascending: readonly T[],
  bound: number,
): T | undefined {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle]?.at ?? bound) < bound) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? undefined : ascending[low - 1];
}

/** What is known of a path at a moment: a walk back through the writes that can concern it. */
import { posix } from 'node:path';
import type { FileEntry, Found, Origin } from '../types.ts';
import { otherName, systemModes } from '../../image/directories.ts';
import { lookupInGround, passesLink } from './ground.ts';
import { countBefore, type Journal, type Unknown, type Write } from './journal.ts';
import { changedMode } from './mode.ts';
import { changedOwner } from '../owner.ts';
import { isSeen, mountAt } from './mounted.ts';
import { absolute, pathBelow, selfAndParents } from './paths.ts';
import type { Tree } from './tree.ts';

/** Writes asked at most for one path: a file that writes one directory thousands of times is not worth more. */
const maximumWritesAsked = 256;
/** As the kernel: more links than this is a loop. */
const maximumLinks = 40;
/** Before anything that happened in the stage. */
const beforeAll = -1;

/** A path, all links in it followed. */
export function lookup(journal: Journal, path: string, at: number): Found {
  return lookupResolved(journal, resolveLinks(journal, absolute(path), at, 'all'), at);
}

/** Where a path of the normal form leads: links in its directories are followed, one at its end only with `all`. */
export function resolveLinks(journal: Journal, path: string, at: number, which: 'all' | 'parents'): string {
  if (!journal.hasLinks && !passesLink(journal.ground, path)) return path;
  let resolved = '/';
  let left = path.split('/').filter(Boolean);
  let followed = 0;
  for (let index = 0; index < left.length; index++) {
    const candidate = `${resolved === '/' ? '' : resolved}/${left[index] ?? ''}`;
    const target =
      index < left.length - 1 || which === 'all'
        ? linkTarget(lookupResolved(journal, candidate, at))
        : undefined;
    if (target === undefined) {
      resolved = candidate;
      continue;
    }
    const rest = left.slice(index + 1);
    followed += 1;
    if (followed > maximumLinks) return posix.join(candidate, ...rest);
    left = [...posix.resolve(resolved, target).split('/').filter(Boolean), ...rest];
    resolved = '/';
    index = -1;
  }
  return resolved;
}

/** What the link points to, as written; undefined for what is no link. */
export function linkTarget(found: Found): string | undefined {
  return found.status === 'present' && found.entry.kind === 'link' ? found.entry.target : undefined;
}

/** Nothing speaks for it but that some step may have written wherever it liked. */
export function isAbsent(found: Found): boolean {
  return found.status === 'absent' || (found.status === 'possible' && found.anywhere === true);
}

/** One path of the normal form, links in it not followed, but for those that merge /usr. */
export function lookupResolved(journal: Journal, path: string, at: number): Found {
  const found = lookupAt(journal, path, at);
  const other = journal.mergesUsr ? otherName(path) : undefined;
  if (other === undefined || isMade(found)) return found;
  // What is written by one name keeps it: where there is no such link (scratch), it is not there by the other.
  const there = lookupAt(journal, other, at);
  return isMade(there) ? there : found;
}

/** Steps have written it, or are likelier to have than the base and packages. */
function isMade(found: Found): boolean {
  if (isAbsent(found) || found.status === 'absent') return false;
  const { by } = found.status === 'present' ? found.entry.origin : found.origin;
  return by !== 'base' && by !== 'package';
}

function lookupAt(journal: Journal, path: string, at: number): Found {
  const places = selfAndParents(path);
  const mount = mountAt(journal, path, at);
  const hides = mount?.tree === undefined ? undefined : { ...mount, tree: mount.tree };
  let unknown = latestUnknown(journal, places, at);
  let lacking: string | undefined;
  for (const write of writesConcerning(journal, places, at)) {
    if (hides !== undefined && write.at < hides.from) break;
    switch (write.kind) {
      case 'remove':
        return unknown !== undefined && unknown.at > write.at
          ? { status: 'possible', origin: unknown.origin }
          : perhaps(journal, { status: 'absent' }, path, write.at, at);
      case 'entry':
        return { status: 'present', entry: withAttributes(journal, places, write.entry, write.at, at) };
      case 'tree': {
        const inside = pathBelow(write.path, path);
        const found = write.tree.lookup(inside);
        if (found.status === 'present') {
          const entry = { ...found.entry, path, origin: relocated(write.origin, inside) };
          return { status: 'present', entry: withAttributes(journal, places, entry, write.at, at) };
        }
        if (found.status === 'possible' && !isAbsent(found)) unknown ??= write;
        if (found.status === 'absent') lacking ??= found.inContext;
        break;
      }
    }
  }
  const below = hides === undefined ? lookupInGround(journal.ground, path) : lookupInMount(hides, path);
  if (below.status === 'present') {
    return { status: 'present', entry: withAttributes(journal, places, below.entry, beforeAll, at) };
  }
  const here: Found =
    below.status === 'absent' && lacking !== undefined ? { ...below, inContext: lacking } : below;
  return unknown === undefined
    ? perhaps(journal, here, path, hides?.from ?? beforeAll, at)
    : { status: 'possible', origin: unknown.origin };
}

/** What is not there, or of the base if at all, a step may have made that writes where it likes. */
function perhaps(journal: Journal, found: Found, path: string, since: number, at: number): Found {
  const step = journal.anywhere.findLast(
    (unknown) => unknown.at < at && unknown.at > since && isSeen(journal, path, unknown.at, at),
  );
  if (step === undefined || found.status === 'present') return found;
  if (found.status === 'absent') return { status: 'possible', origin: step.origin, anywhere: true };
  return found.origin.by === 'base' ? { ...found, orBy: step.origin } : found;
}

function lookupInMount(
  { path, tree }: { readonly path: string; readonly tree: Tree },
  wanted: string,
): Found {
  const found = tree.lookup(pathBelow(path, wanted));
  return found.status === 'present' ? { status: 'present', entry: { ...found.entry, path: wanted } } : found;
}

/** Writes of the first place, and of whole directories above it, the latest first. */
export function writesConcerning(journal: Journal, places: readonly string[], at: number): readonly Write[] {
  const concerning: Write[] = [];
  for (const place of places) {
    const writes = journal.writesTo.get(place);
    if (writes === undefined) continue;
    const end = countBefore(writes, at);
    for (let index = Math.max(0, end - maximumWritesAsked); index < end; index++) {
      const write = writes[index];
      if (write === undefined || (write.kind === 'entry' && place !== places[0])) continue;
      if (isSeen(journal, places[0] ?? '/', write.at, at)) concerning.push(write);
    }
  }
  return concerning.length > 1 ? concerning.sort((a, b) => b.at - a.at) : concerning;
}

/** The last step before the moment that may have written anything below one of the places, the deepest place first. */
export function latestUnknown(journal: Journal, places: readonly string[], at: number): Unknown | undefined {
  if (journal.unknownsBelow.size === 0) return undefined;
  let latest: Unknown | undefined;
  let insideTree = false;
  const [path = '/'] = places;
  const counts = counted(journal, path, at);
  // Places are asked whether a tree was copied there as far as something may have been written.
  let asked = 0;
  for (let index = 0; index < places.length; index++) {
    const unknowns = journal.unknownsBelow.get(places[index] ?? '/');
    if (unknowns === undefined) continue;
    while (!insideTree && asked <= index) insideTree = isTreeAt(journal, places[asked++] ?? '/', at);
    // Steps that download beside a directory that was copied (`go get`) write nothing into it.
    const here =
      insideTree || counts !== undefined
        ? unknowns.findLast(
            (unknown) =>
              unknown.at < at &&
              !(insideTree && isDownload(unknown.origin)) &&
              counts?.(unknown.at) !== false,
          )
        : unknowns[countBefore(unknowns, at) - 1];
    if (here !== undefined && (latest === undefined || here.at > latest.at)) latest = here;
  }
  return latest;
}

/** Whether what happened at a path is seen there through mounts; undefined where there never were any. */
function counted(journal: Journal, path: string, at: number): ((happened: number) => boolean) | undefined {
  if (journal.mounts.length === 0) return undefined;
  const mount = mountAt(journal, path, at);
  const since = mount?.tree === undefined ? beforeAll : mount.from;
  return (happened) => happened >= since && isSeen(journal, path, happened, at);
}

function isTreeAt(journal: Journal, place: string, at: number): boolean {
  return journal.writesTo.get(place)?.some((write) => write.at < at && write.kind === 'tree') === true;
}

function isDownload(origin: Origin): boolean {
  return origin.by === 'opaque' && origin.downloads === true;
}

/** The entry of the first place with the modes and owners that it was given after it was written. */
function withAttributes(
  { attributesOf }: Journal,
  places: readonly string[],
  entry: FileEntry,
  since: number,
  at: number,
): FileEntry {
  if (attributesOf.size === 0) return entry;
  const changes = places.flatMap((place) =>
    (attributesOf.get(place) ?? []).filter(
      (change) => change.at > since && change.at < at && (place === places[0] || change.recursive),
    ),
  );
  let result = entry;
  for (const change of changes.sort((a, b) => a.at - b.at)) {
    if (change.of !== undefined && result.kind !== 'unknown' && result.kind !== change.of) continue;
    const mode = change.mode === undefined ? undefined : changedMode(withOwnMode(result), change.mode);
    if (mode !== undefined) result = { ...result, mode };
    if (change.perhaps !== undefined) result = { ...result, perhaps: change.perhaps };
    if (change.owner !== undefined) result = { ...result, owner: changedOwner(result.owner, change.owner) };
  }
  return result;
}

/** A directory of the system has the mode of the base image's until a step changes it. */
export function withOwnMode(entry: FileEntry): FileEntry {
  const mode = entry.origin.by === 'base' ? systemModes.get(entry.path) : undefined;
  return mode === undefined || entry.mode !== undefined
    ? entry
    : { ...entry, mode: Number.parseInt(mode, 8) };
}

/** A file in a tree copied from the context keeps its place there as its origin; other trees keep the writer. */
function relocated(origin: Origin, inside: string): Origin {
  if (origin.by !== 'context' && origin.by !== 'stage') return origin;
  return { ...origin, source: posix.join(origin.source, inside) };
}

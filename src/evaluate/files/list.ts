/** The names in a directory at a moment. */
import { posix } from 'node:path';
import type { Listing } from '../types.ts';
import { listGround } from './ground.ts';
import type { Journal } from './journal.ts';
import { latestUnknown, lookupResolved, resolveLinks, writesConcerning } from './lookup.ts';
import { isSeen, mountAt } from './mounted.ts';
import { absolute, pathBelow, selfAndParents } from './paths.ts';

/** Lists a directory, links on the way to it followed. */
export function list(journal: Journal, directory: string, at: number): Listing {
  const path = resolveLinks(journal, absolute(directory), at, 'all');
  const places = selfAndParents(path);
  const mount = mountAt(journal, path, at);
  const ground =
    mount?.tree === undefined
      ? listGround(journal.ground, path)
      : mount.tree.list(pathBelow(mount.path, path));
  const sources = [...treeListings(journal, places, at), ground].filter((listing) => listing !== undefined);
  const present =
    (ground === undefined || ground.names.length === 0) && isAsCopied(journal, places, at)
      ? sources.flatMap((source) => source.names)
      : presentAmong(namesOf(sources, journal.namesIn.get(path)), path, journal, at);
  const known = sources.every(({ complete, generated }) => complete || generated);
  const sourcesKnown =
    !known && sources.every((source) => source.complete || source.generated || source.sources !== undefined);
  const generated =
    sources.some((source) => source.generated) || latestUnknown(journal, places, at) !== undefined;
  return {
    names: present,
    complete: known && !generated,
    generated: known && generated,
    ...(sourcesKnown ? { sources: generated ? 'generated' : 'complete' } : {}),
  };
}

/**
 * Whether one copied tree alone says what is in a directory: nothing was written or removed there, nor copied over it.
 * So it is in most directories, and each name need not be looked up.
 */
function isAsCopied(journal: Journal, places: readonly string[], at: number): boolean {
  const [directory = '/'] = places;
  if (journal.namesIn.has(directory) || journal.removedIn.has(directory)) return false;
  const writes = writesConcerning(journal, places, at);
  return writes.length === 1 && writes[0]?.kind === 'tree';
}

function namesOf(sources: readonly Listing[], written: ReadonlySet<string> = new Set()): readonly string[] {
  const names = sources.flatMap((source) => source.names.map(({ name }) => name));
  return [...new Set([...written, ...names])].sort();
}

/** Those of the names that are there. */
function presentAmong(
  names: readonly string[],
  directory: string,
  journal: Journal,
  at: number,
): Listing['names'] {
  return names.flatMap((name) => {
    const found = lookupResolved(journal, posix.join(directory, name), at);
    return found.status === 'present' ? [{ name, kind: found.entry.kind }] : [];
  });
}

/** What the trees that were copied to a directory or to one above it hold there. */
function treeListings(
  journal: Journal,
  places: readonly string[],
  at: number,
): readonly (Listing | undefined)[] {
  const [directory = '/'] = places;
  const mount = mountAt(journal, directory, at);
  const since = mount?.tree === undefined ? -1 : mount.from;
  return places.flatMap((place) =>
    (journal.writesTo.get(place) ?? []).flatMap((write) =>
      write.kind === 'tree' && write.at < at && write.at > since && isSeen(journal, directory, write.at, at)
        ? [write.tree.list(pathBelow(place, directory))]
        : [],
    ),
  );
}

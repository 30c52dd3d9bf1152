/** The names in a directory at a moment. */
import { posix } from 'node:path';
import type { Listing } from '../types.ts';
import { listGround } from './ground.ts';
import type { Journal } from './journal.ts';
import { latestUnknown, lookupResolved, resolveLinks } from './lookup.ts';
import { absolute, pathBelow, selfAndParents } from './paths.ts';

/** Lists a directory, links on the way to it followed. */
export function list(journal: Journal, directory: string, at: number): Listing {
  const path = resolveLinks(journal, absolute(directory), at, 'all');
  const places = selfAndParents(path);
  const sources = [...treeListings(journal, places, at), listGround(journal.ground, path)].filter(
    (listing) => listing !== undefined,
  );
  const names = new Set(journal.namesIn.get(path));
  for (const source of sources) for (const { name } of source.names) names.add(name);
  const present = [...names].sort().flatMap((name) => {
    const found = lookupResolved(journal, posix.join(path, name), at);
    return found.status === 'present' ? [{ name, kind: found.entry.kind }] : [];
  });
  const known = sources.every(({ complete, generated }) => complete || generated);
  const generated =
    sources.some((source) => source.generated) || latestUnknown(journal, places, at) !== undefined;
  return { names: present, complete: known && !generated, generated: known && generated };
}

/** What the trees that were copied to a directory or to one above it hold there. */
function treeListings(
  journal: Journal,
  places: readonly string[],
  at: number,
): readonly (Listing | undefined)[] {
  const [directory = '/'] = places;
  return places.flatMap((place) =>
    (journal.writesTo.get(place) ?? []).flatMap((write) =>
      write.kind === 'tree' && write.at < at ? [write.tree.list(pathBelow(place, directory))] : [],
    ),
  );
}

/** The files of a stage at a moment. */
import { once } from '../../dockerfile/once.ts';
import type { FileEntry, FileSystem, Found, Listing } from '../types.ts';
import { countBefore, type Journal } from './journal.ts';
import { list } from './list.ts';
import { linkTarget, lookup, lookupResolved, resolveLinks } from './lookup.ts';
import { isSeen } from './mounted.ts';
import { absolute } from './paths.ts';

/** The files after everything in the journal that has a number below `at`. */
export function viewAt(journal: Journal, at: number): FileSystem {
  // What is written later doesn't change what is seen here, and copies of copies ask for the same again and again.
  const look = remembered<Found>((path) => lookup(journal, path, at));
  const view: FileSystem = {
    at,
    lookup: look,
    list: remembered<Listing>((directory) => list(journal, directory, at)),
    read: (path) => {
      const found = look(path);
      return found.status === 'present' ? found.entry.content?.() : undefined;
    },
    mergesUsr: journal.mergesUsr,
    linkAt: (path) => {
      const place = resolveLinks(journal, absolute(path), at, 'parents');
      return linkTarget(lookupResolved(journal, place, at));
    },
    upTo: (earlier) => (earlier >= at ? view : viewAt(journal, earlier)),
    written: once(() => writtenBefore(journal, at)),
    removed: once(() =>
      journal.removedIn.size === 0
        ? []
        : journal.writes
            .slice(0, countBefore(journal.writes, at))
            .flatMap(({ kind, path }) => (kind === 'remove' ? [path] : [])),
    ),
    trees: once(() =>
      journal.writes
        .slice(0, countBefore(journal.writes, at))
        .flatMap((write) =>
          write.kind === 'tree' && isSeen(journal, write.path, write.at, at)
            ? [{ path: write.path, origin: write.origin }]
            : [],
        ),
    ),
    opaque: once(() =>
      [...journal.unknownsBelow].flatMap(([under, unknowns]) =>
        unknowns
          .slice(0, countBefore(unknowns, at))
          .flatMap((unknown) =>
            isSeen(journal, under, unknown.at, at) ? [{ under, origin: unknown.origin }] : [],
          ),
      ),
    ),
    anywhere: once(() =>
      journal.anywhere.slice(0, countBefore(journal.anywhere, at)).map(({ origin }) => origin),
    ),
  };
  return view;
}

/** Entries that are still there as they were written, the latest first. */
function writtenBefore(journal: Journal, at: number): readonly FileEntry[] {
  const writes = journal.writes.slice(0, countBefore(journal.writes, at)).toReversed();
  return writes.flatMap((write) => {
    if (write.kind !== 'entry') return [];
    const found = lookupResolved(journal, write.path, at);
    const stays =
      found.status === 'present' &&
      found.entry.origin === write.entry.origin &&
      // By its other name, where /usr is merged, it was written again.
      (!journal.mergesUsr || found.entry.path === write.path);
    return stays ? [found.entry] : [];
  });
}

function remembered<Result>(work: (path: string) => Result): (path: string) => Result {
  const known = new Map<string, Result>();
  return (path) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const result = work(path);
    known.set(path, result);
    return result;
  };
}

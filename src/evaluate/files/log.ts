/**
 * The files of a stage, as far as they can be known without building it: writes go to a journal, and whoever asks gets
 * a view of it that ends at a sequence number.
 */
import type { FileEntry, FileSystem, Origin } from '../types.ts';
import type { Ground } from './ground.ts';
import {
  noteAnywhere,
  noteAttributes,
  noteEntry,
  noteMount,
  noteRemoval,
  noteTree,
  noteUnknown,
  noteUnmounted,
  openJournal,
  type OpenJournal,
} from './journal.ts';
import { isAbsent, lookup, resolveLinks, withOwnMode } from './lookup.ts';
import { modeText } from './mode.ts';
import { absolute, parentOf, selfAndParents } from './paths.ts';
import type { Tree } from './tree.ts';
import { viewAt } from './view.ts';

/** Mode and owner of a directory that is made for what is written in it; without them 0755, root's. */
export type Made = Pick<FileEntry, 'mode' | 'owner'>;

/** What one writes that may not run: what was not certainly there before is not certainly there then. */
type Perhaps = 'perhaps' | undefined;

/** The log while a stage is evaluated. */
export interface FileLog {
  /** The files as they are now. */
  readonly now: () => FileSystem;
  /** `made` is what the directories get that are made on the way. */
  readonly write: (entry: FileEntry, made?: Made, how?: Perhaps) => void;
  /** A directory that is there keeps its mode and owner, unless the tree's are `given` to it. */
  readonly writeTree: (
    path: string,
    tree: Tree,
    origin: Origin,
    made?: Made,
    top?: 'given',
    how?: Perhaps,
  ) => void;
  readonly remove: (path: string) => void;
  /** A path may be removed: it and all below it are not certainly there any more. */
  readonly doubt: (path: string) => void;
  readonly opaque: (under: string, origin: Origin) => void;
  readonly anywhere: (origin: Origin) => void;
  /** Has a tree at a path until all is unmounted; without one, what lies there is seen and nothing written stays. */
  readonly mount: (path: string, tree: Tree | undefined) => void;
  readonly unmountAll: () => void;
  readonly attribute: (
    path: string,
    change: {
      readonly mode?: string;
      readonly owner?: string;
      readonly of?: 'file' | 'directory' | undefined;
    },
    recursive: boolean,
  ) => void;
}

/** A log of a stage in which nothing was done yet. */
export function createFileLog(ground: Ground): FileLog {
  const journal = openJournal(ground);
  const place = (path: string, links: 'all' | 'parents'): string =>
    resolveLinks(journal, absolute(path), journal.next, links);
  let latest: FileSystem | undefined;
  return {
    now: () => {
      // Nothing was written since: what the view has been asked is not looked up again.
      if (latest?.at !== journal.next) latest = viewAt(journal, journal.next);
      return latest;
    },
    write: (entry, made, how) => {
      const path = place(entry.path, 'parents');
      const since = how === undefined ? undefined : firstNotCertain(journal, path);
      noteMissingDirectories(journal, parentOf(path), entry.origin, made);
      noteEntry(journal, { ...entry, path });
      if (since !== undefined) noteDoubt(journal, since);
    },
    writeTree: (path, tree, origin, made, given, how) => {
      const top = place(path, 'all');
      const before = lookup(journal, top, journal.next);
      const since = how === undefined ? undefined : firstNotCertain(journal, top);
      noteMissingDirectories(journal, top, origin, made);
      noteTree(journal, top, tree, origin);
      // What is copied into a directory that is there leaves its mode and owner as they are.
      if (given === undefined && before.status === 'present' && before.entry.kind === 'directory')
        keepTop(journal, before.entry, tree);
      if (since !== undefined) noteDoubt(journal, since);
    },
    remove: (path) => noteRemoval(journal, place(path, 'parents')),
    doubt: (path) => noteDoubt(journal, place(path, 'parents')),
    opaque: (under, origin) => noteUnknown(journal, absolute(under), origin),
    anywhere: (origin) => noteAnywhere(journal, origin),
    mount: (path, tree) => noteMount(journal, place(path, 'all'), tree),
    unmountAll: () => noteUnmounted(journal),
    attribute: (path, { mode, owner, of }, recursive) =>
      noteAttributes(journal, place(path, 'all'), { recursive, mode, owner, of }),
  };
}

function noteDoubt(journal: OpenJournal, path: string): void {
  noteAttributes(journal, path, { recursive: true, mode: undefined, owner: undefined, perhaps: true });
}

/** The uppermost of a path and the directories that are made for it; undefined for what is certainly there before. */
function firstNotCertain(journal: OpenJournal, path: string): string | undefined {
  const itself = lookup(journal, path, journal.next);
  if (itself.status === 'present' && itself.entry.perhaps !== true) return undefined;
  const above = selfAndParents(path).slice(1);
  const made = above.findIndex((place) => place === '/' || !isAbsent(lookup(journal, place, journal.next)));
  return made > 0 ? above[made - 1] : path;
}

function keepTop(journal: OpenJournal, before: FileEntry, tree: Tree): void {
  const { path, mode, owner } = withOwnMode(before);
  const found = tree.lookup('');
  const given = found.status === 'present' ? found.entry : undefined;
  const change = {
    mode: mode === undefined ? (given?.mode === undefined ? undefined : '755') : modeText(mode),
    owner: owner ?? (given?.owner === undefined ? undefined : 'root:root'),
  };
  if (change.mode !== undefined || change.owner !== undefined) {
    noteAttributes(journal, path, { recursive: false, ...change });
  }
}

/** Whatever is written has the directories above it made. */
function noteMissingDirectories(
  journal: OpenJournal,
  directory: string,
  origin: Origin,
  made: Made = {},
): void {
  const places = selfAndParents(directory).filter((place) => place !== '/');
  const existing = places.findIndex((place) => !isAbsent(lookup(journal, place, journal.next)));
  const missing = existing < 0 ? places : places.slice(0, existing);
  for (const path of missing.toReversed()) noteEntry(journal, { path, kind: 'directory', origin, ...made });
}

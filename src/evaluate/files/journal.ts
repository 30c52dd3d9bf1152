/**
 * What was done to the files of a stage, in order. It only grows, and everything in it has its sequence number: who
 * asks for the files at some moment takes what is below that moment's number.
 */
import type { FileEntry, Origin } from '../types.ts';
import { groundMergesUsr, type Ground } from './ground.ts';
import { otherName } from '../../image/directories.ts';
import { parentOf } from './paths.ts';
import type { Tree } from './tree.ts';

interface Numbered {
  readonly at: number;
}

/** What decides whether a path is there: for an entry the path alone, else all below it too. */
export type Write = Numbered & { readonly path: string } & (
    | { readonly kind: 'entry'; readonly entry: FileEntry }
    | { readonly kind: 'tree'; readonly tree: Tree; readonly origin: Origin }
    | { readonly kind: 'remove' }
  );

/** Something that may have written anything below a directory. */
export interface Unknown extends Numbered {
  readonly origin: Origin;
}

/** What a step has at a path while it runs, and nobody after it: `RUN --mount`. */
export interface Mount {
  readonly path: string;
  /** Number from which it is there. */
  readonly from: number;
  /** Number at which it goes, with all that was written into it; undefined while the step runs. */
  readonly until: number | undefined;
  /** What it brings; undefined shows what lies below it. */
  readonly tree: Tree | undefined;
}

/** A change of mode or owner. */
export interface AttributeChange extends Numbered {
  readonly recursive: boolean;
  readonly mode: string | undefined;
  readonly owner: string | undefined;
  /** It may not be there any more, or never have been. */
  readonly perhaps?: true;
  /** Only files, or only directories, are changed. */
  readonly of?: 'file' | 'directory' | undefined;
}

/** The journal as its readers see it. Paths are of the normal form, links in their directories resolved. */
export interface Journal {
  readonly ground: Ground;
  /** /bin and /usr/bin are one, and so are the others. */
  readonly mergesUsr: boolean;
  /** The number that what happens next will have. */
  readonly next: number;
  readonly writes: readonly Write[];
  readonly writesTo: ReadonlyMap<string, readonly Write[]>;
  readonly unknownsBelow: ReadonlyMap<string, readonly Unknown[]>;
  /** Steps that may have written anything wherever they liked. */
  readonly anywhere: readonly Unknown[];
  readonly attributesOf: ReadonlyMap<string, readonly AttributeChange[]>;
  /** Names that were ever written in a directory. */
  readonly namesIn: ReadonlyMap<string, ReadonlySet<string>>;
  /** Directories in which a path was removed. */
  readonly removedIn: ReadonlySet<string>;
  /** A link was written: most stages have none, and nothing to follow. */
  readonly hasLinks: boolean;
  readonly mounts: readonly Mount[];
}

/** The journal while it is written. */
export interface OpenJournal extends Journal {
  next: number;
  readonly writes: Write[];
  readonly writesTo: Map<string, Write[]>;
  readonly unknownsBelow: Map<string, Unknown[]>;
  readonly anywhere: Unknown[];
  readonly attributesOf: Map<string, AttributeChange[]>;
  readonly namesIn: Map<string, Set<string>>;
  readonly removedIn: Set<string>;
  hasLinks: boolean;
  readonly mounts: Mount[];
}

/** A journal in which nothing has happened yet. */
export function openJournal(ground: Ground): OpenJournal {
  return {
    ground,
    mergesUsr: groundMergesUsr(ground),
    next: 0,
    writes: [],
    writesTo: new Map(),
    unknownsBelow: new Map(),
    anywhere: [],
    attributesOf: new Map(),
    namesIn: new Map(),
    removedIn: new Set(),
    hasLinks: false,
    mounts: [],
  };
}

/** Notes one file, directory or link. */
export function noteEntry(journal: OpenJournal, entry: FileEntry): void {
  forgetOther(journal, entry.path);
  if (entry.kind === 'link') journal.hasLinks = true;
  noteWrite(journal, { at: journal.next, path: entry.path, kind: 'entry', entry });
}

/** Notes a directory that is copied as a whole. */
export function noteTree(journal: OpenJournal, path: string, tree: Tree, origin: Origin): void {
  noteWrite(journal, { at: journal.next, path, kind: 'tree', tree, origin });
}

/** Notes that a path is gone with all below it. */
export function noteRemoval(journal: OpenJournal, path: string): void {
  const other = journal.mergesUsr ? otherName(path) : undefined;
  for (const name of other === undefined ? [path] : [path, other]) removed(journal, name);
}

/** What was written there by its other name is it no more. */
function forgetOther(journal: OpenJournal, path: string): void {
  const other = journal.mergesUsr ? otherName(path) : undefined;
  if (other !== undefined && journal.writesTo.has(other)) removed(journal, other);
}

function removed(journal: OpenJournal, path: string): void {
  journal.removedIn.add(parentOf(path));
  noteWrite(journal, { at: journal.next, path, kind: 'remove' });
}

/** Notes that anything below a directory may have been written. */
export function noteUnknown(journal: OpenJournal, under: string, origin: Origin): void {
  append(journal.unknownsBelow, under, { at: journal.next, origin });
  journal.next += 1;
}

/** Notes that anything may have been written, wherever it lies. */
export function noteAnywhere(journal: OpenJournal, origin: Origin): void {
  journal.anywhere.push({ at: journal.next, origin });
  journal.next += 1;
}

/** Notes a change of mode or owner. */
export function noteAttributes(
  journal: OpenJournal,
  path: string,
  change: Omit<AttributeChange, 'at'>,
): void {
  append(journal.attributesOf, path, { at: journal.next, ...change });
  journal.next += 1;
}

/** Notes that something is there from now on, until it is taken away. */
export function noteMount(journal: OpenJournal, path: string, tree: Tree | undefined): void {
  journal.mounts.push({ path, from: journal.next, until: undefined, tree });
  journal.next += 1;
}

/** Notes that all mounts are gone. */
export function noteUnmounted(journal: OpenJournal): void {
  const until = journal.next;
  journal.next += 1;
  for (const [index, mount] of journal.mounts.entries()) {
    if (mount.until === undefined) journal.mounts[index] = { ...mount, until };
  }
}

function noteWrite(journal: OpenJournal, write: Write): void {
  if (write.kind !== 'remove') noteName(journal.namesIn, write.path);
  append(journal.writesTo, write.path, write);
  journal.writes.push(write);
  journal.next += 1;
}

/** The path's name in its directory, and that directory's in the one above, as far as they are new. */
function noteName(namesIn: Map<string, Set<string>>, path: string): void {
  for (let child = path; child !== '/';) {
    const parent = parentOf(child);
    const name = child.slice(child.lastIndexOf('/') + 1);
    let names = namesIn.get(parent);
    if (names === undefined) namesIn.set(parent, (names = new Set()));
    if (names.has(name)) return;
    names.add(name);
    child = parent;
  }
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}

/** How many of the things that happened, in their order, happened before a moment. */
export function countBefore(happened: readonly Numbered[], at: number): number {
  let low = 0;
  let high = happened.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((happened[middle]?.at ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The directories that a runtime stage has: those that its files lie in, and what the program works in. */
import { posix } from 'node:path';
import { isInside, selfAndParents } from '../../evaluate/files/paths.ts';
import type { FileEntry, Stage } from '../../evaluate/types.ts';
import { wayTo, type PathLink } from './links-on-the-way.ts';

/** What of a plan says where files lie. */
export interface RuntimePlaces {
  readonly workdir: string | undefined;
  readonly writable: readonly string[];
  readonly kept: readonly { readonly path: string; readonly directory: boolean }[];
  readonly programs: readonly { readonly path: string }[];
  readonly pathLinks: readonly PathLink[];
}

/**
 * Directories of the runtime stage whose mode can't be told: a step changes it in a way that isn't followed, or the author's own
 * program makes them when a step starts it, with a mode of its choice that COPY does not give to the directory itself.
 */
export function directoriesOfUnknownMode(places: RuntimePlaces, stage: Stage): readonly string[] {
  // What is kept is copied as it is.
  const isKept = (path: string): boolean =>
    places.kept.some((kept) => kept.directory && isInside(path, kept.path));
  const changed = directoriesOf(places, stage).filter(
    (path) => !isKept(path) && directoryAt(path, stage)?.mode === 'unknown',
  );
  const made = places.kept
    .map(({ path, directory }) => (directory ? path : posix.dirname(path)))
    .filter((path) => isMadeByOwnProgram(path, stage));
  return [...new Set([...changed, ...made])];
}

/** Nothing but a program of the author's may have made it, which a step starts. */
function isMadeByOwnProgram(path: string, { files }: Stage): boolean {
  const found = files.lookup(path);
  if (found.status !== 'possible' || found.origin.by !== 'opaque') return false;
  const { command, program, downloads, archive } = found.origin;
  if (program !== undefined || downloads === true || archive !== undefined) return false;
  const called = command.words[0]?.text;
  if (called === undefined) return false;
  return called.includes('/')
    ? isAuthorsFile(posix.resolve(command.workdir.text ?? '/', called), files)
    : files.written().some((entry) => entry.program !== undefined && posix.basename(entry.path) === called);
}

function isAuthorsFile(path: string, files: Stage['files']): boolean {
  const found = files.lookup(path);
  return found.status === 'present' && !['base', 'package'].includes(found.entry.origin.by);
}

/** The directories that the runtime stage has, with those above them. */
export function directoriesOf(
  { workdir, writable, kept, programs, pathLinks }: RuntimePlaces,
  stage: Stage,
): readonly string[] {
  const places = [
    ...(workdir === undefined ? [] : [workdir]),
    ...writable,
    ...stage.config.volumes.map(({ path }) => path),
    ...kept.map(({ path, directory }) => (directory ? path : posix.dirname(path))),
    ...programs.map(({ path }) => posix.dirname(path)),
    ...pathLinks.map(({ path }) => posix.dirname(path)),
  ];
  const real = pathLinks.length === 0 ? places : places.map((path) => wayTo(path, stage.files).path);
  const all = new Set(real.flatMap(selfAndParents));
  all.delete('/');
  return [...all].toSorted();
}

/** The directory at a path, which is no way through a link. */
export function directoryAt(path: string, { files }: Stage): FileEntry | undefined {
  const found = files.lookup(path);
  // A path through a link is made at its own place.
  const direct = found.status === 'present' && found.entry.path === path && files.linkAt(path) === undefined;
  return direct && ['directory', 'unknown'].includes(found.entry.kind) ? found.entry : undefined;
}

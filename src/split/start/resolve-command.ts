/** What the name of a command stands for in an image. */
import { posix } from 'node:path';
import { lastFreeBuilder } from '../../evaluate/commands/builders.ts';
import { isInside } from '../../evaluate/files/paths.ts';
import type { FileEntry, FileSystem, Origin, Stage } from '../../evaluate/types.ts';
import { otherName } from '../../image/directories.ts';
import { packageCommandDirectories } from '../../image/places.ts';
import { isOfArchive, namesProgram } from '../files/downloads.ts';
import { originalHas } from '../needs/installed-packages.ts';

/** What a command's name stands for in an image. */
export type Resolved =
  /** Built by a toolchain: `entry.program` says how. */
  | { readonly kind: 'program'; readonly path: string; readonly entry: FileEntry; readonly sure: boolean }
  /** Written by a step that is only known to have written something; no more is known. */
  | {
      readonly kind: 'made';
      readonly path: string;
      readonly origin: Origin;
      /** A step certainly wrote it; undefined where one only may have. */
      readonly entry?: FileEntry;
    }
  /** A file from the build context or a heredoc; not sure of what a step may have fetched. */
  | { readonly kind: 'file'; readonly path: string; readonly entry: FileEntry; readonly sure: boolean }
  /** Not sure of what an archive may have brought, whose content isn't known. */
  | { readonly kind: 'download'; readonly path: string; readonly entry: FileEntry; readonly sure: boolean }
  /** The base image's own, or of a package. */
  | {
      readonly kind: 'system';
      readonly name: string;
      readonly path: string | undefined;
      /** A link of the author's that leads to it, or a copy of it, under another name. */
      readonly link?: string;
    }
  | { readonly kind: 'missing'; readonly name: string };

/**
 * Finds a command as the kernel or a shell does: by path, or along PATH. Where steps that aren't followed may have written
 * into a directory, what is known to be in a later one comes first, unless the words of such a step name the command.
 */
export function resolveCommand(name: string, stage: Stage): Resolved {
  const { files, state } = stage;
  const workdir = state.workdir.text ?? '/';
  if (name.includes('/')) {
    const place = posix.resolve(workdir, name);
    return resolvePath(place, files) ?? builtSomehow(place, files) ?? { kind: 'missing', name };
  }
  const path = state.env.get('PATH')?.text ?? '';
  let base: Resolved | undefined;
  let made: Resolved | undefined;
  let system: Resolved | undefined;
  const directories = path.split(':');
  for (const directory of directories) {
    if (directory === '') continue;
    if (base !== undefined && !packageCommandDirectories.includes(directory)) continue;
    const place = posix.resolve(workdir, directory, name);
    const resolved = resolvePath(place, files);
    if (resolved === undefined) continue;
    // Where /usr is merged it is found in both directories: it stays where it was written.
    const written = 'entry' in resolved ? posix.dirname(resolved.entry.path) : directory;
    if (otherName(directory) === written && directories.includes(written)) continue;
    const isSystem = resolved.kind === 'system' && resolved.link === undefined;
    // What a build step may have written in an earlier directory gives way to what is certainly in a later one …
    if (isPossible(resolved) && files.linkAt(place) === undefined) made ??= resolved;
    // … and the system's directories, of which not everything is known, to both. In which of them the base has its
    // command isn't known either: what the author puts into one of them takes its place.
    else if (isSystem && resolved.path === undefined) system ??= resolved;
    else if (isSystem && packageCommandDirectories.includes(directory)) base ??= resolved;
    else return resolved;
  }
  const known = base ?? (system !== undefined && originalHas(name, stage) ? system : undefined);
  if (known === undefined) return made ?? system ?? { kind: 'missing', name };
  return made !== undefined && isNamedByMaker(name, made) ? made : known;
}

/** Only a step that isn't followed may have put it there. */
function isPossible(resolved: Resolved): boolean {
  return resolved.kind === 'made'
    ? resolved.entry === undefined || resolved.entry.perhaps === true
    : 'sure' in resolved
      ? !resolved.sure
      : false;
}

/** Whether the step that may have made it names such a file: `make bin/server`, `build.sh --out=server`. */
function isNamedByMaker(name: string, made: Resolved): boolean {
  const origin = 'origin' in made ? made.origin : 'entry' in made ? made.entry.origin : undefined;
  if (origin?.by !== 'opaque') return false;
  // A bare word may be a verb as well: `make install`, `make test`.
  return origin.command.words
    .slice(1)
    .some(({ text = '' }) => /[/=]/.test(text) && text.split(/[/=:]/).at(-1) === name);
}

/** Whether the author has a command of the system's under another name by copying or moving its file. */
export function isCopied(path: string, { files }: Stage): boolean {
  return files.linkAt(path) === undefined;
}

/** Why the file at a path is needed by which a command of the system's is started. */
export function linkedBecause(path: string, name: string, stage: Stage): string {
  return isCopied(path, stage) ? `it is a copy of ${name}` : `it leads to ${name}`;
}

/** A path that only a step without a model can have made: a wrong guess fails when it is copied. */
function builtSomehow(path: string, files: FileSystem): Resolved | undefined {
  const origin = lastFreeBuilder(files);
  return origin === undefined ? undefined : { kind: 'made', path, origin };
}

function resolvePath(path: string, files: FileSystem): Resolved | undefined {
  const direct = resolveDirectly(path, files);
  const target = direct?.kind === 'system' ? files.linkAt(path) : undefined;
  if (direct?.kind !== 'system' || target === undefined) return direct;
  // What the author's link leads to has a name of its own, by which a package brings it.
  const further = resolvePath(posix.resolve(posix.dirname(path), target), files);
  return further?.kind === 'system' ? { ...further, link: path } : direct;
}

function resolveDirectly(path: string, files: FileSystem): Resolved | undefined {
  const found = files.lookup(path);
  if (found.status === 'absent' || (found.status === 'possible' && found.anywhere === true)) return undefined;
  if (found.status === 'possible') return resolvedBy(found.origin, path, files);
  const { entry } = found;
  if (entry.kind === 'directory') return undefined;
  if (entry.program !== undefined) return { kind: 'program', path, entry, sure: true };
  switch (entry.origin.by) {
    case 'base':
      return { kind: 'system', name: posix.basename(path), path };
    case 'download':
      return { kind: 'download', path, entry, sure: true };
    case 'context':
    case 'heredoc':
      return { kind: 'file', path, entry, sure: true };
    case 'command':
      if (entry.copyOf !== undefined)
        return { kind: 'system', name: posix.basename(entry.copyOf), path, link: path };
      // What moves or copies a file says nothing of it; what writes one has made it.
      return entry.content?.() === undefined && entry.kind === 'unknown'
        ? { kind: 'made', path, origin: entry.origin, entry }
        : { kind: 'file', path, entry, sure: true };
    default:
      return isOfArchive(entry.origin)
        ? { kind: 'download', path, entry, sure: true }
        : resolvedBy(entry.origin, path, files);
  }
}

function resolvedBy(origin: Origin, path: string, files: FileSystem): Resolved {
  switch (origin.by) {
    case 'base':
      return { kind: 'system', name: posix.basename(path), path: undefined };
    case 'package':
      return { kind: 'system', name: posix.basename(path), path: undefined };
    case 'opaque': {
      if (origin.downloads === true) {
        return { kind: 'file', path, entry: { path, kind: 'unknown', origin }, sure: false };
      }
      // Several steps may have written there: one that is known to build a program comes first.
      const builder = origin.program === undefined ? builderAbove(path, files) : origin;
      const chosen = builder ?? origin;
      if (isOfArchive(chosen))
        return { kind: 'download', path, entry: memberAt(path, chosen, files), sure: false };
      return chosen.by === 'opaque' && chosen.program !== undefined
        ? {
            kind: 'program',
            path,
            entry: { path, kind: 'file', origin: chosen, program: chosen.program },
            sure: false,
          }
        : { kind: 'made', path, origin };
    }
    case 'context':
      // A tree of which nothing is known: a build that names its program after the module may have put it there.
      return (
        programIn(path, files) ?? {
          kind: 'file',
          path,
          entry: { path, kind: 'unknown', origin },
          sure: true,
        }
      );
    default:
      return programIn(path, files) ?? { kind: 'made', path, origin };
  }
}

/** What an archive may have brought; of several that were unpacked there, the one with such a name. */
function memberAt(path: string, latest: Origin, files: FileSystem): FileEntry {
  const entries = files
    .opaque()
    .flatMap(({ under, origin }): readonly FileEntry[] =>
      isOfArchive(origin) && isInside(path, under) ? [{ path, kind: 'unknown', origin }] : [],
    );
  return entries.findLast(namesProgram) ?? { path, kind: 'unknown', origin: latest };
}

function programIn(path: string, files: FileSystem): Resolved | undefined {
  const builder = builderAbove(path, files);
  return builder?.by === 'opaque' && builder.program !== undefined
    ? {
        kind: 'program',
        path,
        entry: { path, kind: 'file', origin: builder, program: builder.program },
        sure: false,
      }
    : undefined;
}

/** The latest build step that wrote a program of unknown name directly in the path's directory. */
function builderAbove(path: string, files: FileSystem): Origin | undefined {
  return files
    .opaque()
    .findLast(
      ({ under, origin }) =>
        origin.by === 'opaque' &&
        origin.program !== undefined &&
        (under === posix.dirname(path) || under === '/'),
    )?.origin;
}

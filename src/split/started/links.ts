/** Programs that are started through a link and look beside their own file: both stay where they are. */
import { posix } from 'node:path';
import type { RuntimeBase } from '../../image/bases.ts';
import { hasDirectory } from '../../image/directories.ts';
import { commandDirectories, packageCommandDirectories } from '../../image/places.ts';
import type { FileSystem, Stage } from '../../evaluate/types.ts';
import { wayTo } from '../files/links-on-the-way.ts';
import type { StartedProgram } from './launches.ts';
import type { Need } from '../../rule/need.ts';

export interface ProgramLink {
  /** Where it is started. */
  readonly path: string;
  /** Where the program is. */
  readonly target: string;
}

/**
 * The link that a program is started through: COPY would put the program itself there. Links on the way to it are made by
 * themselves.
 */
export function linkOf({ path, entry }: StartedProgram, files: FileSystem): ProgramLink | undefined {
  return wayTo(path, files, 'parents').path === entry.path ? undefined : { path, target: entry.path };
}

/** Only a command of the base makes a link. */
export function linkNeeds(links: readonly ProgramLink[]): readonly Need[] {
  return links.map(({ path, target }) => ({
    kind: 'command',
    name: 'ln',
    because: `${path} is a link to ${target}, which looks beside itself`,
    evidence: undefined,
  }));
}

/** The commands that make the links, in a shell. */
export function linkCommands(
  links: readonly ProgramLink[],
  base: RuntimeBase,
  quoted: (path: string) => string,
): readonly string[] {
  return links.map(({ path, target }) => {
    const parent = posix.dirname(path);
    const made = hasDirectory(base, parent) || commandDirectories.has(parent);
    // In place of a command of the base.
    const replaces = packageCommandDirectories.includes(parent) && base.programs.has(posix.basename(path));
    const link = `ln ${replaces ? '-sf' : '-s'} ${quoted(target)} ${quoted(path)}`;
    return made ? link : `mkdir -p ${quoted(parent)} && ${link}`;
  });
}

/**
 * Commands of the base that steps make links to others of it (`ln -sf /bin/bash /bin/sh`): whoever calls them, as any program
 * may that has a shell, gets the other.
 */
export function replacedCommands({ programs }: RuntimeBase, { files }: Stage): readonly ProgramLink[] {
  if (!programs.has('ln')) return [];
  const isOfBase = (path: string): boolean =>
    packageCommandDirectories.includes(posix.dirname(path)) && programs.has(posix.basename(path));
  return files.written().flatMap(({ kind, path, target, origin }): readonly ProgramLink[] => {
    if (kind !== 'link' || target === undefined || origin.by !== 'command' || !isOfBase(path)) return [];
    const leadsTo = posix.resolve(posix.dirname(path), target);
    const same = posix.basename(leadsTo) === posix.basename(path);
    return !same && isOfBase(leadsTo) ? [{ path, target }] : [];
  });
}

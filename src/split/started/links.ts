/** Programs that are started through a link and look beside their own file: both stay where they are. */
import { posix } from 'node:path';
import type { RuntimeBase } from '../../image/bases.ts';
import { isInside } from '../../evaluate/files/paths.ts';
import { hasDirectory } from '../../image/directories.ts';
import { commandsOf } from '../../image/packages/index.ts';
import {
  commandDirectories,
  localZone,
  packageCommandDirectories,
  zoneDirectory,
} from '../../image/places.ts';
import type { FileSystem, Stage } from '../../evaluate/types.ts';
import { wayTo } from '../files/links-on-the-way.ts';
import { keptFile, withoutNested, type KeptFile } from '../files/kept-files.ts';
import type { BaseChoice } from '../needs/choose-base.ts';
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
    // In place of a command of the base, or of its zone.
    const replaces =
      path === localZone ||
      (packageCommandDirectories.includes(parent) && base.programs.has(posix.basename(path)));
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

export interface AsLinks {
  readonly kept: readonly KeptFile[];
  /** Made as they are. */
  readonly links: readonly ProgramLink[];
}

/**
 * Commands that are links, and the zone: COPY would make files of them, which who looks where they lead sees
 * (`readlink -f "$0"`), and write through what the base has there as a link of its own. What they lead to is there.
 */
export function asLinks(
  kept: readonly KeptFile[],
  { base, packages }: BaseChoice,
  { files }: Stage,
): AsLinks {
  const brought = new Set(packages.flatMap(commandsOf));
  const links: ProgramLink[] = [];
  const others = kept.flatMap((file): readonly KeptFile[] => {
    const target = file.directory || file.perhaps === true ? undefined : files.linkAt(file.path);
    if (target === undefined) return [file];
    const leadsTo = posix.resolve(posix.dirname(file.path), target);
    const found = files.lookup(file.path);
    if (file.path === localZone && isInside(leadsTo, zoneDirectory) && base.timeZones !== undefined) {
      links.push({ path: file.path, target });
      return [];
    }
    if (!packageCommandDirectories.includes(posix.dirname(file.path))) return [file];
    const name = posix.basename(leadsTo);
    if (
      packageCommandDirectories.includes(posix.dirname(leadsTo)) &&
      (base.programs.has(name) || brought.has(name))
    ) {
      links.push({ path: file.path, target });
      return [];
    }
    const authors = found.status === 'present' && !['base', 'package'].includes(found.entry.origin.by);
    if (!authors || found.entry.program !== undefined) return [file];
    links.push({ path: file.path, target });
    return [keptFile(leadsTo, false, files, `${file.path} leads there`)];
  });
  return { kept: links.length === 0 ? kept : withoutNested(others), links };
}

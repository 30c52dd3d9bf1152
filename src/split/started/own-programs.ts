/** Whose program it is that a file builds: the author's own, or a tool that the file fetches. */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import { copyingCommands } from '../../evaluate/commands/copying.ts';
import { lastBuilder, lastFreeBuilder, mayBuild } from '../../evaluate/commands/builders.ts';
import { ordinaryCommands } from '../../evaluate/commands/index.ts';
import { isPattern } from '../../shell/glob.ts';
import type { FileSystem, Origin, Program, Stage } from '../../evaluate/types.ts';
import { resolveCommand } from '../start/resolve-command.ts';

/**
 * Whether a command is certainly a program of the author's own, whatever tool has the same name: one built here from
 * what is copied in, or one that a build step makes where the command says, beside the sources.
 */
export function isOwnProgram(name: string, stage: Stage, workspaces: readonly string[]): boolean {
  const found = resolveCommand(name, stage);
  if (found.kind === 'made') {
    const directory = posix.dirname(found.path);
    // What the toolchain itself makes, and no program: it knows what that is.
    const by = found.origin.by === 'command' ? found.origin.command.name : undefined;
    if (by !== undefined && !ordinaryCommands.has(by)) return false;
    return name.includes('/') && !workspaces.some((workspace) => isInside(directory, workspace));
  }
  if (found.kind !== 'program' || !found.sure || found.entry.program === undefined) return false;
  const { program } = found.entry;
  if (!isOfAuthor(program, stage)) return false;
  return program.sources === undefined || !isInClone(program.sources, stage.files.upTo(program.at));
}

/** A program whose sources the author brings, not one that is downloaded to build with. */
export function isOfAuthor(program: Program, stage: Stage): boolean {
  if (program.remote) return false;
  if (program.sources === undefined) return true;
  const files = stage.files.upTo(program.at);
  const found = files.lookup(program.sources);
  const origin =
    found.status === 'present'
      ? found.entry.origin
      : found.status === 'possible' && found.anywhere !== true
        ? found.origin
        : undefined;
  return origin?.by !== 'opaque' || isInClone(program.sources, files);
}

/** Sources that the file takes from a repository by itself; what a toolchain fetched and git changed is not cloned. */
function isInClone(sources: string, files: FileSystem): boolean {
  return files
    .opaque()
    .some(
      ({ under, origin }) =>
        origin.by === 'opaque' &&
        isInside(sources, under) &&
        origin.command.name === 'git' &&
        origin.command.words.some(({ text }) => text === 'clone'),
    );
}

/** Whether a step that builds something may have made a path: not an archive that was unpacked, nor an installer. */
export function mayHaveBuilt(path: string, stage: Stage): boolean {
  const found = stage.files.lookup(path);
  if (found.status === 'absent' || (found.status === 'possible' && found.anywhere === true)) {
    return lastFreeBuilder(stage.files) !== undefined;
  }
  const origin = found.status === 'present' ? found.entry.origin : found.origin;
  if (origin.by === 'opaque') return mayBuild(origin);
  // It was moved there by an ordinary command: something before must have made it.
  return origin.by === 'command' && !origin.command.conditional && lastBuilder(stage.files) !== undefined;
}

/** A command that puts files elsewhere, of which the names aren't known: what they are isn't, either. */
export function isCopyOfUnknown(origin: Origin): origin is Extract<Origin, { by: 'opaque' }> {
  if (origin.by !== 'opaque') return false;
  const { name = '', words } = origin.command;
  return copyingCommands.has(name) && words.some(({ text }) => text === undefined || isPattern(text));
}

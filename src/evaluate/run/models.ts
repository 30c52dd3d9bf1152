/** What a command does by its model, if it has one. */
import { posix } from 'node:path';
import type { ShellFlavor } from '../../shell/printed.ts';
import { askedOf, ordinaryCommands, readOnlyCommands } from '../commands/index.ts';
import type { CommandRun, Effect, FileSystem, Knowledge, State, World } from '../types.ts';
import type { Distribution } from '../../image/types.ts';

/** The effects by the command's model; undefined when it has none or doesn't understand the call. */
export function modelled(run: CommandRun, knowledge: Knowledge, world: World): readonly Effect[] | undefined {
  return byModel(run, knowledge, world) ?? byConvention(run, world);
}

function byModel(run: CommandRun, knowledge: Knowledge, world: World): readonly Effect[] | undefined {
  if (run.name === undefined) return undefined;
  const model = knowledge.modelOf(run.name) ?? ordinaryCommands.get(run.name);
  if (model !== undefined && isSystemCommand(run, world.files)) return model(run, world);
  return readOnlyCommands.has(run.name) ? [] : undefined;
}

function byConvention(run: CommandRun, world: World): readonly Effect[] | undefined {
  switch (askedOf(run, world.files)) {
    case 'built':
      return [{ kind: 'asked' }];
    case 'installed':
      return [];
    case undefined:
      return undefined;
  }
}

/** A command by name, or by a path where the system's commands are, or those of the image (on PATH, or brought by the base): not a file that happens to have such a name. */
function isSystemCommand(run: CommandRun, files: FileSystem): boolean {
  const called = run.words[0]?.text ?? '';
  if (!called.includes('/')) return true;
  const path = run.workdir.text === undefined ? called : posix.resolve(run.workdir.text, called);
  if (/^\/(usr\/)?(local\/)?s?bin\//.test(path)) return true;
  if (run.env.get('PATH')?.text?.split(':').includes(posix.dirname(path)) === true) return true;
  const found = files.lookup(path);
  if (found.status !== 'present') return true;
  const { origin } = found.entry;
  // A program that is downloaded under its own name is that program.
  const isPublished = origin.by === 'download' && posix.basename(origin.url) === run.name;
  return isPublished || ['command', 'base'].includes(origin.by);
}

/** Why nothing is known of what a command writes. */
export function opaqueBecause(run: CommandRun): string {
  const called = run.words[0]?.text ?? '';
  return run.name !== undefined && (ordinaryCommands.has(run.name) || readOnlyCommands.has(run.name))
    ? `this call of ${run.name} is not understood`
    : `nothing is known of what ${called} writes`;
}

/** Which `echo` runs: /bin/sh is dash on Debian (since squeeze) and Ubuntu (since 6.10), and busybox on Alpine. */
export function flavorOf(state: State, distribution: Distribution): ShellFlavor | undefined {
  const name = posix.basename(state.shell[0] ?? '');
  if (name === 'bash') return 'bash';
  if (name === 'dash') return 'dash';
  if (name !== 'sh' && name !== 'ash') return undefined;
  switch (distribution.family) {
    case 'debian':
    case 'ubuntu':
      return 'dash';
    case 'alpine':
      return 'busybox';
    default:
      return undefined;
  }
}

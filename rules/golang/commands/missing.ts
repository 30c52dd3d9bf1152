/** Tools of the Go world that a step calls and that are not there. */
import { posix } from 'node:path';
import { ordinaryCommands } from '../../../src/evaluate/commands/index.ts';
import type {
  CommandModel,
  CommandRun,
  Effect,
  FileSystem,
  Origin,
  World,
} from '../../../src/evaluate/types.ts';
import { minorVersion } from './modules.ts';

/** A model of a tool that fails where the tool certainly is not there. */
export function whereThere(model: CommandModel): CommandModel {
  return (run, world) =>
    world.facts?.extended !== true && isMissing(run, world.files) ? [missing(run, world)] : model(run, world);
}

function missing(run: CommandRun, world: World): Effect {
  const because =
    minorVersion(world) < 18
      ? 'nothing in this file installs it'
      : 'go get installs no programs since Go 1.18, and nothing else in this file does';
  return { kind: 'fails', why: `${run.name ?? 'the tool'} is not there: ${because}` };
}

/** No official golang image has such a tool: only a step can have brought it. */
function isMissing({ words, env, workdir }: CommandRun, files: FileSystem): boolean {
  const called = words[0]?.text;
  const path = env.get('PATH')?.text;
  if (called === undefined || path === undefined || workdir.text === undefined) return false;
  const directory = workdir.text;
  const places = called.includes('/')
    ? [posix.resolve(directory, called)]
    : path.split(':').map((place) => posix.resolve(directory, place, called));
  const tool = posix.basename(called);
  return (
    places.every((place) => isAbsent(place, files)) &&
    !files.opaque().some(({ origin }) => mayInstall(tool, origin))
  );
}

/** A directory of the system's may hold anything, but not by itself such a tool. */
function isAbsent(place: string, files: FileSystem): boolean {
  const found = files.lookup(place);
  if (found.status !== 'possible') return found.status === 'absent';
  return found.origin.by === 'base' || found.origin.by === 'package';
}

/** An installer puts its tool where it likes; what is modelled writes where its model says. */
function mayInstall(tool: string, origin: Origin): boolean {
  if (origin.by === 'package') return mayBring(origin.command, tool);
  if (origin.by !== 'opaque') return false;
  const { name } = origin.command;
  return origin.program === undefined && name !== 'go' && !ordinaryCommands.has(name ?? '');
}

/** Distributions name the package of a tool after it (`dep`), or after its sources (`golang-golang-x-tools`). */
function mayBring({ words }: CommandRun, tool: string): boolean {
  return words
    .slice(1)
    .some(({ text }) => text === undefined || text.startsWith('golang') || text.includes(tool));
}

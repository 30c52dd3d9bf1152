/** What the shell scripts of an image find around them: its variables, where they start, and the files they source. */
import { posix } from 'node:path';
import type { Stage } from '../../evaluate/types.ts';
import { enter, pathIn } from '../../shell/script-files.ts';
import type { ScriptSurroundings, ShellPlace } from '../../shell/script-facts.ts';
import { readScript } from '../../shell/scripts.ts';
import type { Value } from '../../shell/types.ts';
import { homeDirectoryOf } from '../needs/users.ts';
import { resolveCommand } from '../start/resolve-command.ts';
import { isFixed } from '../start/fixed-variables.ts';
import { stageIn } from './place.ts';
import { scriptTextAt } from './script-text.ts';

/** What the image sets is what its scripts find, unless a container is given something else. */
export function surroundingsOf(stage: Stage): ScriptSurroundings {
  return {
    ...workdirOf(stage),
    lookup: (name) => closedValue(name, stage),
    sourced: leavingOf(stage, surroundingsOf),
    textOf: (path) => textOf(path, stage),
    realPath: (path) => realPath(path, stage),
    isBuilt: (name) => isBuilt(name, stage),
  };
}

/**
 * What the image sets are defaults (Docker documentation, "Overriding image defaults": `docker run --env`, and arguments
 * in the place of CMD): a script reads whatever a container is given.
 */
export function openSurroundingsOf(stage: Stage): ScriptSurroundings {
  return {
    ...workdirOf(stage),
    open: true,
    lookup: (name) => {
      const value = stage.state.env.get(name);
      if (value === undefined || isFixed(name, stage)) return closedValue(name, stage);
      return {
        text: undefined,
        because: `$${name}`,
        ...(value.text === undefined ? {} : { usual: value.text }),
      };
    },
    sourced: leavingOf(stage, openSurroundingsOf),
    textOf: (path) => textOf(path, stage),
    realPath: (path) => realPath(path, stage),
    isBuilt: (name) => isBuilt(name, stage),
  };
}

function isBuilt(name: string, stage: Stage): boolean {
  return resolveCommand(name, stage).kind === 'program';
}

function realPath(path: string, { files }: Stage): string | undefined {
  const found = files.lookup(path);
  return found.status === 'present' ? found.entry.path : undefined;
}

/** The text of a file that is named where the stage is. */
export function textOf({ text }: Value, { files, state }: Stage): string | undefined {
  return text === undefined ? undefined : files.read(posix.resolve(state.workdir.text ?? '/', text));
}

function workdirOf({ state }: Stage): Pick<ScriptSurroundings, 'workdir'> {
  const { text } = state.workdir;
  return text === undefined ? {} : { workdir: text };
}

function closedValue(name: string, stage: Stage): Value | undefined {
  const text = stage.state.env.get(name)?.text ?? (name === 'HOME' ? homeDirectoryOf(stage) : undefined);
  return text === undefined ? undefined : { text };
}

/** Where sourced files leave a shell; each is followed once from a place, and one that comes to itself no further. */
function leavingOf(
  stage: Stage,
  surroundings: (stage: Stage) => ScriptSurroundings,
): NonNullable<ScriptSurroundings['sourced']> {
  const seen = new Map<string, ShellPlace | undefined>();
  const leave = (path: Value, from: ShellPlace): ShellPlace | undefined => {
    if (path.text === undefined) return undefined;
    const place = posix.resolve(stage.state.workdir.text ?? '/', path.text);
    const key = `${place}\n${from.directory.text ?? '\n'}\n${from.path?.text ?? '\n'}`;
    if (seen.has(key)) return seen.get(key);
    seen.set(key, undefined);
    const text = scriptTextAt(place, stage);
    if (text === undefined || !/\bcd\b|\bpushd\b|PATH=/.test(text)) return undefined;
    const here = stageIn(from.directory, stage);
    const { lookup, ...around } = surroundings(here);
    const { ends } = readScript(text, {
      ...around,
      source: place,
      lookup: (name) => (name === 'PATH' ? (from.path ?? lookup?.(name)) : lookup?.(name)),
      sourced: (inner, at) => {
        const directory = enter(from.directory, at.directory);
        const left = leave(pathIn(from.directory, inner), { directory, path: at.path ?? from.path });
        if (left === undefined) return undefined;
        const same = left.directory.text === directory.text;
        return { ...left, directory: same ? at.directory : asSeen(left.directory, stage) };
      },
    });
    const left = { directory: enter(from.directory, ends.directory), path: ends.path ?? from.path };
    seen.set(key, left);
    return left;
  };
  return leave;
}

/** A directory by its whole path, from wherever it is seen. */
function asSeen(directory: Value, { state }: Stage): Value {
  const { text } = directory;
  return text === undefined ? directory : { text: posix.resolve(state.workdir.text ?? '/', text) };
}

/** Whether a step of a stage would find at the end of the stage what it finds in its place. */
import { isAbsent } from '../evaluate/files/lookup.ts';
import { posix } from 'node:path';
import { isInside } from '../evaluate/files/paths.ts';
import type { CommandRun, EnvValue, Stage, Step, Value } from '../evaluate/types.ts';

/** What keeps the step from being run at the end of its stage, in words; undefined when nothing does. */
export function changedAfter(step: Step, stage: Stage): string | undefined {
  const { before } = step;
  const { state } = stage;
  if (!sameValue(before.workdir, state.workdir)) return 'the working directory changes after it';
  if (!sameValue(before.user, state.user)) return 'the user changes after it';
  if (before.shell.join('\0') !== state.shell.join('\0')) return 'the shell changes after it';
  const variable = changedVariable(before.env, state.env);
  if (variable !== undefined) return `${variable} changes after it`;
  const workdir = before.workdir.text;
  if (workdir !== undefined && isAbsent(stage.files.lookup(workdir))) {
    return 'its working directory is removed after it';
  }
  const later = stage.steps.filter(({ id }) => id > step.id).flatMap(({ commands }) => commands);
  const removal = later.find((command) => takesAway(command, workdir ?? '/'));
  return removal === undefined ? undefined : `${removal.name ?? 'a command'} takes files away after it`;
}

function sameValue(a: Value, b: Value): boolean {
  return a === b || (a.text !== undefined && a.text === b.text);
}

function changedVariable(
  before: ReadonlyMap<string, EnvValue>,
  after: ReadonlyMap<string, EnvValue>,
): string | undefined {
  for (const [name, value] of after) {
    const old = before.get(name);
    if (old === undefined || !sameValue(old, value)) return name;
  }
  return undefined;
}

/** Commands that remove, move or empty files. */
const takers: ReadonlySet<string> = new Set(['rm', 'rmdir', 'mv', 'unlink', 'truncate', 'shred']);

/** Whether a command takes away files that lie in the directory, or the directory itself. */
function takesAway({ name, words, workdir }: CommandRun, directory: string): boolean {
  if (name === undefined || !takers.has(name)) return false;
  return words.slice(1).some(({ text }) => {
    if (text === undefined) return true;
    if (text.startsWith('-')) return false;
    if (workdir.text === undefined && !text.startsWith('/')) return true;
    const path = posix.resolve(workdir.text ?? '/', text);
    return isInside(path, directory) || isInside(directory, path);
  });
}

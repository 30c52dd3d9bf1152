/** Commands of the original's base that a step takes away. */
import { posix } from 'node:path';
import type { Dockerfile } from '../../dockerfile/types.ts';
import { isInside } from '../../evaluate/files/paths.ts';
import type { CommandRun, Stage } from '../../evaluate/types.ts';
import type { RuntimeBase } from '../../image/bases.ts';
import { commandsOf } from '../../image/packages/index.ts';
import { packageCommandDirectories } from '../../image/places.ts';
import { evidenceOfCommand } from '../../rule/evidence.ts';
import { listed } from '../../rule/listed.ts';
import type { Assumption } from '../../rule/types.ts';

/** Whether a step removes a command, by its path or with its package, and none brings it back. */
export function isRemoved(command: string, stage: Stage): boolean {
  const { files, facts } = stage;
  const withPackage = removedPackageOf(command, stage) !== undefined;
  if (!withPackage && files.removed().length === 0) return false;
  const places = packageCommandDirectories.map((directory) => posix.join(directory, command));
  const found = places.map((path) => ({ path, found: files.lookup(path) }));
  if (found.some((one) => one.found.status === 'present' && one.found.entry.origin.by !== 'base'))
    return false;
  // In which of these directories the base has it isn't known: the one where it is removed is it.
  const byPath = found.some((one) => one.found.status === 'absent' && facts?.contains(one.path) !== 'no');
  if (withPackage) return true;
  // What is moved is there by another name, and needs what it needed.
  return (
    byPath &&
    !files.written().some(({ copyOf }) => copyOf !== undefined && posix.basename(copyOf) === command)
  );
}

/** The command that removes a package which brings a command, if that was the last that was done with it. */
function removedPackageOf(command: string, { steps }: Stage): CommandRun | undefined {
  let removed: CommandRun | undefined;
  for (const { changes } of steps) {
    for (const { effect, command: by } of changes) {
      if (effect.kind !== 'packages' || effect.manager === 'other') continue;
      const brings = effect.names.some((name) => name === command || commandsOf(name).includes(command));
      if (brings) removed = effect.action === 'remove' ? by : undefined;
    }
  }
  return removed;
}

/** What is gone in the original and in the base that takes its place is not: whoever looks for it finds it again. */
export function returningCommands(
  { programs, reference }: Pick<RuntimeBase, 'programs' | 'reference'>,
  stage: Stage,
  dockerfile: Dockerfile,
): readonly Assumption[] {
  if (programs.size === 0) return [];
  const names = candidates(programs, stage)
    .filter((name) => isRemoved(name, stage))
    .toSorted();
  const [first] = names;
  if (first === undefined) return [];
  const step =
    stage.steps
      .flatMap(({ commands }) => commands)
      .filter(({ name = '' }) => removing.has(name))
      .find(({ words }) => words.some(({ text = '' }) => posix.basename(text) === first)) ??
    removedPackageOf(first, stage);
  const message = `nothing does otherwise because ${reference} has ${listed(names)}, which steps of the original remove`;
  const evidence = step === undefined ? undefined : evidenceOfCommand(dockerfile, step);
  return [{ code: 'removed-command', message, evidence }];
}

/** Those of the commands whose path, or a directory above it, or package a step takes away: hardly a file does. */
function candidates(commands: ReadonlySet<string>, { files, steps }: Stage): readonly string[] {
  const removed = files.removed();
  if (removed.some(holdsCommands)) return [...commands];
  const byPath = removed.filter((path) => packageCommandDirectories.includes(posix.dirname(path)));
  const packages = steps
    .flatMap(({ changes }) => changes)
    .flatMap(({ effect }) => (effect.kind === 'packages' && effect.action === 'remove' ? effect.names : []));
  const names = [
    ...byPath.map((path) => posix.basename(path)),
    ...packages.flatMap((name) => [name, ...commandsOf(name)]),
  ];
  return [...new Set(names)].filter((name) => commands.has(name));
}

function holdsCommands(path: string): boolean {
  return packageCommandDirectories.some((directory) => isInside(directory, path));
}

/** Commands whose words name what they take away. */
const removing: ReadonlySet<string> = new Set([
  'rm',
  'unlink',
  'mv',
  'find',
  'apt-get',
  'apt',
  'dpkg',
  'apk',
]);

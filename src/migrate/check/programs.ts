/** What the container starts keeps its path, and what is looked up on PATH is still found. */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import { valueOf } from '../../evaluate/state.ts';
import type { Build, Stage } from '../../evaluate/types.ts';
import { startWords } from '../../split/start/shell-form.ts';

export function brokenPrograms(before: Build, after: Build): readonly string[] {
  const [oldStage] = before.stages.slice(-1);
  const [newStage] = after.stages.slice(-1);
  if (oldStage === undefined || newStage === undefined) return [];
  const [name] = startWords(oldStage);
  if (name === undefined) return [];
  const relative = name.includes('/') && !name.startsWith('/');
  const moved = relative && oldStage.state.workdir.text !== newStage.state.workdir.text;
  return [
    ...(moved ? [`${name} is started in another working directory`] : []),
    // Only where the last stage is a new one, on another base.
    ...(newStage.base.kind === 'image' && oldStage.from.image.raw !== newStage.from.image.raw
      ? missing(name, oldStage, newStage, after)
      : []),
  ];
}

function missing(name: string, oldStage: Stage, newStage: Stage, after: Build): readonly string[] {
  const path = pathOf(name, oldStage);
  if (path === undefined) return [];
  if (!name.includes('/') && !searched(newStage).includes(posix.dirname(path))) {
    return [`${name} is no longer found on PATH`];
  }
  // A RUN may make a link to it, and packages may bring it.
  const runs = newStage.steps.some(({ instruction }) => instruction.keyword === 'RUN');
  return runs || targetsOf(newStage, after).some((target) => target === undefined || isInside(path, target))
    ? []
    : [`${path} is started and not copied`];
}

/** Where the original has the program, if a step of the file made it. */
function pathOf(name: string, { files, state }: Stage): string | undefined {
  const candidates = name.includes('/')
    ? state.workdir.text === undefined
      ? []
      : [posix.resolve(state.workdir.text, name)]
    : (state.env.get('PATH')?.text ?? '').split(':').map((directory) => posix.join(directory, name));
  for (const candidate of candidates) {
    const found = files.lookup(candidate);
    if (found.status === 'possible') return undefined;
    if (found.status === 'present') return found.entry.origin.by === 'base' ? undefined : candidate;
  }
  return undefined;
}

function searched({ state }: Stage): readonly string[] {
  return (state.env.get('PATH')?.text ?? '').split(':');
}

/** What COPY instructions of the stage make, each the path of a file or of a directory; undefined for one not known. */
function targetsOf(stage: Stage, { dockerfile }: Build): readonly (string | undefined)[] {
  return stage.steps.flatMap(({ instruction, before }): readonly (string | undefined)[] => {
    if (instruction.keyword !== 'COPY') return [];
    const destination = valueOf(instruction.destination, before, dockerfile.escape).text;
    if (destination === undefined || before.workdir.text === undefined) return [undefined];
    return [posix.resolve(before.workdir.text, destination)];
  });
}

/** A stage together with the stages of the same file that it starts from, as if it were written in one piece. */
import type { Build, FileEntry, FileSystem, Stage, Step } from '../../evaluate/types.ts';

/** The stage at the bottom of the chain of `FROM stage`. */
export function groundStage(stage: Stage, build: Build): Stage {
  const parent = parentOf(stage, build);
  return parent === undefined ? stage : groundStage(parent, build);
}

/** The stages that a stage starts from, the nearest first. */
export function ancestors(stage: Stage, build: Build): readonly Stage[] {
  const parent = parentOf(stage, build);
  return parent === undefined ? [] : [parent, ...ancestors(parent, build)];
}

/** Commands of earlier stages that no longer hold (an ENTRYPOINT drops an inherited CMD) are not among its steps. */
export function wholeStage(stage: Stage, build: Build): Stage {
  const below = ancestors(stage, build).toReversed();
  if (below.length === 0) return stage;
  const { cmd, entrypoint } = stage.config;
  const holds = ({ id, instruction }: Step): boolean =>
    instruction.keyword === 'CMD'
      ? id === cmd?.step
      : instruction.keyword !== 'ENTRYPOINT' || id === entrypoint?.step;
  const steps = [...below.flatMap((each) => each.steps), ...stage.steps].filter(holds);
  return { ...stage, steps, files: joint(stage.files, below) };
}

function parentOf({ base }: Stage, build: Build): Stage | undefined {
  return base.kind === 'stage' ? build.stages[base.index] : undefined;
}

/** What earlier stages wrote and is still as they wrote it counts as written here. */
function joint(files: FileSystem, below: readonly Stage[]): FileSystem {
  const stillThere = ({ path, origin }: Pick<FileEntry, 'path' | 'origin'>): boolean => {
    const found = files.lookup(path);
    return found.status === 'present' && found.entry.origin === origin;
  };
  return {
    ...files,
    written: () => [
      ...files.written(),
      ...below.toReversed().flatMap((stage) => stage.files.written().filter(stillThere)),
    ],
    trees: () => [
      ...below.flatMap((stage) =>
        stage.files.trees().filter(({ path }) => files.lookup(path).status === 'present'),
      ),
      ...files.trees(),
    ],
    opaque: () => [...below.flatMap((stage) => stage.files.opaque()), ...files.opaque()],
  };
}

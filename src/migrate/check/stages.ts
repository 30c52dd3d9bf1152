/** Each stage is there with its base and name, and global arguments with their values. */
import type { Build, Stage } from '../../evaluate/types.ts';

/**
 * Each stage of the original is there, in order, with the same reference, flags and name; all but the last keep their
 * numbers, and each starts from the same stage or image as before.
 */
export function brokenStages(before: Build, after: Build): readonly string[] {
  const problems: string[] = [...globalArguments(before, after)];
  const places = placesOf(before, after);
  for (const [index, stage] of before.stages.entries()) {
    const counterpart = after.stages[places[index] ?? -1];
    if (counterpart === undefined) {
      problems.push(`stage ${index} is gone, or its base changed`);
      continue;
    }
    // The last stage may pass its name on to the one that now makes the image.
    const heir = index === before.stages.length - 1 ? after.stages.at(-1)?.name : undefined;
    if (stage.name !== undefined && counterpart.name !== stage.name && heir !== stage.name) {
      problems.push(`the name of stage ${index} changed`);
    }
    const { base } = stage;
    const same =
      base.kind === 'stage'
        ? counterpart.base.kind === 'stage' && counterpart.base.index === places[base.index]
        : counterpart.base.kind === base.kind;
    if (!same) problems.push(`stage ${index} starts from something else`);
  }
  return problems;
}

/**
 * The new number of each stage: its own; the last one may stand behind stages that were put in front of it. Where a new stage
 * is on the same image, it is the one that builds what the old one did.
 */
export function placesOf(before: Build, after: Build): readonly (number | undefined)[] {
  const last = after.stages.at(-1);
  return before.stages.map((stage, index) => {
    const isLast = index === before.stages.length - 1;
    const candidates = [...(isLast ? [last] : []), after.stages[index]].filter((candidate) =>
      isSameFrom(stage, candidate),
    );
    // A step may be added to what builds; what only runs may have as many of its own.
    const runs = runsOf(before, stage);
    const counterpart =
      candidates.find((candidate) => hasAll(runs, runsOf(after, candidate))) ?? candidates[0];
    return counterpart?.index;
  });
}

/** The texts of its RUN instructions. */
function runsOf({ dockerfile }: Build, stage: Stage | undefined): readonly string[] {
  return (stage?.steps ?? []).flatMap(({ instruction }) =>
    instruction.keyword === 'RUN' ? [dockerfile.text.slice(instruction.start, instruction.end)] : [],
  );
}

function hasAll(wanted: readonly string[], there: readonly string[]): boolean {
  return wanted.every((text) => there.some((other) => other.trim() === text.trim()));
}

function isSameFrom(stage: Stage, candidate: Stage | undefined): boolean {
  return (
    candidate !== undefined &&
    candidate.from.image.raw === stage.from.image.raw &&
    flagsOf(candidate) === flagsOf(stage)
  );
}

function flagsOf({ from }: Stage): string {
  return from.flags.map(({ name, value }) => `${name}=${value ?? ''}`).join(' ');
}

function globalArguments(before: Build, after: Build): readonly string[] {
  return [...before.globalArguments].flatMap(([name, value]) => {
    const now = after.globalArguments.get(name);
    if (now === undefined) return ['an ARG before the first FROM is gone'];
    return now.text === value.text ? [] : ['an ARG before the first FROM has another value'];
  });
}

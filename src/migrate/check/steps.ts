/** Steps that could fail the build still can: they stay in the chain of the default target. */
import { stageReferences, targetOf } from '../../evaluate/references.ts';
import type { Build, Stage } from '../../evaluate/types.ts';
import type { Edit } from '../../rule/types.ts';

/** @param mayLeave steps may go to a stage of their own that the default target does not need: somebody asked for that. */
export function brokenSteps(
  before: Build,
  edits: readonly Edit[],
  after: Build,
  mayLeave: boolean,
): readonly string[] {
  const needed = chainOf(before);
  const still = mayLeave ? new Set(after.stages.map(({ index }) => index)) : chainOf(after);
  const steps = stepsIn(before).filter(({ stage }) => needed.has(stage));
  const now = stepsIn(after).filter(({ stage }) => still.has(stage));
  const starts = new Set(now.map(({ start }) => start));
  const texts = new Map<string, number>();
  for (const { text } of now) texts.set(text, (texts.get(text) ?? 0) + 1);
  return steps.flatMap(({ start, text }) => {
    const count = texts.get(text) ?? 0;
    texts.set(text, count - 1);
    return count > 0 || starts.has(placeAfter(start, edits))
      ? []
      : [`the default target no longer runs ${text.split('\n')[0] ?? ''}`];
  });
}

/** The stages that the last one needs. */
function chainOf(build: Build): ReadonlySet<number> {
  const needed = new Set<number>();
  const references = stageReferences(build).filter(({ onbuild }) => !onbuild);
  const visit = (stage: Stage | undefined): void => {
    if (stage === undefined || needed.has(stage.index)) return;
    needed.add(stage.index);
    if (stage.base.kind === 'stage') visit(build.stages[stage.base.index]);
    for (const reference of references.filter((each) => each.stage === stage.index)) {
      const target = targetOf(reference, stage.index, build.stages);
      if (target.kind === 'stage') visit(build.stages[target.index]);
    }
  };
  visit(build.stages.at(-1));
  return needed;
}

interface PlacedStep {
  readonly stage: number;
  readonly start: number;
  readonly text: string;
}

function stepsIn({ dockerfile: { instructions, text } }: Build): readonly PlacedStep[] {
  let stage = -1;
  return instructions.flatMap(({ keyword, start, end }) => {
    if (keyword === 'FROM') stage += 1;
    return keyword === 'RUN' ? [{ stage, start, text: text.slice(start, end).trimEnd() }] : [];
  });
}

/** Where a place of the old text is in the new one. */
function placeAfter(place: number, edits: readonly Edit[]): number {
  return edits
    .filter(({ end }) => end <= place)
    .reduce((moved, { start, end, text }) => moved + text.length - (end - start), place);
}

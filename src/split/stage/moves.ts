/** Which lines move from the build stage to the runtime stage, and the text edits that do it. */
import type { Dockerfile, Instruction, Node } from '../../dockerfile/types.ts';
import type { Stage, StepId } from '../../evaluate/types.ts';
import { deletionsOf, nodesTakenOut } from '../../rule/edits.ts';
import type { Edit } from '../../rule/types.ts';

/** Instructions that only describe the final image. */
const descriptive: ReadonlySet<Instruction['keyword']> = new Set([
  'CMD',
  'ENTRYPOINT',
  'EXPOSE',
  'VOLUME',
  'LABEL',
  'MAINTAINER',
  'STOPSIGNAL',
  'HEALTHCHECK',
  'ONBUILD',
] satisfies Instruction['keyword'][]);

/** Instructions that change what later build steps see; after the last build step they matter to the image alone. */
const stateful: ReadonlySet<Instruction['keyword']> = new Set([
  'ENV',
  'USER',
  'WORKDIR',
  'SHELL',
  'ARG',
] satisfies Instruction['keyword'][]);

const building: ReadonlySet<Instruction['keyword']> = new Set([
  'RUN',
  'COPY',
  'ADD',
] satisfies Instruction['keyword'][]);

export interface Moves {
  /** Steps taken out of the build stage. */
  readonly moved: ReadonlySet<StepId>;
  /** The last RUN, COPY or ADD. */
  readonly lastBuildStep: StepId;
}

/** Instructions that describe the image, and those behind the last step that builds something, go to the runtime stage. */
export function movesOf(stage: Stage): Moves {
  const lastBuildStep =
    stage.steps.findLast(({ instruction }) => building.has(instruction.keyword))?.id ?? -1;
  const moved = stage.steps.filter(
    ({ id, instruction }) =>
      descriptive.has(instruction.keyword) || (id > lastBuildStep && stateful.has(instruction.keyword)),
  );
  return { moved: new Set(moved.map(({ id }) => id)), lastBuildStep };
}

/**
 * Edits that take instructions (with their comments) out and put `appended` (lines without line ends) at the end; what
 * closes the file behind them stays behind them. Blank lines that would come to stand together become one; the final
 * line end stays as it was.
 */
export function moveEdits(
  dockerfile: Dockerfile,
  removed: ReadonlySet<Instruction>,
  appended: readonly string[],
): readonly Edit[] {
  const { nodes, text, newline } = dockerfile;
  const closing = closingOf(dockerfile, removed);
  const above = nodes.slice(0, nodes.length - closing.length);
  const out = nodesTakenOut(dockerfile, [...removed], above);
  const left = above.filter((node) => !out.has(node));
  // The runtime stage brings its own blank line.
  const kept = left.slice(0, left.findLastIndex(({ kind }) => kind !== 'blank') + 1);
  const gone = new Set([...out, ...left.slice(kept.length)]);
  const last = kept.at(-1);
  const open = last !== undefined && !text.slice(last.start, last.end).endsWith('\n');
  const end = closing[0]?.start ?? text.length;
  const finalNewline = closing.length > 0 || text.endsWith('\n');
  const insertion: Edit = {
    start: end,
    end,
    text: `${open ? newline : ''}${newline}${appended.join(newline)}${finalNewline ? newline : ''}`,
  };
  return [...deletionsOf(nodes, gone), insertion];
}

/** The comments behind the last instruction, with the blank lines around them, where that instruction is taken out. */
function closingOf({ nodes }: Dockerfile, removed: ReadonlySet<Instruction>): readonly Node[] {
  const at = nodes.findLastIndex(({ kind }) => kind !== 'blank' && kind !== 'comment');
  const last = nodes[at];
  const closing = nodes.slice(at + 1);
  const moves = [...removed].some((instruction) => instruction === last);
  return moves && closing.some(({ kind }) => kind === 'comment') ? closing : [];
}

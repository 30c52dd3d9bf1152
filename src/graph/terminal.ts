/**
 * A graph for the terminal: one stage below the other in the order of the file, with a line from each stage down to
 * the last one that uses it.
 *
 *     ● build
 *     │   from golang:1.24
 *     ├─○ test
 *     │     from build
 *     └─◉ stage 2
 *           from scratch
 *           /app from build
 */
import { sourceLabel, stageLabel, type Edge, type Graph, type StageNode } from './model.ts';
import { edgeText } from './edge-text.ts';

const marks: Readonly<Record<StageNode['use'], string>> = { target: '◉', needed: '●', unused: '○' };

/** Lines without line ends. */
export function drawTerminal(graph: Graph): readonly string[] {
  const lastUses = lastUsesOf(graph);
  const lines: string[] = [];
  let lanes: Lanes = [];
  for (const stage of graph.stages) {
    const edges = graph.edges.filter(({ to }) => to === stage.index);
    const sources = new Set(edges.flatMap(({ from }) => (from.kind === 'stage' ? [from.index] : [])));
    const at = nodeLane(lanes, sources);
    lines.push(
      `${nodeRow(lanes, sources, lastUses, at, stage.index)}${marks[stage.use]} ${stageLabel(stage)}`,
    );
    lanes = after(lanes, stage.index, lastUses, at);
    for (const text of details(edges, graph)) lines.push(`${rails(lanes, at + 1)}  ${text}`);
  }
  return [...lines, '', legend(graph)];
}

/** The stage whose line runs in each lane; undefined for a free one. */
type Lanes = readonly (number | undefined)[];

function lastUsesOf({ edges }: Graph): ReadonlyMap<number, number> {
  const uses = new Map<number, number>();
  for (const { from, to } of edges) {
    if (from.kind === 'stage') uses.set(from.index, Math.max(to, uses.get(from.index) ?? 0));
  }
  return uses;
}

/** A free lane to the right of all that lead to the stage. */
function nodeLane(lanes: Lanes, sources: ReadonlySet<number>): number {
  const last = lanes.findLastIndex((stage) => stage !== undefined && sources.has(stage));
  const free = lanes.findIndex((stage, lane) => lane > last && stage === undefined);
  return free === -1 ? Math.max(lanes.length, last + 1) : free;
}

/** What stands left of the stage's mark. */
function nodeRow(
  lanes: Lanes,
  sources: ReadonlySet<number>,
  lastUses: ReadonlyMap<number, number>,
  at: number,
  index: number,
): string {
  let row = '';
  let joined = false;
  for (let lane = 0; lane < at; lane += 1) {
    const stage = lanes[lane];
    const isSource = stage !== undefined && sources.has(stage);
    const ends = stage !== undefined && lastUses.get(stage) === index;
    // A line that has nothing to do with the stage runs in front of the one that leads to it.
    if (isSource) row += joined ? (ends ? '┴' : '┼') : ends ? '└' : '├';
    else row += stage === undefined ? (joined ? '─' : ' ') : '│';
    joined ||= isSource;
    row += joined ? '─' : ' ';
  }
  return row;
}

/** The lanes below a stage: those that nothing further down uses are free, its own begins. */
function after(lanes: Lanes, index: number, lastUses: ReadonlyMap<number, number>, at: number): Lanes {
  const open = (stage: number): boolean => (lastUses.get(stage) ?? -1) > index;
  const next = Array.from({ length: Math.max(lanes.length, at + 1) }, (_, lane) => {
    const stage = lane === at ? index : lanes[lane];
    return stage !== undefined && open(stage) ? stage : undefined;
  });
  return next.slice(0, next.findLastIndex((stage) => stage !== undefined) + 1);
}

/** The lines beside a stage's details. */
function rails(lanes: Lanes, width: number): string {
  return Array.from({ length: Math.max(width, lanes.length) }, (_, lane) =>
    lanes[lane] === undefined ? '  ' : '│ ',
  ).join('');
}

function details(edges: readonly Edge[], graph: Graph): readonly string[] {
  return edges.map((edge) => {
    const text = edgeText(edge);
    const from = `from ${sourceLabel(edge.from, graph)}`;
    return text === '' ? from : `${text} ${from}`;
  });
}

function legend({ stages }: Graph): string {
  const uses = new Set(stages.map(({ use }) => use));
  return [
    `${marks.target} default target`,
    ...(uses.has('needed') ? [`${marks.needed} needed for it`] : []),
    ...(uses.has('unused') ? [`${marks.unused} built only with --target`] : []),
  ].join('   ');
}

/** The stages of a file as a graph: what each starts from, what goes from one to the other, what a build needs. */
import { evaluate } from '../evaluate/stages/evaluate.ts';
import { stageReferences, targetOf, type StageReference } from '../evaluate/references.ts';
import type { Build, Knowledge, Stage } from '../evaluate/types.ts';
import type { Dockerfile } from '../dockerfile/types.ts';

export interface Graph {
  /** In the order of the file. */
  readonly stages: readonly StageNode[];
  /** What is not a stage of the file: images, and build contexts given by name. In order of first use. */
  readonly images: readonly string[];
  /** In the order of the stages they lead to. */
  readonly edges: readonly Edge[];
}

export interface StageNode {
  readonly index: number;
  /** As written; undefined for a stage without a name. */
  readonly name: string | undefined;
  /** `target`: what a build without `--target` makes; `needed`: a part of that; `unused`: only made when asked for. */
  readonly use: 'target' | 'needed' | 'unused';
}

export type Source =
  { readonly kind: 'stage'; readonly index: number } | { readonly kind: 'image'; readonly name: string };

export interface Edge {
  readonly from: Source;
  /** The number of a stage. */
  readonly to: number;
  /** `base`: FROM; `copy`: COPY --from; `mount`: RUN --mount with from. */
  readonly kind: 'base' | 'copy' | 'mount';
  /** What is copied or mounted, as written, each once. */
  readonly paths: readonly string[];
}

/** How stages hang together depends on nothing that images hold or commands do. */
const nothing: Knowledge = { image: () => undefined, modelOf: () => undefined, output: () => undefined };

/** The graph of a file by itself: nothing is known of its images and context. */
export function graphOf(dockerfile: Dockerfile): Graph {
  return stageGraph(evaluate(dockerfile, nothing, undefined));
}

/** The graph of stages that were evaluated already. */
export function stageGraph(build: Build): Graph {
  const { stages } = build;
  const references = stageReferences(build).flatMap((reference) => inStages(reference, stages));
  const edges = stages.flatMap((stage) => [
    baseEdge(stage),
    ...joined(references.filter(({ to }) => to === stage.index)),
  ]);
  const target = stages.length - 1;
  const needed = neededFor(target, edges);
  return {
    stages: stages.map(({ index, from }) => ({
      index,
      name: from.name?.raw,
      use: index === target ? 'target' : needed.has(index) ? 'needed' : 'unused',
    })),
    images: [...new Set(edges.flatMap(({ from }) => (from.kind === 'image' ? [from.name] : [])))],
    edges,
  };
}

/** What a stage is called among people: its name, else its number. */
export function stageLabel({ index, name }: Pick<StageNode, 'index' | 'name'>): string {
  return name ?? `stage ${index}`;
}

/** What an edge comes from, by name. */
export function sourceLabel(source: Source, graph: Graph): string {
  if (source.kind === 'image') return source.name;
  return stageLabel({ index: source.index, name: graph.stages[source.index]?.name });
}

function baseEdge({ base, index }: Stage): Edge {
  const edge = { to: index, kind: 'base', paths: [] } as const;
  switch (base.kind) {
    case 'stage':
      return { ...edge, from: { kind: 'stage', index: base.index } };
    case 'scratch':
      return { ...edge, from: { kind: 'image', name: 'scratch' } };
    case 'image':
    case 'unknown':
      return { ...edge, from: { kind: 'image', name: base.text } };
  }
}

/** A reference as an edge; one in an ONBUILD trigger leads to each stage of the file that runs the trigger. */
function inStages(reference: StageReference, stages: readonly Stage[]): readonly Edge[] {
  const places = reference.onbuild
    ? stages.flatMap(({ base, index }) =>
        base.kind === 'stage' && base.index === reference.stage ? [index] : [],
      )
    : [reference.stage];
  return places.map((to) => ({
    from: sourceOf(reference, to, stages),
    to,
    kind: reference.by,
    paths: reference.paths,
  }));
}

/** What cannot be a stage is shown as it is written, as if it were an image. */
function sourceOf(reference: StageReference, inStage: number, stages: readonly Stage[]): Source {
  const target = targetOf(reference, inStage, stages);
  return target.kind === 'stage' ? target : { kind: 'image', name: reference.value };
}

/** Several copies between the same two are one edge, with all their paths. */
function joined(edges: readonly Edge[]): readonly Edge[] {
  const byEnds = new Map<string, Edge>();
  for (const edge of edges) {
    const key = JSON.stringify([edge.from, edge.kind]);
    const paths = new Set([...(byEnds.get(key)?.paths ?? []), ...edge.paths]);
    byEnds.set(key, { ...edge, paths: [...paths] });
  }
  return [...byEnds.values()];
}

/** All stages that a stage is made from, itself included. */
function neededFor(target: number, edges: readonly Edge[]): ReadonlySet<number> {
  const needed = new Set<number>();
  const pending = [target];
  for (let stage = pending.pop(); stage !== undefined; stage = pending.pop()) {
    if (needed.has(stage)) continue;
    needed.add(stage);
    for (const { from, to } of edges) if (to === stage && from.kind === 'stage') pending.push(from.index);
  }
  return needed;
}

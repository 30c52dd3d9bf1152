/**
 * The stages of a Dockerfile as a graph, for reports that draw it.
 *
 * Made from the tree alone: what a stage starts from and copies doesn't depend on what its commands do, and a batch
 * of thousands has no time to work that out again for a drawing.
 */
import { expand, type Lookup } from '../dockerfile/index.ts';
import type { CopyInstruction, Dockerfile, Flag, FromInstruction, Instruction } from '../dockerfile/types.ts';
import type { StageEdge, StageGraph, StageNode } from './types.ts';

interface Stage {
  readonly index: number;
  readonly from: FromInstruction;
  /** What FROM names, with the defaults of global ARGs put in; as written where they don't say. */
  readonly base: string;
  readonly instructions: readonly Instruction[];
}

export function stageGraph(dockerfile: Dockerfile): StageGraph {
  const stages = stagesOf(dockerfile);
  const edges = merged(stages.flatMap((stage) => edgesTo(stage, stages.slice(0, stage.index))));
  const images = new Set(edges.map(({ from }) => from).filter((id) => id.startsWith(IMAGE)));
  return {
    nodes: [
      ...Array.from(images, (id): StageNode => ({
        id,
        label: id.slice(IMAGE.length),
        kind: 'image',
        target: false,
      })),
      ...stages.map(({ index, from }): StageNode => ({
        id: stageId(index),
        label: from.name?.raw ?? `stage ${index}`,
        kind: 'stage',
        target: index === stages.length - 1,
      })),
    ],
    edges,
  };
}

const IMAGE = 'image:';

function stageId(index: number): string {
  return `stage:${index}`;
}

function stagesOf({ instructions, escape }: Dockerfile): readonly Stage[] {
  const starts = instructions.flatMap((instruction, at) => (instruction.keyword === 'FROM' ? [at] : []));
  const lookup = globalArguments(instructions.slice(0, starts[0]), escape);
  return starts.flatMap((start, index) => {
    const [from, ...rest] = instructions.slice(start, starts[index + 1]);
    if (from?.keyword !== 'FROM') return [];
    return [{ index, from, base: resolved(from.image.raw, lookup, escape), instructions: rest }];
  });
}

function resolved(raw: string, lookup: Lookup, escape: Dockerfile['escape']): string {
  const { text, unset } = expand(raw, lookup, { escape });
  return text === undefined || text === '' || unset.length > 0 ? raw : text;
}

/** The defaults of the ARGs before the first FROM; each can use those before it. */
function globalArguments(instructions: readonly Instruction[], escape: Dockerfile['escape']): Lookup {
  const values = new Map<string, string>();
  const lookup: Lookup = (name) => values.get(name);
  for (const instruction of instructions) {
    if (instruction.keyword !== 'ARG') continue;
    for (const { key, value } of instruction.pairs) {
      const text = value === undefined ? undefined : expand(value.raw, lookup, { escape }).text;
      if (text !== undefined) values.set(key, text);
    }
  }
  return lookup;
}

function edgesTo(stage: Stage, earlier: readonly Stage[]): readonly StageEdge[] {
  const base = {
    from: baseId(stage.base, earlier),
    to: stageId(stage.index),
    kind: 'base',
    label: '',
  } as const;
  return [base, ...fileEdges(stage, earlier)];
}

/** What COPY --from and RUN --mount bring into a stage. */
function fileEdges(stage: Stage, earlier: readonly Stage[]): readonly StageEdge[] {
  const to = stageId(stage.index);
  return stage.instructions.flatMap((instruction): readonly StageEdge[] => {
    switch (instruction.keyword) {
      case 'COPY':
        return valuesOf(instruction.flags, 'from').map((name) => ({
          from: sourceId(name, earlier),
          to,
          kind: 'copy',
          label: copiedPaths(instruction),
        }));
      case 'RUN':
        return valuesOf(instruction.flags, 'mount')
          .flatMap((mount) => mount.split(',').filter((field) => field.startsWith('from=')))
          .map((field) => ({
            from: sourceId(field.slice('from='.length), earlier),
            to,
            kind: 'mount',
            label: '',
          }));
      default:
        return [];
    }
  });
}

function valuesOf(flags: readonly Flag[], name: string): readonly string[] {
  return flags.flatMap((flag) => (flag.name === name && flag.value !== undefined ? [flag.value] : []));
}

function copiedPaths(instruction: CopyInstruction): string {
  return instruction.sources
    .flatMap((source) => (source.kind === 'path' ? [source.word.raw] : []))
    .join(', ');
}

/** FROM means an earlier stage by its name, in any case, the last of that name first; else an image. */
function baseId(name: string, earlier: readonly Stage[]): string {
  const source = earlier.findLast(({ from }) => from.name?.raw.toLowerCase() === name.toLowerCase());
  return source === undefined ? IMAGE + name : stageId(source.index);
}

/** COPY --from and a mount can also name a stage by its number. */
function sourceId(name: string, earlier: readonly Stage[]): string {
  const byNumber = earlier.find(({ index }) => String(index) === name);
  return byNumber === undefined ? baseId(name, earlier) : stageId(byNumber.index);
}

/** Several copies between the same two are one edge, with all their paths. */
function merged(edges: readonly StageEdge[]): readonly StageEdge[] {
  const byEnds = new Map<string, StageEdge>();
  for (const edge of edges) {
    const key = JSON.stringify([edge.from, edge.to, edge.kind]);
    const known = byEnds.get(key);
    const labels = [known?.label ?? '', edge.label].filter((label) => label !== '');
    byEnds.set(key, { ...edge, label: labels.join(', ') });
  }
  return [...byEnds.values()];
}

/** The stages of a Dockerfile as reports carry them: flat lists that need no knowledge of stage numbers to be drawn. */
import { parse } from '../dockerfile/index.ts';
import { type Graph, type Source, graphOf, stageLabel } from '../graph/index.ts';
import type { StageGraph } from './types.ts';

/** The graph of a Dockerfile's text. */
export function stageGraph(text: string): StageGraph {
  return flat(graphOf(parse(text)));
}

function flat({ stages, images, edges }: Graph): StageGraph {
  return {
    nodes: [
      ...images.map((name) => ({
        id: idOf({ kind: 'image', name }),
        label: name,
        kind: 'image' as const,
        target: false,
      })),
      ...stages.map((stage) => ({
        id: idOf({ kind: 'stage', index: stage.index }),
        label: stageLabel(stage),
        kind: 'stage' as const,
        target: stage.use === 'target',
      })),
    ],
    edges: edges.map(({ from, to, kind, paths }) => ({
      from: idOf(from),
      to: idOf({ kind: 'stage', index: to }),
      kind,
      label: paths.join(', '),
    })),
  };
}

function idOf(source: Source): string {
  return source.kind === 'image' ? `image:${source.name}` : `stage:${source.index}`;
}

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stageGraph } from '../../src/report/graph.ts';
import { layOut } from '../../src/report/html/client/layout.ts';
import type { StageGraph } from '../../src/report/types.ts';
import { AFTER, BEFORE, GRAPHS } from './runs.ts';

/** The graph in words, by labels. */
function told(text: string): readonly string[] {
  const { nodes, edges } = stageGraph(text);
  const label = (id: string) => nodes.find((node) => node.id === id)?.label;
  return edges.map(({ from, to, kind, label: paths }) =>
    [label(from), kind, label(to), paths].join(' ').trimEnd(),
  );
}

describe('stageGraph', () => {
  it('has the stages and what they start from', () => {
    expect(stageGraph(BEFORE)).toEqual(GRAPHS.before);
    expect(stageGraph(AFTER)).toEqual(GRAPHS.after);
    expect(told(AFTER)).toEqual([
      'golang:1.22 base build',
      'scratch base stage 1',
      'build copy stage 1 /bin/server',
    ]);
  });

  it('finds stages by name in any case, by number, the last of a name; and images', () => {
    const text = `FROM golang AS Build
FROM debian AS build
FROM alpine
COPY --from=BUILD /a /b
COPY --from=0 /c /d /
COPY --from=0 /e /e
COPY --from=busybox:1 /bin/sh /bin/sh
COPY --from=7 /x /x
RUN --mount=type=cache,target=/c --mount=type=bind,from=build,target=/t --mount=from=tools,target=/u true
`;
    expect(told(text)).toEqual([
      'golang base Build',
      'debian base build',
      'alpine base stage 2',
      'build copy stage 2 /a',
      'Build copy stage 2 /c, /d, /e',
      'busybox:1 copy stage 2 /bin/sh',
      '7 copy stage 2 /x',
      'build mount stage 2',
      'tools mount stage 2',
    ]);
  });

  it('puts in the defaults of arguments, and keeps as written what they do not say', () => {
    const text = `ARG GO=1.22
ARG IMAGE=golang:$GO
ARG EMPTY
FROM \${IMAGE} AS build
FROM $EMPTY
FROM \${OTHER:-build}
`;
    expect(told(text)).toEqual(['golang:1.22 base build', '$EMPTY base stage 1', 'build base stage 2']);
  });

  it('marks the last stage as the one that is built', () => {
    const { nodes } = stageGraph('FROM a AS x\nFROM b AS y\nFROM x AS z\n');
    expect(nodes.filter(({ target }) => target).map(({ label }) => label)).toEqual(['z']);
    expect(stageGraph('ARG x\n')).toEqual({ nodes: [], edges: [] });
  });
});

describe('layOut', () => {
  const graph: fc.Arbitrary<StageGraph> = fc
    .tuple(
      fc.integer({ min: 1, max: 8 }),
      fc.array(fc.tuple(fc.nat(7), fc.nat(7), fc.constantFrom('base' as const, 'copy' as const)), {
        maxLength: 12,
      }),
    )
    .map(([count, pairs]) => ({
      nodes: Array.from({ length: count }, (_, index) => ({
        id: String(index),
        label: `${'n'.repeat(index * 9)}${index}`,
        kind: 'stage' as const,
        target: index === count - 1,
      })),
      edges: pairs
        .filter(([from, to]) => from < to && to < count)
        .map(([from, to, kind]) => ({ from: String(from), to: String(to), kind, label: '' })),
    }));

  it('puts every stage right of what it is made from, and no two on one place', () => {
    fc.assert(
      fc.property(graph, (each) => {
        const { boxes, edges, width, height } = layOut(each);
        expect(boxes).toHaveLength(each.nodes.length);
        expect(edges).toHaveLength(each.edges.length);
        for (const { from, to } of edges) expect(from.x + from.width).toBeLessThan(to.x);
        for (const [index, box] of boxes.entries()) {
          expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height).toBe(
            true,
          );
          for (const other of boxes.slice(index + 1)) {
            const apart =
              box.x + box.width <= other.x ||
              other.x + other.width <= box.x ||
              box.y + box.height <= other.y ||
              other.y + other.height <= box.y;
            expect(apart).toBe(true);
          }
        }
      }),
    );
  });

  it('puts an image right before the first stage that starts from it', () => {
    const { boxes } = layOut(GRAPHS.after);
    const x = (label: string) => boxes.find((box) => box.node.label === label)?.x;
    expect(x('scratch')).toBe(x('build'));
  });

  it('ends on a graph with a cycle, and on none', () => {
    const nodes = ['a', 'b'].map((id) => ({ id, label: id, kind: 'stage' as const, target: false }));
    const edges = [
      { from: 'a', to: 'b', kind: 'copy' as const, label: '' },
      { from: 'b', to: 'a', kind: 'copy' as const, label: '' },
    ];
    expect(layOut({ nodes, edges }).boxes).toHaveLength(2);
    expect(layOut({ nodes: [], edges: [] }).boxes).toEqual([]);
  });
});

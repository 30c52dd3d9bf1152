/** Stages as a graph, and its drawings. */
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluate/stages/evaluate.ts';
import { parse } from '../../src/dockerfile/index.ts';
import { drawMermaid, drawSvg, drawTerminal, stageGraph, type Graph } from '../../src/graph/index.ts';

function graphOf(text: string): Graph {
  const nothing = { image: () => undefined, modelOf: () => undefined, output: () => undefined };
  return stageGraph(evaluate(parse(text), nothing, undefined));
}

const file = `ARG GO=1.24
FROM golang:\${GO} AS build
RUN go build -o /app .
FROM node:22 AS Assets
RUN npm run build
FROM build AS test
RUN --mount=type=bind,from=assets,source=/dist,target=/dist go test ./...
FROM alpine:3.20
RUN apk add --no-cache ca-certificates
FROM scratch
COPY --from=build /app /app
COPY --from=assets /dist /srv
COPY --from=3 /etc/ssl/certs /etc/ssl/certs
COPY --from=busybox:musl /bin/sh /bin/sh
COPY --from=build /a /b /c /x/
`;

describe('stageGraph', () => {
  it('knows what the default target needs', () => {
    expect(graphOf(file).stages).toEqual([
      { index: 0, name: 'build', use: 'needed' },
      { index: 1, name: 'Assets', use: 'needed' },
      { index: 2, name: 'test', use: 'unused' },
      { index: 3, name: undefined, use: 'needed' },
      { index: 4, name: undefined, use: 'target' },
    ]);
  });

  it('has images by their resolved references, in the order of their use', () => {
    expect(graphOf(file).images).toEqual([
      'golang:1.24',
      'node:22',
      'alpine:3.20',
      'scratch',
      'busybox:musl',
    ]);
  });

  it('joins the copies between two stages', () => {
    expect(graphOf(file).edges).toContainEqual({
      from: { kind: 'stage', index: 0 },
      to: 4,
      kind: 'copy',
      paths: ['/app', '/a', '/b', '/c'],
    });
  });

  it('knows mounts', () => {
    expect(graphOf(file).edges).toContainEqual({
      from: { kind: 'stage', index: 1 },
      to: 2,
      kind: 'mount',
      paths: ['/dist'],
    });
  });

  it('leads a trigger to the stages that run it, not to the one it stands in', () => {
    const { edges } = graphOf('FROM a\nFROM b AS base\nONBUILD COPY --from=0 /x /x\nFROM base\nFROM base\n');
    const copies = edges.filter(({ kind }) => kind === 'copy');
    expect(copies.map(({ from, to }) => [from, to])).toEqual([
      [{ kind: 'stage', index: 0 }, 2],
      [{ kind: 'stage', index: 0 }, 3],
    ]);
  });

  it('shows what is no stage as it is written', () => {
    expect(graphOf('FROM a\nCOPY --from=9 /x /x\n').images).toEqual(['a', '9']);
  });
});

describe('drawTerminal', () => {
  it('draws a line from each stage to those that use it', () => {
    expect(drawTerminal(graphOf(file)).join('\n')).toBe(`● build
│   from golang:1.24
│ ● Assets
│ │   from node:22
├─┼─○ test
│ │     from build
│ │     /dist (mounted) from Assets
│ │ ● stage 3
│ │ │   from alpine:3.20
└─┴─┴─◉ stage 4
          from scratch
          /app, /a, /b and 1 more from build
          /dist from Assets
          /etc/ssl/certs from stage 3
          /bin/sh from busybox:musl

◉ default target   ● needed for it   ○ built only with --target`);
  });

  it('passes behind lines that lead elsewhere, and uses free places again', () => {
    const text = 'FROM a AS a\nFROM b AS b\nFROM a AS c\nFROM c AS d\nFROM b\nCOPY --from=d /x /x\n';
    expect(drawTerminal(graphOf(text)).join('\n')).toBe(`● a
│   from a
│ ● b
│ │   from b
└─│─● c
  │ │   from a
  │ └─● d
  │   │   from c
  └───┴─◉ stage 4
            from b
            /x from d

◉ default target   ● needed for it`);
  });

  it('draws one stage', () => {
    expect(drawTerminal(graphOf('FROM alpine:3.20\n'))).toEqual([
      '◉ stage 0',
      '    from alpine:3.20',
      '',
      '◉ default target',
    ]);
  });
});

describe('drawMermaid', () => {
  it('writes a flow chart', () => {
    expect(drawMermaid(graphOf(file))).toBe(`flowchart LR
  i0(["golang:1.24"])
  i1(["node:22"])
  i2(["alpine:3.20"])
  i3(["scratch"])
  i4(["busybox:musl"])
  s0["build"]
  s1["Assets"]
  s2["test"]
  s3["stage 3"]
  s4["stage 4"]
  i0 ==> s0
  i1 ==> s1
  s0 ==> s2
  s1 -.->|"/dist #40;mounted#41;"| s2
  i2 ==> s3
  i3 ==> s4
  s0 -->|"/app, /a, /b and 1 more"| s4
  s1 -->|"/dist"| s4
  s3 -->|"/etc/ssl/certs"| s4
  i4 -->|"/bin/sh"| s4
  classDef target stroke-width:3px
  classDef unused stroke-dasharray:4
  class s4 target
  class s2 unused
`);
  });

  it('lets no label end its quotes or become markup', () => {
    const text = 'FROM a AS x\nFROM b\nCOPY --from=x ["/\\"]<b>`", "/y"]\n';
    expect(drawMermaid(graphOf(text))).toContain('|"/#34;#93;#60;b#62;#96;"|');
  });
});

describe('drawSvg', () => {
  const svg = drawSvg(graphOf(file));

  it('has a box for each stage and image, and an arrow for each edge', () => {
    const { stages, images, edges } = graphOf(file);
    expect(svg.match(/<rect /g)).toHaveLength(stages.length + images.length);
    expect(svg.match(/marker-end=/g)).toHaveLength(edges.length);
    expect(svg.match(/class="unused"/g)).toHaveLength(1);
    expect(svg.match(/class="target"/g)).toHaveLength(1);
  });

  it('puts each stage right of all that it is made from', () => {
    const graph = graphOf(file);
    const lefts = [
      ...svg.matchAll(/<g class="(?:target|needed|unused)"><title>[^<]*<\/title><rect x="(\d+)"/g),
    ];
    const x = (index: number): number => Number(lefts[index]?.[1]);
    expect(lefts).toHaveLength(graph.stages.length);
    for (const { from, to } of graph.edges) {
      if (from.kind === 'stage') expect(x(from.index)).toBeLessThan(x(to));
    }
  });

  it('keeps everything inside its frame', () => {
    const [, width = '0', height = '0'] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
    for (const [, x, y, w, h] of svg.matchAll(/<rect x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"/g)) {
      expect(Number(x) + Number(w)).toBeLessThanOrEqual(Number(width));
      expect(Number(y) + Number(h)).toBeLessThanOrEqual(Number(height));
    }
  });

  it('escapes what XML would read', () => {
    const text = 'FROM a AS x\nFROM b\nCOPY --from=x ["/<&\\">", "/y"]\n';
    const drawn = drawSvg(graphOf(text));
    expect(drawn).toContain('&lt;&amp;&quot;&gt;');
    expect(drawn).not.toContain('<&');
  });
});

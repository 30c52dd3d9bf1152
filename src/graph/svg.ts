/** A graph as an SVG file of its own: columns from left to right in the order in which things are made. */
import { stageLabel, type Edge, type Graph, type Source, type StageNode } from './model.ts';
import { edgeText } from './edge-text.ts';

const box = { height: 34, padding: 14, gap: 26 } as const;
/** A box is as high as the edges that lead to it need for their labels. */
const perEdge = 20;
const margin = 20;
/** Room between columns, for the labels of the edges. */
const channel = 190;
/** Width of a character of the 13 px monospace face: 0.6 em in all common ones. */
const character = 7.8;
const longestLabel = 36;
const longestEdgeText = 26;

interface Placed {
  readonly source: Source;
  readonly label: string;
  readonly use: StageNode['use'] | 'image';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function drawSvg(graph: Graph): string {
  const placed = place(graph);
  const width = Math.max(...placed.map(({ x, width: own }) => x + own)) + margin;
  const height = Math.max(...placed.map(({ y, height: own }) => y + own)) + margin;
  const find = (source: Source): Placed | undefined => placed.find((one) => sameSource(one.source, source));
  const lines = graph.edges.flatMap((edge) => {
    const from = find(edge.from);
    const to = find({ kind: 'stage', index: edge.to });
    return from === undefined || to === undefined ? [] : [line(edge, from, to, siblings(edge, graph))];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    '<title>Stages of the Dockerfile</title>',
    `<style>${style}</style>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerUnits="userSpaceOnUse" markerWidth="9" markerHeight="9" orient="auto"><path class="tip" d="M0 0L8 4L0 8Z"/></marker></defs>',
    ...lines,
    ...placed.map(node),
    '</svg>',
    '',
  ].join('\n');
}

const style = [
  'text{font:13px ui-monospace,Menlo,Consolas,monospace;fill:#1f2328}',
  '.on{font-size:11px;fill:#59636e;stroke:#fff;stroke-width:4px;paint-order:stroke}',
  'rect{fill:#fff;stroke:#59636e;stroke-width:1.5}',
  '.image rect{fill:#f6f8fa;stroke:#d1d9e0}',
  '.target rect{stroke:#1a7f37;stroke-width:3}',
  '.unused rect{stroke-dasharray:5 4}',
  'path{fill:none;stroke:#59636e;stroke-width:1.5}',
  '.base{stroke-width:3}',
  '.mount{stroke-dasharray:3 4}',
  '.tip{fill:#59636e;stroke:none}',
  '@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.on{fill:#9198a1;stroke:#0d1117}rect{fill:#0d1117;stroke:#9198a1}',
  '.image rect{fill:#151b23;stroke:#3d444d}.target rect{stroke:#3fb950}path{stroke:#9198a1}.tip{fill:#9198a1}}',
].join('');

// ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────

function place(graph: Graph): readonly Placed[] {
  const columns = columnsOf(graph);
  const nodes = [
    ...graph.stages.map((stage) => ({
      source: { kind: 'stage', index: stage.index } as const,
      label: stageLabel(stage),
      use: stage.use,
      column: columns.get(stage.index) ?? 1,
      height: Math.max(box.height, perEdge * graph.edges.filter(({ to }) => to === stage.index).length),
    })),
    ...graph.images.map((name) => ({
      source: { kind: 'image', name } as const,
      label: name,
      use: 'image' as const,
      column: Math.min(...usersOf(name, graph).map((stage) => columns.get(stage) ?? 1)) - 1,
      height: box.height,
    })),
  ];
  const count = Math.max(...nodes.map(({ column }) => column)) + 1;
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(0, ...nodes.filter((one) => one.column === column).map(({ label }) => widthOf(label))),
  );
  const starts = widths.map((_, column) =>
    widths.slice(0, column).reduce((x, width) => x + width + channel, margin),
  );
  return nodes.map((one, index) => {
    const above = nodes.slice(0, index).filter(({ column }) => column === one.column);
    return {
      source: one.source,
      label: one.label,
      use: one.use,
      x: starts[one.column] ?? margin,
      y: above.reduce((y, { height }) => y + height + box.gap, margin),
      width: widthOf(one.label),
      height: one.height,
    };
  });
}

/** The stages that an image is a base of or is copied from. */
function usersOf(name: string, { edges }: Graph): readonly number[] {
  return edges.flatMap(({ from, to }) => (from.kind === 'image' && from.name === name ? [to] : []));
}

/** A stage stands right of everything it is made from. Stages only use earlier ones, so one way through is enough. */
function columnsOf({ stages, edges }: Graph): ReadonlyMap<number, number> {
  const columns = new Map<number, number>();
  for (const { index } of stages) {
    const before = edges.flatMap(({ from, to }) =>
      to === index && from.kind === 'stage' ? [columns.get(from.index) ?? 0] : [],
    );
    columns.set(index, Math.max(0, ...before) + 1);
  }
  return columns;
}

function widthOf(label: string): number {
  return Math.ceil([...shortened(label, longestLabel)].length * character) + 2 * box.padding;
}

function sameSource(a: Source, b: Source): boolean {
  return a.kind === 'stage'
    ? b.kind === 'stage' && a.index === b.index
    : b.kind === 'image' && a.name === b.name;
}

/** Which of the edges that lead to the same stage this one is, so that their ends lie side by side. */
function siblings(edge: Edge, { edges }: Graph): { readonly at: number; readonly of: number } {
  const all = edges.filter(({ to }) => to === edge.to);
  return { at: all.indexOf(edge), of: all.length };
}

// ── Elements ─────────────────────────────────────────────────────────────────────────────────────────────────

function node({ label, use, x, y, width, height }: Placed): string {
  const text = `<text x="${x + box.padding}" y="${y + height / 2 + 5}">${escaped(shortened(label, longestLabel))}</text>`;
  const corners = use === 'image' ? box.height / 2 : 6;
  const title = `<title>${escaped(`${label}${notes[use]}`)}</title>`;
  return `<g class="${use}">${title}<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${corners}"/>${text}</g>`;
}

const notes: Readonly<Record<Placed['use'], string>> = {
  target: ': the default target',
  needed: '',
  unused: ': built only with --target',
  image: '',
};

function line(
  edge: Edge,
  from: Placed,
  to: Placed,
  { at, of }: { readonly at: number; readonly of: number },
): string {
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  const end = { x: to.x, y: to.y + (to.height * (at + 0.5)) / of };
  const bend = start.x + (end.x - start.x) / 2;
  const path = `<path class="${edge.kind}" d="M${start.x} ${start.y}C${bend} ${start.y} ${bend} ${round(end.y)} ${end.x} ${round(end.y)}" marker-end="url(#tip)"/>`;
  const text = edgeText(edge);
  if (text === '') return path;
  const shown = escaped(shortened(text, longestEdgeText));
  // Near its end, where edges that lead to the same stage are apart.
  const label = `<text class="on" text-anchor="end" x="${end.x - 12}" y="${round(end.y - 4)}">${shown}</text>`;
  return `<g><title>${escaped(text)}</title>${path}${label}</g>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/** Characters that mean something to XML, and those it does not allow (XML 1.0 §2.2). */
function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}');
}

/** Where the stages of a graph stand: images on the left, each stage right of everything it is made from. */
import type { StageEdge, StageGraph, StageNode } from '../../types.ts';

export interface Box {
  readonly node: StageNode;
  /** The label as it fits. */
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly edges: readonly { readonly edge: StageEdge; readonly from: Box; readonly to: Box }[];
}

const BOX_HEIGHT = 34;
const BOX_PADDING = 12;
const COLUMN_GAP = 88;
const ROW_GAP = 26;
/** Of the 12 px monospaced font of the labels, with a little to spare for wide ones. */
const CHARACTER_WIDTH = 7.4;
const LONGEST_LABEL = 40;
/** Room for the border of the boxes. */
const MARGIN = 2;

/** Boxes and lines with their places, in pixels. */
export function layOut({ nodes, edges }: StageGraph): Layout {
  const columns = columnsOf(nodes, edges);
  const widths = columns.map((column) =>
    Math.ceil(
      Math.max(...column.map(({ label }) => shorten(label).length)) * CHARACTER_WIDTH + 2 * BOX_PADDING,
    ),
  );
  const rows = Math.max(0, ...columns.map((column) => column.length));
  const boxes = columns.flatMap((column, index) => {
    const x = MARGIN + widths.slice(0, index).reduce((sum, width) => sum + width + COLUMN_GAP, 0);
    return column.map((node, row) => ({
      node,
      label: shorten(node.label),
      x,
      // Shorter columns are centred.
      y: MARGIN + (row + (rows - column.length) / 2) * (BOX_HEIGHT + ROW_GAP),
      width: widths[index] ?? 0,
      height: BOX_HEIGHT,
    }));
  });
  const byId = new Map(boxes.map((box) => [box.node.id, box]));
  return {
    width:
      widths.reduce((sum, width) => sum + width, 0) +
      Math.max(0, columns.length - 1) * COLUMN_GAP +
      2 * MARGIN,
    height: rows === 0 ? 0 : rows * (BOX_HEIGHT + ROW_GAP) - ROW_GAP + 2 * MARGIN,
    boxes,
    edges: edges.flatMap((edge) => {
      const from = byId.get(edge.from);
      const to = byId.get(edge.to);
      return from === undefined || to === undefined ? [] : [{ edge, from, to }];
    }),
  };
}

function shorten(label: string): string {
  return label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
}

function columnsOf(
  nodes: readonly StageNode[],
  edges: readonly StageEdge[],
): readonly (readonly StageNode[])[] {
  const depths = new Map(nodes.map(({ id }) => [id, 0]));
  // Each round settles at least one more column. A cycle, which no Dockerfile has, ends with the rounds.
  for (let round = 0; round < nodes.length; round += 1) {
    for (const { from, to } of edges) {
      const least = Math.min((depths.get(from) ?? 0) + 1, nodes.length);
      depths.set(to, Math.max(depths.get(to) ?? 0, least));
    }
  }
  // An image stands right before the first stage that starts from it, not at the far left.
  const settled = new Map(
    nodes.map((node) => {
      const users = edges.filter(({ from }) => from === node.id).map(({ to }) => depths.get(to) ?? 0);
      const isSource = node.kind === 'image' && users.length > 0;
      return [node.id, isSource ? Math.min(...users) - 1 : (depths.get(node.id) ?? 0)];
    }),
  );
  const used = [...new Set(settled.values())].sort((left, right) => left - right);
  return used.map((depth) => nodes.filter(({ id }) => settled.get(id) === depth));
}

/** Draws the stages before and after. */
import { visible } from '../../escape.ts';
import { element, svg } from './elements.js';
import { layOut } from './layout.ts';

/**
 * @typedef {import('../../types.ts').StageGraph} StageGraph
 * @typedef {import('../../types.ts').StageEdge} StageEdge
 * @typedef {import('./layout.ts').Box} Box
 */

/** What an edge is called in the drawing, and in its description in words. */
const WORDS = {
  base: { short: 'FROM', long: 'is the base of' },
  copy: { short: 'COPY', long: 'is copied from by' },
  mount: { short: 'mount', long: 'is mounted by' },
};

/** @param {{ before: StageGraph, after: StageGraph }} graphs */
export function drawGraphs({ before, after }) {
  return element('section', {}, [
    element('h3', {}, ['Stages']),
    element('div', { class: 'graphs' }, [figure('Before', before), figure('After', after)]),
  ]);
}

/**
 * @param {string} title
 * @param {StageGraph} graph
 */
function figure(title, graph) {
  const { width, height, boxes, edges } = layOut(graph);
  const description = edges
    .map(({ edge, from, to }) => `${from.node.label} ${WORDS[edge.kind].long} ${to.node.label}`)
    .join('; ');
  return element('figure', {}, [
    element('figcaption', {}, [title]),
    element('div', { class: 'drawing' }, [
      svg(
        'svg',
        {
          viewBox: `0 0 ${width} ${height}`,
          width,
          height,
          role: 'img',
          'aria-label': visible(`${title}: ${description}`),
        },
        [...edges.map(({ edge, from, to }) => drawEdge(edge, from, to)), ...boxes.map(drawBox)],
      ),
    ]),
  ]);
}

/** @param {Box} box */
function drawBox({ node, label, x, y, width, height }) {
  return svg('g', { class: `node ${node.kind}${node.target ? ' target' : ''}` }, [
    svg('title', {}, [visible(node.label)]),
    svg('rect', { x, y, width, height, rx: node.kind === 'image' ? height / 2 : 5 }),
    svg('text', { x: x + width / 2, y: y + height / 2 + 4, 'text-anchor': 'middle' }, [visible(label)]),
  ]);
}

/**
 * @param {StageEdge} edge
 * @param {Box} from
 * @param {Box} to
 */
function drawEdge({ kind, label }, from, to) {
  const x1 = from.x + from.width;
  const y1 = from.y + from.height / 2;
  const x2 = to.x;
  const y2 = to.y + to.height / 2;
  const middle = (x1 + x2) / 2;
  const word = WORDS[kind].short;
  return svg('g', { class: `edge ${kind}` }, [
    svg('title', {}, [visible(label === '' ? word : `${word} ${label}`)]),
    svg('path', { d: `M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2 - 7} ${y2}`, fill: 'none' }),
    svg('path', { class: 'head', d: `M${x2 - 8} ${y2 - 4} L${x2 - 1} ${y2} L${x2 - 8} ${y2 + 4} Z` }),
    // The word stands where the line leaves its box, on the side it turns away from.
    svg('text', { x: x1 + 7, y: y2 < y1 ? y1 + 13 : y1 - 6 }, [word]),
  ]);
}

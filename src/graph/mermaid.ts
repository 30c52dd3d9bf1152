/** A graph as a Mermaid flow chart (https://mermaid.js.org/syntax/flowchart.html), as code hosts draw it in Markdown. */
import { stageLabel, type Edge, type Graph, type Source } from './model.ts';
import { edgeText } from './edge-text.ts';

export function drawMermaid(graph: Graph): string {
  const idOf = (source: Source): string =>
    source.kind === 'stage' ? `s${source.index}` : `i${graph.images.indexOf(source.name)}`;
  const ofUse = (use: string): readonly string[] =>
    graph.stages.flatMap((stage) => (stage.use === use ? [`s${stage.index}`] : []));
  return [
    'flowchart LR',
    ...graph.images.map((name, index) => `  i${index}([${quoted(name)}])`),
    ...graph.stages.map((stage) => `  s${stage.index}[${quoted(stageLabel(stage))}]`),
    ...graph.edges.map((edge) => `  ${idOf(edge.from)} ${arrow(edge)} s${edge.to}`),
    '  classDef target stroke-width:3px',
    '  classDef unused stroke-dasharray:4',
    ...classes('target', ofUse('target')),
    ...classes('unused', ofUse('unused')),
    '',
  ].join('\n');
}

function classes(name: string, ids: readonly string[]): readonly string[] {
  return ids.length === 0 ? [] : [`  class ${ids.join(',')} ${name}`];
}

/** A base is a thick line, a copy a thin one, a mount a dotted one. */
function arrow(edge: Edge): string {
  const text = edgeText(edge);
  const label = text === '' ? '' : `|${quoted(text)}|`;
  switch (edge.kind) {
    case 'base':
      return '==>';
    case 'copy':
      return `-->${label}`;
    case 'mount':
      return `-.->${label}`;
  }
}

/** Characters that Mermaid, or Markdown and HTML in its labels, would read as something else, by their number. */
function quoted(text: string): string {
  const safe = text.replace(/[^\p{L}\p{N} ,.:/@_+=-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
  return `"${safe}"`;
}

/** Drawings of a file's stages. Pure: the same file gives the same text. */
export { drawMermaid } from './mermaid.ts';
export { graphOf, stageGraph, stageLabel, type Graph, type Source } from './model.ts';
export { drawSvg } from './svg.ts';
export { drawTerminal } from './terminal.ts';

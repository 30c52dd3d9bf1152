/** Which module imports which, and what is wrong with that: circles, and imports against the layers. */
import { posix } from 'node:path';

/** The modules that each module imports; by path, relative to the project. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** One import of a module of the project. */
interface Import {
  readonly from: string;
  readonly to: string;
}

/**
 * The graph of the modules given by their text. Imports of types count as all others do: who reads a module has to
 * know them. An import of what isn't there is an error, so that none is passed over.
 */
export function importGraph(texts: ReadonlyMap<string, string>): ImportGraph {
  return new Map(
    [...texts].map(([path, text]) => {
      const imported = specifiersOf(text).map((specifier) => posix.join(posix.dirname(path), specifier));
      const missing = imported.filter((target) => !texts.has(target));
      if (missing.length > 0) throw new Error(`${path} imports ${missing.join(', ')}, which is not there`);
      return [path, [...new Set(imported)]];
    }),
  );
}

/** The relative paths after `from`, `import` and `import(`. Source: ECMAScript, "Imports", "Exports", "Import Calls". */
function specifiersOf(text: string): readonly string[] {
  const code = text.replaceAll(/\/\*.*?\*\//gs, ' ').replaceAll(/^\s*\/\/.*$/gm, ' ');
  return [...code.matchAll(/\b(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)].flatMap(([, path]) =>
    path === undefined ? [] : [path],
  );
}

/** Circles of modules: each a list of those that import each other, directly or by others. */
export function fileCircles(graph: ImportGraph): readonly string[] {
  return circlesOf(graph).map((circle) => circle.join(' ↔ '));
}

/**
 * Circles of folders, where a folder stands for the modules that lie right in it; with each the imports that close it.
 * So a folder may read from those in it, or be read by them, not both.
 */
export function folderCircles(graph: ImportGraph): readonly string[] {
  const imports = importsOf(graph).filter(({ from, to }) => posix.dirname(from) !== posix.dirname(to));
  const folders = new Map<string, string[]>();
  for (const { from, to } of imports) {
    folders.set(posix.dirname(from), [...(folders.get(posix.dirname(from)) ?? []), posix.dirname(to)]);
  }
  return circlesOf(folders).map((circle) => {
    const closing = imports.filter(
      ({ from, to }) => circle.includes(posix.dirname(from)) && circle.includes(posix.dirname(to)),
    );
    return [circle.join(' ↔ '), ...closing.map(written)].join('\n  ');
  });
}

/**
 * Layers, the highest first: a module may import from its own part and from the parts of lower layers. Those of one
 * layer that import each other are parts that stand in a row themselves: the left before the right.
 */
export type Layers = readonly (readonly string[])[];

/** The imports that don't go down, and modules that no layer has a place for. */
export function againstLayers(graph: ImportGraph, layers: Layers): readonly string[] {
  const parts = layers.flat();
  const partOf = (path: string): string | undefined =>
    parts.find((part) => path === part || path.startsWith(`${part}/`));
  const homeless = [...graph.keys()].filter((path) => partOf(path) === undefined);
  const upward = importsOf(graph).filter(({ from, to }) => {
    const [a, b] = [partOf(from), partOf(to)];
    return a !== undefined && b !== undefined && a !== b && parts.indexOf(a) > parts.indexOf(b);
  });
  return [...homeless.map((path) => `${path} belongs to no layer`), ...upward.map(written)];
}

function importsOf(graph: ImportGraph): readonly Import[] {
  return [...graph].flatMap(([from, targets]) => targets.map((to) => ({ from, to })));
}

function written({ from, to }: Import): string {
  return `${from} imports ${to}`;
}

/** The strongly connected components with more than one member, sorted. Source: R. Tarjan, "Depth-First Search and Linear Graph Algorithms", 1972. */
function circlesOf(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (node: string): number => {
    const number = order.size;
    order.set(node, number);
    lowest.set(node, number);
    open.push(node);
    for (const next of graph.get(node) ?? []) {
      const reached = order.has(next)
        ? open.includes(next)
          ? (order.get(next) ?? number)
          : number
        : visit(next);
      lowest.set(node, Math.min(lowest.get(node) ?? number, reached));
    }
    const low = lowest.get(node) ?? number;
    if (low === number) {
      const circle = open.splice(open.indexOf(node));
      if (circle.length > 1) circles.push(circle.toSorted());
    }
    return low;
  };
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return circles;
}

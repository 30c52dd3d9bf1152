/**
 * Files that are packed into the program by a generator before the build, and read from the source tree
 * without one. Source of each row: the module's page, https://pkg.go.dev/<import path>, and how its sources find
 * the tree: packr and go.rice by the path of the file that calls, pkger by asking `go list` (its package here).
 */

import { type ApiFacts, type KnowledgeArea, argument, each, effect } from './facts.ts';

/** The box is given by a path beside the calling source file. */
function box(index: number): ApiFacts {
  return { effects: [effect('read-directory', { from: 'beside-the-source', index })] };
}

const asksGo: ApiFacts = {
  effects: [effect('program', { from: 'text', text: 'go' }), effect('source-tree', argument(0))],
};

export const assets: KnowledgeArea = {
  functions: {
    'github.com/gobuffalo/packr': { ...each('NewBox', box(0)), ...each('New', box(1)) },
    'github.com/GeertJohan/go.rice': {
      ...each('FindBox MustFindBox', box(0)),
      ...each('Config.FindBox Config.MustFindBox', box(0)),
    },
    'github.com/markbates/pkger': { ...each('Open Dir Include Stat', asksGo) },
  },
};

/** Names of generated files, beside the sources or anywhere in the program, that hold the packed files. */
const GENERATED: readonly { readonly packed: string; readonly suffixes: readonly string[] }[] = [
  { packed: 'github.com/gobuffalo/packr', suffixes: ['-packr.go', 'packrd'] },
  { packed: 'github.com/GeertJohan/go.rice', suffixes: ['rice-box.go', '.rice-box.go'] },
  { packed: 'github.com/markbates/pkger', suffixes: ['pkged.go'] },
];

/** A file of that name holds files and hands them to the library, and does nothing else. */
export function holdsPackedFiles(fileName: string): boolean {
  return GENERATED.some(({ suffixes }) =>
    suffixes.some((suffix) => suffix.endsWith('.go') && fileName.endsWith(suffix)),
  );
}

export const PACKED_LIBRARIES: readonly string[] = GENERATED.map(({ packed }) => packed);

/** Whether the files that a box function names are packed, by the names of the files in the program's packages. */
export function isPacked(importPath: string, fileNames: readonly string[]): boolean {
  return GENERATED.some(
    ({ packed, suffixes }) =>
      packed === importPath && fileNames.some((name) => suffixes.some((suffix) => name.endsWith(suffix))),
  );
}

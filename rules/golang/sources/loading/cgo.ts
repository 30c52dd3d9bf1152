/** Which packages of a program are built with cgo, and what that asks of the place it runs in. */

import { cgoLibraries } from './directives.ts';
import { knownCgo } from '../knowledge/cgo.ts';
import { evidenceAt, textLines } from '../../../../src/split/uses/source-lines.ts';
import type { GoPackage, PackageGraph } from './packages.ts';
import type { CgoUse } from '../knowledge/types.ts';

export function cgoUses(graph: PackageGraph): readonly CgoUse[] {
  const read = graph.packages.flatMap((source) => readUse(source, graph));
  const seen = new Set(read.map((use) => use.package));
  const known = [...graph.thirdParty.values()].flatMap(({ path, evidence }): readonly CgoUse[] => {
    const facts = seen.has(path) || wasRead(graph, path) ? undefined : knownCgo(path);
    return facts === undefined ? [] : [{ package: path, evidence, certainty: 'known', ...facts }];
  });
  return [...read, ...known, ...possibleUses(graph, [...read, ...known])];
}

function wasRead(graph: PackageGraph, importPath: string): boolean {
  return graph.packages.some((read) => read.importPath === importPath);
}

/** A package whose files say `import "C"`. */
function readUse(source: GoPackage, graph: PackageGraph): readonly CgoUse[] {
  const file = source.files.find(({ tree }) => tree.imports.some(({ path }) => path === 'C'));
  const declared = file?.tree.imports.find(({ path }) => path === 'C');
  if (file === undefined || declared === undefined) return [];
  const named = source.files.flatMap(cgoLibraries).map(({ library }) => library);
  const libraries = hasCPlusPlus(source) ? [...named, 'stdc++'] : named;
  const facts = knownCgo(source.importPath);
  // A file that is built only without cgo is there to stand in; without one, what the C files declare is missing.
  const standsIn = graph.choices.cgo.some(
    ({ importPath, taken }) => importPath === source.importPath && taken === 'without',
  );
  return [
    {
      package: source.importPath,
      evidence: evidenceAt(file.lines, declared.start),
      certainty: 'source',
      withoutCgo: facts?.withoutCgo ?? (standsIn ? 'works' : 'breaks-build'),
      libraries: [...new Set(libraries)],
      staticWithMusl: libraries.length === 0 ? true : facts?.staticWithMusl,
    },
  ];
}

/** cmd/cgo: a package with C++ files is linked by the C++ compiler, so against its library. */
function hasCPlusPlus({ fileNames }: GoPackage): boolean {
  return fileNames.some((name) => ['.cc', '.cpp', '.cxx'].some((ending) => name.endsWith(ending)));
}

/** Modules that go.mod requires and that only a package without sources could import. */
function possibleUses(graph: PackageGraph, found: readonly CgoUse[]): readonly CgoUse[] {
  if (graph.missing.length === 0) return [];
  const isFound = (module: string): boolean =>
    found.some((use) => use.package === module || use.package.startsWith(`${module}/`));
  return graph.resolver.modFiles.flatMap(({ path, text, content }) => {
    const lines = textLines(path, text);
    return content.requires.flatMap((required): readonly CgoUse[] => {
      const facts = isFound(required.path) ? undefined : knownCgo(required.path);
      if (facts === undefined) return [];
      const evidence = evidenceAt(lines, lines.starts()[required.line - 1] ?? 0);
      return [{ package: required.path, evidence, certainty: 'possible', ...facts }];
    });
  });
}

/** What the sources of a Go program say about it. */

import { cgoUses } from './cgo.ts';
import { embedPatterns, generateCommands } from './directives.ts';
import { type ImportUse, type PackageGraph, readPackages } from './packages.ts';
import type { BuildSettings, ProgramFacts, SourceEvidence, SourceFiles } from './types.ts';

/** Reads a program from its main package along its imports. Never throws; what isn't there is in `missing`. */
export function readProgram(files: SourceFiles, settings: BuildSettings): ProgramFacts {
  const graph = readPackages(files, settings);
  const sources = graph.packages.flatMap((read) => read.files);
  return {
    complete: graph.main !== undefined && graph.missing.length === 0,
    missing: graph.missing.map(({ path, evidence }) => ({ path, evidence })),
    main: graph.resolver.mainPath,
    isProgram: isProgram(graph),
    standardImports: places(graph.standard),
    modules: places(graph.thirdParty),
    cgo: cgoUses(graph),
    embeds: sources.flatMap((file) =>
      embedPatterns(file).map(({ pattern, evidence }) => ({ pattern, evidence })),
    ),
    generates: graph.packages
      .filter(({ own }) => own)
      .flatMap((read) => read.files.flatMap(generateCommands)),
    findings: [],
  };
}

function isProgram({ main }: PackageGraph): boolean {
  return (
    main?.name === 'main' &&
    main.files.some(({ tree }) =>
      tree.declarations.some(
        (declared) =>
          declared.kind === 'function-declaration' &&
          declared.name === 'main' &&
          declared.receiver === undefined,
      ),
    )
  );
}

function places(uses: ReadonlyMap<string, ImportUse>): ReadonlyMap<string, SourceEvidence> {
  return new Map([...uses].map(([path, use]) => [path, use.evidence]));
}

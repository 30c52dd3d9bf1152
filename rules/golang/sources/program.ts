/** What the sources of a Go program say about it. */

import { findFindings } from './analysis/findings.ts';
import { cgoUses } from './loading/cgo.ts';
import { embedPatterns, generateCommands } from './loading/directives.ts';
import { type ImportUse, type PackageGraph, readPackages } from './loading/packages.ts';
import type { BuildSettings, Finding, ProgramFacts, SourceEvidence, SourceFiles } from './knowledge/types.ts';

/** Reads a program from its main package along its imports. Never throws; what isn't there is in `missing`. */
export function readProgram(files: SourceFiles, settings: BuildSettings): ProgramFacts {
  const graph = readPackages(files, settings);
  const { findings, all } = findFindings(graph, settings);
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
    findings: findings.filter((finding) => !isMoot(finding, graph, settings)),
    followed: all,
  };
}

/** The zone database or the certificates are compiled into the program. */
function isMoot({ kind }: Finding, graph: PackageGraph, settings: BuildSettings): boolean {
  // https://pkg.go.dev/time/tzdata
  if (kind === 'time-zone') return graph.standard.has('time/tzdata') || settings.tags.includes('timetzdata');
  // https://pkg.go.dev/golang.org/x/crypto/x509roots/fallback
  if (kind === 'tls-client') return EMBEDDED_ROOTS.some((path) => graph.thirdParty.has(path));
  return false;
}

const EMBEDDED_ROOTS = ['golang.org/x/crypto/x509roots/fallback', 'github.com/breml/rootcerts'];

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

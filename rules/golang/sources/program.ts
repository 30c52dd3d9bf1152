/** What the sources of a Go program say about it. */

import { cFindings } from './analysis/c-code.ts';
import { findFindings } from './analysis/findings.ts';
import { cgoUses } from './loading/cgo.ts';
import { debugSettings, embedPatterns, generateCommands } from './loading/directives.ts';
import { evidenceAt, textLines } from '../../../src/split/uses/source-lines.ts';
import { type FileChoices, type ImportUse, type PackageGraph, readPackages } from './loading/packages.ts';
import type { BuildSettings, Finding, ProgramFacts, SourceEvidence, SourceFiles } from './knowledge/types.ts';
import { readVariants } from './variants.ts';

/**
 * Reads a program from its main package along its imports, with every choice of files that the build may make. Never
 * throws; what isn't there is in `missing`.
 */
export function readProgram(files: SourceFiles, settings: BuildSettings): ProgramFacts {
  return readVariants(settings, (chosen) => readVariant(files, chosen));
}

function readVariant(
  files: SourceFiles,
  settings: BuildSettings,
): { readonly facts: ProgramFacts; readonly choices: FileChoices } {
  const graph = readPackages(files, settings);
  return { facts: factsOf(graph, settings, files), choices: graph.choices };
}

function factsOf(graph: PackageGraph, settings: BuildSettings, files: SourceFiles): ProgramFacts {
  const { findings, all } = findFindings(graph, settings, files);
  const sources = graph.packages.flatMap((read) => read.files);
  return {
    complete: graph.main !== undefined && graph.missing.length === 0,
    missing: graph.missing.map(({ path, evidence }) => ({ path, evidence })),
    main: graph.resolver.mainPath,
    isProgram: isProgram(graph),
    standardImports: places(graph.standard),
    modules: places(graph.thirdParty),
    requires: requiredVersions(graph),
    cgo: cgoUses(graph),
    chosenByCgo: graph.choices.cgo.flatMap(({ importsC, evidence }) => (importsC ? [] : [evidence])),
    debugSettings: debugSettingsOf(graph),
    openTags: [],
    embeds: sources.flatMap((file) =>
      embedPatterns(file).map(({ pattern, evidence }) => ({ pattern, evidence })),
    ),
    generates: graph.packages
      .filter(({ own }) => own)
      .flatMap((read) => read.files.flatMap(generateCommands)),
    findings: [...findings, ...cFindings(graph, files)].filter(
      (finding) => !isMoot(finding, graph, settings),
    ),
    followed: all,
  };
}

function requiredVersions({ resolver }: PackageGraph): ReadonlyMap<string, string> {
  const contents = resolver.modFiles.map(({ content }) => content);
  const replaced = new Set(contents.flatMap(({ replaces }) => replaces.map(({ path }) => path)));
  const required = contents.flatMap(({ requires }) => requires).filter(({ path }) => !replaced.has(path));
  return new Map(required.map(({ path, version }) => [path, version]));
}

/** In the main package's files, and in the main module's go.mod. */
function debugSettingsOf({ main, resolver }: PackageGraph): ProgramFacts['debugSettings'] {
  return [
    ...(main?.files ?? []).flatMap(debugSettings),
    ...resolver.modFiles.flatMap(({ path, text, content }) => {
      const lines = textLines(path, text);
      return content.debugs.map(({ setting, line }) => ({
        setting,
        evidence: evidenceAt(lines, lines.starts()[line - 1] ?? 0),
      }));
    }),
  ];
}

/** The zone database is compiled into the program. */
function isMoot({ kind }: Finding, graph: PackageGraph, settings: BuildSettings): boolean {
  // https://pkg.go.dev/time/tzdata
  if (kind === 'time-zone') return graph.standard.has('time/tzdata') || settings.tags.includes('timetzdata');
  return false;
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

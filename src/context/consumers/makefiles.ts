/** Makefiles: the container commands of their recipes. */
import { makefileNames, recipeOf } from '../makefile/recipe.ts';
import { readMakefile } from '../makefile/read.ts';
import type { MakeCall, MakeFiles } from '../makefile/types.ts';
import { nameOf, parentOf } from '../files/tree.ts';
import { findCommands, namesTools } from './commands.ts';
import type { Finding, SourceFile } from './findings.ts';

/** Makefiles with more targets are generated. */
const mostTargets = 300;

/** What the recipes of all targets do with images. */
export function findInMakefile(source: SourceFile, files: MakeFiles): readonly Finding[] {
  if (!namesTools.test(source.text)) return [];
  const call: MakeCall = { targets: [], variables: {}, environment: {}, file: nameOf(source.path), files };
  const rules = readMakefile(source.text, call).rules;
  const targets = [...new Set(rules.flatMap((rule) => rule.targets))].filter(
    (target) => !target.includes('%'),
  );
  const { lines } = recipeOf(source.text, { ...call, targets: targets.slice(0, mostTargets) });
  return lines
    .filter((line) => line.directory === '' && line.file === nameOf(source.path))
    .flatMap((line) =>
      findCommands({
        text: line.text,
        path: source.path,
        line: line.line,
        kind: 'makefile',
        name: line.target,
        directories: [parentOf(source.path)],
      }),
    );
}

/** The names make looks for, and files that others include. */
export function isMakefile(path: string): boolean {
  return makefileNames.includes(nameOf(path)) || path.endsWith('.mk');
}

/** The author's files at places that libraries look at in any program, and libraries that the loader puts into any. */
import type { Dockerfile } from '../../dockerfile/types.ts';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Stage } from '../../evaluate/types.ts';
import { implicitFiles } from '../../image/implicit-files.ts';
import { evidenceAt } from '../../rule/evidence.ts';
import type { Need } from '../../rule/need.ts';
import type { Assumption } from '../../rule/types.ts';
import { isAuthorsLibrary, preloadedLibraries, type Preloaded } from '../needs/preloaded-libraries.ts';
import { isAuthors, keptFile, type KeptFile } from './kept-files.ts';

/** What the author's steps put where libraries look by themselves, whatever runs. */
export function implicitlyRead(needs: readonly Need[], stage: Stage): readonly KeptFile[] {
  const { files } = stage;
  const because = 'libraries read it in every program';
  const single = files
    .written()
    .filter((entry) => isRead(entry.path) && entry.kind !== 'directory' && isAuthors(entry))
    .map(({ path }) => keptFile(path, false, files, because));
  const trees = files
    .trees()
    .filter(
      ({ path, origin }) =>
        isRead(path) && !['base', 'package'].includes(origin.by) && files.lookup(path).status === 'present',
    )
    .map(({ path }) => keptFile(path, true, files, because));
  const preloaded = preloadedInto(needs, stage)
    .flatMap(({ names = [] }) => names.filter((name) => isAuthorsLibrary(name, stage)))
    .map((path) => keptFile(path, false, files, 'it is loaded before all others'));
  return [...single, ...trees, ...preloaded];
}

/** Whether libraries read it by themselves. */
function isRead(path: string): boolean {
  return implicitFiles.some((one) => isInside(path, one.path));
}

/** What is taken for granted of libraries that the loader puts into the programs that run. */
export function preloadAssumptions(
  needs: readonly Need[],
  stage: Stage,
  dockerfile: Dockerfile,
): readonly Assumption[] {
  return preloadedInto(needs, stage).flatMap(({ by, names = ['a library'], step }) =>
    names.map((name): Assumption => {
      const rest = isAuthorsLibrary(name, stage) ? '' : ', or comes with a package that is kept';
      const message = `${name}, which ${by} names and every program loads, needs no more than what is kept${rest}`;
      return { code: 'libraries-loaded-by-name', message, evidence: evidenceAt(dockerfile, step) };
    }),
  );
}

/** Where something runs that the dynamic loader starts. */
function preloadedInto(needs: readonly Need[], stage: Stage): readonly Preloaded[] {
  const loads = needs.some(({ kind }) =>
    ['c-library', 'command', 'ordinary-commands', 'shell', 'package', 'runtime'].includes(kind),
  );
  return loads ? preloadedLibraries(stage) : [];
}

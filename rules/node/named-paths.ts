/**
 * Files outside of the project that its sources name. Which text is joined with which is not followed: each is taken for a path,
 * from the root, from the working directory and from where its file lies, and counts where such a file is.
 */
import { posix } from 'node:path';
import { isInside, selfAndParents } from '../../src/evaluate/files/paths.ts';
import { certificateDirectory, zoneDirectory } from '../../src/image/places.ts';
import type { Need } from '../../src/rule/need.ts';
import type { Scene } from '../../src/toolchain/toolchain.ts';
import type { SourceFile } from './sources/index.ts';

/** Longer texts are no paths that a person writes. */
const longest = 200;

export function namedPathNeeds(
  root: string,
  files: readonly SourceFile[],
  { stage }: Scene,
): readonly Need[] {
  const workdir = stage.state.workdir.text ?? '/';
  const named = files.flatMap(({ path, texts }) => pathsOf(texts, [workdir, posix.dirname(path)]));
  // What is on PATH is looked for by its name.
  const given = [...stage.state.env].flatMap(([name, { text = '' }]) =>
    name === 'PATH' ? [] : pathsOf(text.split(':'), [workdir]),
  );
  return [...new Set([...named, ...given])].flatMap((path) => needsOf(path, root, stage));
}

/** What the texts of one file may name: `../VERSION`, and `..` and `VERSION` that are joined somewhere. */
function pathsOf(texts: readonly string[], places: readonly string[]): readonly string[] {
  const paths = texts
    .map((text) => text.replace(/^file:\/\//, ''))
    .filter((text) => text.length < longest && /^[\w@.+/~ -]+$/.test(text) && text.trim() === text);
  const ups = paths.flatMap((path) => path.split('/')).filter((part) => part === '..').length;
  const bases = [...new Set(places.flatMap((place) => selfAndParents(place).slice(0, ups + 1)))];
  return paths.flatMap((path) =>
    path.startsWith('/')
      ? [posix.normalize(path)]
      : ups === 0
        ? []
        : bases.map((base) => posix.resolve(base, path)),
  );
}

function needsOf(path: string, root: string, { files }: Scene['stage']): readonly Need[] {
  const because = `the sources name ${path}`;
  if (isInside(path, certificateDirectory)) return [{ kind: 'certificates', because, evidence: undefined }];
  if (isInside(path, zoneDirectory)) {
    return [{ kind: 'time-zones', sources: [zoneDirectory], because, evidence: undefined }];
  }
  // What lies in the project goes along as part of it.
  if (isInside(path, root) || isInside(root, path)) return [];
  const found = files.lookup(path);
  if (found.status !== 'present') return [];
  const { kind, origin } = found.entry;
  const directory = kind === 'directory';
  if (origin.by !== 'base') return [{ kind: 'file', path, directory, because, evidence: undefined }];
  return directory ? [] : [{ kind: 'system-file', path: found.entry.path, because, evidence: undefined }];
}

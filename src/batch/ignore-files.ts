/** `.gitignore` and `.dfoptignore`, nested ones too, as gitignore(5) says: a deeper file decides over a higher one. */
import { lstatSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The patterns of one directory's ignore files. */
interface Layer {
  readonly directory: string;
  readonly patterns: Ignore;
  /** Those of them that are the user's words to dfopt, not git's. */
  readonly own: Ignore;
}

/** The layers in force in a directory, the deepest first. */
export type IgnoreLayers = readonly Layer[];

/** Later ones decide over earlier ones in the same directory, so that `.dfoptignore` can let in what git leaves out. */
export const ignoreFiles = ['.gitignore', '.dfoptignore'] as const;
/** What counts for a file that the user names: git's list says nothing about the user's wishes. */
export const ownIgnoreFile = ['.dfoptignore'] as const;

/** Patterns given by other means than a file, as a layer at the directory. */
export function patternLayer(directory: string, patterns: readonly string[]): Layer {
  const own = matcher().add(patterns);
  return { directory, patterns: own, own };
}

/** The layers with those of a directory's own ignore files on top. */
export function enter(layers: IgnoreLayers, directory: string, names: readonly string[]): IgnoreLayers {
  const texts = names.flatMap((name) =>
    readText(join(directory, name)).map((text) => ({ text, git: name === '.gitignore' })),
  );
  return texts.length === 0
    ? layers
    : [{ directory, patterns: matcherOf(texts), own: matcherOf(texts.filter(({ git }) => !git)) }, ...layers];
}

function matcherOf(texts: readonly { readonly text: string }[]): Ignore {
  return texts.reduce((all, { text }) => all.add(text), matcher());
}

/** What is left of the layers in a repository of its own. */
export function withoutGit(layers: IgnoreLayers): IgnoreLayers {
  return layers.map(({ directory, own }) => ({ directory, patterns: own, own }));
}

/** The layers above a directory: those of the repository it lies in, down to its parent. */
export function layersAbove(directory: string, names: readonly string[]): IgnoreLayers {
  const top = repositoryTop(directory);
  if (top === undefined || top === directory) return [];
  const layers = ancestorsBelow(top, dirname(directory)).reduce<IgnoreLayers>(
    (above, each) => enter(above, each, names),
    [],
  );
  // Naming an ignored directory is asking for what is in it: what leaves out all of it has no say then.
  return isIgnored(layers, directory, true) ? [] : layers;
}

/** Whether the absolute path is left out. */
export function isIgnored(layers: IgnoreLayers, path: string, directory: boolean): boolean {
  for (const layer of layers) {
    const name = relative(layer.directory, path).split(sep).join('/') + (directory ? '/' : '');
    const { ignored, unignored } = layer.patterns.test(name);
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** The nearest directory upwards, this one included, that has a `.git` (a file in a worktree or submodule). */
export function repositoryTop(directory: string): string | undefined {
  if (lstatSync(join(directory, '.git'), { throwIfNoEntry: false }) !== undefined) return directory;
  const parent = dirname(directory);
  return parent === directory ? undefined : repositoryTop(parent);
}

/** The directories from `top` down to `directory`, both included. */
export function ancestorsBelow(top: string, directory: string): readonly string[] {
  return top === directory || dirname(directory) === directory
    ? [directory]
    : [...ancestorsBelow(top, dirname(directory)), directory];
}

function matcher(): Ignore {
  return ignore({ ignorecase: false });
}

/** At most one text. What is no regular file is not read: a FIFO would wait for ever. */
function readText(path: string): readonly string[] {
  try {
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return [];
    // Git skips a byte-order mark too (dir.c, skip_utf8_bom); else it would be a part of the first pattern.
    return [readFileSync(path, 'utf8').replace(/^\ufeff/u, '')];
  } catch {
    return [];
  }
}

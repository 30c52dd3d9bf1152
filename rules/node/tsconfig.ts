/** Where the TypeScript compiler writes. Source: typescriptlang.org/tsconfig (outDir, extends), "tsc CLI Options". */
import { posix } from 'node:path';
import { at, textOf, textsOf, type DataNode } from '../../src/context/consumers/nodes.ts';
import { readJson } from '../../src/context/consumers/yaml.ts';
import type { FileSystem } from '../../src/evaluate/types.ts';

const deepest = 8;

/** The directory of a call's output; undefined where it writes beside the sources, or where that is not known. */
export function outputOfCompiler(
  words: readonly string[],
  directory: string,
  files: FileSystem,
): string | undefined {
  if (words.some((word) => ['-b', '--build', '--outFile', '--declarationDir'].includes(word)))
    return undefined;
  const given = valueOf(words, '--outDir', '--outdir');
  if (given !== undefined) return posix.resolve(directory, given);
  const project = valueOf(words, '-p', '--project') ?? '.';
  return outputOfConfig(configAt(posix.resolve(directory, project), files), files);
}

function configAt(path: string, files: FileSystem): string {
  return files.read(path) === undefined ? posix.join(path, 'tsconfig.json') : path;
}

/** `compilerOptions.outDir` of a configuration or of the ones that it extends; a relative one is relative to its own file. */
export function outputOfConfig(path: string, files: FileSystem, depth = 0): string | undefined {
  const text = files.read(path);
  const config = text === undefined ? undefined : readJson(text);
  if (config === undefined || depth > deepest) return undefined;
  const own = textOf(at(config, 'compilerOptions', 'outDir'));
  if (own !== undefined) return posix.resolve(posix.dirname(path), own.replace('${configDir}', '.'));
  return extended(config, path, files)
    .map((base) => outputOfConfig(base, files, depth + 1))
    .findLast((found) => found !== undefined);
}

function extended(config: DataNode, path: string, files: FileSystem): readonly string[] {
  return textsOf(at(config, 'extends')).flatMap((base) => {
    // A package's configuration is for many projects: it names no directory of this one.
    if (!base.startsWith('.') && !base.startsWith('/')) return [];
    const place = posix.resolve(posix.dirname(path), base);
    return [place, `${place}.json`].filter((candidate) => files.read(candidate) !== undefined).slice(0, 1);
  });
}

/** The value of an option, in the same word or the next. */
export function valueOf(words: readonly string[], ...names: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    if (names.includes(word)) return words[index + 1];
    const name = names.find((option) => option.startsWith('--') && word.startsWith(`${option}=`));
    if (name !== undefined) return word.slice(name.length + 1);
  }
  return undefined;
}

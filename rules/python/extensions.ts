/** Extension modules that are compiled from sources of the author's: what these are linked with. */
import { posix } from 'node:path';
import type { FileSystem, Stage } from '../../src/evaluate/types.ts';
import { runtimeLibraries } from '../../src/image/packages/index.ts';
import { callsOf } from './environments.ts';
import { developmentOf } from './packages.ts';
import { broughtByImages } from './source-files.ts';
import { argumentOf, everyNode, requirementsOf } from './requirements.ts';
import { parsePython, stringOf } from './sources/parse.ts';

/** What the author's directories compile. */
export interface Extensions {
  /** Files that are compiled. */
  readonly sources: readonly string[];
  /** Names of the libraries that they are linked with (`z`), where setup.py tells; undefined where they are not known. */
  readonly libraries: readonly string[] | undefined;
}

/** Directories are looked through this far. */
const deepest = 6;

const compiled = /\.(c|cc|cpp|cxx|pyx|f|for|f90|f95|rs|cu|go|m|s)$/i;

/** The extension modules of all directories that are installed or built. */
export function extensionsOf(stage: Stage): Extensions {
  const built = callsOf(stage).flatMap(({ call }) =>
    call.does === 'extensions' ? [call.directory] : call.does === 'wheels' ? call.from : [],
  );
  const directories = [...new Set([...requirementsOf(stage).local, ...built])];
  const parts = directories.map((directory) => {
    const sources = compiledBelow(directory, stage.files, deepest);
    return { sources, libraries: sources.length === 0 ? [] : librariesIn(directory, stage.files) };
  });
  const libraries = parts.flatMap((part) => part.libraries ?? []);
  return {
    sources: parts.flatMap(({ sources }) => sources),
    libraries: parts.some((part) => part.libraries === undefined) ? undefined : [...new Set(libraries)],
  };
}

function compiledBelow(directory: string, files: FileSystem, depth: number): readonly string[] {
  return files.list(directory).names.flatMap(({ name, kind }) => {
    const path = posix.join(directory, name);
    if (kind === 'directory') return depth > 0 ? compiledBelow(path, files, depth - 1) : [];
    return compiled.test(name) ? [path] : [];
  });
}

/** `Extension(…, libraries=['z'])` of setup.py. Source: setuptools.pypa.io, "Building Extension Modules". */
function librariesIn(directory: string, files: FileSystem): readonly string[] | undefined {
  const text = files.read(posix.join(directory, 'setup.py'));
  const tree = text === undefined ? undefined : parsePython(text);
  if (tree === undefined) return undefined;
  const calls = everyNode(tree).filter(
    ({ type, children }) => type === 'CallExpression' && /(^|\.)Extension$/.test(children[0]?.text ?? ''),
  );
  if (calls.length === 0) return undefined;
  const found: string[] = [];
  for (const call of calls) {
    if (
      ['extra_link_args', 'extra_objects', 'runtime_library_dirs'].some(
        (name) => argumentOf(call, name) !== undefined,
      )
    )
      return undefined;
    const value = argumentOf(call, 'libraries');
    if (value === undefined) continue;
    const items =
      value.type === 'ArrayExpression'
        ? value.children.filter(({ type }) => !/^[[\],]$/.test(type))
        : undefined;
    const names = items?.flatMap((item) => stringOf(item) ?? []);
    if (names === undefined || names.length !== items?.length) return undefined;
    found.push(...names);
  }
  return found;
}

/** Run-time packages of a library that an extension module names; undefined where they are not known. */
export function packagesOfLibrary(name: string, { facts }: Stage): readonly string[] | undefined {
  const development = developmentOf.get(name);
  if (development === undefined) return undefined;
  return broughtByImages.has(development)
    ? []
    : runtimeLibraries(development, facts?.distribution ?? { family: 'other' });
}

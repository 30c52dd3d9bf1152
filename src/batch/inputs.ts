/** From what the user named to the files to look at. */
import { lstat, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { describesBuilds } from '../context/consumers/build-file-names.ts';
import { buildsOnDisk } from '../context/disk.ts';
import { type ContextRoot, contextRootOfBuild } from './context-root.ts';
import { type Failure, errorCode, failureOf } from './failures.ts';
import {
  enter,
  isIgnored,
  ownIgnoreFile,
  patternLayer,
  repositoryTop,
  ancestorsBelow,
} from './ignore-files.ts';
import { kindName } from './read.ts';
import { isInsideOnDisk } from './write.ts';

/** One file to look at, or one that can't be. */
export interface Input {
  /**
   * The repository it lies in, or else the directory that was searched, as the user can name it; `''` is the working
   * directory.
   */
  readonly root: string;
  /** Relative to the root, `/`-separated. */
  readonly path: string;
  /** The directory that was searched, or that a named file belongs to, absolute: nothing outside of it is changed. */
  readonly directory: string;
  /** The file, absolute. */
  readonly absolute: string;
  /** What it is built with, where the compose or bake file that was named says it. */
  readonly context?: ContextRoot;
  /** That compose or bake file, absolute. */
  readonly describedBy?: string;
  readonly state:
    | { readonly kind: 'file' }
    /** A link that a search came upon. */
    | { readonly kind: 'link' }
    /** Named, but left out by `--exclude` or `.dfoptignore`. */
    | { readonly kind: 'excluded' }
    | { readonly kind: 'failure'; readonly failure: Failure };
}

export interface Inputs {
  /** Sorted by root, then path; each file once. */
  readonly inputs: readonly Input[];
  /** Directories and patterns without any Dockerfile, as named. */
  readonly empty: readonly string[];
}

/** Works out the inputs. Without arguments it is the working directory. */
export async function resolveInputs(
  named: readonly string[],
  options: { readonly cwd: string; readonly exclude: readonly string[] },
): Promise<Inputs> {
  const found: { readonly name: string; readonly inputs: readonly Input[] }[] = [];
  for (const name of named.length === 0 ? ['.'] : named) {
    found.push({ name, inputs: await inputsOf(name, options.cwd, options.exclude) });
  }
  const inRepository = repositoryPlaces(options.cwd);
  const each = new Map<string, Input>();
  for (const input of found.flatMap(({ inputs }) => inputs)) {
    if (!each.has(input.absolute)) each.set(input.absolute, inRepository(input));
  }
  return {
    inputs: [...each.values()].sort((a, b) => order(a.root, b.root) || order(a.path, b.path)),
    empty: found.filter(({ inputs }) => inputs.length === 0).map(({ name }) => name),
  };
}

/**
 * Names each file by the repository it lies in, wherever the search began: in a folder of clones each has its own
 * root, and below the top of one all have that.
 */
function repositoryPlaces(cwd: string): (input: Input) => Input {
  const tops = new Map<string, string | undefined>();
  const topOf = (directory: string): string | undefined => {
    if (!tops.has(directory)) tops.set(directory, repositoryTop(directory));
    return tops.get(directory);
  };
  return (input) => {
    const top = topOf(dirname(input.absolute));
    if (top === undefined) return input;
    const root = isAbsolute(input.root) ? top : slashed(relative(cwd, top));
    return { ...input, root, path: slashed(relative(top, input.absolute)) };
  };
}

/** By code units, which no locale changes. */
function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

async function inputsOf(name: string, cwd: string, exclude: readonly string[]): Promise<readonly Input[]> {
  const absolute = resolve(cwd, name);
  try {
    const stats = await stat(absolute);
    if (stats.isDirectory()) return await searched(name, absolute, cwd, exclude);
    if (stats.isFile() && describesBuilds(slashed(absolute))) {
      return await described(absolute, cwd, exclude);
    }
    const kind = kindName(stats);
    const failure: Failure = { code: 'not-a-regular-file', why: `it is ${kind ?? 'something else'}` };
    return [single(name, cwd, exclude, kind === undefined ? { kind: 'file' } : { kind: 'failure', failure })];
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      const matches = await expand(name, cwd);
      if (matches !== undefined) {
        return (await Promise.all(matches.map((match) => inputsOf(match, cwd, exclude)))).flat();
      }
      if (await isDangling(absolute)) {
        const failure: Failure = { code: 'not-found', why: 'it is a link to something that is not there' };
        return [single(name, cwd, exclude, { kind: 'failure', failure })];
      }
    }
    return [single(name, cwd, exclude, { kind: 'failure', failure: failureOf(error, 'unreadable') })];
  }
}

async function searched(
  name: string,
  absolute: string,
  cwd: string,
  exclude: readonly string[],
): Promise<readonly Input[]> {
  const { discover } = await import('./discover.ts');
  const root = absolute === cwd ? '' : stripSlashes(name);
  return (await discover(absolute, exclude)).map((found): Input => ({
    root,
    directory: absolute,
    path: found.path,
    absolute: join(absolute, found.path),
    state: found.kind === 'failure' ? { kind: 'failure', failure: found.failure } : { kind: found.kind },
  }));
}

/** The Dockerfiles of the builds that a compose or bake file describes, each with its context. */
async function described(file: string, cwd: string, exclude: readonly string[]): Promise<readonly Input[]> {
  const top = repositoryTop(dirname(file)) ?? rootOf(file, cwd);
  const inputs = buildsOnDisk(file, top).map(async (build): Promise<readonly Input[]> => {
    const name = isInsideOnDisk(build.dockerfile, cwd) ? relative(cwd, build.dockerfile) : build.dockerfile;
    const found = await inputsOf(name, cwd, exclude);
    return found.map((input) => ({ ...input, context: contextRootOfBuild(build, file), describedBy: file }));
  });
  return (await Promise.all(inputs)).flat();
}

/** A file that was named itself. Its root is the working directory, or else the repository it lies in. */
function single(name: string, cwd: string, exclude: readonly string[], state: Input['state']): Input {
  const absolute = resolve(cwd, name);
  const directory = rootOf(absolute, cwd);
  const root = directory === cwd ? '' : isAbsolute(name) ? directory : relative(cwd, directory);
  return {
    root: slashed(root),
    directory,
    path: slashed(relative(directory, absolute)),
    absolute,
    state: state.kind === 'file' && isExcluded(directory, absolute, exclude) ? { kind: 'excluded' } : state,
  };
}

function rootOf(absolute: string, cwd: string): string {
  return isInsideOnDisk(absolute, cwd) ? cwd : (repositoryTop(dirname(absolute)) ?? dirname(absolute));
}

/** `--exclude` and `.dfoptignore` hold for named files too: a commit hook names every file it is given. */
function isExcluded(directory: string, absolute: string, exclude: readonly string[]): boolean {
  const layers = ancestorsBelow(directory, dirname(absolute)).reduce<ReturnType<typeof enter>>(
    (above, each) => enter(above, each, ownIgnoreFile),
    [],
  );
  return isIgnored([patternLayer(directory, exclude)], absolute, false) || isIgnored(layers, absolute, false);
}

/** What a pattern matches; undefined when the name isn't a pattern. */
async function expand(name: string, cwd: string): Promise<readonly string[] | undefined> {
  if (!/[*?[{(!]/.test(name)) return undefined;
  const { default: glob } = await import('fast-glob');
  if (!glob.isDynamicPattern(name)) return undefined;
  return (await glob.glob(name, { cwd, dot: true, onlyFiles: false, followSymbolicLinks: false })).sort(
    order,
  );
}

async function isDangling(absolute: string): Promise<boolean> {
  try {
    return (await lstat(absolute)).isSymbolicLink();
  } catch {
    return false;
  }
}

function stripSlashes(name: string): string {
  const kept = slashed(name).replace(/\/+$/, '');
  return kept === '' ? '/' : kept;
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}

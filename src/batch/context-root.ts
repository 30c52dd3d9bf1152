/**
 * Which directory a Dockerfile is built with, when the user doesn't say.
 *
 * A builder's default is the Dockerfile's own directory. But `docker/Dockerfile` is often built with
 * `docker build -f docker/Dockerfile .`, and then nothing in the file says so except that what it copies lies
 * elsewhere. So: what a compose or bake file says, if anything that is copied lies there; else the own directory, unless
 * what is copied is missing there and found further up.
 */
import { lstatSync, readdirSync } from 'node:fs';
import { basename, dirname, join, normalize, sep } from 'node:path';
import { toolchains } from '../../rules/index.ts';
import type { NamedBuild } from '../context/builds.ts';
import { describesBuilds } from '../context/consumers/build-file-names.ts';
import { buildsOnDisk, type TreeAt } from '../context/disk.ts';
import type { Dockerfile } from '../dockerfile/types.ts';
import { dockerfileName } from './dockerfile-names.ts';
import { ancestorsBelow } from './ignore-files.ts';
import { isInsideOnDisk } from './write.ts';

export interface ContextRoot {
  /** Absolute. */
  readonly directory: string;
  /** How it was found. */
  readonly by:
    /** `--context`. */
    | 'option'
    /** A compose or bake file says so. */
    | 'build-file'
    /** The Dockerfile's own directory, the builder's default. */
    | 'own-directory'
    /** A directory above it, because what the Dockerfile copies lies there. */
    | 'copied-files'
    /** A directory above it, because the whole context is copied and only there is a project. */
    | 'project-file';
  /** What decided it: the compose or bake file with its line, copied paths, or the project's file. */
  readonly evidence: readonly string[];
}

/**
 * Files that mark the top directory of a project in the languages whose Dockerfiles copy the whole context: those of the
 * toolchains, and of others.
 */
const projectFiles = [
  ...toolchains.flatMap(({ ofSources }) => ofSources?.projectFiles ?? []),
  'package.json',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'pyproject.toml',
  'composer.json',
  'mix.exs',
  'stack.yaml',
  'Gemfile',
];

/** Chooses among the Dockerfile's directory and those above it, up to `top`. All paths absolute. */
export function chooseContextRoot(dockerfile: Dockerfile, path: string, top: string): ContextRoot {
  const own = dirname(path);
  const byDefault: ContextRoot = { directory: own, by: 'own-directory', evidence: [] };
  if (own === top || !isInsideOnDisk(own, top)) return byDefault;
  const candidates = ancestorsBelow(top, own).toReversed();
  const sources = copiedPaths(dockerfile);
  const named = sources.filter((source) => source !== '.');
  if (named.length > 0) {
    const found = candidates.map((directory) => ({
      directory,
      there: named.filter((source) => exists(join(directory, source))),
    }));
    const most = Math.max(...found.map(({ there }) => there.length));
    // The first of those with most is the nearest to the Dockerfile.
    const best = found.find(({ there }) => there.length === most);
    return best === undefined || most === 0 || best.directory === own
      ? byDefault
      : { directory: best.directory, by: 'copied-files', evidence: best.there };
  }
  if (sources.length === 0) return byDefault;
  for (const directory of candidates) {
    const file = projectFiles.find((name) => exists(join(directory, name)));
    if (file === undefined) continue;
    return directory === own ? byDefault : { directory, by: 'project-file', evidence: [file] };
  }
  return byDefault;
}

/**
 * Whether a directory can be what the file is built with: something of what it copies lies there. A compose file that is
 * never used to build (`build: .` beside it, while the image is made from the top) names one that is not.
 */
export function hasCopiedPaths(dockerfile: Dockerfile, directory: string): boolean {
  const sources = copiedPaths(dockerfile);
  const named = sources.filter((source) => source !== '.');
  if (named.length > 0) return named.some((source) => exists(join(directory, source)));
  return sources.length === 0 || namesIn(directory).some((name) => !isAboutBuilds(name));
}

/** What lies beside a Dockerfile without being part of what it copies. */
function isAboutBuilds(name: string): boolean {
  return name.startsWith('.') || describesBuilds(name) || dockerfileName(name) !== undefined;
}

/**
 * The paths that COPY and ADD take from the context, relative to it; `.` is all of it. Left out is what can't be
 * looked up as it stands: variables, URLs, other stages; of a pattern, the directories before it remain.
 */
export function copiedPaths(dockerfile: Dockerfile): readonly string[] {
  const paths = dockerfile.instructions.flatMap((instruction) =>
    (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') &&
    !instruction.flags.some((flag) => flag.name === 'from')
      ? instruction.sources.flatMap((source) => (source.kind === 'path' ? localPath(source.word.raw) : []))
      : [],
  );
  return [...new Set(paths)];
}

/** A scheme as in `https://`, or git's `git@host:path` (what ADD takes for remote sources). */
const remote = /^(?:[a-z][a-z0-9+.-]*:\/\/|git@)/i;

function localPath(raw: string): readonly string[] {
  const unquoted = raw.replace(/^(["'])(.*)\1$/s, '$2');
  if (remote.test(unquoted) || /[$\\"']/.test(unquoted)) return [];
  const segments = normalize(unquoted)
    .split(sep)
    // A leading `/` or `..` can't lead out of the context.
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
  const pattern = segments.findIndex((segment) => /[*?[]/.test(segment));
  if (pattern === 0) return [];
  const kept = pattern === -1 ? segments : segments.slice(0, pattern);
  return [kept.length === 0 ? '.' : kept.join('/')];
}

function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/**
 * The build context that the compose and bake files beside and above the Dockerfile say it is built with; undefined
 * when they say nothing about it, or different things. All paths absolute.
 */
export function namedContextRoot(path: string, top: string, treeAt?: TreeAt): ContextRoot | undefined {
  const files = ancestorsBelow(top, dirname(path)).flatMap((directory) =>
    namesIn(directory)
      .filter(describesBuilds)
      .map((name) => join(directory, name)),
  );
  const builds = files.flatMap((file) =>
    buildsOnDisk(file, top, treeAt)
      .filter(({ dockerfile }) => dockerfile === path)
      .map((build) => contextRootOfBuild(build, file)),
  );
  const [first] = builds;
  return builds.every(({ directory }) => directory === first?.directory) ? first : undefined;
}

/** The build context of a build that the file describes. */
export function contextRootOfBuild({ context, line }: NamedBuild, file: string): ContextRoot {
  return { directory: context, by: 'build-file', evidence: [`${basename(file)}:${line}`] };
}

/** The names in a directory, sorted; none of one that can't be read. */
export function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    return [];
  }
}

/** For people: `the repository's root, because go.mod lies there`. */
export function describeContextRoot({ directory, by, evidence }: ContextRoot): string {
  const name = basename(directory);
  switch (by) {
    case 'option':
      return `${name}, as asked for with --context`;
    case 'build-file':
      return `${name}, because ${evidence.join(', ')} says so`;
    case 'own-directory':
      return `${name}, the Dockerfile's own directory`;
    case 'copied-files':
      return `${name}, because ${evidence.slice(0, 3).join(', ')} ${evidence.length === 1 ? 'lies' : 'lie'} there`;
    case 'project-file':
      return `${name}, because ${evidence.join(', ')} lies there`;
  }
}

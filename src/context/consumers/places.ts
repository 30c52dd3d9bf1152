/** Where the files that say how an image is used live, and how many of them are looked at. */
import type { ContextFiles } from '../files/types.ts';
import { childOf, parentOf, rememberOf } from '../files/tree.ts';
import { isDockerfile } from './dockerfiles.ts';

/** Files beyond these bounds are not looked at: no run may hang on a strange repository. */
export const mostFiles = 300;
export const largestFile = 256 * 1024;
const mostDirectories = 200;

/** Of a whole repository, for the names of an image: what is beyond these bounds may use it, and that is said. */
export const mostWalked = 1000;
export const mostSearched = 2000;

/** Directories, relative to the repository, the context and the Dockerfile's directory, and how far below them is looked. */
const usualDirectories: readonly { readonly path: string; readonly depth: number }[] = [
  { path: '', depth: 0 },
  { path: '.github/workflows', depth: 0 },
  { path: '.circleci', depth: 0 },
  { path: '.devcontainer', depth: 1 },
  { path: '.ci', depth: 1 },
  { path: 'ci', depth: 1 },
  { path: 'scripts', depth: 1 },
  { path: 'script', depth: 1 },
  { path: 'hack', depth: 1 },
  { path: 'build', depth: 1 },
  { path: 'docker', depth: 1 },
  { path: 'deploy', depth: 3 },
  { path: 'deployment', depth: 3 },
  { path: 'deployments', depth: 3 },
  { path: 'k8s', depth: 3 },
  { path: 'kubernetes', depth: 3 },
  { path: 'manifests', depth: 3 },
  { path: 'kustomize', depth: 3 },
  { path: 'chart', depth: 2 },
  { path: 'charts', depth: 3 },
  { path: 'helm', depth: 3 },
  { path: 'nomad', depth: 2 },
  { path: 'config', depth: 0 },
  { path: 'copilot', depth: 1 },
  { path: 'infra', depth: 3 },
  { path: 'ops', depth: 2 },
  { path: 'test', depth: 2 },
  { path: 'tests', depth: 2 },
  { path: 'e2e', depth: 2 },
  { path: 'integration', depth: 2 },
  { path: 'src/test', depth: 4 },
  { path: '__tests__', depth: 1 },
];

/** Paths of all files in the usual places, each once. */
export function usualFiles(view: ContextFiles, context: string, dockerfile: string): readonly string[] {
  const bases = new Set([...upwards(context), ...upwards(parentOf(dockerfile))]);
  const directories = new Set<string>();
  for (const base of bases) {
    for (const { path, depth } of usualDirectories) {
      const start = base === '' ? path : path === '' ? base : `${base}/${path}`;
      for (const directory of below(view, start, depth)) {
        if (directories.size < mostDirectories) directories.add(directory);
      }
    }
  }
  return [...directories].flatMap((directory) =>
    (view.list(directory) ?? []).flatMap(({ name, kind }) =>
      kind === 'file' ? [childOf(directory, name)] : [],
    ),
  );
}

/** A directory and all above it. */
function upwards(directory: string): readonly string[] {
  return directory === '' ? [''] : [directory, ...upwards(parentOf(directory))];
}

function below(view: ContextFiles, directory: string, depth: number): readonly string[] {
  const entries = view.list(directory);
  if (entries === undefined) return [];
  const inner =
    depth === 0 ? [] : entries.filter(({ kind, name }) => kind === 'directory' && !ignoredNames.has(name));
  return [directory, ...inner.flatMap(({ name }) => below(view, childOf(directory, name), depth - 1))];
}

/** Directories of other people's files. */
const ignoredNames: ReadonlySet<string> = new Set([
  'node_modules',
  'vendor',
  '.git',
  'third_party',
  'testdata',
]);

/** Whether the repository has this Dockerfile and no other, as far as a walk of a bounded number of directories shows. */
export function isOnlyDockerfile(view: ContextFiles, dockerfile: string): boolean {
  const { files, complete } = filesIn(view);
  return complete && !files.some((path) => path !== dockerfile && isDockerfile(path));
}

/** The files of a repository, those at the top first. `complete` unless there are too many directories to look at. */
export const filesIn = rememberOf(walk);

function walk(view: ContextFiles): {
  readonly files: readonly string[];
  readonly complete: boolean;
} {
  const queue = [''];
  const files: string[] = [];
  for (let looked = 0; looked < queue.length; looked += 1) {
    if (looked >= mostWalked) return { files, complete: false };
    const directory = queue[looked] ?? '';
    for (const { name, kind } of view.list(directory) ?? []) {
      const path = childOf(directory, name);
      if (kind === 'directory' && !ignoredNames.has(name)) queue.push(path);
      if (kind === 'file') files.push(path);
    }
  }
  return { files, complete: true };
}

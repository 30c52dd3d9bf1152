/** The author's own Python: what of it runs, read as far as it is there. */
import { posix } from 'node:path';
import { at, textOf, textsOf } from '../../../src/context/consumers/nodes.ts';
import { readToml } from '../../../src/context/consumers/toml.ts';
import type { FileSystem } from '../../../src/evaluate/types.ts';
import { factsOf, type FileFacts } from './facts.ts';
import { parsePython } from './parse.ts';

export interface SourceFile extends FileFacts {
  /** Absolute path in the image. */
  readonly path: string;
}

export interface Sources {
  readonly files: readonly SourceFile[];
  /** Files or directories that could not be read, or not understood. */
  readonly unread: readonly string[];
}

/** More files than this are not read. */
const mostFiles = 3000;

/** Directories that hold tests, packages of environments, and what no program can import. */
const asideDirectories = /^(\.[^.].*|__pycache__|tests|node_modules|site-packages|.*\.egg-info)$/;
/** Tests beside what they test, and what builds the project. Source: docs.pytest.org, "Conventions for Python test discovery". */
const asideFiles = /^(test_.*|conftest|setup|noxfile)\.py$/;

const read = new WeakMap<FileSystem, Map<string, Sources>>();

/** The sources below a directory: they may all run. */
export function sourcesBelow(root: string, files: FileSystem): Sources {
  const known = read.get(files) ?? new Map<string, Sources>();
  read.set(files, known);
  const before = known.get(root);
  if (before !== undefined) return before;
  const found: SourceFile[] = [];
  const unread: string[] = [];
  const backends = backendsOf(root, files);
  const pending = [root];
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    const { names, complete, generated } = files.list(directory);
    if (!complete && !generated) unread.push(directory);
    for (const { name, kind } of names) {
      const path = posix.join(directory, name);
      const entry = files.lookup(path);
      if (entry.status !== 'present') continue;
      const { by } = entry.entry.origin;
      if (kind === 'directory') {
        const isAuthors = ['context', 'heredoc', 'workdir', 'command', 'stage'].includes(by);
        if (isAuthors && !asideDirectories.test(name)) pending.push(path);
        continue;
      }
      if (backends.includes(path)) continue;
      if (['context', 'heredoc', 'command'].includes(by) && isSource(name))
        readFile(path, entry.entry.content?.());
    }
  }
  const sources = { files: found, unread };
  known.set(root, sources);
  return sources;

  function readFile(path: string, text: string | undefined): void {
    const tree = text === undefined || found.length >= mostFiles ? undefined : parsePython(text);
    if (tree === undefined) unread.push(path);
    else found.push({ path, ...factsOf(tree, path, true) });
  }
}

/** What builds a project with a backend of its own. Source: peps.python.org/pep-0517, "In-tree build backends". */
function backendsOf(root: string, files: FileSystem): readonly string[] {
  return [root, ...files.list(root).names.map(({ name }) => posix.join(root, name))].flatMap((directory) => {
    const text = files.read(posix.join(directory, 'pyproject.toml'));
    if (text === undefined) return [];
    const system = at(readToml(text), 'build-system');
    const [module = ''] = (textOf(at(system, 'build-backend')) ?? '').split(':');
    return textsOf(at(system, 'backend-path')).map((place) =>
      posix.join(directory, place, `${module.replaceAll('.', '/')}.py`),
    );
  });
}

/** One file, where its directory is the system's. */
export function sourceAt(path: string, files: FileSystem): Sources {
  const text = files.read(path);
  const tree = text === undefined ? undefined : parsePython(text);
  return tree === undefined
    ? { files: [], unread: [path] }
    : { files: [{ path, ...factsOf(tree, path, true) }], unread: [] };
}

/** Whether a file may run: no test, and nothing that only builds the project. */
export function isSource(name: string): boolean {
  return name.endsWith('.py') && !asideFiles.test(name);
}

/** The author's own JavaScript and TypeScript: what of it runs, read as far as it is there. */
import { builtinModules } from './builtin-modules.ts';
import { posix } from 'node:path';
import type { FileSystem, Stage } from '../../../src/evaluate/types.ts';
import { factsOf, type FileFacts, type Start } from './facts.ts';
import { parseSource } from './parse.ts';

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

/** Directories that hold packages, tests, and what no program reads. Sources: the documentation of the test runners. */
const asideDirectories =
  /^(node_modules|\.[^.].*|tests?|__tests__|__mocks__|spec|specs|e2e|cypress|coverage|docs?|examples?|fixtures|bower_components)$/;
/** Tests beside what they test, and settings of tools that build and test. */
const asideFiles =
  /\.(test|spec|stories|e2e-spec|cy)\.[cm]?[jt]sx?$|\.d\.[cm]?ts$|^(.*\.config|jest\..*|\..*rc|gulpfile|Gruntfile|karma\.conf)\.[cm]?[jt]s$/;
const sourceEndings = /\.([cm]?[jt]s|[jt]sx)$/;

const read = new WeakMap<FileSystem, Map<string, Sources>>();

/**
 * The sources below a directory, also those that a step takes away once they are compiled: all may run, or be part of what
 * runs.
 */
export function sourcesBelow(root: string, { files, steps }: Pick<Stage, 'files' | 'steps'>): Sources {
  const known = read.get(files) ?? new Map<string, Sources>();
  read.set(files, known);
  const before = known.get(root);
  if (before !== undefined) return before;
  const brought = steps.filter(({ instruction }) => ['COPY', 'ADD'].includes(instruction.keyword));
  const moments = [files, ...brought.map(({ filesAfter }) => files.upTo(filesAfter))];
  const listed = moments.map((moment) => listedBelow(root, moment));
  const texts = new Map(
    listed.flatMap((list) => list.files.map((file) => [`${file.path}\0${file.text ?? ''}`, file] as const)),
  );
  const found: SourceFile[] = [];
  const unread = new Set(listed.flatMap(({ open }) => open));
  for (const { path, text } of texts.values()) {
    const tree = text === undefined || found.length >= mostFiles ? undefined : parseSource(path, text);
    if (tree === undefined) unread.add(path);
    else found.push({ path, ...factsOf(tree) });
  }
  const sources = { files: found, unread: [...unread] };
  known.set(root, sources);
  return sources;
}

interface Listed {
  readonly files: readonly { readonly path: string; readonly text: string | undefined }[];
  /** Directories of which not all is known. */
  readonly open: readonly string[];
}

function listedBelow(root: string, files: FileSystem): Listed {
  const found: { readonly path: string; readonly text: string | undefined }[] = [];
  const open: string[] = [];
  const pending = [root];
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    const { names, complete, generated } = files.list(directory);
    if (!complete && !generated) open.push(directory);
    for (const { name, kind } of names) {
      const path = posix.join(directory, name);
      const entry = files.lookup(path);
      // What steps wrote is made of what is read here, or comes with the packages.
      if (entry.status !== 'present' || !['context', 'heredoc'].includes(entry.entry.origin.by)) {
        if (kind === 'directory' && entry.status === 'present' && entry.entry.origin.by === 'workdir')
          pending.push(path);
        continue;
      }
      if (kind === 'directory') {
        if (!asideDirectories.test(name)) pending.push(path);
        continue;
      }
      if (sourceEndings.test(name) && !asideFiles.test(name))
        found.push({ path, text: entry.entry.content?.() });
    }
  }
  return { files: found, open };
}

/** The package that a module's name asks for: `@scope/name/part` is of `@scope/name`; undefined for files and Node's own. */
export function packageOfModule(module: string): string | undefined {
  if (/^(\.|\/|#|node:|data:|file:|https?:|~|@\/)/.test(module)) return undefined;
  const [first = '', second] = module.split('/');
  if (builtinModules.has(first)) return undefined;
  return first.startsWith('@') && second !== undefined ? `${first}/${second}` : first;
}

export type { Start };

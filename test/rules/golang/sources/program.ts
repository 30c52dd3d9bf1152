/** Go programs as strings, in memory, for the tests of this folder. */

import { readProgram } from '../../../../rules/golang/sources/program.ts';
import type {
  BuildSettings,
  Finding,
  Name,
  ProgramFacts,
  SourceFiles,
} from '../../../../rules/golang/sources/knowledge/types.ts';

export type Tree = Readonly<Record<string, string>>;

const SETTINGS: BuildSettings = {
  directory: '/src',
  files: undefined,
  tags: [],
  os: 'linux',
  architecture: 'amd64',
  cgo: true,
  goVersion: '1.22',
  gopath: '/go',
  modules: true,
};

/** Files by absolute path. */
function sourceFiles(tree: Tree): SourceFiles {
  const directories = new Map<string, Map<string, 'file' | 'directory'>>();
  for (const path of Object.keys(tree)) {
    let child = path;
    let kind: 'file' | 'directory' = 'file';
    while (child !== '/') {
      const slash = child.lastIndexOf('/');
      const parent = slash === 0 ? '/' : child.slice(0, slash);
      const entries = directories.get(parent) ?? new Map<string, 'file' | 'directory'>();
      entries.set(child.slice(slash + 1), kind);
      directories.set(parent, entries);
      child = parent;
      kind = 'directory';
    }
  }
  return {
    read: (path) => tree[path],
    list: (directory) => {
      const entries = directories.get(directory);
      return entries && [...entries].map(([name, kind]) => ({ name, kind }));
    },
  };
}

export function facts(tree: Tree, settings: Partial<BuildSettings> = {}): ProgramFacts {
  return readProgram(sourceFiles(tree), { ...SETTINGS, ...settings });
}

/** A module `example.com/app` in /src with this main file, and other files beside it. */
export function moduleOf(main: string, others: Tree = {}): Tree {
  return { '/src/go.mod': 'module example.com/app\n\ngo 1.22\n', '/src/main.go': main, ...others };
}

/**
 * A program from its imports and the body of main. Declarations may follow the body after a line `---`.
 * Imports are paths, or `alias path`.
 */
export function program(imports: readonly string[], body: string): string {
  const lines = imports.map((written) => {
    const [first = '', second] = written.split(' ');
    return second === undefined ? `\t"${first}"` : `\t${first} "${second}"`;
  });
  const [main = '', declarations = ''] = body.split('\n---\n');
  return `package main\n\nimport (\n${lines.join('\n')}\n)\n\nfunc main() {\n${main}\n}\n\n${declarations}\n`;
}

/** `kind name`, the name as `text`, `text (from flag x)`, `prefix…`, or `?`. */
export function brief({ kind, name }: Finding): string {
  return name === undefined ? kind : `${kind} ${briefName(name)}`;
}

function briefName(name: Name): string {
  const { origin } = name;
  const source =
    origin === undefined
      ? ''
      : ` (${origin.kind} ${origin.kind === 'argument' ? origin.index : origin.name})`;
  if (name.known) return `${name.text}${source}`;
  const base = name.base === undefined ? '' : `<${name.base}>`;
  const open = name.complete === true ? '' : '…';
  return `${base}${name.prefix}${open}${source}`;
}

/** What is found in a program of one file, without the environment variables unless asked for. */
export function found(
  imports: readonly string[],
  body: string,
  {
    others = {},
    settings = {},
    environment = false,
  }: { others?: Tree; settings?: Partial<BuildSettings>; environment?: boolean } = {},
): readonly string[] {
  return facts(moduleOf(program(imports, body), others), settings)
    .findings.filter(({ kind }) => environment || kind !== 'environment')
    .map(brief);
}

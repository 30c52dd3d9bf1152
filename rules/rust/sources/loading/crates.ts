/**
 * The crates that a program is made of, as far as they are there to read: its package, its library, what it takes by a path,
 * and what was vendored. Sources: The Cargo Book, "Specifying Dependencies", "Workspaces", "Source Replacement".
 */
import { posix } from 'node:path';
import { at, entriesOf, textOf, type DataNode } from '../../../../src/context/consumers/nodes.ts';
import { tomlOf } from '../../manifest/toml.ts';
import type { SourceEvidence } from '../../../../src/split/uses/types.ts';
import { evidenceAt, textLines } from '../../../../src/split/uses/source-lines.ts';
import type { SourceFiles } from '../knowledge/types.ts';

/** What stands for a crate in the sources of another. */
export type Dependency =
  /** Its main file is there. */
  | {
      readonly kind: 'source';
      readonly package: string;
      readonly root: string;
      readonly directory: string;
      /** Of the author's, not of a registry. */
      readonly own: boolean;
    }
  | { readonly kind: 'registry'; readonly package: string };

export interface Package {
  readonly directory: string;
  readonly name: string;
  /** By the name that the sources say, with underscores. */
  readonly dependencies: ReadonlyMap<string, Dependency & { readonly evidence: SourceEvidence }>;
}

interface Tables {
  readonly path: string;
  readonly text: string;
  readonly data: DataNode;
}

/** The package in a directory; undefined where its manifest isn't there. */
export function packageIn(directory: string, workspace: string, files: SourceFiles): Package | undefined {
  const manifest = manifestOf(directory, files);
  if (manifest === undefined) return undefined;
  const name = textOf(at(manifest.data, 'package', 'name')) ?? '';
  const shared = workspace === directory ? manifest : manifestOf(workspace, files);
  const tables = [manifest.data, ...entriesOf(at(manifest.data, 'target')).map(([, node]) => node)];
  const listed = tables.flatMap((table) => entriesOf(at(table, 'dependencies')));
  const dependencies = listed.map(([key, node]) => {
    const found = dependencyOf(key, node, { directory, workspace, shared, files });
    return [rustName(key), { ...found, evidence: evidenceOf(manifest, node) }] as const;
  });
  const library = libraryOf(manifest, directory, files);
  const first = { file: manifest.path, line: 1, text: name };
  return {
    directory,
    name,
    dependencies: new Map([
      ...dependencies,
      ...(library === undefined
        ? []
        : [
            [
              library.name,
              { kind: 'source', package: name, root: library.root, directory, own: true, evidence: first },
            ] as const,
          ]),
    ]),
  };
}

/** `my-crate` is `my_crate` in the sources. */
export function rustName(name: string): string {
  return name.replaceAll('-', '_');
}

function manifestOf(directory: string, files: SourceFiles): Tables | undefined {
  const path = posix.join(directory, 'Cargo.toml');
  const text = files.read(path);
  return text === undefined ? undefined : { path, text, data: tomlOf(text) };
}

function evidenceOf({ path, text }: Tables, { line }: DataNode): SourceEvidence {
  const lines = textLines(path, text);
  return evidenceAt(lines, lines.starts()[line - 1] ?? 0);
}

interface Around {
  readonly directory: string;
  readonly workspace: string;
  readonly shared: Tables | undefined;
  readonly files: SourceFiles;
}

function dependencyOf(key: string, node: DataNode, around: Around): Dependency {
  const { directory, workspace, shared, files } = around;
  const inherited = textOf(at(node, 'workspace')) === 'true';
  const said = inherited ? at(shared?.data, 'workspace', 'dependencies', key) : node;
  const name = textOf(at(said, 'package')) ?? key;
  const path = textOf(at(said, 'path')) ?? textOf(at(shared?.data, 'patch', 'crates-io', name, 'path'));
  if (path !== undefined) {
    const place = posix.resolve(inherited ? workspace : directory, path);
    const found = sourceIn(place, true, files);
    if (found !== undefined) return found;
  }
  const vendored = [workspace, directory]
    .map((place) => sourceIn(posix.join(place, 'vendor', name), false, files))
    .find((found) => found !== undefined);
  return vendored ?? { kind: 'registry', package: name };
}

function sourceIn(
  directory: string,
  own: boolean,
  files: SourceFiles,
): Extract<Dependency, { kind: 'source' }> | undefined {
  const manifest = manifestOf(directory, files);
  const library = manifest === undefined ? undefined : libraryOf(manifest, directory, files);
  return library === undefined
    ? undefined
    : { kind: 'source', package: library.package, root: library.root, directory, own };
}

/** The library of a package: `[lib] path`, or `src/lib.rs`. */
function libraryOf(
  { data }: Tables,
  directory: string,
  files: SourceFiles,
): { readonly name: string; readonly package: string; readonly root: string } | undefined {
  const own = textOf(at(data, 'package', 'name'));
  const name = textOf(at(data, 'lib', 'name')) ?? own;
  const root = posix.resolve(directory, textOf(at(data, 'lib', 'path')) ?? 'src/lib.rs');
  return name === undefined || files.read(root) === undefined
    ? undefined
    : { name: rustName(name), package: own ?? name, root };
}

/**
 * Cargo.toml, as far as it says what is built under which name. Sources: The Cargo Book, "The Manifest Format", "Cargo
 * Targets", "Features"; rust-lang/cargo, src/cargo/util/toml/targets.rs.
 */
import { posix } from 'node:path';
import {
  at,
  entriesOf,
  itemsOf,
  textOf,
  textsOf,
  type DataNode,
} from '../../../src/context/consumers/nodes.ts';
import type { FileSystem } from '../../../src/evaluate/types.ts';
import { tomlOf } from './toml.ts';

/** A Cargo.toml that could be read. */
export interface Manifest {
  /** Where it lies. */
  readonly directory: string;
  readonly data: DataNode;
  readonly package: { readonly name: string; readonly edition: string } | undefined;
  readonly workspace: boolean;
}

export type ManifestFound =
  | { readonly kind: 'manifest'; readonly manifest: Manifest }
  | { readonly kind: 'absent' }
  /** It is there, or may be, and its text is not known. */
  | { readonly kind: 'unknown' };

/** The manifest of a directory. */
export function manifestIn(directory: string, files: FileSystem): ManifestFound {
  const path = posix.join(directory, 'Cargo.toml');
  const text = files.read(path);
  if (text === undefined) {
    const found = files.lookup(path);
    const absent = found.status === 'absent' || (found.status === 'possible' && found.anywhere === true);
    return { kind: absent ? 'absent' : 'unknown' };
  }
  return { kind: 'manifest', manifest: readManifest(directory, text) };
}

function readManifest(directory: string, text: string): Manifest {
  const data = tomlOf(text);
  const name = textOf(at(data, 'package', 'name')) ?? textOf(at(data, 'project', 'name'));
  const edition =
    textOf(at(data, 'package', 'edition')) ?? textOf(at(data, 'workspace', 'package', 'edition'));
  // An edition that is inherited is one that came after 2018 (cargo 1.64).
  const inherited = at(data, 'package', 'edition', 'workspace') !== undefined;
  return {
    directory,
    data,
    package: name === undefined ? undefined : { name, edition: edition ?? (inherited ? '2021' : '2015') },
    workspace: at(data, 'workspace') !== undefined,
  };
}

/** A program of a package. */
export interface Binary {
  readonly name: string;
  /** Its main file; undefined where it isn't known which. */
  readonly root: string | undefined;
  /** Built only where all of these features are on. */
  readonly requires: readonly string[];
}

export interface Binaries {
  readonly binaries: readonly Binary[];
  /** Others may be there. */
  readonly complete: boolean;
}

/** The programs of a package: those that the manifest lists, and those whose files lie where cargo looks for them. */
export function binariesOf(manifest: Manifest, files: FileSystem): Binaries {
  const { directory, data, package: own } = manifest;
  if (own === undefined) return { binaries: [], complete: true };
  const inferred = inferredBinaries(directory, own.name, files);
  const listed = itemsOf(at(data, 'bin')).flatMap((item): readonly Binary[] => {
    const name = textOf(at(item, 'name'));
    if (name === undefined) return [];
    const path = textOf(at(item, 'path'));
    const root =
      path === undefined
        ? (inferred.binaries.find((one) => one.name === name)?.root ?? oldRoot(directory, name, files))
        : posix.resolve(directory, path);
    return [{ name, root, requires: textsOf(at(item, 'required-features')) }];
  });
  const automatic = textOf(at(data, 'package', 'autobins'));
  const looks =
    automatic === undefined ? own.edition !== '2015' || listed.length === 0 : automatic === 'true';
  const others = looks
    ? inferred.binaries.filter(
        ({ name, root }) =>
          !listed.some((one) => one.name === name || (root !== undefined && one.root === root)),
      )
    : [];
  return { binaries: [...listed, ...others], complete: !looks || inferred.complete };
}

/** In the edition of 2015 a listed program may lie at `src/NAME.rs`, and the only one at `src/main.rs`. */
function oldRoot(directory: string, name: string, files: FileSystem): string | undefined {
  return [`src/${name}.rs`, 'src/main.rs', `src/bin/main.rs`]
    .map((path) => posix.join(directory, path))
    .find((path) => files.lookup(path).status === 'present');
}

/** `src/main.rs`, `src/bin/NAME.rs`, `src/bin/NAME/main.rs`. */
function inferredBinaries(directory: string, name: string, files: FileSystem): Binaries {
  const main = posix.join(directory, 'src/main.rs');
  const status = statusOf(main, files);
  const place = posix.join(directory, 'src/bin');
  const there = statusOf(place, files);
  const listing = there === 'absent' ? undefined : files.list(place);
  const others = (listing?.names ?? []).flatMap(({ name: entry, kind }): readonly Binary[] => {
    const path = posix.join(place, entry);
    if (entry.endsWith('.rs') && kind !== 'directory') {
      return [{ name: entry.slice(0, -'.rs'.length), root: path, requires: [] }];
    }
    const root = posix.join(path, 'main.rs');
    if (kind === 'file' || statusOf(root, files) === 'absent') return [];
    return [{ name: entry, root, requires: [] }];
  });
  return {
    binaries: [...(status === 'absent' ? [] : [{ name, root: main, requires: [] }]), ...others],
    complete:
      status !== 'unknown' && (listing === undefined || listing.complete || listing.sources !== undefined),
  };
}

function statusOf(path: string, files: FileSystem): 'present' | 'absent' | 'unknown' {
  const found = files.lookup(path);
  if (found.status !== 'possible') return found.status;
  return found.anywhere === true ? 'absent' : 'unknown';
}

/** Features of a build, as the command line chooses them. */
export interface FeatureChoice {
  readonly all: boolean;
  readonly withoutDefault: boolean;
  readonly named: readonly string[];
}

/** Whether a program is built: all features that it requires are on, by name or through another. */
export function isBuilt({ requires }: Binary, { data }: Manifest, choice: FeatureChoice): boolean {
  if (requires.length === 0 || choice.all) return true;
  const table = new Map(entriesOf(at(data, 'features')).map(([name, node]) => [name, textsOf(node)]));
  const on = new Set<string>();
  const pending = [
    ...(choice.withoutDefault ? [] : ['default']),
    ...choice.named.map((name) => name.replace(/^.*\//, '')),
  ];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (on.has(name)) continue;
    on.add(name);
    pending.push(...(table.get(name) ?? []));
  }
  return requires.every((name) => on.has(name));
}

/** Tables of dependencies: `[dependencies]`, `[target.'cfg(unix)'.dependencies]` … */
const dependencyTables = ['dependencies', 'build-dependencies', 'dev-dependencies'] as const;

/** Directories of the packages that a manifest takes by their path. */
export function pathDependencies({ directory, data }: Manifest): readonly string[] {
  const tables = [data, ...entriesOf(at(data, 'target')).map(([, node]) => node), at(data, 'workspace')];
  return tables.flatMap((table) =>
    dependencyTables.flatMap((name) =>
      entriesOf(at(table, name)).flatMap(([, node]) => {
        const path = textOf(at(node, 'path'));
        return path === undefined ? [] : [posix.resolve(directory, path)];
      }),
    ),
  );
}

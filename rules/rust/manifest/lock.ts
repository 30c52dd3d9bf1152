/** Cargo.lock: which crates a package is made of. Source: The Cargo Book, "Cargo.toml vs Cargo.lock"; cargo's resolver/encode.rs. */
import { posix } from 'node:path';
import { at, entriesOf, itemsOf, textOf, textsOf } from '../../../src/context/consumers/nodes.ts';
import { tomlOf } from './toml.ts';
import type { FileSystem } from '../../../src/evaluate/types.ts';
import type { Manifest } from './manifest.ts';

/** A crate, by the line that names it. */
export interface Crate {
  readonly name: string;
  readonly version: string;
  /** Names of the crates that it is built with or from. */
  readonly dependencies: ReadonlySet<string>;
  /** It comes from elsewhere: a registry, a repository. */
  readonly remote: boolean;
  readonly line: number;
}

export interface Lock {
  readonly path: string;
  readonly crates: readonly Crate[];
}

/**
 * Whether a lock holds for a package: it names all that the manifest asks for. Else cargo changes it, unless it is told not to
 * (--locked).
 */
export function isCurrent(manifest: Manifest, { crates }: Lock): boolean {
  const root = crates.find(({ name, remote }) => name === manifest.package?.name && !remote);
  if (root === undefined) return false;
  return [...dependenciesOf(manifest, 'dependencies')].every((name) => root.dependencies.has(name));
}

/** Names of crates in a table of dependencies, for whichever platform; those that are inherited or renamed by their own. */
function dependenciesOf({ data }: Manifest, table: string): ReadonlySet<string> {
  const tables = [data, ...entriesOf(at(data, 'target')).map(([, node]) => node)];
  return new Set(
    tables.flatMap((node) =>
      entriesOf(at(node, table)).map(([name, value]) => textOf(at(value, 'package')) ?? name),
    ),
  );
}

/** undefined where it isn't there, or can't be read. */
export function lockIn(root: string, files: FileSystem): Lock | undefined {
  const path = posix.join(root, 'Cargo.lock');
  const text = files.read(path);
  if (text === undefined) return undefined;
  const data = tomlOf(text);
  const packages = [
    ...itemsOf(at(data, 'package')),
    ...(at(data, 'root') === undefined ? [] : [at(data, 'root')]),
  ];
  const crates = packages.flatMap((node): readonly Crate[] => {
    const name = textOf(at(node, 'name'));
    if (name === undefined || node === undefined) return [];
    return [
      {
        name,
        version: textOf(at(node, 'version')) ?? '',
        dependencies: new Set(textsOf(at(node, 'dependencies')).map((text) => text.split(' ')[0] ?? '')),
        remote: at(node, 'source') !== undefined,
        line: node.line,
      },
    ];
  });
  return crates.length === 0 ? undefined : { path, crates };
}

/** Crates that only build scripts use: nothing of them, and of what they are made of, is in a program. Source: docs.rs. */
const ofBuildScripts: ReadonlySet<string> = new Set(
  (
    'autocfg bindgen built capnpc cbindgen cc clang-sys cmake cxx-build flatc-rust napi-build pkg-config prost-build ' +
    'protobuf-codegen protoc-rust rustc_version shadow-rs system-deps tonic-build vcpkg vergen version_check winres'
  ).split(' '),
);

/**
 * The crates that a package is built from. The lock doesn't tell what only build scripts use, what is for another platform, and
 * which features are on: all that may be linked in is among them. What only the package's own tests use is not.
 */
export function cratesOf(manifest: Manifest, { crates }: Lock): readonly Crate[] {
  const byName = crates.reduce(
    (found, crate) => found.set(crate.name, [...(found.get(crate.name) ?? []), crate]),
    new Map<string, readonly Crate[]>(),
  );
  const forTests = dependenciesOf(manifest, 'dev-dependencies');
  const needed = dependenciesOf(manifest, 'dependencies');
  const reached = new Set<Crate>();
  const root = (byName.get(manifest.package?.name ?? '') ?? []).filter(({ remote }) => !remote);
  const pending = root.flatMap(({ dependencies }) =>
    [...dependencies].filter((name) => !forTests.has(name) || needed.has(name)),
  );
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    for (const crate of byName.get(name) ?? []) {
      if (reached.has(crate)) continue;
      reached.add(crate);
      if (ofBuildScripts.has(name)) continue;
      pending.push(...crate.dependencies);
    }
  }
  return [...root, ...reached];
}

/**
 * The workspace that a directory belongs to, and the packages in it. Sources: The Cargo Book, "Workspaces"; rust-lang/cargo,
 * src/cargo/core/workspace.rs.
 */
import { posix } from 'node:path';
import { at, textOf, textsOf } from '../../../src/context/consumers/nodes.ts';
import { isInside } from '../../../src/evaluate/files/paths.ts';
import type { FileSystem } from '../../../src/evaluate/types.ts';
import { manifestIn, pathDependencies, type Manifest } from './manifest.ts';

export interface Workspace {
  /** Where target/ and Cargo.lock are. */
  readonly root: string;
  /** The package of the directory at hand; undefined in one without (a virtual manifest). */
  readonly current: Manifest | undefined;
  /** All packages of it. */
  readonly members: readonly Manifest[];
  /** Those that are built where nothing else is asked for. */
  readonly chosen: readonly Manifest[];
  /** Others may belong to it. */
  readonly complete: boolean;
}

/** More packages than this are not read. */
const maximumMembers = 300;

/** undefined where no manifest is there, or where one that may matter can't be read. */
export function workspaceOf(directory: string, files: FileSystem): Workspace | undefined {
  const current = nearestManifest(directory, files);
  if (current === undefined) return undefined;
  const root = current.workspace ? current : rootOf(current, files);
  if (root === undefined) return undefined;
  if (!root.workspace) {
    return { root: root.directory, current, members: [root], chosen: [root], complete: true };
  }
  const { members, complete } = membersOf(root, files);
  const own = current.package === undefined ? undefined : current;
  return {
    root: root.directory,
    current: own,
    members:
      own === undefined || members.some(({ directory: place }) => place === own.directory)
        ? members
        : [...members, own],
    chosen: own === undefined || current === root ? defaultMembers(root, members, own) : [own],
    complete,
  };
}

/** Of the root, what it says itself, its own package, or all. */
function defaultMembers(
  { directory, data }: Manifest,
  members: readonly Manifest[],
  own: Manifest | undefined,
): readonly Manifest[] {
  const named = at(data, 'workspace', 'default-members');
  if (named === undefined) return own === undefined ? members : [own];
  const patterns = textsOf(named).map((path) => posix.resolve(directory, path));
  return members.filter((member) => patterns.some((pattern) => matches(member.directory, pattern)));
}

/** Of the directory itself or the next one above it. */
function nearestManifest(directory: string, files: FileSystem): Manifest | undefined {
  for (let place = directory; ; place = posix.dirname(place)) {
    const found = manifestIn(place, files);
    if (found.kind === 'manifest') return found.manifest;
    if (found.kind === 'unknown' || place === '/') return undefined;
  }
}

/** The manifest with the workspace of a package: the package itself where it is in none. */
function rootOf(own: Manifest, files: FileSystem): Manifest | undefined {
  const named = textOf(at(own.data, 'package', 'workspace'));
  if (named !== undefined) {
    const found = manifestIn(posix.resolve(own.directory, named), files);
    return found.kind === 'manifest' ? found.manifest : undefined;
  }
  for (let place = own.directory; place !== '/';) {
    place = posix.dirname(place);
    const found = manifestIn(place, files);
    if (found.kind === 'unknown') return undefined;
    if (found.kind === 'manifest' && found.manifest.workspace && !excludes(found.manifest, own.directory)) {
      return found.manifest;
    }
  }
  return own;
}

function excludes({ directory, data }: Manifest, path: string): boolean {
  return textsOf(at(data, 'workspace', 'exclude')).some((excluded) =>
    isInside(path, posix.resolve(directory, excluded)),
  );
}

/** The packages that the root lists, its own, and those below it that one of them takes by its path. */
function membersOf(
  root: Manifest,
  files: FileSystem,
): { readonly members: readonly Manifest[]; readonly complete: boolean } {
  let complete = true;
  const listed = textsOf(at(root.data, 'workspace', 'members')).flatMap((pattern) => {
    const found = directoriesMatching(posix.resolve(root.directory, pattern), files);
    complete &&= found.complete;
    return found.directories;
  });
  const members = new Map<string, Manifest>();
  const pending = [root.directory, ...listed];
  for (let place = pending.shift(); place !== undefined; place = pending.shift()) {
    if (members.has(place) || excludes(root, place)) continue;
    if (members.size >= maximumMembers) return { members: [...members.values()], complete: false };
    const found =
      place === root.directory ? { kind: 'manifest' as const, manifest: root } : manifestIn(place, files);
    if (found.kind === 'unknown') complete = false;
    if (found.kind !== 'manifest') continue;
    if (found.manifest.package !== undefined) members.set(place, found.manifest);
    pending.push(...pathDependencies(found.manifest).filter((path) => isInside(path, root.directory)));
  }
  return { members: [...members.values()], complete };
}

/** A package and those that it takes by their path, directly or through another. */
export function packagesByPath(manifest: Manifest, files: FileSystem): readonly Manifest[] {
  const found = new Map<string, Manifest>([[manifest.directory, manifest]]);
  const pending = [...pathDependencies(manifest)];
  for (let place = pending.shift(); place !== undefined; place = pending.shift()) {
    if (found.has(place) || found.size >= maximumMembers) continue;
    const next = manifestIn(place, files);
    if (next.kind !== 'manifest') continue;
    found.set(place, next.manifest);
    pending.push(...pathDependencies(next.manifest));
  }
  return [...found.values()];
}

/**
 * Names of those whose build script says what is linked, other than libraries that become a part of the program. Source: The
 * Cargo Book, "Build Scripts" (rustc-link-lib, rustc-link-arg).
 */
export function linkingPackages(packages: readonly Manifest[], files: FileSystem): ReadonlySet<string> {
  return new Set(
    packages.flatMap(({ directory, data, package: own }) => {
      const script = textOf(at(data, 'package', 'build')) ?? 'build.rs';
      const text = files.read(posix.join(directory, script)) ?? '';
      return own !== undefined && /rustc-link-(lib=(?!static)|arg)|pkg_config|system_deps/.test(text)
        ? [own.name]
        : [];
    }),
  );
}

/** `crates/*`: each part of the pattern matches one name. */
function directoriesMatching(
  pattern: string,
  files: FileSystem,
): { readonly directories: readonly string[]; readonly complete: boolean } {
  let directories: readonly string[] = ['/'];
  let complete = true;
  for (const part of pattern.split('/').filter((name) => name !== '')) {
    if (!/[*?[]/.test(part)) {
      directories = directories.map((directory) => posix.join(directory, part));
      continue;
    }
    const matching = partPattern(part);
    directories = directories.flatMap((directory) => {
      const listing = files.list(directory);
      complete &&= listing.complete || listing.sources !== undefined;
      return listing.names
        .filter(({ name, kind }) => kind !== 'file' && matching.test(name))
        .map(({ name }) => posix.join(directory, name));
    });
  }
  return { directories, complete };
}

function matches(path: string, pattern: string): boolean {
  const parts = pattern.split('/');
  const names = path.split('/');
  return (
    parts.length === names.length && parts.every((part, index) => partPattern(part).test(names[index] ?? ''))
  );
}

/** One part of a pattern: `*` and `?` match no slash (crate glob). */
function partPattern(part: string): RegExp {
  const escaped = part.replaceAll(/[.+^${}()|\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '[^/]*').replaceAll('?', '[^/]')}$`);
}

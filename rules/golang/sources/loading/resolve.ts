/**
 * From an import path to the directory of its package, the way the go command finds it:
 * modules (https://go.dev/ref/mod#resolve-pkg-mod), workspaces, vendoring, the module cache, and GOPATH mode
 * (`go help gopath`, vendor directories, godep's workspace).
 */

import { posix } from 'node:path';
import { isInside } from '../../../../src/evaluate/files/paths.ts';
import { once } from '../../../../src/dockerfile/once.ts';
import { goMinorVersion } from './constraints.ts';
import { isStandardImport } from '../knowledge/standard-library.ts';
import { type ModFile, type ModuleVersion, compareVersions, parseModFile } from './modfile.ts';
import { importPathOf } from '../knowledge/naming.ts';
import type { BuildSettings, SourceFiles } from '../knowledge/types.ts';

export type Resolution =
  | { readonly kind: 'standard' }
  | {
      readonly kind: 'directory';
      readonly directory: string;
      readonly importPath: string;
      readonly module: string;
      /** Belongs to the program's own module, workspace or repository. */
      readonly own: boolean;
    }
  | { readonly kind: 'missing' };

export interface Resolver {
  /** The main package's import path; its directory when it has none. */
  readonly mainPath: string;
  /** The main package's module, or its repository in GOPATH mode. */
  readonly mainModule: string;
  readonly resolve: (importPath: string, fromDirectory: string) => Resolution;
  /** The go.mod files of the main modules, with their paths. */
  readonly modFiles: readonly { readonly path: string; readonly text: string; readonly content: ModFile }[];
}

export function createResolver(files: SourceFiles, settings: BuildSettings): Resolver {
  return settings.modules ? moduleResolver(files, settings) : gopathResolver(files, settings);
}

/** Whether a directory holds Go files, asked once for each. */
function goDirectories(files: SourceFiles): (directory: string) => boolean {
  const known = new Map<string, boolean>();
  return (directory) => {
    const before = known.get(directory);
    if (before !== undefined) return before;
    const holds =
      files.list(directory)?.some(({ name, kind }) => kind !== 'directory' && name.endsWith('.go')) ?? false;
    known.set(directory, holds);
    return holds;
  };
}

// Module mode

interface Module {
  readonly path: string;
  readonly directory: string;
  readonly own: boolean;
}

interface MainModule extends Module {
  readonly file: { readonly path: string; readonly text: string; readonly content: ModFile };
}

function moduleResolver(files: SourceFiles, settings: BuildSettings): Resolver {
  const hasGoFiles = goDirectories(files);
  const nearest = findUpwards(files, settings.directory, 'go.mod');
  const workspace = workspaceOf(files, settings);
  const directories = workspace?.directories ?? (nearest === undefined ? [] : [nearest]);
  const mains = directories.flatMap((directory) => mainModule(files, directory));
  const workFile =
    workspace === undefined ? [] : [{ directory: workspace.directory, file: workspace.content }];
  const replacing = [
    ...workFile,
    ...mains.map((main) => ({ directory: main.directory, file: main.file.content })),
  ];
  const local: readonly Module[] = [...mains, ...localReplacements(files, replacing)].sort(
    (left, right) => right.path.length - left.path.length,
  );
  const vendors = [...new Set(replacing.map(({ directory }) => directory))].map((directory) =>
    posix.join(directory, 'vendor'),
  );
  const required = mains.flatMap((main) => main.file.content.requires.map(({ path }) => path));
  const moduleOf = (importPath: string): string => longestPrefix(required, importPath) ?? importPath;
  const cache = once(() => moduleCache(files, settings.gopath, replacing));

  const resolve = (importPath: string): Resolution => {
    for (const module of local) {
      if (!isInside(importPath, module.path)) continue;
      const directory = posix.join(module.directory, importPath.slice(module.path.length));
      if (hasGoFiles(directory))
        return { kind: 'directory', directory, importPath, module: module.path, own: module.own };
    }
    if (isStandardImport(importPath)) return { kind: 'standard' };
    const vendored = vendors.map((vendor) => posix.join(vendor, importPath)).find(hasGoFiles);
    if (vendored !== undefined)
      return { kind: 'directory', directory: vendored, importPath, module: moduleOf(importPath), own: false };
    for (const module of cache()) {
      if (!isInside(importPath, module.path)) continue;
      const directory = posix.join(module.directory, importPath.slice(module.path.length));
      if (hasGoFiles(directory))
        return { kind: 'directory', directory, importPath, module: module.path, own: false };
    }
    return { kind: 'missing' };
  };
  const home = mains
    .filter((main) => importPathOf(main.path, main.directory, settings.directory) !== undefined)
    .sort((left, right) => right.directory.length - left.directory.length)[0];
  const mainPath = home && importPathOf(home.path, home.directory, settings.directory);
  return {
    mainPath: mainPath ?? settings.directory,
    mainModule: home?.path ?? settings.directory,
    resolve,
    modFiles: mains.map((main) => main.file),
  };
}

/** Workspaces came with Go 1.18 (https://go.dev/ref/mod#workspaces). */
function workspaceOf(
  files: SourceFiles,
  settings: BuildSettings,
):
  | { readonly directory: string; readonly content: ModFile; readonly directories: readonly string[] }
  | undefined {
  if ((goMinorVersion(settings.goVersion) ?? Infinity) < 18) return undefined;
  const directory = findUpwards(files, settings.directory, 'go.work');
  const text = directory === undefined ? undefined : files.read(posix.join(directory, 'go.work'));
  if (directory === undefined || text === undefined) return undefined;
  const content = parseModFile(text);
  return { directory, content, directories: content.uses.map((use) => posix.resolve(directory, use)) };
}

function mainModule(files: SourceFiles, directory: string): readonly MainModule[] {
  const path = posix.join(directory, 'go.mod');
  const text = files.read(path);
  if (text === undefined) return [];
  const content = parseModFile(text);
  return [{ path: content.module ?? '', directory, own: true, file: { path, text, content } }].filter(
    (main) => main.path !== '',
  );
}

/** `replace example.com/x => ../x`: part of what the repository holds, so its own. */
function localReplacements(
  files: SourceFiles,
  replacing: readonly { readonly directory: string; readonly file: ModFile }[],
): readonly Module[] {
  return replacing.flatMap(({ directory, file }) =>
    file.replaces.flatMap(({ path, target }) => {
      if (target.kind !== 'directory') return [];
      const at = posix.resolve(directory, target.directory);
      return files.list(at) === undefined ? [] : [{ path, directory: at, own: true }];
    }),
  );
}

/**
 * The modules in GOPATH/pkg/mod that the build takes: minimal version selection
 * (https://go.dev/ref/mod#minimal-version-selection) over the go.mod files that are there.
 */
function moduleCache(
  files: SourceFiles,
  gopath: string,
  replacing: readonly { readonly directory: string; readonly file: ModFile }[],
): readonly Module[] {
  const root = posix.join(firstGopath(gopath), 'pkg/mod');
  if (files.list(root) === undefined) return [];
  const selected = new Map<string, string>();
  const queue: ModuleVersion[] = replacing.flatMap(({ file }) => file.requires);
  const replaces = replacing.flatMap(({ file }) => file.replaces);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { path, version } = next;
    const before = selected.get(path);
    if (before !== undefined && compareVersions(version, before) <= 0) continue;
    selected.set(path, version);
    const source = replacementFor(replaces, next);
    const text = source && readCachedModFile(files, root, source);
    if (text !== undefined) queue.push(...parseModFile(text).requires);
  }
  return [...selected]
    .flatMap(([path, version]) => {
      const source = replacementFor(replaces, { path, version });
      return source === undefined ? [] : [{ path, directory: cachedDirectory(root, source), own: false }];
    })
    .sort((left, right) => right.path.length - left.path.length);
}

/** Where a module's code comes from; undefined for one replaced by a directory. */
function replacementFor(replaces: ModFile['replaces'], required: ModuleVersion): ModuleVersion | undefined {
  const matching = replaces.filter(
    ({ path, version }) => path === required.path && (version === undefined || version === required.version),
  );
  const target = (matching.find(({ version }) => version !== undefined) ?? matching[0])?.target;
  if (target === undefined) return required;
  return target.kind === 'module' ? target : undefined;
}

function readCachedModFile(
  files: SourceFiles,
  root: string,
  { path, version }: ModuleVersion,
): string | undefined {
  const downloaded = posix.join(root, 'cache/download', escapePath(path), '@v', `${escapePath(version)}.mod`);
  return files.read(downloaded) ?? files.read(posix.join(cachedDirectory(root, { path, version }), 'go.mod'));
}

function cachedDirectory(root: string, { path, version }: ModuleVersion): string {
  return posix.join(root, `${escapePath(path)}@${escapePath(version)}`);
}

/** Upper case is written `!x` in the module cache (https://go.dev/ref/mod#module-cache). */
function escapePath(path: string): string {
  return [...path]
    .map((letter) => (letter >= 'A' && letter <= 'Z' ? `!${letter.toLowerCase()}` : letter))
    .join('');
}

// GOPATH mode

function gopathResolver(files: SourceFiles, settings: BuildSettings): Resolver {
  const hasGoFiles = goDirectories(files);
  const roots = settings.gopath
    .split(':')
    .filter((root) => root !== '')
    .map((root) => posix.join(root, 'src'));
  const root = roots.find((candidate) => isInside(settings.directory, candidate));
  const mainPath =
    root === undefined || root === settings.directory
      ? settings.directory
      : posix.relative(root, settings.directory);
  const mainModule = root === undefined ? settings.directory : repositoryOf(mainPath);
  const found = (directory: string, importPath: string): Resolution => {
    const vendored = directory.includes('/vendor/') || directory.includes('/Godeps/_workspace/');
    const own = !vendored && (isInside(importPath, mainModule) || importPath.startsWith('/'));
    const module = own ? mainModule : repositoryOf(importPath);
    return { kind: 'directory', directory, importPath, module, own };
  };
  const resolve = (importPath: string, fromDirectory: string): Resolution => {
    if (importPath.startsWith('./') || importPath.startsWith('../')) {
      const directory = posix.resolve(fromDirectory, importPath);
      return hasGoFiles(directory) ? found(directory, directory) : { kind: 'missing' };
    }
    const vendored = vendorDirectories(roots, fromDirectory)
      .map((vendor) => posix.join(vendor, importPath))
      .find(hasGoFiles);
    if (vendored !== undefined) return found(vendored, importPath);
    if (isStandardImport(importPath)) return { kind: 'standard' };
    const directory = [...roots, ...godepWorkspaces(settings.directory)]
      .map((candidate) => posix.join(candidate, importPath))
      .find(hasGoFiles);
    return directory === undefined ? { kind: 'missing' } : found(directory, importPath);
  };
  return { mainPath, mainModule, resolve, modFiles: [] };
}

/** `vendor` in the importing directory and above, as far as the workspace's `src`, nearest first. */
function vendorDirectories(roots: readonly string[], fromDirectory: string): readonly string[] {
  const root = roots.find((candidate) => isInside(fromDirectory, candidate));
  if (root === undefined) return [];
  return ancestors(fromDirectory)
    .filter((directory) => isInside(directory, root))
    .map((directory) => posix.join(directory, 'vendor'));
}

/** `godep save` kept copies in a workspace of its own (https://github.com/tools/godep). */
function godepWorkspaces(directory: string): readonly string[] {
  return ancestors(directory).map((ancestor) => posix.join(ancestor, 'Godeps/_workspace/src'));
}

/** `github.com/owner/name` of an import path; the first element where it names no host. */
function repositoryOf(importPath: string): string {
  const elements = importPath.split('/');
  return elements.slice(0, elements[0]?.includes('.') === true ? 3 : 1).join('/');
}

// Paths

function firstGopath(gopath: string): string {
  return gopath.split(':')[0] ?? gopath;
}

function findUpwards(files: SourceFiles, directory: string, name: string): string | undefined {
  return ancestors(directory).find(
    (ancestor) =>
      files.list(ancestor)?.some((entry) => entry.name === name && entry.kind !== 'directory') ??
      files.read(posix.join(ancestor, name)) !== undefined,
  );
}

/** The directory itself and all above it. */
function ancestors(directory: string): readonly string[] {
  const above = posix.dirname(directory);
  return above === directory ? [directory] : [directory, ...ancestors(above)];
}

function longestPrefix(prefixes: readonly string[], path: string): string | undefined {
  return prefixes
    .filter((prefix) => isInside(path, prefix))
    .reduce<string | undefined>(
      (longest, prefix) => (longest === undefined || prefix.length > longest.length ? prefix : longest),
      undefined,
    );
}

/** The packages that a program is built from: each reachable one is read once. */

import { posix } from 'node:path';
import { type ConstraintSettings, constraintsHold, fileNameMatches, goMinorVersion } from './constraints.ts';
import { type TextLines, evidenceAt, textLines } from './line-evidence.ts';
import { type Resolution, type Resolver, createResolver } from './resolve.ts';
import { parseFile } from '../syntax/parser.ts';
import type { ImportSpecification, SourceFile } from '../syntax/tree.ts';
import type { BuildSettings, SourceEvidence, SourceFiles } from '../knowledge/types.ts';

export interface GoFile {
  readonly path: string;
  readonly tree: SourceFile;
  readonly lines: TextLines;
  /** Taken only when cgo is on, only when it is off, or always. */
  readonly cgo: 'only-with' | 'only-without' | 'either';
}

export interface GoPackage {
  readonly importPath: string;
  readonly directory: string;
  readonly module: string;
  readonly own: boolean;
  /** The name in its package clause. */
  readonly name: string;
  readonly files: readonly GoFile[];
  /** All files of the directory, built or not: generated files tell whether assets were packed. */
  readonly fileNames: readonly string[];
}

export interface ImportUse {
  readonly path: string;
  readonly evidence: SourceEvidence;
  /** Imported by a package of the program's own. */
  readonly own: boolean;
}

export interface PackageGraph {
  readonly resolver: Resolver;
  readonly main: GoPackage | undefined;
  /** By directory, in the order in which they were reached: the main package first. */
  readonly packages: readonly GoPackage[];
  /** The package an import means, by importing directory and path; undefined for standard and missing ones. */
  readonly find: (importPath: string, fromDirectory: string) => GoPackage | undefined;
  /** What a package imports beyond the standard library; undefined among it for what can't be read. */
  readonly imported: (by: GoPackage) => ReadonlySet<GoPackage | undefined>;
  readonly standard: ReadonlyMap<string, ImportUse>;
  readonly thirdParty: ReadonlyMap<string, ImportUse>;
  readonly missing: readonly ImportUse[];
}

export function readPackages(files: SourceFiles, settings: BuildSettings): PackageGraph {
  const resolver = createResolver(files, settings);
  const variants = constraintVariants(settings);
  const standard = new Map<string, ImportUse>();
  const thirdParty = new Map<string, ImportUse>();
  const missing = new Map<string, ImportUse>();
  const byDirectory = new Map<string, GoPackage | undefined>();
  const packages: GoPackage[] = [];
  const imported = new Map<GoPackage, Set<GoPackage | undefined>>();

  const main = readPackage(files, variants, {
    directory: settings.directory,
    importPath: resolver.mainPath,
    module: resolver.mainModule,
    own: true,
    only: settings.files,
    wantsMain: true,
  });
  const enter = (read: ReadPackage): void => {
    for (const use of read.unreadable) missing.set(use.path, use);
    byDirectory.set(read.package.directory, read.package);
    packages.push(read.package);
    imported.set(read.package, new Set());
  };
  const resolved = new Map<string, Resolution>();
  const resolve = (importPath: string, fromDirectory: string): Resolution => {
    // In module mode an import path means the same everywhere.
    const key = settings.modules ? importPath : `${fromDirectory} ${importPath}`;
    const known = resolved.get(key) ?? resolver.resolve(importPath, fromDirectory);
    resolved.set(key, known);
    return known;
  };
  /** The package of a directory, read when it is asked for first. */
  const packageIn = (target: Extract<Resolution, { kind: 'directory' }>): GoPackage | undefined => {
    const { directory } = target;
    if (byDirectory.has(directory)) return byDirectory.get(directory);
    const read = readPackage(files, variants, { ...target, only: undefined, wantsMain: false });
    if (read.package.files.length > 0) enter(read);
    else byDirectory.set(directory, undefined);
    return byDirectory.get(directory);
  };
  const follow = (declared: ImportSpecification, file: GoFile, from: GoPackage): void => {
    const { path } = declared;
    if (path === 'C') return;
    const target = resolve(path, from.directory);
    const seen = target.kind === 'standard' ? standard.has(path) : thirdParty.has(path);
    // Evidence costs a look at the file's lines, so only the first place pays for it.
    const use = seen ? undefined : { path, evidence: evidenceAt(file.lines, declared.start), own: from.own };
    if (use !== undefined && target.kind === 'standard') standard.set(path, use);
    if (target.kind === 'standard') return;
    if (use !== undefined && (target.kind === 'missing' || !target.own)) thirdParty.set(path, use);
    const found = target.kind === 'directory' ? packageIn(target) : undefined;
    imported.get(from)?.add(found);
    if (use !== undefined && found === undefined && !missing.has(path)) missing.set(path, use);
  };
  if (main.package.files.length > 0) enter(main);
  // The list grows while it is walked.
  for (const current of packages)
    for (const file of current.files)
      for (const declared of file.tree.imports) follow(declared, file, current);

  return {
    resolver,
    main: main.package.files.length > 0 ? main.package : undefined,
    packages,
    find: (importPath, fromDirectory) => {
      const target = resolve(importPath, fromDirectory);
      return target.kind === 'directory' ? byDirectory.get(target.directory) : undefined;
    },
    imported: (by) => imported.get(by) ?? new Set(),
    standard,
    thirdParty,
    missing: [...missing.values()],
  };
}

interface PackageRequest {
  readonly directory: string;
  readonly importPath: string;
  readonly module: string;
  readonly own: boolean;
  readonly only: readonly string[] | undefined;
  readonly wantsMain: boolean;
}

interface ReadPackage {
  readonly package: GoPackage;
  /** Files that are listed but can't be read. */
  readonly unreadable: readonly ImportUse[];
}

function readPackage(
  files: SourceFiles,
  variants: readonly ConstraintSettings[],
  request: PackageRequest,
): ReadPackage {
  const { directory, importPath, module, own, only, wantsMain } = request;
  const listed = (files.list(directory) ?? [])
    .filter(({ kind }) => kind !== 'directory')
    .map(({ name }) => name)
    .sort();
  // Files named on the command line are built whatever their names say; constraints inside still count.
  const named = only?.map((name) => posix.basename(name));
  const candidates =
    named ?? listed.filter((name) => variants.some((variant) => fileNameMatches(name, variant)));
  const unreadable: ImportUse[] = [];
  const read: GoFile[] = [];
  for (const name of candidates) {
    const path = posix.join(directory, name);
    const text = files.read(path);
    if (text === undefined) unreadable.push({ path, evidence: { file: path, line: 1, text: '' }, own });
    else read.push(...readFile(path, text, variants, named !== undefined));
  }
  const name = packageName(read, wantsMain);
  const members = read.filter((file) => file.tree.package === name);
  return {
    package: { importPath, directory, module, own, name, files: members, fileNames: listed },
    unreadable,
  };
}

/** None where the build leaves the file out. */
function readFile(
  path: string,
  text: string,
  variants: readonly ConstraintSettings[],
  isNamed: boolean,
): readonly GoFile[] {
  const tree = parseFile(text);
  const importsC = tree.imports.some((declared) => declared.path === 'C');
  const name = posix.basename(path);
  const taken = variants.filter(
    (variant) =>
      (isNamed || fileNameMatches(name, variant)) &&
      (variant.cgo || !importsC) &&
      constraintsHold(text, tree.comments, tree.packageStart, variant),
  );
  if (taken.length === 0 || tree.package === '') return [];
  const cgo =
    taken.length === variants.length ? 'either' : taken[0]?.cgo === true ? 'only-with' : 'only-without';
  return [{ path, tree, lines: textLines(path, text), cgo: importsC ? 'only-with' : cgo }];
}

/** A directory may hold ignored files of other packages; the one wanted, else the most frequent name, counts. */
function packageName(files: readonly GoFile[], wantsMain: boolean): string {
  const counts = new Map<string, number>();
  for (const { tree } of files) counts.set(tree.package, (counts.get(tree.package) ?? 0) + 1);
  if (wantsMain && counts.has('main')) return 'main';
  const others = [...counts].filter(([name]) => name !== 'documentation' && (wantsMain || name !== 'main'));
  const ranked = (others.length > 0 ? others : [...counts]).sort((left, right) => right[1] - left[1]);
  return ranked[0]?.[0] ?? '';
}

/** One set of conditions, or both when it isn't known whether cgo is on. */
function constraintVariants(settings: BuildSettings): readonly ConstraintSettings[] {
  const common = {
    tags: new Set(settings.tags),
    os: settings.os,
    architecture: settings.architecture,
    goMinor: goMinorVersion(settings.goVersion),
  };
  const cgo = settings.cgo === undefined ? [true, false] : [settings.cgo];
  return cgo.map((on) => ({ ...common, cgo: on }));
}

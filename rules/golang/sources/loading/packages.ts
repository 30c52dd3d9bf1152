/** The packages that a program is built from: each reachable one is read once. */

import { posix } from 'node:path';
import {
  type ConstraintSettings,
  constraintsHold,
  fileNameMatches,
  goMinorVersion,
  mayBeConstrained,
} from './constraints.ts';
import { type TextLines, evidenceAt, textLines } from '../../../../src/split/uses/source-lines.ts';
import { type Resolution, type Resolver, createResolver } from './resolve.ts';
import { parseFile } from '../syntax/parser.ts';
import type { ImportSpecification, SourceFile } from '../syntax/tree.ts';
import type { BuildSettings, SourceEvidence, SourceFiles } from '../knowledge/types.ts';
import { holdsPackedFiles } from '../knowledge/assets.ts';

export interface GoFile {
  readonly path: string;
  readonly tree: SourceFile;
  readonly lines: TextLines;
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
  /** What decides which files of the packages are taken, and isn't known. */
  readonly choices: FileChoices;
}

export interface FileChoices {
  /** Tags that may be on or off. */
  readonly tags: ReadonlySet<string>;
  /** Another architecture takes other files of the program's own. */
  readonly architecture: boolean;
  /** Files that are taken with cgo or without it alone. */
  readonly cgo: readonly ChosenFile[];
}

export interface ChosenFile {
  readonly importPath: string;
  readonly evidence: SourceEvidence;
  readonly taken: 'with' | 'without';
  /** It says `import "C"`. */
  readonly importsC: boolean;
}

/** What is found of the choices while packages are read. */
interface Noted {
  readonly tags: Set<string>;
  architecture: boolean;
  readonly cgo: ChosenFile[];
}

/** Settings that files are looked at with, and what other settings may be in force. */
interface Selection {
  readonly chosen: ConstraintSettings;
  readonly mayBeOn: (tag: string) => boolean;
  readonly otherArchitectures: readonly string[];
  readonly noted: Noted;
}

export function readPackages(files: SourceFiles, settings: BuildSettings): PackageGraph {
  const resolver = createResolver(files, settings);
  const variants: Selection = {
    chosen: constraintSettings(settings),
    mayBeOn: settings.mayBeOn ?? (() => false),
    otherArchitectures: settings.otherArchitectures ?? [],
    noted: { tags: new Set(), architecture: false, cgo: [] },
  };
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
  const resolve = resolvingOnce(resolver, settings);
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
    choices: variants.noted,
  };
}

/** What an import path means, looked for once. */
function resolvingOnce(
  resolver: Resolver,
  { modules }: BuildSettings,
): (importPath: string, fromDirectory: string) => Resolution {
  const resolved = new Map<string, Resolution>();
  return (importPath, fromDirectory) => {
    // In module mode an import path means the same everywhere.
    const key = modules ? importPath : `${fromDirectory} ${importPath}`;
    const known = resolved.get(key) ?? resolver.resolve(importPath, fromDirectory);
    resolved.set(key, known);
    return known;
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

function readPackage(files: SourceFiles, selection: Selection, request: PackageRequest): ReadPackage {
  const { directory, importPath, module, own, only, wantsMain } = request;
  const listed = (files.list(directory) ?? [])
    .filter(({ kind }) => kind !== 'directory')
    .map(({ name }) => name)
    .sort();
  // Files named on the command line are built whatever their names say; constraints inside still count.
  const named = only?.map((name) => posix.basename(name));
  const settings = settingsFor(selection, own);
  const candidates =
    named ?? listed.filter((name) => settings.some((possible) => fileNameMatches(name, possible)));
  const unreadable: ImportUse[] = [];
  const read: GoFile[] = [];
  for (const name of candidates) {
    const path = posix.join(directory, name);
    const text = files.read(path);
    if (text === undefined && holdsPackedFiles(name)) continue;
    if (text === undefined) unreadable.push({ path, evidence: { file: path, line: 1, text: '' }, own });
    else read.push(...readFile({ path, text, isNamed: named !== undefined, own, importPath }, selection));
  }
  const name = packageName(read, wantsMain);
  const members = read.filter((file) => file.tree.package === name);
  return {
    package: { importPath, directory, module, own, name, files: members, fileNames: listed },
    unreadable,
  };
}

/** Other architectures count for the program's own files: libraries have files of each that do the same. */
function settingsFor(
  { chosen, otherArchitectures }: Selection,
  own: boolean,
): readonly [ConstraintSettings, ...(readonly ConstraintSettings[])] {
  return [chosen, ...(own ? otherArchitectures : []).map((architecture) => ({ ...chosen, architecture }))];
}

interface FoundFile {
  readonly path: string;
  readonly text: string;
  readonly isNamed: boolean;
  readonly own: boolean;
  readonly importPath: string;
}

/** None where the build leaves the file out. */
function readFile(found: FoundFile, selection: Selection): readonly GoFile[] {
  const { path, text, isNamed, own } = found;
  const tree = parseFile(text);
  if (tree.package === '') return [];
  const importsC = tree.imports.some((declared) => declared.path === 'C');
  const name = posix.basename(path);
  if (!importsC && !mayBeConstrained(name, text, tree.packageStart))
    return [{ path, tree, lines: textLines(path, text) }];
  const isTaken = (settings: ConstraintSettings): boolean => {
    const named = isNamed || fileNameMatches(name, settings);
    return (
      constraintsHold(text, tree.comments, tree.packageStart, settings) &&
      named &&
      (settings.cgo || !importsC)
    );
  };
  const asked = new Set<string>();
  const [chosen, ...others] = settingsFor(selection, own);
  const taken = isTaken({ ...chosen, ask: (tag) => asked.add(tag) });
  const file = { path, tree, lines: textLines(path, text) };
  noteChoices({ ...found, tree, importsC, file, asked }, { taken, others, isTaken }, selection);
  return taken ? [file] : [];
}

/** More tags than this in one file are all taken for choices. */
const mostTagsOfFile = 6;

/** What decides whether a file is taken, and may be otherwise. */
function noteChoices(
  {
    importPath,
    tree,
    importsC,
    file,
    asked,
  }: FoundFile & {
    readonly tree: SourceFile;
    readonly importsC: boolean;
    readonly file: GoFile;
    readonly asked: ReadonlySet<string>;
  },
  {
    taken,
    others,
    isTaken,
  }: {
    readonly taken: boolean;
    readonly others: readonly ConstraintSettings[];
    readonly isTaken: (settings: ConstraintSettings) => boolean;
  },
  { chosen, mayBeOn, noted }: Selection,
): void {
  if (isTaken({ ...chosen, cgo: !chosen.cgo }) !== taken) {
    const evidence = evidenceAt(file.lines, tree.packageStart);
    noted.cgo.push({ importPath, evidence, importsC, taken: taken === chosen.cgo ? 'with' : 'without' });
  }
  if (others.some((settings) => isTaken(settings) !== taken)) noted.architecture = true;
  const open = [...asked].filter(mayBeOn);
  if (open.length === 0) return;
  const decides =
    open.length > mostTagsOfFile ||
    subsetsOf(open).some((on) => isTaken({ ...chosen, tags: new Set([...chosen.tags, ...on]) }) !== taken);
  if (decides) for (const tag of open) noted.tags.add(tag);
}

/** All choices of some of a few names. */
export function subsetsOf(names: readonly string[]): readonly (readonly string[])[] {
  return names.reduce<readonly (readonly string[])[]>(
    (sets, name) => [...sets, ...sets.map((set) => [...set, name])],
    [[]],
  );
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

function constraintSettings(settings: BuildSettings): ConstraintSettings {
  return {
    tags: new Set(settings.tags),
    os: settings.os,
    architecture: settings.architecture,
    goMinor: goMinorVersion(settings.goVersion),
    cgo: settings.cgo ?? true,
  };
}

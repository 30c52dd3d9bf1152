/**
 * A crate as its modules, each with what it defines and what it takes from elsewhere. Source: The Rust Reference, "Modules",
 * "Use declarations". What only tests have is no part of it.
 */
import { posix } from 'node:path';
import { evidenceAt, textLines, type TextLines } from '../../../../src/split/uses/source-lines.ts';
import type { SourceEvidence } from '../../../../src/split/uses/types.ts';
import { cursorOf, isName, isSign, peek, takeUntil } from '../syntax/cursor.ts';
import { itemsOf, useTreesOf } from '../syntax/items.ts';
import { tokensOf, type Tokens } from '../syntax/tokens.ts';
import type { Item } from '../syntax/tree.ts';
import type { SourceFiles } from '../knowledge/types.ts';
import { packageIn, type Package } from './crates.ts';

/** A file of sources. */
export interface Source {
  readonly path: string;
  readonly lines: TextLines;
  readonly tokens: Tokens;
  /** What only tests have, as offsets. */
  readonly ofTests: (readonly [number, number])[];
}

export interface Module {
  readonly crate: Crate;
  readonly source: Source;
  readonly parent: Module | undefined;
  /** Offsets in its file: all of it, or those of `mod name { … }`. */
  readonly range: readonly [number, number];
  readonly items: readonly Item[];
  readonly children: Map<string, Module>;
  /** What names stand for: several where functions have their own. */
  readonly uses: Map<string, (readonly string[])[]>;
  readonly globs: (readonly string[])[];
  readonly defined: Set<string>;
}

export interface Crate {
  readonly package: Package;
  /** Path of its main file. */
  readonly path: string;
  /** Of the author's. */
  readonly own: boolean;
}

export interface Sources {
  /** The main module of each crate, by the path of its file; the program's own is the first. */
  readonly roots: ReadonlyMap<string, Module>;
  readonly modules: readonly Module[];
  readonly missing: readonly { readonly path: string; readonly evidence: SourceEvidence }[];
}

interface Loading {
  readonly files: SourceFiles;
  readonly workspace: string;
  readonly modules: Module[];
  readonly missing: { readonly path: string; readonly evidence: SourceEvidence }[];
}

/** More files than this are not read: the program is then not known. */
const maximumFiles = 3000;

/**
 * The program's crate, and those that it is made of as far as they are there.
 * @param skips crates that are not read, since it is known what they do.
 */
export function readSources(
  root: string,
  directory: string,
  workspace: string,
  files: SourceFiles,
  skips: (name: string) => boolean,
): Sources {
  const loading: Loading = { files, workspace, modules: [], missing: [] };
  const roots = new Map<string, Module>();
  const open = [{ root, directory, own: true }];
  // The list grows while it is walked.
  for (const next of open) {
    if (roots.has(next.root)) continue;
    const source = sourceAt(next.root, files);
    if (source === undefined) continue;
    const crate: Crate = {
      package: packageIn(next.directory, workspace, files) ?? nameless(next.directory),
      path: next.root,
      own: next.own,
    };
    roots.set(
      next.root,
      moduleOf(crate, source, undefined, itemsOf(source.tokens), placeOf(next.root), loading),
    );
    for (const dependency of crate.package.dependencies.values()) {
      if (dependency.kind !== 'source' || (!dependency.own && skips(dependency.package))) continue;
      open.push({ ...dependency, own: dependency.own && next.own });
    }
  }
  return { roots, modules: loading.modules, missing: loading.missing };
}

/** Without a manifest (`rustc main.rs`). */
function nameless(directory: string): Package {
  return { directory, name: posix.basename(directory), dependencies: new Map() };
}

function sourceAt(path: string, files: SourceFiles): Source | undefined {
  const text = files.read(path);
  if (text === undefined) return undefined;
  return { path, lines: textLines(path, text), tokens: tokensOf(text), ofTests: [] };
}

/** Where the files of a module's children lie, and the directory that `#[path]` is relative to. */
interface Place {
  readonly children: string;
  readonly paths: string;
}

/** Source: The Rust Reference, "Module source filenames": `main.rs`, `lib.rs` and `mod.rs` have theirs beside them. */
function placeOf(file: string): Place {
  const directory = posix.dirname(file);
  return { children: directory, paths: directory };
}

function placeBehind(file: string): Place {
  const directory = posix.dirname(file);
  const name = posix.basename(file, '.rs');
  return { children: name === 'mod' ? directory : posix.join(directory, name), paths: directory };
}

function moduleOf(
  crate: Crate,
  source: Source,
  parent: Module | undefined,
  items: readonly Item[],
  place: Place,
  loading: Loading,
  range: readonly [number, number] = [0, Number.POSITIVE_INFINITY],
): Module {
  const module: Module = {
    crate,
    source,
    parent,
    range,
    items: items.filter((item) => !isOfTests(item, source)),
    children: new Map(),
    uses: new Map(),
    globs: [],
    defined: new Set(),
  };
  loading.modules.push(module);
  for (const item of module.items) declare(item, module, place, loading);
  return module;
}

/** What is built for tests alone: `#[cfg(test)]`, `#[test]`, `#[tokio::test]`. */
function isOfTests(item: Item, { ofTests }: Source): boolean {
  const found = item.attributes.some((tokens) => {
    const [first, second] = tokens;
    if (isName(first, 'cfg')) return second?.kind === 'group' && onlyInTests(second.tokens);
    const path = tokens.findIndex((token) => token.kind === 'group' || isSign(token, '='));
    return isName((path < 0 ? tokens : tokens.slice(0, path)).at(-1), 'test');
  });
  if (found) ofTests.push([item.start, item.end]);
  return found;
}

/** `test`, and `all(test, …)`. */
function onlyInTests(tokens: Tokens): boolean {
  const [first, second] = tokens;
  if (isName(first, 'test') && (second === undefined || isSign(second, ','))) return true;
  return (
    isName(first, 'all') &&
    second?.kind === 'group' &&
    second.tokens.some((token, index, all) => {
      const before = all[index - 1];
      const after = all[index + 1];
      const alone = (other: typeof token | undefined): boolean => other === undefined || isSign(other, ',');
      return isName(token, 'test') && alone(before) && alone(after);
    })
  );
}

function declare(item: Item, module: Module, place: Place, loading: Loading): void {
  switch (item.kind) {
    case 'use':
      for (const { segments, as } of item.trees) take(segments, as, module);
      return;
    case 'extern-crate':
      take(['', item.name], item.as, module);
      return;
    case 'module':
      module.defined.add(item.name);
      declareModule(item, module, place, loading);
      return;
    case 'function':
      module.defined.add(item.name);
      takeNested(item.body ?? [], module);
      return;
    case 'alias': {
      module.defined.add(item.name);
      const path = pathIn(item.target);
      if (path.length > 0 && !(path.length === 1 && path[0] === item.name)) take(path, item.name, module);
      return;
    }
    case 'implementation':
    case 'trait':
      if (item.kind === 'trait') module.defined.add(item.name);
      for (const inner of item.items) {
        if (isOfTests(inner, module.source)) continue;
        if (inner.kind === 'function') takeNested(inner.body ?? [], module);
      }
      return;
    case 'macro-definition':
      module.defined.add(item.name);
      takeNested(item.tokens, module);
      return;
    case 'type':
    case 'constant':
      module.defined.add(item.name);
      return;
    case 'macro-item':
      if (item.segments.at(-1) === 'include') include(item.tokens, module, place, loading);
      // What a macro is given may be items (`cfg_if!`, `lazy_static!`).
      for (const inner of itemsInside(item.tokens)) {
        if (!isOfTests(inner, module.source)) declare(inner, module, place, loading);
      }
      return;
    case 'foreign':
    case 'other':
  }
}

/** `include!("routes.in.rs")`: what stands in that file is the module's own. Source: core, `include!`. */
function include(tokens: Tokens, module: Module, place: Place, loading: Loading): void {
  const path = includedPath(tokens, module);
  if (path === undefined || loading.modules.some(({ source }) => source.path === path)) return;
  const source = sourceAt(path, loading.files);
  if (source === undefined || loading.modules.length > maximumFiles) return;
  const included = moduleOf(module.crate, source, module, itemsOf(source.tokens), place, loading);
  // Each sees the names of the other, as if they were one.
  included.globs.push(['super']);
  module.children.set(path, included);
  module.globs.push(['self', path]);
}

/** The file that a text in `include!(…)` names. */
export function includedPath(tokens: Tokens, { source }: Module): string | undefined {
  const [only, more] = tokens;
  return only?.kind === 'text' && more === undefined
    ? posix.resolve(posix.dirname(source.path), only.value)
    : undefined;
}

function itemsInside(tokens: Tokens): readonly Item[] {
  const nested = tokens.flatMap((token) =>
    token.kind === 'group' && token.bracket === '{' ? itemsInside(token.tokens) : [],
  );
  const here = itemsOf(tokens).filter(({ kind }) => kind !== 'macro-item' && kind !== 'implementation');
  return [
    ...here,
    ...nested.filter(({ kind }) => kind === 'module' || kind === 'use' || kind === 'extern-crate'),
  ];
}

function take(segments: readonly string[], as: string, module: Module): void {
  if (as === '*') module.globs.push(segments);
  else if (as !== '_') module.uses.set(as, [...(module.uses.get(as) ?? []), segments]);
}

/** Names that a function takes for itself. */
function takeNested(tokens: Tokens, module: Module): void {
  const cursor = cursorOf(tokens);
  for (let token = peek(cursor); token !== undefined; token = peek(cursor)) {
    if (token.kind === 'group') takeNested(token.tokens, module);
    cursor.position++;
    if (!isName(token, 'use')) continue;
    for (const { segments, as } of useTreesOf(takeUntil(cursor, (other) => isSign(other, ';'))))
      take(segments, as, module);
  }
}

/** The path that a type begins with. */
function pathIn(tokens: Tokens): readonly string[] {
  const segments: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'name') segments.push(token.text);
    else if (!isSign(token, '::')) break;
  }
  return segments;
}

function declareModule(
  item: Extract<Item, { kind: 'module' }>,
  module: Module,
  place: Place,
  loading: Loading,
): void {
  const { name } = item;
  const given = item.attributes.map(pathAttribute).find((path) => path !== undefined);
  if (item.items !== undefined) {
    const children =
      given === undefined ? posix.join(place.children, name) : posix.resolve(place.paths, given);
    const inner = { children, paths: children };
    module.children.set(
      name,
      moduleOf(module.crate, module.source, module, item.items, inner, loading, [item.start, item.end]),
    );
    return;
  }
  const paths =
    given === undefined
      ? [posix.join(place.children, `${name}.rs`), posix.join(place.children, name, 'mod.rs')]
      : [posix.resolve(place.paths, given)];
  const [first = ''] = paths;
  const source =
    loading.modules.length > maximumFiles
      ? undefined
      : paths.map((path) => sourceAt(path, loading.files)).find((found) => found !== undefined);
  if (source === undefined) {
    loading.missing.push({ path: first, evidence: evidenceAt(module.source.lines, item.start) });
    return;
  }
  const inside = given === undefined ? placeBehind(source.path) : placeOf(source.path);
  module.children.set(name, moduleOf(module.crate, source, module, itemsOf(source.tokens), inside, loading));
}

/** `#[path = "other.rs"]`, also of `cfg_attr`. */
function pathAttribute(tokens: Tokens): string | undefined {
  for (const [index, token] of tokens.entries()) {
    const value = tokens[index + 2];
    if (isName(token, 'path') && isSign(tokens[index + 1], '=') && value?.kind === 'text') return value.value;
    const inner = token.kind === 'group' ? pathAttribute(token.tokens) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

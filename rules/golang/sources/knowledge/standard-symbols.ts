/** The generated table of the standard library as facts: what each of its symbols can do, each taken apart when it is asked for. */

import type { FindingKind } from './types.ts';
import { type Effect, type NameSource, argument } from './facts.ts';
import { words } from './word-list.ts';
import { STANDARD_LIBRARY_EFFECTS } from './standard-library-effects.ts';

export interface StandardSymbol {
  readonly effects: readonly Effect[];
  /** Lists what was opened as a file: `os.File.ReadDir` and what calls it. */
  readonly listsOpened: boolean;
}

interface StandardPackage {
  readonly symbols: ReadonlyMap<string, StandardSymbol>;
  /** Types of values, by the name of the function, method, variable or field that gives them. */
  readonly gives: ReadonlyMap<string, string>;
  /** Names of methods that do something, with the types that have them. */
  readonly methods: ReadonlyMap<string, readonly string[]>;
}

let blocks: ReadonlyMap<string, readonly string[]> | undefined;

/** The lines of each package; the text is cut once. */
function blocksByPath(): ReadonlyMap<string, readonly string[]> {
  if (blocks !== undefined) return blocks;
  const found = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of STANDARD_LIBRARY_EFFECTS.rows.split('\n')) {
    if (line.startsWith('\t')) {
      current.push(line);
    } else if (line !== '') {
      current = [];
      found.set(line, current);
    }
  }
  blocks = found;
  return found;
}

const packages = new Map<string, StandardPackage | undefined>();

function standardPackage(path: string): StandardPackage | undefined {
  if (packages.has(path)) return packages.get(path);
  const lines = blocksByPath().get(path);
  const read = lines === undefined ? undefined : readPackage(lines);
  packages.set(path, read);
  return read;
}

function readPackage(lines: readonly string[]): StandardPackage {
  const symbols = new Map<string, StandardSymbol>();
  const gives = new Map<string, string>();
  const methods = new Map<string, string[]>();
  for (const line of lines) {
    const [, what = '', names = ''] = line.split('\t');
    if (what.startsWith('> ')) {
      for (const name of wholeNames(names)) gives.set(name, what.slice(2));
      continue;
    }
    const symbol = symbolOf(what === '' ? [] : what.split(' '));
    for (const name of wholeNames(names)) {
      symbols.set(name, symbol);
      const [type, method] = name.split('.');
      if (method === undefined || type === undefined || !doesSomething(symbol)) continue;
      const before = methods.get(method);
      if (before === undefined) methods.set(method, [type]);
      else before.push(type);
    }
  }
  return { symbols, gives, methods };
}

function doesSomething({ effects, listsOpened }: StandardSymbol): boolean {
  return effects.length > 0 || listsOpened;
}

/** `Type.First .Second` as `Type.First` and `Type.Second`. */
function wholeNames(names: string): readonly string[] {
  let type = '';
  return names.split(' ').map((name) => {
    if (name.startsWith('.')) return `${type}${name}`;
    [type = ''] = name.split('.');
    return name;
  });
}

/**
 * The kinds of findings that the kinds of the table are. What it calls `hosts` (the resolver's files) every container
 * has; `local-zone` matters where TZ is set, which the Dockerfile says; what `remove` takes away by a name of its own
 * was made by the program itself.
 */
const KINDS: Readonly<Record<string, FindingKind>> = {
  open: 'read-file',
  stat: 'read-file',
  list: 'read-directory',
  create: 'write',
  socket: 'write',
  remove: 'write',
  start: 'program',
  environment: 'environment',
  user: 'user-lookup',
  zone: 'time-zone',
  certificates: 'tls-client',
  services: 'service-names',
  protocols: 'protocol-names',
  'media-types': 'mime-types',
  temporary: 'temporary-directory',
  'change-directory': 'working-directory',
  'working-directory': 'working-directory',
  executable: 'executable-directory',
  toolchain: 'source-tree',
  plugin: 'plugin',
};

/** Kinds that are about a name; the others are needed whatever it is. */
const NAMED: ReadonlySet<FindingKind> = new Set<FindingKind>([
  'read-file',
  'read-directory',
  'write',
  'program',
  'environment',
  'user-lookup',
  'time-zone',
  'service-names',
  'protocol-names',
  'working-directory',
  'plugin',
]);

function symbolOf(words: readonly string[]): StandardSymbol {
  const listsOpened = words.includes('list-opened');
  const opens = new Set(words.filter((word) => word.startsWith('open')));
  const effects = words.flatMap((word): readonly Effect[] => {
    const [name = '', written] = splitOnce(word);
    // What is opened is asked for first.
    if (name === 'stat' && opens.has(word.replace('stat', 'open'))) return [];
    if (name === 'remove' && written === undefined) return [];
    const kind = name === 'open' && listsOpened ? 'read-directory' : KINDS[name];
    if (kind === undefined) return [];
    if (kind === 'environment' && written?.startsWith('"') === true && !isOfImages(written)) return [];
    const effect: Effect = { kind, name: nameSource(kind, name, written) };
    return [name === 'stat' ? { ...effect, optional: true } : effect];
  });
  return { effects, listsOpened };
}

/** Variables that images of toolchains or the container engine set; an author's own are kept, whoever reads them. */
function isOfImages(written: string): boolean {
  return /^"(?:(?:GO|CGO_|XDG_)\w*|HOME|PATH|TMPDIR)"$/.test(written);
}

function splitOnce(word: string): readonly [string, string | undefined] {
  const colon = word.indexOf(':');
  return colon < 0 ? [word, undefined] : [word.slice(0, colon), word.slice(colon + 1)];
}

function nameSource(kind: FindingKind, name: string, written: string | undefined): NameSource {
  if (!NAMED.has(kind)) return { from: 'nothing' };
  if (written === undefined) return { from: kind === 'user-lookup' ? 'nothing' : 'unknown' };
  if (written.startsWith('"')) return { from: 'text', text: String(JSON.parse(written)) };
  const index = Number.parseInt(written, 10);
  if (written.endsWith('*')) return { from: 'arguments', index, reading: 'as-is' };
  if (name === 'services') return argument(index, 'address');
  if (name === 'protocols') return argument(index, 'protocol');
  return written.endsWith('~') ? { from: 'unknown' } : argument(index);
}

/** What a symbol of the standard library can do: `os.Open`, `net/http.Client.Do`; undefined for one that isn't known. */
export function standardSymbol(key: string): StandardSymbol | undefined {
  const [path, name] = splitKey(key);
  return standardPackage(path)?.symbols.get(name);
}

/** The type of what a function, method, variable or field of the standard library gives, if that type does something. */
export function standardType(key: string): string | undefined {
  const [path, name] = splitKey(key);
  return standardPackage(path)?.gives.get(name);
}

/** The types of a package with a method of this name that does something. */
export function standardTypesWith(path: string, method: string): readonly string[] {
  return standardPackage(path)?.methods.get(method) ?? [];
}

/** The methods of a package that do something, by name, with the types that have them. */
export function standardMethods(path: string): ReadonlyMap<string, readonly string[]> {
  return standardPackage(path)?.methods ?? new Map<string, readonly string[]>();
}

/** Whether a type, by its key, has methods that do something. */
export function hasMethodsThatAct(key: string): boolean {
  const [path, type] = splitKey(key);
  return [...standardMethods(path).values()].some((types) => types.includes(type));
}

/** What the initialisation of a package does. */
export function standardInitialisation(path: string): readonly Effect[] {
  return standardPackage(path)?.symbols.get('init')?.effects ?? [];
}

/** Packages whose functions give back what they are given, of whatever type. */
const HANDS_BACK: ReadonlySet<string> = new Set(
  words(
    'cmp container/heap container/list container/ring context errors iter maps reflect slices sync sync/atomic testing',
    'unique weak plugin flag expvar text/template html/template encoding/gob net/rpc database/sql database/sql/driver',
  ),
);

/** Whether a value of the standard library is of a type that is known to do nothing by itself. */
export function givesNothingThatActs(key: string): boolean {
  const [path] = splitKey(key);
  return isStandardPackage(path) && !HANDS_BACK.has(path);
}

/** Whether a function of the standard library may give what it is given, and nothing else that acts. */
export function handsBack(key: string): boolean {
  return HANDS_BACK.has(splitKey(key)[0]) && standardType(key) === undefined;
}

export function isStandardPackage(path: string): boolean {
  return blocksByPath().has(path);
}

/** The symbols of a package that the table has, without its path: `File.Close`. */
export function standardNames(path: string): readonly string[] {
  return [...(standardPackage(path)?.symbols.keys() ?? [])];
}

/** Every row of the table, for those who count them. */
export function standardKeys(): readonly string[] {
  return [...blocksByPath().keys()].flatMap((path) => standardNames(path).map((name) => `${path}.${name}`));
}

/** `import/path` and `Type.Method` of a key. */
function splitKey(key: string): readonly [string, string] {
  const dot = key.indexOf('.', key.lastIndexOf('/') + 1);
  return dot < 0 ? [key, ''] : [key.slice(0, dot), key.slice(dot + 1)];
}

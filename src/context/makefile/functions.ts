/** Make's functions, those that can be worked out without running anything. */
import { posix } from 'node:path';
import { unknownValue, type MakeCall, type MakeScope, type MakeFiles } from './types.ts';
import {
  directoryPart,
  filePart,
  stemOf,
  substituteWord,
  suffixPart,
  wordsOf,
} from './words-and-patterns.ts';

type Expand = (text: string, scope: MakeScope) => string;

/** Functions of expanded arguments: an unknown argument makes the result unknown. `arity` is how many arguments a comma parts at most. */
interface PlainFunction {
  readonly arity: number;
  readonly apply: (...words: readonly string[]) => string;
}

const plain = (arity: number, apply: PlainFunction['apply']): PlainFunction => ({ arity, apply });
const eachWord =
  (change: (word: string) => string) =>
  (text = '') =>
    wordsOf(text).map(change).join(' ');
const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const plainFunctions: Readonly<Record<string, PlainFunction>> = {
  subst: plain(3, (from = '', to = '', text = '') => (from === '' ? text + to : text.split(from).join(to))),
  patsubst: plain(3, (from = '', to = '', text = '') =>
    eachWord((word) => substituteWord(from.trim(), to.trim(), word))(text),
  ),
  strip: plain(1, (text = '') => wordsOf(text).join(' ')),
  findstring: plain(2, (wanted = '', text = '') => (text.includes(wanted) ? wanted : '')),
  filter: plain(2, (patterns = '', text = '') => filtered(patterns, text, true)),
  'filter-out': plain(2, (patterns = '', text = '') => filtered(patterns, text, false)),
  sort: plain(1, (text = '') => [...new Set(wordsOf(text))].sort(byName).join(' ')),
  word: plain(2, (index = '', text = '') => wordsOf(text)[Number(index) - 1] ?? ''),
  wordlist: plain(3, (from = '', to = '', text = '') =>
    wordsOf(text)
      .slice(Number(from) - 1, Number(to))
      .join(' '),
  ),
  words: plain(1, (text = '') => String(wordsOf(text).length)),
  firstword: plain(1, (text = '') => wordsOf(text)[0] ?? ''),
  lastword: plain(1, (text = '') => wordsOf(text).at(-1) ?? ''),
  dir: plain(1, eachWord(directoryPart)),
  notdir: plain(1, eachWord(filePart)),
  suffix: plain(1, (text = '') =>
    wordsOf(text)
      .map(suffixPart)
      .filter((suffix) => suffix !== '')
      .join(' '),
  ),
  basename: plain(
    1,
    eachWord((word) => word.slice(0, word.length - suffixPart(word).length)),
  ),
  addsuffix: plain(2, (suffix = '', text = '') => eachWord((word) => word + suffix)(text)),
  addprefix: plain(2, (prefix = '', text = '') => eachWord((word) => prefix + word)(text)),
  join: plain(2, (left = '', right = '') => {
    const heads = wordsOf(left);
    const tails = wordsOf(right);
    return Array.from(
      { length: Math.max(heads.length, tails.length) },
      (_, index) => (heads[index] ?? '') + (tails[index] ?? ''),
    ).join(' ');
  }),
  // They print while make reads, and are nothing.
  info: plain(1, () => ''),
  warning: plain(1, () => ''),
};

/** Functions that decide themselves what of their arguments is expanded. */
const lazyFunctions: Readonly<
  Record<string, (args: readonly string[], scope: MakeScope, expand: Expand) => string>
> = {
  if: ([condition = '', then = '', ...otherwise], scope, expand) => {
    const value = expand(condition.trim(), scope);
    if (value.includes(unknownValue)) return unknownValue;
    return expand(value === '' ? otherwise.join(',') : then, scope);
  },
  or: (args, scope, expand) => {
    for (const arg of args) {
      const value = expand(arg.trim(), scope);
      if (value !== '') return value;
    }
    return '';
  },
  and: (args, scope, expand) => {
    let value = '';
    for (const arg of args) {
      value = expand(arg.trim(), scope);
      if (value === '' || value.includes(unknownValue)) return value;
    }
    return value;
  },
  foreach: ([name = '', list = '', ...body], scope, expand) => {
    const words = expand(list, scope);
    if (words.includes(unknownValue)) return unknownValue;
    const variable = expand(name, scope).trim();
    return wordsOf(words)
      .map((word) => expand(body.join(','), withAutomatic(scope, [[variable, word]])))
      .join(' ');
  },
  call: ([name = '', ...args], scope, expand) => {
    const variable = scope.variables.get(expand(name, scope).trim());
    if (variable === undefined) return '';
    const values = args.map((arg, index): readonly [string, string] => [
      String(index + 1),
      expand(arg, scope),
    ]);
    return expand(variable.text, withAutomatic(scope, [['0', name.trim()], ...values]));
  },
  value: ([name = ''], scope, expand) => scope.variables.get(expand(name, scope).trim())?.text ?? '',
  origin: ([name = ''], scope, expand) =>
    scope.variables.get(expand(name, scope).trim())?.origin ?? 'undefined',
  flavor: ([name = ''], scope, expand) =>
    scope.variables.get(expand(name, scope).trim())?.flavor ?? 'undefined',
  shell: ([...args], scope, expand) => {
    return printedInShell(expand(args.join(','), scope), scope.call);
  },
  wildcard: ([...args], scope, expand) => {
    const patterns = expand(args.join(','), scope);
    const files = scope.call.files;
    if (files === undefined || patterns.includes(unknownValue)) return unknownValue;
    return wordsOf(patterns)
      .flatMap((pattern) => wildcard(pattern, files))
      .join(' ');
  },
  // They would need the machine the build runs on, or change the makefile while it is read.
  abspath: ([...args], scope, expand) => {
    const names = expand(args.join(','), scope);
    const { directory } = scope.call;
    if (directory === undefined || names.includes(unknownValue)) return unknownValue;
    return eachWord((name) => posix.resolve(directory, name))(names);
  },
  realpath: () => unknownValue,
  file: () => unknownValue,
  eval: ([...args], scope, expand) => {
    const text = expand(args.join(','), scope);
    if (scope.evaluate === undefined || text.includes(unknownValue)) return unknownValue;
    scope.evaluate(text);
    return '';
  },
  error: () => unknownValue,
  guile: () => unknownValue,
  let: () => unknownValue,
  intcmp: () => unknownValue,
};

/** What a text prints as make takes it: line ends at its end are taken off, the others become spaces. */
export function printedInShell(text: string, { directory, print }: MakeCall): string {
  if (directory === undefined || text.includes(unknownValue)) return unknownValue;
  if (text.trim() === 'pwd') return directory;
  const printed = print?.(text, directory);
  return printed === undefined ? unknownValue : printed.replace(/\n+$/, '').replaceAll('\n', ' ');
}

export const functionNames: ReadonlySet<string> = new Set([
  ...Object.keys(plainFunctions),
  ...Object.keys(lazyFunctions),
]);

/** The result of `$(name text)`; `expand` is handed in because expansion and functions need each other. */
export function callFunction(name: string, text: string, scope: MakeScope, expand: Expand): string {
  const lazy = lazyFunctions[name];
  if (lazy !== undefined) return lazy(splitArguments(text), scope, expand);
  const known = plainFunctions[name];
  if (known === undefined) return unknownValue;
  const args = splitArguments(text, known.arity).map((arg) => expand(arg, scope));
  return args.some((arg) => arg.includes(unknownValue)) ? unknownValue : known.apply(...args);
}

/** Arguments are parted by commas outside of brackets; the last one takes what is left. */
function splitArguments(text: string, most = Number.POSITIVE_INFINITY): readonly string[] {
  const args: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length && args.length < most - 1; at += 1) {
    const character = text[at];
    if (character === '(' || character === '{') depth += 1;
    else if (character === ')' || character === '}') depth -= 1;
    else if (character === ',' && depth === 0) {
      args.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...args, text.slice(start)];
}

function withAutomatic(scope: MakeScope, values: readonly (readonly [string, string])[]): MakeScope {
  const variables = new Map(scope.variables);
  scope.budget.left -= variables.size;
  for (const [name, text] of values) variables.set(name, { flavor: 'simple', text, origin: 'automatic' });
  return { ...scope, variables };
}

function filtered(patterns: string, text: string, keep: boolean): string {
  const wanted = wordsOf(patterns);
  return wordsOf(text)
    .filter((word) => wanted.some((pattern) => stemOf(pattern, word) !== undefined) === keep)
    .join(' ');
}

/** The paths that a file name pattern matches, sorted; a name without wildcard matches if it is there. */
function wildcard(pattern: string, files: MakeFiles): readonly string[] {
  if (pattern.startsWith('/')) return [unknownValue];
  const segments = pattern
    .split('/')
    .filter((segment, index) => segment !== '' && !(segment === '.' && index > 0));
  let found: readonly string[] = [''];
  for (const segment of segments) {
    found = found.flatMap((directory) => {
      const below = directory === '' ? segment : `${directory}/${segment}`;
      if (segment === '.' || segment === '..') return [below];
      const names = (files.list(directory) ?? []).map((entry) => entry.name);
      return names
        .filter((name) => matchesName(segment, name))
        .map((name) => (directory === '' ? name : `${directory}/${name}`));
    });
  }
  return found.toSorted(byName);
}

/** `*` and `?` in a name (a leading dot must be written); a bracket is not worked out and matches nothing. */
function matchesName(pattern: string, name: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  let reached = new Set([0]);
  for (const character of [...name, '']) {
    const next = new Set<number>();
    for (const at of reached) {
      if (pattern[at] === '*') reached.add(at + 1);
      if (character === '') continue;
      if (pattern[at] === '*') next.add(at);
      else if (pattern[at] === '?' || pattern[at] === character) next.add(at + 1);
    }
    if (character === '') return reached.has(pattern.length);
    reached = next;
  }
  return false;
}

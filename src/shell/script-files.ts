/** Files that a script names: what it sources, tests, redirects and goes over. */
import { posix } from 'node:path';
import { escapePattern } from './glob.ts';
import { builtins, reservedWords } from './builtins.ts';
import { expandText, type ShellScope } from './expand-words.ts';
import type { ScriptFile } from './script-facts.ts';
import { ARGUMENTS } from './positional.ts';
import { expansion, unknown, type Place } from './script-scope.ts';
import type { Span, Statement, Value } from './types.ts';

/** Primaries of `test` and `[[` that look at one file (POSIX XCU test, bash manual 6.4). */
const FILE_TESTS: ReadonlySet<string> = new Set(
  ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'G', 'h', 'k', 'L', 'N', 'O', 'p', 'r', 's', 'S', 'u', 'w', 'x'].map(
    (letter) => `-${letter}`,
  ),
);
const FILE_COMPARISONS: ReadonlySet<string> = new Set(['-nt', '-ot', '-ef']);

/** A file as a command names it, not yet seen from where the script started. */
export type NamedFile = Omit<ScriptFile, 'directory' | 'searched'>;

/** Where a shell goes, and whether that is a place that it has not been in. */
export interface Way {
  readonly to: Pick<Place, 'directory' | 'previous' | 'stack'>;
  readonly isNew: boolean;
}

/** What `cd`, `pushd` and `popd` change (POSIX XCU cd; bash manual 6.8); undefined for other commands. */
export function wayOf(name: string, words: readonly Value[], place: Place, home: Value): Way | undefined {
  const { directory, previous, stack } = place;
  const operand = words.slice(1).find(({ text }) => text === '-' || text?.startsWith('-') !== true);
  const gone = (to: Value, isNew: boolean, left: Place['stack'] = stack): Way => ({
    to: { directory: to, previous: directory, stack: left },
    isNew,
  });
  switch (name) {
    case 'cd':
      if (operand?.text === '-') return gone(previous, false);
      return operand === undefined ? gone(home, false) : gone(enter(directory, operand), true);
    case 'pushd': {
      // Without a directory, and with a number, it turns the stack.
      const turns = operand === undefined || /^\+\d+$/.test(operand.text ?? '') || words.length > 2;
      return turns
        ? gone(unknown('pushd'), false, [])
        : gone(enter(directory, operand), true, [directory, ...stack]);
    }
    case 'popd': {
      const [last, ...others] = stack;
      return gone(words.length > 1 || last === undefined ? unknown('popd') : last, false, others);
    }
    default:
      return undefined;
  }
}

/** Where a directory may be that is looked for in those of CDPATH, and where the shell is. */
export function waysAlong(searched: string, from: Value, name: string): readonly Value[] {
  return ['', ...searched.split(':')].map((place) => enter(enter(from, { text: place }), { text: name }));
}

/** A directory that is entered from another, where it is known; else how it certainly starts. */
export function enter(from: Value, to: Value): Value {
  if (to.text === undefined) {
    const { prefix, suffix, usual } = pathIn(from, to);
    return {
      ...unknown('cd'),
      ...(prefix === undefined || prefix === '' ? {} : { prefix }),
      ...(suffix === undefined ? {} : { suffix }),
      ...(usual === undefined ? {} : { usual }),
    };
  }
  if (to.text.startsWith('/')) return to;
  return from.text === undefined ? inOpen(from, to.text) : { text: posix.join(from.text, to.text) };
}

/** A path in a directory of which it is only known how it starts. */
function inOpen({ because, prefix, usual }: Value, path: string): Value {
  const up = path.split('/').includes('..');
  return {
    text: undefined,
    because: because ?? DIRECTORY,
    // Above it may be anywhere.
    ...(prefix === undefined || up ? {} : { prefix }),
    ...(up ? {} : { suffix: posix.join('/', path) }),
    ...(usual === undefined ? {} : { usual: posix.join(usual, path) }),
  };
}

/** What a path depends on that is relative to a directory which isn't known. */
const DIRECTORY = 'the directory that the script is in';

/** What goes through a directory and leaves it again stays so: the kernel goes that way. */
function joinedAsNamed(from: string, path: string): string {
  return path.includes('/..') ? `${from.replace(/\/$/, '')}/${path}` : posix.join(from, path);
}

/** A path that is named in a directory, seen from where the directory is. */
export function pathIn(directory: Value, path: Value): Value {
  if (directory.text === '') return path;
  const known = path.text ?? path.pattern ?? path.prefix ?? '';
  // What isn't known from its start on may be anywhere.
  if (known === '' || known.startsWith('/')) return path;
  const from = directory.text;
  if (from === undefined) {
    return path.text === undefined
      ? { text: undefined, because: DIRECTORY }
      : { ...inOpen(directory, path.text), because: DIRECTORY };
  }
  if (path.text !== undefined) return { text: joinedAsNamed(from, path.text) };
  const { prefix = '', pattern, usual } = path;
  return {
    ...path,
    prefix: joinedAsNamed(from, prefix === '' ? '/' : prefix),
    ...(usual === undefined || usual.startsWith('/') ? {} : { usual: posix.join(from, usual) }),
    ...(pattern === undefined ? {} : { pattern: posix.join(escapePattern(from), pattern) }),
  };
}

/** Files that built-ins look at: `.`, `test`. */
export function builtinFiles(name: string, words: readonly Value[], span: Span): readonly NamedFile[] {
  if (name === '.' || name === 'source') {
    const path = words.slice(1).find((word) => word.text !== '--');
    return path === undefined ? [] : [{ use: 'source', path, span }];
  }
  return name === '[' || name === '[[' || name === 'test' ? testedFiles(words, span) : [];
}

/** Operands of `command -v`, `type` and `hash` (POSIX XCU), and of which(1): whether there is such a command. */
export function askedCommands(name: string, words: readonly Value[]): readonly Value[] {
  const given = words.slice(1);
  const asks =
    name === 'command'
      ? given.some(({ text = '' }) => /^-p*[vV]/.test(text))
      : name === 'type' || name === 'hash' || name === 'which';
  return asks
    ? given.filter(
        ({ text }) =>
          text === undefined ||
          !(text === '' || text.startsWith('-') || builtins.has(text) || reservedWords.has(text)),
      )
    : [];
}

function testedFiles(words: readonly Value[], span: Span): readonly NamedFile[] {
  const files: NamedFile[] = [];
  for (const [index, word] of words.entries()) {
    const after = words[index + 1];
    const last = after === undefined || after.text === ']' || after.text === ']]';
    // `-a` between two operands joins them.
    const joins = word.text === '-a' && index > 1 && words[index - 1]?.text !== '!';
    if (FILE_TESTS.has(word.text ?? '') && !last && !joins && index > 0) {
      files.push({ use: 'test', path: after, span });
    }
    const before = words[index - 1];
    if (FILE_COMPARISONS.has(word.text ?? '') && before !== undefined && !last) {
      files.push({ use: 'test', path: before, span }, { use: 'test', path: after, span });
    }
  }
  return files;
}

/** Files that come in and go out. @param span where they are said to stand; else each at its own place. */
export function redirectedFiles(
  statement: Statement,
  scope: ShellScope,
  span: Span | undefined,
  printed?: Value,
): readonly NamedFile[] {
  if (statement.kind !== 'command' && statement.kind !== 'group' && statement.kind !== 'subshell') return [];
  return statement.redirects.flatMap(({ operator, target, start, end }): readonly NamedFile[] => {
    if (target === undefined || operator === '<<' || operator === '<<<') return [];
    const path = expandText(target, scope);
    // `2>&1` names a descriptor.
    if (operator.endsWith('&') && /^(\d+-?|-)$/.test(path.text ?? '')) return [];
    const where = { path, span: span ?? { start, end } };
    if (operator.startsWith('<')) return [{ use: 'read', ...where }];
    const value = printed ?? { text: undefined };
    return [{ use: 'write', ...where, content: { value, adds: operator.endsWith('>>') } }];
  });
}

/** What a loop goes over: files, where such are there. */
export function listedFiles(
  { words = [], start, end }: Extract<Statement, { kind: 'for' }>,
  scope: ShellScope,
  span: Span | undefined,
): readonly NamedFile[] {
  return words
    .flatMap((word) => expansion(word, scope))
    .filter((path) => path !== ARGUMENTS)
    .map((path) => ({ use: 'listed', path, span: span ?? { start, end } }));
}

/** Files that a script names: what it sources, tests, redirects and goes over. */
import { posix } from 'node:path';
import { builtins, reservedWords } from './builtins.ts';
import { expandText, type ShellScope } from './expand-words.ts';
import type { ScriptFile } from './script-facts.ts';
import { ARGUMENTS, expansion, unknown } from './script-scope.ts';
import type { Span, Statement, Value } from './types.ts';

/** Primaries of `test` and `[[` that look at one file (POSIX XCU test, bash manual 6.4). */
const FILE_TESTS: ReadonlySet<string> = new Set(
  ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'G', 'h', 'k', 'L', 'N', 'O', 'p', 'r', 's', 'S', 'u', 'w', 'x'].map(
    (letter) => `-${letter}`,
  ),
);
const FILE_COMPARISONS: ReadonlySet<string> = new Set(['-nt', '-ot', '-ef']);

/** Where `cd` goes: by itself home, which is no place of a script's files; `cd -` where it was before. */
export function directoryOf(words: readonly Value[]): readonly Value[] {
  const directory = words.slice(1).find(({ text }) => text === undefined || !text.startsWith('-'));
  return directory === undefined ? [] : [directory];
}

export function enter(from: Value, to: Value | undefined): Value {
  if (to?.text === undefined) return unknown('cd');
  if (to.text.startsWith('/')) return to;
  return from.text === undefined ? from : { text: posix.join(from.text, to.text) };
}

/** Files that built-ins look at: `.`, `test`. */
export function builtinFiles(name: string, words: readonly Value[], span: Span): readonly ScriptFile[] {
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

function testedFiles(words: readonly Value[], span: Span): readonly ScriptFile[] {
  const files: ScriptFile[] = [];
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
): readonly ScriptFile[] {
  if (statement.kind !== 'command' && statement.kind !== 'group' && statement.kind !== 'subshell') return [];
  return statement.redirects.flatMap(({ operator, target, start, end }): readonly ScriptFile[] => {
    if (target === undefined || operator === '<<' || operator === '<<<') return [];
    const path = expandText(target, scope);
    // `2>&1` names a descriptor.
    if (operator.endsWith('&') && /^(\d+-?|-)$/.test(path.text ?? '')) return [];
    return [{ use: operator.startsWith('<') ? 'read' : 'write', path, span: span ?? { start, end } }];
  });
}

/** What a loop goes over: files, where such are there. */
export function listedFiles(
  { words = [], start, end }: Extract<Statement, { kind: 'for' }>,
  scope: ShellScope,
  span: Span | undefined,
): readonly ScriptFile[] {
  return words
    .flatMap((word) => expansion(word, scope))
    .filter((path) => path !== ARGUMENTS)
    .map((path) => ({ use: 'listed', path, span: span ?? { start, end } }));
}

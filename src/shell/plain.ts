/** Commands that mean the same with and without a shell. */
import { builtins, reservedWords } from './builtins.ts';
import { parseShell } from './parse.ts';
import type { Word } from './types.ts';
import { literalText } from './expand-words.ts';

export interface PlainCommand {
  readonly words: readonly string[];
  /** It was written with `exec` in front, which `words` leave out. */
  readonly exec: boolean;
}

/**
 * The words of a shell command that is certain to start one program with exactly these words, so that the exec form
 * starts the same: no variable or substitution, operator, redirect, glob, tilde, assignment, comment or built-in.
 * Undefined for all others.
 */
export function plainWords(text: string): readonly string[] | undefined {
  return plainCommand(text)?.words;
}

/** As `plainWords`, and whether an `exec` stood in front. */
export function plainCommand(text: string): PlainCommand | undefined {
  // NUL can't be passed to a program; a carriage return is rarely meant to be part of a word.
  if (/[\0\r]/.test(text)) return undefined;
  const { statements, complete } = parseShell(text);
  const [command, ...more] = statements;
  if (!complete || command?.kind !== 'command' || more.length > 0) return undefined;
  if (command.assignments.length > 0 || command.redirects.length > 0) return undefined;
  // Whatever lies outside the words (comments, separators, a second line) is not part of the command.
  const gaps = [{ end: 0 }, ...command.words].map((word, index) =>
    text.slice(word.end, command.words[index]?.start ?? text.length),
  );
  if (!gaps.every((gap) => /^[ \t\n]*$/.test(gap.replace(/\\\n/g, '')))) return undefined;
  // A tilde or brace that this parser left alone could be expanded by another shell.
  const words = command.words.map((word) => (hasOpenSpecial(word) ? undefined : literalText(word)));
  if (!words.every((word) => word !== undefined)) return undefined;
  const exec = words[0] === 'exec' && !(words[1] ?? '-').startsWith('-');
  const own = exec ? words.slice(1) : words;
  const [name] = own;
  if (name === undefined || name === '' || builtins.has(name) || reservedWords.has(name)) return undefined;
  return { words: own, exec };
}

function hasOpenSpecial(word: Word): boolean {
  return word.parts.some(
    (part) => part.kind === 'literal' && !part.quoted && /(^|[:=])~|[*?[\]{}$`\\]/.test(part.text),
  );
}

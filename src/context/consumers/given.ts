/** Commands that other files give to containers, as far as their words are known. */
import { readScript } from '../../shell/scripts.ts';
import { isShell, wrappedBy } from '../../shell/wrappers.ts';
import { nameOf } from '../files/tree.ts';
import { unknownValue } from '../makefile/types.ts';
import type { Unread } from './types.ts';

export interface Given<T> {
  /** What is certainly started; undefined where not even that is known. */
  readonly command: T | undefined;
  readonly unread: readonly Unread[];
}

/**
 * A command line some of whose words may hold values that aren't known. Arguments of a program don't change what is
 * started; those of a program that starts another do, and in a script it depends on where they stand.
 */
export function givenWords(words: readonly string[], what: string): Given<readonly string[]> {
  const open = words.findIndex((word) => word.includes(unknownValue));
  if (open === -1) return { command: words, unread: [] };
  const unread: readonly Unread[] = [{ what: 'command', text: `${what} (${shown(words.join(' '))})` }];
  if (open === 0) return { command: undefined, unread };
  const [name = ''] = words;
  const wrapped = wrappedBy(words.map((text) => ({ text })));
  if (wrapped === undefined && !isShell(nameOf(name))) return { command: words, unread: [] };
  if (wrapped?.kind !== 'script' || wrapped.text.text === undefined) {
    return { command: words.slice(0, open), unread };
  }
  const given = wrapped.text.text;
  const script = givenScript(given, what);
  return {
    command: words.map((word) => (word === given ? (script.command ?? '') : word)),
    unread: script.unread,
  };
}

/** The same for a text that is given to a shell: what isn't known becomes a variable that nobody has set. */
export function givenScript(text: string, what: string): Given<string> {
  if (!text.includes(unknownValue)) return { command: text, unread: [] };
  const script = text.replaceAll(unknownValue, '${UNKNOWN}');
  return {
    command: script,
    unread:
      readScript(script).unresolved.length === 0
        ? []
        : [{ what: 'command', text: `${what} (${shown(text)})` }],
  };
}

/** A text is given to a shell, a list is started as it is. */
export function givenCommand(
  line: string | readonly string[] | undefined,
  what: string,
): Given<string | readonly string[]> {
  if (line === undefined) return { command: undefined, unread: [] };
  return typeof line === 'string' ? givenScript(line, what) : givenWords(line, what);
}

/** A text for people: what isn't known is three dots. */
export function shown(text: string): string {
  return text.replaceAll(unknownValue, '…');
}

export function isKnown(text: string): boolean {
  return !text.includes(unknownValue);
}

/** The text, unless a part of it isn't known. */
export function known(text: string | undefined): string | undefined {
  return text?.includes(unknownValue) === true ? undefined : text;
}

/** The values that are known in full. */
export function knownOnly(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !value.includes(unknownValue)));
}

/**
 * A text taken apart into words without a shell, as Compose and the platforms do it for commands that are not lists:
 * quotes and backslashes hold words together, and what follows an operator is not read (github.com/mattn/go-shellwords).
 */
export function splitWords(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === '\\') {
      at += 1;
      word = (word ?? '') + (text[at] ?? '');
    } else if (character === "'" || character === '"') {
      const end = closingQuote(text, at);
      const inside = text.slice(at + 1, end);
      word = (word ?? '') + (character === '"' ? inside.replaceAll(/\\(["\\$`])/g, '$1') : inside);
      at = end;
    } else if (';&|<>'.includes(character)) break;
    else word = (word ?? '') + character;
  }
  return word === undefined ? words : [...words, word];
}

function closingQuote(text: string, open: number): number {
  const quote = text[open];
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] === '\\' && quote === '"') at += 1;
    else if (text[at] === quote) return at;
  }
  return text.length;
}

/** What a script for sed starts and reads: POSIX XCU sed, GNU sed 4.9 ("Commands Specific to GNU sed"), busybox. */
import { OPEN_PART } from './expand-words.ts';
import { defineOptions, parseOptions } from './options.ts';
import type { Value } from './types.ts';

export interface SedFacts {
  /** Texts for a shell: of `e COMMAND`, and what isn't known of `e` and of `s/…/…/e`. */
  readonly starts: readonly Value[];
  /** Files of `r FILE` and `R FILE`. */
  readonly reads: readonly string[];
  /** Files of `w FILE`, `W FILE` and `s/…/…/w FILE`. */
  readonly writes: readonly string[];
}

const nothing: SedFacts = { starts: [], reads: [], writes: [] };

/** Options of GNU sed 4.9, those of busybox among them. */
const sedOptions =
  defineOptions(`n|quiet|silent e|expression= f|file= E|r|regexp-extended i|in-place? l|line-length= s|separate
  u|unbuffered z|null-data b|binary posix debug sandbox follow-symlinks help version`);

/** Files that the scripts of a command line for sed read or write. */
export function filesOfSed(words: readonly Value[]): readonly string[] {
  const { reads, writes } = factsOfSed(words);
  return [...reads, ...writes];
}

/** What the scripts of a command line do. A file of which no more than the name is known may start anything. */
export function factsOfSed(words: readonly Value[]): SedFacts {
  if (words[0]?.text?.replace(/^.*\//s, '') !== 'sed') return nothing;
  const options = parseOptions(words.slice(1), sedOptions);
  if (options === undefined || options.has('sandbox')) return nothing;
  const own = !options.has('e') && !options.has('f') ? options.operands.slice(0, 1) : [];
  const texts = [...options.values('e'), ...own];
  // Pieces of a script are lines of one (`-e '/x/{' -e 'r file' -e '}'`).
  const facts = factsOfScript(texts.map(({ text, template }) => text ?? template ?? '').join('\n'));
  return options.has('f') ? { ...facts, starts: [...facts.starts, unread] } : facts;
}

const unread: Value = { text: undefined, because: 'the script of sed' };

const unknown: Value = { text: undefined, because: 'the lines that sed goes through' };

/** What a script does, its commands one by one. */
function factsOfScript(script: string): SedFacts {
  const starts: Value[] = [];
  const reads: string[] = [];
  const writes: string[] = [];
  let at = 0;
  const skip = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(script)?.[0] ?? '';
    at += found.length;
    return found;
  };
  while (at < script.length) {
    skip(/[\s;]*/y);
    at = afterAddresses(script, at);
    const command = script[at];
    if (command === undefined) break;
    at += 1;
    switch (command) {
      case '#':
        skip(/[^\n]*/y);
        break;
      case 'a':
      case 'i':
      case 'c':
        skip(/(?:[^\\\n]|\\[\s\S])*/y);
        break;
      case 'r':
      case 'R':
        reads.push(skip(/[^\n]*/y).trim());
        break;
      case 'w':
      case 'W':
        writes.push(skip(/[^\n]*/y).trim());
        break;
      case 'e': {
        const text = skip(/[^\n]*/y).trim();
        if (text === '') starts.push(unknown);
        else starts.push(text.includes(OPEN_PART) ? { ...unknown, template: text } : { text });
        break;
      }
      case 'b':
      case 't':
      case 'T':
      case ':':
        skip(/[^\n;]*/y);
        break;
      case 's':
      case 'y': {
        const mark = script[at] ?? '';
        at = afterMark(script, afterMark(script, at + 1, mark, command === 's'), mark, false);
        if (command === 'y') break;
        const flags = skip(/[gpeiIMm\d]*/y);
        if (flags.includes('e')) starts.push(unknown);
        if (script[at] === 'w')
          writes.push(
            skip(/[^\n]*/y)
              .slice(1)
              .trim(),
          );
        break;
      }
      default:
        // Commands of one letter, and numbers behind q, Q, l and L.
        break;
    }
  }
  return { starts, reads: reads.filter(isNamed), writes: writes.filter(isNamed) };
}

function isNamed(text: string): boolean {
  return text !== '';
}

/** Behind the addresses: numbers, `$`, patterns, steps and ranges, and `!`. */
function afterAddresses(script: string, start: number): number {
  let at = start;
  while (at < script.length) {
    const character = script[at] ?? '';
    if (character === '/') at = afterFlags(script, afterMark(script, at + 1, '/'));
    else if (character === '\\') at = afterFlags(script, afterMark(script, at + 2, script[at + 1] ?? ''));
    else if (/[\d$,+~!\s]/.test(character)) at += 1;
    else break;
  }
  return at;
}

function afterFlags(script: string, at: number): number {
  return /[IM]/.test(script[at] ?? '') ? afterFlags(script, at + 1) : at;
}

/** Behind the next mark that no backslash stands before and, in a pattern, no bracket expression holds. */
function afterMark(script: string, start: number, mark: string, pattern = true): number {
  for (let at = start; at < script.length; at += 1) {
    const character = script[at];
    if (character === '\\') at += 1;
    else if (character === mark) return at + 1;
    else if (character === '[' && pattern) at = endOfBrackets(script, at);
  }
  return script.length;
}

/** The bracket that closes: one right behind the first, or behind `^`, is a member (POSIX XBD 9.3.5). */
function endOfBrackets(script: string, start: number): number {
  const first = start + (script[start + 1] === '^' ? 2 : 1);
  const end = script.indexOf(']', first + 1);
  const line = script.indexOf('\n', start);
  return end < 0 || (line >= 0 && line < end) ? start : end;
}

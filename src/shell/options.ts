/**
 * Options of a command, read as getopt does: POSIX XBD 12.2, and GNU's long options. What is an option and which ones
 * take a value is data of each command.
 */
import { once } from '../dockerfile/once.ts';
import type { Value } from './types.ts';

/** Written by `defineOptions`. */
export interface OptionTable {
  /** Every spelling without its dashes → the option. */
  readonly byName: ReadonlyMap<string, Option>;
}

interface Option {
  /** The first spelling. */
  readonly name: string;
  readonly value: 'none' | 'required' | 'optional';
}

export interface ParsedOptions {
  /** The option was given. */
  readonly has: (name: string) => boolean;
  /** The last value given. */
  readonly value: (name: string) => Value | undefined;
  /** All values given, in order. */
  readonly values: (name: string) => readonly Value[];
  /** The options given, in order, by first spelling. */
  readonly given: readonly string[];
  readonly operands: readonly Value[];
}

/**
 * Reads a table of options: spellings joined by `|`, the first one names it; `=` at the end: takes a value; `?`: takes
 * one only in the same word. `a|archive t|target-directory= i|in-place?`
 */
export function defineOptions(table: string): OptionTable {
  // Most commands of the tables are never called.
  const read = once(() => optionsIn(table));
  return {
    get byName() {
      return read();
    },
  };
}

function optionsIn(table: string): OptionTable['byName'] {
  const entries = table
    .trim()
    .split(/\s+/)
    .filter((item) => item !== '')
    .flatMap((item) => {
      const names = item.replace(/[=?]$/, '').split('|');
      const value = item.endsWith('=') ? 'required' : item.endsWith('?') ? 'optional' : 'none';
      const option: Option = { name: names[0] ?? '', value };
      return names.map((name): [string, Option] => [name, option]);
    });
  return new Map(entries);
}

export interface ParseSettings {
  /** Options end at the first operand (POSIX, and commands that take a command). */
  readonly stopAtOperand?: boolean;
  /** Long options have one dash too (`find -maxdepth`, Go's flag package). */
  readonly singleDash?: boolean;
}

/** Reads the words after the command's name; undefined when one is an option that the table doesn't have. */
export function parseOptions(
  words: readonly Value[],
  table: OptionTable,
  settings: ParseSettings = {},
): ParsedOptions | undefined {
  const found: { readonly name: string; readonly value: Value | undefined }[] = [];
  const operands: Value[] = [];
  let at = 0;
  while (at < words.length) {
    const word = words[at];
    if (word === undefined) break;
    at += 1;
    if (word.text === '--') {
      operands.push(...words.slice(at));
      break;
    }
    const start = word.text ?? word.prefix ?? '';
    if (!start.startsWith('-') || start === '-') {
      operands.push(word);
      if (settings.stopAtOperand !== true) continue;
      operands.push(...words.slice(at));
      break;
    }
    const long = start.startsWith('--') || (settings.singleDash === true && isLong(start, table));
    const read = long ? readLong(word, words[at], table) : readShort(word, words[at], table);
    if (read === undefined) return undefined;
    found.push(...read.found);
    if (read.usesNext) at += 1;
  }
  const values = (name: string): readonly Value[] =>
    found.flatMap((option) => (option.name === name && option.value !== undefined ? [option.value] : []));
  return {
    has: (name) => found.some((option) => option.name === name),
    value: (name) => values(name).at(-1),
    values,
    given: found.map((option) => option.name),
    operands,
  };
}

interface Read {
  readonly found: readonly { readonly name: string; readonly value: Value | undefined }[];
  readonly usesNext: boolean;
}

function isLong(start: string, table: OptionTable): boolean {
  return table.byName.has(start.replace(/^-/, '').split('=', 1)[0] ?? '');
}

function readLong(word: Value, next: Value | undefined, table: OptionTable): Read | undefined {
  const start = (word.text ?? word.prefix ?? '').replace(/^--?/, '');
  const equals = start.indexOf('=');
  // The name has to be known in full: of an unknown word, what stands before the `=`.
  if (word.text === undefined && equals < 0) return undefined;
  const option = longOption(equals < 0 ? start : start.slice(0, equals), table);
  if (option === undefined) return undefined;
  const { name } = option;
  if (equals >= 0) {
    if (option.value === 'none') return undefined;
    return { found: [{ name, value: rest(word, start.slice(equals + 1)) }], usesNext: false };
  }
  if (option.value !== 'required') return { found: [{ name, value: undefined }], usesNext: false };
  return next === undefined ? undefined : { found: [{ name, value: next }], usesNext: true };
}

/** A long option may be shortened as long as it stays the only one (GNU getopt_long). */
function longOption(name: string, table: OptionTable): Option | undefined {
  const exact = table.byName.get(name);
  if (exact !== undefined) return exact;
  const longer = [...table.byName].filter(([other]) => other.length > 1 && other.startsWith(name));
  const options = new Set(longer.map(([, option]) => option));
  return options.size === 1 ? longer[0]?.[1] : undefined;
}

/** `-abc`: letters without a value may be joined; the rest of the word, or the next word, is the last one's value. */
function readShort(word: Value, next: Value | undefined, table: OptionTable): Read | undefined {
  const letters = (word.text ?? word.prefix ?? '').slice(1);
  const found: { name: string; value: Value | undefined }[] = [];
  for (let index = 0; index < letters.length; index += 1) {
    const option = table.byName.get(letters[index] ?? '');
    if (option === undefined) return undefined;
    const { name } = option;
    const tail = letters.slice(index + 1);
    const attached = tail !== '' || word.text === undefined;
    if (option.value === 'none') {
      found.push({ name, value: undefined });
    } else if (attached) {
      return { found: [...found, { name, value: rest(word, tail) }], usesNext: false };
    } else if (option.value === 'optional') {
      found.push({ name, value: undefined });
    } else {
      return next === undefined ? undefined : { found: [...found, { name, value: next }], usesNext: true };
    }
  }
  // An unknown word whose letters so far take no value could hold more of them.
  return word.text === undefined ? undefined : { found, usesNext: false };
}

/** The rest of a word as a value of its own. */
function rest(word: Value, text: string): Value {
  if (word.text !== undefined) return { text };
  return { text: undefined, prefix: text, ...(word.because === undefined ? {} : { because: word.because }) };
}

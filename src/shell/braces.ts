/** Brace expansion (bash manual 3.5.1), for the shells that have it; dash and busybox ash leave braces alone. */
import { parseShell } from './parse.ts';
import type { Word, WordPart } from './types.ts';

/** More words than this from one word are not listed. */
const MAX_WORDS = 1024;

/** The words that a word with braces becomes; undefined when they are too many or can't be told. */
export function expandBraces(word: Word): readonly Word[] | undefined {
  const texts = expandText(word.raw);
  if (texts === undefined) return undefined;
  const words = texts.map((text) => readWord(text, word));
  return words.every((item) => item !== undefined) ? words : undefined;
}

/** The word as a shell without brace expansion reads it. */
export function literalBraces(word: Word): Word {
  const parts = word.parts.flatMap((part): readonly WordPart[] => {
    if (part.kind !== 'other' || part.what !== 'brace') return [part];
    const inner = readWord(part.text.slice(1, -1), word);
    return inner === undefined
      ? [part]
      : [
          { kind: 'literal', text: '{', quoted: true },
          ...literalBraces(inner).parts,
          { kind: 'literal', text: '}', quoted: true },
        ];
  });
  return { ...word, parts };
}

function readWord(text: string, at: Word): Word | undefined {
  if (text === '') return { raw: '', parts: [], start: at.start, end: at.end };
  const { statements, complete } = parseShell(`: ${text}`);
  const [statement] = statements;
  if (!complete || statements.length !== 1 || statement?.kind !== 'command') return undefined;
  const [, word, ...more] = statement.words;
  return word === undefined || more.length > 0 ? undefined : { ...word, start: at.start, end: at.end };
}

/** All the texts that braces in a text give, leftmost first. */
function expandText(text: string): readonly string[] | undefined {
  const open = findBraces(text);
  if (open === undefined) return [text];
  const before = text.slice(0, open.start);
  const tails = expandText(text.slice(open.end));
  const middles = open.alternatives.map((alternative) => expandText(alternative));
  if (tails === undefined || middles.some((middle) => middle === undefined)) return undefined;
  const heads = middles.flatMap((middle) => middle ?? []);
  if (heads.length * tails.length > MAX_WORDS) return undefined;
  return heads.flatMap((head) => tails.map((tail) => before + head + tail));
}

interface Braces {
  readonly start: number;
  readonly end: number;
  readonly alternatives: readonly string[];
}

/** The first braces outside quotes and expansions that hold a comma or a sequence. */
function findBraces(text: string): Braces | undefined {
  for (let at = 0; at < text.length; at = skip(text, at)) {
    if (text[at] !== '{') continue;
    const braces = readBraces(text, at);
    if (braces !== undefined) return braces;
  }
  return undefined;
}

function readBraces(text: string, start: number): Braces | undefined {
  const commas: number[] = [];
  let depth = 0;
  for (let at = start; at < text.length; at = skip(text, at)) {
    const character = text[at];
    if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    else if (character === ',' && depth === 1) commas.push(at);
    if (depth > 0) continue;
    if (commas.length === 0) {
      const alternatives = sequence(text.slice(start + 1, at));
      return alternatives && { start, end: at + 1, alternatives };
    }
    const cuts = [start, ...commas, at];
    const alternatives = cuts.slice(1).map((cut, index) => text.slice((cuts[index] ?? 0) + 1, cut));
    return { start, end: at + 1, alternatives };
  }
  return undefined;
}

/** The offset after the character at `at`, or after the quotes or the expansion that start there. */
function skip(text: string, at: number): number {
  const character = text[at];
  if (character === '\\') return at + 2;
  if (character === "'") return afterClosing(text, at + 1, "'", false);
  if (character === '"' || character === '`') return afterClosing(text, at + 1, character, true);
  if (character === '$' && text[at + 1] === '{') return afterPair(text, at + 1, '{', '}');
  if (character === '$' && text[at + 1] === '(') return afterPair(text, at + 1, '(', ')');
  return at + 1;
}

function afterClosing(text: string, from: number, quote: string, escapes: boolean): number {
  for (let at = from; at < text.length; at += escapes && text[at] === '\\' ? 2 : 1) {
    if (text[at] === quote) return at + 1;
  }
  return text.length;
}

function afterPair(text: string, from: number, open: string, close: string): number {
  let depth = 0;
  for (let at = from; at < text.length; at = text[at] === open ? at + 1 : skip(text, at)) {
    if (text[at] === open) depth += 1;
    if (text[at] === close) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

/** `1..5`, `01..10..2`, `a..e`. */
function sequence(text: string): readonly string[] | undefined {
  const numbers = /^(-?\d{1,9})\.\.(-?\d{1,9})(?:\.\.(-?\d{1,9}))?$/.exec(text);
  if (numbers !== null) {
    const [, from = '', to = '', by] = numbers;
    const width = /^-?0\d/.test(from) || /^-?0\d/.test(to) ? Math.max(from.length, to.length) : 0;
    return range(Number(from), Number(to), Number(by ?? 1))?.map((number) => pad(number, width));
  }
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.(-?\d{1,9}))?$/.exec(text);
  if (letters === null) return undefined;
  const [, from = '', to = '', by] = letters;
  // Between the cases there are characters that mean something to the shell.
  if (/[a-z]/.test(from) !== /[a-z]/.test(to)) return undefined;
  return range(from.charCodeAt(0), to.charCodeAt(0), Number(by ?? 1))?.map((code) =>
    String.fromCharCode(code),
  );
}

function range(from: number, to: number, by: number): readonly number[] | undefined {
  const step = (Math.abs(by) || 1) * (from <= to ? 1 : -1);
  const count = Math.floor((to - from) / step) + 1;
  return count > MAX_WORDS ? undefined : Array.from({ length: count }, (_, index) => from + index * step);
}

function pad(number: number, width: number): string {
  const digits = String(Math.abs(number));
  return number < 0 ? `-${digits.padStart(width - 1, '0')}` : digits.padStart(width, '0');
}

/**
 * Go's lexical elements, one token at a time (https://go.dev/ref/spec#Lexical_elements).
 *
 * The scanner is a plain mutable record that `advance` moves along: a token is never stored twice, any text
 * is accepted, and each character is looked at a bounded number of times.
 */

import { words } from '../knowledge/word-list.ts';

/**
 * `name`, `number`, `rune`, `string` or `end`; for operators and keywords the text itself. An automatically
 * inserted semicolon is `;` like a written one.
 */
export type TokenKind = string;

export interface Comment {
  readonly start: number;
  /** After the last character; the line end is not part of a line comment. */
  readonly end: number;
}

export interface Scanner {
  readonly text: string;
  readonly end: number;
  /** The next character to be read. */
  position: number;
  /** The current token. */
  kind: TokenKind;
  start: number;
  /** The name, the number's text, or the value of a string or rune literal. */
  value: string;
  /** Comments outside skipped blocks, in order. */
  readonly comments: Comment[];
}

const KEYWORDS: ReadonlySet<string> = new Set(
  words(
    'break case chan const continue default defer else fallthrough for',
    'func go goto if import interface map package range return',
    'select struct switch type var',
  ),
);

/** By the code of the first character; longest first, so that the first match is the right one. */
const OPERATORS: readonly (readonly string[] | undefined)[] = groupByFirst(
  words(
    '&^= <<= >>= ... && || <- ++ -- == != <= >= := += -=',
    '*= /= %= &= |= ^= << >> &^ + - * / % & | ^ <',
    '> = ! ~ ( ) [ ] { } , ; . :',
  ),
);

/** Tokens after which a line end is a semicolon (https://go.dev/ref/spec#Semicolons). */
const ENDS_STATEMENT: ReadonlySet<TokenKind> = new Set(
  words('name number rune string break continue fallthrough return', '++ -- ) ] }'),
);

/** First characters and lengths of keywords: tells nearly all names apart without looking at the whole word. */
const KEYWORD_SHAPES: ReadonlySet<number> = new Set(
  [...KEYWORDS].map((keyword) => keywordShape(keyword.charCodeAt(0), keyword.length)),
);

function keywordShape(code: number, length: number): number {
  return code * 16 + length;
}

function mayBeKeyword(code: number, length: number): boolean {
  return length < 16 && KEYWORD_SHAPES.has(keywordShape(code, length));
}

const NEWLINE = 10;
const RETURN = 13;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const STAR = 42;
const DOT = 46;
const SLASH = 47;
const BACKSLASH = 92;
const BACKQUOTE = 96;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const BYTE_ORDER_MARK = 0xfeff;

/** A scanner before its first token: call `advance` to get it. */
export function createScanner(text: string, start = 0, end = text.length): Scanner {
  const position = start === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : start;
  return { text, end, position, kind: ';', start: position, value: '', comments: [] };
}

/** Moves to the next token. At the end of the text the token is `end`, again and again. */
export function advance(scanner: Scanner): void {
  const { text, end, kind } = scanner;
  for (;;) {
    if (scanner.position >= end) {
      return take(scanner, ENDS_STATEMENT.has(kind) ? ';' : 'end', end);
    }
    const code = text.charCodeAt(scanner.position);
    if (code === NEWLINE) {
      if (ENDS_STATEMENT.has(kind)) return take(scanner, ';', scanner.position + 1);
      scanner.position += 1;
    } else if (code === 32 || code === 9 || code === RETURN) {
      scanner.position += 1;
    } else if (code === SLASH && text.charCodeAt(scanner.position + 1) === SLASH) {
      skipLineComment(scanner);
    } else if (code === SLASH && text.charCodeAt(scanner.position + 1) === STAR) {
      const from = scanner.position;
      skipBlockComment(scanner);
      // A general comment that spans lines acts like a line end.
      if (text.slice(from, scanner.position).includes('\n') && ENDS_STATEMENT.has(kind))
        return take(scanner, ';', scanner.position);
    } else {
      return scanToken(scanner, code);
    }
  }
}

/**
 * From a current `{`, moves to the token after the matching `}` without making tokens of what lies between.
 * Gives the offset after the closing brace. A `func` at the start of a line with braces still open is taken
 * as the next declaration of a file whose braces don't match.
 */
export function skipBlock(scanner: Scanner): number {
  const { text, end } = scanner;
  let depth = 1;
  let position = scanner.position;
  while (position < end && depth > 0) {
    const code = text.charCodeAt(position);
    if (code === OPEN_BRACE) {
      depth += 1;
      position += 1;
    } else if (code === CLOSE_BRACE) {
      depth -= 1;
      position += 1;
    } else if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
      position = quotedEnd(text, position, end);
    } else if (code === BACKQUOTE) {
      position = rawEnd(text, position, end);
    } else if (code === SLASH && text.charCodeAt(position + 1) === SLASH) {
      position = indexOrEnd(text, '\n', position, end);
    } else if (code === SLASH && text.charCodeAt(position + 1) === STAR) {
      position = Math.min(end, indexOrEnd(text, '*/', position + 2, end) + 2);
    } else if (code === NEWLINE && startsNamedFunction(text, position + 1)) {
      break;
    } else {
      position += 1;
    }
  }
  scanner.position = position;
  scanner.kind = '}';
  advance(scanner);
  return position;
}

/** `func name` at the start of a line: never valid inside a body, where functions have no names. */
function startsNamedFunction(text: string, position: number): boolean {
  return text.startsWith('func ', position) && isNameStart(text.charCodeAt(position + 5));
}

function scanToken(scanner: Scanner, code: number): void {
  const { text, end } = scanner;
  const from = scanner.position;
  if (isNameStart(code)) {
    let position = from + 1;
    while (position < end && isNamePart(text.charCodeAt(position))) position += 1;
    const word = text.slice(from, position);
    const keyword = mayBeKeyword(code, position - from) && KEYWORDS.has(word);
    return take(scanner, keyword ? word : 'name', position, word);
  }
  if (isDigit(code) || (code === DOT && isDigit(text.charCodeAt(from + 1)))) {
    const position = numberEnd(text, from, end);
    return take(scanner, 'number', position, text.slice(from, position));
  }
  if (code === DOUBLE_QUOTE) {
    const position = quotedEnd(text, from, end);
    return take(scanner, 'string', position, unquote(text, from + 1, closedAt(text, from, position, '"')));
  }
  if (code === BACKQUOTE) {
    const position = rawEnd(text, from, end);
    const raw = text.slice(from + 1, closedAt(text, from, position, '`'));
    return take(scanner, 'string', position, raw.includes('\r') ? raw.replaceAll('\r', '') : raw);
  }
  if (code === SINGLE_QUOTE) {
    const position = quotedEnd(text, from, end);
    return take(scanner, 'rune', position, unquote(text, from + 1, closedAt(text, from, position, "'")));
  }
  const operator = operatorAt(text, from, code);
  // A character that starts nothing in Go becomes a token of its own, for the parser to step over.
  take(scanner, operator ?? 'illegal', from + (operator?.length ?? 1));
}

function take(scanner: Scanner, kind: TokenKind, position: number, value = ''): void {
  scanner.start = scanner.position;
  scanner.kind = kind;
  scanner.value = value;
  scanner.position = Math.min(position, scanner.end);
}

function skipLineComment(scanner: Scanner): void {
  const start = scanner.position;
  const lineEnd = indexOrEnd(scanner.text, '\n', start, scanner.end);
  const end = scanner.text.charCodeAt(lineEnd - 1) === RETURN ? lineEnd - 1 : lineEnd;
  scanner.comments.push({ start, end });
  scanner.position = lineEnd;
}

function skipBlockComment(scanner: Scanner): void {
  const start = scanner.position;
  const close = indexOrEnd(scanner.text, '*/', start + 2, scanner.end);
  scanner.position = Math.min(scanner.end, close + 2);
  scanner.comments.push({ start, end: scanner.position });
}

/** After the closing quote of an interpreted string or rune; a line end closes one that was left open. */
function quotedEnd(text: string, start: number, end: number): number {
  const quote = text.charCodeAt(start);
  let position = start + 1;
  while (position < end) {
    const code = text.charCodeAt(position);
    if (code === quote) return position + 1;
    if (code === NEWLINE) return position;
    position += code === BACKSLASH ? 2 : 1;
  }
  return end;
}

function rawEnd(text: string, start: number, end: number): number {
  return Math.min(end, indexOrEnd(text, '`', start + 1, end) + 1);
}

/** Where the literal's content ends: before the closing quote where there is one. */
function closedAt(text: string, start: number, end: number, quote: string): number {
  return end - start >= 2 && text.charAt(end - 1) === quote ? end - 1 : end;
}

function numberEnd(text: string, start: number, end: number): number {
  const hexadecimal = text.charAt(start) === '0' && 'xX'.includes(text.charAt(start + 1) || ' ');
  const exponent = hexadecimal ? 'pP' : 'eE';
  let position = start + 1;
  while (position < end) {
    const character = text.charAt(position);
    const signed = (character === '+' || character === '-') && exponent.includes(text.charAt(position - 1));
    if (!signed && character !== '.' && !isNamePart(text.charCodeAt(position))) break;
    position += 1;
  }
  return position;
}

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);

/** Digits after the letter of a numeric escape; an octal escape has three and no letter. */
const NUMERIC_ESCAPES: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** The value of the characters between the quotes. A malformed escape stands for itself. */
function unquote(text: string, start: number, end: number): string {
  const raw = text.slice(start, end);
  if (!raw.includes('\\')) return raw;
  const pieces: string[] = [];
  let bytes: number[] = [];
  const flush = (): void => {
    // Byte escapes give bytes, and a string is UTF-8.
    if (bytes.length > 0) pieces.push(new TextDecoder().decode(Uint8Array.from(bytes)));
    bytes = [];
  };
  let position = 0;
  while (position < raw.length) {
    const next = raw.indexOf('\\', position);
    if (next !== position) {
      flush();
      pieces.push(raw.slice(position, next < 0 ? raw.length : next));
      if (next < 0) break;
      position = next;
    }
    const escape = readEscape(raw, position + 1);
    if (escape.byte === undefined) flush();
    if (escape.byte === undefined) pieces.push(escape.text);
    else bytes.push(escape.byte);
    position += 1 + escape.length;
  }
  flush();
  return pieces.join('');
}

interface Escape {
  readonly text: string;
  readonly byte: number | undefined;
  readonly length: number;
}

function readEscape(raw: string, position: number): Escape {
  const letter = raw.charAt(position);
  const simple = SIMPLE_ESCAPES.get(letter);
  if (simple !== undefined) return { text: simple, byte: undefined, length: 1 };
  const width = NUMERIC_ESCAPES.get(letter);
  if (width !== undefined) {
    const value = digits(raw.slice(position + 1, position + 1 + width), width, 16);
    if (value !== undefined && letter === 'x') return { text: '', byte: value, length: 3 };
    if (value !== undefined && value <= 0x10ffff)
      return { text: String.fromCodePoint(value), byte: undefined, length: width + 1 };
  }
  const octal = digits(raw.slice(position, position + 3), 3, 8);
  if (octal !== undefined && octal <= 255) return { text: '', byte: octal, length: 3 };
  return { text: `\\${letter}`, byte: undefined, length: letter.length };
}

function digits(text: string, width: number, base: number): number | undefined {
  if (text.length !== width) return undefined;
  let value = 0;
  for (const character of text) {
    const digit = Number.parseInt(character, base);
    if (Number.isNaN(digit)) return undefined;
    value = value * base + digit;
  }
  return value;
}

function indexOrEnd(text: string, searched: string, from: number, end: number): number {
  const found = text.indexOf(searched, from);
  return found < 0 || found > end ? end : found;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Letters of the specification; everything beyond ASCII is taken as a letter, which is right in valid files. */
function isNameStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 128;
}

function isNamePart(code: number): boolean {
  return isNameStart(code) || isDigit(code);
}

function operatorAt(text: string, position: number, code: number): string | undefined {
  const candidates = OPERATORS[code];
  if (candidates === undefined) return undefined;
  for (const candidate of candidates)
    if (candidate.length === 1 || text.startsWith(candidate, position)) return candidate;
  return undefined;
}

function groupByFirst(operators: readonly string[]): readonly (readonly string[] | undefined)[] {
  const groups: (string[] | undefined)[] = Array.from({ length: 128 });
  for (const operator of operators) (groups[operator.charCodeAt(0)] ??= []).push(operator);
  for (const group of groups) group?.sort((left, right) => right.length - left.length);
  return groups;
}

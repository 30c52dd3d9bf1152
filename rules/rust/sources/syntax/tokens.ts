/**
 * Rust's lexical elements, in brackets as they nest: what the compiler calls token trees, and what macros are given.
 * Source: The Rust Reference, "Lexical structure". Any text is accepted; a bracket that nothing closes ends with the text.
 */

export type Bracket = '(' | '[' | '{';

export type Token =
  | { readonly kind: 'name'; readonly text: string; readonly start: number }
  /** A literal of a text, or of bytes; its value. */
  | { readonly kind: 'text'; readonly value: string; readonly start: number }
  /** A number, a character, a byte. */
  | { readonly kind: 'literal'; readonly text: string; readonly start: number }
  | { readonly kind: 'lifetime'; readonly text: string; readonly start: number }
  | { readonly kind: 'sign'; readonly text: string; readonly start: number }
  | Group;

/** What stands between brackets. */
export interface Group {
  readonly kind: 'group';
  readonly bracket: Bracket;
  readonly tokens: readonly Token[];
  readonly start: number;
}

export type Tokens = readonly Token[];

/** Signs of more than one character. `<` and `>` stand alone, since they are brackets too. */
const signs = /\.\.\.|\.\.=|::|->|=>|<=|>=|\.\.|&&|\|\||==|!=|\+=|-=|\*=|\/=|%=|\^=|&=|\|=|[^]/y;

const blanks = /(?:\s+|\/\/[^\n]*)+/y;
const names = /(?:r#)?[\p{XID_Start}_][\p{XID_Continue}]*/uy;
const numbers =
  /\d[\d_]*(?:[xob][\da-fA-F_]*)?(?:\.(?![.\p{XID_Start}_])[\d_]*)?(?:[eE][+-]?[\d_]+)?[\p{XID_Continue}]*/uy;
const rawTexts = /(?:r|br|cr)(#*)"/y;
const texts = /[bc]?"/y;
const characters = /b?'(?:\\(?:x[\da-fA-F]{2}|u\{[\da-fA-F_]*\}|[^])|[^\\'\n])'/uy;
const lifetimes = /'(?:r#)?[\p{XID_Start}_][\p{XID_Continue}]*/uy;

/** The most brackets in one another: what nests deeper is no source that a person wrote. */
const deepest = 400;

interface Cursor {
  readonly text: string;
  position: number;
}

/** The tokens of a text. */
export function tokensOf(text: string): Tokens {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  // A first line `#!/usr/bin/…` is none of the language; `#![…]` is an attribute.
  const shebang = /^#!(?!\s*\[)[^\n]*/.exec(text.slice(start));
  const cursor: Cursor = { text, position: start + (shebang?.[0].length ?? 0) };
  return tokensUpTo(cursor, 0);
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

function tokensUpTo(cursor: Cursor, depth: number): Tokens {
  const tokens: Token[] = [];
  const { text } = cursor;
  for (;;) {
    skipBlanks(cursor);
    const start = cursor.position;
    const first = text[start];
    if (first === undefined) return tokens;
    if (first === ')' || first === ']' || first === '}') {
      // One that closes another bracket than ours stays for who opened it; one that nothing opened is passed over.
      if (depth > 0) return tokens;
      cursor.position++;
    } else if ((first === '(' || first === '[' || first === '{') && depth < deepest) {
      cursor.position++;
      const inner = tokensUpTo(cursor, depth + 1);
      if (text[cursor.position] === closing[first]) cursor.position++;
      tokens.push({ kind: 'group', bracket: first, tokens: inner, start });
    } else {
      tokens.push(nextToken(cursor));
    }
  }
}

function skipBlanks(cursor: Cursor): void {
  for (;;) {
    const before = cursor.position;
    match(blanks, cursor);
    if (cursor.text.startsWith('/*', cursor.position)) cursor.position = endOfComment(cursor);
    if (cursor.position === before) return;
  }
}

/** Block comments nest. */
function endOfComment({ text, position }: Cursor): number {
  const edges = /\/\*|\*\//g;
  edges.lastIndex = position;
  let depth = 0;
  for (let edge = edges.exec(text); edge !== null; edge = edges.exec(text)) {
    depth += edge[0] === '/*' ? 1 : -1;
    if (depth === 0) return edges.lastIndex;
  }
  return text.length;
}

function match(pattern: RegExp, cursor: Cursor): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.position;
  const found = pattern.exec(cursor.text);
  if (found === null) return undefined;
  cursor.position = pattern.lastIndex;
  return found;
}

function nextToken(cursor: Cursor): Token {
  const start = cursor.position;
  const raw = match(rawTexts, cursor);
  if (raw !== undefined) return { kind: 'text', value: rawText(raw[1] ?? '', cursor), start };
  if (match(texts, cursor) !== undefined) return { kind: 'text', value: quotedText(cursor), start };
  const character = match(characters, cursor);
  if (character !== undefined) return { kind: 'literal', text: character[0], start };
  const lifetime = match(lifetimes, cursor);
  if (lifetime !== undefined) return { kind: 'lifetime', text: lifetime[0], start };
  const name = match(names, cursor);
  if (name !== undefined) return { kind: 'name', text: name[0].replace(/^r#/, ''), start };
  const number = match(numbers, cursor);
  if (number !== undefined) return { kind: 'literal', text: number[0], start };
  const sign = match(signs, cursor);
  return { kind: 'sign', text: sign?.[0] ?? '', start };
}

function rawText(hashes: string, cursor: Cursor): string {
  const end = cursor.text.indexOf(`"${hashes}`, cursor.position);
  const stop = end < 0 ? cursor.text.length : end;
  const value = cursor.text.slice(cursor.position, stop);
  cursor.position = Math.min(cursor.text.length, stop + 1 + hashes.length);
  return value;
}

function quotedText(cursor: Cursor): string {
  const { text } = cursor;
  let end = cursor.position;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  const inner = text.slice(cursor.position, end);
  cursor.position = Math.min(text.length, end + 1);
  return inner.includes('\\') ? unescaped(inner) : inner;
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '0': '\0',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** Source: The Rust Reference, "Tokens", escapes; a backslash at the end of a line takes the blanks behind it along. */
function unescaped(text: string): string {
  return text.replaceAll(
    /\\(?:x([\da-fA-F]{2})|u\{([\da-fA-F_]+)\}|\r?\n\s*|([^]))/g,
    (_, byte: string | undefined, point: string | undefined, one: string | undefined) => {
      const hex = byte ?? point?.replaceAll('_', '');
      if (hex !== undefined) {
        const code = Number.parseInt(hex, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : '';
      }
      return one === undefined ? '' : (escapes[one] ?? one);
    },
  );
}

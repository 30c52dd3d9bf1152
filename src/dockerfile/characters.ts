/**
 * What counts as white space. The builder uses two notions, and the difference shows: a line is trimmed of everything
 * Unicode calls white space (Go's `unicode.IsSpace`), but the keyword and the words of most instructions are
 * separated only by blanks, so that a no-break space stays part of a word.
 *
 * Source: moby/buildkit frontend/dockerfile/parser/parser.go (`reWhitespace`, `trimLeadingWhitespace`); Go's
 * package unicode (`White_Space` in Latin-1 and beyond).
 */
import type { Span } from './types.ts';

const tab = 0x09;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;
const space = 0x20;

/** Unicode white space outside ASCII, as Go's `unicode.IsSpace` has it: with U+0085, without U+FEFF. */
const wideSpaces: ReadonlySet<number> = new Set([
  0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a,
  0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
]);

/** White space as Unicode has it. `code` is a UTF-16 code unit; `NaN` (beyond the end) is none. */
export function isSpace(code: number): boolean {
  return code <= space
    ? code === space || (code >= tab && code <= carriageReturn)
    : code >= 0x85 && wideSpaces.has(code);
}

/** What separates words on a line: tab, vertical tab, form feed, carriage return, space. */
export function isBlank(code: number): boolean {
  return code === space || (code >= tab && code <= carriageReturn && code !== lineFeed);
}

/** The first offset in `[start, end)` whose character is not of the kind, or `end`. */
export function skipWhile(
  text: string,
  start: number,
  end: number,
  matches: (code: number) => boolean,
): number {
  let at = start;
  while (at < end && matches(text.charCodeAt(at))) at += 1;
  return at;
}

/** The offset behind the last character in `[start, end)` that is not of the kind, or `start`. */
export function skipBackWhile(
  text: string,
  start: number,
  end: number,
  matches: (code: number) => boolean,
): number {
  let at = end;
  while (at > start && matches(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

/** The span without the white space at its ends. */
export function trimSpan(text: string, span: Span): Span {
  const start = skipWhile(text, span.start, span.end, isSpace);
  return { start, end: skipBackWhile(text, start, span.end, isSpace) };
}

/** Where the content of a line ends: the builder takes off every carriage return before the line feed, not one. */
export function contentEnd(text: string, start: number, end: number): number {
  return skipBackWhile(text, start, end, (code) => code === carriageReturn || code === lineFeed);
}

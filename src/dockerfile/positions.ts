/**
 * Offsets, lines and columns. A line ends at a line feed and nowhere else: that is how the builder counts, so a lone
 * carriage return is a character of its line.
 */
import type { Span } from './types.ts';

/** The lines of a text: where each of them starts. Made once in linear time, asked in logarithmic time. */
export interface Lines {
  readonly text: string;
  /** Offsets of the starts of all lines. A text that ends with a line feed has no empty line behind it. */
  readonly starts: readonly number[];
}

/** Line and column, both counted from 1; the column counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Splits the text into lines. The empty text has one (empty) line. */
export function linesOf(text: string): Lines {
  const starts = [0];
  let at = text.indexOf('\n') + 1;
  while (at > 0 && at < text.length) {
    starts.push(at);
    at = text.indexOf('\n', at) + 1;
  }
  return { text, starts };
}

/** The line, counted from 1, in which the offset is; an offset outside the text belongs to the nearest line. */
export function lineAt(lines: Lines, offset: number): number {
  let low = 0;
  let high = lines.starts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((lines.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

/** The position of an offset. */
export function positionAt(lines: Lines, offset: number): Position {
  const line = lineAt(lines, offset);
  return { line, column: Math.max(0, offset - (lines.starts[line - 1] ?? 0)) + 1 };
}

/** The line (counted from 1) with its line end; undefined for a line the text doesn't have. */
export function lineSpan(lines: Lines, line: number): Span | undefined {
  const start = lines.starts[line - 1];
  return start === undefined ? undefined : { start, end: lines.starts[line] ?? lines.text.length };
}

/** From the start of line `first` to the end of line `last` (both counted from 1, line end included). */
export function linesSpan(lines: Lines, first: number, last: number): Span | undefined {
  const from = lineSpan(lines, first);
  const to = lineSpan(lines, last);
  return from === undefined || to === undefined || first > last
    ? undefined
    : { start: from.start, end: to.end };
}

/** The offset of a position; undefined for a line the text doesn't have. A column behind the line's end is its end. */
export function offsetAt(lines: Lines, position: Position): number | undefined {
  const span = lineSpan(lines, position.line);
  return span && Math.min(span.end, span.start + Math.max(0, position.column - 1));
}

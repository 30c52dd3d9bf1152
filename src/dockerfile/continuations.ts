/**
 * Physical lines to logical ones: continuations are joined, comments and blank lines inside them dropped, and what
 * was dropped is kept as trivia, so that nothing of the file is lost.
 *
 * Source: moby/buildkit frontend/dockerfile/parser/parser.go (`Parse`, `processLine`, `trimContinuationCharacter`).
 */
import { contentEnd, isSpace, skipBackWhile, skipWhile } from './characters.ts';
import { lineSpan } from './positions.ts';
import type { Lines } from './positions.ts';
import type { LogicalText, Segment, Span, Token } from './types.ts';

export type Escape = '\\' | '`';

/** A line with the places that matter: leading white space, content, line end. */
export interface PhysicalLine extends Span {
  /** Behind the leading white space; `content.end` where there is nothing else. */
  readonly text: number;
  /** Before the carriage returns and the line feed that end the line. */
  readonly content: number;
}

export type LineKind = 'blank' | 'comment' | 'text';

/** A line of the file. `from` moves the start behind a byte-order mark. */
export function physicalLine(lines: Lines, line: number, from = 0): PhysicalLine | undefined {
  const span = lineSpan(lines, line);
  if (span === undefined) return undefined;
  const start = Math.min(Math.max(span.start, from), span.end);
  const content = contentEnd(lines.text, start, span.end);
  return { start, end: span.end, content, text: skipWhile(lines.text, start, content, isSpace) };
}

/** What a line is when no instruction goes on in it. */
export function kindOf(source: string, line: PhysicalLine): LineKind {
  if (line.text === line.content) return 'blank';
  return source[line.text] === '#' ? 'comment' : 'text';
}

/**
 * Where the escape character stands that continues the text in `[start, end)` on the next line, or undefined. It is
 * the last character but for spaces and tabs, and not preceded by another one. That one could itself be escaped
 * makes no difference to the builder.
 */
function continuationAt(source: string, start: number, end: number, escape: Escape): number | undefined {
  const at = skipBackWhile(source, start, end, (code) => code === 0x20 || code === 0x09) - 1;
  if (at < start || source[at] !== escape) return undefined;
  return at > start && source[at - 1] === escape ? undefined : at;
}

export interface LogicalLine {
  readonly logical: LogicalText;
  /** Everything in the lines that is not in `logical`, in order. */
  readonly trivia: readonly Token[];
  /** First and last line, counted from 1. */
  readonly first: number;
  readonly last: number;
}

/** Reads the logical line that starts at the line `first`, which is neither blank nor a comment. */
export function readLogicalLine(lines: Lines, first: number, escape: Escape, from = 0): LogicalLine {
  const source = lines.text;
  const parts: string[] = [];
  const segments: Segment[] = [];
  const trivia: Token[] = [];
  let logical = 0;
  let last = first;

  const drop = (kind: Token['kind'], start: number, end: number): void => {
    if (end > start) trivia.push({ kind, start, end });
  };
  const keep = (start: number, end: number): void => {
    segments.push({ logical, source: start, length: end - start });
    parts.push(source.slice(start, end));
    logical += end - start;
  };

  for (let number = first; ; number += 1) {
    const line = physicalLine(lines, number, from);
    if (line === undefined) break;
    last = number;
    // White space at the start goes only on the first line: further lines keep theirs.
    const start = number === first ? line.text : line.start;
    if (number === first) {
      drop('whitespace', line.start, line.text);
    } else {
      const kind = kindOf(source, line);
      if (kind === 'comment') {
        drop('comment', line.start, line.end);
        continue;
      }
      if (kind === 'blank') {
        drop('whitespace', line.start, line.content);
        drop('newline', line.content, line.end);
        continue;
      }
    }
    const continuation = continuationAt(source, start, line.content, escape);
    const end = continuation ?? line.content;
    if (end > start || segments.length === 0) keep(start, end);
    drop(continuation === undefined ? 'newline' : 'continuation', end, line.end);
    if (continuation === undefined) break;
  }
  return { logical: { text: parts.join(''), segments: withoutEmpty(segments) }, trivia, first, last };
}

/** An empty segment only marks a place, and is needed only where there is no other. */
function withoutEmpty(segments: readonly Segment[]): readonly Segment[] {
  const full = segments.filter((segment) => segment.length > 0);
  return full.length > 0 ? full : segments;
}

/** The tokens of an instruction: what was read from its logical line, put back among what was dropped from it. */
import { sourceParts } from './logical.ts';
import type { LogicalText, Span, Token, TokenKind } from './types.ts';

/** A stretch of the logical line that is a token, or several where continuations cut it. */
export interface Mark extends Span {
  readonly kind: TokenKind;
}

/**
 * Tokens for a part of a logical line, in order and without gaps: the marks (in order, apart from each other), white
 * space between them, and the trivia that stand inside or around.
 */
export function tokensOf(
  logical: LogicalText,
  span: Span,
  marks: readonly Mark[],
  trivia: readonly Token[],
): readonly Token[] {
  const own = fillGaps(span, marks).flatMap((mark) =>
    sourceParts(logical, mark).map((part): Token => ({ kind: mark.kind, start: part.start, end: part.end })),
  );
  return mergeByPlace(own, trivia);
}

function fillGaps(span: Span, marks: readonly Mark[]): readonly Mark[] {
  const all: Mark[] = [];
  let at = span.start;
  for (const mark of marks) {
    if (mark.start > at) all.push({ kind: 'whitespace', start: at, end: mark.start });
    all.push(mark);
    at = mark.end;
  }
  if (span.end > at) all.push({ kind: 'whitespace', start: at, end: span.end });
  return all;
}

function mergeByPlace(left: readonly Token[], right: readonly Token[]): readonly Token[] {
  const merged: Token[] = [];
  let index = 0;
  for (const token of left) {
    for (let other = right[index]; other !== undefined && other.start < token.start; other = right[index]) {
      merged.push(other);
      index += 1;
    }
    merged.push(token);
  }
  return [...merged, ...right.slice(index)];
}

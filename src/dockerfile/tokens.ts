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
  const tokens: Token[] = [];
  const parts = sourceParts(logical, span);
  let part = 0;
  let at = parts[0]?.start ?? 0;
  let dropped = 0;

  /** Adds the next characters of the logical line as tokens of a kind, and the trivia between them. */
  const take = (kind: TokenKind, length: number): void => {
    for (let left = length; left > 0;) {
      const current = parts[part];
      if (current === undefined) return;
      if (at === current.end) {
        part += 1;
        at = parts[part]?.start ?? at;
        continue;
      }
      for (let other = trivia[dropped]; other !== undefined && other.start < at; other = trivia[dropped]) {
        tokens.push(other);
        dropped += 1;
      }
      const end = Math.min(current.end, at + left);
      tokens.push({ kind, start: at, end });
      left -= end - at;
      at = end;
    }
  };

  let read = span.start;
  for (const mark of marks) {
    take('whitespace', mark.start - read);
    take(mark.kind, mark.end - mark.start);
    read = mark.end;
  }
  take('whitespace', span.end - read);
  for (; dropped < trivia.length; dropped += 1) {
    const other = trivia[dropped];
    if (other !== undefined) tokens.push(other);
  }
  return tokens;
}

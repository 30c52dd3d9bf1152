/** Splitting the arguments of an instruction into words: by blanks alone, or with regard to quotes. */
import { isBlank, isSpace, skipWhile } from './characters.ts';
import type { Escape } from './continuations.ts';
import type { Span } from './types.ts';

/**
 * Words between blanks; quotes and escapes mean nothing. For FROM, COPY, ADD, EXPOSE and VOLUME.
 *
 * Source: moby/buildkit frontend/dockerfile/parser/line_parsers.go (`parseStringsWhitespaceDelimited`).
 */
export function splitBlanks(text: string, span: Span): readonly Span[] {
  const words: Span[] = [];
  for (let at = skipWhile(text, span.start, span.end, isBlank); at < span.end;) {
    const end = skipWhile(text, at, span.end, (code) => !isBlank(code));
    words.push({ start: at, end });
    at = skipWhile(text, end, span.end, isBlank);
  }
  return words;
}

/**
 * Words between white space outside quotes, quotes and escapes kept. For ENV, LABEL and ARG. A quote that is never
 * closed reaches to the end.
 *
 * Source: moby/buildkit frontend/dockerfile/parser/line_parsers.go (`parseWords`).
 */
export function splitQuoted(text: string, span: Span, escape: Escape): readonly Span[] {
  const words: Span[] = [];
  let start: number | undefined;
  let quote = '';
  for (let at = span.start; at < span.end; at += 1) {
    const character = text[at] ?? '';
    if (quote === '' && isSpace(text.charCodeAt(at))) {
      if (start !== undefined) words.push({ start, end: at });
      start = undefined;
      continue;
    }
    start ??= at;
    if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (quote !== '' && character === quote) quote = '';
    else if (character === escape && quote !== "'") at += 1;
  }
  // The builder skips an escape character at the very end, so it makes no word by itself.
  if (start !== undefined && text.slice(start, span.end) !== escape) words.push({ start, end: span.end });
  return words;
}

/**
 * Heredocs: finding `<<NAME` on a logical line, and reading the bodies that follow it.
 *
 * Source: moby/buildkit frontend/dockerfile/parser/parser.go (`heredocsFromLine`, `heredocFromMatch`, `Parse`);
 * Dockerfile reference, "Here-Documents".
 */
import { contentEnd, skipWhile } from './characters.ts';
import { lex } from './lexer.ts';
import type { LexOptions } from './lexer.ts';
import { lineSpan } from './positions.ts';
import type { Lines } from './positions.ts';
import type { Heredoc, Span, Token } from './types.ts';

/** `<<NAME` as read from a word. */
export interface HeredocMark {
  readonly delimiter: string;
  readonly stripTabs: boolean;
  readonly expand: boolean;
  readonly fd: number | undefined;
}

export type MarkReading =
  | { readonly kind: 'mark'; readonly mark: HeredocMark }
  | { readonly kind: 'none' }
  | { readonly kind: 'error'; readonly message: string };

/** What a word that opens a heredoc starts with. White space between it and the delimiter is allowed. */
const markStart = /^([0-9]*)<<(-?)/;

/** A delimiter that lexing gives back as it is, as nearly all are. */
const plainName = /^[\w.-]+$/;

/** Heredocs are lexed with `\` whatever the escape directive says, and nothing is set. */
const lexing: LexOptions = { escape: '\\', lookup: () => undefined, keepUnset: true };
const lexingQuoted: LexOptions = { ...lexing, rawQuotes: true };
const lexingRaw: LexOptions = { ...lexingQuoted, rawEscapes: true };

const countQuotes = (text: string): number => text.length - text.replaceAll(/['"]/g, '').length;

/** Reads one word as a heredoc. */
export function readMark(word: string): MarkReading {
  const match = markStart.exec(word);
  if (match === null) return { kind: 'none' };
  const [start, digits = '', dash = ''] = match;
  const rest = word.slice(start.length);
  if (rest.includes('<')) return { kind: 'none' };
  const fd = digits === '' ? undefined : Number(digits);
  const stripTabs = dash === '-';
  if (plainName.test(rest)) return { kind: 'mark', mark: { delimiter: rest, stripTabs, expand: true, fd } };
  const plain = lex(rest, lexing);
  if (plain.error !== undefined) return { kind: 'error', message: plain.error };
  const [name] = plain.words;
  if (name === undefined || plain.words.length > 1) return { kind: 'none' };
  // A delimiter is quoted when lexing takes quotes away from it.
  const quoted = lex(rest, lexingQuoted).words[0]?.text ?? name.text;
  return {
    kind: 'mark',
    mark: {
      delimiter: name.text,
      stripTabs,
      expand: countQuotes(name.text) === countQuotes(quoted),
      fd,
    },
  };
}

export interface PlacedMark {
  readonly mark: HeredocMark;
  readonly span: Span;
}

export interface LineMarks {
  /** With their places on the line, in order. */
  readonly marks: readonly PlacedMark[];
  readonly error: (Span & { readonly message: string }) | undefined;
}

/**
 * All heredocs that a logical line opens. A line the lexer can't get through (an open quote, a substitution it
 * doesn't know) opens none.
 */
export function findMarks(line: string): LineMarks {
  const marks: PlacedMark[] = [];
  if (!line.includes('<<')) return { marks, error: undefined };
  for (const { text, start, end } of lex(line, lexingRaw).words) {
    const reading = readMark(text);
    if (reading.kind === 'mark') marks.push({ mark: reading.mark, span: { start, end } });
    if (reading.kind === 'error') return { marks, error: { message: reading.message, start, end } };
  }
  return { marks, error: undefined };
}

export interface Body {
  /** The lines of the body. */
  readonly body: Span;
  /** The line of the delimiter; undefined when the file ends before it. */
  readonly end: Span | undefined;
  /** Where the delimiter itself stands in that line. */
  readonly delimiter: Span | undefined;
  /** The next line, counted from 1. */
  readonly next: number;
}

/** Reads the body of a heredoc that starts at the line `first`. */
export function readBody(lines: Lines, mark: HeredocMark, first: number): Body {
  const { text } = lines;
  const start = lineSpan(lines, first)?.start ?? text.length;
  for (let number = first; ; number += 1) {
    const line = lineSpan(lines, number);
    if (line === undefined || (line.start === line.end && number > 1)) {
      return { body: { start, end: text.length }, end: undefined, delimiter: undefined, next: number };
    }
    const end = contentEnd(text, line.start, line.end);
    const from = mark.stripTabs ? skipWhile(text, line.start, end, (code) => code === 0x09) : line.start;
    if (end - from === mark.delimiter.length && text.startsWith(mark.delimiter, from)) {
      return {
        body: { start, end: line.start },
        end: line,
        delimiter: { start: from, end },
        next: number + 1,
      };
    }
  }
}

/** A heredoc with its body, and the place of the delimiter that ends it. */
export interface FoundHeredoc {
  readonly heredoc: Heredoc;
  readonly end: Span | undefined;
}

/** The tokens of a body. */
export function bodyTokens({ body, end }: Body): readonly Token[] {
  const tokens: Token[] = [];
  if (body.end > body.start) tokens.push({ kind: 'heredoc-body', start: body.start, end: body.end });
  if (end !== undefined) tokens.push({ kind: 'heredoc-end', start: end.start, end: end.end });
  return tokens;
}

/** The parts of the body that the builder passes on: all of it, or each line without its leading tabs. */
export function bodyParts(text: string, body: Span, stripTabs: boolean): readonly Span[] {
  if (!stripTabs) return body.end > body.start ? [body] : [];
  const parts: Span[] = [];
  for (let at = body.start; at < body.end;) {
    const lineFeed = text.indexOf('\n', at);
    const end = lineFeed < 0 || lineFeed >= body.end ? body.end : lineFeed + 1;
    const start = skipWhile(text, at, end, (code) => code === 0x09);
    if (end > start) parts.push({ start, end });
    at = end;
  }
  return parts;
}

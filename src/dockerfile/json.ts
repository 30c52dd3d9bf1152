/**
 * The JSON form of arguments: an array of strings, each with its place.
 *
 * Source: moby/buildkit frontend/dockerfile/parser/line_parsers.go (`parseJSON`, `parseMaybeJSON`).
 */
import type { Span } from './types.ts';

export type JsonReading =
  /** Doesn't start with `[`. */
  | { readonly kind: 'none' }
  /** Starts with `[` and is no JSON array: the builder silently takes it as plain text. */
  | { readonly kind: 'broken' }
  /** A JSON array with something else than strings in it: the builder refuses it. */
  | { readonly kind: 'not-strings' }
  | { readonly kind: 'strings'; readonly items: readonly JsonString[] };

export interface JsonString extends Span {
  /** The string, without quotes and escapes. The span includes the quotes. */
  readonly value: string;
}

/** Reads the span, which has no white space at its ends, as a JSON array. */
export function readJson(text: string, span: Span): JsonReading {
  if (text[span.start] !== '[' || span.end <= span.start) return { kind: 'none' };
  const source = text.slice(span.start, span.end);
  const value = parseJson(source);
  if (!Array.isArray(value)) return { kind: 'broken' };
  const strings = value.filter((item) => typeof item === 'string');
  if (strings.length < value.length) return { kind: value.some(isTooLarge) ? 'broken' : 'not-strings' };
  const places = stringSpans(source);
  return {
    kind: 'strings',
    items: strings.map((string, index) => ({
      // Go replaces half a surrogate pair.
      value: string.replaceAll(/\p{Surrogate}/gu, '\ufffd'),
      start: span.start + (places[index]?.start ?? 0),
      end: span.start + (places[index]?.end ?? 0),
    })),
  };
}

/** A number that Go can't hold makes the array no JSON to it. */
const isTooLarge = (item: unknown): boolean => typeof item === 'number' && !Number.isFinite(item);

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

/** Where the strings are in a text that is known to be a JSON array of strings. */
function stringSpans(source: string): readonly Span[] {
  const spans: Span[] = [];
  for (let start = source.indexOf('"'); start >= 0;) {
    let end = start + 1;
    while (source[end] !== '"') end += source[end] === '\\' ? 2 : 1;
    spans.push({ start, end: end + 1 });
    start = source.indexOf('"', end + 1);
  }
  return spans;
}

/** The way from logical text (continuations taken out) back to the file. */
import type { LogicalText, Segment, Span } from './types.ts';

/** The index of the segment that holds the logical offset, or of the last one before it; -1 where there is none. */
function segmentAt(segments: readonly Segment[], offset: number): number {
  let low = -1;
  let high = segments.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    const segment = segments[middle];
    if (segment !== undefined && segment.logical <= offset) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Where in the file the character at the logical offset stands. The offset at the end of the text gives the place
 * behind its last character.
 */
export function sourceOffset(logical: LogicalText, offset: number): number {
  const segment = logical.segments[Math.max(0, segmentAt(logical.segments, offset))];
  if (segment === undefined) return 0;
  return segment.source + Math.min(Math.max(0, offset - segment.logical), segment.length);
}

/**
 * The part of the file from the first to the last character of the logical span, everything between them included.
 * An empty span gives an empty one.
 */
export function sourceSpan(logical: LogicalText, span: Span): Span {
  const start = sourceOffset(logical, span.start);
  return { start, end: span.end > span.start ? sourceOffset(logical, span.end - 1) + 1 : start };
}

/** The parts of the file that make up the logical span, in order: without the continuations between them. */
export function sourceParts(logical: LogicalText, span: Span): readonly Span[] {
  const parts: Span[] = [];
  for (let index = Math.max(0, segmentAt(logical.segments, span.start)); ; index += 1) {
    const segment = logical.segments[index];
    if (segment === undefined || segment.logical >= span.end) return parts;
    const from = Math.max(span.start, segment.logical) - segment.logical;
    const to = Math.min(span.end, segment.logical + segment.length) - segment.logical;
    if (to > from) parts.push({ start: segment.source + from, end: segment.source + to });
  }
}

/** Part of a logical text, as a logical text. An empty part keeps its place in the file. */
export function sliceLogical(logical: LogicalText, span: Span): LogicalText {
  if (span.end <= span.start) {
    return { text: '', segments: [{ logical: 0, source: sourceOffset(logical, span.start), length: 0 }] };
  }
  return fromParts(logical.text.slice(span.start, span.end), sourceParts(logical, span));
}

/** A logical text from the parts of the file it is made of, in order. */
export function fromParts(text: string, parts: readonly Span[]): LogicalText {
  const segments: Segment[] = [];
  let logical = 0;
  for (const part of parts) {
    const length = part.end - part.start;
    segments.push({ logical, source: part.start, length });
    logical += length;
  }
  return { text, segments };
}

/** Lines of a text, for evidence. */

import type { SourceEvidence } from './types.ts';

/** Evidence text is for a person to recognise the line by; a longer line is cut. */
const LONGEST = 160;

export interface TextLines {
  readonly file: string;
  readonly text: string;
  /** Offsets at which lines start, in order; made on first use. */
  readonly starts: () => readonly number[];
}

export function textLines(file: string, text: string): TextLines {
  let starts: readonly number[] | undefined;
  return { file, text, starts: () => (starts ??= lineStarts(text)) };
}

/** The line that holds an offset. */
export function evidenceAt(lines: TextLines, offset: number): SourceEvidence {
  const starts = lines.starts();
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const start = starts[low] ?? 0;
  const end = starts[low + 1] ?? lines.text.length;
  const text = lines.text.slice(start, end).trim();
  return {
    file: lines.file,
    line: low + 1,
    text: text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text,
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

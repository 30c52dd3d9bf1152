/** Applies text edits. */
import type { Edit } from '../rule/types.ts';

/** The text with the edits made; undefined when two of them overlap or one lies outside the text. */
export function applyEdits(text: string, edits: readonly Edit[]): string | undefined {
  let result = '';
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length) return undefined;
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

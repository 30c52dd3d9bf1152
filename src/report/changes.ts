/** Which lines differ between two texts. A line ends with `\n` and nothing else, as git and patch see it. */
import { diffArrays } from 'diff/lib/diff/array.js';

/** Lines counted from 0; `end` is exclusive. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** These lines of the text before were replaced by those of the text after; one of the two may be empty. */
export interface Change {
  readonly before: LineRange;
  readonly after: LineRange;
}

export interface Comparison {
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** In order; unchanged lines lie between any two. Empty when the texts are the same. */
  readonly changes: readonly Change[];
}

/**
 * How many lines may be removed plus added before looking for the shortest script is given up and the whole middle
 * is one change. The search costs the square of this number; a migration touches a few dozen lines.
 */
const MAXIMUM_EDITS = 1_000;

/** The lines of a text, their line ends included; the last one may have none. */
export function splitLines(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/u);
}

/** Lines of both texts, and the least changes between them. */
export function compare(before: string, after: string): Comparison {
  const left = splitLines(before);
  const right = splitLines(after);
  return { before: left, after: right, changes: changesBetween(left, right) };
}

function changesBetween(before: readonly string[], after: readonly string[]): readonly Change[] {
  const shorter = Math.min(before.length, after.length);
  const head = count(shorter, (index) => before[index] === after[index]);
  const tail = count(shorter - head, (index) => before.at(-1 - index) === after.at(-1 - index));
  const middleBefore = before.slice(head, before.length - tail);
  const middleAfter = after.slice(head, after.length - tail);
  if (middleBefore.length === 0 && middleAfter.length === 0) return [];

  const numbers = new Map<string, number>();
  const script = diffArrays(intern(middleBefore, numbers), intern(middleAfter, numbers), {
    maxEditLength: MAXIMUM_EDITS,
  });
  if (script === undefined) {
    return [
      {
        before: { start: head, end: before.length - tail },
        after: { start: head, end: after.length - tail },
      },
    ];
  }

  const changes: Change[] = [];
  let left = head;
  let right = head;
  for (const part of script) {
    const leftEnd = part.added ? left : left + part.count;
    const rightEnd = part.removed ? right : right + part.count;
    if (part.added || part.removed) {
      const last = changes.at(-1);
      const touches = last !== undefined && last.before.end === left && last.after.end === right;
      const change: Change = {
        before: { start: touches ? last.before.start : left, end: leftEnd },
        after: { start: touches ? last.after.start : right, end: rightEnd },
      };
      if (touches) changes[changes.length - 1] = change;
      else changes.push(change);
    }
    left = leftEnd;
    right = rightEnd;
  }
  return changes;
}

/** How many of the numbers from 0 up to `limit` pass before the first that doesn't. */
function count(limit: number, passes: (index: number) => boolean): number {
  let index = 0;
  while (index < limit && passes(index)) index += 1;
  return index;
}

/** Equal lines get equal numbers, so that comparing two costs the same however long they are. */
function intern(lines: readonly string[], numbers: Map<string, number>): number[] {
  return lines.map((line) => {
    const known = numbers.get(line);
    if (known !== undefined) return known;
    numbers.set(line, numbers.size);
    return numbers.size - 1;
  });
}

/** One change from the first to the last changed line, for formats whose changes must be taken as a whole. */
export function wholeChange(comparison: Comparison): Change | undefined {
  const first = comparison.changes[0];
  const last = comparison.changes.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return {
    before: { start: first.before.start, end: last.before.end },
    after: { start: first.after.start, end: last.after.end },
  };
}

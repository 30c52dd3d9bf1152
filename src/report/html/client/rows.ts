/** Diffs and sources as rows of two columns: the part of a listing that needs no page. */

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without the line feed. */
  readonly text: string;
  /** Whether it has a line feed; only the last line of a file can lack it. */
  readonly ended: boolean;
}

/** A line before and the line after that stands beside it. */
export interface Row {
  readonly kind: 'same' | 'changed';
  readonly left: Line | undefined;
  readonly right: Line | undefined;
}

export type Rows = readonly Row[];

interface PatchedLine {
  readonly sign: string;
  readonly text: string;
  readonly ended: boolean;
}

/** Reads a unified diff of one file; each hunk is a list of rows. */
export function diffRows(patch: string): readonly Rows[] {
  const lines = patch.split('\n').slice(2, -1);
  const starts = lines.flatMap((line, index) => (line.startsWith('@@ ') ? [index] : []));
  return starts.map((start, index) => {
    const [header = '', ...body] = lines.slice(start, starts[index + 1]);
    return hunkRows(header, patchedLines(body));
  });
}

/** The lines of a hunk, each with the mark of a missing line feed that may follow it. */
function patchedLines(body: readonly string[]): readonly PatchedLine[] {
  return body.flatMap((line, index) =>
    line.startsWith('\\')
      ? []
      : [{ sign: line.slice(0, 1), text: line.slice(1), ended: body[index + 1]?.startsWith('\\') !== true }],
  );
}

function hunkRows(header: string, lines: readonly PatchedLine[]): Rows {
  const [, left = '', leftCount, right = '', rightCount] =
    /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/u.exec(header) ?? [];
  // A range of no lines names the line before it.
  let leftNumber = Number(left) + (leftCount === '0' ? 1 : 0);
  let rightNumber = Number(right) + (rightCount === '0' ? 1 : 0);
  const rows: Row[] = [];
  let removed: Line[] = [];
  let added: Line[] = [];
  const flush = (): void => {
    rows.push(...besideEachOther(removed, added));
    removed = [];
    added = [];
  };
  for (const { sign, text, ended } of lines) {
    if (sign === '-') {
      removed.push({ number: leftNumber, text, ended });
      leftNumber += 1;
    } else if (sign === '+') {
      added.push({ number: rightNumber, text, ended });
      rightNumber += 1;
    } else {
      flush();
      rows.push({
        kind: 'same',
        left: { number: leftNumber, text, ended },
        right: { number: rightNumber, text, ended },
      });
      leftNumber += 1;
      rightNumber += 1;
    }
  }
  flush();
  return rows;
}

/** Removed lines beside the added ones that take their place. */
function besideEachOther(removed: readonly Line[], added: readonly Line[]): Rows {
  return Array.from({ length: Math.max(removed.length, added.length) }, (_, index) => ({
    kind: 'changed',
    left: removed[index],
    right: added[index],
  }));
}

/** A text that was not changed: one column. */
export function sourceRows(source: string): Rows {
  const lines = source.split('\n');
  const ended = lines.at(-1) === '';
  const texts = ended ? lines.slice(0, -1) : lines;
  return texts.map((text, index) => ({
    kind: 'same',
    left: { number: index + 1, text, ended: ended || index < texts.length - 1 },
    right: undefined,
  }));
}

export interface Section {
  readonly rows: Rows;
  /** Shown only when asked for. */
  readonly folded: boolean;
}

/** Unchanged lines kept around a change or a marked line. */
const AROUND = 4;
/** Fewer lines than this are not worth folding. */
const SMALLEST_FOLD = 6;

/** Cuts rows so that long runs of lines away from changes and marked lines can be folded. */
export function sections(rows: Rows, marks: ReadonlySet<number>): readonly Section[] {
  const near = new Set(
    rows.flatMap(({ kind, left }, at) =>
      kind === 'changed' || (left !== undefined && marks.has(left.number))
        ? Array.from({ length: 2 * AROUND + 1 }, (_, offset) => at - AROUND + offset)
        : [],
    ),
  );
  if (near.size === 0) return [{ rows, folded: false }];
  const runs: { readonly rows: Row[]; readonly far: boolean }[] = [];
  rows.forEach((row, at) => {
    const far = !near.has(at);
    const run = runs.at(-1);
    if (run?.far === far) run.rows.push(row);
    else runs.push({ rows: [row], far });
  });
  return runs.map((run) => ({ rows: run.rows, folded: run.far && run.rows.length >= SMALLEST_FOLD }));
}

export interface CommonEnds {
  /** How many characters the two lines have in common at the start, and at the end. */
  readonly head: number;
  readonly tail: number;
}

/** What two lines have in common at both ends, if that is enough to show only the rest as changed. */
export function commonEnds(left: string, right: string): CommonEnds | undefined {
  const shorter = Math.min(left.length, right.length);
  let head = 0;
  while (head < shorter && left[head] === right[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && left.at(-1 - tail) === right.at(-1 - tail)) tail += 1;
  return head + tail > 0 && (head + tail) * 2 >= shorter ? { head, tail } : undefined;
}

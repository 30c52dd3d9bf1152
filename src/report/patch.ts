/**
 * Unified diffs that `git apply` and `patch -p1` both take.
 *
 * The form: git's `diff-generate-patch` documentation and POSIX `diff -u`, with what GNU patch adds to it: a name
 * with a space must be followed by a tab, else the name ends at the space.
 */
import type { Change, Comparison, LineRange } from './changes.ts';

export interface PatchOptions {
  /** Unchanged lines around a change; `Infinity` for the whole file. */
  readonly context: number;
}

const DEFAULT_CONTEXT = 3;

/** A line of a patch, its line end included; `note` is the mark of a missing final newline. */
export interface PatchLine {
  readonly kind: 'file' | 'hunk' | 'context' | 'removed' | 'added' | 'note';
  readonly text: string;
}

/** The patch of one file; empty when nothing changed. `path` is relative to where the patch will be applied. */
export function unifiedPatch(path: string, comparison: Comparison, options?: PatchOptions): string {
  return patchLines(path, comparison, options)
    .map((line) => line.text)
    .join('');
}

/** The lines of a unified diff; none where nothing changes. */
export function patchLines(
  path: string,
  comparison: Comparison,
  { context }: PatchOptions = { context: DEFAULT_CONTEXT },
): readonly PatchLine[] {
  if (comparison.changes.length === 0) return [];
  return [
    { kind: 'file', text: `--- ${patchName(`a/${path}`)}\n` },
    { kind: 'file', text: `+++ ${patchName(`b/${path}`)}\n` },
    ...groupChanges(comparison, context).flatMap((changes) => hunk(comparison, changes, context)),
  ];
}

/** Changes whose surroundings touch or overlap share a hunk. */
function groupChanges(comparison: Comparison, context: number): readonly (readonly Change[])[] {
  const groups: Change[][] = [];
  for (const change of comparison.changes) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && change.before.start - last.before.end <= 2 * context) {
      group.push(change);
    } else {
      groups.push([change]);
    }
  }
  return groups;
}

function hunk(
  { before, after }: Comparison,
  changes: readonly Change[],
  context: number,
): readonly PatchLine[] {
  const first = changes[0];
  const last = changes.at(-1);
  if (first === undefined || last === undefined) return [];
  const head = Math.min(context, first.before.start);
  const tail = Math.min(context, before.length - last.before.end);
  const removed = hunkRange({ start: first.before.start - head, end: last.before.end + tail });
  const added = hunkRange({ start: first.after.start - head, end: last.after.end + tail });
  const body = changes.flatMap((change, index) => {
    const unchangedFrom = changes[index - 1]?.before.end ?? first.before.start - head;
    return [
      ...bodyLines('context', before, { start: unchangedFrom, end: change.before.start }),
      ...bodyLines('removed', before, change.before),
      ...bodyLines('added', after, change.after),
    ];
  });
  return [
    { kind: 'hunk', text: `@@ -${removed} +${added} @@\n` },
    ...body,
    ...bodyLines('context', before, { start: last.before.end, end: last.before.end + tail }),
  ];
}

const SIGNS = { context: ' ', removed: '-', added: '+' } as const;

function bodyLines(
  kind: keyof typeof SIGNS,
  lines: readonly string[],
  { start, end }: LineRange,
): readonly PatchLine[] {
  return lines.slice(start, end).flatMap((line): readonly PatchLine[] =>
    line.endsWith('\n')
      ? [{ kind, text: `${SIGNS[kind]}${line}` }]
      : [
          { kind, text: `${SIGNS[kind]}${line}\n` },
          { kind: 'note', text: '\\ No newline at end of file\n' },
        ],
  );
}

/** `start,count`, lines from 1; a range of no lines names the line before it, and a count of 1 is left out. */
function hunkRange({ start, end }: LineRange): string {
  const count = end - start;
  if (count === 1) return String(start + 1);
  return `${count === 0 ? start : start + 1},${count}`;
}

/** Escapes of one letter in a quoted name (git's `quote.c` knows the same as C). */
const LETTERS: ReadonlyMap<number, string> = new Map([
  [0x07, 'a'],
  [0x08, 'b'],
  [0x09, 't'],
  [0x0a, 'n'],
  [0x0b, 'v'],
  [0x0c, 'f'],
  [0x0d, 'r'],
  [0x22, '"'],
  [0x5c, '\\'],
]);

/**
 * A file name in a patch header, as `git diff` writes it by default (`core.quotePath`): in quotes with C escapes
 * when it has quotes, backslashes, control characters or bytes beyond ASCII, else plain; with a tab after it when
 * it has a space. A space at the end is quoted too, unlike in git: GNU patch would cut it off.
 */
export function patchName(name: string): string {
  const bytes = new TextEncoder().encode(name);
  const plain = bytes.every((byte) => byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c);
  const written = plain && !name.endsWith(' ') ? name : `"${Array.from(bytes, quotedByte).join('')}"`;
  return name.includes(' ') ? `${written}\t` : written;
}

function quotedByte(byte: number): string {
  const letter = LETTERS.get(byte);
  if (letter !== undefined) return `\\${letter}`;
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
}

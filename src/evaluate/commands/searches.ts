/** What find(1) finds, and what xargs(1) is given of it. */
import type { CommandRun, Value } from '../types.ts';

/** Primaries that write or start something (find(1) of findutils 4.9 and busybox). */
export const executing: ReadonlySet<string> = new Set(['-exec', '-execdir', '-ok', '-okdir']);

/** Primaries that leave nothing out, and that have no operand. */
const leavesNothingOut: ReadonlySet<string> = new Set([
  '-print',
  '-print0',
  '-depth',
  '-xdev',
  '-mount',
  '-follow',
]);

/** What a search finds. */
export interface Search {
  readonly roots: readonly Value[];
  /** Only files, or only directories. */
  readonly of: 'file' | 'directory' | undefined;
  /** All that is of this kind, whatever else it is. */
  readonly all: boolean;
}

/** What `find` of these words finds, from what stands behind its roots. */
function searchOf(roots: readonly Value[], expression: readonly Value[]): Search {
  let of: Search['of'];
  let all = true;
  for (let at = 0; at < expression.length; at++) {
    const { text = '' } = expression[at] ?? {};
    if (text === '-type' && of === undefined) {
      const kind = expression[++at]?.text;
      of = kind === 'f' ? 'file' : kind === 'd' ? 'directory' : undefined;
      all &&= of !== undefined;
    } else if (executing.has(text)) {
      const { length } = commandAt(expression, at + 1);
      at += length + 1;
    } else all &&= leavesNothingOut.has(text);
  }
  return all ? { roots, of, all } : { roots, of: undefined, all };
}

export interface FindCall {
  readonly words: readonly Value[];
  readonly search: Search;
}

export function findCallOf(run: CommandRun): FindCall {
  const words = run.words.slice(1).filter((word) => !/^-([HLPD]|O\d)$/.test(word.text ?? ''));
  const expression = words.findIndex((word) => /^[-(!]/.test(word.text ?? word.prefix ?? ''));
  const starts = expression < 0 ? words : words.slice(0, expression);
  const roots = starts.length === 0 ? [{ text: '.' }] : starts;
  return { words, search: searchOf(roots, expression < 0 ? [] : words.slice(expression)) };
}

/** Where what xargs is given lies: what find before it finds, else anything. */
export function searchInto({ input }: CommandRun): Search {
  const from = input?.kind === 'pipe' ? input.from : undefined;
  if (from?.name === 'find') return findCallOf(from).search;
  return { roots: [{ text: '/' }], of: undefined, all: false };
}

/** The words of a command up to the `;` or `+` that ends it. */
export function commandAt(words: readonly Value[], start: number): readonly Value[] {
  const length = words.slice(start).findIndex(({ text }) => text === ';' || text === '+');
  return words.slice(start, length < 0 ? undefined : start + length);
}

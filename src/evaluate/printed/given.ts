/** xargs(1): the commands that it makes of what it reads (POSIX XCU, findutils 4.9, busybox). */
import { defineOptions, parseOptions } from '../../shell/options.ts';
import type { CommandRun, Value } from '../types.ts';
import { inputOf } from './filters.ts';
import { linesOf, type Printing } from './types.ts';

const options = defineOptions(
  '0|null a|arg-file= d|delimiter= I|replace= L= n|max-args= P|max-procs= r|no-run-if-empty t|verbose x|exit',
);

export interface Rounds {
  readonly calls: readonly (readonly Value[])[];
  readonly unordered: boolean;
}

/** More calls than this are not gone through one by one. */
const maximumCalls = 512;

/** The words of each call; undefined where what it reads isn't known, or how it reads it isn't followed. */
export function callsOfXargs(run: CommandRun, printing: Printing): Rounds | undefined {
  const given = parseOptions(run.words.slice(1), options, { stopAtOperand: true });
  if (given === undefined) return undefined;
  const file = given.value('a');
  const input = inputOf(file === undefined ? [] : [file], run, printing);
  const items = input && itemsOf(input.text, given.has('I'), separatorOf(given));
  if (input === undefined || items === undefined) return undefined;
  const command = given.operands.length === 0 ? [{ text: 'echo' }] : given.operands;
  // `-L 1` is like `-n 1` where each line is one word.
  const isWordByLine = input.text.split('\n').every((line) => /^[^ \t]*$/.test(line));
  const most = numberOf(given.has('n') ? given.value('n') : given.value('L'));
  if (most === undefined || (given.has('L') && !isWordByLine)) return undefined;
  if (given.has('I') && (given.has('n') || given.has('L'))) return undefined;
  // What comes in no known order is put together in none either.
  if (input.unordered === true && most !== 1 && most < items.length) return undefined;
  const calls = given.has('I')
    ? replaced(command, items, given.value('I')?.text)
    : batches(items, most).map((batch) => [...command, ...batch.map((text) => ({ text }))]);
  if (calls === undefined || calls.length > maximumCalls) return undefined;
  const isParallel = given.has('P') && given.value('P')?.text !== '1';
  const started = calls.length === 0 && !given.has('r') && !given.has('I') ? [command] : calls;
  return { calls: started, unordered: (input.unordered === true || isParallel) && calls.length > 1 };
}

function numberOf(value: Value | undefined): number | undefined {
  if (value === undefined) return Number.POSITIVE_INFINITY;
  return /^[1-9]\d*$/.test(value.text ?? '') ? Number(value.text) : undefined;
}

function separatorOf(given: NonNullable<ReturnType<typeof parseOptions>>): string | undefined | 'unknown' {
  if (given.has('0')) return '\0';
  if (!given.has('d')) return undefined;
  const text = given.value('d')?.text;
  return text === String.raw`\n` ? '\n' : text?.length === 1 && text !== '\\' ? text : 'unknown';
}

function itemsOf(
  text: string,
  isByLine: boolean,
  separator: string | undefined,
): readonly string[] | undefined {
  if (separator === 'unknown') return undefined;
  if (separator !== undefined) {
    const items = text.split(separator);
    return items.at(-1) === '' ? items.slice(0, -1) : items;
  }
  // Quotes and backslashes are taken off, in ways of their own.
  if (/['"\\]/.test(text)) return undefined;
  if (!isByLine) return text.split(/[ \t\n]+/).filter((item) => item !== '');
  const lines = linesOf(text).map((line) => line.replace(/^[ \t]+/, ''));
  return lines.some((line) => /[ \t]$/.test(line)) ? undefined : lines.filter((line) => line !== '');
}

function batches(items: readonly string[], most: number): readonly (readonly string[])[] {
  if (items.length === 0) return [];
  if (most >= items.length) return [items];
  return Array.from({ length: Math.ceil(items.length / most) }, (_, index) =>
    items.slice(index * most, (index + 1) * most),
  );
}

/** `-I {}`: the item in place of the text, wherever that stands. */
function replaced(
  command: readonly Value[],
  items: readonly string[],
  mark: string | undefined,
): readonly (readonly Value[])[] | undefined {
  if (mark === undefined || mark === '') return undefined;
  const isOpen = command.some(
    ({ text, prefix, suffix }) => text === undefined && (prefix ?? suffix ?? '').includes(mark),
  );
  if (isOpen) return undefined;
  return items.map((item) =>
    command.map((word) =>
      word.text === undefined ? word : { text: word.text.replaceAll(mark, () => item) },
    ),
  );
}

/** The parameters of a shell or a function, `$1` and what follows: those that a call gives, and those of the script behind them. */
import type { Value } from './types.ts';

/** `"$@"`, or one of its careless spellings, where it stands for the arguments of the script itself. */
export const ARGUMENTS: Value = { text: undefined, because: 'the arguments of the script' };

export interface Positional {
  /** Given by a call of a function, by `set --` or to `sh -c`. */
  readonly values: readonly Value[];
  /** How many of the script's own arguments are dropped of those that follow; undefined where that isn't known. */
  readonly others: number | 'none' | undefined;
  /** Some of the first ones may be dropped. */
  readonly unsure?: true;
}

/** Those of a script, of which nothing else is said here. @param known whether it is known which ones it is given */
export function ownArguments(known: boolean): Positional {
  return { values: [], others: known ? 0 : undefined };
}

/** The words that a function or a shell is given, where `"$@"` among them stands for those at hand. */
export function given(words: readonly Value[], here: Positional): Positional {
  const end = words.indexOf(ARGUMENTS);
  if (end < 0) return { values: words, others: 'none' };
  return { values: words.slice(0, end), others: end === words.length - 1 ? here.others : undefined };
}

/** What `shift` leaves. @param count undefined where it isn't known */
export function dropped(here: Positional, count: number | undefined): Positional {
  const { values, others, unsure } = here;
  if (count === undefined || unsure === true) return openEnded(here);
  return {
    values: values.slice(count),
    others: typeof others === 'number' ? others + Math.max(0, count - values.length) : others,
  };
}

/** Any number of the first ones may be gone. */
export function openEnded({ values, others }: Positional): Positional {
  return {
    values,
    others: others === 'none' ? 'none' : undefined,
    ...(values.length === 0 ? {} : { unsure: true }),
  };
}

/** Where it depends which of two hold: some may be dropped, or others are put in their place, which is asked where that is. */
export function either(before: Positional, after: Positional): Positional {
  if (before === after || isSame(before, after)) return before;
  return isLeft(before, after) ? openEnded(before) : before;
}

/** Whether those are what `shift` leaves. */
function isLeft(before: Positional, { values, others }: Positional): boolean {
  const first = before.values.length - values.length;
  return (
    (others === 'none') === (before.others === 'none') &&
    first >= 0 &&
    values.every((value, index) => value === before.values[first + index])
  );
}

function isSame(one: Positional, other: Positional): boolean {
  return (
    one.others === other.others &&
    one.unsure === other.unsure &&
    one.values.length === other.values.length &&
    one.values.every((value, index) => value === other.values[index])
  );
}

/** What `"$@"` stands for; where some may be dropped, as if none were. */
export function allOf({ values, others }: Positional): readonly Value[] {
  return others === 'none' ? values : [...values, ARGUMENTS];
}

/** The command lines that `"$@"` may be where some of the first ones may be dropped. */
export function endsOf(words: readonly Value[]): readonly (readonly Value[])[] {
  return words.flatMap((word, index) => (word.text?.startsWith('-') === true ? [] : [words.slice(index)]));
}

/** `$3`: undefined where it is one of the script's own arguments, an unknown value where it can't be told which it is. */
export function numbered({ values, others, unsure }: Positional, number: number): Value | undefined {
  const before = values.slice(0, number);
  // A word that isn't known may have become none or many.
  const moved = unsure === true || before.slice(0, -1).some(({ text }) => text === undefined);
  if (values.length > 0 && moved) return { text: undefined, because: `$${number}` };
  const value = values[number - 1];
  if (value !== undefined) return value;
  return others === 'none' ? { text: '' } : undefined;
}

/** `$#`; undefined where it depends on the script's own arguments. */
export function countOf({ values, others, unsure }: Positional): Value | undefined {
  if (others !== 'none') return values.length === 0 ? undefined : { text: undefined, because: '$#' };
  return unsure === true || values.some(({ text }) => text === undefined)
    ? { text: undefined, because: '$#' }
    : { text: String(values.length) };
}

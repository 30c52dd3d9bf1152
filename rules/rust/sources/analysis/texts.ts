/**
 * Texts as far as they are known, and what is done to them. Parts that are given at start stay marked as such, so that a name
 * that is put together with one is known in the rest. Sources: std::path, std::string.
 */
import { posix } from 'node:path';
import {
  certainStart,
  isOpen,
  putTogether,
  slicedParts,
  textOf,
} from '../../../../src/split/uses/text-parts.ts';
import type { Base, Origin, TextPart, Usual } from '../../../../src/split/uses/types.ts';

export interface Value {
  readonly text: string;
  /** The text is all of it, not only how it begins. */
  readonly complete: boolean;
  /** What can give another value, or gives it. */
  readonly origin?: Origin;
  readonly base?: Base;
  /** What it is unless others are given for parts of it: the text, or what follows the base. */
  readonly usual?: Usual;
}

export const unknownValue: Value = { text: '', complete: false };
export const unknown: readonly Value[] = [unknownValue];

/** More values than this are not told one by one. */
const maximumValues = 24;

/** Each of them once; too many are unknown. */
export function limited(values: readonly Value[]): readonly Value[] {
  if (values.length <= 1) return values;
  const distinct = [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
  return distinct.length > maximumValues ? unknown : distinct;
}

/** The parts of a text, behind a directory that is only known when the program runs. */
interface Start {
  readonly parts: readonly TextPart[];
  readonly base: Base | undefined;
}

/** A text that is known to its end, where nothing else is given. */
function startOf({ text, complete, origin, base, usual }: Value): Start | undefined {
  if (usual?.complete === true) return { parts: usual.parts, base };
  return complete ? { parts: [origin === undefined ? { text } : { text, origin }], base } : undefined;
}

/** What is known of a text, from its start. */
function partsOf({ text, complete, origin, usual }: Value): readonly TextPart[] {
  return usual?.parts ?? [complete && origin !== undefined ? { text, origin } : { text }];
}

function valueOf({ parts, base }: Start, complete: boolean): Value {
  const [first] = parts;
  const below = base === undefined ? {} : { base };
  if (!isOpen(parts)) return { text: textOf(parts), complete, ...below };
  if (
    complete &&
    base === undefined &&
    parts.length === 1 &&
    first?.origin !== undefined &&
    first.changed !== true
  )
    return { text: first.text, complete, origin: first.origin };
  return { text: certainStart(parts), complete: false, ...below, usual: { parts, complete } };
}

/** A default of which the directory is only known when the program runs: another is none of that directory. */
function told(values: readonly Value[]): readonly Value[] {
  return values.flatMap((value): readonly Value[] => {
    const { base, origin, ...rest } = value;
    if (base === undefined || origin === undefined) return [value];
    return [
      { ...rest, base },
      { text: '', complete: true, origin },
    ];
  });
}

/** The text of a value that is known to its end, as it is unless something else is given. */
export function usualText(value: Value): string | undefined {
  const start = startOf(value);
  return start === undefined ? undefined : textOf(start.parts);
}

/** What begins as the value does. */
export function unfinished(value: Value): Value {
  const { text, complete, base, origin, usual } = value;
  if (usual !== undefined) return { ...value, usual: { ...usual, complete: false } };
  if (complete && origin !== undefined && base === undefined)
    return valueOf({ parts: partsOf(value), base }, false);
  return {
    text,
    complete: false,
    ...(base === undefined ? {} : { base }),
    ...(origin === undefined ? {} : { origin }),
  };
}

/** A part of a text. */
export function sliced(value: Value, from: number, to?: number): Value {
  const { base } = value;
  if (value.usual === undefined) return { ...value, text: value.text.slice(from, to) };
  return valueOf({ parts: slicedParts(partsOf(value), from, to), base }, value.usual.complete);
}

export function concatenated(parts: readonly (readonly Value[])[]): readonly Value[] {
  let all: readonly Value[] = [{ text: '', complete: true }];
  for (const part of parts) {
    all = limited(
      all.flatMap((before) =>
        startOf(before) === undefined ? [before] : told(part).map((one) => append(before, one)),
      ),
    );
  }
  return all;
}

/** What can be given for a part of a text can't be given for all of it. */
function append(before: Value, one: Value): Value {
  const start = startOf(before);
  if (start === undefined) return before;
  const isEmpty = textOf(start.parts) === '';
  if (!isEmpty && one.base !== undefined) return valueOf(start, false);
  const base = isEmpty ? (start.base ?? one.base) : start.base;
  return valueOf({ parts: putTogether(start.parts, partsOf(one)), base }, startOf(one) !== undefined);
}

/** `Path::join`: what begins at the root takes the place of what was before. */
export function joined(left: readonly Value[], right: readonly Value[]): readonly Value[] {
  return limited(told(left).flatMap((before) => told(right).flatMap((one) => joinOne(before, one))));
}

function joinOne(before: Value, one: Value): readonly Value[] {
  const start = startOf(before);
  const right = partsOf(one);
  const name = textOf(right);
  if (one.base !== undefined) return [one];
  if (name.startsWith('/')) {
    // Another value may be the name of what lies below.
    const isGiven = start !== undefined && right[0]?.origin !== undefined;
    const mark = right.slice(0, 1).map((part): TextPart => ({ ...part, text: '', changed: true }));
    return isGiven
      ? [
          one,
          valueOf(
            { ...start, parts: below(start, [...mark, ...right.slice(1)]) },
            startOf(one) !== undefined,
          ),
        ]
      : [one];
  }
  if (start === undefined) return [before];
  const isComplete = startOf(one) !== undefined;
  if (isComplete || name !== '') return [valueOf({ ...start, parts: below(start, right) }, isComplete)];
  // Nothing of it is known: it may lie below, or begin at the root.
  return [valueOf({ ...start, parts: below(start, []) }, false), one];
}

/** The parts of a name behind a directory. */
function below({ parts, base }: Start, right: readonly TextPart[]): readonly TextPart[] {
  const left = textOf(parts);
  if (left === '' && base === undefined) return putTogether(parts, right);
  if (!isOpen(parts) && !isOpen(right) && right.length > 0)
    return [{ text: joinedAsNamed(left, textOf(right)) }];
  const slash = left.endsWith('/') ? [] : [{ text: '/' }];
  return putTogether(parts, slash, right);
}

/** `..` stays as it is written, and reaches the kernel so. */
function joinedAsNamed(left: string, right: string): string {
  const isUp = `${left}/${right}`.split('/').includes('..');
  return isUp ? `${left.replace(/\/$/, '')}/${right}` : posix.join(left, '/', right);
}

/** What is not known to be a path may be a list, whose items are put between. */
export function joinedTo(left: readonly Value[], right: readonly Value[]): readonly Value[] {
  const isUnknown = left.some(
    ({ text, complete, base, usual }) =>
      !complete && text === '' && base === undefined && usual === undefined,
  );
  return isUnknown ? [...joined(left, right), unknownValue] : joined(left, right);
}

/**
 * `Path::parent`. Above a directory that is only known when the program runs is `/..` behind it; whether such a `..` was
 * written, and goes, or stands for a parent, and gets another, can't be told then: both count.
 */
export function parentsOf(value: Value): readonly Value[] {
  return told([value]).flatMap(parentOf);
}

function parentOf(value: Value): readonly Value[] {
  const start = startOf(value);
  if (start === undefined) return [unknownValue];
  const { parts, base } = start;
  const text = textOf(parts);
  if (isOpen(parts)) return [parentOfOpen(start)];
  const above = (given: string): Value => ({ ...value, text: given });
  if (base !== undefined && (text === '' || text === '/')) return [above('/..')];
  const slash = text.lastIndexOf('/');
  if (slash < 0) return [above('')];
  if (base === undefined) return [above(text.slice(0, slash) || '/')];
  return /^(\/\.\.)+$/.test(text)
    ? [above(`${text}/..`), above(text.slice(0, slash))]
    : [above(text.slice(0, slash))];
}

/** Another value of what comes behind the slash may have one of its own. */
function parentOfOpen({ parts, base }: Start): Value {
  const text = textOf(parts);
  const slash = text.lastIndexOf('/');
  const end = slash === 0 && base === undefined ? 1 : Math.max(0, slash);
  const behind = slicedParts(parts, slash + 1).flatMap(({ origin }): readonly TextPart[] =>
    origin === undefined ? [] : [{ text: '', origin, changed: true }],
  );
  return valueOf({ parts: putTogether(slicedParts(parts, 0, end), behind), base }, true);
}

/** With the dot behind which an extension stands. */
export function withoutExtension(value: Value): Value {
  const start = startOf(value);
  if (start === undefined) return value;
  const text = textOf(start.parts);
  const end = text.length - (/\.[^./]*$/.exec(text)?.[0].length ?? 0);
  return valueOf({ ...start, parts: putTogether(slicedParts(start.parts, 0, end), [{ text: '.' }]) }, true);
}

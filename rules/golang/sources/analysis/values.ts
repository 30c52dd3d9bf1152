/** What can be known of a value without running the program: a set of possible strings, numbers and lists. */

import { posix } from 'node:path';
import {
  certainStart,
  cleanedParts,
  isOpen,
  madeOf,
  putTogether,
  slicedParts,
  textOf,
} from '../../../../src/split/uses/text-parts.ts';
import { programName, type Base, type Origin, type TextPart, type Usual } from '../knowledge/types.ts';

export type Value =
  | { readonly kind: 'text'; readonly text: string; readonly origin?: Origin }
  | Partial
  | { readonly kind: 'number'; readonly number: number }
  | List
  /** os.Args from this index on. */
  | { readonly kind: 'arguments'; readonly offset: number };

/** A list: its elements in their order, as far as they are known. */
export interface List {
  readonly kind: 'list';
  readonly items: readonly Values[];
  /** What any number of further elements may be. */
  readonly rest?: Values;
  /** Elements stand before these, which the other values of the variable have: `x = append(x, "a")`. */
  readonly behind?: true;
  /** The elements stand at places that are not told, and may take those of others: `x[i] = "a"`. */
  readonly anywhere?: true;
}

/** A string of which at most the start is known; with a base and `complete`, all but the base. */
export interface Partial {
  readonly kind: 'partial';
  readonly prefix: string;
  readonly origin?: Origin;
  readonly base?: Base;
  readonly complete?: true;
  /** What it is unless others are given for parts of it: the string, or what follows the base. */
  readonly usual?: Usual;
  /** A variable that is met again while it is computed: what it was before is among its other values. */
  readonly itself?: true;
}

/** The possible values; none when there is no value yet (a nil, a variable that is never set). */
export type Values = readonly Value[];

/** More possibilities than this are not told apart. */
const MOST = 128;

const ANYTHING: Partial = { kind: 'partial', prefix: '' };

export const UNKNOWN_VALUES: Values = [ANYTHING];

export const ITSELF: Values = [{ ...ANYTHING, itself: true }];

export function text(value: string, origin?: Origin): Value {
  return origin === undefined ? { kind: 'text', text: value } : { kind: 'text', text: value, origin };
}

/** A flag under all its names. */
export function flagOrigin(name: string, others: readonly string[]): Origin {
  const aliases = [...new Set(others)].filter((other) => other !== name);
  return { kind: 'flag', name, ...(aliases.length === 0 ? {} : { aliases }) };
}

export function fromOrigin(origin: Origin): Value {
  return { kind: 'partial', prefix: '', origin };
}

export function partial(prefix: string): Value {
  return { kind: 'partial', prefix };
}

/** All of several sets, without repetition. */
export function union(sets: readonly Values[]): Values {
  const filled = sets.filter((set) => set.length > 0);
  const [only] = filled;
  if (only === undefined || filled.length === 1) return only ?? [];
  const byKey = new Map<string, Value>();
  for (const set of filled) for (const value of set) byKey.set(keyOf(value), value);
  return byKey.size > MOST ? UNKNOWN_VALUES : [...byKey.values()];
}

/** The same for the same value. Nearly all values are plain, so these are put into words without a detour. */
function keyOf(value: Value): string {
  if (value.kind === 'text' && value.origin === undefined) return `text ${value.text}`;
  if (
    value.kind === 'partial' &&
    value.origin === undefined &&
    value.base === undefined &&
    value.usual === undefined &&
    !value.itself
  )
    return `start ${value.prefix}`;
  return JSON.stringify(value);
}

/** Every choice of one value from each set, given to a function; the number of choices is bounded. */
export function combine(sets: readonly Values[], compute: (choice: readonly Value[]) => Value): Values {
  let choices: (readonly Value[])[] = [[]];
  for (const set of sets) {
    choices = choices.flatMap((choice) => set.map((value) => [...choice, value]));
    if (choices.length > MOST) return UNKNOWN_VALUES;
  }
  return union([choices.map(compute)]);
}

/** A value that stands for what the program is given, where it is given nothing. */
export function isDefault(value: Value): value is Extract<Value, { kind: 'text' }> & { origin: Origin } {
  return value.kind === 'text' && value.origin !== undefined;
}

export function concatenate(choice: readonly Value[]): Value {
  let result: Value = text('');
  for (const [index, part] of choice.entries()) {
    const next: Value = append(result, part);
    // What it is given in place of a part is not the whole.
    if (startOf(next) === undefined)
      return index === choice.length - 1 || next.kind !== 'partial' ? next : withoutOrigin(next);
    result = next;
  }
  return choice.length === 1 ? (choice[0] ?? result) : result;
}

function append(left: Value, right: Value): Value {
  const start = startOf(left);
  if (start === undefined) return ANYTHING;
  const end = startOf(right);
  const isEmpty = textOf(start.parts) === '' && start.base === undefined;
  if (end !== undefined && end.base === undefined)
    return withStart({ ...start, parts: putTogether(start.parts, end.parts) }, true);
  if (isEmpty && right.kind === 'partial') return isOpen(start.parts) ? ANYTHING : right;
  return withStart({ ...start, parts: putTogether(start.parts, knownOf(right)) }, false);
}

/** filepath.Join (https://pkg.go.dev/path/filepath#Join): empty elements are ignored, the result is clean. */
export function joinPath(choice: readonly Value[]): Value {
  let result: Start = { parts: [] };
  let empty = true;
  for (const part of choice) {
    const element = startOf(part);
    if (element !== undefined && (element.base === undefined || empty)) {
      const { parts, base } = element;
      const slash = empty || (textOf(parts) === '' && base === undefined) ? [] : [{ text: '/' }];
      result = {
        ...result,
        ...(base === undefined ? {} : { base }),
        parts: putTogether(result.parts, slash, parts),
      };
      empty &&= textOf(parts) === '' && base === undefined;
      continue;
    }
    if (empty && part.kind !== 'partial') return ANYTHING;
    if (empty && part.kind === 'partial') return isOpen(result.parts) ? ANYTHING : withoutOrigin(part);
    return withStart(
      { ...result, parts: putTogether(cleanStart(result), [{ text: '/' }], knownOf(part)) },
      false,
    );
  }
  if (empty && !isOpen(result.parts)) return text('');
  return withStart({ ...result, parts: clean(result) }, true);
}

/** What begins as the value does. */
export function unfinished(value: Value): Value {
  if (value.kind === 'text' || value.kind === 'number') {
    const { parts } = startOf(value) ?? { parts: [] };
    return withStart({ parts }, false);
  }
  if (value.kind !== 'partial') return ANYTHING;
  const { usual, ...rest } = withoutOrigin(value);
  return usual === undefined ? rest : { ...rest, usual: { ...usual, complete: false } };
}

function withoutOrigin(value: Partial): Partial {
  const { origin, itself, ...rest } = value;
  return origin === undefined && itself === undefined ? value : rest;
}

/** A text that is known to its end, where nothing else is given. */
interface Start {
  readonly parts: readonly TextPart[];
  readonly base?: Base;
}

function startOf(value: Value): Start | undefined {
  if (value.kind === 'text') {
    const { text: known, origin } = value;
    return { parts: [origin === undefined ? { text: known } : { text: known, origin }] };
  }
  if (value.kind === 'number') return { parts: [{ text: String(value.number) }] };
  if (value.kind !== 'partial') return undefined;
  const { prefix, base, complete, usual } = value;
  const below = base === undefined ? {} : { base };
  if (usual?.complete === true) return { ...below, parts: usual.parts };
  return base !== undefined && complete === true ? { ...below, parts: [{ text: prefix }] } : undefined;
}

/** What is known of a text that is not known to its end. */
function knownOf(value: Value): readonly TextPart[] {
  if (value.kind !== 'partial' || value.base !== undefined) return [];
  return value.usual?.parts ?? [{ text: value.prefix }];
}

function withStart({ parts, base }: Start, complete: boolean): Value {
  const [first] = parts;
  const prefix = certainStart(parts);
  const below = base === undefined ? {} : { base };
  if (isOpen(parts)) {
    if (base === undefined && complete && parts.length === 1 && first?.changed !== true)
      return text(first?.text ?? '', first?.origin);
    return { kind: 'partial', prefix, ...below, usual: { parts, complete } };
  }
  if (base === undefined) return complete ? text(prefix) : partial(prefix);
  return { kind: 'partial', prefix, ...below, ...(complete ? { complete } : {}) };
}

/** What follows a base starts with `/`; a path of its own stays relative or absolute. */
function clean({ parts, base }: Start): readonly TextPart[] {
  // Behind a directory that isn't known `/..` is the one above it, where at the root it is the root.
  const cleaned = cleanedParts(parts, base === undefined && textOf(parts).startsWith('/'));
  if (base !== undefined)
    return textOf(cleaned) === '' || textOf(cleaned).startsWith('/')
      ? cleaned
      : putTogether([{ text: '/' }], cleaned);
  return textOf(cleaned) === '' && !isOpen(cleaned) ? [{ text: '.' }] : cleaned;
}

function cleanStart(start: Start): readonly TextPart[] {
  const cleaned = clean(start);
  return textOf(cleaned) === '/' ? [] : cleaned;
}

/** filepath.Dir of one value. */
export function directoryOf(value: Value): Value {
  const start = startOf(value);
  if (start === undefined) return value.kind === 'partial' ? startOfDirectory(value) : ANYTHING;
  const { parts, base } = start;
  if (base !== undefined)
    return withStart({ base, parts: clean({ base, parts: putTogether(parts, [{ text: '/..' }]) }) }, true);
  const end = textOf(parts).lastIndexOf('/') + 1;
  // Another value of what comes behind the slash may have one of its own.
  const behind = slicedParts(parts, end).flatMap(({ origin }): readonly TextPart[] =>
    origin === undefined ? [] : [{ text: '', origin, changed: true }],
  );
  const directory = slicedParts(parts, 0, end);
  return withStart({ parts: clean({ parts: putTogether(directory, behind) }) }, true);
}

function startOfDirectory({ prefix, usual }: Partial): Value {
  const parts = usual?.parts ?? [{ text: prefix }];
  const slash = textOf(parts).lastIndexOf('/');
  return slash < 0 ? ANYTHING : withStart({ parts: slicedParts(parts, 0, slash) }, false);
}

/** filepath.Base: what stands behind the last slash. */
export function baseOf(value: Value): Value {
  const parts = startOf(value)?.parts;
  if (parts === undefined) return partial('');
  if (!isOpen(parts)) return text(posix.basename(textOf(parts)));
  const end = textOf(parts).replace(/\/+$/, '').length;
  return withStart({ parts: slicedParts(parts, textOf(parts).lastIndexOf('/', end - 1) + 1, end) }, true);
}

/** A part of a text, or of how it begins; what isn't known at all has none. */
export function sliced(value: Value, from: number, to?: number): Value {
  const start = startOf(value);
  if (start !== undefined) return withStart({ ...start, parts: slicedParts(start.parts, from, to) }, true);
  if (value.kind !== 'partial') return ANYTHING;
  const { base, prefix, usual } = value;
  const parts = slicedParts(usual?.parts ?? [{ text: prefix }], from, to);
  return withStart({ parts, ...(base === undefined ? {} : { base }) }, false);
}

/** What is made of a text: open where the text is. */
export function changed(
  value: Value,
  compute: (known: string) => string,
  made: typeof madeOf = madeOf,
): Value {
  const start = startOf(value);
  if (start === undefined || start.base !== undefined) return ANYTHING;
  return withStart(
    { parts: isOpen(start.parts) ? made(start.parts, compute) : [{ text: compute(textOf(start.parts)) }] },
    true,
  );
}

/** The text of one that is known to its end, as it is unless something else is given. */
export function usualText(value: Value): string | undefined {
  const start = startOf(value);
  return start === undefined || start.base !== undefined ? undefined : textOf(start.parts);
}

/** The text of a string or number, also where it is only a default. */
export function asText(value: Value): string | undefined {
  if (value.kind === 'text') return value.text;
  return value.kind === 'number' ? String(value.number) : undefined;
}

/** Values of a list's elements; what isn't a list makes them unknown. */
export function elementsOf(values: Values): Values {
  return union(
    values.map((value): Values => {
      if (value.kind === 'list') return union([...value.items, value.rest ?? []]);
      // A file below a directory that was listed, a match of a pattern.
      return value.kind === 'partial' ? [unfinished(value)] : UNKNOWN_VALUES;
    }),
  );
}

export function elementAt(values: Values, index: number): Values {
  if (values.some((value) => value.kind === 'list' && value.behind === true)) return elementsOf(values);
  return union(
    values.map((value): Values => {
      if (value.kind === 'list' && value.anywhere === true) return elementsOf([value]);
      if (value.kind === 'arguments') return [argumentAt(value.offset + index)];
      if (value.kind !== 'list') return UNKNOWN_VALUES;
      return value.items[index] ?? value.rest ?? [];
    }),
  );
}

/** The elements of one list and behind them those of another (https://go.dev/ref/spec#Appending_and_copying_slices). */
export function appendLists(before: Values, added: Values): Values {
  return combine([asLists(before), asLists(added)], ([left, right]): Value => {
    if (left?.kind !== 'list' || right?.kind !== 'list') return ANYTHING;
    const { items, rest } = left;
    if (rest === undefined && right.behind !== true)
      return { ...right, ...left, items: [...items, ...right.items] };
    const behind = right.behind === true ? { behind: true as const } : {};
    return { ...left, ...behind, items, rest: union([rest ?? [], elementsOf([right])]) };
  });
}

/** What isn't known to be a list may have any elements; a nil is one without any. */
function asLists(values: Values): Values {
  if (values.length === 0) return [{ kind: 'list', items: [] }];
  return values.map((value): Value => {
    if (value.kind === 'list') return value;
    if (value.kind === 'partial' && value.itself === true) return { kind: 'list', items: [], behind: true };
    return { kind: 'list', items: [], rest: elementsOf([value]) };
  });
}

/** The program's own path, or what was given to it. */
function argumentAt(index: number): Value {
  if (index > 0) return fromOrigin({ kind: 'argument', index });
  return { kind: 'partial', base: 'executable-directory', prefix: `/${programName}`, complete: true };
}

export function sliceFrom(values: Values, start: number | undefined): Values {
  return values.map((value): Value => {
    if (value.kind === 'arguments' && start !== undefined)
      return { kind: 'arguments', offset: value.offset + start };
    if (value.kind === 'partial' && value.itself === true) return value;
    if (value.kind === 'list' && value.anywhere === true) return value;
    if (value.kind === 'list' && start !== undefined) return { ...value, items: value.items.slice(start) };
    return ANYTHING;
  });
}

/** The first elements of lists: of a number that isn't known any of them. */
export function listUpTo(values: Values, length: number | undefined): Values {
  return values.map((value): Value => {
    if (value.kind !== 'list' || value.anywhere === true) return value;
    if (length === undefined || value.behind === true) return withoutPlaces(value);
    return { ...value, items: value.items.slice(0, length) };
  });
}

/** A list whose elements may stand anywhere in it. */
export function withoutPlaces(value: Value): Value {
  return value.kind === 'list' ? { ...value, anywhere: true } : value;
}

/** What can be known of a value without running the program: a set of possible strings, numbers and lists. */

import { posix } from 'node:path';
import { programName, type Base, type Origin } from '../knowledge/types.ts';

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
}

/** A string of which at most the start is known; with a base and `complete`, all but the base. */
export interface Partial {
  readonly kind: 'partial';
  readonly prefix: string;
  readonly origin?: Origin;
  readonly base?: Base;
  readonly complete?: true;
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
  if (value.kind === 'partial' && value.origin === undefined && value.base === undefined && !value.itself)
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

/**
 * Parts that are put together, the defaults of flags among them open: behind a start that the image knows, whoever starts
 * it may choose another of its files. A start is the caller's own.
 */
export function withOpenDefaults(parts: readonly Values[]): readonly Values[] {
  return parts.map((values, index) =>
    index === 0 ? values : union([values, values.some((value) => isDefault(value)) ? UNKNOWN_VALUES : []]),
  );
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
    if (next.kind === 'partial' && next.complete !== true)
      return index === choice.length - 1 ? next : withoutOrigin(next);
    result = next;
  }
  return choice.length === 1 ? (choice[0] ?? result) : result;
}

function append(left: Value, right: Value): Value {
  const start = startOf(left);
  if (start === undefined) return ANYTHING;
  const end = asText(right);
  if (end !== undefined) return withStart(start, start.prefix + end, true);
  if (start.prefix === '' && start.base === undefined && right.kind === 'partial') return right;
  const known = right.kind === 'partial' && right.base === undefined ? right.prefix : '';
  return withStart(start, start.prefix + known, false);
}

/** filepath.Join (https://pkg.go.dev/path/filepath#Join): empty elements are ignored, the result is clean. */
export function joinPath(choice: readonly Value[]): Value {
  let result: Start = { prefix: '' };
  let empty = true;
  for (const part of choice) {
    const element = asText(part);
    if (element !== undefined) {
      if (element === '') continue;
      result = {
        ...result,
        prefix: empty && result.base === undefined ? element : `${result.prefix}/${element}`,
      };
      empty = false;
      continue;
    }
    if (part.kind === 'partial' && part.base !== undefined && empty) {
      result = { prefix: part.prefix, base: part.base };
      empty = false;
      if (part.complete === true) continue;
      return withStart(result, result.prefix, false);
    }
    const known = part.kind === 'partial' && part.base === undefined ? part.prefix : '';
    if (empty) return part.kind === 'partial' ? withoutOrigin(part) : ANYTHING;
    return withStart(result, `${cleanStart(result)}/${known}`, false);
  }
  if (empty) return text('');
  return withStart(result, clean(result), true);
}

function withoutOrigin(value: Partial): Partial {
  const { origin, itself, ...rest } = value;
  return origin === undefined && itself === undefined ? value : rest;
}

interface Start {
  readonly prefix: string;
  readonly base?: Base;
}

function startOf(value: Value): Start | undefined {
  const known = asText(value);
  if (known !== undefined) return { prefix: known };
  return value.kind === 'partial' && value.base !== undefined && value.complete === true
    ? { prefix: value.prefix, base: value.base }
    : undefined;
}

function withStart({ base }: Start, prefix: string, complete: boolean): Value {
  if (base === undefined) return complete ? text(prefix) : partial(prefix);
  return complete ? { kind: 'partial', prefix, base, complete: true } : { kind: 'partial', prefix, base };
}

/** What follows a base starts with `/`; a path of its own stays relative or absolute. */
function clean({ prefix, base }: Start): string {
  // Behind a directory that isn't known `/..` is the one above it, where at the root it is the root.
  const normal = posix.normalize(base === undefined ? prefix : `./${prefix}`);
  const bare = normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
  if (base === undefined) return bare;
  return bare === '.' ? '' : `/${bare}`;
}

function cleanStart(start: Start): string {
  const cleaned = clean(start);
  return cleaned === '/' ? '' : cleaned;
}

/** filepath.Dir of one value. */
export function directoryOf(value: Value): Value {
  const known = asText(value);
  if (known !== undefined) return text(goDirectory(known));
  if (value.kind !== 'partial') return ANYTHING;
  if (value.base !== undefined && value.complete === true) {
    const { base, prefix } = value;
    return { kind: 'partial', prefix: clean({ prefix: `${prefix}/..`, base }), base, complete: true };
  }
  const slash = value.prefix.lastIndexOf('/');
  return partial(slash < 0 ? '' : value.prefix.slice(0, slash));
}

function goDirectory(path: string): string {
  const slash = path.lastIndexOf('/');
  return clean({ prefix: slash < 0 ? '.' : path.slice(0, slash + 1) });
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
      return value.kind === 'partial' ? [withoutOrigin(value)] : UNKNOWN_VALUES;
    }),
  );
}

export function elementAt(values: Values, index: number): Values {
  if (values.some((value) => value.kind === 'list' && value.behind === true)) return elementsOf(values);
  return union(
    values.map((value): Values => {
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
    if (value.kind === 'list' && start !== undefined) return { ...value, items: value.items.slice(start) };
    return ANYTHING;
  });
}

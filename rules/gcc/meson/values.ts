/** Values of Meson's language: what they hold, and how they are put together. Source: the Meson reference manual, "Elementary types". */
import { posix } from 'node:path';
import type { MesonValue, Parts } from './types.ts';

export const unknown = (what: string): MesonValue => ({ kind: 'unknown', what });

/** A text, or a list, that doubles itself has no length that a few lines could not make too long; none of any use is longer. */
const longestText = 100_000;
const longestList = 2_000;

export function text(value: string): MesonValue {
  return value.length > longestText ? unknown('a long text') : { kind: 'text', text: value };
}

function sizeOf(values: readonly MesonValue[]): number {
  return values.reduce(
    (sum, value) => sum + (value.kind === 'array' || value.kind === 'dictionary' ? value.size : 1),
    1,
  );
}

export function list(items: readonly MesonValue[]): MesonValue {
  const size = sizeOf(items);
  return size > longestList ? unknown('a long list') : { kind: 'array', items, size };
}

export function dictionary(entries: ReadonlyMap<string, MesonValue>): MesonValue {
  const size = sizeOf([...entries.values()]);
  return size > longestList ? unknown('a long list') : { kind: 'dictionary', entries, size };
}

export const boolean = (value: boolean): MesonValue => ({ kind: 'boolean', value });
export const nothing: MesonValue = { kind: 'nothing' };

export const noParts: Parts = { links: [], options: [], includes: [], defines: [], sources: [] };

export function together(all: readonly Parts[]): Parts {
  return {
    links: all.flatMap(({ links }) => links),
    options: all.flatMap(({ options }) => options),
    includes: all.flatMap(({ includes }) => includes),
    defines: all.flatMap(({ defines }) => defines),
    sources: all.flatMap(({ sources }) => sources),
  };
}

/** Lists in lists are one. */
export function flat(value: MesonValue | undefined): readonly MesonValue[] {
  if (value === undefined || value.kind === 'nothing') return [];
  return value.kind === 'array' ? value.items.flatMap(flat) : [value];
}

export function textOf(value: MesonValue | undefined): string | undefined {
  switch (value?.kind) {
    case 'text':
      return value.text;
    case 'file':
      return value.path;
    case 'number':
      return String(value.value);
    default:
      return undefined;
  }
}

/** undefined where it isn't known. */
export function truthOf(value: MesonValue): boolean | undefined {
  return value.kind === 'boolean' ? value.value : undefined;
}

export function isEqual(left: MesonValue, right: MesonValue): boolean | undefined {
  if (left.kind === 'unknown' || right.kind === 'unknown') return undefined;
  if (left === right) return true;
  if (left.kind === 'array' && right.kind === 'array') {
    if (left.items.length !== right.items.length) return false;
    const pairs = left.items.map((item, index) => isEqual(item, right.items[index] ?? nothing));
    return pairs.includes(undefined) ? undefined : pairs.every((pair) => pair === true);
  }
  if (left.kind !== right.kind) return false;
  return JSON.stringify(left) === JSON.stringify(right);
}

export function combined(operator: string, left: MesonValue, right: MesonValue): MesonValue {
  switch (operator) {
    case '==':
    case '!=': {
      const equal = isEqual(left, right);
      return equal === undefined ? unknown(operator) : boolean(equal === (operator === '=='));
    }
    case 'in':
    case 'not in': {
      const found = contains(right, left);
      return found === undefined ? unknown(operator) : boolean(found === (operator === 'in'));
    }
    case '+':
      return added(left, right);
    case '/': {
      const [base, more] = [textOf(left), textOf(right)];
      return base === undefined || more === undefined ? unknown('a path') : text(joinedPath(base, more));
    }
    default:
      return left.kind === 'number' && right.kind === 'number'
        ? computed(operator, left.value, right.value)
        : unknown(operator);
  }
}

export function joinedPath(...parts: readonly string[]): string {
  return parts.reduce((path, part) => (part.startsWith('/') ? part : posix.join(path, part)));
}

function computed(operator: string, left: number, right: number): MesonValue {
  switch (operator) {
    case '<':
      return boolean(left < right);
    case '<=':
      return boolean(left <= right);
    case '>':
      return boolean(left > right);
    case '>=':
      return boolean(left >= right);
    case '-':
      return { kind: 'number', value: left - right };
    case '*':
      return { kind: 'number', value: left * right };
    default:
      return unknown(operator);
  }
}

function contains(whole: MesonValue, part: MesonValue): boolean | undefined {
  if (whole.kind === 'dictionary' && part.kind === 'text') return whole.entries.has(part.text);
  if (whole.kind === 'text' && part.kind === 'text') return whole.text.includes(part.text);
  if (whole.kind !== 'array') return undefined;
  const found = whole.items.map((item) => isEqual(item, part));
  return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
}

export function added(left: MesonValue, right: MesonValue): MesonValue {
  if (left.kind === 'array') {
    const items = right.kind === 'array' ? right.items : [right];
    return list([...left.items, ...items]);
  }
  if (left.kind === 'text' && right.kind === 'text') return text(left.text + right.text);
  if (left.kind === 'number' && right.kind === 'number')
    return { kind: 'number', value: left.value + right.value };
  if (left.kind === 'dictionary' && right.kind === 'dictionary')
    return dictionary(new Map([...left.entries, ...right.entries]));
  return unknown('+');
}

/** What a variable may be after a condition that isn't known: of lists all that either has. */
export function either(left: MesonValue | undefined, right: MesonValue | undefined): MesonValue {
  if (left === undefined || right === undefined) return left ?? right ?? nothing;
  if (left === right) return left;
  if (isEqual(left, right) === true) return left;
  if (left.kind === 'array' && right.kind === 'array') {
    const more = right.items.filter((item) => !left.items.some((one) => isEqual(one, item) === true));
    return list([...left.items, ...more]);
  }
  if (left.kind === 'dependency' && right.kind === 'dependency')
    return { kind: 'dependency', parts: together([left.parts, right.parts]) };
  return unknown('a value that depends on a condition');
}

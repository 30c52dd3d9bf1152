/** Patterns against a slow and obvious matcher. */
import { assert, boolean, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compilePattern,
  replaceAll,
  replaceFirst,
  trimPrefix,
  trimSuffix,
} from '../../src/dockerfile/pattern.ts';
import type { PatternItem } from '../../src/dockerfile/pattern.ts';

/** Whether the items match the whole text: by definition, in exponential time. */
function matches(items: readonly PatternItem[], text: string): boolean {
  const [item, ...rest] = items;
  if (item === undefined) return text === '';
  const first = text.slice(0, 1);
  if (item.kind === 'star') {
    return matches(rest, text) || (first !== '' && first !== '\n' && matches(items, text.slice(1)));
  }
  const fits = item.kind === 'any' ? first !== '' && first !== '\n' : first === item.character;
  return fits && matches(rest, text.slice(1));
}

const prefixes = (text: string): readonly string[] =>
  Array.from({ length: text.length + 1 }, (_, n) => text.slice(0, n));
const suffixes = (text: string): readonly string[] =>
  Array.from({ length: text.length + 1 }, (_, n) => text.slice(text.length - n));

const pattern = string({ unit: constantFrom('a', 'b', '*', '?', '\n'), maxLength: 5 })
  .map((source) => compilePattern(source))
  .filter((compiled) => compiled.kind === 'pattern')
  .map((compiled) => compiled.items);
const text = string({ unit: constantFrom('a', 'b', 'c', '\n'), maxLength: 7 });

describe('trimming', () => {
  it('takes off the shortest or longest prefix that matches', () => {
    assert(
      property(pattern, text, boolean(), (items, value, longest) => {
        const matching = prefixes(value).filter((prefix) => matches(items, prefix));
        const taken = (longest ? matching.at(-1) : matching[0]) ?? '';
        expect(trimPrefix(items, value, longest)).toBe(value.slice(taken.length));
      }),
    );
  });

  it('takes off the shortest or longest suffix that matches', () => {
    assert(
      property(pattern, text, boolean(), (items, value, longest) => {
        const matching = suffixes(value).filter((suffix) => matches(items, suffix));
        const taken = (longest ? matching.at(-1) : matching[0]) ?? '';
        expect(trimSuffix(items, value, longest)).toBe(value.slice(0, value.length - taken.length));
      }),
    );
  });
});

describe('replacing', () => {
  it('replaces the leftmost match, the longest one there', () => {
    assert(
      property(pattern, text, (items, value) => {
        const found = Array.from({ length: value.length + 1 }, (_, start) => start).flatMap((start) => {
          const end = prefixes(value.slice(start)).findLast((part) => matches(items, part));
          return end === undefined ? [] : [{ start, end: start + end.length }];
        })[0];
        const wanted =
          found === undefined ? value : `${value.slice(0, found.start)}-${value.slice(found.end)}`;
        expect(replaceFirst(items, value, '-')).toBe(wanted);
      }),
    );
  });

  it('replaces every match like a global regular expression', () => {
    assert(
      property(text, constantFrom('a', 'ab', 'a?', '?', 'b*'), (value, source) => {
        const compiled = compilePattern(source);
        const expression = new RegExp(source.replaceAll('?', '.').replaceAll('*', '.*'), 'g');
        if (compiled.kind === 'invalid') throw new Error('the pattern is valid');
        expect(replaceAll(compiled.items, value, '-')).toBe(value.replace(expression, '-'));
      }),
    );
  });
});

describe('patterns', () => {
  it.each(['\\a', '\\', 'a\\'])('%s is not valid', (source) => {
    expect(compilePattern(source).kind).toBe('invalid');
  });

  it('matches escaped wildcards literally', () => {
    const compiled = compilePattern('\\*\\?\\\\\\/\\}');
    expect(compiled.kind === 'pattern' && trimPrefix(compiled.items, '*?\\/}x', false)).toBe('x');
  });

  it('takes time in proportion to the text for a pattern of many stars', () => {
    const compiled = compilePattern('*a'.repeat(12) + 'b');
    // Backtracking would take the age of the universe here.
    expect(compiled.kind === 'pattern' && trimPrefix(compiled.items, 'a'.repeat(300), true)).toBe(
      'a'.repeat(300),
    );
  });
});

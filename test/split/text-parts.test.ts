/** Texts of which parts are given at start. */
import { posix } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  certainStart,
  cleanedParts,
  putTogether,
  slicedParts,
  textOf,
} from '../../src/split/uses/text-parts.ts';
import type { Origin, TextPart } from '../../src/split/uses/types.ts';

const origin: Origin = { kind: 'environment', name: 'DIR' };
const given = (text: string): TextPart => ({ text, origin });
const open = (parts: readonly TextPart[]): readonly string[] =>
  parts.flatMap((part) => (part.origin === undefined ? [] : [part.text]));

const someParts = fc.array(
  fc
    .tuple(fc.stringMatching(/^[ab./]{0,6}$/), fc.boolean())
    .map(([text, isGiven]) => (isGiven ? given(text) : { text })),
  { maxLength: 5 },
);

describe('a text with parts that are given', () => {
  it('keeps what is given apart from what stands there', () => {
    const parts = putTogether([{ text: 'conf/' }], [given('dev')], [{ text: '.' }], [{ text: 'yml' }]);
    expect(parts).toEqual([{ text: 'conf/' }, given('dev'), { text: '.yml' }]);
    expect(certainStart(parts)).toBe('conf/');
  });

  it('is cut where its text is', () => {
    fc.assert(
      fc.property(someParts, fc.nat(8), fc.nat(8), (parts, from, length) => {
        expect(textOf(slicedParts(parts, from, from + length))).toBe(
          textOf(parts).slice(from, from + length),
        );
      }),
    );
  });

  it('is cleaned as a path is', () => {
    fc.assert(
      fc.property(someParts, (parts) => {
        const text = textOf(parts);
        const clean = posix.normalize(text).replace(/(.)\/$/, '$1');
        expect(textOf(cleanedParts(parts))).toBe(clean === '.' ? '' : clean);
      }),
    );
  });

  it('stays open where a part of it is, whatever the path is cleaned of', () => {
    fc.assert(
      fc.property(someParts, (parts) => {
        expect(open(cleanedParts(parts)).length > 0).toBe(open(parts).length > 0);
      }),
    );
  });

  it('leaves the mark of a directory that is given and left again', () => {
    const parts = cleanedParts([given('/etc/app'), { text: '/../shared/x.yml' }]);
    expect(textOf(parts)).toBe('/etc/shared/x.yml');
    expect(textOf(parts.filter((part) => part.origin === undefined))).toBe('/shared/x.yml');
    expect(open(cleanedParts([given('app'), { text: '/../x.yml' }]))).toEqual(['']);
    expect(open(cleanedParts([{ text: 'app/' }, given('..'), { text: '/x.yml' }]))).toEqual(['']);
  });
});

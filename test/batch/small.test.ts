import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeFailure, failureLine, failures } from '../../src/batch/failures.ts';
import { patchNames } from '../../src/batch/patches.ts';
import { mapConcurrently } from '../../src/verify/pool.ts';
import { editDistance, nearest } from '../../src/dockerfile/nearest.ts';

describe('bounded concurrency', () => {
  it.each([1, 3, 100])('keeps to %i at a time and to the order', async (limit) => {
    let running = 0;
    let most = 0;
    const results = await mapConcurrently(
      Array.from({ length: 20 }, (_, index) => index),
      limit,
      async (item, index) => {
        running += 1;
        most = Math.max(most, running);
        // The later ones are faster.
        for (let turn = 20 - item; turn > 0; turn -= 1) await Promise.resolve();
        running -= 1;
        return item * 10 + index;
      },
    );
    expect(results).toEqual(Array.from({ length: 20 }, (_, index) => index * 11));
    expect(most).toBe(Math.min(limit, 20));
  });

  it('has nothing to do with nothing', async () => {
    expect(await mapConcurrently([], 4, () => Promise.reject(new Error('called')))).toEqual([]);
  });
});

describe('suggestions', () => {
  it.each([
    ['migrte', 'migrate'],
    ['MIGRATE', 'migrate'],
    ['exlpain', 'explain'],
    ['completely-different', undefined],
    ['', undefined],
  ])('%j is near %j', (word, expected) => {
    expect(nearest(word, ['migrate', 'explain', 'rules'])).toBe(expected);
  });

  it('measure a distance that is one', () => {
    const words = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', 'c') });
    fc.assert(
      fc.property(words, words, (left, right) => {
        const distance = editDistance(left, right);
        expect(distance).toBe(editDistance(right, left));
        expect(distance === 0).toBe(left === right);
        expect(distance).toBeLessThanOrEqual(Math.max(left.length, right.length));
        expect(distance).toBeGreaterThanOrEqual(Math.abs(left.length - right.length));
      }),
    );
  });

  it('count a swap of neighbours once', () => {
    expect(editDistance('wirte', 'write')).toBe(1);
  });
});

describe('names of patches', () => {
  it('are plain, and different for different roots', () => {
    expect([...patchNames(['', 'a/b', 'a-b', 'A/B', '/abs/x y', '..', '../../é'], 'here')]).toEqual([
      ['', 'here.patch'],
      ['a/b', 'a-b.patch'],
      ['a-b', 'a-b-2.patch'],
      ['A/B', 'A-B-3.patch'],
      ['/abs/x y', 'abs-x_y.patch'],
      ['..', 'root.patch'],
      ['../../é', '_.patch'],
    ]);
  });

  it('lead nowhere, whatever the root is called', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'binary' })), fc.string(), (roots, fallback) => {
        const names = [...patchNames(roots, fallback).values()];
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(roots.length);
        for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*\.patch$/);
      }),
    );
  });
});

describe('failures', () => {
  it.each(Object.entries(failures))('are told in one form: %s', (code, { what, why, advice }) => {
    for (const part of [what, why, advice]) {
      expect(part).toMatch(/^[^A-Z]/);
      expect(part).not.toMatch(/[.!;]$/);
    }
    expect(code).toMatch(/^[a-z-]+$/);
  });

  it('prefer the reason that is known', () => {
    expect(failureLine('a/b', { code: 'unreadable', why: 'the disk is gone' })).toBe(
      'dfopt: cannot read the file at a/b: the disk is gone; check the disk and the permissions',
    );
    expect(describeFailure({ code: 'is-a-link' })).toMatch(/^cannot write the file: it is a symbolic link; /);
  });
});

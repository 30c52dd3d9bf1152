/** Makefiles that ask for more work than they are long: what is over the bound is not known, and said to be so. */
import { describe, expect, it } from 'vitest';
import { recipeOf } from '../../src/context/makefile/recipe.ts';

function made(text: string, files: Readonly<Record<string, string>> = {}): ReturnType<typeof recipeOf> {
  const all: Readonly<Record<string, string>> = { Makefile: text, ...files };
  return recipeOf(text, {
    targets: [],
    variables: {},
    environment: {},
    directory: '/w',
    files: {
      read: (path) => all[path],
      list: () => Object.keys(all).map((name) => ({ name, kind: 'file' })),
    },
  });
}

describe('a makefile that calls itself', () => {
  it.each([2, 4, 8])('is followed as far as its budget goes, with %i calls', (calls) => {
    const { lines, complete } = made(`all:\n${'\t$(MAKE) all\n'.repeat(calls)}`);
    expect(complete).toBe(false);
    expect(lines.length).toBeLessThan(5_000);
  });

  it('is read to its end where it ends', () => {
    const { lines, complete } = made('all:\n\t$(MAKE) one\n\t$(MAKE) one\none:\n\techo 1\n');
    expect([lines.map(({ text }) => text), complete]).toEqual([['echo 1', 'echo 1'], true]);
  });
});

describe('a text that doubles itself', () => {
  it.each([
    'f=$(call f,$(1)$(1))$(call f,$(1))\nall:\n\techo $(call f,x)\n',
    'f=$(call f,$(1)$(1))\nall:\n\techo $(call f,x)\n',
    `a0=xxxxxxxxxx\n${Array.from({ length: 40 }, (_, at) => `a${at + 1}=$(a${at})$(a${at})\n`).join('')}all:\n\techo $(a40)\n`,
  ])('is not known from some length on', (text) => {
    const { lines } = made(text);
    expect(lines.every((line) => line.text.length < 1_000_000)).toBe(true);
    expect(lines.some((line) => line.text.includes('\uFFFC'))).toBe(true);
  });
});

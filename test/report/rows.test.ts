import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '../../src/report/changes.ts';
import {
  commonEnds,
  diffRows,
  type Line,
  type Rows,
  sections,
  sourceRows,
} from '../../src/report/html/client/rows.ts';
import { unifiedPatch } from '../../src/report/patch.ts';
import { AFTER, BEFORE } from './runs.ts';

function textOf(lines: readonly (Line | undefined)[]): string {
  return lines.map((line) => (line === undefined ? '' : `${line.text}${line.ended ? '\n' : ''}`)).join('');
}

function numbersOf(lines: readonly (Line | undefined)[]): readonly number[] {
  return lines.flatMap((line) => (line === undefined ? [] : [line.number]));
}

const text = fc
  .tuple(fc.array(fc.constantFrom('FROM a', 'RUN b', '', '-- a', '@@ -1 +1 @@', 'c\r')), fc.boolean())
  .map(([lines, ended]) => lines.map((line) => `${line}\n`).join('') + (ended ? '' : 'end'));

describe('diffRows', () => {
  it('has both texts side by side, with their line numbers', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after);
        const hunks = diffRows(unifiedPatch('x', compare(before, after), { context: Infinity }));
        expect(hunks).toHaveLength(1);
        const rows = hunks.flat();
        const left = rows.map((row) => row.left);
        const right = rows.map((row) => row.right);
        expect(textOf(left)).toBe(before);
        expect(textOf(right)).toBe(after);
        expect(numbersOf(left)).toEqual(numbersOf(left).map((_, index) => index + 1));
        expect(numbersOf(right)).toEqual(numbersOf(right).map((_, index) => index + 1));
      }),
    );
  });

  it('keeps the numbers of the file in every hunk', () => {
    const before = `FROM a\n${'RUN x\n'.repeat(20)}CMD b\n`;
    const after = `FROM c\nFROM d\n${'RUN x\n'.repeat(20)}CMD e\n`;
    const hunks = diffRows(unifiedPatch('x', compare(before, after)));
    expect(hunks.map((rows) => [rows[0]?.left?.number, rows[0]?.right?.number])).toEqual([
      [1, 1],
      [19, 20],
    ]);
  });
});

describe('sourceRows', () => {
  it('has the text in one column', () => {
    fc.assert(
      fc.property(text, (source) => {
        expect(textOf(sourceRows(source).map((row) => row.left))).toBe(source);
      }),
    );
  });
});

describe('sections', () => {
  const rows: Rows =
    diffRows(
      unifiedPatch('x', compare(BEFORE.repeat(20), BEFORE.repeat(10) + AFTER + BEFORE.repeat(9)), {
        context: Infinity,
      }),
    )[0] ?? [];

  it('leaves nothing out and folds no change and no marked line', () => {
    const cut = sections(rows, new Set([7]));
    expect(cut.flatMap((section) => section.rows)).toEqual(rows);
    const hidden = cut.filter(({ folded }) => folded).flatMap((section) => section.rows);
    expect(hidden.length).toBeGreaterThan(80);
    expect(hidden.some(({ kind, left }) => kind === 'changed' || left?.number === 7)).toBe(false);
  });

  it('folds nothing where nothing is marked', () => {
    expect(sections(sourceRows(BEFORE.repeat(20)), new Set())).toMatchObject([{ folded: false }]);
  });
});

describe('commonEnds', () => {
  it.each([
    ['FROM golang:1.22', 'FROM golang:1.22 AS build', { head: 16, tail: 0 }],
    ['COPY a /x', 'COPY b /x', { head: 5, tail: 3 }],
    ['RUN x', 'EXPOSE 8080', undefined],
    ['aa', 'aaa', { head: 2, tail: 0 }],
    ['', '', undefined],
  ])('of %j and %j', (left, right, expected) => {
    expect(commonEnds(left, right)).toEqual(expected);
  });
});

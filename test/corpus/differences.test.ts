import { describe, expect, it } from 'vitest';
import { differencesOf } from './differences.ts';

describe('the comparison of two checkouts', () => {
  it('finds nothing between the same answers', () => {
    const answers = new Map([['a', '{"code":"split"}']]);
    expect(differencesOf(answers, new Map(answers))).toEqual([]);
  });

  it('shows an answer that differs in one byte, by the name of what was asked', () => {
    const [difference, ...more] = differencesOf(
      new Map([
        ['a', 'same'],
        ['b', 'FROM scratch\n'],
      ]),
      new Map([
        ['a', 'same'],
        ['b', 'FROM scratch \n'],
      ]),
    );
    expect(more).toEqual([]);
    expect(difference).toContain('--- b\tbefore');
    expect(difference).toContain('-FROM scratch\n+FROM scratch \n');
  });

  it('shows what only one side answered', () => {
    expect(differencesOf(new Map([['a', 'x']]), new Map())).toHaveLength(1);
    expect(differencesOf(new Map(), new Map([['a', 'x']]))).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import { chosenCases, type Candidate } from './chosen-cases.ts';

const candidate = (name: string, shows: string, more: Partial<Candidate> = {}): Candidate => ({
  name,
  shows: shows.split(' '),
  guarded: false,
  touched: false,
  ...more,
});

describe('the choice of cases', () => {
  it('leaves nothing unshown', () => {
    const all = [candidate('a', 'x'), candidate('b', 'x y'), candidate('c', 'y'), candidate('d', 'z')];
    const chosen = chosenCases(all, 1000);
    const shown = all.filter(({ name }) => chosen.has(name)).flatMap(({ shows }) => shows);
    expect(new Set(shown)).toEqual(new Set(['x', 'y', 'z']));
  });

  it('takes the guarded one of two that show the same', () => {
    const all = [candidate('a', 'x'), candidate('b', 'x', { guarded: true }), candidate('c', 'x')];
    expect([...chosenCases(all.slice(1), 1000)]).toContain('b');
    expect([...chosenCases(all, 1000)]).toEqual(['b', 'a']);
  });

  it('takes all that are touched, also where they show nothing new', () => {
    const all = [candidate('a', 'x', { touched: true }), candidate('b', 'x', { touched: true })];
    expect([...chosenCases(all, 1000)]).toEqual(['a', 'b']);
  });

  it('takes every so manieth of the others, and all of them for one of one', () => {
    const all = Array.from({ length: 9 }, (_, index) => candidate(`case-${index}`, 'x'));
    expect([...chosenCases(all, 4)]).toEqual(['case-0', 'case-1', 'case-5']);
    expect(chosenCases(all, 1).size).toBe(9);
  });
});

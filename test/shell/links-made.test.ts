/** What the links that commands make lead to. */
import { describe, expect, it } from 'vitest';
import { linkTargetsIn } from '../../src/shell/links-made.ts';

const targets = (line: string): readonly string[] =>
  linkTargetsIn(line.split(' ').map((text) => ({ text: text.startsWith('$') ? undefined : text })));

describe('the targets of links', () => {
  it.each([
    ['ln -s docs current', ['docs', 'current/docs']],
    ['ln -sfn ../docs run/current', ['docs', 'run/docs']],
    ['ln -s ../../manual', ['../../manual', '../../manual']],
    ['ln -s -t run ../docs', ['docs']],
    ['ln -s a b run', ['a', 'run/a', 'b', 'run/b']],
  ])('%s', (line, expected) => {
    expect(targets(line)).toEqual(expected);
  });

  it.each([
    'ln docs current',
    'ln -s /etc/services ports',
    'ln -sr docs run/current',
    'ln -s $V current',
    'cp -s a b',
  ])('%s: none that depends on where it lies', (line) => {
    expect(targets(line)).toEqual([]);
  });
});

/** What scripts for sed read, write and start. */
import { describe, expect, it } from 'vitest';
import { factsOfSed } from '../../src/shell/sed.ts';

const facts = (...given: readonly string[]): ReturnType<typeof factsOfSed> =>
  factsOfSed(['sed', ...given].map((text) => ({ text })));

describe('a script for sed', () => {
  it.each([
    [['/# parts/r /etc/app/part.conf', 'in'], ['/etc/app/part.conf']],
    [['-e', '/x/{', '-e', 'r part', '-e', 'd', '-e', '}', 'in'], ['part']],
    [['-n', '-i', '$!N; 2,/[]/]x/I { R rows\n }', 'in'], ['rows']],
    [['s/r a/w b/; \\,a/b,r c', 'in'], ['c']],
    [['a r none\\\nr none\nr some', 'in'], ['some']],
    [['p', '-e', 'r part'], ['part']],
  ])('reads what it names: %j', (given, reads) => {
    expect(facts(...given).reads).toEqual(reads);
  });

  it('writes what it names', () => {
    expect(facts('s/a/b/gpw /out/one\n/c/w /out/two', 'in').writes).toEqual(['/out/one', '/out/two']);
  });

  it('starts the command of e, and lines that it goes through', () => {
    expect(facts('1e uname -a\ns/a/b/ge', 'in').starts.map(({ text }) => text)).toEqual([
      'uname -a',
      undefined,
    ]);
  });

  it.each([[['-f', 'more.sed', 'in']], [['-e', 'p', '--file=more.sed']]])(
    'may start anything from a file: %j',
    (given) => {
      expect(facts(...given).starts).toHaveLength(1);
    },
  );

  it('starts nothing where that is forbidden', () => {
    expect(facts('--sandbox', 's/a/b/e', 'in').starts).toEqual([]);
  });
});

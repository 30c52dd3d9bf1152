import { describe, expect, it } from 'vitest';
import { parse } from '../../src/dockerfile/index.ts';
import { ignores, suppressionOf } from '../../src/migrate/suppressions.ts';

function read(text: string) {
  const { suppressions, problems } = ignores(parse(text));
  return {
    suppressions: suppressions.map(({ codes, reason, line }) => ({ codes, reason, line })),
    problems: problems.map(({ line, message }) => `${line} ${message}`),
  };
}

describe('what a Dockerfile asks to leave alone', () => {
  it.each([
    ['# dfopt ignore\nFROM x\n', { codes: 'all', reason: '', line: 1 }],
    [
      'FROM x\n#dfopt ignore kept whole on purpose\n',
      { codes: 'all', reason: 'kept whole on purpose', line: 2 },
    ],
    [
      'FROM x\n\n  # DFOPT: Ignore=golang,golang-scratch  a  reason\n',
      { codes: ['golang', 'golang-scratch'], reason: 'a reason', line: 3 },
    ],
    ['FROM x\r\n# dfopt ignore=a\r\n', { codes: ['a'], reason: '', line: 2 }],
    [
      'FROM x\nRUN a \\\n  # dfopt ignore between the lines\n  b\n',
      { codes: 'all', reason: 'between the lines', line: 3 },
    ],
    [
      '# syntax=docker/dockerfile:1\n# check=skip=JSONArgsRecommended,golang;error=true\nFROM x\n',
      { codes: ['JSONArgsRecommended', 'golang'], reason: '', line: 2 },
    ],
    ['# check=error=true;skip=all\nFROM x\n', { codes: 'all', reason: '', line: 1 }],
  ])('is read from %j', (text, expected) => {
    expect(read(text)).toEqual({ suppressions: [expected], problems: [] });
  });

  it.each([
    'FROM x\n# dfopt made this two stages\n',
    'FROM x\n# see dfopt ignore\n',
    'FROM x\n# dfoptignore\n',
    'FROM x\nRUN <<EOF\n# dfopt ignore\nEOF\n',
    'FROM x\nRUN echo "# dfopt ignore"\n',
    'FROM x\nRUN true # dfopt ignore\n',
    '# check=error=true\nFROM x\n',
    // No directive any more behind a comment that is none.
    '# A comment\n# check=skip=all\nFROM x\n',
  ])('is nothing in %j', (text) => {
    expect(read(text)).toEqual({ suppressions: [], problems: [] });
  });

  it('says what it did not understand', () => {
    expect(read('FROM x\n# dfopt ignore=\n# dfopt disable=golang\n')).toEqual({
      suppressions: [],
      problems: [
        expect.stringMatching(/^2 the code is missing/),
        expect.stringMatching(/^3 'disable' is nothing/),
      ],
    });
  });

  it('covers a code by its own name, by its rule, or all', () => {
    const { suppressions } = ignores(parse('FROM x\n# dfopt ignore=golang one\n# dfopt ignore two\n'));
    expect(suppressionOf(suppressions, ['golang-scratch', 'golang'])?.reason).toBe('one');
    expect(suppressionOf(suppressions, ['other'])?.reason).toBe('two');
    expect(suppressionOf(suppressions.slice(0, 1), ['other'])).toBeUndefined();
  });
});

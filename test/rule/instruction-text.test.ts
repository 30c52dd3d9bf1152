import { describe, expect, test } from 'vitest';
import {
  copyText,
  instructionText,
  listingCommandText,
  variablesText,
  type InstructionStyle,
} from '../../src/rule/instruction-text.ts';

const usual: InstructionStyle = { lower: false, escape: '\\', newline: '\n' };
const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
const install = {
  before: 'apt-get update && apt-get install -y --no-install-recommends',
  after: '&& rm -rf /var/lib/apt/lists/*',
};

describe('an instruction that fits stays on its line', () => {
  test('COPY', () => {
    expect(copyText(usual, ['--from=build'], ['/a', '/b'])).toBe('COPY --from=build /a /b');
  });
  test('COPY of a path with a space', () => {
    expect(copyText(usual, [], ['/a b', '/c'])).toBe('COPY ["/a b", "/c"]');
  });
  test('ENV', () => {
    expect(variablesText(usual, ['A=1', 'B=2'])).toBe('ENV A=1 B=2');
  });
  test('RUN', () => {
    expect(listingCommandText(usual, { ...install, names: ['git'] })).toBe(
      'RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*',
    );
  });
  test('at exactly 120 columns, and not at 121', () => {
    const paths = ['/a', `/${'b'.repeat(111)}`];
    expect(copyText(usual, [], paths)).toBe(`COPY ${paths.join(' ')}`);
    expect(copyText(usual, [], [...paths, 'c'])).toContain('\n');
  });
});

describe('a longer one goes on, one item a line', () => {
  test('RUN with many packages', () => {
    expect(listingCommandText(usual, { ...install, names: ['one-package', 'another-package'] })).toBe(
      [
        'RUN apt-get update && apt-get install -y --no-install-recommends \\',
        '    one-package \\',
        '    another-package \\',
        '    && rm -rf /var/lib/apt/lists/*',
      ].join('\n'),
    );
  });
  test('COPY with many sources', () => {
    const paths = letters.map((letter) => `/src/${letter}`);
    expect(copyText(usual, ['--from=build'], paths)).toBe(
      ['COPY --from=build', ...paths.map((path) => `    ${path}`)].join(' \\\n'),
    );
  });
  test('COPY in its JSON form', () => {
    const paths = letters.map((letter) => `/a path/${letter}`);
    expect(copyText(usual, [], paths)).toBe(
      `COPY \\\n    [${paths.map((path) => `"${path}"`).join(', \\\n    ')}]`,
    );
  });
  test('ENV with many variables', () => {
    const pairs = letters.map((letter) => `${letter}=value`);
    expect(variablesText(usual, pairs)).toBe(['ENV', ...pairs.map((pair) => `    ${pair}`)].join(' \\\n'));
  });
  test('one long value has nowhere to be broken', () => {
    const pair = `A=${'a'.repeat(200)}`;
    expect(variablesText(usual, [pair])).toBe(`ENV ${pair}`);
  });
});

test('it follows the file: case, escape character and line ends', () => {
  const style: InstructionStyle = { lower: true, escape: '`', newline: '\r\n' };
  expect(instructionText(style, 'WORKDIR', '/app')).toBe('workdir /app');
  expect(listingCommandText(style, { ...install, names: ['one-package', 'another-package'] })).toBe(
    [
      'run apt-get update && apt-get install -y --no-install-recommends `',
      '    one-package `',
      '    another-package `',
      '    && rm -rf /var/lib/apt/lists/*',
    ].join('\r\n'),
  );
});

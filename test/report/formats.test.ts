import { describe, expect, it } from 'vitest';
import { formats, isFormatName, onlyRoot, rootsOf } from '../../src/report/index.ts';
import { formatBytes } from '../../src/report/size.ts';
import { shellWord } from '../../src/report/shell-word.ts';
import { fleet, HOSTILE_RUN, MIXED, PLAIN, run } from './runs.ts';

describe('formats', () => {
  const names = Object.keys(formats).filter(isFormatName);

  it('are these', () => {
    expect(names).toEqual([
      'text',
      'diff',
      'json',
      'sarif',
      'rdjson',
      'github',
      'gitlab',
      'markdown',
      'html',
    ]);
    expect(isFormatName('toString')).toBe(false);
  });

  it.each(names)('%s: the same run gives the same text, which ends with its last line', async (name) => {
    const format = await formats[name]();
    for (const report of [MIXED, HOSTILE_RUN, run(), fleet(20)]) {
      const written = format(report, PLAIN);
      expect(format(report, PLAIN)).toBe(written);
      expect(written === '' || written.endsWith('\n')).toBe(true);
    }
  });
});

describe('onlyRoot', () => {
  it('takes a run apart into its roots', () => {
    const whole = fleet(10);
    const parts = rootsOf(whole).map((root) => onlyRoot(whole, root));
    expect(parts.map(({ files }) => files.length)).toEqual([4, 4, 2]);
    expect(parts.flatMap(({ files }) => files)).toEqual(whole.files);
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [2_114_000, '2.11 MB'],
    [812_400_000, '812 MB'],
    [1_190_000_000, '1.19 GB'],
    [5e15, '5000 TB'],
  ])('%d is %s', (bytes, shown) => {
    expect(formatBytes(bytes)).toBe(shown);
  });
});

describe('shellWord', () => {
  it.each([
    ['a/Dockerfile', 'a/Dockerfile'],
    ['with space', "'with space'"],
    ["it's", String.raw`'it'\''s'`],
    ['-rf', './-rf'],
    ['-r f', "'./-r f'"],
    ['$HOME', "'$HOME'"],
    ['', "''"],
  ])('%j is written %s', (word, written) => {
    expect(shellWord(word)).toBe(written);
  });
});

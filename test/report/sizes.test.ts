import { describe, expect, it } from 'vitest';
import { githubSummary } from '../../src/report/github.ts';
import { markdown } from '../../src/report/markdown.ts';
import { formatSize, formatSizes, formatTotals, sizeTotals } from '../../src/report/size.ts';
import { text } from '../../src/report/text.ts';
import type { ImageSize, ImageSizes } from '../../src/report/types.ts';
import { fileReport, fleet, migrated, PLAIN, run } from './runs.ts';

const MB = 1_000_000;

function measured(megabytes: number): ImageSize {
  return { by: 'measured', bytes: megabytes * MB };
}

function estimated(least: number, most: number): ImageSize {
  return { by: 'estimated', least: least * MB, most: most * MB };
}

describe('formatSize', () => {
  it.each([
    [measured(12.63), '12.6 MB'],
    [estimated(2, 41), '2–41 MB'],
    [estimated(811, 1331), '0.81–1.3 GB'],
    [estimated(804, 996), '0.8–1 GB'],
    [estimated(10.01, 10.02), '10 MB'],
    [estimated(0, 0), '0 B'],
  ])('%j is %s', (size, shown) => {
    expect(formatSize(size)).toBe(shown);
  });

  it('always says how the sizes are known', () => {
    expect(formatSizes({ before: measured(944), after: measured(12.6) })).toBe('944 MB → 12.6 MB (measured)');
    expect(formatSizes({ before: estimated(800, 900), after: estimated(2, 41) })).toBe(
      '800–900 MB → 2–41 MB (estimated)',
    );
  });
});

describe('sizeTotals', () => {
  const built: ImageSizes = { before: measured(900), after: measured(10) };
  const guessed: ImageSizes = { before: estimated(800, 1300), after: estimated(2, 41) };

  it('adds up', () => {
    expect(sizeTotals([built, undefined, built])).toEqual({
      images: 2,
      measured: 2,
      before: measured(1800),
      after: measured(20),
    });
    expect(sizeTotals([undefined])).toBeUndefined();
  });

  it('calls a sum estimated as soon as a part of it is', () => {
    const totals = sizeTotals([built, guessed]);
    expect(totals).toEqual({
      images: 2,
      measured: 1,
      before: estimated(1700, 2200),
      after: estimated(12, 51),
    });
    expect(totals === undefined ? '' : formatTotals(totals)).toBe(
      '2 images: 1.7–2.2 GB → 12–51 MB (estimated; 1 of them measured)',
    );
  });
});

describe('the totals of a run', () => {
  const line = /6 images: 4\.9–8 GB → 8–250 MB \(estimated\)/u;

  it.each([
    ['text', text],
    ['markdown', markdown],
    ['the summary of a workflow step', githubSummary],
  ])('are a line of %s', (_name, format) => {
    const sizes = { before: estimated(812, 1330), after: estimated(1.33, 41) };
    const files = Array.from({ length: 6 }, (_, index) =>
      fileReport(`${index}/Dockerfile`, migrated(), { sizes }),
    );
    expect(format(run(...files), PLAIN)).toMatch(line);
    // Nothing is known, nothing is said.
    expect(format(run(fileReport('a', migrated()), fileReport('b', migrated())), PLAIN)).not.toContain(
      'images:',
    );
  });

  it('are left out of a text about one file, which says its own', () => {
    const sizes = { before: measured(900), after: measured(9) };
    const one = run(fileReport('Dockerfile', migrated(), { sizes }));
    expect(text(one, PLAIN)).toContain('900 MB → 9 MB (measured)');
    expect(text(one, PLAIN)).not.toContain('1 image:');
    expect(text(fleet(20), PLAIN)).toMatch(/\n6 images: \S+ GB → \S+ MB \(estimated\)\n/u);
  });
});

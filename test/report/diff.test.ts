import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { diff } from '../../src/report/diff.ts';
import { AFTER, BEFORE, fileReport, HOSTILE_RUN, migrated, MIXED, PLAIN, run } from './runs.ts';

const ESCAPE = '\u001b';

/** The names of the files a patch changes. */
function names(patch: string): readonly string[] {
  return [...patch.matchAll(/^\+\+\+ b\/(?<name>[^\t\n]*)/gmu)].map((match) => match.groups?.['name'] ?? '');
}

describe('diff', () => {
  it('holds only the files that change', () => {
    expect(names(diff(MIXED, PLAIN))).toEqual(['Dockerfile']);
    expect(diff(run(), PLAIN)).toBe('');
    expect(diff(run(fileReport('Dockerfile', migrated({ text: BEFORE }))), PLAIN)).toBe('');
  });

  it.each([
    { roots: [''], expected: ['d/Dockerfile'] },
    { roots: ['.'], expected: ['d/Dockerfile'] },
    { roots: ['../elsewhere'], expected: ['d/Dockerfile'] },
    { roots: ['/srv/repositories/one'], expected: ['d/Dockerfile'] },
    { roots: ['../one', '../two'], expected: ['one/d/Dockerfile', 'two/d/Dockerfile'] },
    { roots: ['/srv/one', '/srv/two/three'], expected: ['one/d/Dockerfile', 'two/three/d/Dockerfile'] },
    { roots: ['', './sub/'], expected: ['d/Dockerfile', 'sub/d/Dockerfile'] },
    { roots: ['a', 'ab'], expected: ['a/d/Dockerfile', 'ab/d/Dockerfile'] },
  ])('names files from the directory that holds the roots $roots', ({ roots, expected }) => {
    const files = roots.map((root) => fileReport('d/Dockerfile', migrated(), { root }));
    expect(names(diff(run(...files), PLAIN))).toEqual(expected);
  });

  it('calls standard input Dockerfile', () => {
    expect(names(diff(run(fileReport('-', migrated())), PLAIN))).toEqual(['Dockerfile']);
  });

  it('carries file contents unchanged, unless they go to a terminal', () => {
    const text = `${AFTER}# ${ESCAPE}[31m\r\n`;
    const report = run(fileReport('Dockerfile', migrated({ text })));
    expect(diff(report, PLAIN)).toContain(`+# ${ESCAPE}[31m\r\n`);
    expect(diff(report, { ...PLAIN, terminal: true })).toContain('+# \\x1b[31m\r\n');
    const hostile = diff(HOSTILE_RUN, { ...PLAIN, terminal: true });
    expect(hostile.replaceAll(/[\n\t]|\r(?=\n)/gu, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });

  it('is the same patch with the colours taken out', () => {
    const removedHeader = run(
      fileReport('Dockerfile', migrated({ text: '++ b\n' }), { original: '-- a\n' }),
      fileReport('e/Dockerfile', migrated()),
    );
    const colored = diff(removedHeader, { ...PLAIN, color: true });
    expect(stripVTControlCharacters(colored)).toBe(diff(removedHeader, PLAIN));
    expect(colored).toContain(`${ESCAPE}[1m--- a/Dockerfile${ESCAPE}[22m\n`);
    // Content that looks like a header has the colour of content.
    expect(colored).toContain(`${ESCAPE}[31m--- a${ESCAPE}[39m\n`);
    expect(colored).toContain(`${ESCAPE}[32m+++ b${ESCAPE}[39m\n`);
  });
});

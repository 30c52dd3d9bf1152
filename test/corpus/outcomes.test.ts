/** What becomes of real Dockerfiles; which outcomes they have is printed by `npm run corpus`. */
import { describe, expect, it } from 'vitest';
import { describeCode } from '../../src/cli/codes.ts';
import { memoryContext } from '../../src/context/memory.ts';
import { parse, print } from '../../src/dockerfile/index.ts';
import { migrate, type Outcome } from '../../src/index.ts';
import { brokenPromises } from '../properties/promises.ts';
import { corpusDirectory, corpusFiles } from './files.ts';
import { settingsWith } from './settings.ts';

describe.skipIf(corpusDirectory === undefined)('the corpus', () => {
  const files = corpusFiles();

  it('is there', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  describe.each(Object.entries(settingsWith(memoryContext)))('%s', (_, options) => {
    const outcomes = files.map(({ name, text }) => ({ name, text, outcome: migrate(text, options) }));

    it('gives each file one outcome, with a code that is documented', () => {
      const bad = outcomes.filter(({ outcome }) => {
        const { code, message } = outcome;
        return describeCode(code) === undefined || message.trim() === '';
      });
      expect(bad.map(named)).toEqual([]);
    });

    it('fails for nothing but what BuildKit cannot parse either', () => {
      const failed = outcomes.filter(({ outcome }) => outcome.outcome === 'failed');
      expect(failed.filter(({ outcome }) => outcome.code !== 'parse-error').map(named)).toEqual([]);
      expect(failed.filter(({ text }) => parse(text).errors.length === 0).map(named)).toEqual([]);
    });

    it('keeps its promises in every migration, and changes nothing the second time', () => {
      const migrated = outcomes.filter(({ outcome }) => outcome.outcome === 'migrated');
      expect(migrated.length).toBeGreaterThan(0);
      const broken = migrated.flatMap(({ name, text, outcome }) =>
        brokenPromises(text, outcome, options).map((problem) => `${name}: ${problem}`),
      );
      expect(broken).toEqual([]);
    });

    it('prints what it writes byte for byte', () => {
      for (const { name, outcome } of outcomes) {
        if (outcome.outcome === 'migrated') expect(print(parse(outcome.text)), name).toBe(outcome.text);
      }
    });
  });
});

function named({ name, outcome }: { readonly name: string; readonly outcome: Outcome }): string {
  return `${name}: ${outcome.outcome} ${outcome.code}: ${outcome.message}`;
}

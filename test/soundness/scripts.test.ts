/** No script that is `proven` may use something that the runtime stage does not have: see README.md here. */
import { describe, expect, it } from 'vitest';
import { drawScripts } from './scripts/compose.ts';
import { judgeScripts, missingShells } from './scripts/judge.ts';
import { effects, spellings, ways } from './scripts/parts.ts';

const seed = 1;
const count = 900;

describe('the scripts', () => {
  const drawn = drawScripts(seed, count);

  it('are the same for the same seed, with every part', () => {
    expect(drawScripts(seed, 50).map(({ name }) => name)).toEqual(drawn.slice(0, 50).map(({ name }) => name));
    const named = new Set(drawn.flatMap(({ name }) => name.split('/')));
    const parts = [...effects, ...ways, ...spellings].map(({ name }) => name);
    expect(parts.filter((name) => !named.has(name))).toEqual([]);
    for (const some of [effects, ways, spellings])
      expect(new Set(some.map(({ name }) => name)).size).toBe(some.length);
  });
});

const lacking =
  process.env['DFOPT_SOUNDNESS_TESTS'] === '1' ? missingShells() : 'DFOPT_SOUNDNESS_TESTS is not set';

describe.skipIf(lacking !== undefined)(
  `scripts that run${lacking === undefined ? '' : ` (${lacking})`}`,
  () => {
    it('have all that they use, where that is proven', { timeout: 600_000 }, () => {
      const judgements = judgeScripts(drawScripts(seed, count));
      const of = (verdict: string): readonly string[] =>
        judgements.filter((each) => each.verdict === verdict).map(({ script }) => script.name);
      expect.soft(of('fell')).toEqual([]);
      // Most of what is composed works, and most of that is followed.
      expect.soft(judgements.length).toBeGreaterThan(count / 2);
      expect.soft(of('held').length).toBeGreaterThan(judgements.length / 2);
    });
  },
);

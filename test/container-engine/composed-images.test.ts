/**
 * Composed Dockerfiles on a real engine: no container may differ where the migration is `proven`. See
 * test/soundness/README.md. Runs with DFOPT_ENGINE_TESTS=1, docker answering, and a Go toolchain.
 */
import { describe, expect, it } from 'vitest';
import { drawImages } from '../soundness/images/image.ts';
import { decide, imageFailures, imageTables, judgeImages } from '../soundness/images/judge.ts';
import { open } from '../soundness/images/open.ts';
import { missing } from '../soundness/toolchain.ts';

const seed = 1;
const built = 150;

const lacking = process.env['DFOPT_ENGINE_TESTS'] === '1' ? missing() : 'DFOPT_ENGINE_TESTS is not set';

describe.skipIf(lacking !== undefined)(
  `composed Dockerfiles${lacking === undefined ? '' : ` (${lacking})`}`,
  () => {
    it('give containers that show the same, where that is proven', { timeout: 1_200_000 }, async () => {
      const migrated = drawImages(seed, 1_000).filter((image) => decide(image).outcome === 'migrated');
      const judgements = await judgeImages(migrated.slice(0, built));
      console.log(imageTables(judgements));
      const fell = judgements.filter(({ verdict }) => verdict === 'fell').map(({ image }) => image.name);
      const unexpected = judgements.filter(
        ({ verdict, image }) =>
          verdict === 'original fails' || (verdict === 'fell' && !open.includes(image.name)),
      );
      expect.soft(imageFailures(unexpected), 'these fall').toBe('');
      expect
        .soft(
          open.filter((name) => !fell.includes(name)),
          'these hold now: take them out of open.ts',
        )
        .toEqual([]);
    });
  },
);

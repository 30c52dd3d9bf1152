/**
 * No program that is `proven` may show something else with what dfopt keeps than with all there was. The programs are
 * composed, compiled and run: see README.md here. That takes a minute, so it is run where `DFOPT_SOUNDNESS_TESTS` is set.
 */
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/dockerfile/index.ts';
import { effects } from './go/effects.ts';
import { draw, programsLike } from './go/program.ts';
import { goLanguage } from './go/toolchain.ts';
import { namings } from './go/namings.ts';
import { ways } from './go/ways.ts';
import { drawImages } from './images/image.ts';
import { decide } from './images/judge.ts';
import { judge } from './judge.ts';
import { matrixOf } from './matrix.ts';
import { open } from './open.ts';
import { drawRust } from './rust/program.ts';
import { missingRust, rustLanguage } from './rust/toolchain.ts';
import { missing } from './toolchain.ts';

const seed = 1;
const count = 240;

describe('the programs', () => {
  const drawn = draw(3, 3_000);

  it('are the same for the same seed', () => {
    expect(draw(3, 200)).toEqual(drawn.slice(0, 200));
    expect(draw(4, 200).map(({ name }) => name)).not.toEqual(drawn.slice(0, 200).map(({ name }) => name));
  });

  it('have every effect in every way that fits it, and every naming', () => {
    const pairs = new Set(drawn.map(({ parts: { effect, way } }) => `${effect.name} ${way.name}`));
    const fitting = effects.flatMap((effect) =>
      ways.filter(({ fits }) => fits?.(effect) !== false).map((way) => `${effect.name} ${way.name}`),
    );
    const most = fitting.length > drawn.length ? drawn.length : fitting.length;
    expect(pairs.size).toBe(most);
    expect(new Set(drawn.map(({ parts }) => parts.naming.name)).size).toBe(namings.length + 1);
  });

  it('have names of their own, parts of one name each, and a Dockerfile without errors', () => {
    for (const parts of [effects, ways, namings]) {
      expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
    }
    expect(new Set(drawn.map(({ id }) => id)).size).toBe(drawn.length);
    expect(drawn.filter(({ dockerfile }) => parse(dockerfile).errors.length > 0)).toEqual([]);
  });

  it('can be asked for by their parts', () => {
    expect(programsLike('stat/call/literal/srv').map(({ name }) => name)).toEqual(['stat/call/literal/srv']);
    expect(programsLike('stat/call/*/relative').length).toBeGreaterThan(60);
  });
});

describe('the programs in Rust', () => {
  it('are the same for the same seed, every effect in every way', () => {
    const drawn = drawRust(3, 1_000);
    expect(drawRust(3, 100)).toEqual(drawn.slice(0, 100));
    expect(drawn.filter(({ dockerfile }) => parse(dockerfile).errors.length > 0)).toEqual([]);
    const pairs = new Set(drawn.map(({ parts: { effect, way } }) => `${effect.name} ${way.name}`));
    expect(pairs.size).toBe(
      new Set(drawn.map(({ parts }) => parts.effect.name)).size *
        new Set(drawn.map(({ parts }) => parts.way.name)).size,
    );
  });
});

describe('the Dockerfiles', () => {
  const drawn = drawImages(seed, 1_000);

  it('are the same for the same seed, with names of their own', () => {
    expect(drawImages(seed, 100)).toEqual(drawn.slice(0, 100));
    expect(new Set(drawn.map(({ name }) => name)).size).toBeGreaterThan(900);
  });

  it('are decided, and again as nothing to do', { timeout: 120_000 }, () => {
    const outcomes = drawn.slice(0, 100).map((image) => ({ image, outcome: decide(image) }));
    expect(outcomes.filter(({ outcome }) => outcome.outcome === 'failed')).toEqual([]);
    const again = outcomes.flatMap(({ image, outcome }) =>
      outcome.outcome === 'migrated' ? [decide({ ...image, dockerfile: outcome.text }).outcome] : [],
    );
    expect(again.filter((outcome) => outcome !== 'unchanged')).toEqual([]);
  });
});

const lacking = process.env['DFOPT_SOUNDNESS_TESTS'] === '1' ? missing() : 'DFOPT_SOUNDNESS_TESTS is not set';

describe.skipIf(lacking !== undefined)(
  `programs that run${lacking === undefined ? '' : ` (${lacking})`}`,
  () => {
    it('show the same with what dfopt keeps, where that is proven', { timeout: 600_000 }, async () => {
      const judgements = await judge(draw(seed, count), goLanguage);
      console.log(matrixOf(judgements));
      const fell = judgements.filter(({ verdict }) => verdict === 'fell').map(({ program }) => program.name);
      expect
        .soft(
          fell.filter((name) => !open.includes(name)),
          'these fall',
        )
        .toEqual([]);
      expect
        .soft(
          open.filter((name) => !fell.includes(name)),
          'these hold now: take them out of open.ts',
        )
        .toEqual([]);
      // What works without anything but the program can show nothing: its own path, for one, is the same anywhere.
      const telling = new Set(
        judgements.filter(({ worksAlone }) => !worksAlone).map(({ program }) => program.parts.effect.name),
      );
      const silent = new Set(judgements.map(({ program }) => program.parts.effect.name));
      expect.soft([...silent].filter((name) => !telling.has(name))).toEqual(['own-path']);
    });
  },
);

const noRust = lacking ?? missingRust();

describe.skipIf(noRust !== undefined)(
  `Rust programs that run${noRust === undefined ? '' : ` (${noRust})`}`,
  () => {
    it('show the same with what dfopt keeps, where that is proven', { timeout: 600_000 }, async () => {
      const judgements = await judge(drawRust(seed, 300), rustLanguage);
      console.log(matrixOf(judgements));
      const fell = judgements.filter(({ verdict }) => verdict === 'fell').map(({ program }) => program.name);
      expect.soft(fell).toEqual([]);
      expect.soft(judgements.filter(({ verdict }) => verdict === 'held').length).toBeGreaterThan(60);
    });
  },
);

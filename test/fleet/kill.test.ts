/**
 * Ends a run of `--write` at random moments: every file is the old one or the new one, whole, and nothing else is
 * left. DFOPT_KILLS is how often for each signal (3 when not set), DFOPT_KILL_FILES over how many files (60).
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryDirectory } from './directory.ts';
import { type Place, killPlace, killedAt, someMoment } from './kill.ts';
import { randomFrom } from './random.ts';

const times = Number(process.env['DFOPT_KILLS'] ?? 3);
const count = Number(process.env['DFOPT_KILL_FILES'] ?? 60);

describe.skipIf(process.platform === 'win32')(`ending --write over ${count} files`, () => {
  let place: Place;

  beforeAll(async () => {
    place = await killPlace(temporaryDirectory(), count);
  }, 120_000);

  it('is about files that all change', () => {
    expect(place.files.size).toBe(count);
    for (const { before, after } of place.files.values()) expect(after).not.toBe(before);
  });

  it.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)(
    `leaves whole files and nothing else with %s, ${times} times`,
    async (signal) => {
      const random = randomFrom(signal.length);
      const remains = [];
      for (let run = 0; run < times; run += 1) {
        remains.push(await killedAt(place, signal, someMoment(random, count)));
      }
      const stopped = remains.filter((each) => each.signal === signal);
      const halfway = stopped.filter(({ before, after }) => before > 0 && after > 0);
      console.log(
        `${signal}: ${stopped.length} of ${times} runs stopped, ${halfway.length} halfway; ` +
          `written when they stopped: ${stopped.map(({ after }) => after).join(', ')}`,
      );
      for (const { damaged, strangers, before, after } of remains) {
        expect(damaged).toEqual([]);
        expect(strangers).toEqual([]);
        expect(before + after).toBe(count);
      }
      // What can be caught is cleaned up after; what can't has a temporary directory that isn't the repositories'.
      if (signal !== 'SIGKILL') expect(remains.flatMap(({ staged }) => staged)).toEqual([]);
      expect(halfway.length).toBeGreaterThan(0);
    },
    600_000,
  );
});

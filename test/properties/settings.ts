/**
 * How much is generated. The same on every run, so that a failure is one for everybody; to look for more, set
 * DFOPT_PROPERTY_RUNS to a number of files and DFOPT_PROPERTY_SEED to another seed.
 */
import type { Parameters } from 'fast-check';

export function runs<T>(usual: number): Parameters<T> {
  const { DFOPT_PROPERTY_RUNS, DFOPT_PROPERTY_SEED } = process.env;
  return {
    numRuns: DFOPT_PROPERTY_RUNS === undefined ? usual : Number(DFOPT_PROPERTY_RUNS),
    seed: DFOPT_PROPERTY_SEED === undefined ? 20_240_611 : Number(DFOPT_PROPERTY_SEED),
  };
}

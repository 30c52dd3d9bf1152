import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RunSettings, type Verified, runBatch } from '../../src/batch/run.ts';
import type { ImageSizes } from '../../src/report/types.ts';
import { candidate } from '../integrations/tools.ts';
import { folder } from './folder.ts';

/** The report on one Dockerfile that can be split, with what a verification says of it. */
async function reportOf(verified?: Verified) {
  const directory = folder({ Dockerfile: candidate });
  const settings: RunSettings = {
    optionsFor: () => Promise.resolve({ kind: 'options', options: { confidence: 'likely' } }),
    context: undefined,
    baseline: undefined,
    verify: verified === undefined ? undefined : () => Promise.resolve(verified),
    write: false,
    followLinks: false,
    jobs: 1,
  };
  const absolute = join(directory, 'Dockerfile');
  const input = { root: '', directory, path: 'Dockerfile', absolute, state: { kind: 'file' } } as const;
  const [processed] = await runBatch([input], settings);
  return processed?.report;
}

const measured: ImageSizes = {
  before: { by: 'measured', bytes: 856_000_000 },
  after: { by: 'measured', bytes: 1_560_000 },
};

describe('the sizes in the report of a file', () => {
  it('are estimated as long as nothing is built', async () => {
    const report = await reportOf();
    expect(report?.outcome.outcome).toBe('migrated');
    expect([report?.sizes?.before.by, report?.sizes?.after.by]).toEqual(['estimated', 'estimated']);
  });

  it('are those of the images that a verification built', async () => {
    expect((await reportOf({ verdict: 'equal', sizes: measured }))?.sizes).toEqual(measured);
    // An engine that does not tell them leaves the estimate.
    expect((await reportOf({ verdict: 'equal', sizes: undefined }))?.sizes?.before.by).toBe('estimated');
  });

  it('are not told of a migration that was refused', async () => {
    const report = await reportOf({ verdict: 'different', why: 'the port is closed' });
    expect(report?.outcome).toMatchObject({ outcome: 'refused', code: 'verified-different' });
    expect(report?.sizes).toBeUndefined();
  });
});

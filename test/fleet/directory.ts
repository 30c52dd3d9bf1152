/** A directory for the tests of one file. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Gone when the tests around the call are over. */
export function temporaryDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'dfopt-fleet-')));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** The command line is shipped in parts, which a run loads as it calls into them: each kind of file has to reach its own. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { executable } from './dfopt.ts';

const fixtures = join(import.meta.dirname, '..', '..', 'fixtures');

test.each([
  'golang/action-entrypoint',
  'rust/alias',
  'gcc/build-by-cmake',
  'node/compiled-server',
  'python/activated-environment',
  'java/maven-package',
  'dotnet/console',
])(
  '%s',
  (name) => {
    const place = mkdtempSync(join(tmpdir(), 'dfopt-parts-'));
    try {
      cpSync(join(fixtures, name, 'context'), place, { recursive: true });
      cpSync(join(fixtures, name, 'Dockerfile'), join(place, 'Dockerfile'));
      const { status, stderr } = spawnSync(
        process.execPath,
        [executable(), 'migrate', 'Dockerfile', '--write', '--no-config', '--confidence', 'likely'],
        { cwd: place, encoding: 'utf8' },
      );
      expect([status, stderr]).toEqual([0, expect.stringContaining('wrote Dockerfile')]);
      expect(readFileSync(join(place, 'Dockerfile'), 'utf8')).toBe(
        readFileSync(join(fixtures, name, 'expected.Dockerfile'), 'utf8'),
      );
    } finally {
      rmSync(place, { recursive: true });
    }
  },
  120_000,
);

import { describe, expect, it } from 'vitest';
import type { BaseFamily } from '../../src/image/bases.ts';
import { hasSystemDirectory, systemDirectories } from '../../src/image/directories.ts';

/** Families from the smallest: each has what the one before has. */
const families: readonly BaseFamily[] = ['scratch', 'distroless-static', 'debian-slim'];

describe('directories of the system', () => {
  it.each([
    // The container runtime mounts them.
    ['/proc', [true, true, true]],
    ['/dev', [true, true, true]],
    ['/var/log', [false, true, true]],
    // Made when base-files is installed, which distroless images only unpack.
    ['/opt', [false, false, true]],
    ['/usr/local', [false, false, true]],
    // Of Debian alone.
    ['/lib64', [false, false, false]],
    ['/app', [false, false, false]],
  ])('%s', (path, expected) => {
    expect(families.map((family) => hasSystemDirectory(family, path))).toEqual(expected);
  });

  it('are known wherever a base has them', () => {
    for (const path of ['/proc', '/var/log', '/opt', '/lib64'])
      expect(systemDirectories.has(path)).toBe(true);
    expect(systemDirectories.has('/app')).toBe(false);
  });
});

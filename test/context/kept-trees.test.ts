/** What a run over many files keeps of the repositories that it reads, to see who uses an image. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskContext, diskContextOf, keptTrees } from '../../src/context/disk.ts';

describe('what is kept of a repository', () => {
  const services = ['api', 'jobs', 'web'];
  let root = '';

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'dfopt-kept-'));
    mkdirSync(join(root, '.git'));
    const compose = services.map((name) => `  ${name}:\n    build: ${name}\n    command: [/bin/${name}]\n`);
    writeFileSync(join(root, 'compose.yaml'), `services:\n${compose.join('')}`);
    for (const name of services) {
      mkdirSync(join(root, name));
      writeFileSync(join(root, name, 'Dockerfile'), `FROM golang\nCOPY . .\n`);
      writeFileSync(join(root, name, 'Makefile'), `build:\n\tdocker build --build-arg NAME=${name} .\n`);
    }
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('tells of each Dockerfile what a context of its own tells', () => {
    const treeAt = keptTrees();
    for (const name of services) {
      const place = { dockerfile: join(root, name, 'Dockerfile') };
      const { consumers } = diskContextOf(join(root, name), place, treeAt);
      expect(consumers).toEqual(diskContext(join(root, name), place).consumers);
      expect(consumers.map(({ kind }) => kind)).toEqual(['compose', 'makefile']);
    }
  });

  it('is not read again for the next file', () => {
    const treeAt = keptTrees();
    const usersOf = (name: string): readonly unknown[] =>
      diskContextOf(
        join(root, name),
        { dockerfile: join(root, name, 'Dockerfile') },
        treeAt,
      ).consumers.flatMap(({ kind, command }) => (kind === 'compose' ? [command] : []));
    const before = usersOf('api');
    const text = 'services:\n  jobs:\n    build: jobs\n    command: [/bin/other]\n';
    writeFileSync(join(root, 'compose.yaml'), text);
    expect([before, usersOf('jobs')]).toEqual([[['/bin/api']], [['/bin/jobs']]]);
  });

  it('is given up when others came after it', () => {
    const treeAt = keptTrees();
    const first = treeAt('/a');
    expect(treeAt('/a')).toBe(first);
    for (const other of ['/b', '/c', '/d', '/e']) treeAt(other);
    expect(treeAt('/a')).not.toBe(first);
  });
});

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diskContext } from '../../src/context/disk.ts';

let root = '';

const write = (path: string, content: string | Uint8Array = 'x'): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
};

const compose = (build: string): string => `services:\n  web:\n    build: ${build}\n    command: x\n`;

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'dfopt-context-')));
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('a directory on disk', () => {
  test('is read like one in memory', () => {
    write('plain/Dockerfile', 'FROM scratch\n');
    write('plain/.dockerignore', 'secret\n*.log\n');
    write('plain/secret/key');
    write('plain/a.log');
    write('plain/src/main.go', 'package main\n');
    write('plain/run.sh', '#!/bin/sh\n');
    chmodSync(join(root, 'plain/run.sh'), 0o755);
    const context = diskContext(join(root, 'plain'), { dockerfile: 'Dockerfile' });
    expect(context.list('')).toEqual([
      { name: '.dockerignore', kind: 'file' },
      { name: 'Dockerfile', kind: 'file' },
      { name: 'run.sh', kind: 'file' },
      { name: 'src', kind: 'directory' },
    ]);
    expect(context.read('src/main.go')).toBe('package main\n');
    expect(context.stat('run.sh')).toEqual({ kind: 'file', executable: true, size: 10 });
    expect(context.stat('src/main.go')).toMatchObject({ executable: false });
    expect(context.read('secret/key')).toBeUndefined();
    expect(context.stat('a.log')).toBeUndefined();
    expect(context.consumers).toEqual([]);
  });

  test('tells directories that are not open as a checkout makes them', () => {
    for (const [name, mode] of [
      ['usual', 0o755],
      ['group', 0o775],
      ['keys', 0o700],
      ['drop', 0o1777],
    ] as const) {
      write(`modes/${name}/x`);
      chmodSync(join(root, 'modes', name), mode);
    }
    const context = diskContext(join(root, 'modes'), { dockerfile: 'Dockerfile' });
    const own = ['usual', 'group', 'keys', 'drop'].filter((name) => context.stat(name)?.ownMode === true);
    expect(own).toEqual(['keys', 'drop']);
    // A umask of 077 or a file system without modes makes all alike.
    chmodSync(join(root, 'modes'), 0o700);
    const closed = diskContext(join(root, 'modes'), { dockerfile: 'Dockerfile' });
    expect(closed.stat('keys')?.ownMode).toBeUndefined();
  });

  test('never leads out of itself', () => {
    write('outside/secret', 'secret');
    write('links/real', 'real');
    symlinkSync('../outside/secret', join(root, 'links/file'));
    symlinkSync(join(root, 'outside'), join(root, 'links/directory'));
    symlinkSync('real', join(root, 'links/inside'));
    const context = diskContext(join(root, 'links'), { dockerfile: 'Dockerfile' });
    expect(context.stat('file')).toMatchObject({ kind: 'link' });
    for (const path of ['file', 'directory/secret', '../outside/secret', join(root, 'outside/secret')]) {
      expect(context.read(path)).toBeUndefined();
    }
    expect(context.list('directory')).toBeUndefined();
    expect(context.list('..')).toBeUndefined();
    expect(context.read('inside')).toBe('real');
  });

  test('what cannot be read as text is not text', () => {
    write('odd/binary', Uint8Array.of(65, 0, 66));
    write('odd/large', '');
    truncateSync(join(root, 'odd/large'), 4 * 1024 * 1024 + 1);
    execFileSync('mkfifo', [join(root, 'odd/fifo')]);
    const context = diskContext(join(root, 'odd'), { dockerfile: 'Dockerfile' });
    expect(context.read('binary')).toBeUndefined();
    expect(context.read('large')).toBeUndefined();
    // Opening a FIFO would wait for a writer.
    expect(context.read('fifo')).toBeUndefined();
    expect(context.list('')?.map(({ name }) => name)).toEqual(['binary', 'large']);
  });

  test('a context that is not there is empty', () => {
    const context = diskContext(join(root, 'nowhere'), { dockerfile: 'Dockerfile' });
    expect(context.read('a')).toBeUndefined();
    expect(context.consumers).toEqual([]);
  });

  test('a Dockerfile outside of the context brings its own ignore file', () => {
    write('apart/docker/Api', 'FROM scratch\n');
    write('apart/docker/Api.dockerignore', 'b\n');
    write('apart/src/.dockerignore', 'a\n');
    write('apart/src/a');
    write('apart/src/b');
    const options = { dockerfile: join(root, 'apart/docker/Api') };
    const context = diskContext(join(root, 'apart/src'), options);
    expect(context.list('')?.map(({ name }) => name)).toEqual(['.dockerignore', 'a']);
  });

  test('consumers are looked for up to the repository, not above', () => {
    write('compose.yaml', compose('./repo/services/api'));
    write('repo/.git/HEAD');
    write('repo/compose.yaml', compose('./services/api'));
    write('repo/services/api/Dockerfile', 'FROM scratch\n');
    const context = diskContext(join(root, 'repo/services/api'), { dockerfile: 'Dockerfile' });
    expect(context.consumers).toEqual([
      { kind: 'compose', file: '../../compose.yaml', line: 3, name: 'web', command: ['x'] },
    ]);
    expect(context.stat('../../compose.yaml')).toBeUndefined();
  });

  test('nothing is listed that nobody asks for', () => {
    // What was asked for is remembered; what was not, is not known when it goes.
    write('lazy/a/one');
    write('lazy/b/two');
    const context = diskContext(join(root, 'lazy'), { dockerfile: 'Dockerfile' });
    expect(context.list('a')).toHaveLength(1);
    rmSync(join(root, 'lazy/a'), { recursive: true });
    rmSync(join(root, 'lazy/b'), { recursive: true });
    expect(context.list('a')).toHaveLength(1);
    expect(context.list('b')).toBeUndefined();
  });
});

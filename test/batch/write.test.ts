import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { replaceFile } from '../../src/batch/write.ts';
import { executable } from '../cli/dfopt.ts';
import { folder } from './folder.ts';

const asRoot = process.getuid?.() === 0;
const bytes = (text: string) => new TextEncoder().encode(text);
const old = bytes('old\n');
const next = bytes('new and longer\n');

function replace(root: string, name = 'Dockerfile', followLinks = false) {
  return replaceFile({ path: join(root, name), expected: old, next, root, followLinks });
}

describe('replacing a file', () => {
  it('puts the new content in the place of the old and leaves nothing beside it', async () => {
    const root = folder({ Dockerfile: old });
    expect(await replace(root)).toBeUndefined();
    expect(readFileSync(join(root, 'Dockerfile'))).toEqual(Buffer.from(next));
    expect(readdirSync(root)).toEqual(['Dockerfile']);
  });

  it.each([0o600, 0o644, 0o755, 0o444, 0o2664])('keeps mode %o', async (mode) => {
    const root = folder({ Dockerfile: old });
    chmodSync(join(root, 'Dockerfile'), mode);
    expect(await replace(root)).toBeUndefined();
    expect(statSync(join(root, 'Dockerfile')).mode & 0o7777).toBe(mode);
    expect(readFileSync(join(root, 'Dockerfile'))).toEqual(Buffer.from(next));
  });

  it.skipIf(!asRoot)('keeps the owner', async () => {
    const root = folder({ Dockerfile: old });
    chownSync(join(root, 'Dockerfile'), 1234, 2345);
    expect(await replace(root)).toBeUndefined();
    const { uid, gid } = statSync(join(root, 'Dockerfile'));
    expect([uid, gid]).toEqual([1234, 2345]);
  });

  it('keeps hard links together', async () => {
    const root = folder({ Dockerfile: old });
    linkSync(join(root, 'Dockerfile'), join(root, 'other'));
    const { ino } = statSync(join(root, 'Dockerfile'));
    expect(await replace(root)).toBeUndefined();
    expect(readFileSync(join(root, 'other'))).toEqual(Buffer.from(next));
    expect(statSync(join(root, 'Dockerfile')).ino).toBe(ino);
    expect(readdirSync(root)).toEqual(['Dockerfile', 'other']);
  });

  it('shortens a file with hard links to the new length', async () => {
    const root = folder({ Dockerfile: next });
    linkSync(join(root, 'Dockerfile'), join(root, 'other'));
    await replaceFile({
      path: join(root, 'Dockerfile'),
      expected: next,
      next: old,
      root,
      followLinks: false,
    });
    expect(readFileSync(join(root, 'other'))).toEqual(Buffer.from(old));
  });

  it('refuses a symbolic link and changes neither it nor its target', async () => {
    const root = folder({ target: old });
    symlinkSync('target', join(root, 'Dockerfile'));
    expect(await replace(root)).toEqual({ code: 'is-a-link' });
    expect(readlinkSync(join(root, 'Dockerfile'))).toBe('target');
    expect(readFileSync(join(root, 'target'))).toEqual(Buffer.from(old));
  });

  it('follows a link when asked, and keeps it a link', async () => {
    const root = folder({ target: old });
    symlinkSync('target', join(root, 'Dockerfile'));
    expect(await replace(root, 'Dockerfile', true)).toBeUndefined();
    expect(lstatSync(join(root, 'Dockerfile')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(root, 'target'))).toEqual(Buffer.from(next));
  });

  it('never follows a link out of the root', async () => {
    const outside = folder({ target: old });
    const root = folder();
    symlinkSync(join(outside, 'target'), join(root, 'Dockerfile'));
    expect(await replace(root, 'Dockerfile', true)).toEqual({ code: 'leads-outside' });
    expect(readFileSync(join(outside, 'target'))).toEqual(Buffer.from(old));
  });

  it('does not overwrite what was changed meanwhile', async () => {
    const root = folder({ Dockerfile: 'somebody was here\n' });
    expect(await replace(root)).toEqual({ code: 'changed-meanwhile' });
    expect(readFileSync(join(root, 'Dockerfile'), 'utf8')).toBe('somebody was here\n');
    expect(readdirSync(root)).toEqual(['Dockerfile']);
  });

  it('does not overwrite what was changed meanwhile behind a hard link either', async () => {
    const root = folder({ Dockerfile: 'somebody was here\n' });
    linkSync(join(root, 'Dockerfile'), join(root, 'other'));
    expect(await replace(root)).toEqual({ code: 'changed-meanwhile' });
    expect(readFileSync(join(root, 'other'), 'utf8')).toBe('somebody was here\n');
  });

  it('reports a file that has gone', async () => {
    expect(await replace(folder())).toEqual({ code: 'not-found' });
  });

  it.skipIf(asRoot)('writes in place where the directory allows no second file', async () => {
    const root = folder({ Dockerfile: old });
    chmodSync(root, 0o555);
    expect(await replace(root)).toBeUndefined();
    chmodSync(root, 0o755);
    expect(readFileSync(join(root, 'Dockerfile'))).toEqual(Buffer.from(next));
  });
});

/** The compiled module, for processes of its own. */
function writeModule(): string {
  return join(dirname(executable()), '..', 'dist', 'src', 'batch', 'write.js');
}

/** A program that replaces `count` files over and over, back and forth, until it is ended. */
function worker(module: string): string {
  return `
  import { replaceFile, removeStagedOnSignals } from ${JSON.stringify(module)};
  const [root, count] = process.argv.slice(1);
  removeStagedOnSignals();
  const texts = ['a', 'b'].map((letter) => new TextEncoder().encode(letter.repeat(20_000)));
  process.stdout.write('ready');
  for (let round = 0; ; round += 1) {
    for (let index = 0; index < Number(count); index += 1) {
      const failure = await replaceFile({
        path: root + '/' + index + '/Dockerfile', root, followLinks: false,
        expected: texts[round % 2], next: texts[(round + 1) % 2],
      });
      if (failure !== undefined) throw new Error(JSON.stringify(failure));
    }
  }`;
}

describe('a process that is ended while it writes', () => {
  const count = 40;

  it.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)(
    'leaves every file whole and nothing else in the tree (%s)',
    async (signal) => {
      const root = folder();
      const staging = folder();
      for (let index = 0; index < count; index += 1) {
        mkdirSync(join(root, String(index)));
        writeFileSync(join(root, String(index), 'Dockerfile'), 'a'.repeat(20_000));
      }
      let interrupted = false;
      for (const delay of [3, 11, 29, 47]) {
        const child = spawn(
          process.execPath,
          ['--input-type=module', '-e', worker(writeModule()), root, String(count)],
          {
            stdio: ['ignore', 'pipe', 'inherit'],
            env: { ...process.env, TMPDIR: staging },
          },
        );
        const ended = new Promise((done) => child.on('close', (_status, by) => done(by)));
        await new Promise((done) => child.stdout.once('data', done));
        await wait(delay);
        child.kill(signal);
        expect(await ended).toBe(signal);
        for (let index = 0; index < count; index += 1) {
          const directory = join(root, String(index));
          expect(readdirSync(directory)).toEqual(['Dockerfile']);
          const text = readFileSync(join(directory, 'Dockerfile'), 'utf8');
          expect(text).toMatch(/^(?:a{20000}|b{20000})$/);
          if (text.startsWith('b')) interrupted = true;
          // The next round starts from the first text again.
          writeFileSync(join(directory, 'Dockerfile'), 'a'.repeat(20_000));
        }
        // A signal that can be caught leaves nothing in the staging directory either.
        if (signal !== 'SIGKILL') expect(readdirSync(staging)).toEqual([]);
      }
      // Else every round would have ended before its first file was written, and nothing was tested.
      expect(interrupted).toBe(true);
    },
  );

  it('leaves the old file and nothing else when there is no room for the new one', async () => {
    const staging = folder();
    const root = folder({ Dockerfile: 'a'.repeat(20_000) });
    const script = `
      import { replaceFile } from ${JSON.stringify(writeModule())};
      const [root] = process.argv.slice(1);
      const [expected, next] = ['a', 'b'].map((letter) => new TextEncoder().encode(letter.repeat(20_000)));
      const failure = await replaceFile({ path: root + '/Dockerfile', root, followLinks: false, expected, next });
      process.stdout.write(JSON.stringify(failure));`;
    // A limit on the size of files stands for a full disk; with the signal ignored, write() fails.
    const child = spawn(
      'sh',
      [
        '-c',
        'trap "" XFSZ; ulimit -f 8; exec "$0" "$@"',
        process.execPath,
        '--input-type=module',
        '-e',
        script,
        root,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, TMPDIR: staging } },
    );
    let answer = '';
    child.stdout.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    await new Promise((done) => child.on('close', done));
    expect(JSON.parse(answer)).toEqual({ code: 'write-failed', why: 'the system reported EFBIG' });
    expect(readFileSync(join(root, 'Dockerfile'), 'utf8')).toBe('a'.repeat(20_000));
    expect(readdirSync(root)).toEqual(['Dockerfile']);
    expect(readdirSync(staging)).toEqual([]);
  });

  it('stages outside of the tree when the temporary directory is on the same file system', () => {
    // What the test above rests on; a tree on another file system is staged in its .git directory or beside the file.
    expect(statSync(tmpdir()).dev).toBe(statSync(folder()).dev);
  });
});

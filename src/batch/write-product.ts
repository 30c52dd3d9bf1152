/** Writing a report to a file of the user's choice. */
import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from './failures.ts';
import { takeAlong } from './write.ts';

/**
 * Writes the file whole or not at all, with the directories it needs. What isn't a regular file (`/dev/stderr`, a
 * FIFO that a reader waits at) is written to, not replaced.
 */
export async function writeProduct(path: string, content: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  if (await isSpecial(path)) {
    await writeFile(path, content);
    return;
  }
  const staged = `${path}.${randomBytes(6).toString('hex')}.part`;
  const done = takeAlong(staged);
  try {
    await writeFile(staged, content, { flag: 'wx' });
    await rename(staged, path);
  } catch (error) {
    await rm(staged, { force: true });
    throw error;
  } finally {
    done();
  }
}

async function isSpecial(path: string): Promise<boolean> {
  try {
    return !(await stat(path)).isFile();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

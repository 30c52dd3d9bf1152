/**
 * Replacing a file so that at every moment it is the old one or the new one, whole.
 *
 * The new content is staged in a file of its own and renamed over the old one. The staging file lies outside the
 * working tree where the file system allows it, so that even a killed process leaves nothing in a repository.
 */
import { randomBytes } from 'node:crypto';
import { constants, type Stats, rmSync } from 'node:fs';
import { type FileHandle, lstat, open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { type Failure, errorCode, failureOf } from './failures.ts';

export interface Replacement {
  /** Absolute. */
  readonly path: string;
  /** What was read; the file must still hold it. */
  readonly expected: Uint8Array;
  readonly next: Uint8Array;
  /** Directory that a followed link must not lead out of. */
  readonly root: string;
  readonly followLinks: boolean;
}

/** Replaces the file's content. Mode and owner stay; a file with several hard links stays the same file. */
export async function replaceFile(replacement: Replacement): Promise<Failure | undefined> {
  try {
    const target = await resolveTarget(replacement);
    if ('code' in target) return target;
    const { expected, next } = replacement;
    return target.stats.nlink > 1
      ? await overwrite(target.path, expected, next)
      : await exchange(target.path, target.stats, expected, next);
  } catch (error) {
    return failureOf(error, 'write-failed');
  }
}

interface Target {
  readonly path: string;
  readonly stats: Stats;
}

async function resolveTarget({ path, root, followLinks }: Replacement): Promise<Target | Failure> {
  const stats = await lstat(path);
  if (stats.isFile()) return { path, stats };
  if (!stats.isSymbolicLink()) return { code: 'changed-meanwhile', why: 'it is no longer a regular file' };
  if (!followLinks) return { code: 'is-a-link' };
  const target = await realpath(path);
  if (!isInsideOnDisk(target, await realpath(root))) return { code: 'leads-outside' };
  return { path: target, stats: await stat(target) };
}

/** Whether the path is the directory or below it. Both absolute. */
export function isInsideOnDisk(path: string, directory: string): boolean {
  const way = relative(directory, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

// ── By renaming ──────────────────────────────────────────────────────────────────────────────────────────────

async function exchange(
  path: string,
  stats: Stats,
  expected: Uint8Array,
  next: Uint8Array,
): Promise<Failure | undefined> {
  for (const directory of await stagingDirectories(path, stats.dev)) {
    const staged = await stage(directory, path, stats, next);
    // The directory cannot hold the file, or not with the same owner: try the next.
    if (staged === undefined) continue;
    try {
      if (!(await holds(path, stats, expected))) return { code: 'changed-meanwhile' };
      await rename(staged, path);
      return undefined;
    } catch (error) {
      // Same device, yet not the same mount or quota project.
      if (errorCode(error) !== 'EXDEV') throw error;
    } finally {
      await discard(staged);
    }
  }
  // No place for a second file with this owner: the owner counts for more than the moment of writing.
  return overwrite(path, expected, next);
}

/** Where a staging file can be renamed from, best first: the temporary directory, the repository's own, the file's. */
async function stagingDirectories(path: string, device: number): Promise<readonly string[]> {
  const outside = [tmpdir(), ...(await gitDirectories(dirname(path)))];
  const devices = await Promise.all(outside.map(deviceOf));
  return [...outside.filter((_, index) => devices[index] === device), dirname(path)];
}

async function gitDirectories(directory: string): Promise<readonly string[]> {
  const candidate = join(directory, '.git');
  if ((await deviceOf(candidate)) !== undefined) return [candidate];
  const parent = dirname(directory);
  return parent === directory ? [] : gitDirectories(parent);
}

/** The device of a directory; undefined for what is no directory. */
async function deviceOf(directory: string): Promise<number | undefined> {
  try {
    const stats = await lstat(directory);
    return stats.isDirectory() || (await stat(directory)).isDirectory() ? stats.dev : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the staging file; undefined when the directory or the owner does not allow it. Throws when the disk is full. */
async function stage(
  directory: string,
  path: string,
  stats: Stats,
  content: Uint8Array,
): Promise<string | undefined> {
  const staged = join(directory, `.dfopt-${basename(path).slice(0, 64)}-${randomBytes(8).toString('hex')}`);
  pending.add(staged);
  try {
    const handle = await open(
      staged,
      constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0),
      0o600,
    );
    try {
      await writeAll(handle, content);
      const own = await handle.stat();
      if (own.uid !== stats.uid || own.gid !== stats.gid) await handle.chown(stats.uid, stats.gid);
      await handle.chmod(stats.mode & 0o7777);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return staged;
  } catch (error) {
    await discard(staged);
    if (['EACCES', 'EPERM', 'EROFS', 'EDQUOT'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

async function holds(path: string, before: Stats, expected: Uint8Array): Promise<boolean> {
  const now = await lstat(path);
  return (
    now.ino === before.ino && now.dev === before.dev && Buffer.compare(await readFile(path), expected) === 0
  );
}

async function writeAll(handle: FileHandle, content: Uint8Array): Promise<void> {
  let written = 0;
  while (written < content.length) {
    written += (await handle.write(content, written, content.length - written, written)).bytesWritten;
  }
}

async function discard(staged: string): Promise<void> {
  try {
    await unlink(staged);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  } finally {
    pending.delete(staged);
  }
}

// ── In place ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Writes over the file's own bytes, for hard links; what was there is put back when the disk is full. */
async function overwrite(path: string, expected: Uint8Array, next: Uint8Array): Promise<Failure | undefined> {
  const handle = await open(path, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0));
  try {
    if (Buffer.compare(await handle.readFile(), expected) !== 0) return { code: 'changed-meanwhile' };
    try {
      await writeAll(handle, next);
      await handle.truncate(next.length);
    } catch (error) {
      await writeAll(handle, expected);
      await handle.truncate(expected.length);
      throw error;
    }
    await handle.sync();
    return undefined;
  } finally {
    await handle.close();
  }
}

// ── Interrupts ───────────────────────────────────────────────────────────────────────────────────────────────

/** Staging files that exist at this moment: the one piece of state, because a signal can come at any moment. */
const pending = new Set<string>();

/** Has a signal take a staging file of somebody else along, until the function that is returned is called. */
export function takeAlong(staged: string): () => void {
  pending.add(staged);
  return () => void pending.delete(staged);
}

/** Makes Ctrl-C and a polite kill take the staging files along. Returns the way to undo it. */
export function removeStagedOnSignals(): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const stop = (signal: NodeJS.Signals): void => {
    for (const staged of pending) rmSync(staged, { force: true });
    release();
    // Die of the signal itself, so that the caller sees why.
    process.kill(process.pid, signal);
  };
  const release = (): void => signals.forEach((signal) => void process.removeListener(signal, stop));
  signals.forEach((signal) => void process.on(signal, stop));
  return release;
}

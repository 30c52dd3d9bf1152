/** Telling apart why an engine's command failed: the Dockerfile, the disk, the time, or the engine itself. */
import type { Finished } from './process.ts';
import type { Failure } from './types.ts';

/** ENOSPC as the kernel words it, and as BuildKit's snapshotter and containers/storage pass it on. */
const diskFull = /no space left on device|disk quota exceeded/i;
const logLines = 40;

export interface FailureContext {
  /** What was tried, for people: `docker build`. */
  readonly what: string;
  readonly finished: Finished;
  /** Asked when nothing else explains the failure. */
  readonly alive: () => Promise<boolean>;
  /** What it is if the engine is well. */
  readonly otherwise: 'build' | 'engine';
}

/** The reason that explains most, from what the command printed and how it ended. */
export async function failureOf({ what, finished, alive, otherwise }: FailureContext): Promise<Failure> {
  const text = `${finished.stdout.toString('utf8')}${finished.stderr.toString('utf8')}`;
  const log = lastLines(text, logLines);
  const failure = (kind: Failure['kind'], message: string): Failure => ({ kind, message, log });
  if (finished.endedBy === 'abort') return failure('interrupted', `${what} was interrupted`);
  if (finished.endedBy === 'timeout') return failure('timeout', `${what} took longer than it may`);
  if (diskFull.test(text)) return failure('disk-full', `${what} failed: the disk is full`);
  if (finished.endedBy === 'not-startable' || !(await alive())) {
    return failure('engine-died', `${what} failed: the engine doesn't answer`);
  }
  const last = lastLines(text, 1);
  return failure(otherwise, `${what} failed${last === '' ? '' : `: ${last}`}`);
}

function lastLines(text: string, count: number): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-count)
    .join('\n');
}

/** Telling apart why an engine's command failed: the Dockerfile, the disk, the time, or the engine itself. */
import type { Finished } from './process.ts';
import type { Failure } from './types.ts';

/** ENOSPC as the kernel words it, and as BuildKit's snapshotter and containers/storage pass it on. */
const diskFull = /no space left on device|disk quota exceeded/i;
/**
 * A registry that gives no answer, or none for now, while an image is looked up, as BuildKit and containers/image word
 * it. One that answers that it has no such image is not meant: then it is the FROM that is wrong.
 */
const registryUnreachable =
  /(?:failed to resolve source metadata for|initializing source docker:).*(?:failed to do request|(?:get|head) "https?:.*": |toomanyrequests|status.*\b(?:429|50[0234])\b)/i;
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
  if (otherwise === 'build' && registryUnreachable.test(text)) {
    return failure('registry-unreachable', `${what} failed, as a registry does not answer: ${last}`);
  }
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

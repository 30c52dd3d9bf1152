/** The image as a store of files: what others copy or mount out of it, and what they do with all that it holds. */
import { known, shown } from './given.ts';
import type { Draft } from './findings.ts';

type Taken = Pick<Draft, 'takes' | 'takenBy' | 'unread'>;

/**
 * Paths that are taken out of an image, told from its root. What a pattern matches lies in the directory before it; the
 * root itself is everything.
 * @param how for people, of everything: `mounts all of its files`.
 */
export function takenPaths(paths: readonly string[], how: string): Taken {
  const places = paths.map((path) => (known(path) === undefined ? path : withoutPattern(path)));
  if (places.some(isRoot)) return { takenBy: how };
  const takes = places.filter((path) => known(path) !== undefined);
  const open = places.filter((path) => known(path) === undefined);
  return {
    ...(takes.length === 0 ? {} : { takes }),
    ...(open.length === 0 ? {} : { unread: open.map((path) => notKnown(shown(path))) }),
  };
}

function notKnown(path: string): NonNullable<Draft['unread']>[number] {
  return { what: 'use', text: `what it copies out of the image (${path}) is not known in full` };
}

function withoutPattern(path: string): string {
  const parts = path.split('/');
  const pattern = parts.findIndex((part) => /[*?[]/.test(part));
  return pattern === -1 ? path : parts.slice(0, pattern).join('/');
}

function isRoot(path: string): boolean {
  return /^[./]*$/.test(path);
}

/**
 * Whether `--output` of a build writes the image's files, not the image (docs.docker.com/build/exporters): `type=local`,
 * `type=tar`, or a destination alone.
 */
export function writesFiles(output: string): boolean {
  const type = output
    .split(',')
    .find((field) => field.startsWith('type='))
    ?.slice('type='.length);
  if (type !== undefined) return type === 'local' || type === 'tar';
  return !/(?:^|,)\w+=/.test(output);
}

/** What is said of a build that does. */
export const writtenOut: Taken = {
  takenBy: 'writes all of its files to a directory or an archive (build --output)',
};

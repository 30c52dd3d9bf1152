/** Programs that are there ready to run, downloaded most of them: their name is all that tells what they need. */
import { posix } from 'node:path';
import type { FileEntry, Origin, Stage } from '../../evaluate/types.ts';
import { libraryOf } from '../../image/bases.ts';
import type { Need } from '../../rule/need.ts';
import type { Assumption, Evidence } from '../../rule/types.ts';

export type Downloaded =
  | { readonly kind: 'static' }
  /** A script that is known, by what it runs on and what it calls. */
  | { readonly kind: 'script'; readonly shell: string; readonly commands: readonly string[] }
  /** A script of which only the name is there. */
  | { readonly kind: 'unread-script' }
  /** A program that may be linked against the C library. */
  | { readonly kind: 'unknown' };

/**
 * Releases that are static programs, by the start of the file's name. Sources: the release notes and build files of
 * Yelp/dumb-init, krallin/tini (`tini` itself is linked against glibc), tianon/gosu, jwilder/dockerize,
 * grpc-ecosystem/grpc-health-probe.
 */
const staticReleases = /^(dumb-init|tini-(static|muslc)|gosu|dockerize|grpc[-_]health[-_]probe)([-_.]|$)/;

/** Scripts that many images download. Sources: vishnubob/wait-for-it and Eficode/wait-for, their first lines and calls. */
const knownScripts: ReadonlyMap<string, Extract<Downloaded, { kind: 'script' }>> = new Map([
  [
    'wait-for-it',
    {
      kind: 'script',
      shell: '/bin/bash',
      commands: 'basename date nc readlink realpath sleep timeout'.split(' '),
    },
  ],
  [
    'wait-for',
    { kind: 'script', shell: '/bin/sh', commands: 'basename date nc sleep timeout wget'.split(' ') },
  ],
]);

/** What is known of a downloaded program or script by its name and address. */
export function downloadedProgram({ path, origin }: FileEntry): Downloaded {
  const from = originName(origin);
  // Of an archive that names another program it is not known.
  const url = isOfArchive(origin) && !isNamedIn(from, path) ? '' : from;
  const names = [url, posix.basename(path)];
  for (const name of names) {
    const script = knownScripts.get(name.replace(/\.sh$/, ''));
    if (script !== undefined) return script;
  }
  if (names.some((name) => /\.(sh|bash|py|pl|rb)$/.test(name))) return { kind: 'unread-script' };
  return staticReleases.test(url) ? { kind: 'static' } : { kind: 'unknown' };
}

/** A member of an archive, as far as that can be said of what nobody has looked into. */
export function isOfArchive(
  origin: Origin,
): origin is Extract<Origin, { by: 'opaque' }> & { archive: string } {
  return origin.by === 'opaque' && origin.archive !== undefined;
}

/** Whether an archive's name tells that it is the release of a program: `dockerize-linux-amd64-v0.6.1.tar.gz`. */
export function namesProgram({ path, origin }: FileEntry): boolean {
  return isNamedIn(originName(origin), path);
}

function isNamedIn(archive: string, path: string): boolean {
  const words = archive.toLowerCase().split(/[^a-z0-9]+/);
  const name = posix
    .basename(path)
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((_, at) => name.every((word, index) => words[at + index] === word));
}

/** The last element of the URL or path that something comes from. */
function originName(origin: Origin): string {
  const place = origin.by === 'download' ? origin.url : isOfArchive(origin) ? origin.archive : '';
  return posix.basename(place.replace(/[?#].*$/s, ''));
}

/**
 * What a program may need that is there and that nobody has looked into: the C library of the image it was made for.
 * @param come how it came there, if it did not come from a compiler in the image or from the build context.
 */
export function unreadProgramNeed(
  path: string,
  stage: Stage,
  evidence: Evidence | undefined,
  come?: 'downloaded' | 'unpacked',
): Need {
  const assumption: Assumption =
    come === undefined
      ? {
          code: 'program-not-read',
          message: `${path}, which is started, needs nothing at run time but the C library`,
          evidence,
        }
      : {
          code: 'download-not-read',
          message: `${path}, which is ${come}, needs nothing at run time but the C library`,
          evidence,
        };
  return {
    kind: 'c-library',
    library: libraryOf(stage.facts?.distribution ?? { family: 'other' }),
    because: `${path} ${come === undefined ? '' : `is ${come}, and `}may be linked against the C library`,
    evidence,
    assumption,
  };
}

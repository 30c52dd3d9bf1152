/** The files that a stage starts with. */
import { isDistributionDirectory } from '../../image/contents.ts';
import { mergesUsr, systemLinks } from '../../image/directories.ts';
import { isInside } from './paths.ts';
import type { FileSystem, Found, ImageFacts, Listing } from '../types.ts';

/** What a stage starts from: another stage's files, a known or unknown image, or nothing. */
export type Ground =
  | { readonly kind: 'files'; readonly files: FileSystem }
  | { readonly kind: 'image'; readonly facts: ImageFacts | undefined }
  | { readonly kind: 'empty' };

/** One path of the ground, of the normal form. */
export function lookupInGround(ground: Ground, path: string): Found {
  if (path === '/') return { status: 'present', entry: { path, kind: 'directory', origin: { by: 'base' } } };
  switch (ground.kind) {
    case 'empty':
      return { status: 'absent' };
    case 'files': {
      const target = ground.files.linkAt(path);
      return target === undefined
        ? ground.files.lookup(path)
        : { status: 'present', entry: { path, kind: 'link', target, origin: { by: 'base' } } };
    }
    case 'image':
      return lookupInImage(ground.facts, path);
  }
}

/** Whether a path may lead through a link of the ground. */
export function passesLink(ground: Ground, path: string): boolean {
  return (
    ground.kind === 'files' ||
    (ground.kind === 'image' &&
      isDistribution(ground.facts) &&
      linksOfSystem.some((link) => isInside(path, link)))
  );
}

const linksOfSystem = [...systemLinks.keys()];

/** Whether the system's directories at the root are links to those in /usr. */
export function groundMergesUsr(ground: Ground): boolean {
  switch (ground.kind) {
    case 'files':
      return ground.files.mergesUsr;
    case 'image':
      return ground.facts !== undefined && mergesUsr(ground.facts.distribution);
    case 'empty':
      return false;
  }
}

function isDistribution(facts: ImageFacts | undefined): boolean {
  const family = facts?.distribution.family;
  return family === 'debian' || family === 'ubuntu' || family === 'alpine';
}

function lookupInImage(facts: ImageFacts | undefined, path: string): Found {
  const target = isDistribution(facts) ? systemLinks.get(path) : undefined;
  if (target !== undefined) {
    return { status: 'present', entry: { path, kind: 'link', target, origin: { by: 'base' } } };
  }
  switch (facts?.contains(path) ?? 'unknown') {
    case 'yes': {
      // What holds files is a directory; of other paths the image's facts don't tell.
      const directory =
        facts?.list?.(path) !== undefined || facts?.isDirectory?.(path) === true || isOfSystem(path, facts);
      const kind = directory ? 'directory' : 'unknown';
      return { status: 'present', entry: { path, kind, origin: { by: 'base' } } };
    }
    case 'no':
      return { status: 'absent' };
    case 'unknown':
      return { status: 'possible', origin: { by: 'base' } };
  }
}

function isOfSystem(path: string, facts: ImageFacts | undefined): boolean {
  return isDistribution(facts) && isDistributionDirectory(path);
}

/** The names in a directory of the ground; undefined where there is no such directory. */
export function listGround(ground: Ground, directory: string): Listing | undefined {
  if (ground.kind === 'files') return ground.files.list(directory);
  if (ground.kind === 'empty' || lookupInGround(ground, directory).status === 'absent') return undefined;
  const names = ground.facts?.list?.(directory);
  return {
    names: (names ?? []).map((name) => ({ name, kind: 'unknown' })),
    complete: names !== undefined,
    generated: false,
    ...(names === undefined && hasNoSources(ground, directory) ? { sources: 'complete' } : {}),
  };
}

/** Of a directory that the image is not known to have. A team's own image may bring sources of its own. */
function hasNoSources({ facts }: Extract<Ground, { kind: 'image' }>, directory: string): boolean {
  return (
    facts?.extended !== true &&
    facts?.contains(directory) === 'unknown' &&
    facts.holdsNoSources?.(directory) === true
  );
}

/**
 * The distributions' own images: which references name them, and on which release they are.
 *
 * Sources
 * - Debian: debuerreotype/docker-debian-artifacts and hub.docker.com/_/debian: a suite, its number or a point release, each with a
 *   date or `-slim` or both; `latest` and `stable` are the same.
 * - Ubuntu: hub.docker.com/_/ubuntu: a number or a codename, with a date; `latest`, `rolling` and `devel` move.
 * - Alpine: hub.docker.com/_/alpine: a branch or a release of one; `latest`, `3` and `edge` move.
 */
import { glibcReleases } from './distributions.ts';
import { assumedCopy, isOfficial } from './reference.ts';
import type { Distribution, ImageReference } from './types.ts';

export interface DistributionImage {
  readonly distribution: Distribution;
  /** What is taken for granted of it, in words. */
  readonly assumed: string | undefined;
}

/**
 * The distribution that a reference is the own image of.
 * @param written the reference as the file has it: with variables and digest.
 */
export function distributionImage(reference: ImageReference, written: string): DistributionImage | undefined {
  const distribution = isOfficial(reference) ? distributionOf(reference, written) : undefined;
  return distribution === undefined ? undefined : { distribution, assumed: assumedCopy(reference) };
}

function distributionOf({ name, tag, digest }: ImageReference, written: string): Distribution | undefined {
  // A digest alone says nothing of the release.
  if (tag === undefined && digest !== undefined) return undefined;
  switch (name) {
    case 'debian':
      return debianOf(tag ?? 'latest', written);
    case 'ubuntu':
      return ubuntuOf(tag ?? 'latest', written);
    case 'alpine':
      return alpineOf(tag ?? 'latest', written);
    default:
      return undefined;
  }
}

const slim = '-slim';

function debianOf(tag: string, written: string): Distribution | undefined {
  const isSlim = tag.endsWith(slim);
  const release = (isSlim ? tag.slice(0, -slim.length) : tag).replace(/-\d{8}(?:\.\d+)?$/, '');
  if (/-/.test(release)) return undefined;
  const codename = debianCodename(release);
  return {
    family: 'debian',
    ...(codename === undefined ? {} : { codename }),
    image: isSlim ? written : slimOf(written),
  };
}

/** A name that moves behind or before the stable one (`oldstable`, `testing`) stands for itself. */
function debianCodename(release: string): string | undefined {
  if (release === 'latest' || release === 'stable') return undefined;
  const number = /^(\d+)(?:\.\d+)?$/.exec(release)?.[1];
  return codenameOf('debian', number) ?? release;
}

/** The slim variant beside an image; where it is named by a digest, that is another. */
function slimOf(written: string): string {
  const [tagged = ''] = written.split('@');
  const tag = /:([^/]*)$/.exec(tagged)?.[1];
  if (tag === undefined) return `${tagged}:stable${slim}`;
  return tag === 'latest' ? `${tagged.slice(0, -tag.length)}stable${slim}` : `${tagged}${slim}`;
}

function codenameOf(family: 'debian' | 'ubuntu', number: string | undefined): string | undefined {
  return glibcReleases.find((release) => release.family === family && release.number === number)?.codename;
}

function ubuntuOf(tag: string, written: string): Distribution | undefined {
  const release = tag.replace(/-\d{8}(?:\.\d+)?$/, '');
  if (/-/.test(release)) return undefined;
  const moves = ['latest', 'rolling', 'devel'].includes(release);
  const codename = codenameOf('ubuntu', release) ?? release;
  return { family: 'ubuntu', ...(moves ? {} : { codename }), image: written };
}

function alpineOf(tag: string, written: string): Distribution | undefined {
  if (/^\d+\.\d+(?:\.\d+)?(?:_rc\d+)?$/.test(tag)) {
    const release = tag.replace(/_rc\d+$/, '');
    return { family: 'alpine', release, image: written };
  }
  if (tag === 'edge' || /^\d{8}$/.test(tag)) return { family: 'alpine', release: 'edge', image: written };
  return tag === 'latest' || tag === '3' ? { family: 'alpine', image: written } : undefined;
}

/** When two names mean the same image. */
import { officialImages } from '../../image/official-images.ts';
import { parseReference, repositoryOf } from '../../image/reference.ts';
import { unknownValue } from '../makefile/types.ts';
import type { ImageName } from './findings.ts';

/** Tags and digests don't count: one Dockerfile makes all of them. */
export function isSameImage(a: ImageName, b: ImageName): boolean {
  if (a.by !== b.by) return false;
  if (a.by === 'context') return b.by === 'context' && a.text === b.text && a.dockerfile === b.dockerfile;
  if (a.by === 'image' && b.by === 'image' && a.written !== undefined && a.written === b.written) return true;
  if (a.by !== 'image') return a.text === b.text && !a.text.includes(unknownValue);
  const left = repositoryIn(a.text);
  const right = repositoryIn(b.text);
  if (left === undefined || right === undefined) return false;
  if (left.certain && right.certain) return left.path === right.path;
  // A registry in a variable: the image's own name decides, if it is known.
  return left.name === right.name;
}

interface Repository {
  /** Spelt out, with registry and namespace. */
  readonly path: string;
  readonly name: string;
  /** False when parts before the name are not known. */
  readonly certain: boolean;
}

/** The repository in a reference whose parts may be unknown; undefined when its own name is. */
function repositoryIn(text: string): Repository | undefined {
  const slash = text.lastIndexOf('/');
  const last = text.slice(slash + 1).split(/[:@]/)[0] ?? '';
  if (last === '' || last.includes(unknownValue) || last.includes('$')) return undefined;
  const before = text.slice(0, Math.max(0, slash));
  if (before.includes(unknownValue) || before.includes('$'))
    return { path: last, name: last, certain: false };
  const reference = parseReference(before === '' ? last : `${before}/${last}`);
  return reference === undefined ? undefined : { path: repositoryOf(reference), name: last, certain: true };
}

/** The last part of an image's repository, by which others name it, if it is known. */
export function nameIn(name: ImageName): string | undefined {
  return name.by === 'image' ? repositoryIn(name.text)?.name : undefined;
}

/**
 * An official image that other projects run beside their own (`postgres:16`). A repository may well call its own image
 * by a bare name, so a bare name alone doesn't make an image official.
 */
export function isOfficialImage(name: ImageName): boolean {
  const repository = name.by === 'image' ? repositoryIn(name.text) : undefined;
  if (repository === undefined || !repository.certain) return false;
  return repository.path === `docker.io/library/${repository.name}` && officialImages.has(repository.name);
}

/** Absolute paths of the image in their normal form: no `.`, no `..`, no slash twice or at the end. */
import { posix } from 'node:path';

/** Paths of the image start at its root. Nearly all are in their normal form already. */
export function absolute(path: string): string {
  return path.startsWith('/') && !/\/(?:\.|\/|$)/.test(path) ? path : posix.resolve('/', path);
}

/** The directory that holds a path of the normal form; the root's is the root. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

/** Whether the path is the directory or lies below it. */
export function isInside(path: string, directory: string): boolean {
  if (!path.startsWith(directory)) return false;
  return path.length === directory.length || directory === '/' || path.charAt(directory.length) === '/';
}

/** The way from a directory to itself (`''`) or to a path below it, both of the normal form. */
export function pathBelow(directory: string, path: string): string {
  return path === directory ? '' : path.slice(directory === '/' ? 1 : directory.length + 1);
}

/** The path, of the normal form, and the directories above it up to the root. */
export function selfAndParents(path: string): readonly string[] {
  const places = [path];
  for (let place = path; place !== '/';) {
    place = parentOf(place);
    places.push(place);
  }
  return places;
}

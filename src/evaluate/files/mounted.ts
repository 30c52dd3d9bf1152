/** What is seen of a path through mounts: of what happened in one, nothing is left once it is gone. */
import type { Journal, Mount } from './journal.ts';
import { isInside } from './paths.ts';

/** The mount that a path is in at a moment, the latest of several. */
export function mountAt({ mounts }: Journal, path: string, at: number): Mount | undefined {
  if (mounts.length === 0) return undefined;
  return mounts.findLast((mount) => isThere(mount, at) && isInside(path, mount.path));
}

/** Whether something that happened at a place is still seen at a moment. */
export function isSeen({ mounts }: Journal, place: string, happened: number, at: number): boolean {
  return mounts.every(
    (mount) =>
      happened < mount.from ||
      mount.until === undefined ||
      happened > mount.until ||
      at <= mount.until ||
      !isInside(place, mount.path),
  );
}

function isThere({ from, until }: Mount, at: number): boolean {
  return from < at && (until === undefined || at <= until);
}

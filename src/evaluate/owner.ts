/** Owners of files as chown(1) writes them: `name:group`, and `name:` for a user with the group of its own. */

/** A user and a group that can't be told; `app:?` is one of which the user can. No account has this for a name. */
export const unknownOwner = '?:?';

/** Whether user and group of an owner can be told. */
export function isKnownOwner(owner: string | undefined): boolean {
  return owner?.split(':').includes('?') !== true;
}

/** The owner of what a process of the user makes; undefined for root's. */
export function ownerBy(user: string | undefined): string | undefined {
  if (user === undefined || /^(root|0)?(:.*)?$/.test(user)) return undefined;
  return user.includes(':') ? user : `${user}:`;
}

/**
 * The owner that `COPY --chown` gives: without a group, that of the user for a name (BuildKit, `readUser`), and the same
 * number for a number (Dockerfile reference, "COPY --chown").
 */
export function ownerGiven(chown: string): string {
  if (chown.includes(':')) return chown;
  return /^\d+$/.test(chown) ? `${chown}:${chown}` : `${chown}:`;
}

/** The owner after chown(1) or chgrp(1): `name` leaves the group as it is, and `:group` the user. */
export function changedOwner(before: string | undefined, change: string): string {
  const [user = '', group] = change.split(':');
  const [ownUser = '', ownGroup] = before?.split(':') ?? [];
  const left = user === '' ? (ownUser === '' ? 'root' : ownUser) : user;
  // `name:` is the user with the group of its own, `:` alone changes nothing.
  const right = group === undefined ? ownGroup : group;
  if (user === '' && group === '') return before ?? 'root';
  return right === undefined ? left : `${left}:${right}`;
}

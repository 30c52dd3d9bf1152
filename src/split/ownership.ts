/** Directories that belong to the container's user, and how the runtime stage gives them to it. */
import { posix } from 'node:path';
import type { Stage } from '../build/types.ts';
import { isInside, type KeptFile } from './kept-files.ts';
import type { Plan } from './plan.ts';
import { isOwnedBy, numericOwner } from './users.ts';

/** Directories that the container's user owns in the original image, and that the program may write in. */
export function ownedDirectories(plan: Plan, stage: Stage): readonly string[] {
  const { user } = plan;
  if (user.root) return [];
  const home = user.record?.home;
  const homeMatters =
    home !== undefined && (isInside(plan.workdir ?? '/', home) || plan.environment.has('HOME'));
  const candidates = [
    ...(plan.workdir === undefined ? [] : [plan.workdir]),
    ...plan.writable,
    ...stage.config.volumes.map(({ path }) => path),
    ...(plan.writesUnknown ? plan.kept.filter(({ directory }) => directory).map(({ path }) => path) : []),
    ...(homeMatters ? [home] : []),
  ];
  const owned = [...new Set(candidates)].filter((path) => {
    const found = stage.files.lookup(path);
    return found.status === 'present' && isOwnedBy(found.entry.owner, user);
  });
  // The working directory's parents are made with it.
  const { workdir } = plan;
  const madeWith = workdir !== undefined && owned.includes(workdir) ? workdir : undefined;
  return owned.filter(
    (path) =>
      path === madeWith ||
      ((madeWith === undefined || !isInside(madeWith, path)) &&
        ownerIds(path, plan.kept, stage) === undefined),
  );
}

export interface HandedDirectory {
  readonly path: string;
  /** As chown takes it: `app:app`. */
  readonly owner: string;
}

/**
 * Directories of users that a container of root's changes to (su-exec, gosu, su): COPY and WORKDIR would leave them to
 * root, and of these users no ids are known.
 */
export function handedDirectories(plan: Plan, stage: Stage): readonly HandedDirectory[] {
  const { user, choice } = plan;
  if (!user.root || choice.base.shell === undefined || !choice.copies.includes('/etc/passwd')) return [];
  const candidates = [
    ...(plan.workdir === undefined ? [] : [plan.workdir]),
    ...plan.writable,
    ...plan.kept.filter(({ directory }) => directory).map(({ path }) => path),
  ];
  return [...new Set(candidates)].flatMap((path) => {
    const found = stage.files.lookup(path);
    const owner = found.status === 'present' ? found.entry.owner : undefined;
    const roots = owner === undefined || /^(root|0)?(:|$)/.test(owner);
    return roots || ownerIds(path, plan.kept, stage) !== undefined ? [] : [{ path, owner }];
  });
}

/** Ids for `--chown` of a directory that is copied, where all of it belongs to one owner whose ids are known. */
export function ownerIds(path: string, kept: readonly KeptFile[], stage: Stage): string | undefined {
  const file = kept.find((candidate) => candidate.path === path && candidate.directory);
  const ids = file === undefined ? undefined : numericOwner(file.owner, stage);
  if (ids === undefined) return undefined;
  const { names, complete } = stage.files.list(path);
  const same = names.every(({ name }) => {
    const found = stage.files.lookup(posix.join(path, name));
    return found.status === 'present' && found.entry.owner === file?.owner;
  });
  return complete && same ? ids : undefined;
}

/** A directory of the image that is known to hold nothing: making it is enough. */
export function isEmptyDirectory(path: string, stage: Stage): boolean {
  const { names, complete } = stage.files.list(path);
  return complete && names.length === 0;
}

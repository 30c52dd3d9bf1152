/** Directories that belong to the container's user, and how the runtime stage gives them to it. */
import { userRecords } from '../../image/places.ts';
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import { isKnownOwner } from '../../evaluate/owner.ts';
import type { Stage } from '../../evaluate/types.ts';
import type { Plan } from './plan.ts';
import { wayTo } from '../files/links-on-the-way.ts';
import { isGivenTo, namedOwner, numericOwner } from '../needs/users.ts';

/** Directories that the container's user owns in the original image, and that the program may write in. */
export function ownedDirectories(plan: Plan, stage: Stage): readonly string[] {
  const { user } = plan;
  if (user.root) return [];
  if (plan.given.length > 0) return givenDirectories(plan, stage);
  const home = user.record?.home;
  const homeMatters =
    home !== undefined && (isInside(plan.workdir ?? '/', home) || plan.environment.has('HOME'));
  const candidates = [
    ...(plan.workdir === undefined ? [] : [plan.workdir]),
    ...plan.writable,
    ...stage.config.volumes.map(({ path }) => path),
    ...(plan.writesUnknown ? plan.kept.filter(({ directory }) => directory).map(({ path }) => path) : []),
    ...(homeMatters ? [home] : []),
    ...parentsOfKeptFiles(plan),
  ];
  const owned = [...new Set(candidates)].filter((path) => {
    // What lies behind a link is made apart.
    if (wayTo(path, stage.files).links.length > 0) return false;
    const found = stage.files.lookup(path);
    return found.status === 'present' && isGivenTo(found.entry.owner, user, stage);
  });
  // The working directory's parents are made with it.
  const { workdir } = plan;
  const madeWith = workdir !== undefined && owned.includes(workdir) ? workdir : undefined;
  return owned.filter(
    (path) =>
      path === madeWith ||
      ((madeWith === undefined || !isInside(madeWith, path)) && !isCopiedWithOwner(path, plan, stage)),
  );
}

/** Directories that are made for a user whose they weren't; what is copied for it brings its owner along. */
function givenDirectories({ given, kept, workdir }: Plan, stage: Stage): readonly string[] {
  return given.filter((path) => {
    const copied = kept.find((file) => file.path === path);
    if (copied === undefined || path === workdir) return true;
    return copied.directory && isEmptyDirectory(path, stage);
  });
}

/** The directories of files that are kept by their names: COPY would make them root's. */
export function parentsOfKeptFiles({ kept }: Plan): ReadonlySet<string> {
  return new Set(kept.flatMap(({ path, directory }) => (directory ? [] : [posix.dirname(path)])));
}

/** It goes along in a directory that is copied for an owner. */
function isCopiedWithOwner(path: string, plan: Plan, stage: Stage): boolean {
  return plan.kept.some(
    (kept) => kept.directory && isInside(path, kept.path) && copyOwner(kept.path, plan, stage) !== undefined,
  );
}

export interface HandedDirectory {
  readonly path: string;
  /** As chown takes it: `app:app`. */
  readonly owner: string;
}

/**
 * Directories of users that a container of root's changes to (su-exec, gosu, su): COPY and WORKDIR would leave them to
 * root, and no one owner can be given to all that they hold.
 */
export function handedDirectories(plan: Plan, stage: Stage): readonly HandedDirectory[] {
  const { user, choice } = plan;
  if (!user.root || choice.base.shell === undefined || !choice.copies.includes(userRecords)) return [];
  const candidates = [
    ...(plan.workdir === undefined ? [] : [plan.workdir]),
    ...plan.writable,
    ...plan.kept.filter(({ directory }) => directory).map(({ path }) => path),
  ];
  return [...new Set(candidates)].flatMap((path) => {
    const found = stage.files.lookup(path);
    const owner = found.status === 'present' ? found.entry.owner : undefined;
    const roots = owner === undefined || /^(root|0)?(:|$)/.test(owner);
    return roots || !isKnownOwner(owner) || copyOwner(path, plan, stage) !== undefined
      ? []
      : [{ path, owner }];
  });
}

/**
 * The owner for `--chown` of a directory that is copied, where all of it belongs to one: its ids where they are known,
 * else its names, which the builder looks up in the accounts that the stage has got by then.
 */
export function copyOwner(path: string, { kept, choice }: Plan, stage: Stage): string | undefined {
  const file = kept.find((candidate) => candidate.path === path && candidate.directory);
  const named = choice.copies.includes(userRecords) ? namedOwner(file?.owner, stage) : undefined;
  const owner = numericOwner(file?.owner, stage) ?? named;
  if (owner === undefined) return undefined;
  return belongsTo(file?.owner, path, stage) ? owner : undefined;
}

/** Whether all that a directory holds has one owner. */
function belongsTo(owner: string | undefined, directory: string, stage: Stage): boolean {
  const { names, complete } = stage.files.list(directory);
  const same = names.every(({ name }) => {
    const path = posix.join(directory, name);
    const found = stage.files.lookup(path);
    if (found.status !== 'present' || found.entry.owner !== owner) return false;
    return found.entry.kind !== 'directory' || belongsTo(owner, path, stage);
  });
  return same && (complete || isMadeHere(directory, stage));
}

/**
 * A directory that a step of the file makes and into which no step is known to write: what else may be in it would have
 * to come from the base image or a package, which have no directories of the author's names.
 */
function isMadeHere(path: string, { files }: Stage): boolean {
  const found = files.lookup(path);
  const made = found.status === 'present' && found.entry.origin.by === 'command';
  return made && !files.opaque().some(({ under, origin }) => origin.by === 'opaque' && isInside(path, under));
}

/** A directory of the image that is known to hold nothing: making it is enough. */
export function isEmptyDirectory(path: string, stage: Stage): boolean {
  const { names, complete } = stage.files.list(path);
  return complete && names.length === 0;
}

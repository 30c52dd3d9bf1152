/** What scripts and command lines read of the base image and of packages: it is there afterwards, or that is an assumption. */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Found, Origin, Stage } from '../../evaluate/types.ts';
import { isDistributionDirectory } from '../../image/contents.ts';
import { packageCommandDirectories } from '../../image/places.ts';
import type { Need } from '../../rule/need.ts';
import type { Assumption, Evidence } from '../../rule/types.ts';
import { holdsAuthors } from '../files/authors-files.ts';
import { originalHas } from '../needs/installed-packages.ts';
import { isBelowOneOf, isOfContainer, purposeOf } from './paths.ts';

export interface SystemReads {
  readonly needs: readonly Need[];
  readonly assumptions: readonly Assumption[];
}

/** What is done with a path: its text is read, the names in it are, or either. */
export type ReadAs = 'file' | 'names' | 'either';

export const nothing: SystemReads = { needs: [], assumptions: [] };

export function together(reads: readonly SystemReads[]): SystemReads {
  return {
    needs: reads.flatMap(({ needs }) => needs),
    assumptions: reads.flatMap(({ assumptions }) => assumptions),
  };
}

/** Places of users and of what is made while the container runs. */
const notOfSystem = ['/root', '/home', '/tmp', '/var/tmp'];

/** What is read at a path, if that is the base image's or a package's; what the author put there is for others to keep. */
export function systemReads(
  path: string,
  as: ReadAs,
  stage: Stage,
  because: string,
  evidence: Evidence | undefined,
): SystemReads {
  const found = stage.files.lookup(path);
  if (found.status === 'absent' || isOfContainer(path) || isBelowOneOf(path, notOfSystem)) return nothing;
  if (!isOfSystem(originOf(found))) return perhapsMade(path, as, found, because, evidence);
  const command = posix.basename(path);
  if (packageCommandDirectories.includes(posix.dirname(path))) {
    const needs: readonly Need[] = [{ kind: 'command', name: command, because, evidence }];
    return originalHas(command, stage) ? { ...nothing, needs } : nothing;
  }
  const purpose = purposeOf(path);
  if (purpose !== undefined) return { ...nothing, needs: [{ ...purpose, because, evidence }] };
  const known = found.status === 'present' ? found.entry.kind : 'unknown';
  if (known === 'directory' || isDistributionDirectory(path))
    return as === 'file' ? nothing : namesRead(path, as, stage, because, evidence);
  // As a whole, with what the base may have there as well.
  if (as !== 'file' && found.status === 'possible' && holdsAuthors(path, stage))
    return { ...nothing, needs: [{ kind: 'file', path, directory: true, because, evidence }] };
  if (as === 'names' && found.status !== 'present')
    return { ...nothing, assumptions: [unlisted(path, evidence)] };
  // What lies in /usr/local is the toolchain's own.
  if (isInside(path, '/usr/local')) return { ...nothing, assumptions: [unknown(path, evidence)] };
  if (found.status === 'present')
    return { ...nothing, needs: [{ kind: 'system-file', path, because, evidence }] };
  if (as !== 'file') return { ...nothing, assumptions: [unknown(path, evidence)] };
  const need: Need = { kind: 'file', path, directory: false, perhaps: true, because, evidence };
  return { ...nothing, needs: [need] };
}

/** The names in a directory of the distribution's: all of them, where they are known. */
function namesRead(
  path: string,
  as: ReadAs,
  { files }: Stage,
  because: string,
  evidence: Evidence | undefined,
): SystemReads {
  const { names, complete } = files.list(path);
  if (complete && names.length === 0) return nothing;
  if (complete && isInside(path, '/etc'))
    return { ...nothing, needs: [{ kind: 'file', path, directory: true, because, evidence }] };
  // Where something is put into it, what lies there already does not matter.
  return as === 'either' ? nothing : { ...nothing, assumptions: [unlisted(path, evidence)] };
}

/** A step without a model may have made a file: it is brought where it is there. */
function perhapsMade(
  path: string,
  as: ReadAs,
  found: Found,
  because: string,
  evidence: Evidence | undefined,
): SystemReads {
  if (found.status !== 'possible' || as !== 'file' || found.origin.by !== 'opaque') return nothing;
  const need: Need = { kind: 'file', path, directory: false, perhaps: true, because, evidence };
  return { ...nothing, needs: [need] };
}

function originOf(found: Exclude<Found, { status: 'absent' }>): Origin {
  return found.status === 'present' ? found.entry.origin : found.origin;
}

/** The base image brings it, or a package. */
export function isOfSystem({ by }: Origin): boolean {
  return by === 'base' || by === 'package';
}

function unlisted(path: string, evidence: Evidence | undefined): Assumption {
  const message = `what the base image has in ${path} does not matter to the script`;
  return { code: 'system-directory', message, evidence };
}

function unknown(path: string, evidence: Evidence | undefined): Assumption {
  const message = `the script can do without what the base image has, or may have, as ${path}`;
  return { code: 'system-file-not-known', message, evidence };
}

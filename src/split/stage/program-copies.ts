/** The programs of the runtime stage, and where each is copied from. */
import { posix } from 'node:path';
import type { FileSystem, Stage } from '../../evaluate/types.ts';
import { mayBeMissingIn } from '../files/files-by-arguments.ts';
import { wayTo } from '../files/links-on-the-way.ts';
import type { StartedProgram } from '../started/launches.ts';

/** A program, and what is copied there. */
export interface ProgramCopy {
  readonly path: string;
  readonly from: string;
  /** It need not be there: it is copied by a pattern, which may match nothing. */
  readonly perhaps?: true;
}

/**
 * Beside what is certainly built, one that only some builds make need not be there. Where that is all, an image without
 * it is good for nothing, and a build that fails says so.
 */
export function programCopies(
  programs: readonly StartedProgram[],
  { files }: Stage,
  /** The files as they are whatever the build arguments. */
  open: FileSystem,
): readonly ProgramCopy[] {
  const copies = new Map<string, ProgramCopy>();
  for (const { path, shape, from } of programs) {
    const { path: own } = wayTo(path, files, 'parents');
    if (shape === 'file') copies.set(path, { path: own, from: from ?? own });
  }
  const isUnsure = ({ path, from }: ProgramCopy): boolean =>
    posix.basename(path) === posix.basename(from) &&
    (mayBeMissingIn(from, files) || mayBeMissingIn(from, open));
  const all = [...copies.values()];
  return all.every(isUnsure) ? all : all.map((copy) => (isUnsure(copy) ? { ...copy, perhaps: true } : copy));
}

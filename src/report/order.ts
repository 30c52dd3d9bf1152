/** The order in which people read the files of a run. */
import type { FileReport } from './types.ts';

/** The main job first: what is split, then what is only named, then the rest, each by root and path as before. */
export function splitsFirst(files: readonly FileReport[]): readonly FileReport[] {
  return files.toSorted((left, right) => rank(left) - rank(right));
}

/** Whether the file becomes a build stage and a runtime stage. */
export function isSplit({ outcome }: Pick<FileReport, 'outcome'>): boolean {
  return outcome.outcome === 'migrated' && outcome.summary !== undefined;
}

function rank(file: FileReport): number {
  if (file.outcome.outcome !== 'migrated') return 2;
  return isSplit(file) ? 0 : 1;
}

/** Files of the author's in directories that the image has anyway. */
import { posix } from 'node:path';
import type { Stage } from '../../evaluate/types.ts';
import type { Assumption, Evidence } from '../../rule/types.ts';
import { listed } from '../../rule/listed.ts';
import type { Need } from '../../rule/need.ts';
import { authorsFilesBelow, holdsSources } from './kept-files.ts';

/** Whose files they are, and which of them are sources. */
export interface AuthorsScene {
  readonly stage: Stage;
  readonly toolchain: { readonly isSource: (path: string) => boolean };
}

/** Those in a directory, for who reads it by names that aren't known. */
export function authorsBelow(
  directory: string,
  { stage, toolchain }: AuthorsScene,
  evidence: Evidence,
  /** What is looked at apart. */
  isApart: (path: string) => boolean = () => false,
): { readonly needs: readonly Need[]; readonly assumptions: readonly Assumption[] } {
  const files = authorsFilesBelow(directory, stage).filter(({ path }) => !isApart(path));
  const isSource = ({ path, directory: whole }: (typeof files)[number]): boolean =>
    whole ? holdsSources(path, stage.files, toolchain.isSource) : toolchain.isSource(path);
  const left = files.filter(isSource).map(({ path }) => path);
  const because = 'it reads what lies there';
  return {
    needs: files
      .filter((file) => !isSource(file))
      .map(({ path, directory: whole }): Need => ({
        kind: 'file',
        path,
        directory: whole,
        because,
        evidence,
      })),
    assumptions: left.length === 0 ? [] : [notListed(directory, left, evidence)],
  };
}

/** Who lists a directory finds fewer names. */
export function notListed(directory: string, left: readonly string[], evidence: Evidence): Assumption {
  return {
    code: 'sources-not-listed',
    message: `where it lists ${directory}, it does without ${listed(left)}, which ${left.length === 1 ? 'stays' : 'stay'} behind`,
    evidence,
  };
}

/** Whether steps put something right into a directory, be it one that the base may have too. */
export function holdsAuthors(directory: string, { files }: Stage): boolean {
  return files.list(directory).names.some(({ name }) => {
    const found = files.lookup(posix.join(directory, name));
    return (
      found.status === 'present' && found.entry.origin.by !== 'base' && found.entry.origin.by !== 'package'
    );
  });
}

/** What of the image a Python command is made of: the author's directories, and the environments of packages. */
import { isInside } from '../../src/evaluate/files/paths.ts';
import type { Stage } from '../../src/evaluate/types.ts';
import type { Evidence } from '../../src/rule/types.ts';
import type { Need } from '../../src/rule/need.ts';
import type { Runs } from '../../src/toolchain/toolchain.ts';
import { imagePrefix } from './images.ts';
import { callsOf } from './environments.ts';
import { directoriesNamed, directoriesOf, environmentsUsed, isOfImage, rootsOf } from './roots.ts';
import { posix } from 'node:path';

/**
 * The environments are directories of their own, beside that of the author's files. A file that lies among the system's goes by
 * itself.
 */
export function artifactsAt(
  called: string,
  file: string | undefined,
  stage: Stage,
  evidence: Evidence | undefined,
): Pick<Runs, 'artifacts' | 'needs'> {
  const prefixes = environmentsUsed(called, stage);
  const directories = [
    ...prefixes.flatMap((prefix) => directoriesOf(prefix, stage)),
    ...directoriesNamed(stage, callsOf(stage)),
  ];
  const roots = rootsOf(file, stage).filter(
    (path) => !directories.some((directory) => isInside(path, directory)),
  );
  const alone = file !== undefined && isOfImage(posix.dirname(file), stage) ? [file] : [];
  const [interpreter = imagePrefix] = prefixes;
  return {
    artifacts: [
      ...roots.map((path) => ({ path, shape: 'directory' as const })),
      ...alone.map((path) => ({ path, shape: 'file' as const })),
      // What was installed is started where nothing of the author's is.
      ...(roots.length + alone.length > 0 ? [] : directories.slice(0, 1)).map((path) => ({
        path,
        shape: 'directory' as const,
      })),
    ],
    needs: [
      ...directories.map((path): Need => ({
        kind: 'file',
        path,
        directory: true,
        because: `packages are installed there${path === `${interpreter}/bin` ? ', with their commands' : ''}`,
        evidence,
      })),
      ...roots.map((path): Need => ({
        kind: 'file',
        path,
        directory: true,
        because: 'Python looks for modules there, and the program for its files',
        evidence,
      })),
    ],
  };
}

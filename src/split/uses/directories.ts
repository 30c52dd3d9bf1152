/** Directories that a program changes to, or starts others in. */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Stage } from '../../evaluate/types.ts';
import type { Need } from '../../rule/need.ts';
import type { Evidence } from '../../rule/types.ts';
import { isUnknown, overridden } from './files.ts';
import type { Answer, FindingScene } from './scene.ts';
import type { Finding, Name } from './types.ts';

/** The directories that a name stands for, as far as they are known. */
export function directoriesOf(name: Name, scene: FindingScene): readonly string[] {
  const workdir = scene.stage.state.workdir.text ?? '/';
  return overridden(name, scene).map(({ text, from = workdir }) => posix.resolve(from, text));
}

/** The program changes to a directory, or starts others there: that is there, and all of it may be read. */
export function directoryChanged({ name }: Finding, scene: FindingScene, evidence: Evidence): Answer {
  if (name === undefined) return { workdir: 'named' };
  const values = overridden(name, scene);
  const workdir = scene.stage.state.workdir.text ?? '/';
  const paths = directoriesOf(name, scene);
  const unknown = values.length === 0 || values.some(({ complete }) => !complete);
  const around = paths.some((path) => isInside(workdir, path));
  return {
    needs: paths.flatMap((path) =>
      isInside(workdir, path) ? [] : directoryNeeds(path, scene.stage, evidence),
    ),
    workdir: unknown || around ? 'unknown' : 'named',
    ...(isUnknown(name) ? { anywhere: true } : {}),
  };
}

/** The directory that a program is started in: it has to be there, and is for the program to read. */
function directoryNeeds(directory: string, stage: Stage, evidence: Evidence): readonly Need[] {
  const found = stage.files.lookup(directory);
  const because = 'a program is started in it';
  if (directory === '/' || found.status === 'absent') return [];
  if (found.status === 'present' && found.entry.origin.by === 'base')
    return [{ kind: 'directory', path: directory, because, evidence }];
  return [{ kind: 'file', path: directory, directory: true, because, evidence }];
}

/** Where a command is started: the image's working directory, or where a script has changed to. */
import { posix } from 'node:path';
import type { Stage } from '../../evaluate/types.ts';
import type { Value } from '../../shell/types.ts';

/** The stage as a command sees it that is started there; of a directory that isn't known, as the image starts. */
export function stageIn(directory: Value | undefined, stage: Stage): Stage {
  const { workdir } = stage.state;
  const { text } = directory ?? {};
  if (text === undefined || text === '' || workdir.text === undefined) return stage;
  return { ...stage, state: { ...stage.state, workdir: { text: posix.resolve(workdir.text, text) } } };
}

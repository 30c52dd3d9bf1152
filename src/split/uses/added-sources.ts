/** Sources that a build step may have added to those that were read. */
import { isInside } from '../../evaluate/files/paths.ts';
import type { FileSystem } from '../../evaluate/types.ts';
import type { Assumption, Evidence } from '../../rule/types.ts';

/** What a step without a model may write among the sources: the ones that are there were read. */
export function addedSources(
  directory: string,
  { opaque }: FileSystem,
  evidence: Evidence | undefined,
): readonly Assumption[] {
  const step = opaque().find(
    ({ under, origin }) => origin.by === 'opaque' && origin.downloads !== true && isInside(directory, under),
  )?.origin;
  if (step?.by !== 'opaque') return [];
  const words = step.command.words.map((word) => word.text ?? '…').join(' ');
  return [
    {
      code: 'generated-sources',
      message: `what \`${words}\` may add to the sources needs no more at run time than they do`,
      evidence,
    },
  ];
}

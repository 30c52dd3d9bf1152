/** Files of the author's by the paths that words give. */
import type { Stage } from '../../evaluate/types.ts';
import type { Need } from '../../rule/need.ts';
import type { Evidence } from '../../rule/types.ts';

/** Those that lie at the paths, each once: what the base has there stays its own. */
export function authorsFilesAt(
  paths: readonly string[],
  stage: Stage,
  because: string,
  evidence: Evidence | undefined,
): readonly Need[] {
  return [...new Set(paths)].flatMap((path): readonly Need[] => {
    const found = stage.files.lookup(path);
    if (found.status !== 'present' || found.entry.origin.by === 'base') return [];
    return [{ kind: 'file', path, directory: found.entry.kind === 'directory', because, evidence }];
  });
}

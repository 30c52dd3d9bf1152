/** Directories that steps made and that scripts and commands write into: without them nothing can be written there. */
import { posix } from 'node:path';
import { isAbsent } from '../../evaluate/files/lookup.ts';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Stage } from '../../evaluate/types.ts';
import type { Evidence } from '../../rule/types.ts';
import { needed } from './findings.ts';
import type { Findings } from './types.ts';

/** The author's directory that a file would lie in which is not there yet. */
export function writtenPlaceFindings(path: string, stage: Stage, evidence: Evidence | undefined): Findings {
  const above = posix.dirname(path);
  const workdir = stage.state.workdir.text ?? '/';
  const found = stage.files.lookup(above);
  if (isInside(workdir, above) || !isAbsent(stage.files.lookup(path)) || found.status !== 'present')
    return [];
  const { kind, origin } = found.entry;
  if (kind !== 'directory' || origin.by === 'base' || origin.by === 'package') return [];
  const because = 'a file is written there';
  const { names, complete } = stage.files.list(above);
  // With its owner and its mode, where nothing else comes along.
  return complete && names.length === 0
    ? [needed({ kind: 'file', path: above, directory: true, writable: true, because, evidence })]
    : [needed({ kind: 'directory', path: above, because, evidence })];
}

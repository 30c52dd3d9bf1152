/** Steps that build something nobody has a model for: make without its Makefile, a script that isn't there to read. */
import { ordinaryCommands } from './commands/index.ts';
import type { FileSystem, Origin } from './types.ts';

type Opaque = Extract<Origin, { by: 'opaque' }>;

/**
 * Whether an opaque command may build a program: no ordinary command, no download, no installer read from a pipe, and
 * none that may not run at all.
 */
export function mayBuild(origin: Origin): origin is Opaque {
  return (
    origin.by === 'opaque' &&
    origin.downloads !== true &&
    !origin.command.conditional &&
    origin.command.input?.kind !== 'pipe' &&
    (origin.program !== undefined || !ordinaryCommands.has(origin.command.name ?? ''))
  );
}

/** The last such step: a path that nothing else makes can only be its work. */
export function lastBuilder(files: FileSystem): Opaque | undefined {
  return files
    .opaque()
    .map(({ origin }) => origin)
    .findLast(mayBuild);
}

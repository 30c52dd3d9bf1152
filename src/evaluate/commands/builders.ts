/** Steps that build something nobody has a model for: make without its Makefile, a script that isn't there to read. */
import { ordinaryCommands } from './index.ts';
import type { FileSystem, Origin } from '../types.ts';

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

/** The last such step. */
export function lastBuilder(files: FileSystem): Opaque | undefined {
  return builders(files).at(-1);
}

/**
 * The last such step that may write where it likes: a path that nothing else makes can only be its work. A toolchain's
 * command writes where its model says.
 */
export function lastFreeBuilder(files: FileSystem): Opaque | undefined {
  return builders(files).findLast(({ program }) => program === undefined);
}

function builders(files: FileSystem): readonly Opaque[] {
  return files.opaque().flatMap(({ origin }) => (mayBuild(origin) ? [origin] : []));
}

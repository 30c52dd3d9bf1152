/** Programs that are installed in a directory of their own, with what belongs to them. */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Stage } from '../../evaluate/types.ts';
import { commandDirectories } from '../../image/places.ts';

/**
 * The directory that a program has for itself (`/opt/tool` for `/opt/tool/bin/tool`): what lies beside it there belongs
 * to it. Undefined for one that others share, or that the author works in.
 */
export function installationOf(path: string, { facts, state, files }: Stage): string | undefined {
  const directory = posix.dirname(path);
  if (commandDirectories.has(directory)) return undefined;
  const prefix = posix.basename(directory) === 'bin' ? posix.dirname(directory) : directory;
  if (facts?.contains(prefix) !== 'no' || isInside(state.workdir.text ?? '/', prefix)) return undefined;
  const copied = files
    .trees()
    .some(({ path: tree, origin }) => origin.by === 'context' && isInside(prefix, tree));
  return copied ? undefined : prefix;
}

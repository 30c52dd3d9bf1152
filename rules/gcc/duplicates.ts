/** A program that was put elsewhere, and still lies where it was linked. */
import { posix } from 'node:path';
import { packageCommandDirectories } from '../../src/image/places.ts';
import type { FileEntry } from '../../src/evaluate/types.ts';

/** Left where the linker wrote it, outside of the directories of commands, when it was copied or installed to the other's place. */
export function isDuplicate(
  { program, origin, path }: FileEntry,
  { program: other, path: there }: FileEntry,
): boolean {
  if (program === undefined || other === undefined || path === there) return false;
  const same = program === other || (program.command === other.command && program.package === other.package);
  const linked = origin.by === 'command' && origin.command === program.command;
  return (
    same &&
    linked &&
    !packageCommandDirectories.includes(posix.dirname(path)) &&
    posix.dirname(path) !== '/usr/local/bin'
  );
}

/** A place for a program that nothing else has. */
import { posix } from 'node:path';
import { isInside } from '../evaluate/files/paths.ts';
import type { Stage } from '../evaluate/types.ts';

/** What lies at the top of any system, whatever image it is. Source: Filesystem Hierarchy Standard 3.0, chapter 3. */
const ofTheSystem: ReadonlySet<string> = new Set(
  'bin boot dev etc home lib lib32 lib64 libx32 media mnt opt proc root run sbin srv sys tmp usr var lost+found'.split(
    ' ',
  ),
);

/**
 * `/NAME`, or below `/opt` where that is taken: not on PATH, where it would come before another of its name. undefined
 * where something lies or may lie at both.
 */
export function freePath(name: string, { files, config }: Stage): string | undefined {
  if (!/^[A-Za-z0-9_][\w.-]*$/.test(name)) return undefined;
  const directories = ofTheSystem.has(name) ? ['/opt'] : ['/', '/opt'];
  return directories
    .map((directory) => posix.join(directory, name))
    .find((path) => {
      const found = files.lookup(path);
      const free = found.status === 'absent' || (found.status === 'possible' && found.anywhere === true);
      return free && !config.volumes.some((volume) => isInside(path, volume.path));
    });
}

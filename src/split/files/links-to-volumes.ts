/** Links to what only a container has: a volume, or what whoever starts it mounts there. */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { FileEntry, Stage } from '../../evaluate/types.ts';
import { directoriesOf } from '../../toolchain/traces.ts';
import type { Toolchain } from '../../toolchain/toolchain.ts';
import { excludedDirectories } from './kept-files.ts';
import { wayTo, type PathLink } from './links-on-the-way.ts';

/**
 * The author's links that lead into a volume, and those that a step makes although nothing is there. In the image they
 * lead nowhere or to an empty place, and COPY would follow them.
 *
 * @param mounted where others mount something
 */
export function linksToVolumes(
  stage: Stage,
  mounted: readonly string[],
  toolchain: Toolchain,
): readonly PathLink[] {
  const { config, files, state } = stage;
  const volumes = [...config.volumes.map(({ path }) => posix.resolve('/', path)), ...mounted].filter(
    (path) => path !== '/',
  );
  const others = [
    ...excludedDirectories,
    ...toolchain.ofBuild.installation,
    ...directoriesOf(toolchain.ofBuild),
  ];
  const workdir = state.workdir.text;
  const isPlace = (path: string): boolean =>
    !others.some((directory) => isInside(path, directory)) ||
    (workdir !== undefined && workdir !== '/' && isInside(path, workdir));
  const made = files.written().filter(({ kind, origin }) => kind === 'link' && origin.by === 'command');
  return [...made, ...linksIn(workdir, stage)].flatMap(({ path, origin }) => {
    const way = wayTo(path, files);
    const leads = way.links.length > 0 && isPlace(path);
    const toVolume = volumes.some((volume) => isInside(way.path, volume));
    // What the working directory lacks is the image's own to have, and nothing that is mounted.
    const ofImage = workdir !== undefined && isInside(way.path, workdir);
    const toNothing = origin.by === 'command' && !ofImage && files.lookup(path).status === 'absent';
    return leads && (toVolume || toNothing) ? way.links : [];
  });
}

/** Links right in a directory. */
function linksIn(
  directory: string | undefined,
  { files }: Stage,
): readonly Pick<FileEntry, 'path' | 'origin'>[] {
  if (directory === undefined) return [];
  return files.list(directory).names.flatMap(({ name, kind }) => {
    const path = posix.join(directory, name);
    return kind === 'link' ? [{ path, origin: { by: 'base' } as const }] : [];
  });
}

/** Files and directories that are closed to others than root. */
import { posix } from 'node:path';
import { selfAndParents } from '../../evaluate/files/paths.ts';
import type { FileEntry, Stage } from '../../evaluate/types.ts';
import type { Obstacle } from '../../toolchain/toolchain.ts';
import { entryAt, type RunScene } from './scene.ts';

/** Images that have root's home have it closed to others (src/image/directories.ts, `systemModes`). */
const homeOfRoot = '/root';

/** Directories and programs that root alone may enter and start, and links, which are made apart. */
export function closedToOthers({
  stage,
  programs,
  kept,
  workdir,
  pathLinks,
}: RunScene): Obstacle | undefined {
  const [link] = pathLinks;
  if (link !== undefined) return { because: `${link.path} is a link`, evidence: undefined };
  const places = [
    ...(workdir === undefined ? [] : [workdir]),
    ...programs.map(({ path }) => posix.dirname(path)),
    ...kept.map(({ path, directory }) => (directory ? path : posix.dirname(path))),
  ];
  const closed = [...new Set(places.flatMap(selfAndParents))].find(
    (path) => path === homeOfRoot || isClosed(entryAt(path, stage), 0o001),
  );
  if (closed !== undefined) return { because: `${closed} is closed to other users`, evidence: undefined };
  const program = programs.find(({ path }) => isClosed(entryAt(path, stage), 0o001));
  return program === undefined
    ? undefined
    : { because: `only root may start ${program.path}`, evidence: program.evidence };
}

/** Kept files that others may not read: a directory goes as a whole, what is in it that isn't known too. */
export function closedFiles({ kept, stage }: RunScene): readonly string[] {
  return kept.flatMap(({ path, directory }) =>
    (directory ? hasClosed(path, stage) : isClosed(entryAt(path, stage), 0o004)) ? [path] : [],
  );
}

function hasClosed(directory: string, stage: Stage): boolean {
  const { names, complete } = stage.files.list(directory);
  if (!complete) return true;
  return names.some(({ name, kind }) => {
    const path = posix.join(directory, name);
    return (
      isClosed(entryAt(path, stage), kind === 'directory' ? 0o005 : 0o004) ||
      (kind === 'directory' && hasClosed(path, stage))
    );
  });
}

function isClosed(entry: FileEntry | undefined, bit: number): boolean {
  if (entry?.mode === undefined || entry.origin.by === 'base') return false;
  return entry.mode === 'unknown' || (entry.mode & bit) === 0;
}

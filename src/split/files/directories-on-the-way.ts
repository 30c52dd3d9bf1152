/**
 * Directories that a name goes through and leaves again (`scripts/../conf/env`). The kernel looks each of them up before it
 * takes the one above (path_resolution(7)): without `scripts` there is no such file, wherever it leads in the end.
 */
import { posix } from 'node:path';
import { isAbsent } from '../../evaluate/files/lookup.ts';
import type { FileSystem, Stage } from '../../evaluate/types.ts';
import type { Need } from '../../rule/need.ts';
import type { Evidence } from '../../rule/types.ts';
import { wayTo } from './links-on-the-way.ts';

interface Passage {
  /** What `..` stands behind, as it is named. */
  readonly left: readonly string[];
  /** Where the kernel arrives: above what a link leads to, not above the link. */
  readonly end: string;
}

function passageOf(name: string, from: string, files: FileSystem): Passage {
  const left: string[] = [];
  let place = name.startsWith('/') ? '/' : from;
  let depth = 0;
  for (const part of name.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') {
      place = posix.join(place, part);
      depth += 1;
      continue;
    }
    if (depth > 0) left.push(place);
    depth = Math.max(0, depth - 1);
    place = posix.dirname(wayTo(place, files).path);
  }
  return { left, end: place };
}

/**
 * What a name that reaches the kernel as it is needs on its way, where it leads anywhere: the directories in front of `..`
 * and, where one of them is a link, that and the file at the end, which lies elsewhere than the name looks like.
 *
 * @param name in full, or as far as it is known to the last `/`
 */
export function needsOnTheWay(
  name: string,
  from: string,
  { files }: Stage,
  evidence: Evidence | undefined,
): readonly Need[] {
  if (!name.includes('/..')) return [];
  const { left, end } = passageOf(name, from, files);
  if (left.length === 0) return [];
  const because = `${name} goes through it`;
  const isThere = !isAbsent(files.lookup(end));
  // What is written isn't there yet.
  const mayBeMade = isThere || !isAbsent(files.lookup(posix.dirname(end)));
  const needs = left.flatMap((path): readonly Need[] => {
    const way = wayTo(path, files);
    const found = files.lookup(way.path);
    if (way.path === '/' || isAbsent(found)) return [];
    if (found.status === 'present' && found.entry.kind === 'file') return [];
    const isBase = found.status === 'present' && found.entry.origin.by === 'base';
    if (isBase ? !isThere : !mayBeMade) return [];
    const directory: Need = { kind: 'directory', path: way.path, passed: true, because, evidence };
    return way.path === path
      ? [directory]
      : [directory, { kind: 'file', path, directory: false, link: true, because, evidence }];
  });
  return needs.length === 0 || end === posix.resolve(from, name)
    ? needs
    : [...needs, ...atEnd(end, files, name, evidence)];
}

/** What lies where the links lead. */
function atEnd(
  path: string,
  files: FileSystem,
  name: string,
  evidence: Evidence | undefined,
): readonly Need[] {
  const found = files.lookup(path);
  if (path === '/' || found.status !== 'present' || found.entry.origin.by === 'base') return [];
  const directory = found.entry.kind === 'directory';
  return [{ kind: 'file', path, directory, because: `${name} leads there`, evidence }];
}

/**
 * Links on the way to what goes along (`WORKDIR /current` with `/current -> /releases/1`, `/app/data -> /srv/data`). COPY
 * and WORKDIR would make directories of them: the links are made as they are, and what lies behind them at its own place.
 */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { FileSystem, Stage } from '../../evaluate/types.ts';
import { systemDirectories } from '../../image/directories.ts';
import { packageCommandDirectories } from '../../image/places.ts';
import { holdsSources, type KeptFile } from './kept-files.ts';

export interface PathLink {
  /** Where it is, itself behind no other link. */
  readonly path: string;
  /** As written. */
  readonly target: string;
}

export interface Way {
  /** Where the path leads. */
  readonly path: string;
  readonly links: readonly PathLink[];
}

/** As the kernel: more links than this is a loop. */
const maximumLinks = 40;

/** Directories that are links of the base image in some releases and none in others (`/bin -> usr/bin`). */
const ofTheSystem = [...packageCommandDirectories, '/lib', '/lib32', '/lib64', '/libx32'];

/** The author's links on the way to a path; with `parents` what is at its end is not asked. */
export function wayTo(path: string, files: FileSystem, which: 'all' | 'parents' = 'all'): Way {
  if (!files.mayHaveLinks) return { path, links: [] };
  const links: PathLink[] = [];
  let left = path.split('/').filter(Boolean);
  let real = '/';
  while (left.length > 0) {
    const [name = '', ...rest] = left;
    const place = posix.join(real, name);
    const asked = (rest.length > 0 || which === 'all') && !systemDirectories.has(place);
    const target =
      asked && !ofTheSystem.some((other) => isInside(place, other)) ? files.linkAt(place) : undefined;
    if (target === undefined || links.length > maximumLinks) {
      real = place;
      left = rest;
      continue;
    }
    if (!links.some((link) => link.path === place)) links.push({ path: place, target });
    else return { path, links: [] };
    left = [...posix.resolve(real, target).split('/').filter(Boolean), ...rest];
    real = '/';
  }
  return { path: real, links };
}

/** What every container has of its own. */
const mounted = ['/dev', '/proc', '/sys'];

/**
 * Files at their own places, with the links that lead to them. A link to what is not the author's stays one only where
 * containers have what it leads to; of others COPY takes what they lead to.
 */
export function throughLinks(
  kept: readonly KeptFile[],
  { files, state }: Stage,
  isSource: (name: string) => boolean,
): { readonly kept: readonly KeptFile[]; readonly links: readonly PathLink[] } {
  const links: PathLink[] = [];
  const workdir = wayTo(state.workdir.text ?? '/', files).path;
  const own = kept.flatMap((file): readonly KeptFile[] => {
    const way = wayTo(file.path, files);
    if (way.links.length === 0) return [file];
    const found = files.lookup(way.path);
    const entry = found.status === 'present' ? found.entry : undefined;
    const directory = entry?.kind === 'directory';
    // A link that is there for the build, or for people: what it leads to goes along for reasons of its own.
    const ofBuild =
      directory &&
      !file.directory &&
      (isInside(workdir, way.path) || holdsSources(way.path, files, isSource));
    if (ofBuild || mounted.some((place) => isInside(way.path, place))) {
      links.push(...way.links);
      return [];
    }
    const authors = entry !== undefined && !['base', 'package'].includes(entry.origin.by);
    // A command under another name: the base or a package of the new image has it.
    if (!authors && packageCommandDirectories.includes(posix.dirname(way.path))) {
      links.push(...way.links);
      return [];
    }
    const followed = !authors || entry.program !== undefined || file.perhaps === true;
    const taken = followed ? wayTo(file.path, files, 'parents') : way;
    links.push(...taken.links);
    return [{ ...file, path: taken.path, directory: file.directory || (directory && !followed) }];
  });
  return { kept: own, links };
}

/** Links that are made apart: those in a directory that goes along as a whole come with it. */
export function linksApart(links: readonly PathLink[], kept: readonly KeptFile[]): readonly PathLink[] {
  const byPath = new Map(links.map((link) => [link.path, link]));
  return [...byPath.values()]
    .filter(
      ({ path }) => !kept.some((file) => file.directory && file.path !== path && isInside(path, file.path)),
    )
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

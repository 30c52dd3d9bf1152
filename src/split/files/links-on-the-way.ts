/**
 * Links on the way to what goes along (`WORKDIR /current` with `/current -> /releases/1`, `/app/data -> /srv/data`). COPY
 * and WORKDIR would make directories of them: the links are made as they are, and what lies behind them at its own place.
 */
import { posix } from 'node:path';
import { isAbsent } from '../../evaluate/files/lookup.ts';
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

/** Directories that are links of the base image in some releases and none in others (`/bin -> usr/bin`). */
const ofTheSystem = [...packageCommandDirectories, '/lib', '/lib32', '/lib64', '/libx32'];

/**
 * The author's links on the way to a path, made by steps or copied from the build context; with `parents` what is at its end
 * is not asked.
 */
export function wayTo(path: string, files: FileSystem, which: 'all' | 'parents' = 'all'): Way {
  const name = posix.basename(path);
  if (name === '') return { path: '/', links: [] };
  const above = wayToDirectory(posix.dirname(path), files);
  if (above === undefined) return { path, links: [] };
  const place = posix.join(above.path, name);
  return (
    (which === 'parents' ? { ...above, path: place } : through(place, above, files)) ?? { path, links: [] }
  );
}

/** Ways to directories: each is asked for by all that lies in it. Undefined for a loop, and while one is looked for. */
const waysToDirectories = new WeakMap<FileSystem, Map<string, Way | undefined>>();

function wayToDirectory(path: string, files: FileSystem): Way | undefined {
  if (path === '/') return { path, links: [] };
  const ways = waysToDirectories.get(files) ?? new Map<string, Way | undefined>();
  waysToDirectories.set(files, ways);
  if (ways.has(path)) return ways.get(path);
  // Whoever comes back to it on its own way goes in a circle.
  ways.set(path, undefined);
  const above = wayToDirectory(posix.dirname(path), files);
  const way =
    above === undefined ? undefined : through(posix.join(above.path, posix.basename(path)), above, files);
  ways.set(path, way);
  return way;
}

/** On from a place in a directory that the way leads to: by the link that lies there, if it is one. */
function through(place: string, above: Way, files: FileSystem): Way | undefined {
  const asked = !systemDirectories.has(place) && !ofTheSystem.some((other) => isInside(place, other));
  const target = asked ? files.linkAt(place) : undefined;
  if (target === undefined) return { path: place, links: above.links };
  const leads = wayToDirectory(posix.resolve(posix.dirname(place), target), files);
  if (leads === undefined) return undefined;
  const before = [...above.links, { path: place, target }];
  const known = new Set(before.map((link) => link.path));
  return { path: leads.path, links: [...before, ...leads.links.filter((link) => !known.has(link.path))] };
}

/** What every container has of its own. */
const mounted = ['/dev', '/proc', '/sys'];

/**
 * Files at their own places, with the links that lead to them. A link to what is not the author's stays one only where it is
 * asked for itself, or containers have what it leads to; of others COPY takes what they lead to.
 */
export function throughLinks(
  kept: readonly KeptFile[],
  { files, state }: Stage,
  isSource: (name: string) => boolean,
): { readonly kept: readonly KeptFile[]; readonly links: readonly PathLink[] } {
  const links: PathLink[] = [];
  const workdir = wayTo(state.workdir.text ?? '/', files).path;
  const asLinks = new Set(kept.flatMap(({ path, link }) => (link === true ? [path] : [])));
  const own = kept.flatMap((file): readonly KeptFile[] => {
    const way = wayTo(file.path, files);
    if (way.links.length === 0) return [file];
    const found = files.lookup(way.path);
    // What may lie behind it is there when something is mounted, and not the image's.
    if (file.perhaps === true && files.lookup(posix.dirname(way.path)).status === 'absent') {
      links.push(...way.links);
      return [];
    }
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
    // A link to nothing: COPY, which follows it, would find nothing to copy.
    if (isAbsent(found) && file.perhaps !== true && wayTo(file.path, files, 'parents').path !== way.path) {
      links.push(...way.links);
      return [];
    }
    const authors = entry !== undefined && !['base', 'package'].includes(entry.origin.by);
    // A command under another name: the base or a package of the new image has it.
    if (!authors && packageCommandDirectories.includes(posix.dirname(way.path))) {
      links.push(...way.links);
      return [];
    }
    const followed =
      !asLinks.has(file.path) && (!authors || entry.program !== undefined || file.perhaps === true);
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

/** Files that a path may mean of which only a part is known: `conf/$1.json`, `$HOME_OF_APP/bin/run`. */
import { posix } from 'node:path';
import { isInside } from '../../evaluate/files/paths.ts';
import type { Stage } from '../../evaluate/types.ts';
import type { Value } from '../../shell/types.ts';

/** What a path of which only a part is known can mean. */
export type Region =
  /** All that lies in a directory of the author's. */
  | { readonly kind: 'directory'; readonly path: string }
  /** What has such a name in the working directory or, where only its end is known, anywhere. */
  | { readonly kind: 'named'; readonly paths: readonly string[] }
  /** Nothing of the author's. */
  | { readonly kind: 'none' }
  /** Whatever there is. */
  | { readonly kind: 'any' };

export function regionOf(value: Value, stage: Stage): Region {
  const { prefix = '' } = value;
  const known = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const workdir = stage.state.workdir.text ?? '/';
  const path = posix.resolve(workdir, known);
  if (known === '' || isInside(workdir, path)) {
    const paths = namedLike(value, stage);
    return paths === undefined ? { kind: 'any' } : { kind: 'named', paths };
  }
  const found = stage.files.lookup(path);
  return found.status !== 'present' || found.entry.origin.by === 'base'
    ? { kind: 'none' }
    : { kind: 'directory', path };
}

/** More files than these are not told apart. */
const maximumWalked = 2000;
const maximumNamed = 50;

/** The author's files whose paths begin and end as it is known; undefined where that says nothing, or where they aren't known. */
function namedLike({ prefix = '', suffix = '' }: Value, stage: Stage): readonly string[] | undefined {
  const workdir = stage.state.workdir.text ?? '/';
  const ending = suffix.replace(/(?:\/\.?)+$/, '');
  const beginning = posix.basename(`${prefix}x`).slice(0, -1);
  if (ending === '' && beginning === '') return undefined;
  const matches = (path: string, top: string): boolean =>
    path.endsWith(ending) && (beginning === '' || posix.relative(top, path).startsWith(beginning));
  const top = posix.resolve(workdir, prefix === '' ? '.' : posix.dirname(`${prefix}x`));
  const walked = top === '/' ? [] : filesBelow(top, stage);
  if (walked === undefined) return undefined;
  const elsewhere = prefix === '' ? authorsElsewhere(top, stage) : [];
  if (elsewhere === undefined) return undefined;
  const alone = stage.files
    .written()
    .filter(
      ({ path, origin, kind }) =>
        kind === 'file' && origin.by !== 'base' && (prefix === '' || isInside(path, top)),
    )
    .map(({ path }) => path);
  const named = [...new Set([...walked, ...elsewhere, ...alone])].filter((path) => matches(path, top));
  return named.length > maximumNamed ? undefined : named;
}

/** What is copied as a whole beside a directory. */
function authorsElsewhere(top: string, { files, ...stage }: Stage): readonly string[] | undefined {
  const found: string[] = [];
  for (const { path, origin } of files.trees()) {
    if (origin.by === 'base' || path === '/' || isInside(path, top)) continue;
    const below = filesBelow(path, { ...stage, files });
    if (below === undefined) return undefined;
    found.push(...below);
  }
  return found;
}

/** The author's files and directories below a directory; undefined where they aren't all known. */
export function filesBelow(top: string, { files, facts }: Stage): readonly string[] | undefined {
  const open = [top];
  const found: string[] = [];
  // The list grows while it is walked.
  for (const place of open) {
    const listing = files.list(place);
    if (!listing.complete && facts?.isDirectory?.(place) !== true) return undefined;
    for (const { name, kind } of listing.names) {
      const path = posix.join(place, name);
      const entry = files.lookup(path);
      if (entry.status !== 'present' || entry.entry.origin.by === 'base') continue;
      found.push(path);
      if (kind === 'directory') open.push(path);
      if (found.length > maximumWalked) return undefined;
    }
  }
  return found;
}

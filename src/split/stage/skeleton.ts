/**
 * Directories whose mode or group matters: COPY and WORKDIR make them with 0755, root's. A stage on the one that builds
 * makes them apart, as they are in the original image, and COPY takes them over with all that they are.
 */
import { posix } from 'node:path';
import { isInside, selfAndParents } from '../../evaluate/files/paths.ts';
import { isKnownOwner } from '../../evaluate/owner.ts';
import type { FileEntry, Mode, Stage } from '../../evaluate/types.ts';
import { hasDirectory, systemDirectories, systemLinks, systemModes } from '../../image/directories.ts';
import { directoriesOf, directoryAt } from '../files/runtime-directories.ts';
import { modeText } from '../../evaluate/files/mode.ts';
import { freeStageName } from '../../rule/stage-names.ts';
import { wayTo, type PathLink } from '../files/links-on-the-way.ts';
import type { Plan } from './plan.ts';
import { copyOwner, handedDirectories, isEmptyDirectory } from './ownership.ts';

/** A directory as that stage makes it. */
export interface MadeDirectory {
  readonly path: string;
  /** In octal digits, or `unknown`: that of the image that builds. */
  readonly mode: string;
  /** As chown takes it, or `unknownOwner`: it has that of the image that builds; undefined for root's. */
  readonly owner: string | undefined;
  /** It goes along with all that it holds: copied as it is. */
  readonly whole: boolean;
}

export interface Skeleton {
  /** The stage that makes them. */
  readonly stage: string;
  /** Where it makes them: a directory that the image doesn't have. */
  readonly root: string;
  readonly directories: readonly MadeDirectory[];
  readonly links: readonly PathLink[];
}

/** undefined where all directories are as COPY and WORKDIR make them. */
export function skeletonOf(
  plan: Plan,
  owned: readonly string[],
  taken: ReadonlySet<string>,
  stage: Stage,
): Skeleton | undefined {
  // What lies in a directory that is copied keeps its mode and owner.
  const inside = (path: string): boolean =>
    plan.kept.some((kept) => kept.directory && kept.path !== path && isInside(path, kept.path));
  const handed = handedDirectories(plan, stage);
  const isHanded = (path: string): boolean => handed.some((directory) => directory.path === path);
  const isCopied = (path: string): boolean => plan.kept.some((kept) => kept.directory && kept.path === path);
  const isKept = (path: string): boolean => isCopied(path) && !isEmptyDirectory(path, stage);
  // COPY gives a directory to root, or with all that it holds to one owner.
  const holdsOthers = (path: string): boolean =>
    !isCopied(path) || copyOwner(path, plan, stage) === undefined;
  const behindLinks = new Set(
    [plan.workdir ?? '/', ...plan.writable].flatMap((path) => {
      const way = wayTo(path, stage.files);
      return way.links.length === 0 ? [] : [way.path];
    }),
  );
  const places = directoriesOf(plan, stage).filter((path) => owned.includes(path) || !inside(path));
  const ofBase = changedOfBase(plan, stage).filter(({ path }) => !isKept(path) && !inside(path));
  const own = places.flatMap((path): readonly MadeDirectory[] => {
    const entry = directoryAt(path, stage);
    if (entry === undefined || ofBase.some((directory) => directory.path === path)) return [];
    const mode = modeGiven(path, entry);
    const whole = isKept(path);
    const owner = ownerOf(entry);
    if (isAsTheBaseHasIt(entry, plan)) return [];
    // What is given to the user, or copied for an owner, has one.
    const others = owner !== undefined && !owned.includes(path) && !isHanded(path) && holdsOthers(path);
    const apart = others || behindLinks.has(path);
    if (!apart && (mode === ordinaryMode || (mode === 'unknown' && !whole))) return [];
    // The one that the user is given may be open to others too.
    const given = owned.includes(path) && mode !== 'unknown' && (mode & 0o777) === 0o777;
    return given ? [] : [{ path, mode: modeText(mode), owner, whole }];
  });
  const directories = [...own, ...ofBase];
  const { pathLinks: links } = plan;
  if (directories.length === 0 && links.length === 0) return undefined;
  const above = [...directories, ...links].flatMap(({ path }) => selfAndParents(posix.dirname(path)));
  // Made on the way to another, a directory would be root's, whoever is given it later.
  const between = [...new Set(above)].flatMap((path): readonly MadeDirectory[] => {
    const entry = directories.some(
      (directory) => directory.path === path || (directory.whole && isInside(path, directory.path)),
    )
      ? undefined
      : directoryAt(path, stage);
    if (entry === undefined) return [];
    const owner = ownerOf(entry);
    if (isAsTheBaseHasIt(entry, plan)) return [];
    const mode = modeGiven(path, entry);
    if (owner === undefined && mode === ordinaryMode) return [];
    return [{ path, mode: modeText(mode), owner, whole: false }];
  });
  const system = [...systemModes].flatMap(([path, mode]) =>
    above.includes(path) && ![...between, ...directories].some((directory) => directory.path === path)
      ? [{ path, mode, owner: undefined, whole: false }]
      : [],
  );
  const name = directories.length === 0 ? 'links' : 'directories';
  return {
    stage: freeStageName([name], taken, name),
    root: freePath(stage),
    directories: [...system, ...between, ...directories].toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    links,
  };
}

const ordinaryMode = 0o755;

/**
 * Directories of the system that the base of the runtime stage has too, and whose owner or mode a step changed. WORKDIR
 * leaves a directory that is there as it is: whether or not the program is known to look at it, it has to be said.
 */
function changedOfBase({ choice: { base } }: Plan, stage: Stage): readonly MadeDirectory[] {
  const apart = base.family.startsWith('distroless') ? systemLinks : new Map<string, string>();
  return [...systemDirectories].flatMap((path): readonly MadeDirectory[] => {
    // What the image has as a link to another directory, distroless images have as a directory of its own.
    const place = stage.files.linkAt(path) === undefined ? path : apart.get(path);
    if (place === undefined || !hasDirectory(base, path)) return [];
    const entry = directoryAt(place, stage);
    if (entry === undefined) return [];
    const mode = modeGiven(place, entry);
    const owner = ownerOf(entry);
    const same = mode === modeGiven(place, { origin: { by: 'base' } });
    return owner === undefined && same ? [] : [{ path, mode: modeText(mode), owner, whole: false }];
  });
}

/** What the toolchain's image has of its own matters to who isn't root alone, and what no step changes to nobody. */
function isAsTheBaseHasIt({ path, origin, mode, owner }: FileEntry, { user }: Plan): boolean {
  if (origin.by !== 'base') return false;
  return (mode === undefined && owner === undefined) || (user.root && !systemDirectories.has(path));
}

/** A directory of the base's has the mode that no step gave it from there: of the system's it is known. */
function modeGiven(path: string, { mode, origin }: Pick<FileEntry, 'mode' | 'origin'>): Mode {
  if (mode !== undefined || origin.by !== 'base') return mode ?? ordinaryMode;
  const ofSystem = systemModes.get(path);
  if (ofSystem !== undefined) return Number.parseInt(ofSystem, 8);
  return systemDirectories.has(path) ? ordinaryMode : 'unknown';
}

function ownerOf({ owner }: FileEntry): string | undefined {
  return owner === undefined || /^(root|0)?(:(root|0)?)?$/.test(owner) ? undefined : owner;
}

function freePath({ files }: Stage): string {
  let path = '/rootfs';
  for (let number = 2; files.lookup(path).status !== 'absent' && number < 100; number++)
    path = `/rootfs-${number}`;
  return path;
}

/** The commands that make them. */
export function skeletonCommands(
  { root, directories, links }: Skeleton,
  quoted: (path: string) => string,
): readonly string[] {
  const place = (path: string): string => quoted(path === '/' ? root : `${root}${path}`);
  const made = directories.filter(({ whole }) => !whole);
  const whole = directories.filter((directory) => directory.whole);
  const gather = (
    key: (directory: MadeDirectory) => string | undefined,
    command: string,
  ): readonly string[] => {
    const keys = [...new Set(made.flatMap((directory) => key(directory) ?? []))];
    return keys.map((value) => {
      const paths = made.filter((directory) => key(directory) === value).map(({ path }) => place(path));
      return `${command} ${value} ${paths.join(' ')}`;
    });
  };
  const above = whole.map(({ path }) => posix.dirname(path));
  const around = links.map(({ path }) => posix.dirname(path));
  const places = [...made.map(({ path }) => path), ...above, ...around].filter(
    (path, index, all) => all.indexOf(path) === index && (path !== '/' || all.every((each) => each === '/')),
  );
  return [
    `mkdir -p ${places.map(place).join(' ')}`,
    ...whole.map(({ path }) => `cp -a ${quoted(path)} ${place(posix.dirname(path))}/`),
    ...made
      .filter(({ owner }) => !isKnownOwner(owner))
      .map(({ path }) => `chown $(stat -c %u:%g ${quoted(path)}) ${place(path)}`),
    // chown(1) takes the bits for set-user-id and set-group-id away: chmod comes behind it.
    ...gather(({ owner }) => (isKnownOwner(owner) ? owner : undefined), 'chown'),
    ...gather(({ mode }) => (mode === 'unknown' ? undefined : mode), 'chmod'),
    ...made
      .filter(({ mode }) => mode === 'unknown')
      .map(({ path }) => `chmod $(stat -c %a ${quoted(path)}) ${place(path)}`),
    ...links.map(({ path, target }) => `ln -s ${quoted(target)} ${place(path)}`),
  ];
}

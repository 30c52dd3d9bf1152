/** Where it writes, and what of that has to become the user's. */
import { posix } from 'node:path';
import { isInside, selfAndParents } from '../../evaluate/files/paths.ts';
import type { RuntimeBase } from '../../image/bases.ts';
import { hasDirectory, systemDirectories } from '../../image/directories.ts';
import type { Obstacle, WrittenPlace } from '../../toolchain/toolchain.ts';
import { wayTo } from '../files/links-on-the-way.ts';
import type { RunUser } from '../needs/users.ts';
import { entryAt, type RunScene } from './scene.ts';

/** Whether all the places that it writes are open to a user, or can be given to it. */
export function placesFor(user: RunUser, scene: RunScene): readonly Place[] {
  return [...writtenPlaces(scene), ...volumesOf(scene)].map((write) => placeFor(write, scene, user));
}

function writtenPlaces({ answers, needs }: RunScene): readonly WrittenPlace[] {
  return [
    ...answers.flatMap(({ asUser }) => asUser?.writes ?? []),
    ...needs.flatMap((need) =>
      (need.kind === 'file' && need.writable === true) || (need.kind === 'directory' && need.passed !== true)
        ? [{ path: need.path, evidence: need.evidence }]
        : [],
    ),
  ];
}

/** A volume is for what is written there; one among the system's that nothing writes in stays root's. */
function volumesOf({ stage, base }: RunScene): readonly WrittenPlace[] {
  return stage.config.volumes.flatMap(({ path }) =>
    isOfSystem(path, base) ? [] : [{ path, evidence: undefined }],
  );
}

export type Place =
  | { readonly kind: 'open' }
  | { readonly kind: 'give'; readonly paths: readonly string[] }
  | ({ readonly kind: 'stuck' } & Obstacle);

/** Devices that are open to all (runc opens those of a container to its user). */
const openDevices: ReadonlySet<string> = new Set([
  '/dev/null',
  '/dev/zero',
  '/dev/full',
  '/dev/tty',
  '/dev/stdout',
  '/dev/stderr',
  '/dev/fd/1',
  '/dev/fd/2',
  '/proc/self/fd/1',
  '/proc/self/fd/2',
]);

const open: Place = { kind: 'open' };

/** Where a path is written: in a directory that is open already, or in one that can be given to the user. */
function placeFor({ path, evidence }: WrittenPlace, scene: RunScene, user: RunUser): Place {
  const { base, stage, kept } = scene;
  const home = user.record?.home;
  if (openDevices.has(path) || isInside(path, '/dev/shm')) return open;
  if (base.temporaryDirectory && isInside(path, '/tmp')) return open;
  if (home !== undefined && base.files.includes(home) && isInside(path, home)) return open;
  const directory = directoryFor(path, scene);
  const stuck = (because: string): Place => ({ kind: 'stuck', because, evidence });
  if (directory === undefined || directory === '/') return stuck(`it makes ${path} in /`);
  if (isOfSystem(directory, base)) return stuck(`it writes in ${directory}, which is the system's`);
  const mount = mountOver(directory, scene);
  if (mount !== undefined) return stuck(`it writes in ${directory}, which ${mount} mounts from the host`);
  if (wayTo(directory, stage.files).links.length > 0)
    return stuck(`it writes in ${directory}, which is behind a link`);
  const mode = entryAt(directory, stage)?.mode;
  if (mode !== undefined && mode !== 0o755 && mode !== 'unknown' && (mode & 0o003) === 0o003) return open;
  if (mode !== undefined && mode !== 0o755) return stuck(`${directory} has a mode of its own`);
  const whole = kept.find((file) => file.directory && isInside(directory, file.path));
  // Any file of the directory may be meant where its name isn't told.
  const anyFile = path === directory || path.endsWith('*');
  const named = kept.filter((file) => (anyFile ? isInside(file.path, directory) : file.path === path));
  return { kind: 'give', paths: [whole?.path ?? directory, ...named.map((file) => file.path)] };
}

/** The directory that has to be there and open: the path itself, or the one above it. */
function directoryFor(path: string, { stage, workdir, needs }: RunScene): string | undefined {
  const isDirectory = (place: string): boolean =>
    place === workdir ||
    stage.config.volumes.some((volume) => volume.path === place) ||
    needs.some((need) => need.kind === 'directory' && need.path === place) ||
    entryAt(place, stage)?.kind === 'directory';
  const [own, above] = [path, posix.dirname(path)];
  if (isDirectory(own)) return own;
  if (isDirectory(above)) return above;
  // What is made on the way is made in the nearest directory that is there.
  return selfAndParents(above).find(isDirectory);
}

function isOfSystem(path: string, base: RuntimeBase): boolean {
  return path === '/' || hasDirectory(base, path) || (base.bare === true && systemDirectories.has(path));
}

/** Who mounts a directory of the host over it. */
function mountOver(path: string, { build }: RunScene): string | undefined {
  return (build.context?.consumers ?? []).find(({ mounts = [] }) =>
    mounts.some(({ source, target }) => source !== undefined && isInside(path, target)),
  )?.name;
}

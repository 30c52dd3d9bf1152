/**
 * Whether what an image starts can run as the user of a base that has another one than root: it writes nowhere but where
 * that user may, listens on no port of root's, and reads nothing that is closed to others.
 */
import { posix } from 'node:path';
import { finalConfig } from '../evaluate/final-config.ts';
import { isInside, selfAndParents } from '../evaluate/files/paths.ts';
import type { Build, FileEntry, Stage } from '../evaluate/types.ts';
import type { RuntimeBase } from '../image/bases.ts';
import { isRootUser } from '../image/declared-bases.ts';
import { hasDirectory, systemDirectories } from '../image/directories.ts';
import { evidenceAt } from '../rule/evidence.ts';
import type { Need, NeedName } from '../rule/need.ts';
import type { Assumption, Evidence } from '../rule/types.ts';
import type { Needs, Obstacle, WrittenPlace } from '../toolchain/toolchain.ts';
import { describeNeed } from '../toolchain/needs.ts';
import type { KeptFile } from './files/kept-files.ts';
import { wayTo, type PathLink } from './files/links-on-the-way.ts';
import type { Launches, StartedProgram } from './started/launches.ts';
import { isId, type RunUser } from './needs/users.ts';

/** As whom the containers of a new image run, where the original's run as root. */
export type RunsAs =
  | {
      readonly kind: 'user';
      readonly user: RunUser;
      /** What becomes that user's: directories to be made, and what is copied. */
      readonly given: readonly string[];
      readonly assumptions: readonly Assumption[];
    }
  | ({ readonly kind: 'root' } & Obstacle);

/** What is known of the new image by then. */
export interface RunScene {
  readonly base: RuntimeBase;
  readonly stage: Stage;
  readonly build: Build;
  readonly needs: readonly Need[];
  readonly answers: readonly Needs[];
  readonly launches: Extract<Launches, { kind: 'launches' }>;
  readonly programs: readonly StartedProgram[];
  readonly kept: readonly KeptFile[];
  readonly workdir: string | undefined;
  readonly pathLinks: readonly PathLink[];
}

/** Ports below are root's but on Docker, which gives them to all since 20.10 (moby/moby#41030); Kubernetes and others don't. */
const firstPort = 1024;

/** As whom it runs on a base whose user isn't root. */
export function runsAs(scene: RunScene): RunsAs {
  const user = userOfBase(scene.base);
  const obstacle =
    explicitRoot(scene) ??
    startedByOthers(scene) ??
    scene.answers.map(obstacleOf).find((found) => found !== undefined) ??
    announcedPort(scene) ??
    socketOfHost(scene) ??
    closedToOthers(scene);
  if (obstacle !== undefined) return { kind: 'root', ...obstacle };
  const writes = [...writtenPlaces(scene), ...volumesOf(scene)];
  const places = writes.map((write) => placeFor(write, scene, user));
  const stuck = places.find((place) => place.kind === 'stuck');
  if (stuck?.kind === 'stuck') return { kind: 'root', because: stuck.because, evidence: stuck.evidence };
  const closed = closedFiles(scene);
  const given = [
    ...new Set([...places.flatMap((place) => (place.kind === 'give' ? place.paths : [])), ...closed]),
  ];
  if (given.length > 0 && user.record?.uid === undefined)
    return { kind: 'root', because: `the id of ${user.text} is not known`, evidence: undefined };
  return {
    kind: 'user',
    user,
    given,
    assumptions: [
      ...scene.answers.flatMap(({ asUser }) => asUser?.assumptions ?? []),
      ...mountsOf(scene, user),
    ],
  };
}

/** The user that a base's config says. */
function userOfBase({ config, accounts }: RuntimeBase): RunUser {
  const [name = '', group] = config.user.split(':');
  const own = accounts.users.find((account) => account.name === name || String(account.uid) === name);
  const ids = isId(name) ? { uid: name, gid: isId(group) ? group : name } : undefined;
  return {
    text: config.user,
    name,
    group,
    root: isRootUser(config.user),
    numeric: isId(name),
    record:
      own === undefined
        ? ids && { name, ...ids, home: undefined, changed: false }
        : { name: own.name, uid: String(own.uid), gid: String(own.gid), home: own.home, changed: false },
  };
}

// ── What stands against it ───────────────────────────────────────────────────────────────────────────────────

/** The author says root, who would have it without a word. */
function explicitRoot({ stage, build }: RunScene): Obstacle | undefined {
  const last = stage.steps.findLast(({ instruction }) => instruction.keyword === 'USER');
  return last === undefined
    ? undefined
    : { because: 'the file says USER root', evidence: evidenceAt(build.dockerfile, last.id) };
}

/** What is started beside programs that were looked into may do anything. */
const startsOthers: ReadonlySet<NeedName> = new Set<NeedName>([
  'shell',
  'command',
  'ordinary-commands',
  'package',
  'runtime',
]);

function startedByOthers({ needs, launches }: RunScene): Obstacle | undefined {
  const need = needs.find(({ kind }) => startsOthers.has(kind));
  if (need !== undefined)
    return {
      because: `what ${describeNeed(need)} does as another user is not known`,
      evidence: need.evidence,
    };
  return launches.uncertainScripts || launches.usedByHand
    ? { because: 'what its scripts do as another user is not known', evidence: undefined }
    : undefined;
}

function obstacleOf({ asUser }: Needs): Obstacle | undefined {
  if (asUser === undefined)
    return { because: 'what the program writes and asks for is not known', evidence: undefined };
  return asUser.obstacles[0];
}

function announcedPort({ stage, build }: RunScene): Obstacle | undefined {
  const port = finalConfig(stage, build)
    .exposed.map(({ text = '' }) => Number.parseInt(text, 10))
    .find((number) => number > 0 && number < firstPort);
  if (port === undefined) return undefined;
  return {
    because: `port ${port} is announced, and below ${firstPort} that is root's but on Docker`,
    evidence: evidenceAt(build.dockerfile, stage.config.exposed.at(-1)),
  };
}

/** A socket that the host mounts is its owner's. */
function socketOfHost({ build }: RunScene): Obstacle | undefined {
  for (const { mounts = [], name, file, line } of build.context?.consumers ?? []) {
    const socket = mounts.find(({ target }) => target.endsWith('.sock'));
    if (socket !== undefined)
      return { because: `${name} mounts ${socket.target}`, evidence: { file, line, text: name } };
  }
  return undefined;
}

/** Directories and programs that root alone may enter and start, and links, which are made apart. */
function closedToOthers({ stage, programs, kept, workdir, pathLinks }: RunScene): Obstacle | undefined {
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

/** Images that have root's home have it closed to others (src/image/directories.ts, `systemModes`). */
const homeOfRoot = '/root';

function entryAt(path: string, { files }: Stage): FileEntry | undefined {
  const found = files.lookup(path);
  return found.status === 'present' ? found.entry : undefined;
}

function isClosed(entry: FileEntry | undefined, bit: number): boolean {
  if (entry?.mode === undefined || entry.origin.by === 'base') return false;
  return entry.mode === 'unknown' || (entry.mode & bit) === 0;
}

// ── What it writes ───────────────────────────────────────────────────────────────────────────────────────────

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

type Place =
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

/** Kept files that others may not read: a directory goes as a whole, what is in it that isn't known too. */
function closedFiles({ kept, stage }: RunScene): readonly string[] {
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

/** What stands in files that run the image of mounts: whom they belong to there isn't known here. */
function mountsOf({ build }: RunScene, user: RunUser): readonly Assumption[] {
  return (build.context?.consumers ?? []).flatMap(({ mounts = [], name, file, line }) => {
    const [first] = mounts;
    if (first === undefined) return [];
    const evidence: Evidence = { file, line, text: name };
    const code = 'mounts-as-user' as const;
    const message = `what ${name} mounts at ${first.target} is open to the user ${user.text}, also what an earlier container left there as root`;
    return [{ code, message, evidence }];
  });
}

/** Which directories belong to what is started, and which environments of packages. */
import { posix } from 'node:path';
import { isAbsent } from '../../src/evaluate/files/lookup.ts';
import { isInside } from '../../src/evaluate/files/paths.ts';
import type { Stage } from '../../src/evaluate/types.ts';
import { accountOf } from '../../src/split/needs/users.ts';
import { callsOf, environmentAtStart, environmentsIn, packagesOf, type StepCall } from './environments.ts';
import { imagePrefix } from './images.ts';
import { nameOf, requirementsOf } from './requirements.ts';
import { buildTools } from './tools.ts';

/** A directory that the base image has: it can't belong to what is started as a whole. */
export function isOfImage(path: string, { facts }: Stage): boolean {
  return path === '/' || facts?.isDirectory?.(path) === true || facts?.contains(path) === 'yes';
}

/** The author's directories in which Python looks for modules, and programs for their files; what is installed there runs there. */
export function rootsOf(file: string | undefined, stage: Stage): readonly string[] {
  const workdir = stage.state.workdir.text;
  const directory = file === undefined ? undefined : posix.dirname(file);
  const found = [workdir, directory, ...searchedAt(stage), ...requirementsOf(stage).editable].filter(
    (path) => path !== undefined && !isOfImage(path, stage) && holdsFiles(path, stage),
  );
  const paths = [...new Set(found.flatMap((path) => path ?? []))];
  return paths.filter((path) => !paths.some((other) => other !== path && isInside(path, other)));
}

/** A directory that is there, and more than what WORKDIR alone has made: without a step that needs it, it is made again. */
function holdsFiles(path: string, { files }: Stage): boolean {
  const found = files.lookup(path);
  if (isAbsent(found)) return false;
  if (found.status !== 'present' || found.entry.origin.by !== 'workdir') return true;
  const places = [
    ...files.written().flatMap((entry) => (entry.path === path ? [] : [entry.path])),
    ...files.trees().map((tree) => tree.path),
    ...files.opaque().map(({ under }) => under),
  ];
  return places.some((place) => isInside(place, path));
}

/** Directories that PYTHONPATH names. Source: docs.python.org/3/using/cmdline.html. */
function searchedAt({ state }: Stage): readonly string[] {
  const { text } = state.env.get('PYTHONPATH') ?? {};
  const workdir = state.workdir.text ?? '/';
  return (text ?? '')
    .split(':')
    .filter((path) => path !== '')
    .map((path) => posix.resolve(workdir, path));
}

/**
 * The environments that a command uses, its own first. A shell may choose another one (`. /opt/venv/bin/activate`), where the
 * command's name alone does not tell: all that hold more than what only builds go along.
 */
export function environmentsUsed(called: string, stage: Stage): readonly string[] {
  const prefix = environmentAtStart(called, stage);
  const made = environmentsIn(stage.files);
  const others = made.filter((one) => one.prefix !== prefix && holdsPackages(one.prefix, stage) !== false);
  const own = made.find((one) => one.prefix === prefix);
  const prefixes = [prefix, ...others.map((one) => one.prefix)];
  const sees = [own, ...others].some((one) => one?.seesOthers === true);
  const ofImage = prefix !== imagePrefix && (sees || holdsPackages(imagePrefix, stage) === true);
  return ofImage ? [...prefixes, imagePrefix] : prefixes;
}

/** Whether anything but what only builds is installed into an environment; undefined where nothing is known to be installed. */
function holdsPackages(prefix: string, stage: Stage): boolean | undefined {
  const installs = callsOf(stage).flatMap(({ call }) =>
    call.does === 'install' && call.place.kind === 'environment' && call.place.prefix === prefix
      ? [call]
      : [],
  );
  if (installs.length === 0) return undefined;
  return installs.some(
    ({ requirements, lists, local, project }) =>
      requirements.some((text) => !buildTools.has(nameOf(text) ?? '')) ||
      lists.length > 0 ||
      local.length > 0 ||
      project !== undefined,
  );
}

/** Whether steps put anything beside the interpreter. */
function isTouched({ files }: Stage): boolean {
  const installed = files
    .opaque()
    .some(({ under, origin }) => origin.by === 'opaque' && isInside(under, imagePrefix));
  const copied = [...files.trees(), ...files.written()].some(
    ({ path, origin }) => origin.by !== 'base' && isInside(path, `${imagePrefix}/lib`),
  );
  return installed || copied;
}

/** Directories that packages are installed into beside an environment, and that a variable names: with their commands. */
export function directoriesNamed(stage: Stage, calls: readonly StepCall[]): readonly string[] {
  const { state } = stage;
  const workdir = state.workdir.text ?? '/';
  const named = ['PATH', 'PYTHONPATH'].flatMap((name) =>
    (state.env.get(name)?.text ?? '').split(':').map((path) => posix.resolve(workdir, path)),
  );
  const installed = calls.flatMap(({ call }) =>
    call.does === 'install' && call.place.kind === 'directory' ? [call.place.directory] : [],
  );
  const homes = calls.flatMap(({ call }) => {
    const home =
      call.does === 'install' && call.place.kind === 'home' ? homeOf(call.place.user, stage) : undefined;
    return home === undefined ? [] : [posix.join(home, '.local')];
  });
  return [
    ...[...new Set(installed)].filter((directory) => named.some((path) => isInside(path, directory))),
    ...new Set(homes),
  ];
}

/** Where a user is at home; undefined where that is not known. */
export function homeOf(user: string, stage: Stage): string | undefined {
  return accountOf(user, stage)?.home;
}

/** The directory of an environment that is copied, and those that belong to it elsewhere; none where nothing was installed. */
export function directoriesOf(prefix: string, stage: Stage): readonly string[] {
  if (prefix !== imagePrefix) return [prefix];
  if (!isTouched(stage)) return [];
  return [packagesOf(prefix, stage) ?? `${imagePrefix}/lib`, `${imagePrefix}/bin`];
}

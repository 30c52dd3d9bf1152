/** Files that the author put into the image away from the sources, and those that the build calls. */
import { posix } from 'node:path';
import { askingArguments } from '../../evaluate/commands/index.ts';
import { isAbsent } from '../../evaluate/files/lookup.ts';
import { isInside } from '../../evaluate/files/paths.ts';
import type { CommandRun, FileEntry, FileSystem, Origin, Stage, StepId } from '../../evaluate/types.ts';
import { packageCommandDirectories } from '../../image/places.ts';
import { isShell } from '../../shell/wrappers.ts';
import { directoriesOf } from '../../toolchain/traces.ts';
import type { Toolchain } from '../../toolchain/toolchain.ts';
import {
  excludedDirectories,
  holdsSources,
  isAuthors,
  isBuildOnly,
  keptFile,
  type KeptFile,
} from './kept-files.ts';

/**
 * What the author put into the image away from the sources (`COPY config.yml /etc/app/`): it is there for the
 * run, whatever the sources say; but a script that a build step runs was put there for that.
 */
export function placedFiles(
  stage: Stage,
  toolchain: Toolchain,
  options: {
    /** The programs may start others that aren't known by name. */
    readonly startsUnknown: boolean;
  },
): readonly KeptFile[] {
  const workdir = workedIn(stage);
  const sourceTrees = sourceDirectoriesOf(stage, toolchain);
  const installed = dataDirectoriesOf(stage);
  const built = lastBuild(stage);
  const done = options.startsUnknown ? new Set<string>() : calledByBuild(stage);
  const others = [...excludedDirectories, ...toolchain.ofBuild.installation];
  const apart = (path: string, origin: Origin): boolean =>
    (isCommandOfAuthor(path, stage) || !others.some((directory) => isInside(path, directory))) &&
    (isLate(origin, built) ||
      // What a step installs with the program is for it, also where it brings what only a build reads.
      (origin.by === 'command' && isInstalled(path, installed)) ||
      (!directoriesOf(toolchain.ofBuild).some((workspace) => isInside(path, workspace)) &&
        !sourceTrees.some((tree) => isInside(path, tree)) &&
        // All is in `/`, but data is installed where it is for the run.
        (!isInside(path, workdir) || (workdir === '/' && isInstalled(path, installed)))));
  const kept: KeptFile[] = [];
  for (const { path, origin } of stage.files.trees()) {
    if (!apart(path, origin) || path === '/' || path === workdir || origin.by === 'base') continue;
    if (stage.files.lookup(path).status !== 'present') continue;
    kept.push(keptFile(path, true, stage.files, becauseOf(origin)));
  }
  for (const entry of stage.files.written()) {
    if (!apart(entry.path, entry.origin) || entry.program !== undefined || !isAuthors(entry)) continue;
    if (isBuildOnly(entry.path, toolchain) || leadsNowhere(entry, stage.files)) continue;
    if (done.has(entry.path)) continue;
    // What is made for the sources to lie in is no place of its own.
    if (entry.kind === 'directory' && [workdir, ...sourceTrees].some((place) => isInside(place, entry.path)))
      continue;
    kept.push(keptFile(entry.path, entry.kind === 'directory', stage.files, becauseOf(entry.origin)));
  }
  return kept;
}

/** Where what programs read is installed, beside their directory (Filesystem Hierarchy Standard 3.0, 4.9 and 4.11). */
const installedData = ['share', 'libexec', 'etc'];

/** What of it is for people, shells, and who builds with it. */
const installedForOthers = ['man', 'info', 'doc', 'pkgconfig', 'cmake', 'aclocal', 'bash-completion', 'zsh'];

/** Where the data lies that is installed with the programs that the file builds: `/opt/shop/share` of `/opt/shop/bin/shop`. */
function dataDirectoriesOf({ files }: Stage): readonly string[] {
  const places = files
    .written()
    .flatMap(({ path, program }) => (program === undefined ? [] : [posix.dirname(path)]));
  const prefixes = places.flatMap((place) =>
    /^s?bin$/.test(posix.basename(place)) && posix.dirname(place) !== '/' ? [posix.dirname(place)] : [],
  );
  return [...new Set(prefixes)].flatMap((prefix) => installedData.map((name) => posix.join(prefix, name)));
}

/** It is installed as data of a program of the file's. */
function isInstalled(path: string, places: readonly string[]): boolean {
  return places.some((place) => {
    const [first = ''] = isInside(path, place) ? posix.relative(place, path).split('/') : [];
    return first !== '' && !(posix.basename(place) === 'share' && installedForOthers.includes(first));
  });
}

/** The working directory, where the links on the way lead. */
export function workedIn({ state, files }: Stage): string {
  const { text = '/' } = state.workdir;
  const found = files.lookup(text);
  return found.status === 'present' ? found.entry.path : text;
}

/** The last step that builds a program; undefined where none is known to. */
function lastBuild({ files }: Stage): StepId | undefined {
  const steps = [
    ...files.written().flatMap(({ program }) => (program === undefined ? [] : [program.command.step])),
    ...files
      .opaque()
      .flatMap(({ origin }) => (origin.by === 'opaque' && origin.program !== undefined ? [origin.step] : [])),
  ];
  return steps.length === 0 ? undefined : Math.max(...steps);
}

/** Copied by a name of its own when all programs were built: no build reads it, so the run does. */
function isLate(origin: Origin, built: StepId | undefined): boolean {
  return built !== undefined && origin.by === 'context' && origin.step > built && /[^./]/.test(origin.source);
}

/** A command of the author's among the system's: not one of the base image or of a package, and no link to one. */
function isCommandOfAuthor(path: string, { files }: Stage): boolean {
  if (!packageCommandDirectories.includes(posix.dirname(path))) return false;
  const found = files.lookup(path);
  return found.status === 'present' && !['base', 'package'].includes(found.entry.origin.by);
}

/** Files that build steps start: by their path, by their name, or with a shell. */
export function calledByBuild({ steps, files }: Stage): ReadonlySet<string> {
  return new Set(
    steps.flatMap(({ commands }) =>
      commands.flatMap((command) => scriptOf(command) ?? namedOnPath(command, files) ?? []),
    ),
  );
}

/** Arguments with which a program only tells of itself: calling it like that shows that it is there. */
const tellingArguments: ReadonlySet<string> = new Set([...askingArguments, '-v']);

/** The file that a command called by its name alone is. */
function namedOnPath({ words, env, workdir }: CommandRun, files: FileSystem): string | undefined {
  const [called, ...rest] = words;
  const name = called?.text;
  if (name === undefined || name === '' || name.includes('/')) return undefined;
  if (rest.length > 0 && rest.every(({ text }) => tellingArguments.has(text ?? ''))) return undefined;
  const directories = env.get('PATH')?.text?.split(':') ?? [];
  return directories
    .map((directory) => posix.resolve(workdir.text ?? '/', directory, name))
    .find((path) => files.lookup(path).status === 'present');
}

function scriptOf({ name, words, workdir }: CommandRun): string | undefined {
  const [called, ...rest] = words;
  const script = isShell(name ?? '')
    ? rest.find((word) => word.text?.startsWith('-') !== true)?.text
    : called?.text?.includes('/') === true
      ? called.text
      : undefined;
  if (script === undefined || workdir.text === undefined) return undefined;
  return posix.resolve(workdir.text, script);
}

/** A link to what isn't there: COPY follows links, and what opens it finds no more than what finds nothing. */
function leadsNowhere(entry: FileEntry, files: FileSystem): boolean {
  return entry.kind === 'link' && isAbsent(files.lookup(entry.path));
}

function becauseOf(origin: Origin): string {
  switch (origin.by) {
    case 'command':
      return 'a build step makes it';
    case 'download':
      return 'it is downloaded into the image';
    case 'opaque':
      return 'it is unpacked into the image';
    default:
      return 'it is put there beside the sources';
  }
}

/** Directories where sources were copied to, the ones of built programs included. */
function sourceDirectoriesOf(stage: Stage, toolchain: Toolchain): readonly string[] {
  const directories = new Set<string>();
  for (const entry of stage.files.written()) {
    if (entry.program?.sources !== undefined) directories.add(entry.program.sources);
    if (isBuildOnly(entry.path, toolchain) && entry.origin.by === 'context')
      directories.add(posix.dirname(entry.path));
  }
  for (const { origin } of stage.files.opaque()) {
    if (origin.by === 'opaque' && origin.program?.sources !== undefined)
      directories.add(origin.program.sources);
  }
  for (const { path } of stage.files.trees()) {
    const around = [...directories].some((directory) => isInside(directory, path) && directory !== '/');
    if (around || holdsSources(path, stage.files, (name) => isBuildOnly(name, toolchain)))
      directories.add(path);
  }
  return [...directories].filter((directory) => directory !== '/');
}

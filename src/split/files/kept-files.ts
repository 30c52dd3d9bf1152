/** Which files of the image, beside its programs, go to the runtime stage. */
import { posix } from 'node:path';
import { askingArguments } from '../../evaluate/commands/index.ts';
import { isAbsent } from '../../evaluate/files/lookup.ts';
import { isInside } from '../../evaluate/files/paths.ts';
import type { CommandRun, FileEntry, FileSystem, Origin, Stage, StepId } from '../../evaluate/types.ts';
import { aptSettings } from '../../image/packages/manager.ts';
import { addedCertificates, certificateDirectory, packageCommandDirectories } from '../../image/places.ts';
import { isShell } from '../../shell/wrappers.ts';
import { isOfArchive } from './downloads.ts';
import { isRepositoryDirectory, isRepositoryFile } from './repository-files.ts';
import { directoriesOf, isOfBuild } from '../../toolchain/traces.ts';
import type { Artifact, Toolchain } from '../../toolchain/toolchain.ts';

export interface KeptFile {
  readonly path: string;
  readonly directory: boolean;
  readonly owner: string | undefined;
  readonly because: string;
  /** It need not be there: it is copied by a pattern, which may match nothing. */
  readonly perhaps?: true;
  /** A link stays one, whatever it leads to. */
  readonly link?: true;
}

/** More entries than this below a directory are not told apart: the directory goes as a whole. */
const maximumEntries = 400;
/** A directory with more data files than this beside sources goes as a whole. */
const maximumSingles = 12;

/**
 * Directories below which the author's own files are not the program's, beside the toolchain's own: the system's, those
 * of tools and of credentials for the build.
 */
export const excludedDirectories = [
  '/usr/lib',
  '/usr/include',
  '/usr/src',
  '/lib',
  '/lib64',
  ...packageCommandDirectories,
  '/proc',
  '/sys',
  '/dev',
  '/tmp',
  '/var/cache',
  '/var/lib/apt',
  '/var/tmp',
  aptSettings,
  certificateDirectory,
  addedCertificates,
  '/root',
  '/boot',
];

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
  const built = lastBuild(stage);
  const done = options.startsUnknown ? new Set<string>() : calledByBuild(stage);
  const others = [...excludedDirectories, ...toolchain.ofBuild.installation];
  const apart = (path: string, origin: Origin): boolean =>
    (isCommandOfAuthor(path, stage) || !others.some((directory) => isInside(path, directory))) &&
    (isLate(origin, built) ||
      (!directoriesOf(toolchain.ofBuild).some((workspace) => isInside(path, workspace)) &&
        !sourceTrees.some((tree) => isInside(path, tree)) &&
        !isInside(path, workdir)));
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

/** The working directory, where the links on the way lead. */
function workedIn({ state, files }: Stage): string {
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

/** Commands whose files are the system's: accounts, certificates, locales, keys for the build. */
const administration = new Set(
  (
    'useradd adduser addgroup groupadd usermod groupmod userdel deluser groupdel chsh passwd chpasswd ssh-keyscan ssh-keygen git ' +
    'update-ca-certificates locale-gen ldconfig dpkg-reconfigure update-alternatives add-apt-repository apt-key gpg'
  ).split(' '),
);

/** Written on purpose: copied, or made by mkdir, a redirect and the like; not by WORKDIR or as a parent of something. */
function isAuthors(entry: FileEntry): boolean {
  switch (entry.origin.by) {
    case 'context':
    case 'heredoc':
    case 'download':
    case 'stage':
      return entry.kind !== 'directory';
    case 'command': {
      const { name } = entry.origin.command;
      if (administration.has(name ?? '')) return false;
      if (entry.kind === 'directory') return name === 'mkdir' || name === 'install';
      return name !== 'touch' || entry.kind === 'file';
    }
    case 'opaque':
      return isOfArchive(entry.origin) && entry.kind !== 'directory';
    default:
      return false;
  }
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

/** Directories below one are searched for sources this far. */
const sourceDepth = 4;

/** Whether sources lie in a directory or not far below it: of a module that is copied apart (`COPY lib /code/lib`). */
export function holdsSources(
  directory: string,
  files: FileSystem,
  isSource: (name: string) => boolean,
  depth = sourceDepth,
): boolean {
  return files
    .list(directory)
    .names.some(({ name, kind }) =>
      kind === 'directory'
        ? depth > 0 && holdsSources(posix.join(directory, name), files, isSource, depth - 1)
        : isSource(name),
    );
}

export type DataFiles =
  | {
      readonly kind: 'files';
      readonly files: readonly KeptFile[];
      readonly guessed: readonly string[];
      /** What is for people, for tests or for other tools, and stays behind for its name. */
      readonly left: readonly string[];
    }
  /** The directory can't be taken apart or copied whole. */
  | { readonly kind: 'spread'; readonly directory: string };

/**
 * The data-like files below a directory, for a program that may read them by names that aren't known. Sources,
 * tests, documents and what only builds are left behind where the directory's content is known.
 */
export function dataFilesBelow(
  directory: string,
  stage: Stage,
  toolchain: Toolchain,
  artifact?: Artifact,
): DataFiles {
  const { files } = stage;
  const because =
    artifact === undefined
      ? 'the program may read it by a name that is not known'
      : 'it is part of what runs';
  const left: string[] = [];
  const walk = (
    place: string,
  ): { readonly kept: readonly KeptFile[]; readonly pure: boolean } | undefined => {
    const listed = files.list(place);
    if (!listed.complete && !isOfBase(place, stage)) return undefined;
    if (listed.names.length > maximumEntries) return undefined;
    const kept: KeptFile[] = [];
    let pure = true;
    for (const { name } of listed.names) {
      const path = posix.join(place, name);
      const found = files.lookup(path);
      if (isAbsent(found) && files.linkAt(path) !== undefined) {
        // A link to nothing is one of the names in the directory, and leads somewhere once that is made.
        kept.push(keptFile(path, false, files, because));
        continue;
      }
      if (found.status !== 'present' || found.entry.origin.by === 'base') continue;
      // What is built has a COPY of its own, but for a part of what runs.
      if (found.entry.program !== undefined && artifact === undefined) continue;
      if (found.entry.kind === 'directory') {
        if (isLeftBehind(path, true, toolchain, artifact)) {
          pure = false;
          left.push(path);
          continue;
        }
        const inside = walk(path);
        // A directory that the base image has too can only be taken apart.
        if (inside === undefined && stage.facts?.contains(path) === 'yes') return undefined;
        if (isOfBase(path, stage)) {
          kept.push(...(inside?.kept ?? []));
          pure = false;
          continue;
        }
        if (inside === undefined || (inside.pure && (inside.kept.length > 0 || isAuthors(found.entry)))) {
          kept.push(keptFile(path, true, files, because));
        } else if (inside.kept.length > maximumSingles) kept.push(keptFile(path, true, files, because));
        else kept.push(...inside.kept);
        if (inside !== undefined && !inside.pure) pure = false;
      } else if (isLeftBehind(path, false, toolchain, artifact)) {
        pure = false;
        if (!isBuildOnly(path, toolchain)) left.push(path);
      } else kept.push(keptFile(path, false, files, because));
    }
    return { kept, pure };
  };
  const opaque = files
    .opaque()
    .some(
      ({ under, origin }) =>
        isInside(directory, under) && origin.by === 'opaque' && origin.program === undefined,
    );
  const ofBase = isOfBase(directory, stage);
  const whole = ofBase && opaque ? undefined : walk(directory);
  if (whole !== undefined)
    return { kind: 'files', files: whole.kept, guessed: whole.kept.map(({ path }) => path), left };
  // Its content isn't known: known parts can be named, the rest only by copying the directory.
  const shared =
    directory === '/' ||
    ofBase ||
    isOfBuild(directory, toolchain.ofBuild) ||
    excludedDirectories.includes(directory);
  const unknownTree = files.trees().some(({ path }) => isInside(directory, path));
  // What else steps wrote into a directory that the toolchain or the system shares is not the program's data.
  if (!unknownTree && (!opaque || shared)) {
    const named = files
      .written()
      .filter((entry) => isInside(entry.path, directory) && isAuthors(entry) && entry.program === undefined)
      .filter((entry) => !isBuildOnly(entry.path, toolchain) && !isRepositoryFile(posix.basename(entry.path)))
      .map((entry) => keptFile(entry.path, entry.kind === 'directory', files, because));
    return { kind: 'files', files: named, guessed: named.map(({ path }) => path), left: [] };
  }
  if (shared) {
    return { kind: 'spread', directory };
  }
  return {
    kind: 'files',
    files: [keptFile(directory, true, files, because)],
    guessed: [directory],
    left: [],
  };
}

/** Longer texts, and more words than these, are data in themselves rather than names of files. */
const longestText = 65_536;
const mostWords = 20_000;

/**
 * Of what stays behind for its name, what a text names that the program is known to read: a configuration that lists `docs`
 * says that they are read. Sources are named in many texts, for those who build.
 */
export function namedInTexts(
  read: readonly string[],
  left: readonly string[],
  stage: Stage,
  toolchain: Toolchain,
): readonly KeptFile[] {
  const { files } = stage;
  if (left.length === 0) return [];
  const words = new Set<string>();
  for (const path of read) {
    const text = files.read(path);
    if (text === undefined || text.length > longestText || words.size > mostWords) continue;
    for (const word of text.split(/[\s"'`,;:=[\](){}<>]+/)) if (word !== '') words.add(word);
  }
  const places = new Set([...words].map((word) => posix.resolve(workedIn(stage), word)));
  const isSources = (path: string): boolean =>
    isBuildOnly(path, toolchain) || holdsSources(path, files, (name) => isBuildOnly(name, toolchain));
  return [...places]
    .filter((path) => left.some((other) => isInside(path, other)) && !isSources(path))
    .flatMap((path) => {
      const found = files.lookup(path);
      if (found.status !== 'present') return [];
      return [
        keptFile(path, found.entry.kind === 'directory', files, 'a file that the program reads names it'),
      ];
    });
}

/**
 * What the author put below a directory that the base image has too (`/tmp`, `/etc`): the top of each tree, and single files
 * beside these. Programs that the file builds go along by themselves.
 */
export function authorsFilesBelow(
  directory: string,
  { files }: Stage,
): readonly { readonly path: string; readonly directory: boolean }[] {
  const isThere = (path: string): boolean =>
    path !== directory && isInside(path, directory) && files.lookup(path).status === 'present';
  const trees = files
    .trees()
    .filter(({ path, origin }) => !['base', 'package'].includes(origin.by) && isThere(path))
    .map(({ path }) => ({ path, directory: true }));
  const single = files
    .written()
    .filter((entry) => isAuthors(entry) && entry.program === undefined && isThere(entry.path))
    .map(({ path, kind }) => ({ path, directory: kind === 'directory' }));
  const all = [...trees, ...single];
  const tops = all.filter(
    ({ path }) => !all.some((other) => other.directory && other.path !== path && isInside(path, other.path)),
  );
  return [...new Map(tops.map((file) => [file.path, file])).values()];
}

/** A directory of the base image that holds more than is known (`/etc`): only what the author put there is the program's. */
export function isOfBase(directory: string, { facts }: Stage): boolean {
  return facts?.isDirectory?.(directory) === true && facts.list?.(directory) === undefined;
}

/**
 * As that, of what the author put anywhere else, above the working directory too: a program that reads files by names that
 * aren't known may read it. What a directory holds that can't be taken apart stays behind.
 */
export function dataFilesElsewhere(stage: Stage, toolchain: Toolchain): readonly KeptFile[] {
  const { files } = stage;
  const workdir = workedIn(stage);
  const trees = files
    .trees()
    .filter(({ path, origin }) => origin.by === 'context' && !isInside(path, workdir))
    .filter(({ path }) => files.lookup(path).status === 'present')
    .map(({ path }) => path);
  const inTrees = trees
    .map((path) => dataFilesBelow(path, stage, toolchain))
    .flatMap((data) => (data.kind === 'files' ? data.files : []))
    // The working directory is looked at apart.
    .filter(({ path }) => !isInside(path, workdir));
  const because = 'the program may read it by a name that is not known';
  const alone = files
    .written()
    .filter((entry) => isAuthors(entry) && entry.kind === 'file' && entry.program === undefined)
    .filter(({ path }) => !isInside(path, workdir) && !trees.some((tree) => isInside(path, tree)))
    .filter((entry) => isDataPlace(entry, files, toolchain))
    .filter(({ path }) => !isBuildOnly(path, toolchain) && !isRepositoryFile(posix.basename(path)))
    .map((entry) => keptFile(entry.path, false, files, because));
  return [...inTrees, ...alone];
}

/**
 * Among the system's own directories only what is copied there or lies in a directory that the author made, and nothing that
 * is there for tools of the build.
 */
function isDataPlace({ path, origin }: FileEntry, files: FileSystem, { ofBuild }: Toolchain): boolean {
  if ([...ofBuildTools, ...ofBuild.installation].some((directory) => isInside(path, directory))) return false;
  if (origin.by === 'context' || !excludedDirectories.some((directory) => isInside(path, directory)))
    return true;
  const directory = posix.dirname(path);
  const above = files.lookup(directory);
  return directory === homeOfRoot || (above.status === 'present' && above.entry.origin.by !== 'base');
}

const homeOfRoot = '/root';

/** Places of package managers, of caches, and of tools that are used by hand or in a build. Source: each tool's manual page. */
const ofBuildTools = [
  '/etc/apt',
  '/etc/apk',
  '/var/lib/apt',
  '/var/cache',
  '/tmp',
  '/var/tmp',
  ...(
    '.cache .config/git .ssh .gnupg .netrc .gitconfig .git-credentials .npmrc .npm .docker .bashrc .profile .bash_history ' +
    '.local .cargo .m2 .gradle .pip .wget-hsts'
  )
    .split(' ')
    .map((name) => `${homeOfRoot}/${name}`),
];

export function keptFile(path: string, directory: boolean, files: FileSystem, because: string): KeptFile {
  const found = files.lookup(path);
  if (found.status !== 'present') return { path, directory, owner: undefined, because };
  const { owner, onlyHere } = found.entry;
  return { path, directory, owner, because, ...(onlyHere === true ? { perhaps: true } : {}) };
}

/** Whether only building reads a file. */
export function isBuildOnly(path: string, toolchain: Toolchain): boolean {
  return toolchain.role({ path, directory: false }, undefined) === 'build-only';
}

/** Whether what is started does without a file or directory beside it: it is of the build, or of the repository. */
function isLeftBehind(
  path: string,
  directory: boolean,
  toolchain: Toolchain,
  artifact: Artifact | undefined,
): boolean {
  const name = posix.basename(path);
  switch (toolchain.role({ path, directory }, artifact)) {
    case 'build-only':
      return true;
    case 'run':
      return false;
    case 'unknown':
      return directory ? isRepositoryDirectory(name) : isRepositoryFile(name);
  }
}

/** Drops what lies in a kept directory, and doubles. */
export function withoutNested(files: readonly KeptFile[]): readonly KeptFile[] {
  const byPath = new Map<string, KeptFile>();
  for (const file of files) if (!byPath.has(file.path)) byPath.set(file.path, file);
  const all = [...byPath.values()];
  return all.filter(
    (file) => !all.some((other) => other !== file && other.directory && isInside(file.path, other.path)),
  );
}

/** Data of the author's, for a program that may read it by names that aren't known. */
import { posix } from 'node:path';
import { isAbsent } from '../../evaluate/files/lookup.ts';
import { isInside } from '../../evaluate/files/paths.ts';
import type { FileEntry, FileSystem, Stage } from '../../evaluate/types.ts';
import { isBesideSources, isRepositoryDirectory, isRepositoryFile } from './repository-files.ts';
import { isOfBuild } from '../../toolchain/traces.ts';
import type { Artifact, Toolchain } from '../../toolchain/toolchain.ts';
import {
  excludedDirectories,
  holdsSources,
  isAuthors,
  isBuildOnly,
  isOfBase,
  keptFile,
  type KeptFile,
} from './kept-files.ts';
import { workedIn } from './placed-files.ts';

/** More entries than this below a directory are not told apart: the directory goes as a whole. */
const maximumEntries = 400;
/** A directory with more data files than this beside sources goes as a whole. */
const maximumSingles = 12;

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

/** A directory that is looked through for data. */
interface Search {
  /** The directory that is asked for. */
  readonly top: string;
  readonly stage: Stage;
  readonly toolchain: Toolchain;
  /** What it is part of, where it is. */
  readonly artifact: Artifact | undefined;
  readonly because: string;
  /** What stays behind, as it is met. */
  readonly left: string[];
}

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
  const because =
    artifact === undefined
      ? 'the program may read it by a name that is not known'
      : 'it is part of what runs';
  const search: Search = { top: directory, stage, toolchain, artifact, because, left: [] };
  const opaque = stage.files
    .opaque()
    .some(
      ({ under, origin }) =>
        isInside(directory, under) && origin.by === 'opaque' && origin.program === undefined,
    );
  const apart = isOfBase(directory, stage) && opaque ? undefined : takenApart(directory, search);
  if (apart === undefined) return notTakenApart(directory, opaque, search);
  const { kept } = apart;
  return { kind: 'files', files: kept, guessed: kept.map(({ path }) => path), left: search.left };
}

interface Apart {
  readonly kept: readonly KeptFile[];
  /** Nothing of it stays behind. */
  readonly pure: boolean;
}

/** The data of a directory file by file, what is nothing but data as a whole; undefined where it isn't known. */
function takenApart(place: string, search: Search): Apart | undefined {
  const { stage, toolchain, artifact, because, left } = search;
  const { files } = stage;
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
    const directory = found.entry.kind === 'directory';
    const isData = directory && place !== search.top && isBesideSources(name) && isDataAlone(place, search);
    if (!isData && isLeftBehind(path, directory, toolchain, artifact)) {
      pure = false;
      if (directory || !isBuildOnly(path, toolchain)) left.push(path);
    } else if (directory) {
      const inside = takenApart(path, search);
      // A directory that the base image has too can only be taken apart.
      if (inside === undefined && stage.facts?.contains(path) === 'yes') return undefined;
      const isWhole = !isOfBase(path, stage) && goesWhole(inside, found.entry);
      kept.push(...(isWhole ? [keptFile(path, true, files, because)] : (inside?.kept ?? [])));
      if (isOfBase(path, stage) || inside?.pure === false) pure = false;
    } else kept.push(keptFile(path, false, files, because));
  }
  return { kept, pure };
}

/** Whether nothing in a directory is compiled. */
function isDataAlone(directory: string, { stage, toolchain }: Search): boolean {
  return !holdsSources(directory, stage.files, (name) => isBuildOnly(name, toolchain));
}

/** A directory of which nothing stays behind goes as a whole, and one that has too much to be named. */
function goesWhole(inside: Apart | undefined, entry: FileEntry): boolean {
  if (inside === undefined || inside.kept.length > maximumSingles) return true;
  return inside.pure && (inside.kept.length > 0 || isAuthors(entry));
}

/** Its content isn't known: known parts can be named, the rest only by copying the directory. */
function notTakenApart(directory: string, opaque: boolean, search: Search): DataFiles {
  const { stage, toolchain, because } = search;
  const { files } = stage;
  const shared =
    directory === '/' ||
    isOfBase(directory, stage) ||
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
  if (shared) return { kind: 'spread', directory };
  const whole = keptFile(directory, true, files, because);
  return { kind: 'files', files: [whole], guessed: [directory], left: [] };
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
    '.local/bin .local/lib .local/state .local/share/pipx .local/share/pnpm .local/share/uv .cargo .m2 .gradle .pip .wget-hsts'
  )
    .split(' ')
    .map((name) => `${homeOfRoot}/${name}`),
];

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

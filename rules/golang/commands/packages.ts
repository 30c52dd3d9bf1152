/** Which package a go command names, where its sources are, and what its program is called. */
import { posix } from 'node:path';
import { isInside } from '../../../src/evaluate/files/paths.ts';
import type { CommandRun, World } from '../../../src/evaluate/types.ts';
import { isStandardImport } from '../sources/knowledge/standard-library.ts';
import { importPathOf, programName, programNameOfFiles } from '../sources/knowledge/naming.ts';
import { heldBy, variantsOf } from './program-or-library.ts';
import { carriageReturnAfter, endsInCarriageReturn } from './line-ends.ts';
import { gopaths, minorVersion, modeOf, type Mode } from './modules.ts';

export type Package =
  /** A package with its sources in the image. */
  | {
      readonly kind: 'local';
      readonly label: string;
      readonly directory: string;
      /** Only these files of the directory. */
      readonly files: readonly string[] | undefined;
      /** undefined when go.mod can't be read. */
      readonly name: string | undefined;
      /** What a pattern found there; not looked at for one that is named. */
      readonly holds: 'program' | 'library' | undefined;
    }
  /** One that is downloaded. */
  | { readonly kind: 'remote'; readonly label: string; readonly path: string; readonly name: string }
  /** `./...` and the like where the directories can't be listed. */
  | { readonly kind: 'pattern'; readonly label: string; readonly directory: string }
  | { readonly kind: 'fails'; readonly why: string };

/** Where a call names packages, and what it builds them with. */
export interface Caller {
  readonly directory: string;
  readonly run: CommandRun;
  readonly world: World;
  /** Build tags. */
  readonly tags: readonly string[];
}

/** The packages that the arguments of a call name, each once; several for a pattern. */
export function packagesOf(words: readonly string[], caller: Caller): readonly Package[] {
  return distinct(allPackagesOf(words, caller));
}

function distinct(packages: readonly Package[]): readonly Package[] {
  if (packages.length < 2) return packages;
  return [...new Map(packages.map((found) => [identityOf(found), found])).values()];
}

function identityOf(found: Package): string {
  switch (found.kind) {
    case 'local':
      return found.directory;
    case 'remote':
    case 'pattern':
      return found.label;
    case 'fails':
      return found.why;
  }
}

function allPackagesOf(words: readonly string[], caller: Caller): readonly Package[] {
  const { directory, run, world } = caller;
  const mode = modeOf(run, world, directory);
  const malformed = words.find(endsInCarriageReturn);
  if (malformed !== undefined) return [{ kind: 'fails', why: carriageReturnAfter(malformed) }];
  const sources = words.filter((word) => word.endsWith('.go'));
  if (sources.length > 0 && sources.length === words.length) {
    return [ofFiles(sources, directory)];
  }
  return (words.length === 0 ? ['.'] : words).flatMap((word) => named(word, mode, caller));
}

function ofFiles(files: readonly string[], directory: string): Package {
  const [first = ''] = files;
  const names = files.filter((file) => !/[*?[]/.test(file)).map((file) => posix.basename(file));
  return {
    kind: 'local',
    label: files.join(' '),
    directory: posix.resolve(directory, posix.dirname(first)),
    files: names.length === files.length ? names : undefined,
    // A pattern's first match is the alphabetically first file: not known without a listing.
    name: /[*?[]/.test(first) ? undefined : programNameOfFiles(files),
    holds: undefined,
  };
}

function named(word: string, mode: Mode, caller: Caller): readonly Package[] {
  const { directory, run, world } = caller;
  if (isOfDistribution(word)) return [];
  const local = /^\.{0,2}(\/|$)/.test(word) || word === '.' || word === '..';
  if (/(^|\/)\.\.\.$/.test(word)) return pattern(word, local, mode, caller);
  if (local) {
    const place = posix.resolve(directory, word);
    return [localPackage(word, place, mode, caller)];
  }
  const [path = '', version] = word.split('@');
  if (version !== undefined) return [remote(word, path, minorVersion(world) >= 11)];
  if (mode.kind === 'modules' && mode.path !== undefined && isInside(path, mode.path)) {
    const place = posix.join(mode.root ?? '/', path.slice(mode.path.length));
    return [localNamed(word, place, programName(path, true))];
  }
  if (mode.kind !== 'modules') {
    for (const gopath of gopaths(run)) {
      const place = posix.join(gopath, 'src', path);
      if (world.files.lookup(place).status !== 'present') continue;
      return [localNamed(word, place, programName(path, false))];
    }
  }
  if (mode.kind === 'modules' && mode.file === 'absent') {
    return [{ kind: 'fails', why: `${word} is named outside of a module` }];
  }
  return [remote(word, path, mode.kind === 'modules')];
}

/** Packages and commands of the Go distribution itself are known with and without a module, and leave no program. */
function isOfDistribution(word: string): boolean {
  return /^(std|cmd)(\/|$)/.test(word) || isStandardImport(word);
}

function remote(label: string, path: string, modules: boolean): Package {
  return { kind: 'remote', label, path, name: programName(path, modules) };
}

function localNamed(label: string, directory: string, name: string | undefined): Package {
  return { kind: 'local', label, directory, files: undefined, name, holds: undefined };
}

function withoutModule(place: string): Package {
  return { kind: 'fails', why: `there is no go.mod in ${place} or above it` };
}

function localPackage(label: string, place: string, inForce: Mode, caller: Caller): Package {
  const { directory, run, world } = caller;
  const mode = inForce.kind === 'modules' && inForce.workspace ? modeOf(run, world, place) : inForce;
  if (mode.kind === 'modules' && mode.file === 'absent' && minorVersion(world) >= 16) {
    // Without a workspace the module is looked for from where the command is called.
    return withoutModule(inForce.kind === 'modules' && inForce.workspace ? place : directory);
  }
  return localNamed(label, place, localName(place, mode, run));
}

function localName(place: string, mode: Mode, run: CommandRun): string | undefined {
  if (mode.kind === 'modules') {
    if (mode.path !== undefined && mode.root !== undefined) {
      const path = importPathOf(mode.path, mode.root, place);
      return path === undefined ? undefined : programName(path, true);
    }
    // The module's name is needed at its top only; below it the directory names the program.
    const below = mode.root !== undefined && place !== mode.root;
    return below ? programName(posix.relative(mode.root ?? '/', place), true) : undefined;
  }
  if (mode.kind === 'unknown') return undefined;
  const gopath = gopaths(run).find((path) => isInside(place, posix.join(path, 'src')));
  const path = gopath === undefined ? place : posix.relative(posix.join(gopath, 'src'), place);
  return programName(path, false) || undefined;
}

/** At most this many directories are looked through for `./...`. */
const maximumDirectories = 2_000;

/** The packages below a directory, where all of it is known. Source: `go help packages`. */
function pattern(word: string, local: boolean, mode: Mode, caller: Caller): readonly Package[] {
  const { directory, run, world, tags } = caller;
  const stem = word.replace(/\/?\.\.\.$/, '');
  const unknown = (at: string): Package => ({ kind: 'pattern', label: word, directory: at });
  const top = topOf(stem, local, mode, caller);
  if (top === undefined) return [unknown(directory)];
  // A workspace doesn't help where the pattern starts above its modules (cmd/go, MatchDirs).
  const there = mode.kind === 'modules' && mode.workspace ? modeOf(run, world, top) : mode;
  if (there.kind === 'modules' && there.file === 'absent' && minorVersion(world) >= 16) {
    return [withoutModule(mode.kind === 'modules' && mode.workspace ? top : directory)];
  }
  const variants = variantsOf(run, world, tags);
  const packages: Package[] = [];
  const pending = [top];
  for (let place = pending.pop(), seen = 0; place !== undefined; place = pending.pop()) {
    if (++seen > maximumDirectories) return [unknown(top)];
    const { names, complete, sources } = world.files.list(place);
    if (!complete && sources !== 'complete') return [unknown(top)];
    // "Ignore other modules found in subdirectories" (cmd/go, MatchDirs).
    if (place !== top && mode.kind === 'modules' && names.some(({ name }) => name === 'go.mod')) continue;
    // What is not known to be a directory may be one; links to directories are not followed.
    const below = names.filter(({ kind }) => kind === 'directory' || kind === 'unknown');
    for (const { name } of below) if (isMatched(name)) pending.push(posix.join(place, name));
    const files = names.flatMap(({ name, kind }) => (kind === 'directory' ? [] : [name]));
    const held = heldBy(place, files, world.files.read, variants);
    if (held === 'unknown') return [unknown(top)];
    if (held === 'nothing') continue;
    const found = localPackage(word, place, mode, caller);
    packages.push(found.kind === 'local' ? { ...found, holds: held } : found);
  }
  return packages;
}

/** The directory that a pattern starts at; undefined where it isn't known. */
function topOf(
  stem: string,
  local: boolean,
  mode: Mode,
  { directory, run, world }: Caller,
): string | undefined {
  if (local || stem === '') return posix.resolve(directory, stem === '' ? '.' : stem);
  if (mode.kind === 'modules') {
    return mode.path !== undefined && isInside(stem, mode.path)
      ? posix.join(mode.root ?? '/', stem.slice(mode.path.length))
      : undefined;
  }
  if (mode.kind !== 'gopath') return undefined;
  return gopaths(run)
    .map((gopath) => posix.join(gopath, 'src', stem))
    .find((place) => world.files.lookup(place).status === 'present');
}

/** "Directory and file names that begin with "." or "_" are ignored, as are directories named "testdata"." */
function isMatched(name: string): boolean {
  return !/^[._]/.test(name) && name !== 'testdata' && name !== 'vendor';
}

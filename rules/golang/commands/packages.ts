/** Which package a go command names, where its sources are, and what its program is called. */
import { posix } from 'node:path';
import type { CommandRun, World } from '../../../src/build/types.ts';
import { importPathOf, programName, programNameOfFiles } from '../sources/naming.ts';
import { parseFile } from '../sources/syntax/parser.ts';
import { carriageReturnAfter, endsInCarriageReturn } from './line-ends.ts';
import { gopaths, isInside, minorVersion, modeOf, type Mode } from './modules.ts';

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
    }
  /** One that is downloaded. */
  | { readonly kind: 'remote'; readonly label: string; readonly path: string; readonly name: string }
  /** `./...` and the like where the directories can't be listed. */
  | { readonly kind: 'pattern'; readonly label: string; readonly directory: string }
  | { readonly kind: 'fails'; readonly why: string };

/** The packages that the arguments of a call in a directory name; several for a pattern. */
export function packagesOf(
  words: readonly string[],
  directory: string,
  run: CommandRun,
  world: World,
): readonly Package[] {
  const mode = modeOf(run, world, directory);
  const malformed = words.find(endsInCarriageReturn);
  if (malformed !== undefined) return [{ kind: 'fails', why: carriageReturnAfter(malformed) }];
  const sources = words.filter((word) => word.endsWith('.go'));
  if (sources.length > 0 && sources.length === words.length) {
    return [ofFiles(sources, directory)];
  }
  return (words.length === 0 ? ['.'] : words).flatMap((word) => named(word, directory, mode, run, world));
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
  };
}

function named(
  word: string,
  directory: string,
  mode: Mode,
  run: CommandRun,
  world: World,
): readonly Package[] {
  const local = /^\.{0,2}(\/|$)/.test(word) || word === '.' || word === '..';
  if (/(^|\/)\.\.\.$/.test(word)) return pattern(word, local, directory, mode, run, world);
  if (local) {
    const place = posix.resolve(directory, word);
    return [localPackage(word, place, mode, run, world)];
  }
  const [path = '', version] = word.split('@');
  if (version !== undefined) return [remote(word, path, minorVersion(world) >= 11)];
  if (mode.kind === 'modules' && mode.path !== undefined && isInside(path, mode.path)) {
    const place = posix.join(mode.root ?? '/', path.slice(mode.path.length));
    return [
      { kind: 'local', label: word, directory: place, files: undefined, name: programName(path, true) },
    ];
  }
  if (mode.kind !== 'modules') {
    for (const gopath of gopaths(run)) {
      const place = posix.join(gopath, 'src', path);
      if (world.files.lookup(place).status !== 'present') continue;
      return [
        { kind: 'local', label: word, directory: place, files: undefined, name: programName(path, false) },
      ];
    }
  }
  if (mode.kind === 'modules' && mode.file === 'absent') {
    return [{ kind: 'fails', why: `${word} is named outside of a module` }];
  }
  return [remote(word, path, mode.kind === 'modules')];
}

function remote(label: string, path: string, modules: boolean): Package {
  return { kind: 'remote', label, path, name: programName(path, modules) };
}

function localPackage(label: string, place: string, inForce: Mode, run: CommandRun, world: World): Package {
  const mode = inForce.kind === 'modules' && inForce.workspace ? modeOf(run, world, place) : inForce;
  if (mode.kind === 'modules' && mode.file === 'absent' && minorVersion(world) >= 16) {
    return { kind: 'fails', why: `there is no go.mod in ${place} or above it` };
  }
  return { kind: 'local', label, directory: place, files: undefined, name: localName(place, mode, run) };
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

/** The main packages below a directory, where all of it is known. */
function pattern(
  word: string,
  local: boolean,
  directory: string,
  mode: Mode,
  run: CommandRun,
  world: World,
): readonly Package[] {
  const stem = word.replace(/\/?\.\.\.$/, '');
  const unknown: Package = { kind: 'pattern', label: word, directory };
  let top: string | undefined;
  if (local || stem === '') top = posix.resolve(directory, stem === '' ? '.' : stem);
  else if (mode.kind === 'modules' && mode.path !== undefined && isInside(stem, mode.path)) {
    top = posix.join(mode.root ?? '/', stem.slice(mode.path.length));
  } else if (mode.kind === 'gopath') {
    top = gopaths(run)
      .map((gopath) => posix.join(gopath, 'src', stem))
      .find((place) => world.files.lookup(place).status === 'present');
  }
  if (top === undefined) return [{ ...unknown, directory }];
  if (mode.kind === 'modules' && mode.file === 'absent' && !mode.workspace && minorVersion(world) >= 16) {
    return [{ kind: 'fails', why: `there is no go.mod in ${top} or above it` }];
  }
  const packages: Package[] = [];
  const pending = [top];
  for (let place = pending.pop(), seen = 0; place !== undefined; place = pending.pop()) {
    if (++seen > maximumDirectories) return [{ ...unknown, directory: top }];
    const listed = world.files.list(place);
    if (!listed.complete) return [{ ...unknown, directory: top }];
    let main = false;
    for (const { name, kind } of listed.names) {
      if (kind === 'directory') {
        if (!/^[._]/.test(name) && name !== 'testdata' && name !== 'vendor')
          pending.push(posix.join(place, name));
      } else if (!main && name.endsWith('.go') && !name.endsWith('_test.go')) {
        const text = world.files.read(posix.join(place, name));
        if (text === undefined) return [{ ...unknown, directory: top }];
        main = parseFile(text).package === 'main';
      }
    }
    if (main) packages.push(localPackage(word, place, mode, run, world));
  }
  return packages;
}

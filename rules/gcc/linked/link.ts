/** What a program is made of: from the command that links it back over objects and archives to the sources. */
import { posix } from 'node:path';
import { namedBy, pathOf } from '../../../src/evaluate/commands/paths.ts';
import type { CommandRun, FileSystem, Value, World } from '../../../src/evaluate/types.ts';
import { archiveOf, objectOf } from '../commands/index.ts';
import {
  compilationOf,
  driverOf,
  languageOf,
  type Compilation,
  type LinkOptions,
  type SourceOptions,
} from '../driver/driver.ts';

/** A source with what it is compiled with; the paths are absolute. */
export interface Unit extends SourceOptions {
  readonly path: string;
  readonly language: 'c' | 'c++';
}

/** What is linked into a program; the libraries are none that the file itself makes. */
export interface Link extends LinkOptions {
  readonly units: readonly Unit[];
  /** Shared libraries that the file makes. */
  readonly own: readonly string[];
  /** Those of which it isn't known where they lie when the program runs. */
  readonly lost: readonly string[];
  /** Sources in other languages, objects and archives of which it isn't known what they are made of. */
  readonly unread: readonly string[];
  /** Words that are not understood: more may be linked in. */
  readonly open: readonly string[];
}

/** undefined where the command is no compiler's that links. */
export function linkOf(command: CommandRun, files: FileSystem, world: World): Link | undefined {
  const call = compilationOf(command);
  if (call === undefined || call.until !== 'link') return undefined;
  const parts = partsOf(call, command, { files, world, seen: new Set() });
  return {
    units: distinctUnits(parts.units),
    libraries: distinct(parts.libraries).filter((name) => name !== 'stdc++'),
    own: distinct(parts.own),
    lost: [],
    unread: distinct(parts.unread),
    open: distinct(parts.open),
    cxx: call.cxx || parts.libraries.includes('stdc++'),
    static: call.static,
    staticCxx: call.staticCxx,
    staticGcc: call.staticGcc,
    options: new Set([...call.options, ...parts.options]),
  };
}

interface Parts extends Pick<Link, 'units' | 'libraries' | 'own' | 'unread' | 'open'> {
  readonly options: readonly string[];
}

const none: Parts = { units: [], libraries: [], own: [], unread: [], open: [], options: [] };

interface Scene {
  readonly files: FileSystem;
  readonly world: World;
  /** Files that are on the way: an archive may name itself. */
  readonly seen: ReadonlySet<string>;
}

function together(all: readonly Parts[]): Parts {
  return {
    units: all.flatMap(({ units }) => units),
    libraries: all.flatMap(({ libraries }) => libraries),
    own: all.flatMap(({ own }) => own),
    unread: all.flatMap(({ unread }) => unread),
    open: all.flatMap(({ open }) => open),
    options: all.flatMap(({ options }) => options),
  };
}

/** Of a call: its inputs, and its libraries where it links. */
function partsOf(call: Compilation, run: CommandRun, scene: Scene): Parts {
  const inputs = call.inputs.map(({ word, language }) => ofInput(word, language, call, run, scene));
  // With clang it is another library (clang(1), -fopenmp).
  const openMp =
    call.options.has('-fopenmp') && driverOf(run.name)?.startsWith('clang') === true ? ['omp'] : [];
  const libraries = [...call.libraries, ...openMp].map((name) => ofLibrary(name, call, run, scene));
  return together([
    ...inputs,
    ...libraries,
    { ...none, open: call.unknown, options: [...call.options].filter((option) => option.startsWith('-f')) },
  ]);
}

function ofInput(
  word: Value,
  language: string | undefined,
  call: Compilation,
  run: CommandRun,
  scene: Scene,
): Parts {
  if (word.text === '-') return { ...none, unread: ['the standard input'] };
  const { paths, complete } = namedBy(word, run, { ...scene.world, files: scene.files });
  const parts = paths.map((path) => ofFile(path, language, call, run, scene));
  return together([
    ...parts,
    ...(complete ? [] : [{ ...none, unread: [word.text ?? word.pattern ?? 'a file'] }]),
  ]);
}

function ofFile(
  path: string,
  given: string | undefined,
  call: Compilation,
  run: CommandRun,
  scene: Scene,
): Parts {
  const language = languageNamed(given) ?? languageOf(path);
  if (language === 'c' || language === 'c++') {
    // The driver for C++ compiles C sources as C++ (g++(1)).
    return { ...none, units: [unitOf(path, call.cxx ? 'c++' : language, call, run)] };
  }
  return language === 'other' ? { ...none, unread: [path] } : ofBinary(path, scene);
}

/** `-x c`; another one is not read. */
function languageNamed(given: string | undefined): 'c' | 'c++' | 'other' | undefined {
  if (given === undefined) return undefined;
  return given === 'c' || given === 'c++' ? given : 'other';
}

function unitOf(path: string, language: Unit['language'], call: Compilation, run: CommandRun): Unit {
  const listed = (texts: readonly string[]): readonly string[] =>
    texts.flatMap((text) => {
      const at = pathOf({ text }, run);
      return at === undefined ? [] : [at];
    });
  const variable = run.env.get(language === 'c' ? 'C_INCLUDE_PATH' : 'CPLUS_INCLUDE_PATH')?.text ?? '';
  const common = run.env.get('CPATH')?.text ?? '';
  const more = [common, variable].flatMap((text) => text.split(':')).filter((text) => text !== '');
  return {
    path,
    language,
    includes: listed([...call.includes, ...more]),
    defines: call.defines,
    forced: listed(call.forced),
  };
}

/** An object, an archive, a shared library: what made it says what it is of. */
function ofBinary(path: string, scene: Scene): Parts {
  const found = scene.files.lookup(path);
  const origin = found.status === 'present' ? found.entry.origin : undefined;
  const command = origin?.by === 'command' ? origin.command : undefined;
  if (command === undefined || scene.seen.has(path)) return { ...none, unread: [path] };
  const inside: Scene = { ...scene, seen: new Set([...scene.seen, path]) };
  const archive = ['ar', 'gcc-ar', 'llvm-ar'].includes(command.name ?? '') ? archiveOf(command) : undefined;
  if (archive !== undefined) {
    const call = compilationOf({ name: 'cc', words: [{ text: 'cc' }, ...archive.members] });
    return call === undefined ? { ...none, unread: [path] } : partsOf(call, command, inside);
  }
  const call = compilationOf(command);
  if (call === undefined) return { ...none, unread: [path] };
  if (call.until === 'object') return partsOf(madeOf(path, call, command, inside), command, inside);
  if (call.result === 'program') return { ...none, unread: [path] };
  const parts = partsOf(call, command, inside);
  return call.result === 'shared' ? { ...parts, own: [path, ...parts.own] } : parts;
}

/** Of a call that makes several objects: the source of this one. */
function madeOf(path: string, call: Compilation, command: CommandRun, { files, world }: Scene): Compilation {
  if (call.output !== undefined) return { ...call, libraries: [] };
  const inputs = call.inputs.flatMap(({ word, language }) =>
    namedBy(word, command, { ...world, files })
      .paths.filter((source) => objectOf(source) === posix.basename(path))
      .map((text) => ({ word: { text }, language })),
  );
  return { ...call, inputs, libraries: [] };
}

/** A library by its name: one that the file makes lies where `-L` says. */
function ofLibrary(name: string, call: Compilation, run: CommandRun, scene: Scene): Parts {
  const variable = run.env.get('LIBRARY_PATH')?.text ?? '';
  const directories = [...call.searched, ...variable.split(':').filter((text) => text !== ''), ...installed];
  const files = name.startsWith(':') ? [name.slice(1)] : [`lib${name}.so`, `lib${name}.a`];
  const wanted = call.static ? files.filter((file) => !file.endsWith('.so')) : files;
  for (const directory of directories) {
    const at = pathOf({ text: directory }, run);
    if (at === undefined) return { ...none, open: [`-l${name}`] };
    for (const file of wanted) {
      const path = posix.join(at, file);
      const found = scene.files.lookup(path);
      if (found.status === 'present' && found.entry.origin.by !== 'base')
        return ofBinary(found.entry.path, scene);
    }
  }
  return { ...none, libraries: [name] };
}

/** Where libraries are looked for without being told, as far as an author puts some there. */
const installed = ['/usr/local/lib', '/usr/lib'];

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

function distinctUnits(units: readonly Unit[]): readonly Unit[] {
  return [...new Map(units.map((unit) => [JSON.stringify(unit), unit])).values()];
}

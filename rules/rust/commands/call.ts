/** Calls of cargo taken apart. Sources: The Cargo Book, "Cargo Commands"; `cargo help build`, `install`, `run` of Rust 1.85. */
import { posix } from 'node:path';
import { at, textOf, textsOf } from '../../../src/context/consumers/nodes.ts';
import { tomlOf } from '../manifest/toml.ts';
import type { CommandRun, FileSystem, Value } from '../../../src/evaluate/types.ts';
import {
  defineOptions,
  parseOptions,
  type OptionTable,
  type ParsedOptions,
} from '../../../src/shell/options.ts';

/** Options that every command takes, before its name and behind it. */
const common = 'v|verbose q|quiet color= locked offline frozen config= Z= C= h|help V|version';

const globalOptions = defineOptions(`${common} list explain=`);

const compileOptions =
  'p|package= workspace all exclude= lib bins bin= examples example= tests test= benches bench= all-targets F|features= ' +
  'all-features no-default-features r|release profile= target= target-dir= manifest-path= lockfile-path= message-format= ' +
  'ignore-rust-version j|jobs= keep-going future-incompat-report timings? unit-graph build-plan';

/** What building commands take, by name; those of a name that isn't here are not understood. */
const tables: ReadonlyMap<string, OptionTable> = new Map(
  [
    ['build', `${common} ${compileOptions} out-dir= artifact-dir=`],
    ['zigbuild', `${common} ${compileOptions} out-dir= artifact-dir=`],
    ['run', `${common} ${compileOptions}`],
    ['rustc', `${common} ${compileOptions} crate-type= print=`],
    [
      'install',
      `${common} ${compileOptions} path= git= branch= tag= rev= root= registry= index= version|vers= f|force no-track list debug dry-run`,
    ],
    ['chef', `${common} ${compileOptions} recipe-path= check no-std clippy no-build examples`],
    ['new', `${common} bin lib name= edition= vcs= registry=`],
    ['clean', `${common} p|package= target= target-dir= manifest-path= r|release profile= doc dry-run`],
  ].map(([name = '', table = '']) => [name, defineOptions(table)] as const),
);

/** Names that stand for others. Source: The Cargo Book, "[alias]". */
const abbreviations: ReadonlyMap<string, string> = new Map([
  ['b', 'build'],
  ['c', 'check'],
  ['d', 'doc'],
  ['t', 'test'],
  ['r', 'run'],
  ['rm', 'remove'],
  ['init', 'new'],
]);

export interface CargoCall {
  /** `build`, `install` …, without abbreviations; `init` is `new` without a directory. */
  readonly verb: string;
  /** The name as it stands there. */
  readonly written: string;
  readonly options: ParsedOptions;
  /** The index in the words of the command at which what is given to the program begins. */
  readonly argumentsAt: number;
  /** `-C DIRECTORY` */
  readonly chdir: Value | undefined;
}

/** The call of cargo that a command is: directly, with a toolchain (`cargo +nightly`), or through rustup. */
export function cargoCallOf(
  run: Pick<CommandRun, 'words' | 'workdir'>,
  files: FileSystem,
): CargoCall | undefined {
  const start = cargoAt(run.words);
  return start === undefined ? undefined : callFrom(run.words, start + 1, run.workdir.text, files, 0);
}

/** Where `cargo` stands: first, behind `rustup run TOOLCHAIN`, or as the name of a subcommand's own program. */
function cargoAt(words: readonly Value[]): number | undefined {
  const [first, verb] = words.map(({ text }) => text);
  const name = posix.basename(first ?? '');
  if (name === 'cargo') return 0;
  if (name === 'rustup' && verb === 'run') {
    const at = words.findIndex(({ text }, index) => index > 2 && posix.basename(text ?? '') === 'cargo');
    return at < 0 ? undefined : at;
  }
  return undefined;
}

/** Aliases of aliases are followed this far. */
const deepest = 4;

function callFrom(
  words: readonly Value[],
  first: number,
  directory: string | undefined,
  files: FileSystem,
  depth: number,
): CargoCall | undefined {
  const begin = words[first]?.text?.startsWith('+') === true ? first + 1 : first;
  const global = parseOptions(words.slice(begin), globalOptions, { stopAtOperand: true });
  const [verb, ...rest] = global?.operands ?? [];
  if (global === undefined || verb?.text === undefined) return undefined;
  // cargo auditable build: what it builds is the same.
  if (verb.text === 'auditable') return callFrom(words, words.length - rest.length, directory, files, depth);
  const name = abbreviations.get(verb.text) ?? verb.text;
  const table = tables.get(name);
  const alias = table === undefined ? aliasOf(verb.text, directory, files) : undefined;
  if (alias !== undefined && depth < deepest) {
    const longer = [
      ...words.slice(0, words.length - rest.length - 1),
      ...alias.map((text) => ({ text })),
      ...rest,
    ];
    return callFrom(longer, first, directory, files, depth + 1);
  }
  const subcommand = name === 'chef' ? rest[0] : undefined;
  const given = subcommand === undefined ? rest : rest.slice(1);
  const options = parseOptions(given, table ?? defineOptions(common), {
    stopAtOperand: name === 'run' || table === undefined,
  });
  // Of a command that isn't known here its name alone is asked.
  const known = options ?? (table === undefined ? global : undefined);
  if (known === undefined) return undefined;
  return {
    verb: subcommand === undefined ? name : `${name} ${subcommand.text ?? ''}`,
    written: verb.text,
    options: withGlobal(known, global),
    argumentsAt: name === 'run' ? words.length - known.operands.length : words.length,
    chdir: global.value('C') ?? known.value('C'),
  };
}

/** Options before the command's name count like those behind it. */
function withGlobal(options: ParsedOptions, global: ParsedOptions): ParsedOptions {
  return {
    ...options,
    has: (name) => options.has(name) || global.has(name),
    values: (name) => [...global.values(name), ...options.values(name)],
    value: (name) => options.value(name) ?? global.value(name),
  };
}

/** `[alias]` in `.cargo/config.toml`. */
function aliasOf(
  name: string,
  directory: string | undefined,
  files: FileSystem,
): readonly string[] | undefined {
  for (let place = directory; place !== undefined; place = place === '/' ? undefined : posix.dirname(place)) {
    for (const file of ['.cargo/config', '.cargo/config.toml']) {
      const text = files.read(posix.join(place, file));
      const node = text === undefined ? undefined : at(tomlOf(text), 'alias', name);
      if (node === undefined) continue;
      return textOf(node)?.split(/\s+/) ?? textsOf(node);
    }
  }
  return undefined;
}

/** Values that may be lists in one word: `--features "a b"`, `--features a,b`. */
export function listOf(options: ParsedOptions, name: string): readonly string[] {
  return options
    .values(name)
    .flatMap(({ text }) => (text ?? '').split(/[\s,]+/).filter((item) => item !== ''));
}

/** Whether all the values of these options are known. */
export function areKnown(options: ParsedOptions, ...names: readonly string[]): boolean {
  return names.every((name) => options.values(name).every(({ text }) => text !== undefined));
}

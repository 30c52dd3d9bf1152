/** Models of cargo, rustc, rustup and the tools around them. */
import { posix } from 'node:path';
import type { CommandModel, CommandRun, Effect, World } from '../../../src/evaluate/types.ts';
import { build, compiled, rustc } from './build.ts';
import { cargoCallOf, type CargoCall } from './call.ts';
import { install } from './install.ts';
import { outputOf, placeOf, targetDirectory } from './targets.ts';
import { rustupInit, script, shellWithRustup } from './rustup.ts';
import { workspaceOf } from '../manifest/workspace.ts';

/**
 * Commands of cargo that leave nothing the image needs: they look, test, fill the cache of CARGO_HOME or change manifests.
 * Source: The Cargo Book; the README of each tool.
 */
const harmless: ReadonlySet<string> = new Set(
  (
    'add audit bench bloat check clippy criterion deny doc expand fetch fix fmt geiger generate-lockfile help hack info ' +
    'install-update llvm-cov locate-project login logout machete metadata miri msrv nextest outdated owner package pkgid ' +
    'publish remove report search semver-checks sort sweep tarpaulin test tree udeps uninstall update upgrade ' +
    'verify-project version yank'
  ).split(' '),
);

const cargo: CommandModel = (run, world) => {
  const call = cargoCallOf(run, world.files);
  if (call === undefined) return undefined;
  if (call.options.has('h') || call.options.has('V') || call.options.has('list')) return [];
  switch (call.verb) {
    case 'build':
    case 'zigbuild':
    case 'rustc':
      return build(call, run, world);
    case 'install':
      return install(call, run, world);
    case 'run': {
      const under = placeOf(call, run, world.files)?.directory ?? '/';
      const why = 'cargo run starts a program that may write anything';
      return [...build(call, run, world), { kind: 'opaque', under, why, anywhere: true }];
    }
    case 'new':
      return begin(call, run);
    case 'clean':
      return clean(call, run, world);
    case 'vendor':
      return vendor(run);
    case 'chef prepare':
      return recipe(call, run);
    case 'chef cook':
      return cook(call, run, world);
    default:
      return harmless.has(call.verb) ? [] : undefined;
  }
};

/** `cargo new PATH`, `cargo init [PATH]`: a manifest and a first source file. */
function begin({ written, options }: CargoCall, { workdir }: CommandRun): readonly Effect[] | undefined {
  const [path] = options.operands;
  if (workdir.text === undefined || (path !== undefined && path.text === undefined)) return undefined;
  if (written === 'new' && path === undefined) return undefined;
  const directory = posix.resolve(workdir.text, path?.text ?? '.');
  const name = options.value('name');
  if (name !== undefined && name.text === undefined) return undefined;
  const called = name?.text ?? posix.basename(directory);
  const file = (place: string, content: string): Effect => ({
    kind: 'write',
    path: posix.join(directory, place),
    entry: 'file',
    content,
  });
  return [
    file(
      'Cargo.toml',
      `[package]\nname = "${called}"\nversion = "0.1.0"\nedition = "${options.value('edition')?.text ?? '2021'}"\n\n[dependencies]\n`,
    ),
    options.has('lib')
      ? file('src/lib.rs', '')
      : file('src/main.rs', 'fn main() {\n    println!("Hello, world!");\n}\n'),
  ];
}

/** All that was compiled, or the part of one profile. */
function clean(call: CargoCall, run: CommandRun, { files }: World): readonly Effect[] | undefined {
  const { options } = call;
  const place = placeOf(call, run, files);
  if (place === undefined || options.has('p')) return undefined;
  const root = workspaceOf(place.directory, files)?.root ?? place.directory;
  if (options.has('dry-run')) return [];
  const chosen = options.has('r') || options.has('profile') || options.has('target') || options.has('doc');
  const base = targetDirectory(call, place, root);
  if (base === undefined) return undefined;
  if (!chosen) return [{ kind: 'remove', path: base }];
  return (outputOf(call, place, root)?.directories ?? []).map((path) => ({ kind: 'remove', path }));
}

/** `cargo vendor [PATH]`: the sources of all crates. */
function vendor(run: CommandRun): readonly Effect[] | undefined {
  const named = run.words.slice(2).find(({ text, prefix }) => !(text ?? prefix ?? '').startsWith('-'));
  if (run.workdir.text === undefined || (named !== undefined && named.text === undefined)) return undefined;
  const under = posix.resolve(run.workdir.text, named?.text ?? 'vendor');
  return [{ kind: 'opaque', under, why: 'cargo vendor writes the sources of crates there', downloads: true }];
}

/** cargo-chef's list of what to build ahead. Source: its README. */
function recipe({ options }: CargoCall, { workdir }: CommandRun): readonly Effect[] | undefined {
  const path = options.value('recipe-path');
  if (workdir.text === undefined || (path !== undefined && path.text === undefined)) return undefined;
  return [{ kind: 'write', path: posix.resolve(workdir.text, path?.text ?? 'recipe.json'), entry: 'file' }];
}

/** What it builds is the libraries that the program is made of, out of a skeleton that it writes and removes. */
function cook(call: CargoCall, run: CommandRun, { files }: World): readonly Effect[] | undefined {
  const place = placeOf(call, run, files);
  if (place === undefined) return undefined;
  const base = targetDirectory(call, place, place.directory);
  return base === undefined ? undefined : [compiled(base)];
}

/** rustup changes its own directory; `rustup run` starts something of it. */
const rustup: CommandModel = (run, world) => {
  if (run.words[1]?.text !== 'run') return [];
  const name = posix.basename(run.words[3]?.text ?? '');
  if (name === 'cargo') return cargo(run, world);
  return name === 'rustc' ? rustc({ ...run, words: run.words.slice(3) }, world) : undefined;
};

/** Tools that only look. */
const reading: CommandModel = () => [];

const rustCommands: ReadonlyMap<string, CommandModel> = new Map<string, CommandModel>([
  ['cargo', cargo],
  ['rustc', rustc],
  ['rustup', rustup],
  ['rustup-init', rustupInit],
  ...['sh', 'bash', 'dash', 'ash'].map((name) => [name, shellWithRustup] as const),
  ...['rustup.sh', 'rustup-init.sh'].map((name) => [name, script] as const),
  ...['rustfmt', 'clippy-driver', 'cargo-clippy', 'cargo-fmt', 'sccache'].map(
    (name) => [name, reading] as const,
  ),
]);

/** What cargo and rustc print isn't known: it hangs on versions. */
export function rustOutput(): undefined {
  return undefined;
}

/** The model of one of the toolchain's own commands, by its base name. */
export function rustModel(name: string): CommandModel | undefined {
  return rustCommands.get(name);
}

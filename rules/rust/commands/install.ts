/** What `cargo install` puts where. Source: The Cargo Book, `cargo install`; rust-lang/cargo, src/cargo/ops/cargo_install.rs. */
import { posix } from 'node:path';
import type { CommandRun, Effect, Program, World } from '../../../src/evaluate/types.ts';
import { homeOf } from '../manifest/config.ts';
import { manifestIn } from '../manifest/manifest.ts';
import type { CargoCall } from './call.ts';
import { programsOfCrate } from './known-crates.ts';
import { compiled, effectsOfBuild, programOf, somewhere } from './build.ts';
import { outputOf, placeOf, targetsOf, type Place } from './targets.ts';

export function install(call: CargoCall, run: CommandRun, world: World): readonly Effect[] {
  const { options } = call;
  const place = placeOf(call, run, world.files);
  const bin = binDirectory(call, run, place);
  if (place === undefined || bin === undefined) {
    return [somewhere('/', 'where cargo install puts its programs is not known', programOf(run, world))];
  }
  const crates = options.operands;
  if (options.has('git') || options.has('index') || crates.length > 0) {
    return options.has('path') ? local(call, run, world, place, bin) : remote(call, run, world, bin);
  }
  if (!options.has('path')) {
    const why = failsInDirectory(place, world);
    if (why !== undefined) return [{ kind: 'fails', why }];
  }
  return local(call, run, world, place, bin);
}

/**
 * "Using `cargo install` to install the binaries from the package in current working directory is no longer supported":
 * for every edition but that of 2015, for which cargo warns (cargo_install.rs).
 */
function failsInDirectory({ directory }: Place, { files }: World): string | undefined {
  const found = manifestIn(directory, files);
  const edition = found.kind === 'manifest' ? found.manifest.package?.edition : undefined;
  return edition === undefined || edition === '2015'
    ? undefined
    : `cargo install without --path fails for a package of the edition ${edition}`;
}

/** `--root`, CARGO_INSTALL_ROOT, `install.root`, CARGO_HOME, `.cargo` at home: the programs lie in `bin` below it. */
function binDirectory(
  { options }: CargoCall,
  { env, workdir }: CommandRun,
  place: Place | undefined,
): string | undefined {
  const given = options.value('root');
  if (given !== undefined) {
    return given.text === undefined || workdir.text === undefined
      ? undefined
      : posix.resolve(workdir.text, given.text, 'bin');
  }
  const setting = place?.settings.setting(['install', 'root'], 'CARGO_INSTALL_ROOT');
  if (setting === undefined || setting.kind === 'unknown') return undefined;
  if (setting.kind === 'set') return posix.resolve(setting.from, setting.text, 'bin');
  const home = homeOf(env);
  return home === undefined ? undefined : posix.join(home, 'bin');
}

/** Of a package that is there: its programs, which are left in its target directory too. */
function local(call: CargoCall, run: CommandRun, world: World, place: Place, bin: string): readonly Effect[] {
  const found = targetsOf(call, place, world.files);
  if (found.kind === 'unknown') {
    const program = { ...programOf(run, world), sources: place.directory };
    return [
      compiled(posix.join(place.directory, 'target'), program),
      somewhere(bin, `cargo install names its programs after the package, and ${found.why}`, program),
    ];
  }
  const output = outputOf(call, place, found.workspace.root);
  return [
    ...effectsOfBuild(found, output, run, world),
    ...found.targets.map((target): Effect => ({
      kind: 'write',
      path: posix.join(bin, target.binary.name),
      entry: 'file',
      mode: 0o755,
      program: programOf(run, world, target, output?.platforms[0]),
    })),
  ];
}

/** Crates of a registry or a repository: under the names that they are known to give their programs. */
function remote(call: CargoCall, run: CommandRun, world: World, bin: string): readonly Effect[] {
  const { options } = call;
  const [platform] = options.values('target');
  const crates = options.operands.length > 0 ? options.operands : options.values('git');
  return crates.flatMap((crate): readonly Effect[] => {
    const name = crate.text === undefined ? undefined : crateName(crate.text);
    const program: Program = {
      ...programOf(run, world, undefined, platform?.text),
      package: name,
      remote: true,
    };
    const chosen = options.values('bin').flatMap(({ text }) => text ?? []);
    const names =
      chosen.length > 0 ? chosen : name === undefined || options.has('git') ? [] : programsOfCrate(name);
    if (names.length === 0) {
      return [somewhere(bin, `how ${name ?? 'it'} names its programs is not known`, program)];
    }
    return names.map((each) => ({
      kind: 'write',
      path: posix.join(bin, each),
      entry: 'file',
      mode: 0o755,
      program,
    }));
  });
}

/** `ripgrep@14`, `https://github.com/a/b.git` */
function crateName(text: string): string {
  return posix.basename(text.replace(/@[^/]*$/, '')).replace(/\.git$/, '');
}

/** What `cargo build` and `rustc` write. Sources: The Cargo Book, "Build Cache"; `rustc --help`. */
import { posix } from 'node:path';
import type { CommandRun, Effect, Program, World } from '../../../src/evaluate/types.ts';
import { defineOptions, parseOptions } from '../../../src/shell/options.ts';
import { isMusl, runsInImages } from './platforms.ts';
import type { CargoCall } from './call.ts';
import {
  outputOf,
  placeOf,
  targetsOf,
  type Output,
  type Place,
  type Target,
  type Targets,
} from './targets.ts';

/** A program that a command makes; without a target one whose sources aren't known. */
export function programOf(run: CommandRun, world: World, target?: Target, platform?: string): Program {
  const elsewhere = platform !== undefined && platform !== '' && !runsInImages(platform);
  return {
    toolchain: 'rust',
    command: run,
    package: target === undefined ? undefined : labelOf(target),
    sources: target?.manifest.directory,
    remote: false,
    at: world.files.at,
    ...(elsewhere ? { elsewhere: true } : {}),
  };
}

/** `server`, or `shop/server` for a program that isn't called like its package. */
export function labelOf({ manifest, binary }: Target): string {
  const own = manifest.package?.name ?? '';
  return own === binary.name ? own : `${own}/${binary.name}`;
}

/** A program was written below the directory, under a name that isn't known. */
export function somewhere(under: string, why: string, program: Program): Effect {
  return { kind: 'opaque', under, why, program };
}

/** A directory that cargo compiles into; of a call that isn't known in full a program is among that. */
export function compiled(under: string, program?: Program): Effect {
  const why = 'cargo keeps what it compiles there';
  // Nothing of it is the author's own: what a program needs of it is compiled in.
  return program === undefined
    ? { kind: 'opaque', under, why, downloads: true }
    : { kind: 'opaque', under, why, program };
}

export function build(call: CargoCall, run: CommandRun, world: World): readonly Effect[] {
  const place = placeOf(call, run, world.files);
  if (place === undefined)
    return [somewhere('/', 'its working directory is not known', programOf(run, world))];
  const found = targetsOf(call, place, world.files);
  const copies = copiedTo(call, run);
  if (found.kind === 'unknown' || copies === 'unknown') {
    const [platform] = call.options.values('target');
    const program = { ...programOf(run, world, undefined, platform?.text), sources: place.directory };
    const base = guessedBase(call, place);
    return [base, ...(typeof copies === 'object' ? [copies.directory] : [])].map((under) =>
      compiled(under, program),
    );
  }
  const output = outputOf(call, place, found.workspace.root);
  return [
    ...effectsOfBuild(found, output, run, world),
    ...(copies === undefined
      ? []
      : found.targets.map((target) => written(copies.directory, target, run, world))),
  ];
}

/** `--artifact-dir` takes a copy of the programs (-Z unstable-options). */
function copiedTo(
  { options }: CargoCall,
  { workdir }: CommandRun,
): { readonly directory: string } | 'unknown' | undefined {
  const given = options.value('artifact-dir') ?? options.value('out-dir');
  if (given === undefined) return undefined;
  if (given.text === undefined || workdir.text === undefined) return 'unknown';
  return { directory: posix.resolve(workdir.text, given.text) };
}

/** Without manifests the workspace is taken to begin where cargo is called. */
function guessedBase(call: CargoCall, place: Place): string {
  return outputOf(call, place, place.directory)?.base ?? posix.join(place.directory, 'target');
}

/** Programs in the directory of the profile. */
export function effectsOfBuild(
  found: Extract<Targets, { kind: 'known' }>,
  output: Output | undefined,
  run: CommandRun,
  world: World,
): readonly Effect[] {
  if (output === undefined) {
    const [target] = found.targets;
    return [compiled(posix.join(found.workspace.root, 'target'), programOf(run, world, target))];
  }
  const programs = output.directories.flatMap((directory, index) =>
    found.targets.map((target) => written(directory, target, run, world, output.platforms[index])),
  );
  const libraries = output.directories.flatMap((directory, index) =>
    hasLibraries(output.platforms[index], world)
      ? found.libraries.map((name): Effect => ({
          kind: 'write',
          path: posix.join(directory, name),
          entry: 'file',
          mode: 0o755,
        }))
      : [],
  );
  return [compiled(output.base), ...programs, ...libraries];
}

/** For musl, which is linked statically, cargo leaves dynamic libraries out (The Rust Reference, "Linkage"). */
function hasLibraries(platform: string | undefined, { distribution, facts }: World): boolean {
  return platform === undefined || platform === ''
    ? distribution.family !== 'alpine' || facts?.installation?.from === 'distribution'
    : /-linux-/.test(platform) && !isMusl(platform);
}

function written(
  directory: string,
  target: Target,
  run: CommandRun,
  world: World,
  platform?: string,
): Effect {
  return {
    kind: 'write',
    path: posix.join(directory, target.place),
    entry: 'file',
    mode: 0o755,
    program: programOf(run, world, target, platform),
  };
}

const rustcOptions = defineOptions(
  'o= L= l= C|codegen= O g cfg= check-cfg= crate-type= crate-name= edition= emit= print= out-dir= explain= test target= A|allow= ' +
    'W|warn= D|deny= F|forbid= force-warn= cap-lints= v|verbose V|version extern= sysroot= error-format= color= Z= ' +
    'remap-path-prefix= h|help',
);

/** `rustc -o FILE main.rs`; without `-o` it is called like the source. */
export function rustc(run: CommandRun, world: World): readonly Effect[] | undefined {
  const first = run.words[1]?.text?.startsWith('+') === true ? 2 : 1;
  const options = parseOptions(run.words.slice(first), rustcOptions);
  const workdir = run.workdir.text;
  const source = options?.operands[0]?.text;
  if (options === undefined || workdir === undefined) return undefined;
  if (options.operands.length === 0) return [];
  const type = options.value('crate-type');
  const directory = options.value('out-dir');
  const output = options.value('o');
  if (source === undefined || options.operands.length > 1) return undefined;
  if ([output, directory, type].some((value) => value !== undefined && value.text === undefined))
    return undefined;
  const name = options.value('crate-name')?.text ?? posix.basename(source).replace(/\.rs$/, '');
  const path = posix.resolve(workdir, output?.text ?? posix.join(directory?.text ?? '.', name));
  if ((type !== undefined && type.text !== 'bin') || options.has('emit')) {
    return [{ kind: 'opaque', under: posix.dirname(path), why: 'rustc writes a library there' }];
  }
  const sources = posix.dirname(posix.resolve(workdir, source));
  const program: Program = {
    ...programOf(run, world, undefined, options.value('target')?.text),
    package: source,
    sources,
  };
  return [{ kind: 'write', path, entry: 'file', mode: 0o755, program }];
}

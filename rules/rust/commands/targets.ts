/**
 * What a call of cargo builds, and where it puts that: packages and programs that it chooses, profile, platform, and the
 * directories that these decide. Sources: The Cargo Book, "Build Cache", "Profiles", `cargo help build`.
 */
import { posix } from 'node:path';
import type { CommandRun, FileSystem } from '../../../src/evaluate/types.ts';
import { at, textOf, textsOf } from '../../../src/context/consumers/nodes.ts';
import { cargoSettings, type CargoSettings } from '../manifest/config.ts';
import { binariesOf, isBuilt, type Binary, type FeatureChoice, type Manifest } from '../manifest/manifest.ts';
import { workspaceOf, type Workspace } from '../manifest/workspace.ts';
import { areKnown, listOf, type CargoCall } from './call.ts';

/** A program that a call makes. */
export interface Target {
  readonly manifest: Manifest;
  readonly binary: Binary;
  /** Below the directory of its profile: `server`, `examples/demo`. */
  readonly place: string;
}

export type Targets =
  | {
      readonly kind: 'known';
      readonly targets: readonly Target[];
      /** Names of files: libraries that are loaded at run time, `libplug.so`. */
      readonly libraries: readonly string[];
      readonly workspace: Workspace;
    }
  | { readonly kind: 'unknown'; readonly why: string };

/** Where a call works, and with which settings. */
export interface Place {
  /** The directory of the manifest that it starts from. */
  readonly directory: string;
  readonly settings: CargoSettings;
}

/** undefined where the directory isn't known. */
export function placeOf(
  call: CargoCall,
  run: Pick<CommandRun, 'env' | 'workdir'>,
  files: FileSystem,
): Place | undefined {
  const { options, chdir } = call;
  if (run.workdir.text === undefined || (chdir !== undefined && chdir.text === undefined)) return undefined;
  const workdir = posix.resolve(run.workdir.text, chdir?.text ?? '.');
  const manifest = options.value(call.verb === 'install' ? 'path' : 'manifest-path');
  if (manifest !== undefined && manifest.text === undefined) return undefined;
  const named = posix.resolve(workdir, manifest?.text ?? '.');
  const directory = manifest !== undefined && call.verb !== 'install' ? posix.dirname(named) : named;
  return { directory, settings: cargoSettings(workdir, run, files, options.values('config')) };
}

/** The programs that a call builds. */
export function targetsOf(call: CargoCall, { directory }: Place, files: FileSystem): Targets {
  const { options } = call;
  if (!areKnown(options, 'p', 'exclude', 'bin', 'example', 'F')) {
    return { kind: 'unknown', why: 'what it builds hangs on what is not known' };
  }
  const workspace = workspaceOf(directory, files);
  if (workspace === undefined) return { kind: 'unknown', why: 'its Cargo.toml is not there to read' };
  const packages = packagesOf(call, workspace);
  if (packages === undefined)
    return { kind: 'unknown', why: 'the packages that it names are not there to read' };
  const features: FeatureChoice = {
    all: options.has('all-features'),
    withoutDefault: options.has('no-default-features'),
    named: listOf(options, 'F'),
  };
  const found = packages.map((manifest) => programsOf(call, manifest, features, files));
  if (found.includes(undefined))
    return { kind: 'unknown', why: 'the files that name its programs are not all known' };
  return {
    kind: 'known',
    targets: found.flatMap((targets) => targets ?? []),
    libraries: call.verb === 'build' ? packages.flatMap((manifest) => librariesOf(call, manifest)) : [],
    workspace,
  };
}

/** The packages that are built; undefined where one that is named isn't known. */
function packagesOf(
  { verb, options }: CargoCall,
  { members, chosen, complete, current }: Workspace,
): readonly Manifest[] | undefined {
  if (verb === 'install') return current === undefined ? undefined : [current];
  if (options.has('workspace') || options.has('all')) {
    const left = new Set(listOf(options, 'exclude'));
    return complete ? members.filter((member) => !left.has(nameOf(member))) : undefined;
  }
  if (!options.has('p')) return chosen === members && !complete ? undefined : chosen;
  const named = listOf(options, 'p').map((name) => name.replace(/@.*$/, ''));
  const found = named.map((name) => members.find((member) => nameOf(member) === name));
  // A pattern, the URL of a package, or one that isn't the workspace's own.
  return found.includes(undefined) ? undefined : found.flatMap((member) => member ?? []);
}

function nameOf({ package: own }: Manifest): string {
  return own?.name ?? '';
}

/** Options that choose what of a package is built. */
const choosing = ['lib', 'bins', 'bin', 'examples', 'example', 'tests', 'test', 'benches', 'bench'];

/** Dynamic libraries of a package (The Cargo Book, "Cargo Targets"; The Rust Reference, "Linkage"). */
function librariesOf({ options }: CargoCall, { data, package: own }: Manifest): readonly string[] {
  const all = options.has('all-targets') || !choosing.some((name) => options.has(name));
  const types = [...textsOf(at(data, 'lib', 'crate-type')), ...textsOf(at(data, 'lib', 'crate_type'))];
  const isDynamic = types.some((type) => type === 'cdylib' || type === 'dylib');
  if (own === undefined || !isDynamic || !(all || options.has('lib'))) return [];
  const name = textOf(at(data, 'lib', 'name')) ?? own.name.replaceAll('-', '_');
  return [`lib${name}.so`];
}

function programsOf(
  { options, verb }: CargoCall,
  manifest: Manifest,
  features: FeatureChoice,
  files: FileSystem,
): readonly Target[] | undefined {
  const all =
    options.has('bins') || options.has('all-targets') || !choosing.some((name) => options.has(name));
  const named = listOf(options, 'bin');
  const { binaries, complete } = binariesOf(manifest, files);
  const places = listOf(options, 'example').map((name) => ({
    binary: { name, root: posix.join(manifest.directory, 'examples', `${name}.rs`), requires: [] },
    place: verb === 'install' ? name : `examples/${name}`,
  }));
  const chosen = binaries.filter(
    (binary) => named.includes(binary.name) || (all && isBuilt(binary, manifest, features)),
  );
  if (all && !complete && named.length === 0) return undefined;
  return [...chosen.map((binary) => ({ binary, place: binary.name })), ...places].map((target) => ({
    ...target,
    manifest,
  }));
}

/** Where compiled programs lie. */
export interface Output {
  /** `target`, absolute. */
  readonly base: string;
  /** Directories of the profile, one for each platform that is built for. */
  readonly directories: readonly string[];
  /** Triples that are asked for; none for the platform of the toolchain. */
  readonly platforms: readonly string[];
}

/** Directories of profiles that aren't called like them. Source: The Cargo Book, "Build Cache". */
const profileDirectories: ReadonlyMap<string, string> = new Map([
  ['dev', 'debug'],
  ['test', 'debug'],
  ['bench', 'release'],
]);

/** undefined where a part of it isn't known. */
export function outputOf(call: CargoCall, place: Place, workspaceRoot: string): Output | undefined {
  const base = targetDirectory(call, place, workspaceRoot);
  const platforms = platformsOf(call, place);
  const profile = profileOf(call);
  if (base === undefined || platforms === undefined || profile === undefined) return undefined;
  const folders = platforms.length === 0 ? [''] : platforms.map(folderOf);
  return { base, platforms, directories: folders.map((folder) => posix.join(base, folder, profile)) };
}

/** `--target-dir`, CARGO_TARGET_DIR, `build.target-dir`, or `target` beside the workspace's manifest. */
export function targetDirectory(
  { options }: CargoCall,
  { settings, directory }: Place,
  workspaceRoot: string,
): string | undefined {
  const given = options.value('target-dir');
  if (given !== undefined) return given.text === undefined ? undefined : posix.resolve(directory, given.text);
  const setting = settings.setting(['build', 'target-dir'], 'CARGO_TARGET_DIR');
  switch (setting.kind) {
    case 'set':
      return posix.resolve(setting.from, setting.text);
    case 'unset':
      return posix.join(workspaceRoot, 'target');
    case 'unknown':
      return undefined;
  }
}

/** Triples, as `--target` or the settings say; undefined where they aren't known. */
export function platformsOf({ options }: CargoCall, { settings }: Place): readonly string[] | undefined {
  const given = options.values('target');
  if (given.some(({ text }) => text === undefined)) return undefined;
  if (given.length > 0) return given.map(({ text }) => text ?? '');
  const setting = settings.setting(['build', 'target']);
  if (setting.kind === 'unknown') return undefined;
  return setting.kind === 'unset' ? [] : [setting.text];
}

/** A platform's own description is a file; zigbuild takes the C library's version behind the triple. */
function folderOf(platform: string): string {
  return posix.basename(platform).replace(/\.json$|\.\d+(\.\d+)*$/, '');
}

function profileOf({ verb, options }: CargoCall): string | undefined {
  if (!areKnown(options, 'profile')) return undefined;
  const named = options.value('profile')?.text;
  if (named !== undefined) return profileDirectories.get(named) ?? named;
  if (verb === 'install') return options.has('debug') ? 'debug' : 'release';
  return options.has('r') ? 'release' : 'debug';
}

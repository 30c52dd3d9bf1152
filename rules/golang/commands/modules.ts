/** Module mode or GOPATH mode, and where the module is. Sources: Go 1.11, 1.13, 1.16 release notes; go.dev/ref/mod#mod-commands. */
import { posix } from 'node:path';
import { isAbsent } from '../../../src/evaluate/files/lookup.ts';
import { isInside } from '../../../src/evaluate/files/paths.ts';
import type { CommandRun, FileSystem, World } from '../../../src/evaluate/types.ts';
import { newestRelease } from '../sources/knowledge/releases.ts';
import { parseModFile } from '../sources/loading/modfile.ts';
import { goVariable } from './flags.ts';

export type Mode =
  | {
      readonly kind: 'modules';
      /** Directory of go.mod; undefined when there is none, or it isn't known where. */
      readonly root: string | undefined;
      /** Module path; undefined when go.mod can't be read. */
      readonly path: string | undefined;
      /** `absent`: there certainly is no go.mod. */
      readonly file: 'present' | 'possible' | 'absent';
      /** A go.work is in force: packages of other modules in it are local too (Go 1.18). */
      readonly workspace: boolean;
    }
  | { readonly kind: 'gopath' }
  /** It depends on files that can't be looked at. */
  | { readonly kind: 'unknown' };

/** Minor version of the toolchain; a tag that floats is the newest. */
export function minorVersion(world: World): number {
  const minor = /^1\.(\d+)/.exec(world.facts?.version ?? '')?.[1];
  return minor === undefined ? newestRelease : Number(minor);
}

export function modeOf(run: CommandRun, world: World, directory: string): Mode {
  const minor = minorVersion(world);
  const setting = goVariable('GO111MODULE', run, world.files.read);
  if (minor < 11 || setting === 'off') return { kind: 'gopath' };
  const workspace =
    minor >= 18 &&
    goVariable('GOWORK', run, world.files.read) !== 'off' &&
    hasWorkspace(world.files, directory);
  const module = findModule(world.files, directory, workspace);
  if (setting === 'on' || minor >= 16) return module;
  if (minor < 13 && gopaths(run).some((path) => isInside(directory, posix.join(path, 'src')))) {
    return { kind: 'gopath' };
  }
  if (module.file === 'present') return module;
  return module.file === 'absent' ? { kind: 'gopath' } : { kind: 'unknown' };
}

function hasWorkspace(files: FileSystem, directory: string): boolean {
  for (let place = directory; ; place = posix.dirname(place)) {
    if (files.lookup(posix.join(place, 'go.work')).status === 'present') return true;
    if (place === '/') return false;
  }
}

function findModule(
  files: FileSystem,
  directory: string,
  workspace: boolean,
): Extract<Mode, { kind: 'modules' }> {
  let possible = false;
  // A step that writes where it likes makes no go.mod nearer than the one that is known.
  let far = false;
  for (let place = directory; ; place = posix.dirname(place)) {
    const path = posix.join(place, 'go.mod');
    const found = files.lookup(path);
    if (found.status === 'present') {
      const text = files.read(path);
      const modulePath = text === undefined ? undefined : parseModFile(text).module;
      // Where a nearer go.mod may exist, this one is not certain.
      return {
        kind: 'modules',
        root: possible ? undefined : place,
        path: possible || modulePath === '' ? undefined : modulePath,
        file: 'present',
        workspace,
      };
    }
    if (isAbsent(found)) far ||= found.status === 'possible';
    else possible = true;
    if (place === '/') break;
  }
  return {
    kind: 'modules',
    root: undefined,
    path: undefined,
    file: possible || far ? 'possible' : 'absent',
    workspace,
  };
}

export function gopaths(run: Pick<CommandRun, 'env'>): readonly string[] {
  const value = run.env.get('GOPATH')?.text;
  const home = run.env.get('HOME')?.text ?? '/root';
  return (value === undefined || value === '' ? `${home}/go` : value)
    .split(':')
    .filter((path) => path.startsWith('/'));
}

/** Where `go install` puts programs; undefined when that isn't known. */
export function binDirectory(run: CommandRun, world: World): string | undefined {
  const gobin = run.env.get('GOBIN');
  if (gobin !== undefined && gobin.text === undefined) return undefined;
  const set = goVariable('GOBIN', run, world.files.read);
  if (set !== undefined && set !== '') return set;
  const gopath = run.env.get('GOPATH');
  if (gopath !== undefined && gopath.text === undefined) return undefined;
  const [first] = gopaths(run);
  if (first === undefined) return undefined;
  const platform = crossPlatform(run, world);
  return posix.join(first, 'bin', platform ?? '');
}

/**
 * Whether it depends on the builder where `go install` puts programs: for arm64 that is the directory itself on such a
 * machine, and one below it on another.
 */
export function installsByBuilder(run: CommandRun, world: World): boolean {
  const set = goVariable('GOBIN', run, world.files.read);
  const architecture = goVariable('GOARCH', run, world.files.read);
  return (set === undefined || set === '') && architecture === 'arm64';
}

/**
 * `GOOS_GOARCH` when the call builds for another platform than the builder's. The builder is taken for linux on
 * amd64 or arm64: those two are never called cross builds.
 */
export function crossPlatform(run: CommandRun, world: World): string | undefined {
  const os = goVariable('GOOS', run, world.files.read) ?? 'linux';
  const architecture = goVariable('GOARCH', run, world.files.read);
  if (
    os === 'linux' &&
    (architecture === undefined || architecture === 'amd64' || architecture === 'arm64')
  ) {
    return undefined;
  }
  return `${os}_${architecture ?? 'amd64'}`;
}

/** What building and installing a project writes that CMake, Automake or Meson describe. */
import { posix } from 'node:path';
import { opaque } from '../../../src/evaluate/commands/paths.ts';
import type { CommandRun, Effect, Program, World } from '../../../src/evaluate/types.ts';
import type { Installed, Project, Target } from '../project/types.ts';

/** What is made by default, or those that are named. */
export function built(
  project: Project,
  directory: string,
  targets: readonly string[],
  run: CommandRun,
  world: World,
): readonly Effect[] {
  const all = targets.length === 0 || targets.includes('all') || targets.some(asksToInstall);
  const wanted = [...project.targets.values()].filter(({ name, apart }) =>
    all ? !apart : isNeeded(name, targets, project),
  );
  const left = targets.some((name) => /^(dist)?clean$/.test(name))
    ? [...project.targets.values()].flatMap(removed)
    : [];
  return [
    opaque(directory, `${run.name ?? 'the tool'} writes what it builds there`),
    ...wanted.flatMap((target) => fileOf(target, run, world)),
    ...left,
  ];
}

/** Goals that build all and install it; what is stripped lies where it lay. */
export function asksToInstall(goal: string): boolean {
  return /^install([/-]strip)?$/.test(goal);
}

/** A target that is named, or that one of them is linked with. */
function isNeeded(name: string, targets: readonly string[], project: Project): boolean {
  const seen = new Set<string>(targets);
  for (const each of seen)
    for (const link of project.targets.get(each)?.links ?? []) if (project.targets.has(link)) seen.add(link);
  return seen.has(name);
}

function removed({ path }: Target): readonly Effect[] {
  return path === undefined ? [] : [{ kind: 'remove', path }];
}

function fileOf(target: Target, run: CommandRun, world: World): readonly Effect[] {
  const { path, kind } = target;
  if (path === undefined) return [];
  if (kind !== 'executable' || target.test) {
    const mode = kind === 'static' ? 0o644 : 0o755;
    return [{ kind: 'write', path: versioned(path, target), entry: 'file', mode }, ...namesOf(path, target)];
  }
  if (target.wrapped === true) return [{ kind: 'write', path, entry: 'file', mode: 0o755 }];
  return [programAt(path, target, run, world)];
}

function programAt(path: string, { name, sources }: Target, run: CommandRun, { files }: World): Effect {
  const program: Program = {
    toolchain: 'gcc',
    command: run,
    package: name,
    sources: posix.dirname(sources.find((source) => source.startsWith('/')) ?? path),
    remote: false,
    at: files.at,
  };
  return { kind: 'write', path, entry: 'file', mode: 0o755, program };
}

function versioned(path: string, { version }: Target): string {
  return version === undefined ? path : `${path}.${version.file}`;
}

function link(path: string, to: string): Effect {
  return { kind: 'write', path, entry: 'link', target: posix.basename(to) };
}

/** The links by which programs and the linker find a library with a version. */
function namesOf(path: string, { version }: Target): readonly Effect[] {
  if (version === undefined) return [];
  const asked = `${path}.${version.asked}`;
  const file = `${path}.${version.file}`;
  return [
    ...(version.asked === version.file ? [] : [link(asked, file)]),
    link(path, version.direct === true ? file : asked),
  ];
}

/** What `install` copies: below DESTDIR where that is set, and where `moved` puts what belongs elsewhere. */
export function copies(
  project: Project,
  destination: string,
  moved: (path: string) => string,
  run: CommandRun,
  world: World,
): readonly Effect[] {
  const place = (path: string): string => posix.join('/', destination, moved(path));
  return [
    ...project.installed.flatMap((item) => copyOf(item, project, place, run, world)),
    ...project.more.map(({ why, under }): Effect =>
      under === undefined ? { kind: 'opaque', under: '/', why, anywhere: true } : opaque(place(under), why),
    ),
  ];
}

function copyOf(
  item: Installed,
  project: Project,
  place: (path: string) => string,
  run: CommandRun,
  world: World,
): readonly Effect[] {
  switch (item.kind) {
    case 'target': {
      const target = project.targets.get(item.target);
      if (target?.path === undefined || !goes(target, item)) return [];
      const to = place(posix.join(item.directory, posix.basename(target.path)));
      if (target.wrapped === true) return [programAt(to, target, run, world)];
      const file = { from: versioned(target.path, target), to: versioned(to, target) };
      return [{ kind: 'copy', ...file, move: false }, ...namesOf(to, target)];
    }
    case 'file': {
      const { from, directory, rename, mode } = item;
      const to = place(posix.join(directory, rename ?? posix.basename(from)));
      // What a step makes on the way is not there to be copied yet.
      const file: Effect =
        mode !== undefined && world.files.lookup(from).status !== 'present'
          ? { kind: 'write', path: to, entry: 'file', mode }
          : { kind: 'copy', from, to, move: false };
      if (mode === undefined) return [file];
      return [file, { kind: 'mode', path: to, mode: mode.toString(8).padStart(4, '0'), recursive: false }];
    }
    case 'directory':
      return [{ kind: 'copy', from: item.from, to: place(item.directory), move: false }];
    case 'link':
      return [{ kind: 'write', path: place(item.path), entry: 'link', target: item.target }];
  }
}

function goes({ kind }: Target, { only }: Extract<Installed, { kind: 'target' }>): boolean {
  switch (kind) {
    case 'executable':
      return only !== 'libraries';
    case 'shared':
    case 'static':
      return only !== 'programs';
    case 'object':
    case 'interface':
      return false;
  }
}

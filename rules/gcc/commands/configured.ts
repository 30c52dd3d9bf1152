/** How the project in a directory was configured, and what a call builds of it. */
import { posix } from 'node:path';
import { opaque, pathOf } from '../../../src/evaluate/commands/paths.ts';
import { makeCall } from '../../../src/evaluate/run/make-call.ts';
import type { CommandModel, CommandRun, Effect, FileSystem, World } from '../../../src/evaluate/types.ts';
import { projectOfAutomake } from '../automake/evaluate.ts';
import type { AutotoolsCall } from '../automake/types.ts';
import { projectOf } from '../cmake/evaluate.ts';
import type { Configuration } from '../cmake/types.ts';
import { projectOfMeson } from '../meson/evaluate.ts';
import type { MesonCall } from '../meson/types.ts';
import type { Project, ProjectFiles } from '../project/types.ts';
import { cmakeCall } from './cmake.ts';
import { configureCall, configured as filesOfConfigure } from './configure.ts';
import { mesonCall } from './meson.ts';
import { asksToInstall, built, copies } from './project.ts';

/** What each leaves in the directory that it builds in: by that a build tool's call is known for one of its own. */
const marks = {
  cmake: 'CMakeCache.txt',
  configure: 'config.status',
  meson: 'meson-private/coredata.dat',
} as const;

type Configured =
  | { readonly by: 'cmake'; readonly configuration: Configuration }
  | { readonly by: 'configure'; readonly call: AutotoolsCall }
  | { readonly by: 'meson'; readonly call: MesonCall };

/** A call that builds, or installs, a project that was configured before. */
interface BuildCall {
  readonly directory: string;
  readonly goals: readonly string[];
  /** It copies what is built already, and builds nothing. */
  readonly copiesOnly: boolean;
  /** Below this goes what it installs. */
  readonly destination: string;
  /** `NAME=value` of make, and the prefix of `cmake --install`. */
  readonly variables: Readonly<Record<string, string>>;
}

// ── Models ───────────────────────────────────────────────────────────────────────────────────────────────────

export const cmake: CommandModel = (run, world) => {
  const call = cmakeCall(run);
  return call?.kind === 'configure' ? marked('cmake', call.configuration.binary, run) : builds(run, world);
};

export const meson: CommandModel = (run, world) => {
  const call = mesonCall(run);
  return call?.kind === 'setup' ? marked('meson', call.call.build, run) : builds(run, world);
};

export const configure: CommandModel = (run, world) => {
  const call = configureCall(run, world.files);
  if (call === undefined) return undefined;
  return [...marked('configure', call.build, run), ...filesOfConfigure(call, filesOf(world.files))];
};

/** `make` and `ninja` in a directory that one of them has prepared. */
export const buildTool: CommandModel = (run, world) => builds(run, world);

function marked(by: keyof typeof marks, directory: string, { name = by }: CommandRun): readonly Effect[] {
  return [
    opaque(directory, `${name} writes the files of the build there`),
    { kind: 'write', path: posix.join(directory, marks[by]), entry: 'file' },
  ];
}

function builds(run: CommandRun, world: World): readonly Effect[] | undefined {
  const call = buildCall(run, world.files);
  const project = call === undefined ? undefined : projectOfCall(call, world.files);
  if (call === undefined || project === undefined) return undefined;
  // Parts of installing, and of cleaning up, are not told from each other.
  if (call.goals.some((goal) => /^(un)?install[-/]/.test(goal) && !asksToInstall(goal))) return undefined;
  const made = call.copiesOnly ? [] : built(project, call.directory, call.goals, run, world);
  const moved = movedBy(call, world.files);
  const installs = call.copiesOnly || call.goals.some(asksToInstall);
  return [...made, ...(installs ? copies(project, call.destination, moved, run, world) : [])];
}

/** `cmake --install --prefix` puts elsewhere what was configured for another place. */
function movedBy({ variables, directory }: BuildCall, files: FileSystem): (path: string) => string {
  const { prefix } = variables;
  const how = configurationIn(directory, files);
  if (prefix === undefined || how?.by !== 'cmake') return (path) => path;
  const old = how.configuration.definitions.get('CMAKE_INSTALL_PREFIX') ?? '/usr/local';
  return (path) => posix.join(prefix, posix.relative(old, path));
}

// ── Which project ────────────────────────────────────────────────────────────────────────────────────────────

/** The project that a command builds; undefined where it is no such call. */
export function projectBuiltBy(run: CommandRun, files: FileSystem): Project | undefined {
  const call = buildCall(run, files);
  return call === undefined ? undefined : projectOfCall(call, files);
}

function projectOfCall({ directory, variables }: BuildCall, files: FileSystem): Project | undefined {
  const how = configurationIn(directory, files);
  switch (how?.by) {
    case 'cmake':
      return projectOf(how.configuration, filesOf(files));
    case 'configure':
      return projectOfAutomake({ ...how.call, made: variables }, filesOf(files));
    case 'meson':
      return projectOfMeson(how.call, filesOf(files));
    case undefined:
      return undefined;
  }
}

/** By the last call that wrote its mark. */
function configurationIn(directory: string, files: FileSystem): Configured | undefined {
  const commandOf = (mark: string): CommandRun | undefined => {
    const found = files.lookup(posix.join(directory, mark));
    const origin = found.status === 'present' ? found.entry.origin : undefined;
    return origin?.by === 'command' ? origin.command : undefined;
  };
  const byCMake = commandOf(marks.cmake);
  if (byCMake?.name === 'cmake') {
    const call = cmakeCall(byCMake);
    return call?.kind === 'configure' ? { by: 'cmake', configuration: call.configuration } : undefined;
  }
  const byConfigure = commandOf(marks.configure);
  if (byConfigure !== undefined) {
    const call = configureCall(byConfigure, files);
    return call === undefined ? undefined : { by: 'configure', call };
  }
  const byMeson = commandOf(marks.meson);
  if (byMeson === undefined) return undefined;
  const call = mesonCall(byMeson);
  return call?.kind === 'setup' ? { by: 'meson', call: call.call } : undefined;
}

/** undefined where the words aren't known, or nothing was configured where it builds. */
function buildCall(run: CommandRun, files: FileSystem): BuildCall | undefined {
  const call = calledOf(run);
  return call === undefined || configurationIn(call.directory, files) === undefined ? undefined : call;
}

function calledOf(run: CommandRun): BuildCall | undefined {
  const variable = run.env.get('DESTDIR');
  if (variable !== undefined && variable.text === undefined) return undefined;
  const destination = variable?.text ?? '';
  switch (run.name) {
    case 'cmake': {
      const call = cmakeCall(run);
      if (call?.kind === 'build')
        return {
          directory: call.directory,
          goals: call.targets,
          copiesOnly: false,
          destination,
          variables: {},
        };
      if (call?.kind !== 'install') return undefined;
      const variables = call.prefix === undefined ? {} : { prefix: call.prefix };
      return { directory: call.directory, goals: [], copiesOnly: true, destination, variables };
    }
    case 'meson': {
      const call = mesonCall(run);
      if (call === undefined || call.kind === 'setup') return undefined;
      const goals = call.kind === 'install' ? ['install'] : call.goals;
      const at = call.kind === 'install' ? (call.destination ?? destination) : destination;
      return { directory: call.directory, goals, copiesOnly: false, destination: at, variables: {} };
    }
    case 'ninja':
    case 'samu':
    case 'make':
    case 'gmake': {
      const call = makeCall(run.words);
      const directory = call === undefined ? undefined : pathOf({ text: call.directory ?? '.' }, run);
      if (call === undefined || directory === undefined || call.file !== undefined) return undefined;
      const { DESTDIR: given = destination, ...variables } = call.variables;
      return { directory, goals: call.targets, copiesOnly: false, destination: given, variables };
    }
    default:
      return undefined;
  }
}

function filesOf(files: FileSystem): ProjectFiles {
  return {
    read: (path) => files.read(path),
    list: (directory) => {
      const { names, complete, generated } = files.list(directory);
      return {
        names: names.map(({ name, kind }) => ({ name, directory: kind === 'directory' })),
        complete: complete || generated,
      };
    },
    exists: (path) => {
      const found = files.lookup(path);
      return found.status === 'possible' ? undefined : found.status === 'present';
    },
  };
}

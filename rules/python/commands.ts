/** What the interpreter, and what installs packages for it, write in an image. */
import { ordinaryCommands, readOnlyCommands } from '../../src/evaluate/commands/index.ts';
import type { CommandModel, CommandRun, Effect, World } from '../../src/evaluate/types.ts';
import type { Install, PythonCall } from './calls.ts';
import { callOfRun, settingOf, settingsDirectory } from './environments.ts';
import { imagePrefix, minorOf } from './images.ts';
import { toolInstalledBy } from './tool-scripts.ts';
import { projectCommands, staysInProject } from './project-commands.ts';

const model: CommandModel = (run, world) => {
  // In other images a command of such a name may be another's.
  const call = world.facts?.toolchain === 'python' ? callOfRun(run, world.files) : undefined;
  if (call !== undefined && toolInstalledBy(run, world.files) !== undefined)
    return [
      {
        kind: 'opaque',
        under: `${homeOf(userOf(run))}/.local/share`,
        why: 'a build tool is put there',
        downloads: true,
      },
    ];
  const effects = call === undefined ? undefined : effectsOf(call, run, world);
  return effects ?? ordinary(run, world);
};

function ordinary(run: CommandRun, world: World): readonly Effect[] | undefined {
  const name = run.name ?? '';
  return ordinaryCommands.get(name)?.(run, world) ?? (readOnlyCommands.has(name) ? [] : undefined);
}

function effectsOf(call: PythonCall, run: CommandRun, world: World): readonly Effect[] | undefined {
  switch (call.does) {
    case 'nothing':
      return poetrySetting(run);
    case 'environment':
      return environmentMade(call.prefix);
    case 'install':
      return installed(call, run, world);
    case 'wheels':
      return [
        { kind: 'write', path: call.directory, entry: 'directory' },
        { kind: 'opaque', under: call.directory, why: 'wheels are put there', downloads: true },
        ...call.from.map((path) => builtIn(path)),
      ];
    case 'extensions':
      return [builtIn(call.directory)];
    case 'module':
    case 'script':
      return staysInProject(run) ? [inProject(run)] : undefined;
    default:
      return undefined;
  }
}

function inProject(run: CommandRun): Effect {
  return { kind: 'opaque', under: run.workdir.text ?? '/', why: 'it may write into the project' };
}

const projectModel: CommandModel = (run, world) =>
  world.facts?.toolchain === 'python' && staysInProject(run) ? [inProject(run)] : ordinary(run, world);

/** `poetry config virtualenvs.create false`: later calls depend on it. */
function poetrySetting(run: CommandRun): readonly Effect[] {
  return settingOf(run) === undefined
    ? []
    : [{ kind: 'opaque', under: settingsDirectory, why: 'poetry keeps its settings there', downloads: true }];
}

const why = 'packages are installed there';

/**
 * Directories of an environment that packages write into. Which commands they bring is not known, and a command on PATH is more
 * likely the system's than one of these: who starts one is asked in start.ts. Source: docs.python.org, sysconfig (schemes).
 */
const parts = ['lib', 'share', 'etc', 'include', 'man'];

function environmentMade(prefix: string): readonly Effect[] {
  return [
    { kind: 'write', path: prefix, entry: 'directory' },
    ...parts.map((name) => ({ kind: 'opaque', under: `${prefix}/${name}`, why, downloads: true }) as const),
  ];
}

/** What is built from a directory of sources is partly built there. */
function builtIn(path: string): Effect {
  return { kind: 'opaque', under: path, why: 'what is built from it is partly put there', downloads: true };
}

function userOf({ user }: CommandRun): string {
  return user.text?.split(':')[0] || 'root';
}

/** Where adduser(8) and useradd(8) put it; what is copied is asked of the user's record. */
function homeOf(user: string): string {
  return ['root', '0'].includes(user) ? '/root' : `/home/${user}`;
}

function installed(call: Install, run: CommandRun, world: World): readonly Effect[] | undefined {
  const built = [
    ...call.local.filter(({ path }) => !/\.(whl|tar\.gz|zip)$/.test(path)).map(({ path }) => path),
    ...(call.project !== undefined && call.project.itself !== 'no' ? [call.project.directory] : []),
  ].map(builtIn);
  const { place } = call;
  switch (place.kind) {
    case 'unknown':
      return ordinary(run, world);
    case 'home':
      return [...environmentMade(`${homeOf(place.user)}/.local`), ...built];
    case 'directory':
      return [...environmentMade(place.directory), ...built];
    case 'environment': {
      if (place.prefix !== imagePrefix) return [...environmentMade(place.prefix), ...built];
      const minor = world.facts === undefined ? undefined : minorOf(world.facts);
      const packages = minor === undefined ? [] : [`${imagePrefix}/lib/python${minor}/site-packages`];
      const places = minor === undefined ? parts : parts.filter((name) => name !== 'lib');
      return [
        ...packages.map((path) => ({ kind: 'write', path, entry: 'directory' }) as const),
        ...[...packages, ...places.map((name) => `${imagePrefix}/${name}`)].map(
          (under) => ({ kind: 'opaque', under, why, downloads: true }) as const,
        ),
        ...built,
      ];
    }
  }
}

/** Names by which the interpreter and pip are called, with each minor version that images had. */
const versions = ['', '2', '3', '2.7', ...Array.from({ length: 13 }, (_, index) => `3.${index + 3}`)];

const pythonCommands: ReadonlyMap<string, CommandModel> = new Map(
  [
    ...versions.flatMap((version) => [`python${version}`, `pip${version}`]),
    'virtualenv',
    'uv',
    'poetry',
    'pipenv',
    'pdm',
    'flit',
  ]
    .map((name) => [name, model] as const)
    .concat(projectCommands.map((name) => [name, projectModel] as const)),
);

/** The model of one of the toolchain's own commands, by its base name. */
export function pythonModel(name: string): CommandModel | undefined {
  return pythonCommands.get(name);
}

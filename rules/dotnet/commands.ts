/** What the commands of the SDK write. A call that is not understood has no effects: it is opaque then. */
import { posix } from 'node:path';
import { ordinaryCommands, readOnlyCommands } from '../../src/evaluate/commands/index.ts';
import type {
  CommandModel,
  CommandRun,
  Effect,
  ImageFacts,
  Program,
  World,
} from '../../src/evaluate/types.ts';
import { buildCall, type BuildCall } from './msbuild/call.ts';
import { outputsOf, projectPaths, withReferences, type Output, type Scope } from './msbuild/outputs.ts';
import { isProjectFile, isSolutionFile } from './msbuild/solution.ts';

/** The words of a command; a word that is not known is empty. */
export function textsOf({ words }: Pick<CommandRun, 'words'>): readonly string[] {
  return words.map(({ text }) => text ?? '');
}

/** A tag that names no release is of one that is current. */
const current = 10;

/** What a build of an image is worked out with. */
export function scopeOf(run: CommandRun, files: World['files'], facts: ImageFacts | undefined): Scope {
  const environment = new Map(
    [...run.env].flatMap(([name, { text }]) => (text === undefined ? [] : [[name, text] as const])),
  );
  const major = Number.parseInt(facts?.version ?? '', 10);
  return { files, environment, major: Number.isNaN(major) ? current : major };
}

const opaque = (under: string, why: string): Effect => ({ kind: 'opaque', under, why });

function directory(path: string, why: string): readonly Effect[] {
  return [{ kind: 'write', path, entry: 'directory' }, opaque(path, why)];
}

function file(path: string, mode?: number): Effect {
  return { kind: 'write', path, entry: 'file', ...(mode === undefined ? {} : { mode }) };
}

/** Where packages are kept. Source: learn.microsoft.com/nuget/consume-packages/managing-the-global-packages-and-cache-folders. */
function caches(run: CommandRun): readonly Effect[] {
  const home = run.env.get('HOME')?.text ?? '/root';
  return [
    run.env.get('NUGET_PACKAGES')?.text ?? posix.join(home, '.nuget'),
    posix.join(home, '.local/share/NuGet'),
  ].map((under) => ({ kind: 'opaque', under, why: 'NuGet keeps what it fetches there', downloads: true }));
}

function builds(call: BuildCall, run: CommandRun, { files, distribution, facts }: World): readonly Effect[] {
  const scope = scopeOf(run, files, facts);
  const outputs = outputsOf(call, scope);
  const projects = outputs === undefined ? undefined : withReferences(outputs, scope);
  if (outputs === undefined || projects === undefined)
    return buildsUnread(call, run, { files, distribution, facts });
  const unread = projects.find((project) => project.unread.some((what) => what.startsWith('the target ')));
  return [
    ...caches(run),
    ...projects.flatMap(({ directory: place }) => [
      ...directory(posix.join(place, 'obj'), 'the build keeps its state there'),
      ...(call.verb === 'restore' ? [] : directory(posix.join(place, 'bin'), 'it is built there')),
    ]),
    ...(call.verb === 'restore' ? [] : outputs.flatMap((output) => effectsOf(output, call, run, files.at))),
    ...(call.verb === 'test' ? [opaque(call.directory, 'tests may write there')] : []),
    ...(unread === undefined || call.verb === 'restore'
      ? []
      : [opaque(unread.directory, 'a target of the project may write there')]),
  ];
}

/** What is certain without the projects. */
function buildsUnread(call: BuildCall, run: CommandRun, { files, facts }: World): readonly Effect[] {
  const { output, directory: workdir, project } = call;
  const place = projectPaths(call, files)?.[0] ?? project ?? workdir;
  const around = isProjectFile(place) || isSolutionFile(place) ? posix.dirname(place) : place;
  if (call.verb === 'restore') return [...caches(run), opaque(around, 'the build keeps its state there')];
  const program = programOf(run, undefined, around, files.at);
  const published =
    output === undefined || call.unknown
      ? undefined
      : posix.resolve(scopeOf(run, files, facts).major < 3 ? around : workdir, output);
  return [
    ...caches(run),
    { kind: 'opaque', under: around, why: 'it is built there', program },
    ...(published === undefined
      ? []
      : ([
          { kind: 'write', path: published, entry: 'directory' },
          { kind: 'opaque', under: published, why: 'it is published there', program },
        ] as const)),
  ];
}

function programOf(run: CommandRun, project: string | undefined, sources: string, at: number): Program {
  return { toolchain: 'dotnet', command: run, package: project, sources, remote: false, at };
}

/** What lies in the directory that a project is put in. */
function effectsOf(output: Output, call: BuildCall, run: CommandRun, at: number): readonly Effect[] {
  const { directory: place, assembly, native, singleFile, isPublished, hasHost, project } = output;
  if (place === undefined) {
    return [
      opaque(posix.join(project.directory, 'bin'), 'it is built there'),
      ...(call.output === undefined || call.unknown
        ? []
        : directory(posix.resolve(call.directory, call.output), 'it is published there')),
    ];
  }
  const put = directory(place, isPublished ? 'it is published there' : 'it is built there');
  if (
    assembly === undefined ||
    native === undefined ||
    singleFile === undefined ||
    output.isProgram === undefined
  )
    return put;
  const path = posix.join(place, assembly);
  if (native || singleFile) {
    const program = programOf(run, project.path, project.directory, at);
    return [...put, { kind: 'write', path, entry: 'file', mode: 0o755, program }];
  }
  const isProgram = output.isProgram;
  return [
    ...put,
    file(`${path}.dll`),
    ...(isProgram ? [file(`${path}.runtimeconfig.json`), file(`${path}.deps.json`)] : []),
    ...(isProgram && hasHost === true ? [file(path, 0o755)] : []),
  ];
}

/** `dotnet tool install`: for all (`-g`), or into a directory. */
function tool(run: CommandRun, words: readonly string[]): readonly Effect[] | undefined {
  const workdir = run.workdir.text;
  const at = words.findIndex((word) => word === '--tool-path');
  const home = run.env.get('HOME')?.text ?? '/root';
  if (words[2] === 'restore') return caches(run);
  if (!['install', 'update', 'uninstall'].includes(words[2] ?? '') || workdir === undefined) return undefined;
  if (at >= 0) return directory(posix.resolve(workdir, words[at + 1] ?? '.'), 'a tool is installed there');
  if (words.some((word) => word === '-g' || word === '--global'))
    return [...caches(run), ...directory(posix.join(home, '.dotnet'), 'tools are installed there')];
  return [...caches(run), opaque(posix.join(workdir, '.config'), 'the list of tools is kept there')];
}

/** Commands that only print, or write nothing that runs. */
const idle: ReadonlySet<string> = new Set([
  'help',
  'list',
  'nuget',
  'dev-certs',
  'build-server',
  'workload',
  'sdk',
]);

const dotnet: CommandModel = (run, world) => {
  if (world.facts?.toolchain !== 'dotnet') return ordinary(run, world);
  const words = textsOf(run);
  const [, verb] = words;
  const workdir = run.workdir.text;
  if (verb === undefined || words.slice(1).every((word) => /^(--|-h$|-d$)/.test(word))) return [];
  if (workdir === undefined) return undefined;
  const call = buildCall(words, workdir);
  if (call !== undefined)
    return call.verb === 'clean' ? [opaque(workdir, 'what was built is removed')] : builds(call, run, world);
  if (verb === 'tool') return tool(run, words);
  if (idle.has(verb)) return caches(run);
  // They change the project: what it said before does not hold.
  if (['add', 'remove', 'package', 'reference', 'sln', 'solution', 'new'].includes(verb)) {
    const named = words.slice(2).find(isProjectFile);
    const paths =
      named === undefined
        ? projectPaths({ ...noCall, directory: workdir }, world.files)
        : [posix.resolve(workdir, named)];
    return [
      ...(paths ?? []).map((path) => file(path)),
      opaque(workdir, `dotnet ${verb} writes there`),
      ...caches(run),
    ];
  }
  return undefined;
};

const noCall: Omit<BuildCall, 'directory'> = {
  verb: 'build',
  project: undefined,
  configuration: undefined,
  framework: undefined,
  runtime: undefined,
  output: undefined,
  selfContained: undefined,
  properties: new Map(),
  targets: [],
  usesCurrentRuntime: false,
  unknown: false,
};

function ordinary(run: CommandRun, world: World): readonly Effect[] | undefined {
  const name = run.name ?? '';
  return ordinaryCommands.get(name)?.(run, world) ?? (readOnlyCommands.has(name) ? [] : undefined);
}

const dotnetCommands: ReadonlyMap<string, CommandModel> = new Map([
  ['dotnet', dotnet],
  // Known, so that what they do at start is asked of the toolchain.
  ...['pwsh', 'dotnet-ef', 'csc', 'msbuild', 'nuget'].map((name) => [name, ordinary] as const),
]);

/** The model of one of the toolchain's own commands, by its base name. */
export function dotnetModel(name: string): CommandModel | undefined {
  return dotnetCommands.get(name);
}

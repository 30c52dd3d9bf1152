/**
 * What a build puts where. Sources: learn.microsoft.com/dotnet/core/tools/dotnet-publish and dotnet-build (output directories; relative
 * ones are of the project up to 2.x and of the working directory since), learn.microsoft.com/dotnet/core/deploying (single-file,
 * native-aot, trimming), learn.microsoft.com/dotnet/core/compatibility/sdk/8.0 (dotnet-publish-config, runtimespecific-app-default:
 * a runtime identifier alone no longer makes an application self-contained for net8.0 and later).
 */
import { posix } from 'node:path';
import type { FileSystem } from '../../../src/evaluate/types.ts';
import type { BuildCall } from './call.ts';
import { projectAt, type Given, type Project } from './project.ts';
import { isProjectFile, isSolutionFile, projectsOf } from './solution.ts';

/** undefined where a value hangs on what isn't known. */
export type Known = boolean | undefined;

/** `net8.0`, `netcoreapp3.1`. */
export interface Framework {
  readonly name: string;
  readonly major: number;
  readonly minor: number;
}

/** A project that a call builds, and what becomes of it. */
export interface Output {
  readonly project: Project;
  /** `OutputType` says that it is started; a library is not. */
  readonly isProgram: Known;
  readonly isPublished: boolean;
  /** `Shop`; undefined where it is not known. */
  readonly assembly: string | undefined;
  readonly framework: Framework | undefined;
  readonly runtime: string | undefined;
  /** The runtime lies beside it. */
  readonly selfContained: Known;
  /** One executable file, with the assemblies in it. */
  readonly singleFile: Known;
  /** Machine code: there are no assemblies. */
  readonly native: Known;
  /** It looks up no cultures: `InvariantGlobalization`. */
  readonly invariant: Known;
  /** An executable file of its name starts it. */
  readonly hasHost: Known;
  /** Where it is put, absolute; undefined where that isn't known: somewhere below the project. */
  readonly directory: string | undefined;
}

export interface Scope {
  readonly files: FileSystem;
  readonly environment: ReadonlyMap<string, string>;
  /** Of the SDK. */
  readonly major: number;
}

/** Absolute paths of the projects that a call names; undefined where they can't be told. */
export function projectPaths(call: BuildCall, files: FileSystem): readonly string[] | undefined {
  const named = call.project ?? call.directory;
  if (isProjectFile(named)) return [named];
  if (isSolutionFile(named)) return projectsOf(named, files);
  const { names, complete, sources } = files.list(named);
  const candidates = names
    .map(({ name }) => name)
    .filter((name) => isProjectFile(name) || isSolutionFile(name));
  const solutions = candidates.filter(isSolutionFile);
  const projects = candidates.filter(isProjectFile);
  const [solution] = solutions;
  const [project] = projects;
  if (!complete && sources === undefined && candidates.length === 0) return undefined;
  if (solution !== undefined && solutions.length === 1) {
    const sameName = projects.every((name) => posix.parse(name).name === posix.parse(solution).name);
    return projects.length === 0 || (projects.length === 1 && sameName)
      ? projectsOf(posix.join(named, solution), files)
      : undefined;
  }
  return project !== undefined && projects.length === 1 && solutions.length === 0
    ? [posix.join(named, project)]
    : undefined;
}

/** What a call makes of each project that it names; undefined where one of them was not there to read. */
export function outputsOf(call: BuildCall, scope: Scope): readonly Output[] | undefined {
  const paths = projectPaths(call, scope.files);
  if (paths === undefined) return undefined;
  const found = paths.map((path) => outputOf(path, call, scope));
  return found.every((output) => output !== undefined) ? found : undefined;
}

/** All projects that are built with these, themselves among them; undefined where one was not there to read. */
export function withReferences(outputs: readonly Output[], scope: Scope): readonly Project[] | undefined {
  const found = new Map<string, Project>();
  const pending = outputs.map(({ project }) => project);
  for (let project = pending.pop(); project !== undefined; project = pending.pop()) {
    if (found.has(project.path)) continue;
    found.set(project.path, project);
    for (const path of project.references) {
      const next = projectAt(path, scope.files, new Map(), scope.environment);
      if (next === undefined) return undefined;
      pending.push(next);
    }
  }
  return [...found.values()];
}

/** From which SDK on a build of an application for .NET 8 or later is published for release unless it says otherwise. */
const firstReleasing = 8;

function outputOf(path: string, call: BuildCall, scope: Scope): Output | undefined {
  const { files, environment, major } = scope;
  const read = (given: Given): Project | undefined => projectAt(path, files, given, environment);
  const isPublished = call.verb === 'publish' || call.targets.some((target) => /^publish$/i.test(target));
  const ofCall = new Map([
    ...call.properties,
    ...(call.framework === undefined ? [] : [['targetframework', call.framework] as const]),
    ...(call.runtime === undefined ? [] : [['runtimeidentifier', call.runtime] as const]),
  ]);
  const first = read(ofCall);
  if (first === undefined) return undefined;
  const usual =
    isPublished && major >= firstReleasing && (frameworkOf(first)?.major ?? firstReleasing) >= firstReleasing;
  const configuration =
    call.configuration ?? (usual && first.property('PublishRelease') !== 'false' ? 'Release' : 'Debug');
  const whole = read(new Map([...ofCall, ['configuration', configuration]])) ?? first;
  // What a profile says comes behind the project, and is not read.
  const profile = isPublished ? whole.property('PublishProfile') : '';
  const project =
    profile === '' ? whole : { ...whole, unread: [...whole.unread, 'the profile that it is published with'] };
  const framework = frameworkOf(project);
  const truth = (name: string): Known => {
    if (profile !== '' && name.startsWith('Publish')) return undefined;
    const text = project.property(name);
    return text === undefined ? undefined : text.toLowerCase() === 'true';
  };
  const runtime =
    textOf(project.property('RuntimeIdentifier')) ?? (call.usesCurrentRuntime ? '?' : undefined);
  const native = isPublished ? truth('PublishAot') : false;
  const singleFile = isPublished ? truth('PublishSingleFile') : false;
  const trimmed = isPublished ? truth('PublishTrimmed') : false;
  const ofItself = or(native, trimmed);
  const selfContained =
    profile === '' || call.selfContained !== undefined
      ? selfContainedOf(call, project, ofItself, runtime, framework, isPublished)
      : undefined;
  const outputType = project.property('OutputType')?.toLowerCase();
  const isWeb = /\.(Web|Worker)$/.test(project.sdk ?? '');
  return {
    project,
    isProgram:
      outputType === undefined
        ? undefined
        : outputType === 'exe' || outputType === 'winexe' || (isWeb && outputType === ''),
    isPublished,
    assembly: textOf(project.property('AssemblyName')),
    framework,
    runtime,
    selfContained,
    singleFile,
    native,
    invariant: truth('InvariantGlobalization'),
    hasHost:
      project.property('UseAppHost') === ''
        ? framework === undefined || framework.major >= 3 || runtime !== undefined
        : truth('UseAppHost'),
    directory:
      call.unknown || (profile !== '' && call.output === undefined)
        ? undefined
        : directoryOf({
            call,
            project,
            configuration,
            framework,
            runtime,
            isPublished,
            major,
            native: or(native, singleFile),
          }),
  };
}

/** A value that is set. */
function textOf(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function or(left: Known, right: Known): Known {
  if (left === true || right === true) return true;
  return left === undefined || right === undefined ? undefined : false;
}

function selfContainedOf(
  call: BuildCall,
  project: Project,
  ofItself: Known,
  runtime: string | undefined,
  framework: Framework | undefined,
  isPublished: boolean,
): Known {
  if (call.selfContained !== undefined) return call.selfContained;
  const set = project.property('SelfContained');
  const published = isPublished ? project.property('PublishSelfContained') : '';
  if (set === undefined || published === undefined || ofItself === undefined) return undefined;
  if (published !== '') return published.toLowerCase() === 'true';
  if (set !== '') return set.toLowerCase() === 'true';
  if (ofItself) return true;
  if (runtime === undefined) return false;
  return framework === undefined ? undefined : framework.major < 8;
}

function frameworkOf(project: Project): Framework | undefined {
  const single = project.property('TargetFramework');
  const several = project.property('TargetFrameworks');
  const name = single === '' && several !== undefined && !several.includes(';') ? several : single;
  const [, major, minor] = /^net(?:coreapp)?(\d+)\.(\d+)(?:-.*)?$/.exec(name ?? '') ?? [];
  return name === undefined || major === undefined
    ? undefined
    : { name, major: Number(major), minor: Number(minor) };
}

interface Placed {
  readonly call: BuildCall;
  readonly project: Project;
  readonly configuration: string;
  readonly framework: Framework | undefined;
  readonly runtime: string | undefined;
  readonly isPublished: boolean;
  readonly major: number;
  /** The platform's identifier is part of the path where the project asks for machine code. */
  readonly native: Known;
}

/** Properties that put what is built elsewhere. */
const moving = [
  'OutputPath',
  'OutDir',
  'BaseOutputPath',
  'UseArtifactsOutput',
  'ArtifactsPath',
  'AppendTargetFrameworkToOutputPath',
  'AppendRuntimeIdentifierToOutputPath',
];

function directoryOf(placed: Placed): string | undefined {
  const { call, project, configuration, framework, runtime, isPublished, major, native } = placed;
  const { output } = call;
  if (output !== undefined) {
    // Up to 2.x relative to each project.
    return posix.resolve(major < 3 ? project.directory : call.directory, output);
  }
  if (isPublished) {
    const set = project.property('PublishDir');
    if (set === undefined) return undefined;
    if (set !== '') return posix.resolve(project.directory, set.replaceAll('\\', '/'));
  }
  const moved = moving.some((name) => project.property(name) !== '');
  if (moved || framework === undefined || runtime?.includes('?') === true) return undefined;
  if (runtime === undefined && native !== false && major >= 8) return undefined;
  const built = posix.join(project.directory, 'bin', configuration, framework.name, runtime ?? '');
  return isPublished ? posix.join(built, 'publish') : built;
}

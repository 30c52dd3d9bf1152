/** Commands at container start: what of a build runs, and what needs the SDK or the sources. */
import { posix } from 'node:path';
import { authorsFilesAt } from '../../src/split/files/files-named.ts';
import { resolveCommand } from '../../src/split/start/resolve-command.ts';
import type { Stage } from '../../src/evaluate/types.ts';
import { listed } from '../../src/rule/listed.ts';
import type { Need } from '../../src/rule/need.ts';
import type { Evidence } from '../../src/rule/types.ts';
import { refusals } from '../../src/toolchain/refusals.ts';
import type { Compiles, Refusal, Runs, Scene } from '../../src/toolchain/toolchain.ts';
import { buildsOf } from './builds.ts';
import { runtimeNames } from './images/images.ts';
import { publishedAndStarted } from './run.ts';

/** Commands that are part of the SDK, or come with it. */
const ofSdk: ReadonlySet<string> = new Set(['pwsh', 'msbuild', 'csc', 'nuget', 'dnx']);
/** Options of `dotnet` that have a value. Source: learn.microsoft.com/dotnet/core/tools/dotnet ("Options for running an application"). */
const valued: ReadonlySet<string> = new Set([
  '--additionalprobingpath',
  '--additional-deps',
  '--depsfile',
  '--fx-version',
  '--roll-forward',
  '--roll-forward-on-no-candidate-fx',
  '--runtimeconfig',
]);

export function dotnetStart(
  words: readonly string[],
  scene: Scene,
  evidence: Evidence | undefined,
): Runs | Compiles | Refusal | undefined {
  const { stage } = scene;
  const [called = ''] = words;
  const name = posix.basename(called);
  const directory = stage.state.workdir.text;
  if (name === 'dotnet') {
    const found = resolveCommand(called, stage);
    if (found.kind !== 'system' && found.kind !== 'missing')
      return notFollowed(
        `the dotnet that is started (${called}) is not the one of the image: what it needs is not followed`,
        evidence,
      );
    return directory === undefined ? undefined : ofDotnet(words, directory, scene, evidence);
  }
  if (stage.facts?.toolchain === 'dotnet' && (ofSdk.has(name) || name.startsWith('dotnet-')))
    return refusals.toolAtStart(`${name}, which is part of the SDK or a tool of it`, evidence);
  return directory === undefined ? undefined : executable(called, directory, stage, evidence);
}

function notFollowed(message: string, evidence: Evidence | undefined): Refusal {
  return {
    code: 'dotnet-not-followed',
    message,
    evidence,
    advice:
      'publish in a RUN and start dotnet with the name of the assembly in ENTRYPOINT or CMD; then run dfopt again',
  };
}

/** `dotnet [options] Shop.dll`, `dotnet exec …`, or a command of the SDK. */
function ofDotnet(
  words: readonly string[],
  directory: string,
  scene: Scene,
  evidence: Evidence | undefined,
): Runs | Compiles | Refusal {
  const options: string[] = [];
  let at = words[1] === 'exec' ? 2 : 1;
  for (; at < words.length && (words[at] ?? '').startsWith('-'); at += 1) {
    options.push(words[at] ?? '');
    if (valued.has(words[at] ?? '')) at += 1;
  }
  const first = words[at];
  if (first === undefined) return refusals.toolAtStart(`${words.join(' ')}, a command of the SDK`, evidence);
  if (/\.(dll|exe)$/i.test(first)) {
    const open = options.find((option) => valued.has(option) && option !== '--roll-forward');
    return open === undefined
      ? assembly(first, words, directory, scene, evidence)
      : notFollowed(`what dotnet starts with ${open} is not followed`, evidence);
  }
  if (first === '' || /[/$*?]/.test(first))
    return notFollowed(
      `what dotnet starts hangs on a variable or a pattern${first === '' ? '' : `: ${first}`}`,
      evidence,
    );
  switch (first) {
    case 'run': {
      const refusal: Refusal = {
        code: 'dotnet-run-at-start',
        message: 'the container builds what it runs each time it starts: dotnet run',
        evidence,
        advice:
          'publish in a RUN (dotnet publish -c Release -o out) and start dotnet with the assembly in CMD; then run dfopt again',
      };
      return publishedAndStarted(words, scene, evidence, refusal) ?? refusal;
    }
    case 'watch':
      return refusals.reloadsAtStart('dotnet watch', evidence);
    case 'test':
    case 'vstest':
      return refusals.toolAtStart(`dotnet ${first}, which builds and runs tests`, evidence);
    default:
      return refusals.toolAtStart(`dotnet ${first}, a command of the SDK`, evidence);
  }
}

function assembly(
  named: string,
  words: readonly string[],
  directory: string,
  { stage }: Scene,
  evidence: Evidence | undefined,
): Runs | Refusal {
  const path = posix.resolve(directory, named);
  const place = posix.dirname(path);
  if (/[*?[]/.test(named)) return notFollowed(`dotnet is given the pattern ${named}`, evidence);
  const found = stage.files.lookup(path);
  const made = assembliesIn(place, stage);
  const byBuild =
    found.status === 'possible' && found.origin.by === 'opaque' && found.origin.command.name === 'dotnet';
  // All that the build makes there is known, but for the packages' own assemblies: those are not started.
  if (found.status === 'absent' || (byBuild && made !== undefined && made.length > 0)) {
    const names = made ?? [];
    return {
      code: 'assembly-not-made',
      message:
        names.length === 0
          ? `the container starts ${path}, and nothing in this file is known to make it`
          : `the container starts ${path}, and what is built there is ${listed(names)}: as far as this file tells, it does not start`,
      evidence,
      advice:
        'name the assembly that the build makes, where it makes it (AssemblyName and the output directory tell)',
    };
  }
  if (place === '/') return refusals.spreadFiles(place, evidence);
  const because = `dotnet ${posix.basename(named)} is started`;
  return {
    kind: 'runs',
    artifacts: [{ path: place, shape: 'directory' }],
    needs: [runtimeNeed(stage, because, evidence), ...namedFiles(words, directory, stage, evidence)],
  };
}

export function runtimeNeed(stage: Stage, because: string, evidence: Evidence | undefined): Need {
  return { kind: 'runtime', name: runtimeNames.runtime, version: lineOf(stage), because, evidence };
}

/** `8.0` of `8.0.404`; undefined where the tag names no release. */
export function lineOf({ facts }: Stage): string | undefined {
  return /^\d+\.\d+/.exec(facts?.version ?? '')?.[0];
}

/** What builds are known to put into a directory, with what they are built with; undefined where one of them was not read to the end. */
function assembliesIn(place: string, stage: Stage): readonly string[] | undefined {
  const builds = buildsOf(stage).flatMap((build) => (build.tool === 'dotnet' ? [build] : []));
  if (builds.some(({ outputs, projects }) => outputs === undefined || projects === undefined))
    return undefined;
  const placed = builds.filter(({ outputs = [] }) => outputs.some(({ directory }) => directory === place));
  const outputs = placed.flatMap(({ outputs: all = [] }) =>
    all.filter(({ directory }) => directory === place),
  );
  const others = placed.flatMap(({ projects = [] }) => projects);
  if (
    outputs.some(
      ({ assembly: name, native, singleFile }) =>
        name === undefined || native === undefined || singleFile === undefined,
    )
  )
    return undefined;
  if (others.some((project) => project.property('AssemblyName') === undefined)) return undefined;
  const isOne = outputs.every(({ native, singleFile }) => native === true || singleFile === true);
  return [
    ...outputs.map(({ assembly: name = '', native, singleFile }) =>
      native === true || singleFile === true ? name : `${name}.dll`,
    ),
    ...(isOne ? [] : others.map((project) => `${project.property('AssemblyName') ?? ''}.dll`)),
  ].filter((name, index, all) => all.indexOf(name) === index);
}

/** Files of the author's that arguments and variables name. */
function namedFiles(
  words: readonly string[],
  directory: string,
  stage: Stage,
  evidence: Evidence | undefined,
): readonly Need[] {
  const variables = [...stage.state.env.values()].flatMap(({ text, origin }) =>
    origin === 'base' ? [] : (text ?? []),
  );
  const texts = [...words.slice(2), ...variables].flatMap((text) => text.split(/[\s=,;:"']+/));
  const places = texts
    .filter((text) => /^[\w@.+/-]+$/.test(text) && /[./]/.test(text))
    .map((text) => posix.resolve(directory, text))
    .filter((path) => path !== '/' && path !== directory);
  return authorsFilesAt(places, stage, 'the command line or a variable names it', evidence);
}

/** The executable file that a build makes beside an assembly, or in its place. */
function executable(
  called: string,
  directory: string,
  stage: Stage,
  evidence: Evidence | undefined,
): Runs | Refusal | undefined {
  const found = resolveCommand(called, stage);
  const path = called.includes('/')
    ? posix.resolve(directory, called)
    : 'path' in found
      ? found.path
      : undefined;
  if (path === undefined) return undefined;
  const seen = stage.files.lookup(path);
  const origin =
    seen.status === 'present' ? seen.entry.origin : seen.status === 'possible' ? seen.origin : undefined;
  if ((origin?.by !== 'command' && origin?.by !== 'opaque') || origin.command.name !== 'dotnet')
    return undefined;
  if (/\/\.dotnet(\/|$)/.test(path) || origin.command.words[1]?.text === 'tool') {
    return notFollowed(
      `the container starts ${posix.basename(path)}, a tool that the SDK installs: which .NET it needs is not told`,
      evidence,
    );
  }
  // What a project that was not read may have made beside its sources is likely none of it.
  if (posix.dirname(path) === '/' || !isOutput(posix.dirname(path), stage)) return undefined;
  return {
    kind: 'runs',
    artifacts: [{ path: posix.dirname(path), shape: 'directory' }],
    needs: namedFiles([called], directory, stage, evidence),
  };
}

/** Whether builds put what they make into a directory, as far as they were read. */
export function isOutput(place: string, stage: Stage): boolean {
  if (/\/bin\/(Debug|Release)(\/|$)/.test(place)) return true;
  return buildsOf(stage).some(
    (build) =>
      build.tool === 'dotnet' &&
      (build.outputs?.some(({ directory }) => directory === place) === true ||
        (build.call.output !== undefined &&
          posix.resolve(build.call.directory, build.call.output) === place)),
  );
}

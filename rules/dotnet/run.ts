/**
 * `dotnet run` at start, and what does the same in two steps. Source: learn.microsoft.com/dotnet/core/tools/dotnet-run (it builds the
 * project for debugging, applies a profile of Properties/launchSettings.json, and starts it in the working directory).
 */
import { posix } from 'node:path';
import { isAbsent } from '../../src/evaluate/files/lookup.ts';
import type { Evidence } from '../../src/rule/types.ts';
import type { Compiles, Refusal, Scene } from '../../src/toolchain/toolchain.ts';
import { buildCall } from './msbuild/call.ts';
import { outputsOf } from './msbuild/outputs.ts';

/** undefined where project, profile or framework are not certainly the same. */
export function publishedAndStarted(
  words: readonly string[],
  { stage }: Scene,
  evidence: Evidence | undefined,
  refusal: Refusal,
): Compiles | undefined {
  const directory = stage.state.workdir.text;
  const split = words.indexOf('--');
  const given = words.slice(2, split < 0 ? words.length : split);
  const options = optionsOf(given);
  if (directory === undefined || options === undefined) return undefined;
  const named = options.project === undefined ? [] : [options.project];
  const configured = options.configuration === undefined ? [] : ['-c', options.configuration];
  const call = buildCall(['dotnet', 'publish', ...named, '-c', options.configuration ?? 'Debug'], directory);
  const major = Number.parseInt(stage.facts?.version ?? '10', 10);
  const environment = new Map(
    [...stage.state.env].flatMap(([name, { text }]) => (text === undefined ? [] : [[name, text] as const])),
  );
  const [output, ...others] =
    (call === undefined ? undefined : outputsOf(call, { files: stage.files, environment, major })) ?? [];
  if (
    output === undefined ||
    others.length > 0 ||
    output.directory === undefined ||
    output.assembly === undefined
  )
    return undefined;
  const { project, isProgram, native, singleFile, selfContained } = output;
  if (
    isProgram !== true ||
    native !== false ||
    singleFile !== false ||
    selfContained !== false ||
    project.unread.length > 0
  )
    return undefined;
  const settings = stage.files.lookup(posix.join(project.directory, 'Properties/launchSettings.json'));
  if (!options.withoutProfile && !isAbsent(settings)) return undefined;
  const makes = posix.join(output.directory, `${output.assembly}.dll`);
  return {
    kind: 'compiles',
    built: [['dotnet', 'publish', ...named, ...(configured.length > 0 ? configured : ['-c', 'Debug'])]],
    replaced: split < 0 ? words.length : split + 1,
    by: ['dotnet', makes],
    makes,
    sources: [project.directory],
    assumption: {
      code: 'run-by-dotnet',
      message:
        'dotnet run starts no more than the application, with the same settings: what a container is given or mounts is no part of the build, and the application gets signals itself',
      evidence,
    },
    refusal,
  };
}

interface Options {
  readonly project: string | undefined;
  readonly configuration: string | undefined;
  readonly withoutProfile: boolean;
}

/** undefined for one that has it build or start in another way. */
function optionsOf(given: readonly string[]): Options | undefined {
  let project: string | undefined;
  let configuration: string | undefined;
  let withoutProfile = false;
  for (let index = 0; index < given.length; index += 1) {
    const word = given[index] ?? '';
    if (word === '--project' || word === '-p') project = given[(index += 1)];
    else if (word.startsWith('--project=')) project = word.slice('--project='.length);
    else if (word === '-c' || word === '--configuration') configuration = given[(index += 1)];
    else if (word === '--no-launch-profile') withoutProfile = true;
    else if (!/^(--no-restore|--no-build|--nologo)$/.test(word)) return undefined;
  }
  if (project === '' || configuration === '') return undefined;
  return { project, configuration, withoutProfile };
}

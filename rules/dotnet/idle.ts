/** Files in which nothing is built with .NET: they bring what was published elsewhere, or tools. There is nothing to leave behind. */
import { posix } from 'node:path';
import type { NothingToSplit, Scene } from '../../src/toolchain/toolchain.ts';
import { buildsOf } from './builds.ts';

/** undefined where something is built, may be, or is built by what the container starts. */
export function nothingToSplit({ stage }: Scene): NothingToSplit | undefined {
  if (stage.facts?.onbuild === true || stage.config.onbuild.length > 0) return undefined;
  if (buildsOf(stage).length > 0) return undefined;
  const { entrypoint, cmd } = stage.config;
  const lines = [entrypoint, cmd].flatMap((command) =>
    command === undefined || command.inherited ? [] : [command.script ?? command.words.join(' ')],
  );
  // Whatever else the SDK does at start is asked there.
  if (lines.some((line) => /(^|[\s;&|/])(dotnet\s+(?!\S*\.dll\b)|pwsh\b|msbuild\b)/.test(line)))
    return undefined;
  const assembly = lines.flatMap((line) => /\S+\.dll\b/.exec(line)?.[0] ?? [])[0];
  return {
    code: 'no-build-with-dotnet',
    message:
      assembly === undefined
        ? 'nothing is built with .NET here'
        : `nothing is built here: ${posix.basename(assembly)} is brought ready to run, and an image without the SDK would do for it`,
  };
}

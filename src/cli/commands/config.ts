/** `dfopt config`: what applies to a file, and where each value comes from. */
import { relative, resolve } from 'node:path';
import { configurationFinder, configurationLines, settingsFor } from '../../batch/config/find.ts';
import { knownNames } from '../../batch/config/known-names.ts';
import { repositoryTop } from '../../batch/ignore-files.ts';
import { type Invocation, type Command, flagOption } from '../command.ts';
import { type ExitCode, type Streams, exitCode, print } from '../streams.ts';
import { configurationError } from '../usage.ts';

export const configCommand: Command = {
  usage: 'config [options] [PATH]',
  about:
    'Prints the settings that apply to a file (Dockerfile, when none is named) and where each comes from.',
  options: {
    schema: { kind: 'flag', description: 'print the JSON schema of a configuration instead' },
  },
  run: showConfiguration,
};

async function showConfiguration(call: Invocation, streams: Streams): Promise<ExitCode> {
  if (flagOption(call, 'schema')) {
    const { configurationJsonSchema } = await import('../../batch/config/json-schema.ts');
    await print(streams.stdout, `${JSON.stringify(configurationJsonSchema(), undefined, 2)}\n`);
    return exitCode.fine;
  }
  const [name = 'Dockerfile'] = call.positionals;
  const file = resolve(streams.cwd, name);
  const found = await configurationFinder(knownNames()).nearest(
    file,
    repositoryTop(streams.cwd) ?? streams.cwd,
  );
  const place = found === undefined ? undefined : relative(streams.cwd, found.file) || found.file;
  if (found !== undefined && !found.ok) {
    throw configurationError(configurationLines(found.problems, place ?? found.file));
  }
  const settings = settingsFor(file, found);
  const rows = [
    ['confidence', settings.confidence] as const,
    ['rules', settings.rules] as const,
    ['bases', settings.bases] as const,
    ['baseSet', settings.baseSet] as const,
    ['root', settings.root] as const,
    ['toolchains', settings.toolchains] as const,
  ].map(
    ([key, { value, from }]) =>
      `${key}: ${JSON.stringify(value ?? {})}  # ${from === undefined ? 'default' : place}\n`,
  );
  const excluded = `excluded: ${settings.excluded}  # ${settings.excluded ? place : 'default'}\n`;
  await print(streams.stdout, `# for ${name}\n${rows.join('')}${excluded}`);
  return exitCode.fine;
}

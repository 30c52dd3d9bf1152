/** `dfopt rules`: what dfopt can do. */
import { rules } from '../../../rules/index.ts';
import type { Command } from '../command.ts';
import { type ExitCode, type Streams, exitCode, print } from '../streams.ts';

export const rulesCommand: Command = {
  usage: 'rules',
  about: "Lists the rules by name. A configuration turns one off with 'rules: { NAME: false }'.",
  options: {},
  run: list,
};

async function list(_call: unknown, streams: Streams): Promise<ExitCode> {
  const width = Math.max(0, ...rules.map(({ name }) => name.length));
  await print(
    streams.stdout,
    rules.map(({ name, description }) => `${name.padEnd(width)}  ${description}\n`).join(''),
  );
  return exitCode.fine;
}

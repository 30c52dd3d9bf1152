/** `dfopt explain CODE` */
import { didYouMean } from '../../batch/suggest.ts';
import { allCodes, describeCode } from '../codes.ts';
import type { Call, Command } from '../command.ts';
import { type ExitCode, type Streams, exitCode, print } from '../streams.ts';
import { usageError } from '../usage.ts';

export const explainCommand: Command = {
  usage: 'explain [CODE…]',
  about: 'Says what a code means and what one can do. Without a code it lists them all.',
  options: {},
  words: allCodes,
  run: explain,
};

async function explain({ positionals }: Call, streams: Streams): Promise<ExitCode> {
  const pages = positionals.length === 0 ? [listing()] : positionals.map(page);
  await print(streams.stdout, pages.join('\n'));
  return exitCode.fine;
}

function listing(): string {
  const codes = allCodes();
  const width = Math.max(...codes.map((code) => code.length));
  return codes.map((code) => `${code.padEnd(width)}  ${describeCode(code)?.summary ?? ''}\n`).join('');
}

function page(code: string): string {
  const description = describeCode(code);
  if (description === undefined) {
    throw usageError(
      `'${code}'`,
      'there is no such code',
      didYouMean(code, allCodes()) ?? "'dfopt explain' lists them",
    );
  }
  return `${code}\n\n${description.text}\n`;
}

/** The process's streams as the commands see them. */
import type { Readable, Writable } from 'node:stream';
import { errorCode } from '../batch/failures.ts';
import { visible } from '../report/escape.ts';

export interface Streams {
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** All exit codes there are, of every command. */
export const exitCode = {
  /** Also when there was nothing to do. */
  fine: 0,
  /** `--check` found something to change, and nothing else ends so. */
  wouldChange: 1,
  /** Wrong usage, or a file that can't be read or parsed, after all others were done. */
  unusable: 2,
  /** `verify`, `migrate --verify`: an image does something else than the original. */
  different: 3,
  /** `verify`, `migrate --verify`: not different as far as could be compared, which was not far enough. */
  notKnown: 4,
  /** `verify`, `migrate --verify`: stopped by a signal, after everything that was made had been removed. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/**
 * Writes all of it before it returns. A reader that went away (`| head`) is no error of ours; anything else that
 * keeps the product from arriving is.
 */
export async function print(stream: Writable, product: string | Uint8Array): Promise<void> {
  if (product.length === 0 || stream.destroyed) return;
  await new Promise<void>((done, fail) => {
    stream.write(product, (error) => {
      if (error === null || error === undefined || errorCode(error) === 'EPIPE') done();
      else fail(error);
    });
  });
}

/** Keeps a reader that went away from ending the process with a stack trace. */
export function tolerateClosedPipes(streams: Streams): void {
  for (const stream of [streams.stdout, streams.stderr]) {
    // `print` reports what matters; without a listener Node would throw the same error again.
    stream.on('error', () => {});
  }
}

/** One line on standard error, with nothing in it that acts on a terminal. */
export async function say(streams: Streams, line: string): Promise<void> {
  await print(streams.stderr, `${visible(line)}\n`);
}

export const colorChoices = ['auto', 'always', 'never'] as const;
export type ColorChoice = (typeof colorChoices)[number];

/**
 * Whether to colour what goes to the stream: `--color`, then NO_COLOR (https://no-color.org: set and not empty),
 * then FORCE_COLOR (`0` and `false` are no), then whether a person reads it.
 */
export function wantsColor(
  choice: ColorChoice,
  stream: { readonly isTTY?: boolean },
  env: Streams['env'],
): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

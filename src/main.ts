/** The command line: reads the arguments, runs the one command asked for, and answers with an exit code. */
import { failureOf } from './batch/failures.ts';
import { type ExitCode, type Streams, exitCode, print, say, tolerateClosedPipes } from './cli/streams.ts';
import { UsageError } from './cli/usage.ts';

/** Runs one call of dfopt. Never throws and never ends the process: what was written must still be able to leave. */
export async function main(args: readonly string[], streams: Streams): Promise<ExitCode> {
  tolerateClosedPipes(streams);
  try {
    const { runCommand } = await import('./cli/commands/index.ts');
    return await runCommand(args, streams);
  } catch (error) {
    await complain(error, streams);
    return exitCode.unusable;
  }
}

async function complain(error: unknown, streams: Streams): Promise<void> {
  if (error instanceof UsageError) {
    for (const line of error.lines) await say(streams, `dfopt: ${line}`);
    return;
  }
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  const known = error instanceof Error && 'syscall' in error;
  const line = known
    ? `dfopt: cannot write the product: ${failureOf(error, 'write-failed').why ?? message}; check the place it goes to`
    : `dfopt: internal error: ${message}; please report it`;
  await say(streams, line);
  if (!known && streams.env['DFOPT_DEBUG'] !== undefined && error instanceof Error) {
    await print(streams.stderr, `${error.stack ?? ''}\n`);
  }
}

/** The entry of the executable. The exit code is left for when everything is written; `process.exit` would cut it off. */
export async function start(): Promise<void> {
  process.exitCode = await main(process.argv.slice(2), {
    // Node makes the stream, with all modules of streams that read, when it is asked for.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
  });
}

/** `dfopt verify`: the options of the command line, handed to the verification as data. */
import { resolve } from 'node:path';
import { decide } from '../../batch/run.ts';
import { diskContext } from '../../context/disk.ts';
import type { Confidence } from '../../engine/types.ts';
import { visible } from '../../report/escape.ts';
import { type VerifyOptions, verifyCommand as verifyFiles } from '../../verify/command.ts';
import { engineNames } from '../../verify/engine/types.ts';
import {
  type Call,
  type Command,
  choiceOption,
  countOption,
  flagOption,
  listOption,
  textOption,
} from '../command.ts';
import { onInterrupt } from '../interrupt.ts';
import { type ExitCode, type Streams, colorChoices, print, say, wantsColor } from '../streams.ts';
import { usageError } from '../usage.ts';
import { version } from '../version.ts';

const confidences = ['proven', 'likely', 'possible'] as const satisfies readonly Confidence[];
const formats = ['text', 'json', 'markdown'] as const;

export const verifyCommand: Command = {
  usage: `dfopt verify FILE… [-- ARG…]

Builds the Dockerfile and its migration on the container engine, compares the
images, and runs both. This runs the author's code. What stands behind -- is
given to the container. Exit codes: 0 equal, 3 different, 4 unknown,
130 interrupted.`,
  options: {
    against: { type: 'string', requiresArg: true, description: 'FILE or git:REV to compare with' },
    context: { type: 'string', requiresArg: true, description: 'build context' },
    engine: { type: 'string', requiresArg: true, description: engineNames.join(', ') },
    target: { type: 'string', requiresArg: true, description: 'stage to build' },
    'build-arg': { type: 'string', array: true, description: 'NAME=value for the builds' },
    env: { type: 'string', array: true, description: 'NAME=value for the containers' },
    http: { type: 'string', array: true, description: 'path to ask the server for' },
    port: { type: 'string', requiresArg: true, description: 'port of the server (the only EXPOSE)' },
    run: { type: 'boolean', default: true, description: 'run both images; --no-run leaves it out' },
    trace: { type: 'boolean', description: 'watch which files the original opens' },
    network: { type: 'boolean', description: 'let the containers reach the outside' },
    timeout: { type: 'string', requiresArg: true, description: 'seconds a container may run (5)' },
    'build-timeout': { type: 'string', requiresArg: true, description: 'seconds a build may take (1800)' },
    confidence: { type: 'string', requiresArg: true, description: `least: ${confidences.join(', ')}` },
    jobs: { alias: 'j', type: 'string', requiresArg: true, description: 'files under way at a time' },
    format: { alias: 'f', type: 'string', requiresArg: true, description: formats.join(', ') },
    'emit-test': { type: 'string', requiresArg: true, description: 'write a container-structure-test file' },
    color: { type: 'string', requiresArg: true, description: colorChoices.join(', ') },
    verbose: { type: 'boolean', description: 'show what was equal, too' },
  },
  run: verify,
};

async function verify(call: Call, streams: Streams): Promise<ExitCode> {
  if (call.positionals.length === 0)
    throw usageError("'verify'", 'no Dockerfile was named', 'name at least one');
  const confidence = choiceOption(call, 'confidence', confidences) ?? 'likely';
  const interrupt = onInterrupt();
  try {
    const result = await verifyFiles(
      { files: call.positionals, ...optionsOf(call, streams) },
      {
        version: version(),
        migrate: async (file, text, context) => ({
          outcome: decide(text, diskContext(context, { dockerfile: resolve(streams.cwd, file) }), {
            confidence,
          }),
        }),
        color: wantsColor(choiceOption(call, 'color', colorChoices) ?? 'auto', streams.stdout, streams.env),
        signal: interrupt.signal,
        onStep: stepLine(streams),
      },
    );
    if (streams.stderr.isTTY === true) streams.stderr.write('\r\x1b[2K');
    await print(streams.stdout, result.report);
    for (const message of result.messages) await say(streams, message);
    return result.exitCode;
  } finally {
    interrupt.release();
  }
}

/** Only what was said: the verification knows its own defaults. */
function optionsOf(call: Call, streams: Streams): Omit<VerifyOptions, 'files'> {
  const against = textOption(call, 'against');
  const context = resolved(textOption(call, 'context'), streams);
  const engine = choiceOption(call, 'engine', engineNames);
  const target = textOption(call, 'target');
  const port = countOption(call, 'port');
  const timeout = countOption(call, 'timeout');
  const buildTimeout = countOption(call, 'build-timeout');
  const jobs = countOption(call, 'jobs');
  const format = choiceOption(call, 'format', formats);
  const emitTest = resolved(textOption(call, 'emit-test'), streams);
  return {
    buildArguments: assignments(call, 'build-arg'),
    env: assignments(call, 'env'),
    http: listOption(call, 'http'),
    run: flagOption(call, 'run'),
    trace: flagOption(call, 'trace'),
    network: flagOption(call, 'network'),
    verbose: flagOption(call, 'verbose'),
    ...(call.afterDashes.length === 0 ? {} : { args: call.afterDashes }),
    ...(against === undefined ? {} : { against }),
    ...(context === undefined ? {} : { context }),
    ...(engine === undefined ? {} : { engine }),
    ...(target === undefined ? {} : { target }),
    ...(port === undefined ? {} : { port }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(buildTimeout === undefined ? {} : { buildTimeout }),
    ...(jobs === undefined ? {} : { jobs }),
    ...(format === undefined ? {} : { format }),
    ...(emitTest === undefined ? {} : { emitTest }),
  };
}

function resolved(path: string | undefined, { cwd }: Streams): string | undefined {
  return path === undefined ? undefined : resolve(cwd, path);
}

/** `NAME=value`, each. */
function assignments(call: Call, name: string): readonly string[] {
  const values = listOption(call, name);
  const wrong = values.find((value) => !/^[^=]+=/.test(value));
  if (wrong === undefined) return values;
  throw usageError(`--${name}`, `'${wrong}' is not of the form NAME=value`, `write --${name} NAME=value`);
}

/** The step under way, on a terminal only. */
function stepLine({ stderr }: Streams): (file: string, step: string) => void {
  return (file, step) => {
    if (stderr.isTTY === true)
      stderr.write(`\r\x1b[2K${visible(`${file}: ${step}`).slice(0, (stderr.columns ?? 80) - 1)}`);
  };
}

/** `dfopt verify`: the options of the command line, handed to the verification as data. */
import { resolve } from 'node:path';
import { decide } from '../../batch/run.ts';
import { diskContext } from '../../context/disk.ts';
import type { Confidence } from '../../rule/types.ts';
import { visible } from '../../report/escape.ts';
import { toolchains } from '../../../rules/index.ts';
import { tracesOf } from '../../toolchain/toolchain.ts';
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
import { type ExitCode, type Streams, colorChoices, exitCode, print, say, wantsColor } from '../streams.ts';
import { usageError } from '../usage.ts';
import { version } from '../version.ts';

const confidences = ['proven', 'likely', 'possible'] as const satisfies readonly Confidence[];
const formats = ['text', 'json', 'markdown'] as const;

export const verifyCommand: Command = {
  usage: 'verify [options] FILE… [-- ARG…]',
  about: `Builds the Dockerfile and its migration on the container engine, compares the images, and runs both. This runs
    the author's code. What stands behind -- is given to the container.`,
  options: {
    against: {
      kind: 'value',
      value: 'FILE|git:REV',
      description: 'what to compare with, in place of the migration',
    },
    context: { kind: 'value', value: 'DIR', description: 'the build context' },
    engine: {
      kind: 'value',
      value: 'ENGINE',
      values: engineNames,
      description: 'what builds',
      otherwise: 'the first that answers',
    },
    target: { kind: 'value', value: 'STAGE', description: 'the stage to build' },
    'build-arg': { kind: 'list', value: 'NAME=VALUE', description: 'for the builds' },
    env: { kind: 'list', value: 'NAME=VALUE', description: 'for the containers' },
    http: { kind: 'list', value: 'PATH', description: 'ask the server for it' },
    port: { kind: 'value', value: 'N', description: 'the port of the server', otherwise: 'the only EXPOSE' },
    run: { kind: 'flag', usual: true, description: 'compare the images without running them' },
    trace: { kind: 'flag', description: 'watch which files the original opens' },
    network: { kind: 'flag', description: 'let the containers reach the outside' },
    timeout: { kind: 'value', value: 'SECONDS', description: 'for a container', otherwise: '5' },
    'build-timeout': { kind: 'value', value: 'SECONDS', description: 'for a build', otherwise: '1800' },
    confidence: {
      kind: 'value',
      value: 'LEVEL',
      values: confidences,
      description: 'the least of a migration',
      otherwise: 'likely',
    },
    jobs: { kind: 'value', alias: 'j', value: 'N', description: 'files under way at a time' },
    format: {
      kind: 'value',
      alias: 'f',
      value: 'FORMAT',
      values: formats,
      description: 'what to print',
      otherwise: 'text',
    },
    'emit-test': { kind: 'value', value: 'FILE', description: 'write a container-structure-test there' },
    color: { kind: 'value', value: 'WHEN', values: colorChoices, description: 'colour the output' },
    verbose: { kind: 'flag', description: 'show what was equal, too' },
  },
  examples: [
    ['dfopt verify Dockerfile', 'before against its migration'],
    ['dfopt verify Dockerfile --http /', 'and ask both servers for a page'],
    ['dfopt verify Dockerfile --against git:HEAD', 'what is committed against what is here'],
  ],
  exits: [exitCode.fine, exitCode.unusable, exitCode.different, exitCode.notKnown, exitCode.interrupted],
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
        toolchains: toolchains.map(tracesOf),
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

/** `dfopt verify`: the options of the command line, handed to the verification as data. */
import { dirname, resolve } from 'node:path';
import { type Input, resolveInputs } from '../../batch/inputs.ts';
import { type Looked, decideOn, lookAt } from '../../batch/run.ts';
import { repositoryTop } from '../../batch/ignore-files.ts';
import type { Service } from '../../context/builds.ts';
import { servicesOnDisk } from '../../context/disk.ts';
import { fullPath } from '../../report/paths.ts';
import type { Outcome } from '../../rule/types.ts';
import { visible } from '../../report/escape.ts';
import { toolchains } from '../../../rules/index.ts';
import { tracesOf } from '../../toolchain/toolchain.ts';
import { type VerifyOptions, verifyCommand as verifyFiles } from '../../verify/command.ts';
import { engineNames } from '../../verify/engine/types.ts';
import {
  type Invocation,
  type Command,
  choiceOption,
  countOption,
  eitherOption,
  flagOption,
  listOption,
  textOption,
} from '../command.ts';
import { decisionOptions, decisionsOf } from '../decisions.ts';
import { onInterrupt } from '../interrupt.ts';
import { type ExitCode, type Streams, colorChoices, exitCode, print, say, wantsColor } from '../streams.ts';
import { usageError } from '../usage.ts';
import { composedParts } from '../verify-setup.ts';
import { version } from '../manifest.ts';

const formats = ['text', 'json', 'markdown'] as const;

export const verifyCommand: Command = {
  usage: 'verify [options] [PATH…] [-- ARG…]',
  about: `Builds the Dockerfile and its migration on the container engine, compares the images, and runs both. This runs
    the author's code. What stands behind -- is given to the container.

    A PATH is what it is for migrate: a Dockerfile, a compose or bake file that says what it builds, a directory to
    search, or a pattern; without any it is the working directory. The configuration decides as it does there.`,
  options: {
    against: {
      kind: 'value',
      value: 'FILE|git:REV',
      description: 'what to compare with, in place of the migration',
    },
    ...decisionOptions,
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
    service: {
      kind: 'value',
      value: 'NAME',
      description: 'run it as this compose service',
      otherwise: 'the one that builds it',
    },
    with: { kind: 'value', value: 'COMPOSE', description: "start that file's other services beside it" },
    http: { kind: 'list', value: 'PATH', description: 'ask the server for it' },
    port: {
      kind: 'value',
      value: 'N',
      description: 'the port of the server',
      otherwise: 'what is announced',
    },
    exit: { kind: 'value', value: 'CODE', description: 'the exit code that it is meant to end with' },
    user: { kind: 'value', value: 'UID[:GID]', description: 'run both as this user' },
    'read-only': { kind: 'flag', description: 'run both with a file system that is read only' },
    'cap-drop': { kind: 'list', value: 'CAPABILITY', description: 'run both without it; ALL for all' },
    run: { kind: 'flag', usual: true, description: 'compare the images without running them' },
    trace: {
      kind: 'flag',
      usual: 'either',
      description: 'follow what the original opens, or not; without either, where strace is at hand',
    },
    network: { kind: 'flag', description: 'let the containers reach the outside' },
    timeout: { kind: 'value', value: 'SECONDS', description: 'for a container', otherwise: '5' },
    'build-timeout': { kind: 'value', value: 'SECONDS', description: 'for a build', otherwise: '1800' },
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
    ['dfopt verify compose.yaml --with compose.yaml', 'all that it builds, beside the other services'],
    ['dfopt verify --user 12345:0 --cap-drop ALL', 'as OpenShift runs it'],
    ['dfopt verify Dockerfile --against git:HEAD', 'what is committed against what is here'],
  ],
  exits: [exitCode.fine, exitCode.unusable, exitCode.different, exitCode.notKnown, exitCode.interrupted],
  run: verify,
};

async function verify(call: Invocation, streams: Streams): Promise<ExitCode> {
  const { exclude, context, decide } = await decisionsOf(call, streams);
  if (call.positionals.includes('-')) {
    throw usageError("'-'", 'standard input has no build context', 'name a file');
  }
  const { inputs, empty } = await resolveInputs(call.positionals, { cwd: streams.cwd, exclude });
  const looked: readonly LookedAt[] = await Promise.all(
    inputs.map(async (input) => ({ input, looked: await lookAt(input, { optionsFor: decide, context }) })),
  );
  const asked = { service: textOption(call, 'service'), beside: besideServices(call, streams) };
  const read = looked.flatMap(({ input, looked: each }) =>
    each.kind === 'read' ? [{ input, looked: each }] : [],
  );
  const composed = new Map(read.map(({ input }) => [input, composedParts(input, asked)]));
  if (asked.service !== undefined && [...composed.values()].every(({ setup }) => setup === undefined)) {
    throw usageError('--service', `no service '${asked.service}' builds any of the files`, 'check the name');
  }
  const interrupt = onInterrupt();
  try {
    const result = await verifyFiles(
      {
        files: read.map(({ input, looked: { context: root } }) => ({
          ...composed.get(input),
          path: input.absolute,
          name: fullPath(input),
          context: root.directory,
        })),
        ...optionsOf(call, streams),
      },
      {
        version: version(),
        toolchains: toolchains.map(tracesOf),
        migrate: async ({ path }) => {
          const found = read.find(({ input }) => input.absolute === path);
          if (found === undefined) throw new Error(`${path} was not read`);
          return { outcome: decideOn(found.input, found.looked) };
        },
        color: wantsColor(choiceOption(call, 'color', colorChoices) ?? 'auto', streams.stdout, streams.env),
        signal: interrupt.signal,
        onStep: stepLine(streams),
      },
    );
    if (streams.stderr.isTTY === true) streams.stderr.write('\r\x1b[2K');
    await print(streams.stdout, result.report);
    for (const name of empty) await say(streams, `dfopt: no Dockerfile at ${name}; nothing to do there`);
    const settled = looked.flatMap(settledLine);
    for (const { line } of settled) await say(streams, line);
    for (const message of result.messages) await say(streams, message);
    const unusable = settled.some(({ outcome }) => outcome === 'failed');
    return result.exitCode === exitCode.fine && unusable ? exitCode.unusable : result.exitCode;
  } finally {
    interrupt.release();
  }
}

interface LookedAt {
  readonly input: Input;
  readonly looked: Looked;
}

/** The services of the compose file of `--with`. */
function besideServices(call: Invocation, streams: Streams): readonly Service[] {
  const named = textOption(call, 'with');
  if (named === undefined) return [];
  const file = resolve(streams.cwd, named);
  const services = servicesOnDisk(file, repositoryTop(dirname(file)) ?? dirname(file));
  if (services.length > 0) return services;
  throw usageError('--with', `'${named}' describes no services`, 'name a compose file');
}

/** What is said of a file that there is nothing to build of. */
function settledLine({
  input,
  looked,
}: LookedAt): readonly { readonly line: string; readonly outcome: Outcome['outcome'] }[] {
  if (looked.kind === 'read') return [];
  const { outcome } = looked;
  const name = fullPath(input);
  const line =
    outcome.outcome === 'failed'
      ? `dfopt: cannot verify ${name}: ${outcome.message} [${outcome.code}]`
      : `${name}: nothing to verify: ${outcome.message} [${outcome.code}]`;
  return [{ line, outcome: outcome.outcome }];
}

/** Only what was said: the verification knows its own defaults. */
function optionsOf(call: Invocation, streams: Streams): Omit<VerifyOptions, 'files'> {
  const against = textOption(call, 'against');
  const engine = choiceOption(call, 'engine', engineNames);
  const target = textOption(call, 'target');
  const port = countOption(call, 'port');
  const exit = exitOption(call);
  const user = textOption(call, 'user');
  const timeout = countOption(call, 'timeout');
  const buildTimeout = countOption(call, 'build-timeout');
  const jobs = countOption(call, 'jobs');
  const trace = eitherOption(call, 'trace');
  const format = choiceOption(call, 'format', formats);
  const emitTest = resolved(textOption(call, 'emit-test'), streams);
  return {
    buildArguments: assignments(call, 'build-arg'),
    env: assignments(call, 'env'),
    http: listOption(call, 'http'),
    run: flagOption(call, 'run'),
    readOnly: flagOption(call, 'read-only'),
    dropCapabilities: listOption(call, 'cap-drop'),
    network: flagOption(call, 'network'),
    verbose: flagOption(call, 'verbose'),
    ...(call.afterDashes.length === 0 ? {} : { args: call.afterDashes }),
    ...(against === undefined ? {} : { against }),
    ...(engine === undefined ? {} : { engine }),
    ...(target === undefined ? {} : { target }),
    ...(port === undefined ? {} : { port }),
    ...(exit === undefined ? {} : { exit }),
    ...(user === undefined ? {} : { user }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(buildTimeout === undefined ? {} : { buildTimeout }),
    ...(jobs === undefined ? {} : { jobs }),
    ...(trace === undefined ? {} : { trace }),
    ...(format === undefined ? {} : { format }),
    ...(emitTest === undefined ? {} : { emitTest }),
  };
}

function exitOption(call: Invocation): number | undefined {
  const text = textOption(call, 'exit');
  if (text === undefined) return undefined;
  if (/^\d{1,3}$/.test(text) && Number(text) < 256) return Number(text);
  throw usageError('--exit', `'${text}' is no exit code`, 'give one from 0 to 255');
}

function resolved(path: string | undefined, { cwd }: Streams): string | undefined {
  return path === undefined ? undefined : resolve(cwd, path);
}

/** `NAME=value`, each. */
function assignments(call: Invocation, name: string): readonly string[] {
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

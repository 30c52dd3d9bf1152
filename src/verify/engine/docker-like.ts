/** docker, podman and nerdctl: one command line with small differences, which are data. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { writeDockerfile } from './dockerfile-directory.ts';
import { failureOf } from './failure.ts';
import { namePrefix, uniqueName } from './names.ts';
import { execute, type Finished } from './process.ts';
import type {
  Abilities,
  BuildRequest,
  BuildResult,
  Engine,
  EngineName,
  Failure,
  Result,
  RunRequest,
  RunResult,
} from './types.ts';

/** How one program's command line differs. */
export interface Dialect {
  readonly name: EngineName;
  readonly program: string;
  readonly description: string;
  readonly abilities: Abilities;
  /** Words before the build's options. */
  readonly build: readonly string[];
  /** Environment of builds. */
  readonly buildEnvironment: Readonly<Record<string, string>>;
  /** The option that names a Dockerfile's ignore file; undefined if the engine finds it beside the Dockerfile. */
  readonly ignoreOption: string | undefined;
  /** Words of `save` before the file's name. */
  readonly save: readonly string[];
  /** More options of `create`. */
  readonly create: readonly string[];
  /** A command that succeeds if the engine answers. */
  readonly ping: readonly string[];
}

const commandTimeoutMs = 60_000;
const exportTimeoutMs = 600_000;
/** Time to end after the stop signal, in seconds. */
const stopGrace = 2;
const addressPollMs = 100;
const usualOutput = 1024 * 1024;

const stateSchema = v.object({
  ExitCode: v.optional(v.number(), 0),
  OOMKilled: v.optional(v.boolean(), false),
  Error: v.optional(v.string(), ''),
  Health: v.optional(v.nullable(v.object({ Status: v.optional(v.string(), '') }))),
});
const networksSchema = v.object({
  Networks: v.optional(v.nullable(v.record(v.string(), v.object({ IPAddress: v.optional(v.string(), '') })))),
});

export function dockerLike(dialect: Dialect): Engine {
  const { program, name } = dialect;
  const call = (args: readonly string[], options: Parameters<typeof execute>[2] = {}): Promise<Finished> =>
    execute(program, args, { timeoutMs: commandTimeoutMs, ...options });
  const alive = async (): Promise<boolean> => (await call(dialect.ping, { timeoutMs: 10_000 })).code === 0;
  const failed = (
    verb: string,
    finished: Finished,
    otherwise: 'build' | 'engine' = 'engine',
  ): Promise<Failure> => failureOf({ what: `${name} ${verb}`, finished, alive, otherwise });

  async function build(request: BuildRequest): Promise<BuildResult> {
    const directory = await writeDockerfile(request.text, request.ignore);
    try {
      const finished = await call(
        [
          ...dialect.build,
          '--file',
          directory.dockerfile,
          ...(directory.ignore === undefined || dialect.ignoreOption === undefined
            ? []
            : [dialect.ignoreOption, directory.ignore]),
          '--tag',
          request.tag,
          ...(request.target === undefined ? [] : ['--target', request.target]),
          ...request.arguments.flatMap((argument) => ['--build-arg', argument]),
          request.context,
        ],
        {
          timeoutMs: request.timeoutMs,
          signal: request.signal,
          env: dialect.buildEnvironment,
          ...(request.onOutput === undefined ? {} : { onLine: request.onOutput }),
        },
      );
      return finished.code === 0
        ? { ok: true, image: request.tag }
        : { ok: false, failure: await failed('build', finished, 'build') };
    } finally {
      await directory.remove();
    }
  }

  async function save(image: string, file: string, signal: AbortSignal): Promise<Result> {
    const finished = await call([...dialect.save, file, image], { timeoutMs: exportTimeoutMs, signal });
    return finished.code === 0 ? { ok: true } : { ok: false, failure: await failed('save', finished) };
  }

  async function remove(images: readonly string[]): Promise<Result> {
    if (images.length === 0) return { ok: true };
    const finished = await call(['rmi', '--force', ...images]);
    const missing = /no such image|not known|not found/i.test(finished.stderr.toString('utf8'));
    return finished.code === 0 || missing
      ? { ok: true }
      : { ok: false, failure: await failed('rmi', finished) };
  }

  async function inspect<Schema extends v.GenericSchema>(
    container: string,
    field: string,
    schema: Schema,
  ): Promise<v.InferOutput<Schema> | undefined> {
    const finished = await call(['inspect', '--format', `{{json ${field}}}`, container]);
    if (finished.code !== 0) return undefined;
    const parsed = v.safeParse(
      v.pipe(v.string(), v.parseJson(), schema),
      finished.stdout.toString('utf8').trim(),
    );
    return parsed.success ? parsed.output : undefined;
  }

  async function run(request: RunRequest): Promise<RunResult> {
    const container = uniqueName();
    const network = request.network === 'internal' ? container : undefined;
    try {
      if (network !== undefined) {
        const made = await call(['network', 'create', '--internal', network], { signal: request.signal });
        if (made.code !== 0) return { kind: 'failed', failure: await failed('network create', made) };
      }
      const created = await call(createArguments(request, container, network), { signal: request.signal });
      if (created.code !== 0) return notStarted(created, await failed('create', created));
      return await attend(request, container);
    } finally {
      // Not under the abort signal: what was made is removed whatever ended the run.
      await call(['rm', '--force', '--volumes', container]);
      if (network !== undefined) await call(['network', 'rm', network]);
    }
  }

  function createArguments(
    request: RunRequest,
    container: string,
    network: string | undefined,
  ): readonly string[] {
    const { limits, command, args, replaceEntrypoint } = request;
    const [first = '', ...rest] = command;
    return [
      'create',
      '--name',
      container,
      '--hostname',
      namePrefix,
      '--pull',
      'never',
      ...(request.network === 'open' ? [] : ['--network', network ?? 'none']),
      '--memory',
      String(limits.memoryBytes),
      '--memory-swap',
      String(limits.memoryBytes),
      '--pids-limit',
      String(limits.processes),
      '--security-opt',
      'no-new-privileges',
      '--cap-drop',
      'NET_RAW',
      '--cap-drop',
      'MKNOD',
      ...dialect.create,
      ...request.env.flatMap((pair) => ['--env', pair]),
      ...(replaceEntrypoint ? ['--entrypoint', first] : []),
      request.image,
      ...(replaceEntrypoint ? rest : (args ?? [])),
    ];
  }

  /** The engine gives the address a moment after the start. */
  async function addressOf(container: string, running: AbortSignal): Promise<string | undefined> {
    while (!running.aborted) {
      const settings = await inspect(container, '.NetworkSettings', networksSchema);
      const found = Object.values(settings?.Networks ?? {}).find(({ IPAddress }) => IPAddress !== '');
      if (found !== undefined) return found.IPAddress;
      await sleep(addressPollMs);
    }
    return undefined;
  }

  /** Starts the container, waits for its end, its limit or the end of `during`, and reads what came of it. */
  async function attend(request: RunRequest, container: string): Promise<RunResult> {
    const ended = new AbortController();
    const attached = call(['start', '--attach', container], {
      timeoutMs: request.limits.timeoutMs + commandTimeoutMs,
      signal: request.signal,
      maximalOutput: request.maximalOutput ?? usualOutput,
    }).finally(() => ended.abort());
    const wait = delay(request.limits.timeoutMs, ended.signal);
    const running = AbortSignal.any([ended.signal, wait.elapsed, request.signal]);
    const watched = request.during?.({
      address: () => addressOf(container, running),
      health: async () => healthOf((await inspect(container, '.State', stateSchema))?.Health?.Status),
      ended: running,
    });
    await Promise.race([wait.over, ...(watched === undefined ? [] : [watched])]);
    const stopped = !ended.signal.aborted && !request.signal.aborted;
    if (stopped) await call(['stop', '-t', String(stopGrace), container]);
    const finished = await attached;
    await watched;
    wait.cancel();
    if (finished.endedBy !== 'itself') return { kind: 'failed', failure: await failed('start', finished) };
    const state = await inspect(container, '.State', stateSchema);
    if (state === undefined) return { kind: 'failed', failure: await failed('inspect', finished) };
    if (state.Error !== '') return { kind: 'not-started', message: state.Error };
    if (finished.code === 125 || (state.ExitCode === 0 && (finished.code ?? 0) !== 0)) {
      return notStarted(finished, await failed('start', finished));
    }
    return {
      kind: 'ran',
      ran: {
        stopped,
        exit: state.ExitCode,
        outOfMemory: state.OOMKilled,
        stdout: finished.stdout,
        stderr: finished.stderr,
        truncated: finished.truncated,
      },
    };
  }

  return {
    name,
    description: dialect.description,
    abilities: dialect.abilities,
    build,
    export: save,
    run,
    remove,
  };
}

/** The engine is well but won't start this command for this user. */
function notStarted(finished: Finished, failure: Failure): RunResult {
  if (failure.kind !== 'engine') return { kind: 'failed', failure };
  return { kind: 'not-started', message: finished.stderr.toString('utf8').trim() };
}

function healthOf(status: string | undefined): 'starting' | 'healthy' | 'unhealthy' | undefined {
  return status === 'starting' || status === 'healthy' || status === 'unhealthy' ? status : undefined;
}

/** A timer that also ends with the signal. */
function delay(ms: number, signal: AbortSignal) {
  const elapsed = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      elapsed.abort();
      resolve();
    }, ms);
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  return { over, elapsed: elapsed.signal, cancel: () => clearTimeout(timer) };
}

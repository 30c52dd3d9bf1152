/** Running containers with docker, podman and nerdctl: created, started, watched, read, removed. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { listeningPorts } from './listening.ts';
import { namePrefix, uniqueName } from './names.ts';
import type { Finished } from './process.ts';
import { commandTimeoutMs, usualOutput, type EngineProgram } from './program.ts';
import type { BesideRequest, Failure, RunningContainer, RunRequest, RunResult } from './types.ts';

/** Time to end after the stop signal, in seconds. */
const stopGrace = 2;
const addressPollMs = 100;
/** `start` and `create` end with it when the engine, not the program, fails (docker-run(1), "Exit status"). */
const engineFailed = 125;

const stateSchema = v.object({
  ExitCode: v.optional(v.number(), 0),
  OOMKilled: v.optional(v.boolean(), false),
  Error: v.optional(v.string(), ''),
  Health: v.optional(v.nullable(v.object({ Status: v.optional(v.string(), '') }))),
});
const networksSchema = v.object({
  Networks: v.optional(v.nullable(v.record(v.string(), v.object({ IPAddress: v.optional(v.string(), '') })))),
});

/** Runs a container to its end or to the limit; nothing of it is left. `options` are more ones of `create`. */
export async function runContainer(
  program: EngineProgram,
  options: readonly string[],
  request: RunRequest,
): Promise<RunResult> {
  const { call, failed } = program;
  const container = uniqueName();
  const services = request.services ?? [];
  const network = request.network === 'internal' || services.length > 0 ? container : undefined;
  const beside: string[] = [];
  try {
    if (network !== undefined) {
      const closed = request.network === 'open' ? [] : ['--internal'];
      const made = await call(['network', 'create', ...closed, network], { signal: request.signal });
      if (made.code !== 0) return { kind: 'failed', failure: await failed('network create', made) };
      for (const [index, service] of services.entries()) {
        const name = `${container}-${index}`;
        beside.push(name);
        const why = await startBeside(program, service, { name, network, request });
        if (why !== undefined) {
          return {
            kind: 'failed',
            failure: { kind: 'engine', message: `the service ${service.name} ${why}`, log: '' },
          };
        }
      }
    }
    const created = await call(createArguments(request, options, container, network), {
      signal: request.signal,
    });
    if (created.code !== 0) return notStarted(created, await failed('create', created));
    return await attend(program, request, container);
  } finally {
    // Not under the abort signal: what was made is removed whatever ended the run.
    await call(['rm', '--force', '--volumes', container, ...beside]);
    if (network !== undefined) await call(['network', 'rm', network]);
  }
}

function createArguments(
  {
    limits,
    command,
    args,
    replaceEntrypoint,
    image,
    env,
    network: access,
    user,
    workdir,
    readOnly,
    dropCapabilities,
  }: RunRequest,
  options: readonly string[],
  container: string,
  network: string | undefined,
): readonly string[] {
  const [first = '', ...rest] = command;
  return [
    'create',
    '--name',
    container,
    '--hostname',
    namePrefix,
    '--pull',
    'never',
    ...(network !== undefined ? ['--network', network] : access === 'open' ? [] : ['--network', 'none']),
    ...(user === undefined ? [] : ['--user', user]),
    ...(workdir === undefined ? [] : ['--workdir', workdir]),
    ...(readOnly === true ? ['--read-only'] : []),
    ...(dropCapabilities ?? []).flatMap((name) => ['--cap-drop', name]),
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
    ...options,
    ...env.flatMap((pair) => ['--env', pair]),
    ...(replaceEntrypoint ? ['--entrypoint', first] : []),
    image,
    ...(replaceEntrypoint ? rest : (args ?? [])),
  ];
}

/** Starts the container, waits for its end, its limit or the end of `during`, and reads what came of it. */
async function attend(program: EngineProgram, request: RunRequest, container: string): Promise<RunResult> {
  const { call } = program;
  const ended = new AbortController();
  const attached = call(['start', '--attach', container], {
    timeoutMs: request.limits.timeoutMs + commandTimeoutMs,
    signal: request.signal,
    maximalOutput: request.maximalOutput ?? usualOutput,
  }).finally(() => ended.abort());
  const wait = delay(request.limits.timeoutMs, ended.signal);
  const running = AbortSignal.any([ended.signal, wait.elapsed, request.signal]);
  const watched = request.during?.(runningContainer(program, container, running, request.observer));
  await Promise.race([wait.over, ...(watched === undefined ? [] : [watched])]);
  const stopped = !ended.signal.aborted && !request.signal.aborted;
  if (stopped) await call(['stop', '-t', String(stopGrace), container]);
  const finished = await attached;
  await watched;
  wait.cancel();
  return whatCame(program, container, finished, stopped);
}

function runningContainer(
  program: EngineProgram,
  container: string,
  running: AbortSignal,
  observer: string | undefined,
): RunningContainer {
  return {
    address: () => addressOf(program, container, running),
    health: async () => healthOf((await inspect(program, container, '.State', stateSchema))?.Health?.Status),
    listening: async () => {
      if (observer === undefined) return undefined;
      const cat = [
        'run',
        '--rm',
        '--pull',
        'never',
        '--network',
        `container:${container}`,
        '--user',
        '0',
        '--entrypoint',
        'cat',
      ];
      const { stdout, code } = await program.call([...cat, observer, ...socketTables], { signal: running });
      // One of the tables is missing where the kernel has no IPv6.
      const tables = stdout.toString('utf8');
      return code === 0 || tables.includes('local_address') ? listeningPorts(tables) : undefined;
    },
    ended: running,
  };
}

const socketTables = ['/proc/net/tcp', '/proc/net/tcp6'];

// ── Services beside ──────────────────────────────────────────────────────────────────────────────────────────

/** Databases take a while to make their files. */
const readyMs = 60_000;
const readyPollMs = 200;
/** Time for a service of which nothing tells that it is ready. */
const settleMs = 1000;

const besideSchema = v.object({
  Running: v.optional(v.boolean(), false),
  ExitCode: v.optional(v.number(), 0),
  Health: v.optional(v.nullable(v.object({ Status: v.optional(v.string(), '') }))),
});
const portsSchema = v.nullable(v.record(v.string(), v.unknown()));

interface BesidePlace {
  readonly name: string;
  readonly network: string;
  readonly request: RunRequest;
}

/** Starts a service and waits until it is ready; why it is not. */
async function startBeside(
  program: EngineProgram,
  service: BesideRequest,
  { name, network, request }: BesidePlace,
): Promise<string | undefined> {
  const { call } = program;
  const { limits, signal } = request;
  const [first, ...entry] = service.entrypoint ?? [];
  const started = await call(
    [
      'run',
      '--detach',
      '--name',
      name,
      '--hostname',
      service.name,
      '--pull',
      'never',
      '--network',
      network,
      '--network-alias',
      service.name,
      '--memory',
      String(limits.memoryBytes),
      '--pids-limit',
      String(limits.processes),
      ...(service.user === undefined ? [] : ['--user', service.user]),
      ...(service.workdir === undefined ? [] : ['--workdir', service.workdir]),
      ...healthOptions(service.healthcheck),
      ...service.env.flatMap((pair) => ['--env', pair]),
      ...(first === undefined ? [] : ['--entrypoint', first]),
      service.image,
      ...entry,
      ...(service.args ?? []),
    ],
    { signal },
  );
  if (started.code !== 0) {
    const [why = ''] = started.stderr.toString('utf8').trim().split('\n');
    return `does not start (nothing is fetched: its image has to be at hand): ${why}`;
  }
  return ready(program, service, name, signal);
}

/** Words of the check as the one shell text that the option takes. */
function healthOptions(test: readonly string[] | undefined): readonly string[] {
  if (test === undefined) return [];
  const [form, ...words] = test;
  if (form === 'NONE') return ['--no-healthcheck'];
  const text =
    form === 'CMD' ? words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ') : words.join(' ');
  return ['--health-cmd', text, '--health-interval', '1s', '--health-retries', '60'];
}

/** By its health check, by its end, or by a port that it announces; else after a moment. */
async function ready(
  program: EngineProgram,
  { ends }: BesideRequest,
  name: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const announced = Object.keys((await inspect(program, name, '.Config.ExposedPorts', portsSchema)) ?? {})
    .filter((port) => port.endsWith('/tcp'))
    .map((port) => Number.parseInt(port, 10));
  const begun = Date.now();
  while (Date.now() - begun < readyMs && !signal.aborted) {
    const state = await inspect(program, name, '.State', besideSchema);
    if (state === undefined) return 'can not be looked at';
    if (!state.Running) return ends && state.ExitCode === 0 ? undefined : `ended with exit ${state.ExitCode}`;
    const health = healthOf(state.Health?.Status);
    if (health === 'healthy') return undefined;
    if (health === undefined && !ends) {
      const address = announced.length === 0 ? undefined : await addressOf(program, name, signal);
      if (address === undefined && Date.now() - begun > settleMs) return undefined;
      if (address !== undefined && (await anyAnswers(address, announced))) return undefined;
    }
    await sleep(readyPollMs);
  }
  return `was not ready within ${readyMs / 1000} s`;
}

async function anyAnswers(address: string, ports: readonly number[]): Promise<boolean> {
  const answers = await Promise.all(ports.map((port) => connects(address, port)));
  return answers.includes(true);
}

function connects(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: settleMs });
    const end = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', end(true)).on('error', end(false)).on('timeout', end(false));
  });
}

/** What the engine says of a container that has ended, `finished` being the command that was attached to it. */
async function whatCame(
  program: EngineProgram,
  container: string,
  finished: Finished,
  stopped: boolean,
): Promise<RunResult> {
  const { failed } = program;
  if (finished.endedBy !== 'itself') return { kind: 'failed', failure: await failed('start', finished) };
  const state = await inspect(program, container, '.State', stateSchema);
  if (state === undefined) return { kind: 'failed', failure: await failed('inspect', finished) };
  if (state.Error !== '') return { kind: 'not-started', message: state.Error };
  if (finished.code === engineFailed || (state.ExitCode === 0 && (finished.code ?? 0) !== 0)) {
    return notStarted(finished, await failed('start', finished));
  }
  const { stdout, stderr, truncated } = finished;
  const { ExitCode: exit, OOMKilled: outOfMemory } = state;
  return { kind: 'ran', ran: { stopped, exit, outOfMemory, stdout, stderr, truncated } };
}

/** The engine is well but won't start this command for this user. */
function notStarted(finished: Finished, failure: Failure): RunResult {
  if (failure.kind !== 'engine') return { kind: 'failed', failure };
  return { kind: 'not-started', message: finished.stderr.toString('utf8').trim() };
}

/** One field of what the engine knows of a container; undefined if it doesn't say, or not in that form. */
async function inspect<Schema extends v.GenericSchema>(
  { call }: EngineProgram,
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

/** The engine gives the address a moment after the start. */
async function addressOf(
  program: EngineProgram,
  container: string,
  running: AbortSignal,
): Promise<string | undefined> {
  while (!running.aborted) {
    const settings = await inspect(program, container, '.NetworkSettings', networksSchema);
    const found = Object.values(settings?.Networks ?? {}).find(({ IPAddress }) => IPAddress !== '');
    if (found !== undefined) return found.IPAddress;
    await sleep(addressPollMs);
  }
  return undefined;
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

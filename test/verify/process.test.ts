/** Child processes, HTTP, and the command lines that engines are called with. */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchAsked } from '../../src/verify/compare/http.ts';
import { dockerLike, type Dialect } from '../../src/verify/engine/docker-like.ts';
import { docker, nerdctl, podman } from '../../src/verify/engine/find.ts';
import { execute } from '../../src/verify/engine/process.ts';
import type { RunRequest } from '../../src/verify/engine/types.ts';

const node = (script: string, options: Parameters<typeof execute>[2] = {}) =>
  execute(process.execPath, ['-e', script], options);

describe('child processes', () => {
  test('output, exit code, lines', async () => {
    const lines: string[] = [];
    const done = await node('console.log("a\\nb"); console.error("c"); process.exitCode = 3', {
      onLine: (line) => lines.push(line),
    });
    expect([done.code, done.stdout.toString(), done.stderr.toString(), done.endedBy]).toEqual([
      3,
      'a\nb\n',
      'c\n',
      'itself',
    ]);
    expect(lines.toSorted()).toEqual(['a', 'b', 'c']);
  });

  test('one that never ends is ended, with its children', async () => {
    const done = await node(
      'require("child_process").spawn("sleep", ["60"], { stdio: "inherit" }); setInterval(() => {}, 1000)',
      { timeoutMs: 500 },
    );
    expect([done.code, done.endedBy]).toEqual([undefined, 'timeout']);
  });

  test('one that ignores the signal is killed', async () => {
    const done = await node('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)', {
      timeoutMs: 500,
    });
    expect(done.endedBy).toBe('timeout');
  });

  test('an abort, before and while it runs', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 200);
    const options = { signal: controller.signal };
    expect((await node('setInterval(() => {}, 1000)', options)).endedBy).toBe('abort');
    expect((await node('0', options)).endedBy).toBe('abort');
  });

  test('a program that is not there', async () => {
    const done = await execute('dfopt-no-such-program', []);
    expect([done.endedBy, done.stderr.toString()]).toEqual([
      'not-startable',
      expect.stringContaining('ENOENT'),
    ]);
  });

  test('output beyond the limit is dropped, not waited for', async () => {
    const done = await node('process.stdout.write("x".repeat(1e6))', { maximalOutput: 10 });
    expect([done.stdout.toString(), done.truncated, done.code]).toEqual(['xxxxxxxxxx', true, 0]);
  });
});

describe('HTTP', () => {
  test('waits for the server, leaves out the clock', async () => {
    const server = createServer((request, response) => {
      response.setHeader('x-path', request.url ?? '');
      response.setHeader('last-modified', 'Sun, 22 Nov 2026 02:11:13 GMT');
      response.setHeader('x-host', request.headers.host ?? '');
      response.statusCode = request.url === '/missing' ? 404 : 200;
      response.end('body');
    });
    const probe = createServer();
    const port = await new Promise<number>((resolve) => {
      probe.listen(0, '127.0.0.1', () => {
        const address = probe.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    await new Promise((resolve) => probe.close(resolve));
    setTimeout(() => server.listen(port, '127.0.0.1'), 300);
    const asks = ['/', '/missing'].map((path) => ({ path, port, told: true }));
    const [good, missing] = await fetchAsked('127.0.0.1', asks, AbortSignal.timeout(10_000));
    server.close();
    expect(good).toMatchObject({ answered: true, status: 200, body: 'body' });
    expect(good?.answered === true && good.headers).toBe(
      'connection: close\ncontent-length: 4\nlast-modified: (a moment)\nx-host: localhost\nx-path: /',
    );
    expect(missing).toMatchObject({ answered: true, status: 404 });
  });

  test('gives up when there is no more time', async () => {
    const [none] = await fetchAsked(
      '127.0.0.1',
      [{ path: '/', port: 1, told: true }],
      AbortSignal.timeout(300),
    );
    expect(none?.answered).toBe(false);
  });
});

/** What `inspect` answers. */
const state = (text: string): string => `echo '${text}'`;

/** A program that writes down how it was called and answers as an engine would. */
describe('the docker command line', () => {
  let directory = '';
  let program = '';

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'dfopt-test-'));
    program = join(directory, 'engine');
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function engineThat(answers: Readonly<Record<string, string>>, spoken = docker('1', true)) {
    const cases = Object.entries(answers).map(([verb, code]) => `${verb}) ${code} ;;`);
    await writeFile(
      program,
      `#!/bin/sh\necho "$@" >> ${directory}/calls\ncase "$1" in\n${cases.join('\n')}\nesac\n`,
    );
    await chmod(program, 0o755);
    await rm(join(directory, 'calls'), { force: true });
    const dialect: Dialect = { ...spoken, program };
    return dockerLike(dialect);
  }

  const calls = async (): Promise<readonly string[]> =>
    (await readFile(join(directory, 'calls'), 'utf8'))
      .replaceAll(/dfopt-verify-\d+-[0-9a-f]{12}/g, 'NAME')
      .trim()
      .split('\n');

  const request: RunRequest = {
    image: 'image',
    command: ['/app', 'x'],
    args: ['x'],
    replaceEntrypoint: false,
    env: ['A=1'],
    network: 'none',
    limits: { timeoutMs: 1000, memoryBytes: 1000, processes: 7 },
    signal: new AbortController().signal,
  };

  test('a container is limited, and removed with its volumes', async () => {
    const engine = await engineThat({ start: 'echo out; exit 3', inspect: state('{"ExitCode":3}') });
    const result = await engine.run(request);
    expect(result).toMatchObject({ kind: 'ran', ran: { exit: 3, stopped: false } });
    const [create, ...others] = await calls();
    expect(create).toContain(
      'create --name NAME --hostname dfopt-verify --pull never --network none --memory 1000 --memory-swap 1000 --pids-limit 7 --security-opt no-new-privileges',
    );
    expect(create?.endsWith(' --env A=1 image x')).toBe(true);
    expect(create).not.toMatch(/--(?:privileged|volume|mount|publish)/);
    expect(others).toEqual([
      'start --attach NAME',
      'inspect --format {{json .State}} NAME',
      'rm --force --volumes NAME',
    ]);
  });

  test('one that goes on is stopped when its time is up', async () => {
    const engine = await engineThat({
      start: `while [ ! -e ${directory}/stopped ]; do sleep 0.1; done`,
      stop: `touch ${directory}/stopped`,
      inspect: state('{"ExitCode":0}'),
    });
    const result = await engine.run({ ...request, limits: { ...request.limits, timeoutMs: 300 } });
    expect(result).toMatchObject({ kind: 'ran', ran: { stopped: true } });
    expect(await calls()).toContain('stop -t 2 NAME');
  });

  test('a command that cannot be started', async () => {
    const engine = await engineThat({
      start: 'echo "no such file" >&2; exit 127',
      inspect: state('{"ExitCode":127,"Error":"exec: no such file"}'),
      version: 'echo 1',
    });
    expect(await engine.run(request)).toEqual({ kind: 'not-started', message: 'exec: no such file' });
  });

  test('an engine that has died', async () => {
    const engine = await engineThat({ create: 'echo "Cannot connect" >&2; exit 1', version: 'exit 1' });
    expect(await engine.run(request)).toMatchObject({ kind: 'failed', failure: { kind: 'engine-died' } });
    expect(await calls()).toContain('rm --force --volumes NAME');
  });

  test('an internal network is made and removed', async () => {
    const engine = await engineThat({ inspect: state('{"ExitCode":0}') });
    await engine.run({ ...request, network: 'internal' });
    const all = await calls();
    expect(all[0]).toBe('network create --internal NAME');
    expect(all[1]).toContain('--network NAME');
    expect(all.at(-1)).toBe('network rm NAME');
  });

  test('why a build fails', async () => {
    const build = {
      text: 'FROM x\n',
      context: '.',
      ignore: undefined,
      tag: 't',
      target: undefined,
      arguments: [],
      timeoutMs: 1000,
      signal: request.signal,
    };
    const kindOf = async (answers: Readonly<Record<string, string>>, changes = {}) => {
      const result = await (await engineThat(answers)).build({ ...build, ...changes });
      return result.ok ? 'ok' : result.failure.kind;
    };
    expect(await kindOf({ buildx: 'exit 0' })).toBe('ok');
    expect(await kindOf({ buildx: 'echo "ERROR: exit code: 1" >&2; exit 1', version: 'echo 1' })).toBe(
      'build',
    );
    expect(
      await kindOf({ buildx: 'echo "write /x: no space left on device" >&2; exit 1', version: 'echo 1' }),
    ).toBe('disk-full');
    expect(await kindOf({ buildx: 'exit 1', version: 'exit 1' })).toBe('engine-died');
    expect(await kindOf({ buildx: 'sleep 30' }, { timeoutMs: 300 })).toBe('timeout');
  });

  test('the Dockerfile and its ignore file lie outside the context', async () => {
    const engine = await engineThat({
      buildx: `for f; do case "$f" in */Dockerfile) cat "$f" "$f.dockerignore" > ${directory}/read ;; esac; done`,
    });
    await engine.build({
      text: 'FROM x\n',
      context: '/ctx',
      ignore: 'y\n',
      tag: 't',
      target: 'stage',
      arguments: ['A=1'],
      timeoutMs: 5000,
      signal: request.signal,
    });
    expect(await readFile(join(directory, 'read'), 'utf8')).toBe('FROM x\ny\n');
    const [build] = await calls();
    expect(build).toMatch(
      /^buildx build --load --progress plain --file \S+\/Dockerfile --tag t --target stage --build-arg A=1 \/ctx$/,
    );
  });

  const limits =
    '--memory 1000 --memory-swap 1000 --pids-limit 7 --security-opt no-new-privileges --cap-drop NET_RAW --cap-drop MKNOD';

  /** Every option stands in the engine's own reference: podman-*(1), and nerdctl's docs/command-reference.md. */
  test.each([
    [
      podman('5.4.2'),
      {
        build:
          'build --format docker --layers --pull=false --file DIR/Dockerfile --ignorefile DIR/Dockerfile.dockerignore --tag t --target stage --build-arg A=1 /ctx',
        save: 'save --format docker-archive --output FILE t',
        create: `create --name NAME --hostname dfopt-verify --pull never --network NAME ${limits} --log-driver none --env A=1 image x`,
      },
    ],
    [
      nerdctl('2.1.6'),
      {
        build: 'build --progress plain --file DIR/Dockerfile --tag t --target stage --build-arg A=1 /ctx',
        save: 'save --output FILE t',
        create: `create --name NAME --hostname dfopt-verify --pull never --network NAME ${limits} --env A=1 image x`,
      },
    ],
  ])('how $name is called', async (dialect, expected) => {
    const { signal } = request;
    const inspect = `case "$3" in *Networks*|*NetworkSettings*) echo '{"Networks":{"n":{"IPAddress":"10.4.0.2"}}}' ;; *) echo '{"ExitCode":0}' ;; esac`;
    await rm(join(directory, 'stopped'), { force: true });
    const answers = {
      inspect,
      start: `while [ ! -e ${directory}/stopped ]; do sleep 0.1; done`,
      stop: `touch ${directory}/stopped`,
      rmi: 'echo "Error: x: image not known" >&2; exit 1',
    };
    const engine = await engineThat(answers, dialect);
    const build = { context: '/ctx', ignore: 'y\n', tag: 't', target: 'stage', arguments: ['A=1'] };
    expect((await engine.build({ ...build, text: 'FROM x\n', timeoutMs: 5000, signal })).ok).toBe(true);
    expect((await engine.export('t', 'FILE', signal)).ok).toBe(true);
    let address: string | undefined;
    const ran = await engine.run({
      ...request,
      limits: { ...request.limits, timeoutMs: 20_000 },
      network: 'internal',
      during: async (container) => {
        address = await container.address();
      },
    });
    expect([ran.kind, address]).toEqual(['ran', '10.4.0.2']);
    expect(await engine.remove(['t'])).toEqual({ ok: true });
    const [built, saved, network, create, ...rest] = (await calls()).map((call) =>
      call.replaceAll(/\S+\/Dockerfile/g, 'DIR/Dockerfile'),
    );
    expect([built, saved, network, create]).toEqual([
      expected.build,
      expected.save,
      'network create --internal NAME',
      expected.create,
    ]);
    expect(rest.toSorted()).toEqual(
      [
        'start --attach NAME',
        'stop -t 2 NAME',
        'inspect --format {{json .NetworkSettings}} NAME',
        'inspect --format {{json .State}} NAME',
        'rm --force --volumes NAME',
        'network rm NAME',
        'rmi --force t',
      ].toSorted(),
    );
  });

  test('a nerdctl that knows no internal networks says so, and nothing is left', async () => {
    const answer = 'echo "unknown flag: --internal" >&2; exit 1';
    const engine = await engineThat({ network: answer, info: 'exit 0' }, nerdctl('2.1.3'));
    const result = await engine.run({ ...request, network: 'internal' });
    expect(result).toMatchObject({
      kind: 'failed',
      failure: { kind: 'engine', message: expect.stringContaining('unknown flag: --internal') },
    });
    expect((await calls()).filter((call) => call.startsWith('create'))).toEqual([]);
  });
});

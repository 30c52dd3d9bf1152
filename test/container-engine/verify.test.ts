/**
 * Verifying on real engines: correct pairs are equal, broken ones different with the cause named.
 * Runs with DFOPT_ENGINE_TESTS=1 and docker answering, with the images golang:1.24, debian:trixie-slim, alpine:3 and
 * gcr.io/distroless/base-debian12 at hand.
 */
import { traces } from '../helpers/traces.ts';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { verifyCommand, type VerifyOptions } from '../../src/verify/command.ts';
import { dockerLike } from '../../src/verify/engine/docker-like.ts';
import { docker } from '../../src/verify/engine/find.ts';
import { namePrefix } from '../../src/verify/engine/names.ts';
import { execute } from '../../src/verify/engine/process.ts';
import type { BesideRequest, Engine } from '../../src/verify/engine/types.ts';
import type { LayerCache } from '../../src/verify/image/image.ts';
import { textReport } from '../../src/verify/report/text.ts';
import type { Verification } from '../../src/verify/verdict/types.ts';
import type { VerifyRequest } from '../../src/verify/request.ts';
import { noSetup } from '../../src/verify/setup.ts';
import { verify } from '../../src/verify/verify.ts';
import { request } from '../verify/helpers/fake-engine.ts';
import { blamed, engineNamed, verifyPair as verifyWith } from './verifying.ts';
import { pairs, type Pair } from './verify-pairs.ts';

const asked = process.env['DFOPT_ENGINE_TESTS'] === '1';
const minutes = 60_000;
const cache: LayerCache = new Map();
let context = '';

beforeAll(async () => {
  context = await mkdtemp(join(tmpdir(), 'dfopt-engine-test-'));
});
afterAll(() => rm(context, { recursive: true, force: true }));

function verifyPair(engine: Engine, pair: Pair, changes: Partial<VerifyRequest> = {}): Promise<Verification> {
  return verifyWith(engine, pair, { context, ...changes }, cache);
}

/** Images, containers and networks that this process made and the engine still has. */
async function left(): Promise<readonly string[]> {
  const lists = await Promise.all([
    execute('docker', ['images', '--format', '{{.Repository}}']),
    execute('docker', ['ps', '--all', '--format', '{{.Names}}']),
    execute('docker', ['network', 'ls', '--format', '{{.Name}}']),
  ]);
  return lists
    .flatMap(({ stdout }) => stdout.toString('utf8').split('\n'))
    .filter((name) => name.startsWith(`${namePrefix}-${process.pid}-`));
}

describe.skipIf(!asked)('correct pairs on docker', { timeout: 10 * minutes }, () => {
  test.each(pairs)('$name: equal', async (pair) => {
    const result = await verifyPair(await engineNamed('docker'), pair);
    console.log(textReport([result], { color: false, verbose: false }));
    expect(result.levels.filter(({ status }) => status !== 'equal' && status !== 'not asked')).toEqual([]);
    expect(result.verdict).toBe('equal');
  });

  test('the trace names the template, and finds it', async () => {
    const engine = await engineNamed('docker');
    const server = pairs.find(({ http }) => http !== undefined);
    if (server === undefined) throw new Error('no server among the pairs');
    const good = await verifyPair(engine, server, { trace: 'asked' });
    expect(good.levels.at(-1)).toMatchObject({ level: 'trace', status: 'equal' });
    const cut = server.after.replace('COPY --from=build /src/templates /src/templates\n', '');
    const bad = await verifyPair(engine, { ...server, after: cut }, { trace: 'asked' });
    expect(bad.levels.at(-1)?.findings.map(({ what }) => what)).toContain('/src/templates/index.html');
    expect(bad.verdict).toBe('different');
  });
});

const base = 'FROM alpine:3';
const makeScript = `WORKDIR /app
RUN printf '#!/bin/sh\\necho "hello $NAME from $(pwd)"\\nexit 7\\n' > run.sh && chmod 755 run.sh
`;
const scriptConfig = `ENV NAME=world
HEALTHCHECK CMD ["/app/run.sh"]
CMD ["/app/run.sh"]
`;
const copyScript = 'COPY --from=build /app/run.sh /app/run.sh\n';
const script: Pair = {
  name: 'a script',
  before: `${base}\n${makeScript}${scriptConfig}`,
  after: `${base} AS build\n${makeScript}\n${base}\n${copyScript}WORKDIR /app\n${scriptConfig}`,
};
const scriptBroken: Pair = { ...script, after: script.after.replace('NAME=world', 'NAME=moon') };
const scriptGone: Pair = { ...script, after: script.after.replace(copyScript, '') };

describe.skipIf(!asked)('docker’s classic builder', { timeout: 5 * minutes }, () => {
  test('equal and different', async () => {
    const engine = dockerLike(docker('with the classic builder', false));
    const good = await verifyPair(engine, script, { exit: 7 });
    expect(blamed(good)).toEqual([]);
    expect(good.obstacle).toBeUndefined();
    const bad = await verifyPair(engine, scriptBroken);
    expect(blamed(bad)).toContain('config env-differs');
  });
});

function shellPair(command: string): Pair {
  const text = `FROM alpine:3\nCMD ["sh", "-c", ${JSON.stringify(command)}]\n`;
  return { name: command, before: text, after: `${text}# the same\n` };
}

const remarksOf = ({ levels }: Verification): string =>
  levels.find(({ level }) => level === 'run')?.remarks.join() ?? '';

const guarded = (mode: string): string =>
  `FROM alpine:3\nRUN echo key > /key && chmod ${mode} /key\nCMD ["sh", "-c", "id -u; cat /key; touch /x; grep CapEff /proc/self/status"]\n`;

const clock = (zone: string): string =>
  `FROM alpine:3\nRUN echo ${zone} > /zone\nCMD ["sh", "-c", "TZ=$(cat /zone) date '+up %Y-%m-%dT%H:%M:%S%z'; cat /proc/sys/kernel/random/uuid"]\n`;

describe.skipIf(!asked)('what a run has to show', { timeout: 5 * minutes }, () => {
  const limits = { timeoutMs: 3000, memoryBytes: 64e6, processes: 20 };
  const page = 'printf "HTTP/1.0 200 OK\\r\\n\\r\\nhello"';

  test('a server that announces no port is found by what it listens on', async () => {
    const server = shellPair(`echo up; while true; do ${page} | nc -l -p 8080 >/dev/null; done`);
    const result = await verifyPair(await engineNamed('docker'), server, { limits });
    expect([result.verdict, remarksOf(result)]).toEqual(['equal', 'asked: GET / 200']);
  });

  test('under what the platform does to containers, what only shows there is a difference', async () => {
    const pair = { name: 'x', before: guarded('640'), after: guarded('600') };
    const profile = { user: '12345:0', readOnly: true, dropCapabilities: ['ALL'] };
    const engine = await engineNamed('docker');
    const under = await verifyPair(engine, pair, { limits, profile });
    const run = under.levels.find(({ level }) => level === 'run');
    expect(run?.findings.map(({ cause }) => cause).join()).toMatch(/"key" became/);
    const same = { ...pair, after: `${pair.before}# the same\n` };
    expect((await verifyPair(engine, same, { limits, profile })).verdict).toBe('equal');
  });

  test('times in another zone are a difference, though every run has its own', async () => {
    const engine = await engineNamed('docker');
    const other = { name: 'x', before: clock('JST-9'), after: clock('UTC0') };
    expect(blamed(await verifyPair(engine, other, { limits }))).toContain('run behaviour-differs');
    const same = { name: 'x', before: clock('JST-9'), after: `${clock('JST-9')}# the same\n` };
    expect((await verifyPair(engine, same, { limits })).verdict).toBe('equal');
  });

  test('a usage text, and a service that is missing: unknown; with the service: equal', async () => {
    const engine = await engineNamed('docker');
    const usage = await verifyPair(engine, shellPair('echo usage: x; exit 2'), { limits });
    expect([usage.verdict, blamed(usage)]).toEqual(['unknown', []]);
    const client = shellPair('test "$(wget -qO- http://db:8080/ 2>&1)" = hello && echo found $WHO || exit 1');
    const setup = { ...noSetup, name: 'web', env: ['WHO=me'], dependsOn: ['db'] };
    const alone = await verifyPair(engine, client, { limits, setup });
    expect([alone.verdict, remarksOf(alone)]).toEqual(['unknown', expect.stringContaining('--with')]);
    const db: BesideRequest = {
      name: 'db',
      image: 'alpine:3',
      env: [],
      entrypoint: ['sh', '-c'],
      args: [`while true; do ${page} | nc -l -p 8080 >/dev/null; done`],
      healthcheck: ['CMD', 'true'],
      ends: false,
    };
    const together = await verifyPair(engine, client, { limits, setup, services: [db] });
    expect([together.verdict, blamed(together)]).toEqual(['equal', []]);
    const missing = await verifyPair(engine, client, {
      limits,
      services: [{ ...db, image: 'dfopt-no-such' }],
    });
    expect([missing.verdict, remarksOf(missing)]).toEqual(['unknown', expect.stringContaining('at hand')]);
  });
});

describe.skipIf(!asked)('limits and endings', { timeout: 5 * minutes }, () => {
  const limits = { timeoutMs: 2500, memoryBytes: 32e6, processes: 20 };

  test.each([
    ['a program that never stops', 'echo up; while true; do sleep 1; done', 'equal'],
    ['output that varies', 'head -c 8 /dev/urandom | od -An -tx1 | tr -d " \\n"', 'equal'],
    [
      'too much memory',
      'x=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; while true; do x="$x$x"; done',
      'unknown',
    ],
    ['endless output', 'while true; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done', 'equal'],
  ])('%s', async (_, command, verdict) => {
    const result = await verifyPair(await engineNamed('docker'), shellPair(command), { limits });
    expect(blamed(result)).toEqual([]);
    expect(result.verdict).toBe(verdict);
  });

  test('processes without end are held', async () => {
    const bomb = 'f() { sleep 3 & f; }; f';
    const started = Date.now();
    const result = await verifyPair(await engineNamed('docker'), shellPair(bomb), { limits });
    expect(result.obstacle).toBeUndefined();
    expect(Date.now() - started).toBeLessThan(2 * minutes);
  });

  test('there is no network, and no other user’s rights', async () => {
    const command =
      'grep -c eth0 /proc/net/dev; grep NoNewPrivs /proc/self/status; ip route get 1.1.1.1 2>&1';
    const engine = await engineNamed('docker');
    const tag = 'dfopt-verify-test';
    const signal = new AbortController().signal;
    const text = 'FROM alpine:3\n';
    const build = {
      text,
      context,
      ignore: undefined,
      tag,
      target: undefined,
      arguments: [],
      timeoutMs: minutes,
      signal,
    };
    expect((await engine.build(build)).ok).toBe(true);
    const result = await engine.run({
      image: tag,
      command: ['sh', '-c', command],
      args: ['sh', '-c', command],
      replaceEntrypoint: false,
      env: [],
      network: 'none',
      limits,
      signal,
    });
    await engine.remove([tag]);
    const output = result.kind === 'ran' ? result.ran.stdout.toString('utf8') : '';
    expect(output).toMatch(/^0\nNoNewPrivs:\t1\n/);
    expect(output).not.toContain('via');
  });

  test('an interrupted build leaves nothing behind', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 2000);
    const text = 'FROM alpine:3\nRUN sleep 60\n';
    const { verification } = await verify(
      { ...request, context, before: text, after: text, buildTimeoutMs: minutes },
      { engine: await engineNamed('docker'), signal: controller.signal },
    );
    expect([verification.verdict, verification.obstacle?.code]).toEqual(['unknown', 'interrupted']);
  });

  test('an interrupted run leaves nothing behind', async () => {
    const controller = new AbortController();
    const { verification } = await verify(
      {
        ...request,
        ...shellPair('while true; do sleep 1; done'),
        context,
        buildTimeoutMs: minutes,
        limits: { ...limits, timeoutMs: minutes },
      },
      {
        engine: await engineNamed('docker'),
        signal: controller.signal,
        onStep: (step) => {
          if (step === 'running both') setTimeout(() => controller.abort(), 1500);
        },
      },
    );
    expect([verification.verdict, verification.obstacle?.code]).toEqual(['unknown', 'interrupted']);
  });

  test('a build that takes too long', async () => {
    const text = 'FROM alpine:3\nRUN sleep 61\n';
    const result = await verifyPair(
      await engineNamed('docker'),
      { name: 'x', before: text, after: text },
      { buildTimeoutMs: 2000 },
    );
    expect([result.verdict, result.obstacle?.code]).toEqual(['unknown', 'timeout']);
  });
});

/** Without the health check, which adds a wait. */
const steady = (text: string): string => text.replace(/HEALTHCHECK.*\n/, '');

describe.skipIf(!asked)('the command', { timeout: 5 * minutes }, () => {
  test('against a file, as JSON, with a structure test', async () => {
    const dockerfile = join(context, 'Dockerfile');
    const old = join(context, 'Dockerfile.old');
    const emitTest = join(context, 'test.yaml');
    const adding = 'WORKDIR /app\nRUN mkdir -p /opt/zones && touch /opt/zones/a\nENV NAME';
    await writeFile(dockerfile, steady(script.after).replace('WORKDIR /app\nENV NAME', adding));
    await writeFile(old, steady(script.before));
    const options: VerifyOptions = {
      files: [{ path: dockerfile, context }],
      against: old,
      format: 'json',
      emitTest,
      exit: 7,
      engine: 'docker',
    };
    const result = await verifyCommand(options, {
      version: '0',
      color: false,
      toolchains: traces,
      signal: new AbortController().signal,
      migrate: () => Promise.reject(new Error('nothing is to be migrated')),
    });
    expect(result.exitCode).toBe(0);
    const report: unknown = JSON.parse(result.report);
    expect(report).toMatchObject({
      verdict: 'equal',
      differences: [],
      levels: { config: 'equal', run: 'equal' },
    });
    // What is only added is told, and no difference.
    expect(result.report).toContain('only the new image has /opt (3 paths)');
    expect(parseYaml(await readFile(emitTest, 'utf8'))).toMatchObject({
      schemaVersion: '2.0.0',
      metadataTest: { cmd: ['/app/run.sh'], workdir: '/app', envVars: [{ key: 'NAME', value: 'world' }] },
      fileExistenceTests: [{ path: '/app/run.sh', permissions: '-rwxr-xr-x', uid: 0, gid: 0 }],
      commandTests: [{ command: '/app/run.sh', exitCode: 7, expectedOutput: ['hello world from /app'] }],
    });
  });
});

const hasBuildah = asked && (await execute('buildah', ['version'])).code === 0;

/** buildah with a store of its own, filled from docker's. */
describe.skipIf(!hasBuildah)('buildah', { timeout: 5 * minutes }, () => {
  const changed = [
    'CONTAINERS_STORAGE_CONF',
    'STORAGE_DRIVER',
    'BUILDAH_ISOLATION',
    'DOCKER_CONFIG',
  ] as const;
  const kept = new Map(changed.map((name) => [name, process.env[name]]));
  let store = '';

  beforeAll(async () => {
    store = await mkdtemp(join(tmpdir(), 'dfopt-buildah-test-'));
    const archive = join(store, 'alpine.tar');
    expect((await execute('docker', ['save', '--output', archive, 'alpine:3'])).code).toBe(0);
    const storage = join(store, 'storage.conf');
    await writeFile(
      storage,
      `[storage]\ndriver = "vfs"\ngraphroot = "${store}/root"\nrunroot = "${store}/run"\n`,
    );
    process.env['CONTAINERS_STORAGE_CONF'] = storage;
    process.env['STORAGE_DRIVER'] = 'vfs';
    process.env['BUILDAH_ISOLATION'] = 'chroot';
    // Docker's own configuration directory may have no credentials file, which buildah takes for an error.
    delete process.env['DOCKER_CONFIG'];
    const pulled = await execute('buildah', ['pull', `docker-archive:${archive}`]);
    expect(pulled.code, pulled.stderr.toString('utf8')).toBe(0);
    const id = pulled.stdout.toString('utf8').trim();
    expect((await execute('buildah', ['tag', id, 'docker.io/library/alpine:3'])).code).toBe(0);
  }, 2 * minutes);

  afterAll(async () => {
    for (const [name, value] of kept) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await rm(store, { recursive: true, force: true });
  });

  test('equal', async () => {
    const result = await verifyPair(await engineNamed('buildah'), script, { exit: 7 });
    expect([result.verdict, blamed(result), result.obstacle]).toEqual(['equal', [], undefined]);
    expect(result.levels.find(({ level }) => level === 'run')?.remarks.join()).toContain('no limits');
  });

  test('different', async () => {
    const engine = await engineNamed('buildah');
    expect(blamed(await verifyPair(engine, scriptBroken))).toEqual([
      'config env-differs',
      'run behaviour-differs',
    ]);
    expect(blamed(await verifyPair(engine, scriptGone))).toContain('run does-not-start');
  });

  test('HTTP is unknown: there is no address to ask', async () => {
    expect((await verifyPair(await engineNamed('buildah'), { ...script, http: ['/'] })).verdict).toBe(
      'unknown',
    );
  });

  test('there is no network', async () => {
    const result = await verifyPair(
      await engineNamed('buildah'),
      shellPair('test "$(grep -c : /proc/net/dev)" = 1 && echo alone'),
    );
    expect(result.verdict).toBe('equal');
    expect(result.levels.find(({ level }) => level === 'run')?.remarks.join()).not.toContain('exit');
  });
});

describe.skipIf(!asked)('afterwards', () => {
  test('nothing of ours is left', async () => {
    expect(await left()).toEqual([]);
  });
});

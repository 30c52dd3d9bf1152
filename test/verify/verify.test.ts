/** Every way a verification can go, on an engine that does as it is told. */
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { namePrefix } from '../../src/verify/engine/names.ts';
import type { RunningContainer, RunRequest } from '../../src/verify/engine/types.ts';
import type { VerifyRequest } from '../../src/verify/request.ts';
import { noSetup } from '../../src/verify/setup.ts';
import { exitCodeOf, verdictOf } from '../../src/verify/verdict/verdict.ts';
import type { LevelResult } from '../../src/verify/verdict/types.ts';
import { elf } from './helpers/elf.ts';
import { after, before, failure, fakeEngine, ran, verifyWith, type Script } from './helpers/fake-engine.ts';
import type { ArchiveSpec } from './helpers/image.ts';

const program = { path: 'bin/app', mode: 0o755, content: elf({ goFunctions: ['fmt.Println'] }) };
const config = { Cmd: ['/bin/app'], Env: ['PATH=/usr/bin:/bin'] };
const originalImage: ArchiveSpec = {
  layers: [[{ path: 'usr/local/go/bin/go', mode: 0o755, content: 'go' }], [program]],
  config: { ...config, Env: ['PATH=/go/bin:/usr/bin:/bin', 'GOLANG_VERSION=1.24'], WorkingDir: '/go' },
};
const newImage: ArchiveSpec = { layers: [[program]], config };

/** With a program that the salt tells from others. */
const built = (salt: string, ...lower: ArchiveSpec['layers']): ArchiveSpec => ({
  layers: [...lower, [{ ...program, content: elf({ goFunctions: ['fmt.Println'], salt }) }]],
  config,
});

/** The original comes out in turn as the salts say, the last one ever after. */
const engineWith = (...salts: readonly string[]) => {
  let round = 0;
  return fakeEngine({
    build: (text) =>
      text === before
        ? built(salts[Math.min(round++, salts.length - 1)] ?? '', ...originalImage.layers.slice(0, 1))
        : built('new'),
  });
};

const good: Script = { build: (text) => (text === before ? originalImage : newImage) };

const status = (levels: readonly LevelResult[]): string =>
  levels.map((one) => `${one.level} ${one.status}`).join(', ');

const ours = async () =>
  (await readdir(tmpdir())).filter((name) => name.startsWith(`${namePrefix}-${process.pid}-`));
const runs = (run: NonNullable<Script['run']>, changes: Parameters<typeof verifyWith>[1] = {}) =>
  verifyWith(fakeEngine({ ...good, run }), changes);
const runLevel = (levels: readonly LevelResult[]) => levels.find(({ level }) => level === 'run');
const level = (name: LevelResult['level'], of: LevelResult['status']): LevelResult => ({
  level: name,
  status: of,
  findings: [],
  remarks: [],
});

describe('verdicts', () => {
  test('equal on all levels', async () => {
    const engine = fakeEngine(good);
    const result = await verifyWith(engine);
    expect(status(result.levels)).toBe('static equal, config equal, files equal, run equal, trace not asked');
    expect(result.verdict).toBe('equal');
    expect(result.sizes?.before.bytes).toBeGreaterThan(result.sizes?.after.bytes ?? 0);
    expect(engine.left()).toEqual([]);
    // One pair is enough when it is the same.
    expect(engine.runs().toSorted()).toEqual(['after', 'before']);
  });

  describe('a program that comes out another', () => {
    test('each time it is built is not blamed: the new image has what the original has when built again', async () => {
      const engine = engineWith('old', 'new');
      const result = await verifyWith(engine);
      expect([result.verdict, result.remarks.join()]).toEqual([
        'equal',
        expect.stringContaining('differently when it was built again'),
      ]);
      expect(engine.builds().filter((text) => text === before)).toHaveLength(2);
      expect(engine.runs()).toContain('again');
      expect(engine.left()).toEqual([]);
    });

    test.each([
      ['the same', ['old']],
      ['yet another', ['old', 'older']],
    ])('is different where building the original again gives %s', async (_, salts) => {
      const engine = engineWith(...salts);
      const result = await verifyWith(engine);
      expect(result.verdict).toBe('different');
      expect(result.remarks).toEqual([]);
      expect(engine.left()).toEqual([]);
    });
  });

  test('a level that is left out never counts as passed', async () => {
    const result = await verifyWith(fakeEngine(good), { run: false });
    expect(status(result.levels)).toContain('run not asked');
    expect(result.verdict).toBe('unknown');
  });

  const all = (['static', 'config', 'files', 'run'] as const).map((name) => level(name, 'equal'));
  test.each([
    ['all', all, 'equal'],
    ['all and the trace', [...all, level('trace', 'equal')], 'equal'],
    ['the trace was asked for and failed', [...all, level('trace', 'unknown')], 'unknown'],
    ['nothing', [], 'unknown'],
    ['one is missing', all.slice(1), 'unknown'],
    ['one is unknown', [...all.slice(1), level('static', 'unknown')], 'unknown'],
    ['one is different, one unknown', [level('files', 'different'), level('run', 'unknown')], 'different'],
  ] as const)('%s', (_, results, verdict) => {
    expect(verdictOf(results)).toBe(verdict);
  });

  test('exit codes', () => {
    expect([
      exitCodeOf([]),
      exitCodeOf(['equal']),
      exitCodeOf(['equal', 'unknown']),
      exitCodeOf(['unknown', 'different']),
    ]).toEqual([0, 0, 4, 3]);
  });
});

describe('builds', () => {
  test('the original does not build: unknown, and nothing more is built', async () => {
    const engine = fakeEngine({ build: (text) => (text === before ? undefined : newImage) });
    const result = await verifyWith(engine);
    expect([result.verdict, result.obstacle?.code, engine.builds().length]).toEqual([
      'unknown',
      'original-does-not-build',
      1,
    ]);
  });

  test('only the new one does not build, twice: different', async () => {
    const engine = fakeEngine({ build: (text) => (text === before ? originalImage : undefined) });
    const result = await verifyWith(engine);
    expect(result.verdict).toBe('different');
    expect(result.levels[0]?.findings.map(({ code }) => code)).toEqual(['does-not-build']);
    expect(engine.builds()).toEqual([before, after, after]);
    expect(engine.left()).toEqual([]);
  });

  test('the new one builds the second time: the mirror was out of reach', async () => {
    let tries = 0;
    const engine = fakeEngine({
      build: (text) => {
        if (text === before) return originalImage;
        tries += 1;
        return tries === 1 ? undefined : newImage;
      },
    });
    expect((await verifyWith(engine)).verdict).toBe('equal');
  });

  test.each(['timeout', 'disk-full', 'engine-died'] as const)(
    '%s while the new one is built: unknown',
    async (kind) => {
      const engine = fakeEngine({ build: (text) => (text === before ? originalImage : failure(kind)) });
      const result = await verifyWith(engine);
      expect([result.verdict, result.obstacle?.code]).toEqual(['unknown', kind]);
      expect(engine.left()).toEqual([]);
    },
  );

  test('a frontend that cannot be fetched is done without, for both', async () => {
    const line = '# syntax=docker/dockerfile:1\n';
    const log = 'ERROR: failed to resolve source metadata for docker.io/docker/dockerfile:1: not found';
    const engine = fakeEngine({
      build: (text) =>
        text.startsWith(line)
          ? failure('build', 'x', log)
          : good.build(text, {
              text,
              context: '',
              ignore: undefined,
              tag: '',
              target: undefined,
              arguments: [],
              timeoutMs: 0,
              signal: new AbortController().signal,
            }),
    });
    const result = await verifyWith(engine, { before: line + before, after: line + after });
    expect(result.verdict).toBe('equal');
    expect(engine.builds()).toEqual([line + before, before, after]);
    expect(result.remarks.join()).toContain('docker/dockerfile:1 could not be fetched');
  });

  test('what the last stage starts from is built, to tell its files apart', async () => {
    const base = [{ path: 'etc/os-release', content: 'small' }];
    const text = after.replace('FROM scratch', 'FROM small');
    const engine = fakeEngine({
      build: (wanted) =>
        wanted === before
          ? originalImage
          : wanted === text
            ? { ...newImage, layers: [base, [program]] }
            : wanted.endsWith('FROM small') || wanted.endsWith('FROM small\n')
              ? { layers: [base] }
              : undefined,
    });
    expect((await verifyWith(engine, { after: text })).verdict).toBe('equal');
  });
});

describe('archives', () => {
  test('an export that fails, a disk that is full, an archive that is none', async () => {
    const died = await verifyWith(
      fakeEngine({ ...good, export: (image) => (image === 'after' ? failure('engine-died') : undefined) }),
    );
    expect([died.verdict, died.obstacle?.code]).toEqual(['unknown', 'engine-died']);
    const full = await verifyWith(
      fakeEngine({ ...good, export: () => Object.assign(new Error('write'), { code: 'ENOSPC' }) }),
    );
    expect([full.verdict, full.obstacle?.code]).toEqual(['unknown', 'disk-full']);
    const engine = fakeEngine({
      build: () => ({
        layers: [[program]],
        compress: () => Buffer.from('\x28\xb5\x2f\xfdnot zstd', 'latin1'),
      }),
    });
    const unread = await verifyWith(engine);
    expect(unread.verdict).toBe('unknown');
    expect(engine.left()).toEqual([]);
  });

  test('no file is left behind', async () => {
    const there = new Set(await ours());
    await verifyWith(fakeEngine(good));
    await verifyWith(fakeEngine({ ...good, export: () => new Error('x') }));
    const left = (await ours()).filter((name) => !there.has(name));
    // Other tests may be at work at the same time; theirs are gone by themselves.
    await expect.poll(async () => (await ours()).filter((name) => left.includes(name))).toEqual([]);
  });
});

/** A server that answers as `pages` says, in a container of this machine. */
async function served(
  pages: (path: string) => number,
  announce: (port: number) => Readonly<Record<string, unknown>>,
  listening: (port: number) => readonly number[] | undefined,
  changes: Partial<VerifyRequest> = {},
) {
  const server = createServer((asked, response) => {
    response.writeHead(pages(asked.url ?? ''));
    response.end('body');
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : 0);
    });
  });
  const spec = (image: typeof originalImage): typeof originalImage => ({
    ...image,
    config: { ...image.config, ...announce(port) },
  });
  const engine = fakeEngine({
    build: (text) => spec(text === before ? originalImage : newImage),
    run: async (_image, asked) => {
      await asked.during?.({
        address: async () => '127.0.0.1',
        health: async () => 'healthy',
        listening: async () => listening(port),
        ended: AbortSignal.timeout(1500),
      });
      return ran({ stopped: true, exit: 137, stdout: 'up\n' });
    },
  });
  const result = await verifyWith(engine, changes);
  server.close();
  return { verdict: result.verdict, remarks: runLevel(result.levels)?.remarks.join() ?? '' };
}
const exposed = (port: number) => ({ ExposedPorts: { [`${port}/tcp`]: {} } });
const none = () => ({});
const nowhere = () => undefined;

/** Exposes a port, and has no address in the time that it runs. */
const withoutAddress = (stopped: boolean) =>
  fakeEngine({
    build: (text) => {
      const spec = text === before ? originalImage : newImage;
      return { ...spec, config: { ...spec.config, ...exposed(8080) } };
    },
    run: async (_image, request) => {
      await request.during?.({
        address: async () => undefined,
        health: async () => undefined,
        listening: async () => undefined,
        ended: AbortSignal.abort(),
      });
      return ran({ stopped, exit: stopped ? 137 : 0, stdout: 'done\n' });
    },
  });

/** A health check that names a page. */
const check = (port: number) => ({
  Healthcheck: { Test: ['CMD', '/bin/app', `http://localhost:${port}/health`] },
});

describe('runs', () => {
  test('another output: different, after three pairs', async () => {
    const engine = fakeEngine({
      ...good,
      run: (image) => ran({ stdout: image === 'after' ? 'no templates\n' : 'hello\n' }),
    });
    const result = await verifyWith(engine);
    expect(result.verdict).toBe('different');
    expect(runLevel(result.levels)?.findings.map(({ what, cause }) => `${what}: ${cause}`)).toEqual([
      'stdout: line 1: "hello" became "no templates"',
    ]);
    expect(engine.runs()).toHaveLength(6);
  });

  test('another exit code', async () => {
    const result = await runs((image) => ran({ exit: image === 'after' ? 2 : 0 }));
    expect(runLevel(result.levels)?.findings.map(({ what }) => what)).toEqual(['end']);
  });

  test('the new one does not start: different; the original does not: unknown', async () => {
    const none = { kind: 'not-started', message: 'exec: no such file' } as const;
    expect((await runs((image) => (image === 'after' ? none : ran()))).verdict).toBe('different');
    expect((await runs((image) => (image === 'before' ? none : ran()))).verdict).toBe('unknown');
    expect((await runs(() => none)).verdict).toBe('unknown');
  });

  test('output that varies in the original too is not blamed', async () => {
    const result = await runs((_, __, count) => ran({ stdout: `request ${count * 7919}\n` }));
    expect(result.verdict).toBe('equal');
    expect(runLevel(result.levels)?.remarks.join()).toContain('stdout');
  });

  test('lines of standard error in another order are no difference, those of standard output are', async () => {
    const inOrder = (stream: 'stdout' | 'stderr') =>
      runs((image) => ran({ [stream]: image === 'before' ? 'a\nb\n' : 'b\na\n' }));
    expect((await inOrder('stderr')).verdict).toBe('equal');
    expect((await inOrder('stdout')).verdict).toBe('different');
    const other = await runs((image) => ran({ stderr: image === 'before' ? 'a\nb\n' : 'b\nc\n' }));
    expect(other.verdict).toBe('different');
  });

  test('output that varies beyond comparison is unknown', async () => {
    const result = await runs((image, _, count) =>
      ran({ stdout: image === 'before' ? 'x\n'.repeat(count) : 'other\n' }),
    );
    expect(result.verdict).toBe('unknown');
  });

  test('a program that never stops is compared by what it wrote', async () => {
    const same = await runs(() => ran({ stopped: true, exit: 137, stdout: 'listening\n' }));
    expect(same.verdict).toBe('unknown');
    expect(runLevel(same.levels)?.remarks.join()).toContain('--http');
    const ended = await runs((image) =>
      image === 'after'
        ? ran({ exit: 1, stdout: 'listening\n' })
        : ran({ stopped: true, exit: 137, stdout: 'listening\n' }),
    );
    expect(ended.verdict).toBe('different');
  });

  test.each([
    ['a usage text and exit 2', { exit: 2, stderr: 'usage: app NAME\n' }, {}, 'unknown', '-- ARG'],
    ['the same, where that is meant', { exit: 2 }, { exit: 2 }, 'equal', ''],
    ['a missing database', { exit: 1, stderr: 'connection refused\n' }, {}, 'unknown', 'exit 1'],
    ['a usage text and exit 0', { stdout: 'A tool.\n\nUsage:\n  app [command]\n' }, {}, 'unknown', 'called'],
    ['the same, asked for', { stdout: 'Usage:\n  app\n' }, { args: ['/bin/app', '--help'] }, 'equal', ''],
    ['nothing at all', { stdout: '' }, {}, 'unknown', 'print nothing'],
    ['nothing at all, where that is meant', { stdout: '' }, { exit: 0 }, 'equal', ''],
  ] as const)('both end with %s: %s', async (_, parts, changes, verdict, remark) => {
    const result = await verifyWith(fakeEngine({ ...good, run: () => ran(parts) }), changes);
    expect(result.verdict).toBe(verdict);
    expect(runLevel(result.levels)?.remarks.join()).toContain(remark);
  });

  test('a server that announces its port is asked for its first page without being told', async () => {
    expect(await served(() => 200, exposed, nowhere)).toMatchObject({
      verdict: 'equal',
      remarks: 'asked: GET / 200',
    });
  });

  test('a server of which every page is missing: unknown, unless that page was asked for', async () => {
    const all = await served(() => 404, exposed, nowhere);
    expect(all.verdict).toBe('unknown');
    expect(all.remarks).toContain('/: 404');
    expect((await served(() => 404, exposed, nowhere, { http: ['/none'] })).verdict).toBe('equal');
  });

  test('a server that announces no port is asked where it listens', async () => {
    expect(
      await served(
        () => 200,
        none,
        (port) => [port],
      ),
    ).toMatchObject({
      verdict: 'equal',
      remarks: 'asked: GET / 200',
    });
  });

  test('one that listens nowhere is compared by what it prints', async () => {
    expect(
      (
        await served(
          () => 200,
          none,
          () => [],
        )
      ).verdict,
    ).toBe('equal');
    expect((await served(() => 200, none, nowhere)).verdict).toBe('unknown');
  });

  test('what a health check asks for is asked', async () => {
    const { verdict, remarks } = await served((path) => (path === '/health' ? 204 : 404), check, nowhere);
    expect([verdict, remarks]).toEqual(['equal', 'asked: GET / 404, GET /health 204']);
  });

  test('a compose service tells the port, the command and the environment', async () => {
    const requests: RunRequest[] = [];
    const setup = {
      ...noSetup,
      name: 'web of compose.yaml:2',
      env: ['A=1', 'B=1'],
      args: ['serve'],
      entrypoint: ['/bin/app', 'as'],
      user: '1000',
      workdir: '/srv',
      remarks: ['the service lacks the file .env'],
    };
    const engine = fakeEngine({ ...good, run: (_, asked) => (requests.push(asked), ran()) });
    const result = await verifyWith(engine, { setup, env: ['B=2'] });
    expect(result.remarks).toEqual([
      'run as the service web of compose.yaml:2',
      'the service lacks the file .env',
    ]);
    expect(requests[0]).toMatchObject({
      command: ['/bin/app', 'as', 'serve'],
      replaceEntrypoint: true,
      env: ['A=1', 'B=1', 'B=2'],
      user: '1000',
      workdir: '/srv',
    });
  });

  test('a profile of use is what both are run with, and who looks at their files', async () => {
    const profile = { user: '12345:0', readOnly: true, dropCapabilities: ['ALL'] };
    const requests: RunRequest[] = [];
    const run: Script['run'] = (_, asked) => (requests.push(asked), ran());
    const result = await verifyWith(fakeEngine({ ...good, run }), {
      profile,
      setup: { ...noSetup, user: '1' },
    });
    expect(result.verdict).toBe('equal');
    expect(result.remarks).toEqual([
      'run as user 12345:0, with a file system that is read only, without the capabilities ALL',
    ]);
    expect(requests).toHaveLength(2);
    for (const asked of requests) expect(asked).toMatchObject(profile);
    // For root's own program it makes no difference who runs it, unless nobody else may.
    const closed: ArchiveSpec = { ...newImage, layers: [[{ ...program, mode: 0o700 }]] };
    const engine = fakeEngine({ build: (text) => (text === before ? originalImage : closed) });
    const codes = (await verifyWith(engine, { profile })).levels.flatMap(({ findings }) =>
      findings.map(({ code }) => code),
    );
    expect(codes).toContain('program-not-executable');
    const poor = { ...fakeEngine(good), abilities: { ...engine.abilities, settings: false } };
    expect((await verifyWith(poor, { profile })).verdict).toBe('unknown');
  });

  test('its health check is the images’ own, in exec form too', async () => {
    const images: string[] = [];
    const texts: string[] = [];
    const engine = fakeEngine({
      build: (text) => (texts.push(text), text === before ? originalImage : newImage),
      run: (image) => (images.push(image), ran()),
    });
    await verifyWith(engine, { setup: { ...noSetup, healthcheck: ['CMD', '/bin/app', 'check'] } });
    expect(images).toEqual(['checked-before', 'checked-after']);
    expect(texts.filter((text) => text.endsWith('HEALTHCHECK CMD ["/bin/app","check"]\n'))).toHaveLength(2);
    expect(engine.left()).toEqual([]);
  });

  test('an engine that dies while it runs: unknown', async () => {
    expect((await runs(() => ({ kind: 'failed', failure: failure('engine-died') }))).verdict).toBe('unknown');
  });

  test('out of memory: of the original unknown, of the new one alone different', async () => {
    expect((await runs(() => ran({ outOfMemory: true, exit: 137 }))).verdict).toBe('unknown');
    expect(
      (await runs((image) => (image === 'after' ? ran({ outOfMemory: true, exit: 137 }) : ran()))).verdict,
    ).toBe('different');
  });

  test('HTTP without a port to ask: unknown', async () => {
    const result = await runs(() => ran(), { http: ['/'] });
    expect(result.verdict).toBe('unknown');
    expect(runLevel(result.levels)?.remarks.join()).toContain('--port');
  });

  test('no address of what ended before the engine told it: nothing listens; of what runs on: unknown', async () => {
    const ended = await verifyWith(withoutAddress(false));
    expect([ended.verdict, runLevel(ended.levels)?.findings]).toEqual(['equal', []]);
    const running = await verifyWith(withoutAddress(true));
    expect([running.verdict, runLevel(running.levels)?.remarks.join()]).toEqual([
      'unknown',
      expect.stringContaining('no address'),
    ]);
  });

  test('health that differs', async () => {
    const check = { Test: ['CMD', '/bin/app'] };
    const engine = fakeEngine({
      build: (text) =>
        text === before
          ? { ...originalImage, config: { ...originalImage.config, Healthcheck: check } }
          : { ...newImage, config: { ...newImage.config, Healthcheck: check } },
      run: async (image, request) => {
        const container: RunningContainer = {
          address: async () => undefined,
          health: async () => (image === 'after' ? 'unhealthy' : 'healthy'),
          listening: async () => undefined,
          ended: new AbortController().signal,
        };
        await request.during?.(container);
        return ran({ stopped: true });
      },
    });
    const result = await verifyWith(engine);
    expect(runLevel(result.levels)?.findings.map(({ what }) => what)).toEqual(['health']);
  });

  test('an interrupted run: unknown, and everything is removed', async () => {
    const controller = new AbortController();
    const engine = fakeEngine({
      ...good,
      run: () => {
        controller.abort();
        return { kind: 'failed', failure: failure('interrupted') };
      },
    });
    const result = await verifyWith(engine, {}, controller.signal);
    expect([result.verdict, result.obstacle?.code]).toEqual(['unknown', 'interrupted']);
    expect(engine.left()).toEqual([]);
  });
});

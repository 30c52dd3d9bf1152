/** The command: options in, report and exit code out. */
import { traces } from '../helpers/traces.ts';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { Outcome } from '../../src/rule/types.ts';
import { verifyCommand, type VerifyOptions, type VerifySurroundings } from '../../src/verify/command.ts';
import { execute } from '../../src/verify/engine/process.ts';
import type { Engine } from '../../src/verify/engine/types.ts';
import { elf } from './helpers/elf.ts';
import { after, before, fakeEngine, failure, ran } from './helpers/fake-engine.ts';
import type { ArchiveSpec } from './helpers/image.ts';

const program = { path: 'bin/app', mode: 0o755, content: elf({ goFunctions: ['fmt.Println'] }) };
const dpkg = { path: 'var/lib/dpkg/status', content: 'Package: gcc\n\nPackage: \u001b[31mred\n' };
const bulk = { path: 'usr/local/go/bin/go', mode: 0o755, content: 'x'.repeat(500_000) };
const original: ArchiveSpec = {
  layers: [[program, dpkg, bulk]],
  config: { Cmd: ['/bin/app'], Env: ['A=1'] },
};
const migrated: ArchiveSpec = { layers: [[program]], config: { Cmd: ['/bin/app'], Env: ['A=1'] } };
const other: ArchiveSpec = { layers: [[program]], config: { Cmd: ['/bin/app'], Env: ['A=2'] } };

let directory = '';
const at = (name: string): string => join(directory, name);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dfopt-test-'));
  await writeFile(at('Dockerfile'), before);
  await writeFile(at('Dockerfile.new'), after);
  await writeFile(at('Dockerfile.other'), `${after}# other\n`);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const outcome: Outcome = {
  outcome: 'migrated',
  code: 'split',
  message: 'split',
  text: after,
  confidence: 'proven',
  assumptions: [],
  reasons: [],
  summary: undefined,
};
const engine = (): Engine =>
  fakeEngine({ build: (text) => (text === before ? original : text === after ? migrated : other) });

function run(options: Partial<VerifyOptions>, surroundings: Partial<VerifySurroundings> = {}) {
  return verifyCommand(
    { files: [{ path: at('Dockerfile') }], ...options },
    {
      version: '1.2.3',
      color: false,
      toolchains: traces,
      signal: new AbortController().signal,
      migrate: async () => ({ outcome }),
      engine: engine(),
      ...surroundings,
    },
  );
}

describe('what is compared', () => {
  test('a Dockerfile with its own migration', async () => {
    const result = await run({});
    expect(result.exitCode).toBe(0);
    expect(result.report).toContain('equal, compared with its migration');
  });

  test('a file with another one', async () => {
    const same = await run({ files: [{ path: at('Dockerfile.new') }], against: at('Dockerfile') });
    expect([same.exitCode, same.verifications[0]?.against]).toEqual([0, at('Dockerfile')]);
    const different = await run({ files: [{ path: at('Dockerfile.other') }], against: at('Dockerfile') });
    expect(different.exitCode).toBe(3);
    expect(different.report).toContain('Env A: 1 became 2');
  });

  test('a file with the one of a revision', async () => {
    const repository = at('repository');
    await mkdir(join(repository, 'sub'), { recursive: true });
    const git = (...args: readonly string[]) =>
      execute('git', [
        '-C',
        repository,
        '-c',
        'user.name=x',
        '-c',
        'user.email=x@x',
        '-c',
        'commit.gpgsign=false',
        ...args,
      ]);
    const file = join(repository, 'sub', 'Dockerfile');
    await writeFile(file, before);
    await git('init', '--quiet');
    await git('add', '.');
    expect((await git('commit', '--quiet', '--message', 'x')).code).toBe(0);
    await writeFile(file, after);
    const result = await run({ files: [{ path: file }], against: 'git:HEAD' });
    expect([result.exitCode, result.verifications[0]?.against]).toEqual([0, 'git:HEAD']);
    const none = await run({ files: [{ path: file }], against: 'git:nothing' });
    expect([none.exitCode, none.verifications.length]).toEqual([2, 0]);
    expect(none.messages.join()).toContain('nothing:./Dockerfile');
    const option = await run({ files: [{ path: file }], against: 'git:--help' });
    expect(option.messages.join()).toContain('is no revision');
  });

  test('what was not migrated has nothing to verify', async () => {
    const result = await run(
      {},
      {
        migrate: async () => ({
          outcome: { outcome: 'unchanged', code: 'already-multi-stage', message: 'already multi-stage' },
        }),
      },
    );
    expect([result.exitCode, result.verifications.length]).toEqual([0, 0]);
    expect(result.messages.join()).toContain('already multi-stage');
  });

  test('a file that is not there', async () => {
    const result = await run({ files: [{ path: at('none') }, { path: at('Dockerfile') }] });
    expect([result.exitCode, result.verifications.length]).toEqual([2, 1]);
    expect(result.messages.join()).toContain('there is no such file');
  });

  test('several files, in their order, with a sum', async () => {
    const result = await run({
      files: [{ path: at('Dockerfile.other') }, { path: at('Dockerfile') }, { path: at('Dockerfile.new') }],
      against: at('Dockerfile'),
      jobs: 3,
    });
    expect(result.verifications.map(({ path }) => path)).toEqual([
      at('Dockerfile.other'),
      at('Dockerfile'),
      at('Dockerfile.new'),
    ]);
    expect(result.report).toContain('2 equal, 1 different, 0 unknown; 3 images');
    expect(result.exitCode).toBe(3);
  });

  test('the Dockerfile’s own ignore file goes with it', async () => {
    await writeFile(at('Dockerfile.dockerignore'), 'secret\n');
    const seen: (string | undefined)[] = [];
    await run(
      {},
      {
        engine: fakeEngine({
          build: (text, { ignore }) => (seen.push(ignore), text === before ? original : migrated),
        }),
      },
    );
    await rm(at('Dockerfile.dockerignore'));
    expect(seen).toEqual(['secret\n', 'secret\n']);
  });
});

describe('what the migration says that the program needs', () => {
  const page = { path: 'srv/page.html', content: '<p>' };
  const withPage = (spec: ArchiveSpec): ArchiveSpec => ({
    ...spec,
    layers: spec.layers.map((layer) => [...layer, page]),
  });
  const needing: Outcome = {
    ...outcome,
    needs: [
      {
        kind: 'file',
        path: '/srv/page.html',
        directory: false,
        because: 'it reads it',
        evidence: { file: 'main.go', line: 7, text: 'os.ReadFile("/srv/page.html")' },
      },
    ],
  };
  const verified = (after: ArchiveSpec) =>
    run(
      {},
      {
        migrate: async () => ({ outcome: needing }),
        engine: fakeEngine({ build: (text) => (text === before ? withPage(original) : after) }),
      },
    );

  test('has to be in the new image', async () => {
    const result = await verified(migrated);
    expect(result.exitCode).toBe(3);
    expect(result.report).toContain('/srv/page.html');
    expect(result.report).toContain('it reads it (main.go:7)');
  });

  test('is no difference where it is there', async () => {
    expect((await verified(withPage(migrated))).exitCode).toBe(0);
  });
});

describe('a command that the migration added', () => {
  test('stands beside the verdict: docker run does another thing', async () => {
    const byHand: ArchiveSpec = { ...original, config: { Cmd: ['bash'], Env: ['A=1'] } };
    const added: Outcome = {
      ...outcome,
      assumptions: [{ code: 'command-added', message: 'the image was run by hand', evidence: undefined }],
    };
    const options = {
      migrate: async () => ({ outcome: added }),
      engine: fakeEngine({ build: (text) => (text === before ? byHand : migrated) }),
    };
    const { exitCode, report } = await run({}, options);
    expect(exitCode).toBe(0);
    expect(report.split('\n')[1]).toMatch(/^ {2}but Cmd: \["bash"\] became \["\/bin\/app"\]/);
    const json: unknown = JSON.parse((await run({ format: 'json' }, options)).report);
    expect(json).toMatchObject({ files: [{ noted: [{ code: 'cmd-differs' }] }] });
  });
});

describe('what goes wrong', () => {
  test('a build that fails: unknown, and its output is kept', async () => {
    const failing: Engine = {
      ...engine(),
      build: async ({ onOutput }) => {
        onOutput?.('step 1');
        return { ok: false, failure: failure('build', 'no space in the name', 'step 1') };
      },
    };
    const result = await run({}, { engine: failing });
    expect(result.exitCode).toBe(4);
    expect(result.report).toContain('the original does not build');
    const log = /is in (.*)$/.exec(result.messages.join())?.[1] ?? '';
    expect(await readFile(log, 'utf8')).toBe('step 1\n');
    await rm(join(log, '..'), { recursive: true });
  });

  test('interrupted', async () => {
    const controller = new AbortController();
    controller.abort();
    const result = await run({}, { signal: controller.signal });
    expect([result.exitCode, result.verifications.length]).toEqual([130, 0]);
  });
});

describe('reports', () => {
  test('JSON', async () => {
    const result = await run({
      files: [{ path: at('Dockerfile.other') }],
      against: at('Dockerfile'),
      format: 'json',
    });
    const report: unknown = JSON.parse(result.report);
    expect(report).toMatchObject({
      version: '1.2.3',
      verdict: 'different',
      levels: { static: 'equal', config: 'different', files: 'equal', run: 'equal', trace: 'not asked' },
      differences: [{ level: 'config', code: 'env-differs', what: 'Env A', cause: '1 became 2' }],
      files: [{ verdict: 'different', sizes: { packagesGone: ['\u001b[31mred', 'gcc'] } }],
      totals: { images: 1 },
    });
  });

  test('the terminal: bars, what is gone, nothing that acts on the terminal', async () => {
    const { report } = await run({});
    expect(report).toContain('█'.repeat(40));
    expect(report).toMatch(/after {3}▏ /);
    expect(report).toContain('2 packages gone: \\x1b[31mred, gcc');
    expect(report).not.toContain('\u001b');
  });

  test('markdown', async () => {
    const { report } = await run({
      files: [{ path: at('Dockerfile.other') }],
      against: at('Dockerfile'),
      format: 'markdown',
    });
    expect(report).toContain('| different |');
    expect(report).toContain('- config: `Env A`: 1 became 2');
  });

  test('a structure test of the original', async () => {
    const emitTest = at('test.yaml');
    const result = await run(
      { emitTest },
      {
        engine: fakeEngine({
          build: (text) => (text === before ? original : migrated),
          run: () => ran({ stdout: 'a+b\n' }),
        }),
      },
    );
    expect(result.messages).toEqual([`${emitTest} was written`]);
    expect(parseYaml(await readFile(emitTest, 'utf8'))).toEqual({
      schemaVersion: '2.0.0',
      metadataTest: {
        envVars: [{ key: 'A', value: '1' }],
        labels: [],
        entrypoint: [],
        cmd: ['/bin/app'],
        exposedPorts: [],
        volumes: [],
        workdir: '/',
        user: '',
      },
      fileExistenceTests: [
        {
          name: '/bin/app',
          path: '/bin/app',
          shouldExist: true,
          permissions: '-rwxr-xr-x',
          uid: 0,
          gid: 0,
          isExecutableBy: 'any',
        },
      ],
      commandTests: [
        {
          name: 'the container command',
          command: '/bin/app',
          args: [],
          exitCode: 0,
          expectedOutput: ['a\\+b'],
        },
      ],
    });
  });
});

/** The hooks, run by pre-commit itself: installed from a repository as it installs them, without the network. */
import { chmodSync, cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { folder } from '../batch/folder.ts';
import { executable } from '../cli/dfopt.ts';
import { temporaryDirectory } from '../fleet/directory.ts';
import { type Ran, candidate, gitEnvironment, has, plain, project, run, writeFiles } from './tools.ts';

const posix = process.platform !== 'win32';
const hooks = '.pre-commit-hooks.yaml';

describe.skipIf(!posix || !has('pre-commit'))('pre-commit', () => {
  let place: string;
  let env: Readonly<Record<string, string>>;
  let work: string;

  const git = (cwd: string, ...args: readonly string[]): Promise<Ran> => run(['git', ...args], cwd, env);

  beforeAll(async () => {
    place = temporaryDirectory();
    env = {
      ...gitEnvironment(place),
      PATH: process.env['PATH'] ?? '',
      PRE_COMMIT_HOME: join(place, 'cache'),
      npm_config_offline: 'true',
      npm_config_update_notifier: 'false',
      npm_config_cache: join(place, 'npm'),
    };
    // What a package of dfopt holds for the command line. The program is one file, so it needs no other package.
    const source = join(place, 'dfopt');
    const built = join(dirname(executable()), '..');
    for (const name of ['bin', 'dist/cli'])
      cpSync(join(built, name), join(source, name), { recursive: true });
    const { name, version, type, bin } = JSON.parse(readFileSync(join(built, 'package.json'), 'utf8'));
    writeFiles(source, {
      'package.json': JSON.stringify({ name, version, type, bin, files: ['bin', 'dist'] }),
      [hooks]: readFileSync(join(project, hooks), 'utf8'),
    });
    await git(source, 'init', '--quiet');
    await git(source, 'add', '--all');
    await git(source, 'commit', '--quiet', '--message', 'package');
    const revision = (await git(source, 'rev-parse', 'HEAD')).stdout.trim();

    work = join(place, 'work');
    writeFiles(work, {
      '.pre-commit-config.yaml': `repos:
  - repo: ${source}
    rev: ${revision}
    hooks:
      - id: dfopt
      - id: dfopt-check
`,
      Dockerfile: candidate,
      'containers/API.DOCKERFILE': candidate,
      'containers/Containerfile.dev': candidate,
      'nginx/Dockerfile': plain,
      // None of these is a Dockerfile, whatever they hold.
      'Dockerfile.dockerignore': candidate,
      'Dockerfile-notes.md': candidate,
    });
    await git(work, 'init', '--quiet');
    await git(work, 'add', '--all');
  }, 180_000);

  it('takes the description of the hooks', async () => {
    expect(await run(['pre-commit', 'validate-manifest', join(project, hooks)], place, env)).toMatchObject({
      status: 0,
    });
  });

  it('shows with dfopt-check what would change, and changes nothing', async () => {
    const { status, stdout } = await run(['pre-commit', 'run', 'dfopt-check', '--all-files'], work, env);
    expect(stdout).toContain('+FROM scratch');
    expect(stdout).toContain('exit code: 1');
    expect(status).toBe(1);
    expect((await git(work, 'diff', '--name-only')).stdout).toBe('');
  }, 120_000);

  it('splits with dfopt, and passes when that is committed', async () => {
    const first = await run(['pre-commit', 'run', 'dfopt', '--all-files'], work, env);
    expect(first.stdout).toContain('files were modified by this hook');
    expect((await git(work, 'diff', '--name-only')).stdout.trim().split('\n')).toEqual([
      'Dockerfile',
      'containers/API.DOCKERFILE',
      'containers/Containerfile.dev',
    ]);
    await git(work, 'add', '--all');
    expect((await run(['pre-commit', 'run', '--all-files'], work, env)).status).toBe(0);
  }, 120_000);

  it('leaves out what a search leaves out', async () => {
    writeFileSync(join(work, '.dfoptignore'), 'legacy\n');
    writeFiles(work, { 'legacy/Dockerfile': candidate });
    await git(work, 'add', '--all');
    const { status, stdout } = await run(['pre-commit', 'run', 'dfopt-check', '--all-files'], work, env);
    expect([status, stdout]).toEqual([0, expect.stringContaining('Passed')]);
  }, 60_000);
});

// pre-commit before 4.6.1 runs `npm pack` in a clone and takes all of its standard output for the name of the archive.
// `prepare` prints there unless .npmrc tells npm to keep it to itself.
const sources = [
  'bin',
  'integrations',
  'src',
  'rules',
  'package.json',
  '.npmrc',
  'tsconfig.json',
  'tsconfig.build.json',
  'rolldown.config.js',
  'rolldown.parts.js',
];

describe.skipIf(!posix)('npm pack', () => {
  it('prints the name of the archive and nothing else', async () => {
    const place = temporaryDirectory();
    for (const name of sources) cpSync(join(project, name), join(place, name), { recursive: true });
    symlinkSync(join(project, 'node_modules'), join(place, 'node_modules'));
    const env = { PATH: process.env['PATH'] ?? '', HOME: place, npm_config_update_notifier: 'false' };
    const { status, stdout, stderr } = await run(['npm', 'pack'], place, env);
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/^dfopt-\d+\.\d+\.\d+\S*\.tgz\n$/);
  }, 180_000);
});

describe.skipIf(!posix)('preparing a checkout that npm installs', () => {
  const script = join(project, 'integrations', 'pre-commit', 'prepare.js');
  /** An npm that tells how it was called, and fails when asked to. */
  const npm = '#!/bin/sh\necho "$* ${npm_config_global-not global}" >> calls\nexit ${NPM_FAILS-0}\n';

  const prepare = (files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) => {
    const cwd = folder({ 'bin/npm': npm, ...files });
    chmodSync(join(cwd, 'bin/npm'), 0o755);
    const path = `${join(cwd, 'bin')}:${process.env['PATH'] ?? ''}`;
    return run([process.execPath, script], cwd, { PATH: path, npm_config_global: 'true', ...env }).then(
      (ran) => ({
        ...ran,
        calls: readFileSync(join(cwd, 'calls'), 'utf8'),
      }),
    );
  };

  it('installs what building takes where npm left it out, into the checkout', async () => {
    expect(await prepare({})).toMatchObject({
      status: 0,
      stdout: '',
      calls: 'ci --ignore-scripts not global\nrun build not global\n',
    });
  });

  it('only builds where that is there', async () => {
    const { calls } = await prepare({ 'node_modules/typescript/package.json': '{}' });
    expect(calls).toBe('run build not global\n');
  });

  it('fails when npm does', async () => {
    expect(await prepare({}, { NPM_FAILS: '7' })).toMatchObject({
      status: 7,
      calls: 'ci --ignore-scripts not global\n',
    });
  });
});

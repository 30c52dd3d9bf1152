/** The recipes that run over many repositories: with git over http, in the steps that each tool takes. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folder } from '../batch/folder.ts';
import { temporaryDirectory } from '../fleet/directory.ts';
import { type GitServer, httpBackend, serveGit } from './git-server.ts';
import {
  type Ran,
  broken,
  candidate,
  gitEnvironment,
  has,
  pathWithDfopt,
  plain,
  project,
  recipe,
  run,
  writeFiles,
} from './tools.ts';

/** What the repositories hold. */
const contents: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'team/changes': { Dockerfile: candidate, 'tools/app.Dockerfile': candidate },
  'team/stays': { Dockerfile: plain },
  'team/has-none': { 'README.md': '# nothing here\n' },
  'other/broken': { Dockerfile: broken, 'good/Dockerfile': candidate },
};

const backend = httpBackend();

/** The part of a recipe that the tool runs in each clone. */
function commandIn(name: string): string {
  const command = /dfopt migrate --write/.exec(recipe(name))?.[0];
  if (command === undefined) throw new Error(`the recipe ${name} does not run dfopt`);
  return command;
}

describe.skipIf(backend === undefined || process.platform === 'win32')('with git over http', () => {
  let place: string;
  let env: Readonly<Record<string, string>>;
  let server: GitServer;

  beforeAll(async () => {
    if (backend === undefined) return;
    place = temporaryDirectory();
    env = { ...gitEnvironment(place), PATH: pathWithDfopt(place) };
    mkdirSync(join(place, 'served'));
    server = await serveGit(backend, join(place, 'served'));
  }, 120_000);
  afterAll(() => server?.close());

  /** A command that must succeed; what it printed. */
  const output = async (cwd: string, ...command: readonly [string, ...string[]]): Promise<string> => {
    const ran = await run(command, cwd, env);
    expect(ran, `${command.join(' ')}: ${ran.stderr}`).toMatchObject({ status: 0 });
    return ran.stdout;
  };

  /** The repositories as they are served, new for each test; their URLs by name. */
  const served = async (group: string): Promise<ReadonlyMap<string, string>> => {
    const urls = new Map<string, string>();
    for (const [name, files] of Object.entries(contents)) {
      const work = join(place, 'sources', group, name);
      writeFiles(work, files);
      await output(work, 'git', 'init', '--quiet', '--initial-branch', 'main');
      await output(work, 'git', 'add', '--all');
      await output(work, 'git', 'commit', '--quiet', '--message', 'first');
      await output(place, 'git', 'clone', '--quiet', '--bare', work, join('served', group, `${name}.git`));
      urls.set(name, `${server.url}/${group}/${name}.git`);
    }
    return urls;
  };

  /** The files of a branch as the server has it; undefined where it has no such branch. */
  const pushed = async (url: string, branch: string): Promise<ReadonlyMap<string, string> | undefined> => {
    const repository = join(place, 'served', new URL(url).pathname);
    const { status, stdout } = await run(['git', 'ls-tree', '-r', '--name-only', branch], repository, env);
    if (status !== 0) return undefined;
    const names = stdout.split('\n').filter((name) => name !== '');
    const files = new Map<string, string>();
    for (const name of names) files.set(name, await output(repository, 'git', 'show', `${branch}:${name}`));
    return files;
  };

  const clone = async (url: string, name: string): Promise<string> => {
    const directory = join(folder(), name);
    await output(place, 'git', 'clone', '--quiet', '--depth', '1', url, directory);
    return directory;
  };

  const dfoptIn = (directory: string, name: string): Promise<Ran> =>
    run(['sh', '-c', commandIn(name)], directory, env);

  describe('clone, run, push', () => {
    const script = join(project, 'integrations', 'git', 'migrate-repository.sh');

    it('pushes a branch where something changes, and nothing elsewhere', async () => {
      const urls = await served('script');
      const reports = join(folder(), 'reports');
      const results = new Map<string, Ran>();
      for (const [name, url] of urls) {
        const ran = await run(['sh', script, url], folder(), {
          ...env,
          DFOPT_REPORTS: reports,
          TMPDIR: place,
        });
        results.set(name, ran);
      }
      const host = server.url.replace('http://', '').replace(':', '/');
      expect([...results].map(([name, { status, stdout }]) => [name, status, stdout])).toEqual([
        ['team/changes', 0, `${host}/script/team/changes: pushed dfopt/multi-stage\n`],
        ['team/stays', 0, `${host}/script/team/stays: nothing to change\n`],
        ['team/has-none', 0, `${host}/script/team/has-none: nothing to change\n`],
        ['other/broken', 2, ''],
      ]);
      expect(results.get('other/broken')?.stderr).toMatch(/^dfopt: cannot migrate the file at \S+:2: 'FRMO'/);

      for (const [name, url] of urls) {
        const branch = await pushed(url, 'dfopt/multi-stage');
        if (name !== 'team/changes') {
          expect(branch).toBeUndefined();
          continue;
        }
        expect([...(branch?.keys() ?? [])]).toEqual(['Dockerfile', 'tools/app.Dockerfile']);
        for (const text of branch?.values() ?? []) expect(text).toMatch(/^FROM golang:1\.21 AS build\n/);
        expect((await pushed(url, 'main'))?.get('Dockerfile')).toBe(candidate);
      }

      const names = readdirSync(reports).filter((name) => name.endsWith('.json'));
      const merge = await run(['dfopt', 'report', 'merge', ...names], reports, env);
      expect(JSON.parse(merge.stdout)).toMatchObject({ totals: { files: 3, migrated: 2, unchanged: 1 } });
      expect(readFileSync(join(reports, names[0]?.replace('.json', '.md') ?? ''), 'utf8')).toContain(
        'Dockerfile',
      );
      // Its own working directories are gone.
      expect(readdirSync(place).filter((name) => name.startsWith('tmp.'))).toEqual([]);
    });

    it('does not overwrite a branch that is there', async () => {
      const url = (await served('again')).get('team/changes') ?? '';
      expect((await run(['sh', script, url], place, env)).status).toBe(0);
      const directory = await clone(url, 'changes');
      await output(directory, 'git', 'fetch', '--quiet', 'origin', 'dfopt/multi-stage');
      await output(directory, 'git', 'checkout', '--quiet', '-b', 'dfopt/multi-stage', 'FETCH_HEAD');
      await output(directory, 'git', 'commit', '--quiet', '--allow-empty', '--message', 'a review');
      await output(directory, 'git', 'push', '--quiet', 'origin', 'dfopt/multi-stage');
      const reviewed = await output(directory, 'git', 'ls-remote', url, 'dfopt/multi-stage');
      expect((await run(['sh', script, url], place, env)).status).not.toBe(0);
      expect(await output(directory, 'git', 'ls-remote', url, 'dfopt/multi-stage')).toBe(reviewed);
    });

    it.skipIf(!has('parallel'))('does so for a list of them with GNU parallel', async () => {
      const urls = await served('list');
      const cwd = folder({ 'repositories.txt': `${[...urls.values()].join('\n')}\n` });
      const text = recipe('clone-run-push').replace('integrations/', `${join(project, 'integrations')}/`);
      // parallel counts what failed; the report has what was done.
      const ran = await run(['sh', '-c', text], cwd, env);
      expect(ran.stderr).toMatch(/'FRMO' is no instruction/);
      const codes = readFileSync(join(cwd, 'log.tsv'), 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split('\t')[6]);
      expect(codes.toSorted()).toEqual(['0', '0', '0', '2']);
      expect(JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'))).toMatchObject({
        totals: { files: 3, migrated: 2 },
      });
    });
  });

  // multi-gitter, internal/multigitter/run.go and internal/git/cmdgit: clone --depth 1, the command, `git status -s`,
  // `git add .`, `git commit --no-verify`, push. Its own exit code says nothing.
  it('does what multi-gitter needs, in its steps', async () => {
    const branch = 'dfopt/multi-stage';
    for (const [name, url] of await served('multi-gitter')) {
      const directory = await clone(url, name);
      await output(directory, 'git', 'checkout', '--quiet', '-b', branch);
      const { status } = await dfoptIn(directory, 'multi-gitter');
      expect(status).toBe(name === 'other/broken' ? 2 : 0);
      const changes = await output(directory, 'git', 'status', '--short');
      if (status !== 0) continue;
      expect(changes).toBe(name === 'team/changes' ? ' M Dockerfile\n M tools/app.Dockerfile\n' : '');
      if (changes === '') continue;
      await output(directory, 'git', 'add', '.');
      await output(directory, 'git', 'commit', '--quiet', '--no-verify', '--message', 'build: split');
      await output(directory, 'git', 'push', '--quiet', 'origin', branch);
      expect((await pushed(url, branch))?.get('Dockerfile')).toContain('FROM scratch');
    }
  });

  // turbolift, cmd/foreach and cmd/commit: the command without a shell in each clone, then `git commit --all`, which
  // leaves out new files.
  it('does what turbolift needs, in its steps', async () => {
    const url = (await served('turbolift')).get('team/changes') ?? '';
    const directory = await clone(url, 'changes');
    const [program = '', ...args] = commandIn('turbolift').split(' ');
    expect((await run([program, ...args], directory, env)).status).toBe(0);
    await output(directory, 'git', 'commit', '--quiet', '--all', '--message', 'build: split');
    expect(await output(directory, 'git', 'status', '--short')).toBe('');
    expect((await output(directory, 'git', 'show', '--stat', '--format=')).split('\n')).toHaveLength(4);
  });

  // src: the files of the repository without its history, `git init`, `git add --force --all`, the step,
  // `git add --all`, and the difference without prefixes; standard output is read as JSON.
  it('does what src needs, in its steps', async () => {
    const url = (await served('src')).get('team/changes') ?? '';
    const directory = await clone(url, 'changes');
    execFileSync('rm', ['-r', join(directory, '.git')]);
    await output(directory, 'git', 'init', '--quiet');
    await output(directory, 'git', 'add', '--force', '--all');
    await output(directory, 'git', 'commit', '--quiet', '--message', 'archive');
    const step = /run: (?<run>dfopt .*)/.exec(
      readFileSync(join(project, 'integrations', 'sourcegraph', 'dfopt.batch.yaml'), 'utf8'),
    )?.groups?.['run'];
    const stdout = await output(directory, 'sh', '-c', step ?? '');
    expect(JSON.parse(stdout)).toMatchObject({ totals: { files: 2, changed: 2 } });
    await output(directory, 'git', 'add', '--all');
    const diff = await output(directory, 'git', 'diff', '--cached', '--no-prefix', '--binary');
    const other = await clone(url, 'other');
    writeFiles(other, { 'change.patch': diff });
    await output(other, 'git', 'apply', '-p0', 'change.patch');
    expect(readFileSync(join(other, 'Dockerfile'), 'utf8')).toContain('FROM scratch');
  });

  // microplane, plan/plan.go: the command, then `git add -A` and `git commit`, which fails where nothing changed.
  it('behaves under microplane as the guide says', async () => {
    const urls = await served('microplane');
    for (const [name, status] of [['team/changes', 0] as const, ['team/stays', 1] as const]) {
      const directory = await clone(urls.get(name) ?? '', name);
      expect((await dfoptIn(directory, 'microplane')).status).toBe(0);
      await output(directory, 'git', 'add', '-A');
      expect((await run(['git', 'commit', '-m', 'build: split'], directory, env)).status).toBe(status);
    }
  });
});

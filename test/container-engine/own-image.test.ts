/**
 * dfopt's own image, built from the repository's Dockerfile as it is and used as people use it. Its bases are stand-ins
 * made from one node image, given as named build contexts: Debian's node in place of Alpine's, with an `apk` that has
 * nothing to install, and npm's packages in a cache because a build may have no way to a registry. So what is tested is
 * the Dockerfile's own work, what it copies and what it starts, and not Alpine's packages.
 *
 * Runs with DFOPT_ENGINE_TESTS=1, docker answering and the image node:20 at hand.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { execute, type Finished } from '../../src/verify/engine/process.ts';
import { folder } from '../batch/folder.ts';
import { dfopt } from '../cli/dfopt.ts';
import { temporaryDirectory } from '../fleet/directory.ts';
import { candidate, project } from '../integrations/tools.ts';

const minutes = 60_000;
const standIn = 'node:20';
const prefix = `dfopt-own-${process.pid}`;
const names = { build: `${prefix}-node`, runtime: `${prefix}-alpine`, image: prefix } as const;

const asked = process.env['DFOPT_ENGINE_TESTS'] === '1';
const ready = asked && spawnSync('docker', ['image', 'inspect', standIn]).status === 0;
if (asked && !ready) console.warn(`skipped: dfopt's own image needs the image ${standIn}, which is not here`);

/** The bases that the Dockerfile names, each with its stand-in. */
const bases = [
  ['node:24-alpine3.22', names.build],
  ['alpine:3.22', names.runtime],
] as const;
const contexts = bases.flatMap(([base, image]) => ['--build-context', `${base}=docker-image://${image}`]);

describe.skipIf(!ready)("dfopt's own image", { timeout: 5 * minutes }, () => {
  beforeAll(async () => {
    const directory = temporaryDirectory();
    await makeStandIns(directory);
    await docker('buildx', 'build', '--load', '--tag', names.image, ...contexts, project);
  }, 10 * minutes);

  afterAll(async () => {
    for (const name of Object.values(names)) await execute('docker', ['image', 'rm', '--force', name]);
  });

  it('is made from the bases that have stand-ins here, and from no others', () => {
    const named = [...readFileSync(join(project, 'Dockerfile'), 'utf8').matchAll(/^FROM (\S+)/gm)].map(
      ([, base]) => base,
    );
    expect(named.filter((base) => base !== 'build')).toEqual(bases.map(([base]) => base));
  });

  it("passes BuildKit's own checks without a warning", async () => {
    const args = ['buildx', 'build', '--call=check,format=json', ...contexts, project];
    const { stdout } = await docker(...args);
    const report: unknown = JSON.parse(stdout.toString());
    expect(report).not.toHaveProperty('buildError');
    expect(report).not.toHaveProperty('warnings.0');
  });

  it('shows the help when it is asked for nothing', async () => {
    const { stdout } = await docker('run', '--rm', names.image);
    expect(stdout.toString()).toMatch(/^Usage: dfopt /);
  });

  it('migrates what is there, the same as dfopt outside of it', async () => {
    const cwd = folder({ Dockerfile: candidate });
    const inside = await inWork(cwd, 'migrate');
    const outside = await dfopt(['migrate'], { cwd });
    expect(inside.stdout.toString()).toBe(outside.stdout);
    expect(inside.stdout.toString()).toContain('+FROM scratch');
  });

  it('writes files, and keeps whose they are', async () => {
    const cwd = folder({ Dockerfile: candidate });
    chmodSync(join(cwd, 'Dockerfile'), 0o640);
    const before = statSync(join(cwd, 'Dockerfile'));
    await inWork(cwd, 'migrate', '--write', '-f', 'html', '-o', 'report.html');
    const { uid, gid, mode } = statSync(join(cwd, 'Dockerfile'));
    expect({ uid, gid, mode }).toEqual({ uid: before.uid, gid: before.gid, mode: before.mode });
    expect(readFileSync(join(cwd, 'Dockerfile'), 'utf8')).toContain('FROM scratch');
    expect(readFileSync(join(cwd, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('has what engines start their steps with, and the pages of the codes', async () => {
    const args = ['run', '--rm', '--entrypoint', 'sh', names.image, '-c'];
    const { stdout } = await docker(...args, 'mktemp >/dev/null && dfopt explain already-multi-stage');
    expect(stdout.toString()).toMatch(/^already-multi-stage\n/);
  });

  it('holds nothing of the build but the program', async () => {
    const list = 'cd /opt/dfopt && find . -type f | cut -d/ -f2 | sort -u';
    const { stdout } = await docker('run', '--rm', '--entrypoint', 'sh', names.image, '-c', list);
    const parts = stdout.toString().trim().split('\n');
    expect(parts).toEqual(['LICENSE', 'bin', 'dist', 'package.json', 'rules', 'src']);
    // Of the sources' folders the pages of the codes alone.
    const others = 'cd /opt/dfopt && find rules src -type f ! -name README.md';
    const { stdout: none } = await docker('run', '--rm', '--entrypoint', 'sh', names.image, '-c', others);
    expect(none.toString()).toBe('');
  });
});

/** The images that take the place of the bases. */
async function makeStandIns(directory: string): Promise<void> {
  // The packages, fetched as npm fetches them here.
  const packages = join(directory, 'packages');
  mkdirSync(packages);
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
    cpSync(join(project, name), join(packages, name));
  }
  const fetched = spawnSync('npm', ['ci', '--ignore-scripts', '--cache', join(directory, 'cache')], {
    cwd: packages,
    encoding: 'utf8',
  });
  if (fetched.status !== 0) throw new Error(`npm ci: ${fetched.stderr}`);
  writeFileSync(
    join(directory, 'build.Dockerfile'),
    `FROM ${standIn}\nCOPY cache /root/.npm\nENV npm_config_offline=true\n`,
  );
  await docker('build', '--tag', names.build, '--file', join(directory, 'build.Dockerfile'), directory);
  // Without node of its own on PATH: the one that the Dockerfile copies has to be found.
  writeFileSync(
    join(directory, 'runtime.Dockerfile'),
    `FROM ${standIn}\nRUN rm -rf /usr/local/bin /usr/local/lib/node_modules && mkdir /usr/local/bin && rm -f /usr/bin/node && printf '#!/bin/sh\\n' >/sbin/apk && chmod +x /sbin/apk\n`,
  );
  await docker('build', '--tag', names.runtime, '--file', join(directory, 'runtime.Dockerfile'), directory);
}

/** The working directory of dfopt's own image. */
const workdir = '/work';

/** Runs dfopt in a container with this folder as its working directory: copied in and back, as an engine that is elsewhere needs it. */
async function inWork(cwd: string, ...args: readonly string[]): Promise<Finished> {
  const created = await docker('create', names.image, ...args);
  const id = created.stdout.toString().trim();
  try {
    await docker('cp', '--archive', `${cwd}/.`, `${id}:${workdir}`);
    const finished = await docker('start', '--attach', id);
    await docker('cp', '--archive', `${id}:${workdir}/.`, cwd);
    return finished;
  } finally {
    await execute('docker', ['rm', '--force', id]);
  }
}

/** Runs docker; what it said goes into the failure. */
async function docker(...args: readonly string[]): Promise<Finished> {
  const finished = await execute('docker', args, { timeoutMs: 8 * minutes });
  if (finished.code !== 0) throw new Error(`docker ${args.join(' ')}\n${finished.stderr.toString()}`);
  return finished;
}

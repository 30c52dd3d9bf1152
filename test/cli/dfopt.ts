/** Runs the real executable as a child process, as users do. */
import { type SpawnOptions, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const project = join(import.meta.dirname, '..', '..');

let built: string | undefined;

/** The executable, built once for each state of the sources; workers that come to it together share the result. */
export function executable(): string {
  built ??= build();
  return built;
}

function build(): string {
  const cache = join(project, 'node_modules', '.cache', 'dfopt-tests');
  const place = join(
    cache,
    fingerprint(['bin', 'src', 'rules'], ['rolldown.config.js', 'rolldown.parts.js', 'package.json']),
  );
  if (!existsSync(place)) {
    mkdirSync(cache, { recursive: true });
    removeOld(cache);
    const draft = mkdtempSync(join(cache, 'draft-'));
    try {
      // Types are checked by the type check; here the code only has to run.
      const modules = [
        '-p',
        join(project, 'tsconfig.build.json'),
        '--outDir',
        join(draft, 'dist'),
        '--noCheck',
      ];
      tool('typescript/bin/tsc', modules);
      tool('rolldown/bin/cli.mjs', ['-c', 'rolldown.config.js', '--dir', join(draft, 'dist', 'cli')]);
      for (const name of ['bin', 'package.json']) {
        cpSync(join(project, name), join(draft, name), { recursive: true });
      }
      renameSync(draft, place);
    } catch (error) {
      rmSync(draft, { recursive: true });
      // Another worker may have been faster.
      if (!existsSync(place)) throw error;
    }
  }
  return join(place, 'bin', 'dfopt.js');
}

function tool(path: string, args: readonly string[]): void {
  execFileSync(process.execPath, [join(project, 'node_modules', path), ...args], {
    cwd: project,
    stdio: 'pipe',
  });
}

/** Builds of earlier states of the sources; what is younger than an hour may still be in use. */
function removeOld(cache: string): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 3_600_000) rmSync(path, { recursive: true, force: true });
  }
}

function fingerprint(directories: readonly string[], files: readonly string[]): string {
  const inside = directories.flatMap((directory) =>
    readdirSync(join(project, directory), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(directory, name),
    ),
  );
  const hash = createHash('sha256');
  for (const name of [...files, ...inside].sort()) {
    const { mtimeMs, size } = statSync(join(project, name));
    hash.update(`${name} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

export interface Result {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly bytes: Buffer;
}

export interface RunOptions {
  readonly cwd: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts dfopt and waits for its end. */
export async function dfopt(args: readonly string[], options: RunOptions): Promise<Result> {
  const child = start(args, options);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
  // A child that refuses its input may be gone before it is written.
  child.stdin?.on('error', () => {});
  child.stdin?.end(options.input ?? '');
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (status, signal) => {
      const bytes = Buffer.concat(stdout);
      done({ status, signal, bytes, stdout: bytes.toString(), stderr: Buffer.concat(stderr).toString() });
    });
  });
}

/** Starts dfopt; the caller watches it. */
export function start(
  args: readonly string[],
  { cwd, env }: RunOptions,
  stdio: SpawnOptions['stdio'] = 'pipe',
) {
  const inherited = { PATH: process.env['PATH'] ?? '', HOME: cwd, TMPDIR: tmpdir() };
  return spawn(process.execPath, [executable(), ...args], { cwd, stdio, env: { ...inherited, ...env } });
}

/** Runs dfopt and tells what it took. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { executable } from '../cli/dfopt.ts';

export interface Measured {
  readonly status: number | null;
  readonly stderr: string;
  readonly seconds: number;
  /** The most memory the process held at a time, in MiB. */
  readonly mebibytes: number;
}

/** Reports the process's largest resident set on its exit (`ru_maxrss`, which Node gives in KiB everywhere). */
const probe = `data:text/javascript,${encodeURIComponent(`
import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(process.env.DFOPT_PROBE, String(process.resourceUsage().maxRSS)));
`)}`;

export async function measured(args: readonly string[], cwd: string): Promise<Measured> {
  const place = mkdtempSync(join(tmpdir(), 'dfopt-probe-'));
  const answer = join(place, 'maxrss');
  try {
    const program = executable();
    const started = performance.now();
    const { status, stderr } = await run([program, ...args], cwd, answer);
    const seconds = (performance.now() - started) / 1000;
    return { status, stderr, seconds, mebibytes: Number(readFileSync(answer, 'utf8')) / 1024 };
  } finally {
    rmSync(place, { recursive: true });
  }
}

function run(
  args: readonly string[],
  cwd: string,
  answer: string,
): Promise<{ readonly status: number | null; readonly stderr: string }> {
  const child = spawn(process.execPath, ['--import', probe, ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOME: cwd, TMPDIR: tmpdir(), DFOPT_PROBE: answer },
  });
  const stderr: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (status) => done({ status, stderr: Buffer.concat(stderr).toString() }));
  });
}

/** What the tests of the recipes share: other programs, dfopt on PATH, and the recipes themselves. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { executable } from '../cli/dfopt.ts';
import { selfContained } from '../fleet/ordinary.ts';

export const project = join(import.meta.dirname, '..', '..');

/** Whether the program is there. */
export function has(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args.length === 0 ? ['--version'] : args).status === 0;
}

/** The text of a recipe: the block of the guide that has this name. */
export function recipe(name: string): string {
  const guide = readFileSync(join(project, 'integrations', 'README.md'), 'utf8');
  const opening = `\`\`\`sh recipe=${name}\n`;
  const start = guide.indexOf(opening);
  if (start === -1) throw new Error(`the guide has no recipe ${name}`);
  const text = guide.slice(start + opening.length);
  return text.slice(0, text.indexOf('\n```') + 1);
}

/** A PATH whose first `dfopt` is the one under test. */
export function pathWithDfopt(directory: string): string {
  const bin = join(directory, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'dfopt'), `#!/bin/sh\nexec '${process.execPath}' '${executable()}' "$@"\n`);
  chmodSync(join(bin, 'dfopt'), 0o755);
  return [bin, process.env['PATH'] ?? ''].join(delimiter);
}

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. Nothing of the caller's environment gets in but what is given. */
export async function run(
  command: readonly [string, ...string[]],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Ran> {
  const [program, ...args] = command;
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (status) =>
      done({ status, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    );
  });
}

/** An environment in which git needs nothing of the machine's. */
export function gitEnvironment(home: string): Readonly<Record<string, string>> {
  return {
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@example.com',
    GIT_TERMINAL_PROMPT: '0',
  };
}

/** A Dockerfile that can be split, one with nothing to split, and one that no builder reads. */
export const candidate = selfContained('recipe');
export const plain = 'FROM nginx:1.27\nCOPY site.conf /etc/nginx/conf.d/default.conf\n';
export const broken = 'FROM golang:1.22\nFRMO x\n';

/** Files by their paths. */
export function writeFiles(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(directory, path, '..'), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

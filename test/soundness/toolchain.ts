/** What it takes to start programs in trees of their own: a helper in Go, which also stands for the images' programs. */
import { execFile, spawnSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a start of a program shows. */
export interface Shown {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** One start of a program in a tree. */
export interface Start {
  readonly name: string;
  /** The tree's directory. */
  readonly root: string;
  readonly directory: string;
  readonly user: number;
  readonly group: number;
  /** `NAME=value` */
  readonly variables: readonly string[];
  readonly words: readonly string[];
}

const environment = {
  ...process.env,
  CGO_ENABLED: '0',
  GOFLAGS: '-mod=mod',
  GOTOOLCHAIN: 'local',
  GOWORK: 'off',
};

/** Why programs can't be compiled and run here; undefined when they can. */
export function missing(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root on Linux can enter a tree';
  const { status } = spawnSync('go', ['version'], { env: environment });
  if (status !== 0) return 'there is no Go toolchain';
  if (spawnSync('unshare', ['--mount', '--net', 'true']).status !== 0) {
    return 'this machine gives no mounts and no network of their own';
  }
  return undefined;
}

export function go(directory: string, ...words: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    execFile('go', words, { cwd: directory, env: environment, maxBuffer: 1 << 26 }, (error, _, stderr) => {
      if (error === null) done();
      else fail(new Error(`go ${words[0] ?? ''} in ${directory}: ${stderr.slice(0, 4000)}`));
    });
  });
}

export const goMod = (name: string): string => `module ${name}\n\ngo 1.24\n`;

/** Builds the helper, which stands for an image's programs, and what the trees need from it: `zoneinfo`, `authority.pem`. */
export async function buildHelper(directory: string): Promise<string> {
  const sources = join(directory, 'tools');
  cpSync(join(import.meta.dirname, 'tools'), sources, { recursive: true });
  writeFileSync(join(sources, 'go.mod'), goMod('tools'));
  const helper = join(directory, 'helper');
  await go(sources, 'build', '-o', helper, '.');
  const { status, stderr } = spawnSync(helper, ['prepare', directory]);
  if (status !== 0) throw new Error(`helper prepare: ${stderr.toString()}`);
  return helper;
}

/** Starts all; what they show, by name. */
export function runAll(
  helper: string,
  directory: string,
  starts: readonly Start[],
): Promise<ReadonlyMap<string, Shown>> {
  const list = join(directory, 'runs.json');
  writeFileSync(
    list,
    JSON.stringify(
      starts.map(({ name, root, directory: place, user, group, variables, words }) => ({
        Name: name,
        Root: root,
        Directory: place,
        User: user,
        Group: group,
        Variables: variables,
        Words: words,
      })),
    ),
  );
  return new Promise((done, fail) => {
    execFile(helper, ['run', directory, list], { maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (error !== null) {
        fail(new Error(`helper run: ${stderr.slice(0, 2000)}`));
        return;
      }
      const results: readonly { Name: string; Code: number; Output: string; Errors: string }[] = stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
      done(
        new Map(
          results.map(({ Name, Code, Output, Errors }) => [
            Name,
            { code: Code, output: Output, errors: Errors },
          ]),
        ),
      );
    });
  });
}

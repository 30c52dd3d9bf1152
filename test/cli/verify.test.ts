/** What is verified is written, and the exit code tells how it went; on an engine that does as it is told. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { folder } from '../batch/folder.ts';
import { elf } from '../verify/helpers/elf.ts';
import { dockerArchive, type ArchiveSpec } from '../verify/helpers/image.ts';
import { dfopt, executable, start } from './dfopt.ts';

const program = { path: 'bin/x', mode: 0o755, content: elf({ goFunctions: ['fmt.Println'] }) };
const imageWith = (variable: string): ArchiveSpec => ({
  layers: [[program]],
  config: { Cmd: ['/bin/x'], WorkingDir: '/src', Env: [variable] },
});

/** A Dockerfile that can be migrated by itself; the engine below goes by what the comment says. */
const dockerfile = (comment: string): string => `FROM golang:1.21
WORKDIR /src
# ${comment}
COPY <<END ./main.go
package main

func main() {}
END
RUN go build -o /bin/x ./main.go
CMD ["/bin/x"]
`;

/** A docker of shell, with the classic builder: it knows no Dockerfile, only what its comment says of it. */
const script = (state: string): string => `#!/bin/sh
echo "$@" >> '${state}/calls'
case "$1" in
version) echo 1 ;;
buildx) exit 1 ;;
build)
  while [ $# -gt 1 ]; do
    case "$1" in --file) file=$2 ;; --tag) tag=$2 ;; esac
    shift
  done
  cat "$file" >> '${state}/texts'
  if grep -q '^# endless' "$file"; then touch '${state}/building'; sleep 60; fi
  if grep -q '^# broken' "$file"; then echo 'exit code: 1' >&2; exit 1; fi
  kind=same
  if grep -q '^FROM scratch' "$file" && grep -q '^# different' "$file"; then kind=other; fi
  echo $kind > '${state}/'"\${tag%%:*}-\${tag##*:}" ;;
save) cp '${state}/'"$(cat '${state}/'"\${4%%:*}-\${4##*:}")".tar "$3" ;;
start) echo out ;;
inspect) echo '{"ExitCode":0}' ;;
esac
`;

interface Engine {
  readonly env: Readonly<Record<string, string>>;
  readonly state: string;
}

function engine(): Engine {
  const root = folder();
  const state = join(root, 'state');
  const bin = join(root, 'bin');
  for (const path of [state, bin]) mkdirSync(path);
  writeFileSync(join(state, 'same.tar'), dockerArchive(imageWith('A=1')));
  writeFileSync(join(state, 'other.tar'), dockerArchive(imageWith('A=2')));
  writeFileSync(join(bin, 'docker'), script(state));
  chmodSync(join(bin, 'docker'), 0o755);
  return { state, env: { PATH: `${bin}:/usr/bin:/bin` } };
}

function repositories(...comments: readonly string[]): string {
  return folder(
    Object.fromEntries(comments.map((comment) => [`${comment}/Dockerfile`, dockerfile(comment)])),
  );
}

const textOf = (cwd: string, comment: string): string =>
  readFileSync(join(cwd, comment, 'Dockerfile'), 'utf8');

beforeAll(() => void executable(), 120_000);

describe('dfopt migrate --write --verify', { timeout: 60_000 }, () => {
  it('writes what is equal, and leaves alone what differs', async () => {
    const cwd = repositories('good', 'different');
    const args = ['migrate', '--write', '--verify', '--format', 'json', '.'];
    const { status, stdout, stderr } = await dfopt(args, { cwd, env: engine().env });
    expect(status, stderr).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      files: [
        { path: 'different/Dockerfile', outcome: 'refused', code: 'verified-different' },
        { path: 'good/Dockerfile', outcome: 'migrated' },
      ],
    });
    expect(stdout).toContain('Env A: 1 became 2');
    expect(textOf(cwd, 'different')).toBe(dockerfile('different'));
    expect(textOf(cwd, 'good')).toContain('\nFROM scratch\n');
  });

  it('ends with 4 when a file could not be compared, and writes the others', async () => {
    const cwd = repositories('good', 'broken');
    const { status, stderr } = await dfopt(['migrate', '--write', '--verify', '.'], {
      cwd,
      env: engine().env,
    });
    expect(status, stderr).toBe(4);
    expect(textOf(cwd, 'broken')).toBe(dockerfile('broken'));
    expect(textOf(cwd, 'good')).toContain('\nFROM scratch\n');
  });

  it('removes what it made and writes nothing more when it is interrupted', async () => {
    const cwd = repositories('endless', 'endless too');
    const { status, state } = await interrupted(['migrate', '--write', '--verify', '-j', '1', '.'], cwd);
    expect(status).toBe(130);
    expect(textOf(cwd, 'endless')).toBe(dockerfile('endless'));
    expect(textOf(cwd, 'endless too')).toBe(dockerfile('endless too'));
    const calls = readFileSync(join(state, 'calls'), 'utf8').split('\n');
    expect(calls.filter((call) => call.startsWith('build '))).toHaveLength(1);
    expect(calls.findLast((call) => call !== '')).toMatch(/^rmi --force dfopt-verify-/);
  });
});

describe('dfopt verify', { timeout: 60_000 }, () => {
  it.each([
    ['good', 0, 'equal'],
    ['different', 3, 'different'],
    ['broken', 4, 'unknown'],
  ])('of what is %s ends with %d', async (comment, code, verdict) => {
    const cwd = repositories(comment);
    const args = ['verify', '--format', 'json', `${comment}/Dockerfile`];
    const { status, stdout, stderr } = await dfopt(args, { cwd, env: engine().env });
    expect([status, JSON.parse(stdout)], stderr).toMatchObject([code, { verdict }]);
  });

  it('builds what migrate writes: the configuration decides, unless it is left out', async () => {
    const cwd = repositories('good');
    writeFileSync(join(cwd, '.dfoptrc.yaml'), 'bases:\n  scratch: example.org/base:nonroot\n');
    const built = async (...args: readonly string[]): Promise<string> => {
      const { env, state } = engine();
      const { status, stderr } = await dfopt(['verify', ...args], { cwd, env });
      expect(status, stderr).toBe(0);
      return readFileSync(join(state, 'texts'), 'utf8');
    };
    const { stdout: patch } = await dfopt(['migrate', '.'], { cwd });
    expect(patch).toContain('+FROM example.org/base:nonroot');
    expect(await built('good/Dockerfile')).toContain('\nFROM example.org/base:nonroot\n');
    expect(await built('--no-config', 'good/Dockerfile')).toContain('\nFROM scratch\n');
  });

  it('takes the arguments of migrate: directories, patterns, compose files, nothing at all', async () => {
    const cwd = repositories('good', 'other');
    writeFileSync(
      join(cwd, 'compose.yaml'),
      'services:\n  one:\n    build: ./good\n  two:\n    image: alpine\n',
    );
    const verified = async (...args: readonly string[]): Promise<readonly string[]> => {
      const { status, stdout, stderr } = await dfopt(['verify', '--format', 'json', ...args], {
        cwd,
        env: engine().env,
      });
      expect(status, stderr).toBe(0);
      const report: { readonly files: readonly { readonly path: string }[] } = JSON.parse(stdout);
      return report.files.map(({ path }) => path);
    };
    const all = ['good/Dockerfile', 'other/Dockerfile'];
    expect(await verified()).toEqual(all);
    expect(await verified('.')).toEqual(all);
    expect(await verified('*/Dockerfile')).toEqual(all);
    expect(await verified('compose.yaml')).toEqual(['good/Dockerfile']);
  });

  it('runs an image as the compose service that builds it, or the one that is named', async () => {
    const cwd = repositories('good');
    const services =
      '  one: { build: ./good, environment: { A: "1" } }\n  two: { build: ./good, user: "7" }\n';
    writeFileSync(join(cwd, 'compose.yaml'), `services:\n${services}`);
    const calls = async (...args: readonly string[]): Promise<string> => {
      const { env, state } = engine();
      const { status, stderr, stdout } = await dfopt(['verify', ...args, 'good/Dockerfile'], { cwd, env });
      expect(status, stderr).toBe(args.includes('none') ? 2 : 0);
      return args.includes('none') ? stderr : stdout + readFileSync(join(state, 'calls'), 'utf8');
    };
    expect(await calls()).toMatch(/run as the service one of compose\.yaml:2[^]*--env A=1/);
    expect(await calls('--service', 'two', '--cap-drop', 'ALL')).toMatch(/--user 7 --cap-drop ALL/);
    expect(await calls('--service', 'none')).toContain("no service 'none'");
  });

  it('ends with 2 where a file cannot be read, and says of others why there is nothing to build', async () => {
    const cwd = repositories('good');
    writeFileSync(join(cwd, 'Dockerfile.tmpl'), 'FROM {{ .Base }}\n');
    const { status, stderr } = await dfopt(['verify', '.', 'none'], { cwd, env: engine().env });
    expect(status).toBe(2);
    expect(stderr).toContain('[not-found]');
    expect(stderr).toMatch(/Dockerfile\.tmpl: nothing to verify: .*template/);
  });

  it('ends with 130 when it is interrupted, after everything is removed', async () => {
    const cwd = repositories('endless');
    const { status, state } = await interrupted(['verify', 'endless/Dockerfile'], cwd);
    expect(status).toBe(130);
    expect(readFileSync(join(state, 'calls'), 'utf8')).toMatch(/\nrmi --force dfopt-verify-[^\n]*\n$/);
  });
});

/** Runs dfopt until the engine builds, then sends it what Ctrl-C does. */
async function interrupted(
  args: readonly string[],
  cwd: string,
): Promise<{ readonly status: number | null; readonly state: string }> {
  const { env, state } = engine();
  const child = start(args, { cwd, env }, 'ignore');
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  while (!existsSync(join(state, 'building')) && child.exitCode === null) await sleep(50);
  child.kill('SIGINT');
  return { status: await ended, state };
}

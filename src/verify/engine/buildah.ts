/** buildah: builds, exports, and runs single commands in a working container of an image. */
import { writeDockerfile } from './dockerfile-directory.ts';
import { failureOf } from './failure.ts';
import { namePrefix, uniqueName } from './names.ts';
import { execute, type Finished } from './process.ts';
import type { BuildRequest, BuildResult, Engine, Failure, Result, RunRequest, RunResult } from './types.ts';

const commandTimeoutMs = 60_000;
const exportTimeoutMs = 600_000;
const usualOutput = 1024 * 1024;

/** What buildah itself writes after the program's output (buildah 1.28, `chroot/run_common.go`, `cmd/buildah/main.go`). */
const ownLine =
  /^(?:subprocess exited (?:with status \d+|on [a-z ]+)|Error: exit status \d+|Error: while running runtime: exit status \d+)$/;
/** What it writes when the program could not be started at all. */
const startFailure =
  /process failed to start with error: (.*?)(?:process exited with error|$)|(executable file .* not found in \$PATH)|(unable to find user .*)/m;

/**
 * @param isolation BUILDAH_ISOLATION in force. `chroot` knows neither limits nor networks: the network is taken
 * away by running buildah in an empty network namespace.
 */
export function buildah(version: string, isolation: string | undefined): Engine {
  const chroot = isolation === 'chroot';
  return {
    name: 'buildah',
    description: `buildah ${version}${chroot ? ' (chroot isolation)' : ''}`,
    abilities: { addresses: false, limits: !chroot, health: false },
    build,
    export: save,
    run: (request) => run(request, chroot),
    remove,
  };
}

async function build(request: BuildRequest): Promise<BuildResult> {
  const directory = await writeDockerfile(request.text, request.ignore);
  try {
    const finished = await call(
      [
        // The OCI format has no HEALTHCHECK and no SHELL.
        'build',
        '--format',
        'docker',
        '--layers',
        '--pull=false',
        '--file',
        directory.dockerfile,
        ...(directory.ignore === undefined ? [] : ['--ignorefile', directory.ignore]),
        '--tag',
        request.tag,
        ...(request.target === undefined ? [] : ['--target', request.target]),
        ...request.arguments.flatMap((argument) => ['--build-arg', argument]),
        request.context,
      ],
      {
        timeoutMs: request.timeoutMs,
        signal: request.signal,
        ...(request.onOutput === undefined ? {} : { onLine: request.onOutput }),
      },
    );
    return finished.code === 0
      ? { ok: true, image: request.tag }
      : { ok: false, failure: await failed('build', finished, 'build') };
  } finally {
    await directory.remove();
  }
}

async function save(image: string, file: string, signal: AbortSignal): Promise<Result> {
  const finished = await call(['push', image, `docker-archive:${file}`], {
    timeoutMs: exportTimeoutMs,
    signal,
  });
  return finished.code === 0 ? { ok: true } : { ok: false, failure: await failed('push', finished) };
}

async function remove(images: readonly string[]): Promise<Result> {
  if (images.length === 0) return { ok: true };
  const finished = await call(['rmi', '--force', ...images]);
  const missing = /image not known/i.test(finished.stderr.toString('utf8'));
  return finished.code === 0 || missing
    ? { ok: true }
    : { ok: false, failure: await failed('rmi', finished) };
}

async function run(request: RunRequest, chroot: boolean): Promise<RunResult> {
  const container = uniqueName();
  const { limits, signal } = request;
  try {
    const created = await call(
      [
        'from',
        '--name',
        container,
        '--pull-never',
        ...(chroot ? [] : ['--memory', String(limits.memoryBytes)]),
        '--ulimit',
        `nproc=${limits.processes}:${limits.processes}`,
        request.image,
      ],
      { signal },
    );
    if (created.code !== 0) return { kind: 'failed', failure: await failed('from', created) };
    const words = [
      'run',
      '--hostname',
      namePrefix,
      ...(request.network === 'none' ? ['--network', 'none'] : []),
      '--cap-drop',
      'CAP_NET_RAW',
      '--cap-drop',
      'CAP_MKNOD',
      ...request.env.flatMap((pair) => ['--env', pair]),
      container,
      '--',
      ...request.command,
    ];
    const options = {
      timeoutMs: limits.timeoutMs,
      signal,
      maximalOutput: request.maximalOutput ?? usualOutput,
    };
    const finished =
      chroot && request.network !== 'open'
        ? await execute('unshare', ['--net', '--', 'buildah', ...words], options)
        : await call(words, options);
    return await outcome(finished);
  } finally {
    await call(['rm', container]);
  }
}

async function outcome(finished: Finished): Promise<RunResult> {
  if (finished.endedBy === 'abort' || finished.endedBy === 'not-startable' || finished.code === 125) {
    return { kind: 'failed', failure: await failed('run', finished) };
  }
  const errors = finished.stderr.toString('utf8');
  const start = startFailure.exec(errors);
  if (finished.code !== 0 && start !== null) {
    return { kind: 'not-started', message: (start[1] ?? start[2] ?? start[3] ?? '').trim() };
  }
  return {
    kind: 'ran',
    ran: {
      stopped: finished.endedBy === 'timeout',
      exit: finished.code,
      outOfMemory: false,
      stdout: finished.stdout,
      stderr: Buffer.from(withoutOwnLines(errors)),
      truncated: finished.truncated,
    },
  };
}

function call(args: readonly string[], options: Parameters<typeof execute>[2] = {}): Promise<Finished> {
  return execute('buildah', args, { timeoutMs: commandTimeoutMs, ...options });
}

function failed(
  verb: string,
  finished: Finished,
  otherwise: 'build' | 'engine' = 'engine',
): Promise<Failure> {
  return failureOf({ what: `buildah ${verb}`, finished, alive, otherwise });
}

async function alive(): Promise<boolean> {
  return (await call(['info'], { timeoutMs: 10_000 })).code === 0;
}

function withoutOwnLines(text: string): string {
  const lines = text.split('\n');
  let end = lines.length;
  while (end > 0 && (lines[end - 1] === '' || ownLine.test(lines[end - 1] ?? ''))) end -= 1;
  return end === 0 ? '' : `${lines.slice(0, end).join('\n')}\n`;
}

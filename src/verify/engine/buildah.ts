/** buildah: builds, exports, and runs single commands in a working container of an image. */
import { imageVerbs, type ImageDialect } from './images.ts';
import { namePrefix, uniqueName } from './names.ts';
import { execute, type Finished } from './process.ts';
import { engineProgram, usualOutput } from './program.ts';
import type { Engine, RunRequest, RunResult } from './types.ts';

/** What buildah itself writes after the program's output (buildah 1.28, `chroot/run_common.go`, `cmd/buildah/main.go`). */
const ownLine =
  /^(?:subprocess exited (?:with status \d+|on [a-z ]+)|Error: exit status \d+|Error: while running runtime: exit status \d+)$/;
/** What it writes when the program could not be started at all. */
const startFailure =
  /process failed to start with error: (.*?)(?:process exited with error|$)|(executable file .* not found in \$PATH)|(unable to find user .*)/m;

const dialect: ImageDialect = {
  // The OCI format has no HEALTHCHECK and no SHELL.
  build: ['build', '--format', 'docker', '--layers', '--pull=false'],
  buildEnvironment: {},
  ignoreOption: '--ignorefile',
  save: (image, file) => ['push', image, `docker-archive:${file}`],
};

const { call, failed } = engineProgram('buildah', 'buildah', ['info']);

/**
 * @param isolation BUILDAH_ISOLATION in force. `chroot` knows neither limits nor networks: the network is taken
 * away by running buildah in an empty network namespace.
 */
export function buildah(version: string, isolation: string | undefined): Engine {
  const chroot = isolation === 'chroot';
  return {
    name: 'buildah',
    description: `buildah ${version}${chroot ? ' (chroot isolation)' : ''}`,
    abilities: { addresses: false, limits: !chroot, health: false, settings: false },
    ...imageVerbs({ call, failed }, dialect),
    run: (request) => run(request, chroot),
  };
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

function withoutOwnLines(text: string): string {
  const lines = text.split('\n');
  let end = lines.length;
  while (end > 0 && (lines[end - 1] === '' || ownLine.test(lines[end - 1] ?? ''))) end -= 1;
  return end === 0 ? '' : `${lines.slice(0, end).join('\n')}\n`;
}

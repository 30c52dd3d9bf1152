/**
 * Level `trace`: each file the original opens while it runs exists in the new image. An image is built on top of the
 * original that has strace, from the package mirror of its own distribution; the program runs under it as itself.
 */
import { plainInstallCommand } from '../../image/packages/manager.ts';
import type { Engine } from '../engine/types.ts';
import type { Image } from '../image/image.ts';
import type { LevelResult } from '../verdict/types.ts';
import { compared, findingsOf, notCompared } from './finding.ts';
import { settingsOf, type RunPlan } from './observe.ts';
import { fetchAsked } from './http.ts';
import { isEnginePath } from './paths.ts';
import { openedPaths } from './strace.ts';
import { isOfBuild, type ToolchainTraces } from '../../toolchain/traces.ts';

const finding = findingsOf('trace');

export interface TraceInput {
  readonly engine: Engine;
  readonly signal: AbortSignal;
  /** The original's name, and the name for the image with strace. */
  readonly image: string;
  readonly traced: string;
  readonly before: Image;
  readonly after: Image;
  /** The toolchain that the original was made with. */
  readonly toolchain: ToolchainTraces | undefined;
  readonly plan: RunPlan;
  /** An empty directory. */
  readonly directory: string;
  readonly buildTimeoutMs: number;
}

/** How strace gets into an image, by the package manager that is there. */
const installers: readonly { readonly program: string; readonly command: string }[] = [
  { program: '/usr/bin/apt-get', command: plainInstallCommand('apt', ['strace']) },
  { program: '/sbin/apk', command: plainInstallCommand('apk', ['strace']) },
  { program: '/usr/bin/apk', command: plainInstallCommand('apk', ['strace']) },
  { program: '/usr/bin/dnf', command: 'dnf install -y strace' },
  { program: '/usr/bin/microdnf', command: 'microdnf install -y strace' },
];

/**
 * Files the C library and the loader open if they are there and do without if not: their absence changes nothing
 * that the closure of libraries, compared with the files, doesn't show (ld.so(8), locale(7), iconv(1)).
 */
const optionalPaths = ['/etc/ld.so.cache', '/etc/ld.so.preload', '/etc/ld-musl-'];
const optionalTrees = ['/usr/lib/locale/', '/usr/share/locale/'];
const gconv = /\/gconv\//;

const maximalTrace = 64 * 1024 * 1024;

export async function compareTrace(input: TraceInput): Promise<LevelResult> {
  const { engine, signal, before, after, plan } = input;
  const installer = installers.find(({ program }) => before.files.lookup(program).found);
  if (installer === undefined || !before.files.lookup('/bin/sh').found) {
    return notCompared('trace', 'the original has no package manager to install strace with');
  }
  const { user } = before.config;
  const built = await engine.build({
    text: [
      `FROM ${input.image}`,
      'USER 0',
      'SHELL ["/bin/sh", "-c"]',
      `RUN ${installer.command}`,
      ...(user === '' ? [] : [`USER ${user}`]),
      '',
    ].join('\n'),
    tag: input.traced,
    context: input.directory,
    ignore: undefined,
    target: undefined,
    arguments: [],
    timeoutMs: input.buildTimeoutMs,
    signal,
  });
  if (!built.ok)
    return notCompared(
      'trace',
      `strace could not be installed on top of the original: ${built.failure.message}`,
    );

  const script =
    'exec 3>&1; exec strace -f -qq -y -s 4096 -e trace=%file -e signal=none -o "|cat >&3" -- "$@" >/dev/null 2>&1';
  const result = await engine.run({
    image: input.traced,
    command: ['/bin/sh', '-c', script, 'sh', ...plan.command],
    args: undefined,
    replaceEntrypoint: true,
    ...settingsOf(plan),
    limits: plan.limits,
    maximalOutput: maximalTrace,
    signal,
    ...(plan.asks.length === 0
      ? {}
      : {
          during: async (container) => {
            const address = await container.address();
            if (address !== undefined) await fetchAsked(address, plan.asks, container.ended);
          },
        }),
  });
  if (result.kind === 'failed') return notCompared('trace', result.failure.message);
  if (result.kind === 'not-started') return notCompared('trace', `strace does not start: ${result.message}`);

  const opened = openedPaths(result.ran.stdout.toString('utf8'), before.config.workingDir);
  if (opened.length === 0) return notCompared('trace', 'strace told of no file at all');
  const remarks = [
    `${opened.length} files opened`,
    ...(result.ran.truncated ? ['only the start of the trace was read'] : []),
  ];
  const findings = opened.flatMap((path) => missingFrom(path, before, after, input.toolchain));
  return result.ran.truncated && findings.length === 0
    ? notCompared('trace', 'the trace is too long: only its start was read')
    : compared('trace', findings, remarks);
}

function missingFrom(
  path: string,
  before: Image,
  after: Image,
  toolchain: ToolchainTraces | undefined,
): readonly ReturnType<typeof finding>[] {
  // What the program made itself while it ran is in neither image.
  if (isEnginePath(path) || !before.files.lookup(path).found || after.files.lookup(path).found) return [];
  const cause = 'the original opens it while it runs; the new image does not have it';
  const why = isOptional(path)
    ? 'read if it is there, done without if not'
    : isLibrary(path, before)
      ? 'a library: what is linked is compared with the files'
      : toolchain !== undefined && isOfBuild(path, toolchain.ofBuild)
        ? `a directory of the ${toolchain.name} toolchain`
        : undefined;
  return [
    finding('file-not-there', path, why === undefined ? cause : `${cause} (${why})`, why !== undefined),
  ];
}

function isOptional(path: string): boolean {
  return (
    optionalPaths.some((start) => path.startsWith(start)) ||
    optionalTrees.some((tree) => path.startsWith(tree)) ||
    gconv.test(path)
  );
}

function isLibrary(path: string, image: Image): boolean {
  const found = image.files.lookup(path);
  return found.found && found.node.file?.elf?.soname !== undefined;
}

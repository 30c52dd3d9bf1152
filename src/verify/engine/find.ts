/** Finding the container engine that the user has. */
import { buildah } from './buildah.ts';
import { dockerLike, type Dialect } from './docker-like.ts';
import { execute } from './process.ts';
import { engineNames, type Engine, type EngineName } from './types.ts';

export type EngineSearch =
  | { readonly found: true; readonly engine: Engine }
  /** What was tried, with what each said. */
  | { readonly found: false; readonly message: string };

type Attempt = { readonly engine: Engine } | { readonly because: string };

const answerMs = 20_000;

/** The engine with the name, or the first that answers: docker, podman, nerdctl, buildah. */
export async function findEngine(name?: EngineName): Promise<EngineSearch> {
  const tried: string[] = [];
  for (const candidate of name === undefined ? engineNames : [name]) {
    const attempt = await attempts[candidate]();
    if ('engine' in attempt) return { found: true, engine: attempt.engine };
    tried.push(`${candidate} ${attempt.because}`);
  }
  return { found: false, message: `no container engine answers: ${tried.join('; ')}` };
}

const attempts: Readonly<Record<EngineName, () => Promise<Attempt>>> = {
  docker: async () => {
    const version = await ask('docker', ['version', '--format', '{{.Server.Version}}']);
    if ('because' in version) return version;
    const buildx =
      process.env['DOCKER_BUILDKIT'] === '0' ? undefined : await ask('docker', ['buildx', 'version']);
    return { engine: dockerLike(docker(version.answer, buildx !== undefined && 'answer' in buildx)) };
  },
  podman: async () => {
    const version = await ask('podman', ['version', '--format', '{{.Client.Version}}']);
    return 'because' in version ? version : { engine: dockerLike(podman(version.answer)) };
  },
  nerdctl: async () => {
    const version = await ask('nerdctl', ['version', '--format', '{{.Client.Version}}']);
    return 'because' in version ? version : { engine: dockerLike(nerdctl(version.answer)) };
  },
  buildah: async () => {
    const version = await ask('buildah', ['version', '--json']);
    if ('because' in version) return version;
    const number = /"version":\s*"([^"]+)"/.exec(version.answer)?.[1] ?? '';
    return { engine: buildah(number, process.env['BUILDAH_ISOLATION']) };
  },
};

async function ask(
  program: string,
  args: readonly string[],
): Promise<{ readonly answer: string } | { readonly because: string }> {
  const finished = await execute(program, args, { timeoutMs: answerMs });
  if (finished.endedBy === 'not-startable') return { because: 'is not installed' };
  if (finished.endedBy === 'timeout') return { because: 'does not answer' };
  const answer = finished.stdout.toString('utf8').trim();
  if (finished.code === 0 && answer !== '') return { answer };
  const [line = ''] = finished.stderr.toString('utf8').trim().split('\n');
  return { because: line === '' ? 'does not answer' : `says: ${line}` };
}

/** Docker's command line reference. With BuildKit through buildx, or the classic builder. */
export function docker(version: string, buildx: boolean): Dialect {
  return {
    name: 'docker',
    program: 'docker',
    description: `docker ${version} (${buildx ? 'buildx' : 'classic builder'})`,
    abilities: { addresses: true, limits: true, health: true, settings: true },
    // `--load` brings the image of a builder in a container into the engine.
    build: buildx ? ['buildx', 'build', '--load', '--progress', 'plain'] : ['build'],
    buildEnvironment: buildx ? { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' } : { DOCKER_BUILDKIT: '0' },
    ignoreOption: undefined,
    save: (image, file) => ['save', '--output', file, image],
    // The output comes over the attached streams; nothing is kept on the engine's disk.
    create: ['--log-driver', 'none', '--health-interval', '1s', '--health-start-period', '0s'],
    ping: ['version', '--format', '{{.Server.Version}}'],
  };
}

/** podman-build(1), podman-save(1), podman-create(1). */
export function podman(version: string): Dialect {
  return {
    name: 'podman',
    program: 'podman',
    description: `podman ${version}`,
    // Rootless containers have no address that can be reached from here; health checks need systemd's timers.
    abilities: { addresses: process.getuid?.() === 0, limits: true, health: false, settings: true },
    build: ['build', '--format', 'docker', '--layers', '--pull=false'],
    buildEnvironment: {},
    ignoreOption: '--ignorefile',
    save: (image, file) => ['save', '--format', 'docker-archive', '--output', file, image],
    create: ['--log-driver', 'none'],
    ping: ['info'],
  };
}

/**
 * nerdctl, `docs/command-reference.md`. Health options and `none` for a log driver are unknown to it; it has internal
 * networks since pull request 4454, and older ones say that they lack the option, which leaves HTTP unknown.
 */
export function nerdctl(version: string): Dialect {
  return {
    name: 'nerdctl',
    program: 'nerdctl',
    description: `nerdctl ${version}`,
    abilities: { addresses: process.getuid?.() === 0, limits: true, health: false, settings: true },
    build: ['build', '--progress', 'plain'],
    buildEnvironment: { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' },
    ignoreOption: undefined,
    save: (image, file) => ['save', '--output', file, image],
    create: [],
    ping: ['info'],
  };
}

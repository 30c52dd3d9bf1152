/** An engine that builds what the test says, and fails how the test says. */
import { traces } from '../../helpers/traces.ts';
import { writeFile } from 'node:fs/promises';
import type {
  BuildRequest,
  Engine,
  Failure,
  Ran,
  RunRequest,
  RunResult,
} from '../../../src/verify/engine/types.ts';
import type { VerifyRequest, VerifyTools } from '../../../src/verify/request.ts';
import { noProfile, noSetup } from '../../../src/verify/setup.ts';
import { verify } from '../../../src/verify/verify.ts';
import { dockerArchive, type ArchiveSpec } from './image.ts';

export interface Script {
  /** What a Dockerfile's text builds; a failure, or undefined for a failing instruction. */
  readonly build: (text: string, request: BuildRequest) => ArchiveSpec | Failure | undefined;
  /** `image` is `before`, `after` …; by default the program says hello and ends. */
  readonly run?: (image: string, request: RunRequest, count: number) => RunResult | Promise<RunResult>;
  readonly export?: (image: string) => Failure | Error | undefined;
}

export interface FakeEngine extends Engine {
  /** Images made and not removed. */
  readonly left: () => readonly string[];
  readonly runs: () => readonly string[];
  readonly builds: () => readonly string[];
}

export function failure(kind: Failure['kind'], message = `${kind} happened`, log = ''): Failure {
  return { kind, message, log };
}

export function ran(
  parts: Partial<Omit<Ran, 'stdout' | 'stderr'>> & {
    readonly stdout?: string;
    readonly stderr?: string;
  } = {},
): RunResult {
  return {
    kind: 'ran',
    ran: {
      stopped: false,
      exit: 0,
      outOfMemory: false,
      truncated: false,
      ...parts,
      stdout: Buffer.from(parts.stdout ?? 'hello\n'),
      stderr: Buffer.from(parts.stderr ?? ''),
    },
  };
}

const tagOf = (image: string): string => image.split(':').at(-1) ?? image;

export function fakeEngine(script: Script): FakeEngine {
  const images = new Map<string, ArchiveSpec>();
  const runs: string[] = [];
  const builds: string[] = [];
  return {
    name: 'docker',
    description: 'an engine for tests',
    abilities: { addresses: true, limits: true, health: true, settings: true },
    left: () => [...images.keys()],
    runs: () => runs,
    builds: () => builds,
    build: async (request) => {
      builds.push(request.text);
      const result = script.build(request.text, request);
      if (result === undefined) return { ok: false, failure: failure('build', 'the build failed') };
      if ('kind' in result) return { ok: false, failure: result };
      images.set(request.tag, result);
      return { ok: true, image: request.tag };
    },
    export: async (image, file) => {
      const wrong = script.export?.(tagOf(image));
      if (wrong instanceof Error) throw wrong;
      if (wrong !== undefined) return { ok: false, failure: wrong };
      const spec = images.get(image);
      if (spec === undefined) return { ok: false, failure: failure('engine', `no image ${image}`) };
      await writeFile(file, dockerArchive(spec));
      return { ok: true };
    },
    run: async (request) => {
      runs.push(tagOf(request.image));
      return script.run?.(tagOf(request.image), request, runs.length) ?? ran();
    },
    remove: async (names) => {
      for (const name of names) images.delete(name);
      return { ok: true };
    },
  };
}

export const before = 'FROM toolchain\nRUN build\nCMD ["/bin/app"]\n';
export const after =
  'FROM toolchain AS build\nRUN build\n\nFROM scratch\nCOPY --from=build /bin/app /bin/app\nCMD ["/bin/app"]\n';

export const request: VerifyRequest = {
  path: 'Dockerfile',
  against: 'its migration',
  before,
  after,
  context: '.',
  ignore: undefined,
  target: undefined,
  buildArguments: [],
  args: undefined,
  env: [],
  setup: noSetup,
  services: [],
  exit: undefined,
  profile: noProfile,
  http: [],
  port: undefined,
  run: true,
  trace: 'off',
  openNetwork: false,
  limits: { timeoutMs: 1000, memoryBytes: 1e8, processes: 10 },
  buildTimeoutMs: 1000,
  toolchains: traces,
  needs: [],
  sourcesRead: false,
  ownSourcesRead: false,
  accepted: [],
  staticFindings: [],
};

export async function verifyWith(
  engine: Engine,
  changes: Partial<VerifyRequest> = {},
  signal: AbortSignal = new AbortController().signal,
  tools: Pick<VerifyTools, 'tracer'> = {},
) {
  const { verification } = await verify({ ...request, ...changes }, { engine, signal, ...tools });
  return verification;
}

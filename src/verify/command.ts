/**
 * `dfopt verify`: the options as plain data in, the report and exit code out. It runs the author's code: it is the
 * only command that builds.
 */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Outcome } from '../rule/types.ts';
import { findEngine } from './engine/find.ts';
import type { BesideRequest, Engine, EngineName } from './engine/types.ts';
import type { LayerCache } from './image/image.ts';
import { acceptedBy, restsOnLibraries } from './migration.ts';
import { jsonReport } from './report/json.ts';
import { markdownReport } from './report/markdown.ts';
import { textReport } from './report/text.ts';
import { readAgainst, readDockerfile, readOwnIgnore } from './sources.ts';
import { noSetup, type ContainerSetup } from './setup.ts';
import { structureTest } from './structure-test.ts';
import type { ToolchainTraces } from '../toolchain/traces.ts';
import type { AcceptedChange, Verification } from './verdict/types.ts';
import { exitCodeOf } from './verdict/verdict.ts';
import { mapConcurrently } from './pool.ts';
import type { VerifyRequest, VerifyResult } from './request.ts';
import { verify } from './verify.ts';

/** A Dockerfile to verify. */
export interface VerifyFile {
  readonly path: string;
  /** As people know it; the path by default. */
  readonly name?: string;
  /** Build context; the Dockerfile's directory by default. */
  readonly context?: string;
  /** The compose service that it is run as. */
  readonly setup?: ContainerSetup;
  /** What that service's build is given, `NAME=value`; and its target. */
  readonly buildArguments?: readonly string[];
  readonly target?: string;
  /** Services to start beside it. */
  readonly services?: readonly BesideRequest[];
}

export interface VerifyOptions {
  readonly files: readonly VerifyFile[];
  /** `FILE` or `git:REV`; undefined compares with the file's own migration. */
  readonly against?: string;
  readonly engine?: EngineName;
  readonly target?: string;
  /** `NAME=value`. */
  readonly buildArguments?: readonly string[];
  /** What stands behind `--`. */
  readonly args?: readonly string[];
  /** `NAME=value`. */
  readonly env?: readonly string[];
  /** Paths to ask the server for. */
  readonly http?: readonly string[];
  readonly port?: number;
  /** The exit code that the program is meant to end with. */
  readonly exit?: number;
  /** `UID[:GID]`, in place of the image's user. */
  readonly user?: string;
  readonly readOnly?: boolean;
  readonly dropCapabilities?: readonly string[];
  /** `--no-run`. */
  readonly run?: boolean;
  /** undefined: where what it takes is at hand. */
  readonly trace?: boolean;
  /** Containers may reach the outside. */
  readonly network?: boolean;
  /** Seconds a container may run; default 5. */
  readonly timeout?: number;
  /** Seconds a build may take; default 1800. */
  readonly buildTimeout?: number;
  /** Bytes of memory of a container; default 512 MB. */
  readonly memory?: number;
  /** Processes and threads of a container; default 256. */
  readonly processes?: number;
  readonly jobs?: number;
  readonly format?: 'text' | 'json' | 'markdown';
  readonly verbose?: boolean;
  /** Where to write a container-structure-test file; for one Dockerfile. */
  readonly emitTest?: string;
}

/** What the command needs of its surroundings. */
export interface VerifySurroundings {
  /** dfopt's version, for the JSON report. */
  readonly version: string;
  /** Migrates a Dockerfile's text in memory, with its build context. */
  readonly migrate: (file: VerifyFile, text: string) => Promise<Migration>;
  /** What is known of toolchains in images and programs. */
  readonly toolchains: readonly ToolchainTraces[];
  readonly color: boolean;
  /** Aborts on Ctrl-C: containers are stopped and everything is removed before the command returns. */
  readonly signal: AbortSignal;
  /** Progress: the step under way of a file. */
  readonly onStep?: (file: string, step: string) => void;
  /** In place of the engine the machine has; for tests. */
  readonly engine?: Engine;
  /** Layers read before, where several calls share their bases. */
  readonly cache?: LayerCache;
}

export interface Migration {
  readonly outcome: Outcome;
  readonly accepted?: readonly AcceptedChange[];
}

export interface VerifyCommandResult {
  /** 0 equal, 2 a file can't be read, 3 different, 4 unknown, 130 interrupted. */
  readonly exitCode: 0 | 2 | 3 | 4 | 130;
  /** The product for standard output. */
  readonly report: string;
  /** For standard error. */
  readonly messages: readonly string[];
  readonly verifications: readonly Verification[];
}

export async function verifyCommand(
  options: VerifyOptions,
  surroundings: VerifySurroundings,
): Promise<VerifyCommandResult> {
  const messages: string[] = [];
  const found =
    surroundings.engine === undefined
      ? await findEngine(options.engine)
      : { found: true as const, engine: surroundings.engine };
  const cache: LayerCache = surroundings.cache ?? new Map();
  const done = await mapConcurrently(options.files, jobsOf(options), async (file) => {
    if (surroundings.signal.aborted) return undefined;
    const prepared = await prepare(file, options, surroundings);
    if (prepared.kind === 'unusable') return prepared;
    if (prepared.kind === 'nothing') return prepared;
    if (!found.found)
      return { kind: 'verified' as const, result: withoutEngine(prepared.request, found.message) };
    const log: string[] = [];
    const result = await verify(prepared.request, {
      engine: found.engine,
      signal: surroundings.signal,
      cache,
      onBuildOutput: (line) => log.push(line),
      onStep: (step) => surroundings.onStep?.(nameOf(file), step),
    });
    if (
      result.verification.verdict !== 'equal' &&
      result.verification.sizes === undefined &&
      !surroundings.signal.aborted &&
      log.length > 0
    ) {
      messages.push(`${nameOf(file)}: the whole build output is in ${await keepLog(log)}`);
    }
    return { kind: 'verified' as const, result };
  });

  let unusable = false;
  const results: VerifyResult[] = [];
  for (const one of done) {
    if (one === undefined) continue;
    if (one.kind === 'verified') results.push(one.result);
    else {
      messages.push(one.message);
      unusable ||= one.kind === 'unusable';
    }
  }
  if (options.emitTest !== undefined) messages.push(await emitTest(options.emitTest, results));
  const verifications = results.map(({ verification }) => verification);
  const verdict = exitCodeOf(verifications.map(({ verdict: one }) => one));
  return {
    exitCode: surroundings.signal.aborted ? 130 : verdict === 0 && unusable ? 2 : verdict,
    report: render(verifications, options, surroundings),
    messages,
    verifications,
  };
}

type Prepared =
  | { readonly kind: 'request'; readonly request: VerifyRequest }
  /** There is nothing to compare with. */
  | { readonly kind: 'nothing'; readonly message: string }
  | { readonly kind: 'unusable'; readonly message: string };

function nameOf({ name, path }: VerifyFile): string {
  return name ?? path;
}

/** What is asked for, of the file and of the call, with the defaults of what is not. */
function askedFor(
  file: VerifyFile,
  options: VerifyOptions,
  surroundings: VerifySurroundings,
): Omit<
  VerifyRequest,
  'path' | 'ignore' | 'against' | 'before' | 'after' | 'needs' | 'sourcesRead' | 'ownSourcesRead' | 'accepted'
> {
  return {
    context: file.context ?? dirname(file.path),
    target: options.target ?? file.target,
    buildArguments: [...(file.buildArguments ?? []), ...(options.buildArguments ?? [])],
    args: options.args,
    env: options.env ?? [],
    setup: file.setup ?? noSetup,
    services: file.services ?? [],
    exit: options.exit,
    profile: {
      user: options.user,
      readOnly: options.readOnly ?? false,
      dropCapabilities: options.dropCapabilities ?? [],
    },
    http: options.http ?? [],
    port: options.port,
    run: options.run ?? true,
    trace: traceOf(options),
    openNetwork: options.network ?? false,
    limits: {
      timeoutMs: (options.timeout ?? 5) * 1000,
      memoryBytes: options.memory ?? 512_000_000,
      processes: options.processes ?? 256,
    },
    buildTimeoutMs: (options.buildTimeout ?? 1800) * 1000,
    staticFindings: [],
    toolchains: surroundings.toolchains,
  };
}

async function prepare(
  file: VerifyFile,
  options: VerifyOptions,
  surroundings: VerifySurroundings,
): Promise<Prepared> {
  const name = nameOf(file);
  const source = await readDockerfile(file.path, name);
  if (!source.ok) return { kind: 'unusable', message: source.message };
  const common = {
    ...askedFor(file, options, surroundings),
    path: name,
    ignore: await readOwnIgnore(file.path),
  };
  if (options.against !== undefined) {
    const original = await readAgainst(options.against, file.path);
    if (!original.ok) return { kind: 'unusable', message: original.message };
    return {
      kind: 'request',
      request: {
        ...common,
        against: original.name,
        before: original.text,
        after: source.text,
        needs: [],
        sourcesRead: false,
        ownSourcesRead: false,
        accepted: [],
      },
    };
  }
  const { outcome, accepted } = await surroundings.migrate(file, source.text);
  switch (outcome.outcome) {
    case 'migrated':
      return {
        kind: 'request',
        request: {
          ...common,
          against: 'its migration',
          before: source.text,
          after: outcome.text,
          needs: outcome.needs ?? [],
          sourcesRead: outcome.confidence === 'proven',
          ownSourcesRead: restsOnLibraries(outcome, surroundings.toolchains),
          accepted: accepted ?? acceptedBy(outcome, surroundings.toolchains),
        },
      };
    case 'unchanged':
    case 'refused':
      return {
        kind: 'nothing',
        message: `${name}: nothing to verify, it was not migrated: ${outcome.message} [${outcome.code}]`,
      };
    case 'failed':
      return { kind: 'unusable', message: `${name}: ${outcome.message}` };
  }
}

function withoutEngine(request: VerifyRequest, message: string): VerifyResult {
  const why = { code: 'no-engine' as const, message, log: '' };
  const { path, against } = request;
  const verification: Verification = {
    path,
    against,
    verdict: 'unknown',
    levels: [],
    sizes: undefined,
    obstacle: why,
    remarks: [],
    engine: undefined,
  };
  return { verification, artefacts: undefined };
}

function render(
  verifications: readonly Verification[],
  { format = 'text', verbose = false }: VerifyOptions,
  { version, color }: VerifySurroundings,
): string {
  switch (format) {
    case 'json':
      return jsonReport(verifications, version);
    case 'markdown':
      return markdownReport(verifications);
    case 'text':
      return textReport(verifications, { color, verbose });
  }
}

async function emitTest(file: string, results: readonly VerifyResult[]): Promise<string> {
  const [result, ...others] = results;
  if (result?.artefacts === undefined || others.length > 0) {
    return `${file} was not written: it needs one Dockerfile whose images could be read`;
  }
  await writeFile(file, structureTest(result.artefacts, result.verification));
  return `${file} was written`;
}

async function keepLog(lines: readonly string[]): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'dfopt-log-')), 'build.log');
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

function traceOf({ trace, run = true }: VerifyOptions): VerifyRequest['trace'] {
  if (trace === true) return 'asked';
  return trace === undefined && run ? 'at-hand' : 'off';
}

function jobsOf({ jobs }: VerifyOptions): number {
  return Math.max(1, jobs ?? Math.min(2, availableParallelism()));
}

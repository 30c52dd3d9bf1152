/** Verifying one pair of Dockerfiles: build both, read both, compare, run both, clean up. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareConfig } from './compare/config.ts';
import { compareFiles, workingDirectoryUnused, type FilesInput } from './compare/files.ts';
import { compared, findingsOf, notAsked, notCompared } from './compare/finding.ts';
import type { Observation, RunPlan } from './compare/observe.ts';
import { commandOf } from './compare/programs.ts';
import { compareRuns } from './compare/run.ts';
import { compareStatic } from './compare/static.ts';
import { compareTrace } from './compare/trace.ts';
import { finalBase, frontendOf, withoutFrontend } from './dockerfile-text.ts';
import { uniqueName } from './engine/names.ts';
import type { BuildResult, Engine, Failure, Limits } from './engine/types.ts';
import type { ImageConfig } from './image/config.ts';
import { readImage, type Image, type LayerCache } from './image/image.ts';
import { ArchiveError } from './image/tar.ts';
import { sizesOf } from './sizes.ts';
import type { AcceptedChange, Finding, LevelResult, Need, Obstacle, Verification } from './types.ts';
import { verdictOf } from './verdict.ts';

export interface VerifyRequest {
  /** The Dockerfile as the user named it, and what it is compared with, for people. */
  readonly path: string;
  readonly against: string;
  /** Texts of the original and of the new Dockerfile. */
  readonly before: string;
  readonly after: string;
  /** The directory both are built in. */
  readonly context: string;
  /** Text of the Dockerfile's own ignore file, if it has one. */
  readonly ignore: string | undefined;
  readonly target: string | undefined;
  readonly buildArguments: readonly string[];
  /** Arguments for the container in CMD's place. */
  readonly args: readonly string[] | undefined;
  readonly env: readonly string[];
  /** Paths to ask the server for. */
  readonly http: readonly string[];
  /** undefined: the only port that the original announces. */
  readonly port: number | undefined;
  /** False: nothing is run, and the verdict can't be `equal`. */
  readonly run: boolean;
  readonly trace: boolean;
  /** Containers get access to the outside. */
  readonly openNetwork: boolean;
  readonly limits: Limits;
  readonly buildTimeoutMs: number;
  readonly needs: readonly Need[];
  /** The migration read all sources, and `needs` and `after` rest on them: see `FilesInput.sourcesRead`. */
  readonly sourcesRead: boolean;
  readonly accepted: readonly AcceptedChange[];
  /** What the migration's own check found. */
  readonly staticFindings: readonly Finding[];
}

export type VerifyStep =
  | 'building the original'
  | 'building the new image'
  | 'reading the original'
  | 'reading the new image'
  | 'comparing'
  | 'building the original again'
  | 'running both'
  | 'tracing'
  | 'cleaning up';

export interface VerifyTools {
  readonly engine: Engine;
  readonly signal: AbortSignal;
  /** Layers read before. */
  readonly cache?: LayerCache;
  readonly onStep?: (step: VerifyStep) => void;
  readonly onBuildOutput?: (line: string) => void;
}

/** What was made on the way, for `--emit-test`. */
export interface VerifyArtefacts {
  readonly before: Image;
  readonly after: Image;
  readonly baseLayers: FilesInput['base'];
  readonly original: Observation | undefined;
  readonly args: readonly string[] | undefined;
}

export interface VerifyResult {
  readonly verification: Verification;
  readonly artefacts: VerifyArtefacts | undefined;
}

const finding = findingsOf('static');

/** Never rejects: what goes wrong is part of the result. */
export async function verify(request: VerifyRequest, tools: VerifyTools): Promise<VerifyResult> {
  const prefix = uniqueName();
  const names = {
    before: `${prefix}:before`,
    again: `${prefix}:again`,
    after: `${prefix}:after`,
    base: `${prefix}:base`,
    traced: `${prefix}:traced`,
  };
  let directory: string | undefined;
  try {
    directory = await mkdtemp(join(tmpdir(), `${uniqueName()}-`));
    return await compareBuilt(request, tools, names, directory);
  } catch (error) {
    return stopped(request, tools, obstacleOfError(error, tools.signal));
  } finally {
    tools.onStep?.('cleaning up');
    await tools.engine.remove(Object.values(names));
    if (directory !== undefined) await rm(directory, { recursive: true, force: true });
  }
}

interface Names {
  readonly before: string;
  readonly again: string;
  readonly after: string;
  readonly base: string;
  readonly traced: string;
}

async function compareBuilt(
  request: VerifyRequest,
  tools: VerifyTools,
  names: Names,
  directory: string,
): Promise<VerifyResult> {
  const { engine, signal, onStep } = tools;
  const remarks: string[] = [];
  const staticLevel = compareStatic(request.before, request.after, request.staticFindings);

  onStep?.('building the original');
  const texts = await buildOriginal(request, tools, names.before, remarks);
  if (!texts.built.ok)
    return stopped(request, tools, obstacleOf(texts.built.failure), [staticLevel], remarks);

  onStep?.('building the new image');
  // A second attempt tells a broken Dockerfile from a mirror that was out of reach for a moment.
  const attempt = (): Promise<BuildResult> =>
    build(request, tools, texts.frontend(request.after), names.after);
  const once = await attempt();
  const built = once.ok || once.failure.kind !== 'build' ? once : await attempt();
  if (!built.ok) {
    if (built.failure.kind !== 'build')
      return stopped(request, tools, obstacleOf(built.failure), [staticLevel], remarks);
    const broken = finding(
      'does-not-build',
      'the new Dockerfile',
      `the original builds, this one doesn't: ${built.failure.message}`,
    );
    const levels = [
      compared('static', [...staticLevel.findings, broken]),
      ...restOfLevels(request, 'the new image could not be built'),
    ];
    return finish(request, tools, levels, { remarks, log: built.failure.log });
  }

  onStep?.('reading the original');
  const first = await readBuilt(names.before, join(directory, 'before.tar'), tools);
  if ('failure' in first) return stopped(request, tools, obstacleOf(first.failure), [staticLevel], remarks);
  onStep?.('reading the new image');
  const after = await readBuilt(names.after, join(directory, 'after.tar'), tools);
  if ('failure' in after) return stopped(request, tools, obstacleOf(after.failure), [staticLevel], remarks);
  const base = await readBase(request, tools, texts.frontend(request.after), names.base, directory);

  onStep?.('comparing');
  const args = request.args ?? acceptedArguments(request, after.image.config);
  const filesWith = (before: Image): LevelResult =>
    compareFiles({
      before,
      after: after.image,
      base,
      args,
      needs: request.needs,
      sourcesRead: request.sourcesRead,
      rebuilt: request.accepted.find(({ field }) => field === 'program')?.why,
    });
  const atFirst: BuiltOriginal = { image: first.image, name: names.before, files: filesWith(first.image) };
  const before = await settledOriginal(atFirst, filesWith, async () => {
    onStep?.('building the original again');
    const text = texts.frontend(request.before);
    if (!(await build(request, tools, text, names.again)).ok) return undefined;
    const read = await readBuilt(names.again, join(directory, 'again.tar'), tools);
    return 'image' in read ? { image: read.image, name: names.again } : undefined;
  });
  if (before !== atFirst) {
    remarks.push(
      'the original came out differently when it was built again: the new image is compared with what was built last',
    );
  }
  const { files } = before;
  const config = compareConfig(before.image.config, after.image.config, {
    needs: request.needs,
    accepted: request.accepted,
    workingDirUnused: workingDirectoryUnused(before.image, args),
  });
  const images = { before: before.name, after: names.after };

  let original: Observation | undefined;
  const runLevel = await (async (): Promise<LevelResult> => {
    if (!request.run) return notAsked('run', 'nothing was run');
    const plans = plansFor(request, before.image.config, after.image.config, args, engine);
    if (!plans.ok) return notCompared('run', plans.why);
    onStep?.('running both');
    const run = await compareRuns(engine, images, plans, signal);
    original = run.original;
    return run.level;
  })();

  const traceLevel = await (async (): Promise<LevelResult> => {
    if (!request.trace) return notAsked('trace', '--trace follows the files the original opens');
    const plans = plansFor(request, before.image.config, after.image.config, args, engine);
    if (!plans.ok) return notCompared('trace', plans.why);
    onStep?.('tracing');
    return compareTrace({
      engine,
      signal,
      image: before.name,
      traced: names.traced,
      before: before.image,
      after: after.image,
      plan: plans.before,
      directory: await mkdtemp(join(directory, 'empty-')),
      buildTimeoutMs: request.buildTimeoutMs,
    });
  })();

  if (signal.aborted) return stopped(request, tools, interrupted, [staticLevel, config, files], remarks);
  return finish(request, tools, [staticLevel, config, files, runLevel, traceLevel], {
    remarks,
    sizes: sizesOf(before.image, after.image),
    artefacts: { before: before.image, after: after.image, baseLayers: base, original, args },
  });
}

interface BuiltOriginal {
  readonly image: Image;
  readonly name: string;
  /** How the new image's files compare with it. */
  readonly files: LevelResult;
}

/**
 * A build can give other bytes each time (a date, an order), and does so where the engine's cache forgot in between
 * what the original was built from. Built again, the original then has what the new image has. Costs a build from
 * the cache, and only where contents differ.
 */
async function settledOriginal(
  first: BuiltOriginal,
  filesWith: (before: Image) => LevelResult,
  rebuild: () => Promise<Pick<BuiltOriginal, 'image' | 'name'> | undefined>,
): Promise<BuiltOriginal> {
  const counting = first.files.findings.filter(({ expected }) => !expected);
  const onlyContent = counting.every(({ code }) => code === 'content-differs' || code === 'program-differs');
  if (counting.length === 0 || !onlyContent) return first;
  const again = await rebuild();
  if (again === undefined || again.image.diffIds.join() === first.image.diffIds.join()) return first;
  const files = filesWith(again.image);
  return files.status === 'equal' ? { ...again, files } : first;
}

function asWritten(text: string): string {
  return text;
}

/** A frontend image that can't be fetched is done without, for both files alike. */
async function buildOriginal(
  request: VerifyRequest,
  tools: VerifyTools,
  tag: string,
  remarks: string[],
): Promise<{ readonly built: BuildResult; readonly frontend: (text: string) => string }> {
  const built = await build(request, tools, request.before, tag);
  const frontend = frontendOf(request.before);
  if (
    built.ok ||
    built.failure.kind !== 'build' ||
    frontend === undefined ||
    !frontendFailed(built.failure, frontend)
  ) {
    return { built, frontend: asWritten };
  }
  remarks.push(`the frontend ${frontend} could not be fetched: both were built with the engine's own`);
  return {
    built: await build(request, tools, withoutFrontend(request.before), tag),
    frontend: withoutFrontend,
  };
}

/** BuildKit: `failed to resolve source metadata for docker.io/docker/dockerfile:1: …`. */
function frontendFailed({ log }: Failure, frontend: string): boolean {
  const [reference = ''] = frontend.split(' ');
  return log.split('\n').some((line) => /resolve|fetch|pull/i.test(line) && line.includes(reference));
}

function build(request: VerifyRequest, tools: VerifyTools, text: string, tag: string): Promise<BuildResult> {
  return tools.engine.build({
    text,
    tag,
    context: request.context,
    ignore: request.ignore,
    target: request.target,
    arguments: request.buildArguments,
    timeoutMs: request.buildTimeoutMs,
    signal: tools.signal,
    ...(tools.onBuildOutput === undefined ? {} : { onOutput: tools.onBuildOutput }),
  });
}

type ReadResult = { readonly image: Image } | { readonly failure: Failure };

async function readBuilt(
  name: string,
  file: string,
  { engine, signal, cache }: VerifyTools,
): Promise<ReadResult> {
  try {
    const exported = await engine.export(name, file, signal);
    return exported.ok ? { image: await readImage(file, cache) } : { failure: exported.failure };
  } finally {
    // Archives are large: not both at once.
    await rm(file, { force: true });
  }
}

async function readBase(
  request: VerifyRequest,
  tools: VerifyTools,
  text: string,
  name: string,
  directory: string,
): Promise<FilesInput['base']> {
  const base = finalBase(text, request.target);
  if (base.kind === 'unknown') return { known: false, why: base.why };
  if (base.kind === 'scratch') return { known: true, image: undefined };
  const built = await build({ ...request, target: undefined }, tools, base.text, name);
  if (!built.ok) {
    // `FROM $BASE` with scratch behind it: BuildKit has nothing to build then.
    if (/no image was generated/i.test(built.failure.log)) return { known: true, image: undefined };
    return { known: false, why: built.failure.message };
  }
  const read = await readBuilt(name, join(directory, 'base.tar'), tools);
  return 'image' in read ? { known: true, image: read.image } : { known: false, why: read.failure.message };
}

/** An image that was run by hand gets a CMD by its migration: that is what both are run with. */
function acceptedArguments(request: VerifyRequest, after: ImageConfig): readonly string[] | undefined {
  return request.accepted.some(({ field }) => field === 'Cmd') ? after.cmd : undefined;
}

type Plans =
  | { readonly ok: true; readonly before: RunPlan; readonly after: RunPlan }
  | { readonly ok: false; readonly why: string };

function plansFor(
  request: VerifyRequest,
  before: ImageConfig,
  after: ImageConfig,
  args: readonly string[] | undefined,
  engine: Engine,
): Plans {
  const { http, limits, env, openNetwork } = request;
  if (http.length > 0 && !engine.abilities.addresses) {
    return {
      ok: false,
      why: `${engine.description} gives containers no address, so nothing can be asked over HTTP`,
    };
  }
  const port = request.port ?? onlyPort(before);
  if (http.length > 0 && port === undefined) {
    return {
      ok: false,
      why: 'which port to ask is not known: the original announces none or several (--port N)',
    };
  }
  const commands = { before: commandOf(before, args), after: commandOf(after, args) };
  if (commands.before.length === 0) return { ok: false, why: 'the original has no command to run (-- ARG…)' };
  const health =
    before.healthcheck !== undefined && before.healthcheck.test[0] !== 'NONE' && engine.abilities.health;
  const common = { args, env, http, port, limits, health, openNetwork };
  return {
    ok: true,
    before: { ...common, command: commands.before },
    after: { ...common, command: commands.after },
  };
}

function onlyPort({ exposedPorts }: ImageConfig): number | undefined {
  const tcp = exposedPorts.filter((port) => !port.endsWith('/udp') && !port.endsWith('/sctp'));
  const [port] = tcp;
  return port === undefined || tcp.length > 1 ? undefined : Number.parseInt(port, 10);
}

function restOfLevels({ trace }: VerifyRequest, why: string): readonly LevelResult[] {
  return [
    notCompared('config', why),
    notCompared('files', why),
    notCompared('run', why),
    trace ? notCompared('trace', why) : notAsked('trace', '--trace follows the files the original opens'),
  ];
}

interface Ending {
  readonly remarks?: readonly string[];
  readonly sizes?: Verification['sizes'];
  readonly artefacts?: VerifyArtefacts;
  readonly log?: string;
}

function finish(
  { path, against }: VerifyRequest,
  { engine }: VerifyTools,
  levels: readonly LevelResult[],
  { remarks = [], sizes, artefacts, log }: Ending,
): VerifyResult {
  const verification: Verification = {
    path,
    against,
    verdict: verdictOf(levels),
    levels,
    sizes,
    obstacle: undefined,
    remarks: log === undefined || log === '' ? remarks : [...remarks, log],
    engine: engine.description,
  };
  return { verification, artefacts };
}

/** A comparison that came to a stop: unknown, unless something different was found before. */
function stopped(
  request: VerifyRequest,
  { engine }: VerifyTools,
  obstacle: Obstacle,
  done: readonly LevelResult[] = [],
  remarks: readonly string[] = [],
): VerifyResult {
  const settled = new Set(done.map(({ level }) => level));
  const levels = [
    ...done,
    ...(settled.has('static') ? [] : [compareStatic(request.before, request.after, request.staticFindings)]),
    ...restOfLevels(request, 'not reached').filter(({ level }) => !settled.has(level)),
  ];
  return {
    verification: {
      path: request.path,
      against: request.against,
      verdict: verdictOf(levels),
      levels,
      sizes: undefined,
      obstacle,
      remarks,
      engine: engine.description,
    },
    artefacts: undefined,
  };
}

const interrupted: Obstacle = { code: 'interrupted', message: 'interrupted', log: '' };

function obstacleOf({ kind, message, log }: Failure): Obstacle {
  switch (kind) {
    case 'build':
      return {
        code: 'original-does-not-build',
        message: `the original does not build, so there is nothing to compare with: ${message}`,
        log,
      };
    case 'timeout':
    case 'disk-full':
    case 'engine-died':
    case 'interrupted':
      return { code: kind, message, log };
    case 'engine':
      return { code: 'unexpected', message, log };
  }
}

function obstacleOfError(error: unknown, signal: AbortSignal): Obstacle {
  if (signal.aborted) return interrupted;
  if (error instanceof ArchiveError) {
    return {
      code: 'archive-unreadable',
      message: `the engine's archive can't be read: ${error.message}`,
      log: '',
    };
  }
  if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) {
    return { code: 'disk-full', message: 'the disk is full', log: '' };
  }
  return { code: 'unexpected', message: error instanceof Error ? error.message : String(error), log: '' };
}

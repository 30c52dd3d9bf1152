/** Verifying one pair of Dockerfiles: build both, read both, compare, run both, clean up. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPair, type BuiltImage, type BuiltPair, type Names } from './builds.ts';
import { compareConfig } from './compare/config.ts';
import { compareFiles, workingDirectoryUnused } from './compare/files.ts';
import { notAsked, notCompared } from './compare/finding.ts';
import type { Observation } from './compare/observe.ts';
import { compareRuns } from './compare/run.ts';
import { compareStatic } from './compare/static.ts';
import {
  finish,
  interrupted,
  newDoesNotBuild,
  obstacleOf,
  obstacleOfError,
  stopped,
  traceNotAsked,
} from './endings.ts';
import { uniqueName } from './engine/names.ts';
import type { VerifyRequest, VerifyResult, VerifyTools } from './request.ts';
import type { Image } from './image/image.ts';
import { describeProfile } from './setup.ts';
import { argumentsFor, plansFor, type Plans } from './run-plans.ts';
import { toolchainOf, type ToolchainTraces } from '../toolchain/traces.ts';
import { compareTrace } from './trace/trace.ts';
import { findTracer } from './trace/tracer.ts';
import { sizesOf } from './verdict/sizes.ts';
import { counts, type LevelResult } from './verdict/types.ts';

/** Never rejects: what goes wrong is part of the result. */
export async function verify(request: VerifyRequest, tools: VerifyTools): Promise<VerifyResult> {
  const prefix = uniqueName();
  const names: Names = {
    before: `${prefix}:before`,
    again: `${prefix}:again`,
    after: `${prefix}:after`,
    base: `${prefix}:base`,
    traced: `${prefix}:traced`,
    checkedBefore: `${prefix}:checked-before`,
    checkedAfter: `${prefix}:checked-after`,
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

async function compareBuilt(
  request: VerifyRequest,
  tools: VerifyTools,
  names: Names,
  directory: string,
): Promise<VerifyResult> {
  const staticLevel = compareStatic(request.before, request.after, request.staticFindings);
  const pair = await buildPair(request, tools, names, directory);
  switch (pair.kind) {
    case 'stopped':
      return stopped(request, tools, obstacleOf(pair.failure), [staticLevel], pair.remarks);
    case 'new-does-not-build':
      return newDoesNotBuild(request, tools, pair.failure, staticLevel, pair.remarks);
    case 'built':
      break;
  }
  tools.onStep?.('comparing');
  const toolchain = toolchainOf(
    pair.before.image.config.env,
    request.toolchains,
    (path) => pair.before.image.files.lookup(path).found,
  );
  const args = argumentsFor(request, pair.after.image.config);
  const { files, before, remarks } = await settledFiles(request, pair, args, toolchain);
  const { after, base } = pair;
  const config = compareConfig(before.image.config, after.image.config, {
    needs: request.needs,
    toolchain,
    accepted: request.accepted,
    workingDirUnused: workingDirectoryUnused(before.image, args),
  });
  const plans = plansFor(request, before.image.config, after.image.config, args, tools.engine);
  const checked = await withHealthcheck(request, tools, { before, after }, names, directory);
  const run = await runLevel(request, tools, checked, plans);
  const trace = await traceLevel(request, tools, { before, after }, run.plans, names.traced, directory);
  const allRemarks = [...pair.remarks, ...remarks, ...setupRemarks(request)];
  if (tools.signal.aborted) {
    return stopped(request, tools, interrupted, [staticLevel, config, files], allRemarks);
  }
  return finish(request, tools, [staticLevel, config, files, run.level, trace], {
    remarks: allRemarks,
    sizes: sizesOf(before.image, after.image),
    artefacts: {
      toolchain,
      before: before.image,
      after: after.image,
      baseLayers: base,
      original: run.original,
      args,
    },
  });
}

// ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────

interface ComparedFiles {
  readonly files: LevelResult;
  /** The original that the new image was compared with. */
  readonly before: BuiltImage;
  readonly remarks: readonly string[];
}

/**
 * A build can give other bytes each time (a date, an order), and does so where the engine's cache forgot in between
 * what the original was built from. Built again, the original then has what the new image has. Costs a build from
 * the cache, and only where contents differ.
 */
async function settledFiles(
  request: VerifyRequest,
  { before, after, base, again }: BuiltPair,
  args: readonly string[] | undefined,
  toolchain: ToolchainTraces | undefined,
): Promise<ComparedFiles> {
  const user = request.profile.user ?? request.setup.user;
  const filesOf = (original: BuiltImage): LevelResult =>
    compareFiles({
      before: startedAs(original.image, user),
      after: startedAs(after.image, user),
      base,
      args,
      needs: request.needs,
      toolchain,
      sourcesRead: request.sourcesRead,
      ownSourcesRead: request.ownSourcesRead,
      rebuilt: request.accepted.find(({ field }) => field === 'program')?.why,
      leftBehind: request.accepted.find(({ packages }) => packages !== undefined),
      workdirUnused: request.accepted.find(({ field }) => field === 'WorkingDir')?.why,
    });
  const first: ComparedFiles = { files: filesOf(before), before, remarks: [] };
  if (!contentAloneDiffers(first.files)) return first;
  const rebuilt = await again();
  if (rebuilt === undefined || rebuilt.image.diffIds.join() === before.image.diffIds.join()) return first;
  const files = filesOf(rebuilt);
  if (files.status !== 'equal') return first;
  const remark =
    'the original came out differently when it was built again: the new image is compared with what was built last';
  return { files, before: rebuilt, remarks: [remark] };
}

/** The image as who it is started as sees it. */
function startedAs(image: Image, user: string | undefined): Image {
  return user === undefined ? image : { ...image, config: { ...image.config, user } };
}

function contentAloneDiffers({ findings }: LevelResult): boolean {
  const counting = findings.filter(counts);
  return (
    counting.length > 0 &&
    counting.every(({ code }) => code === 'content-differs' || code === 'program-differs')
  );
}

// ── Runs ─────────────────────────────────────────────────────────────────────────────────────────────────────

interface Images {
  readonly before: BuiltImage;
  readonly after: BuiltImage;
}

interface RunLevel {
  readonly level: LevelResult;
  readonly original: Observation | undefined;
  /** How it was run in the end. */
  readonly plans: Plans;
}

async function runLevel(
  request: VerifyRequest,
  { engine, signal, onStep }: VerifyTools,
  { before, after }: Images,
  plans: Plans,
): Promise<RunLevel> {
  if (!request.run) return { level: notAsked('run', 'nothing was run'), original: undefined, plans };
  if (!plans.ok) return { level: notCompared('run', plans.why), original: undefined, plans };
  onStep?.('running both');
  const run = await compareRuns(engine, { before: before.name, after: after.name }, plans, signal);
  return { ...run, plans: { ok: true, ...run.plans } };
}

/** The images with the health check that a compose file gives, which only an image can have in exec form. */
async function withHealthcheck(
  { setup, run, buildTimeoutMs }: VerifyRequest,
  { engine, signal }: VerifyTools,
  images: Images,
  names: Names,
  directory: string,
): Promise<Images> {
  const { healthcheck } = setup;
  if (healthcheck === undefined || !run || !engine.abilities.health) return images;
  const empty = await mkdtemp(join(directory, 'empty-'));
  const [form, ...words] = healthcheck;
  // A text of one line stays one: JSON has the line break as an escape.
  const test = form === 'CMD-SHELL' ? ['/bin/sh', '-c', words.join(' ')] : words;
  const line = form === 'NONE' ? 'HEALTHCHECK NONE' : `HEALTHCHECK CMD ${JSON.stringify(test)}`;
  const checked = async (image: BuiltImage, tag: string): Promise<BuiltImage> => {
    const built = await engine.build({
      text: `FROM ${image.name}\n${line}\n`,
      tag,
      context: empty,
      ignore: undefined,
      target: undefined,
      arguments: [],
      timeoutMs: buildTimeoutMs,
      signal,
    });
    if (!built.ok)
      throw new Error(`the health check of the compose file can't be set: ${built.failure.message}`);
    return { ...image, name: tag };
  };
  return {
    before: await checked(images.before, names.checkedBefore),
    after: await checked(images.after, names.checkedAfter),
  };
}

/** How it was run, where that is not as the image says. */
function setupRemarks({ setup, services, profile }: VerifyRequest): readonly string[] {
  return [
    ...[describeProfile(profile)].filter((remark) => remark !== undefined),
    ...(setup.name === '' ? [] : [`run as the service ${setup.name}`]),
    ...(services.length === 0 ? [] : [`beside it: ${services.map(({ name }) => name).join(', ')}`]),
    ...setup.remarks,
  ];
}

async function traceLevel(
  request: VerifyRequest,
  { engine, signal, onStep, tracer = findTracer }: VerifyTools,
  { before, after }: Images,
  plans: Plans,
  traced: string,
  directory: string,
): Promise<LevelResult> {
  const insisted = request.trace === 'asked';
  if (request.trace === 'off') return traceNotAsked;
  if (!plans.ok) return insisted ? notCompared('trace', plans.why) : notAsked('trace', plans.why);
  onStep?.('tracing');
  const toolchain = toolchainOf(before.image.config.env, request.toolchains);
  return compareTrace({
    engine,
    signal,
    image: before.name,
    traced,
    before: before.image,
    after: after.image,
    needs: request.needs,
    sourcesRead: request.sourcesRead,
    zoneArchives: request.toolchains.flatMap(({ zoneArchive }) => zoneArchive ?? []),
    plan: plans.before,
    ownDirectories: toolchain?.ownDirectories ?? [],
    cacheDirectories: toolchain?.cacheDirectories ?? [],
    tracer,
    insisted,
    directory: await mkdtemp(join(directory, 'empty-')),
    buildTimeoutMs: request.buildTimeoutMs,
  });
}

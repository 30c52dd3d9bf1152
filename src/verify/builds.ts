/** Building the images that are compared, and reading them. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FilesInput } from './compare/files.ts';
import { finalBase, frontendOf, withoutFrontend } from './dockerfile-text.ts';
import type { BuildResult, Failure } from './engine/types.ts';
import { readImage, type Image } from './image/image.ts';
import type { VerifyRequest, VerifyTools } from './request.ts';

/** Tags of what is made on the engine. */
export interface Names {
  readonly before: string;
  readonly again: string;
  readonly after: string;
  readonly base: string;
  readonly traced: string;
  /** With the health check of a compose file. */
  readonly checkedBefore: string;
  readonly checkedAfter: string;
}

/** An image on the engine, and what is in it. */
export interface BuiltImage {
  readonly name: string;
  readonly image: Image;
}

/** Both images, and how to build the original once more (undefined when that fails). */
export interface BuiltPair {
  readonly kind: 'built';
  readonly before: BuiltImage;
  readonly after: BuiltImage;
  readonly base: FilesInput['base'];
  readonly again: () => Promise<BuiltImage | undefined>;
  readonly remarks: readonly string[];
}

/** No images to compare: something stopped it, or the new Dockerfile does not build where the original does. */
export interface NotBuilt {
  readonly kind: 'stopped' | 'new-does-not-build';
  readonly failure: Failure;
  readonly remarks: readonly string[];
}

/** Builds and reads the original, the new image and its base. Archives go to the directory. */
export async function buildPair(
  request: VerifyRequest,
  tools: VerifyTools,
  names: Names,
  directory: string,
): Promise<BuiltPair | NotBuilt> {
  const { onStep } = tools;
  const stopped = (failure: Failure): NotBuilt => ({ kind: 'stopped', failure, remarks });
  const readAs = (name: string, file: string): Promise<ReadResult> =>
    readBuilt(name, join(directory, file), request, tools);

  onStep?.('building the original');
  const { built: original, frontend, remarks } = await buildOriginal(request, tools, names.before);
  if (!original.ok) return stopped(original.failure);
  onStep?.('building the new image');
  const text = frontend(request.after);
  const made = await buildTwice(request, tools, text, names.after);
  if (!made.ok) {
    const { failure } = made;
    return failure.kind === 'build' ? { kind: 'new-does-not-build', failure, remarks } : stopped(failure);
  }
  onStep?.('reading the original');
  const before = await readAs(names.before, 'before.tar');
  if (!before.ok) return stopped(before.failure);
  onStep?.('reading the new image');
  const after = await readAs(names.after, 'after.tar');
  if (!after.ok) return stopped(after.failure);
  return {
    kind: 'built',
    before,
    after,
    base: await readBase(request, tools, text, names.base, directory),
    again: async () => {
      onStep?.('building the original again');
      if (!(await build(request, tools, frontend(request.before), names.again)).ok) return undefined;
      const read = await readAs(names.again, 'again.tar');
      return read.ok ? read : undefined;
    },
    remarks,
  };
}

/** A second attempt tells a broken Dockerfile from a mirror that was out of reach for a moment. */
async function buildTwice(
  request: VerifyRequest,
  tools: VerifyTools,
  text: string,
  tag: string,
): Promise<BuildResult> {
  const once = await build(request, tools, text, tag);
  return once.ok || once.failure.kind !== 'build' ? once : build(request, tools, text, tag);
}

function asWritten(text: string): string {
  return text;
}

/** A frontend image that can't be fetched is done without, for both files alike. */
async function buildOriginal(
  request: VerifyRequest,
  tools: VerifyTools,
  tag: string,
): Promise<{
  readonly built: BuildResult;
  /** A text as it is built. */
  readonly frontend: (text: string) => string;
  readonly remarks: readonly string[];
}> {
  const built = await build(request, tools, request.before, tag);
  const frontend = frontendOf(request.before);
  if (
    built.ok ||
    built.failure.kind !== 'build' ||
    frontend === undefined ||
    !frontendFailed(built.failure, frontend)
  ) {
    return { built, frontend: asWritten, remarks: [] };
  }
  return {
    built: await build(request, tools, withoutFrontend(request.before), tag),
    frontend: withoutFrontend,
    remarks: [`the frontend ${frontend} could not be fetched: both were built with the engine's own`],
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

type ReadResult = ({ readonly ok: true } & BuiltImage) | { readonly ok: false; readonly failure: Failure };

async function readBuilt(
  name: string,
  file: string,
  { toolchains }: VerifyRequest,
  { engine, signal, cache }: VerifyTools,
): Promise<ReadResult> {
  try {
    const readers = toolchains.flatMap(({ readProgram }) => readProgram ?? []);
    const exported = await engine.export(name, file, signal);
    return exported.ok ? { ok: true, name, image: await readImage(file, cache, readers) } : exported;
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
  const read = await readBuilt(name, join(directory, 'base.tar'), request, tools);
  return read.ok ? { known: true, image: read.image } : { known: false, why: read.failure.message };
}

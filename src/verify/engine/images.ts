/** The verbs on images, which all engines know by nearly the same words. */
import { writeDockerfile } from './dockerfile-directory.ts';
import type { EngineProgram } from './program.ts';
import type { BuildRequest, BuildResult, Engine, Result } from './types.ts';

/** How the verbs on images differ. */
export interface ImageDialect {
  /** Words before the build's options. */
  readonly build: readonly string[];
  /** Environment of builds. */
  readonly buildEnvironment: Readonly<Record<string, string>>;
  /** The option that names a Dockerfile's ignore file; undefined if the engine finds it beside the Dockerfile. */
  readonly ignoreOption: string | undefined;
  /** The command that writes an image to a file. */
  readonly save: (image: string, file: string) => readonly string[];
}

const exportTimeoutMs = 600_000;
/** As docker, podman, nerdctl and buildah say of an image to remove that isn't there. */
const missingImage = /no such image|not known|not found/i;

/** Building, exporting and removing images. */
export function imageVerbs(
  program: EngineProgram,
  dialect: ImageDialect,
): Pick<Engine, 'build' | 'export' | 'remove'> {
  return {
    build: (request) => build(program, dialect, request),
    export: async (image, file, signal) => {
      const words = dialect.save(image, file);
      const finished = await program.call(words, { timeoutMs: exportTimeoutMs, signal });
      return finished.code === 0
        ? { ok: true }
        : { ok: false, failure: await program.failed(words[0] ?? 'save', finished) };
    },
    remove: (images) => remove(program, images),
  };
}

async function build(
  program: EngineProgram,
  dialect: ImageDialect,
  request: BuildRequest,
): Promise<BuildResult> {
  const directory = await writeDockerfile(request.text, request.ignore);
  const ignore =
    directory.ignore === undefined || dialect.ignoreOption === undefined
      ? []
      : [dialect.ignoreOption, directory.ignore];
  try {
    const finished = await program.call(
      [
        ...dialect.build,
        '--file',
        directory.dockerfile,
        ...ignore,
        '--tag',
        request.tag,
        ...(request.target === undefined ? [] : ['--target', request.target]),
        ...request.arguments.flatMap((argument) => ['--build-arg', argument]),
        request.context,
      ],
      {
        timeoutMs: request.timeoutMs,
        signal: request.signal,
        env: dialect.buildEnvironment,
        ...(request.onOutput === undefined ? {} : { onLine: request.onOutput }),
      },
    );
    return finished.code === 0
      ? { ok: true, image: request.tag }
      : { ok: false, failure: await program.failed('build', finished, 'build') };
  } finally {
    await directory.remove();
  }
}

async function remove(program: EngineProgram, images: readonly string[]): Promise<Result> {
  if (images.length === 0) return { ok: true };
  const finished = await program.call(['rmi', '--force', ...images]);
  return finished.code === 0 || missingImage.test(finished.stderr.toString('utf8'))
    ? { ok: true }
    : { ok: false, failure: await program.failed('rmi', finished) };
}

/**
 * A Dockerfile outside the build context, with its ignore file beside it: BuildKit takes `NAME.dockerignore` from
 * the Dockerfile's directory before the context's own `.dockerignore` (Docker documentation, "Build context").
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface DockerfileDirectory {
  readonly dockerfile: string;
  readonly ignore: string | undefined;
  readonly remove: () => Promise<void>;
}

/** Writes both texts to a directory of their own, to be removed by the caller. */
export async function writeDockerfile(
  text: string,
  ignore: string | undefined,
): Promise<DockerfileDirectory> {
  const directory = await mkdtemp(join(tmpdir(), 'dfopt-build-'));
  const dockerfile = join(directory, 'Dockerfile');
  const ignorePath = `${dockerfile}.dockerignore`;
  await writeFile(dockerfile, text);
  if (ignore !== undefined) await writeFile(ignorePath, ignore);
  return {
    dockerfile,
    ignore: ignore === undefined ? undefined : ignorePath,
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

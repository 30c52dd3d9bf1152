/** Where the Dockerfile to compare with comes from: a file, or a revision. */
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { decode } from '../dockerfile/index.ts';
import { execute } from './engine/process.ts';

export type Source =
  | { readonly ok: true; readonly text: string; readonly name: string }
  | { readonly ok: false; readonly message: string };

const gitPrefix = 'git:';

/** `FILE`, or `git:REV` for the revision's version of the Dockerfile at the path. */
export function readAgainst(against: string, path: string): Promise<Source> {
  return against.startsWith(gitPrefix)
    ? readRevision(against.slice(gitPrefix.length), path)
    : readDockerfile(against);
}

/** Reads a Dockerfile; says why when it cannot. */
export async function readDockerfile(path: string, name = path): Promise<Source> {
  try {
    return { ok: true, text: decode(await readFile(path)).text, name };
  } catch (error) {
    const why =
      error instanceof Error && 'code' in error && error.code === 'ENOENT'
        ? 'there is no such file'
        : String(error);
    return { ok: false, message: `${name} can't be read: ${why}` };
  }
}

async function readRevision(revision: string, path: string): Promise<Source> {
  if (revision === '' || revision.startsWith('-')) {
    return { ok: false, message: `'${revision}' is no revision: give one, as in git:main` };
  }
  const object = `${revision}:./${basename(path)}`;
  const shown = await execute('git', ['-C', dirname(path), 'cat-file', 'blob', object], {
    timeoutMs: 30_000,
  });
  if (shown.code === 0) return { ok: true, text: decode(shown.stdout).text, name: `git:${revision}` };
  const [why = ''] = shown.stderr.toString('utf8').trim().split('\n');
  return { ok: false, message: `git has no ${object}: ${why}` };
}

/** The ignore file that belongs to this Dockerfile alone. */
export async function readOwnIgnore(path: string): Promise<string | undefined> {
  try {
    return await readFile(`${path}.dockerignore`, 'utf8');
  } catch {
    return undefined;
  }
}

/** Real Dockerfiles, where there are some: the environment variable DFOPT_CORPUS names their directory. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '../../src/dockerfile/index.ts';

export interface CorpusFile {
  /** Relative to the corpus, with `/`: `golang/0123.Dockerfile`. */
  readonly name: string;
  readonly text: string;
}

/** Undefined when there is no corpus at hand. */
export const corpusDirectory: string | undefined = process.env['DFOPT_CORPUS'];

/** The files below a directory of the corpus, all of them when none is named, by name. */
export function corpusFiles(group = ''): readonly CorpusFile[] {
  return corpusNames(group).map((name) => ({ name, text: decode(corpusBytes(name)).text }));
}

/** The names of these files; none when there is no corpus. */
function corpusNames(group = ''): readonly string[] {
  if (corpusDirectory === undefined) return [];
  return readdirSync(join(corpusDirectory, group), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.Dockerfile'))
    .map((name) => join(group, name).replaceAll('\\', '/'))
    .sort();
}

/** A file of the corpus as it is. */
export function corpusBytes(name: string): Uint8Array {
  return readFileSync(join(corpusDirectory ?? '', name));
}

/** Paths that stand in a command's own words, and in what it reads as its input: what else would it write? */
import { systemDirectories } from '../../image/directories.ts';
import { textInto } from './input.ts';
import type { CommandRun } from '../types.ts';

/** More than this are not noted: a text that names hundreds of paths is no hint. */
const maximumPaths = 64;

/**
 * An absolute path in a text: it starts where no other path goes on (`"/srv/a"`, `>/srv/a`, `--to=/srv/a`), of the
 * characters that need no quotes in any language.
 */
const absolutePath = /(?<![\w./:@%+-])\/[\w.+@%-]+(?:\/[\w.+@%-]+)*/g;

/** The absolute paths, none of a directory that every system has. */
export function pathsNamedBy(run: CommandRun): readonly string[] {
  const texts = [...run.words.map(({ text }) => text ?? ''), textInto(run) ?? ''];
  const paths = texts.flatMap((text) => [...text.matchAll(absolutePath)].map(([path]) => path));
  return [...new Set(paths)].filter((path) => !isOfSystem(path)).slice(0, maximumPaths);
}

function isOfSystem(path: string): boolean {
  return systemDirectories.has(path) || /^\/(?:dev|proc|sys)\//.test(path);
}

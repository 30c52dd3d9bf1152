/** Files that are written by redirection. */
import { posix } from 'node:path';
import type { Redirect } from '../../shell/types.ts';
import { fetchedOutput, regionOf } from '../commands/index.ts';
import { isAbsent } from '../files/lookup.ts';
import type { CommandRun, FileEntry, Program } from '../types.ts';
import { nothingCalled } from './recorder.ts';
import type { Situation } from './situation.ts';
import type { Circumstance } from './scene.ts';
import type { Walk } from './walk.ts';

const writing: ReadonlySet<Redirect['operator']> = new Set(['>', '>>', '>|', '&>', '&>>', '<>']);
const appending: ReadonlySet<Redirect['operator']> = new Set(['>>', '&>>']);

/** A heredoc, or a file, is what the commands read. */
export function reading(
  { expansion }: Walk,
  redirects: readonly Redirect[],
  situation: Situation,
  around: Circumstance,
): Circumstance {
  if (redirects.length === 0) return around;
  const input = expansion.input(redirects, situation, around.input);
  return input === around.input ? around : { ...around, input };
}

/** What redirections write; `run` is the command they stand at, where it is one alone. */
export function redirect(
  walk: Walk,
  redirects: readonly Redirect[],
  situation: Situation,
  around: Circumstance,
  run: CommandRun | undefined,
): void {
  for (const item of redirects) {
    if (!writing.has(item.operator) || item.target === undefined) continue;
    const value = walk.expansion.text(item.target, situation);
    const target = value.text;
    if (target === undefined || situation.workdir.text === undefined) {
      const unknown =
        run ?? walk.recorder.record({ ...nothingCalled, span: around.toFile?.(item) }, situation, around);
      const under = regionOf(value, unknown);
      const why = 'it writes a file whose name is not known';
      if (under === '/') walk.recorder.opaque(unknown, why);
      else walk.recorder.perform([{ kind: 'opaque', under, why }], unknown);
      continue;
    }
    const path = posix.resolve(situation.workdir.text, target);
    if (path.startsWith('/dev/') || path.startsWith('/proc/')) continue;
    const writer =
      run ?? walk.recorder.record({ ...nothingCalled, span: around.toFile?.(item) }, situation, around);
    const content = contentAfter(walk, item, path, writer);
    const appended = content === undefined ? appendedAfter(walk, item, path, writer) : undefined;
    const download = item.fd === undefined || item.fd === 1 ? fetchedOutput(writer) : undefined;
    const program = programWritten(walk, item, path, writer);
    const more = {
      ...(download === undefined ? {} : { download }),
      ...(appended === undefined ? {} : { appended }),
      ...(program === undefined ? {} : { program }),
    };
    walk.recorder.perform([{ kind: 'write', path, entry: 'file', content, ...more }], writer);
  }
}

/** A program with something behind it stays that program: `cat program data > both`, `cat data >> program`. */
function programWritten(
  walk: Walk,
  { operator }: Redirect,
  path: string,
  { name, words, workdir }: CommandRun,
): Program | undefined {
  const [, first] = words;
  const begins = appending.has(operator)
    ? path
    : name === 'cat' && first?.text !== undefined && workdir.text !== undefined
      ? posix.resolve(workdir.text, first.text)
      : undefined;
  const found = begins === undefined ? undefined : walk.files().lookup(begins);
  return found?.status === 'present' ? found.entry.program : undefined;
}

/** The file's text, where what was in it and what the command prints are known. */
function contentAfter(
  walk: Walk,
  { operator, fd }: Redirect,
  path: string,
  writer: CommandRun,
): string | undefined {
  const earlier = appending.has(operator) ? contentSoFar(walk, path) : '';
  const output = fd === undefined || fd === 1 ? textPrinted(walk, writer) : '';
  return output === undefined || earlier === undefined ? undefined : earlier + output;
}

/** What follows the text of a file that the base image has or may have, which isn't known itself. */
function appendedAfter(
  walk: Walk,
  { operator, fd }: Redirect,
  path: string,
  writer: CommandRun,
): string | undefined {
  const found = appending.has(operator) ? walk.files().lookup(path) : undefined;
  if (found === undefined || found.status === 'absent') return undefined;
  const { origin, copyOf, appended }: Pick<FileEntry, 'origin' | 'copyOf' | 'appended'> =
    found.status === 'present' ? found.entry : found;
  const earlier = appended ?? (origin.by === 'base' || copyOf !== undefined ? '' : undefined);
  const output = fd === undefined || fd === 1 ? textPrinted(walk, writer) : '';
  return earlier === undefined || output === undefined ? undefined : earlier + output;
}

function textPrinted(walk: Walk, writer: CommandRun): string | undefined {
  const printed = walk.printed(writer);
  return printed?.unordered === true ? undefined : printed?.text;
}

function contentSoFar(walk: Walk, path: string): string | undefined {
  const found = walk.files().lookup(path);
  if (isAbsent(found)) return '';
  return found.status === 'present' ? found.entry.content?.() : undefined;
}

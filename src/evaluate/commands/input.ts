/** What comes in on standard input. */
import type { CommandRun } from '../types.ts';

/** A heredoc, a file, or what is printed before the pipe; undefined where its text, or the order of its lines, isn't known. */
export function textInto({ input }: CommandRun): string | undefined {
  return input?.kind === 'pipe' && input.unordered === true ? undefined : input?.text;
}

/** What commands print, where every shell and implementation prints the same. */
import { echo, printf, type ShellFlavor } from '../../shell/printed.ts';
import type { CommandRun } from '../types.ts';

export type { ShellFlavor };

/** The standard output of a command, if it follows from its words; redirects write it to files. */
export function outputOf(run: CommandRun, shell?: ShellFlavor): string | undefined {
  const words = run.words.slice(1).map((word) => word.text);
  if (!words.every((word) => word !== undefined)) return undefined;
  switch (run.name) {
    case 'echo':
      return echo(words, shell);
    case 'printf':
      return printf(words);
    case 'cat':
      return words.every((word) => word === '-') && words.length < 2 ? textInto(run) : undefined;
    case 'tee':
      return textInto(run);
    case ':':
    case 'true':
    case 'false':
      return '';
    case undefined:
    default:
      return undefined;
  }
}

/** What comes in on standard input: a heredoc, or the output of the command before the pipe. */
export function textInto(run: CommandRun): string | undefined {
  switch (run.input?.kind) {
    case 'text':
      return run.input.text;
    case 'pipe':
      return run.input.from && outputOf(run.input.from);
    case undefined:
      return undefined;
  }
}

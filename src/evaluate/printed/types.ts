/** What commands print, and what they have to ask for it. */
import type { ShellFlavor } from '../../shell/printed.ts';
import type { CommandRun, FileSystem } from '../types.ts';

/** A text that a command prints, as it follows from what is known. */
export interface Printed {
  readonly text: string;
  /** The lines come in an order that isn't known: that of the names in a directory as they are stored. */
  readonly unordered?: true;
}

/** What printing rests on. */
export interface Printing {
  readonly files: FileSystem;
  readonly shell: ShellFlavor | undefined;
  /** What a toolchain's command prints. */
  readonly ofToolchain: (run: CommandRun) => string | undefined;
}

/** What a command prints for what it is called with and reads; undefined where that isn't known. */
export type Printer = (run: CommandRun, printing: Printing) => Printed | undefined;

/** The words behind the command's name, where all of them are known. */
export function wordsOf(run: CommandRun): readonly string[] | undefined {
  const words = run.words.slice(1).flatMap(({ text }) => text ?? []);
  return words.length === run.words.length - 1 ? words : undefined;
}

/** The lines of a text; what stands behind the last line end is one too. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

export function fromLines(lines: readonly string[], { unordered }: Pick<Printed, 'unordered'> = {}): Printed {
  const text = lines.map((line) => `${line}\n`).join('');
  return unordered === true && lines.length > 1 ? { text, unordered } : { text };
}

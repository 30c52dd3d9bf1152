/** `--format diff`: one patch for all files of the run. */
import colors from 'picocolors';
import { compare } from './changes.ts';
import { visibleLines } from './escape.ts';
import { type PatchLine, patchLines } from './patch.ts';
import { newText, relativeNames } from './paths.ts';
import type { Format } from './types.ts';

export const diff: Format = (run, settings) => {
  const nameOf = relativeNames(run);
  const show = painter(settings.color);
  return run.files
    .flatMap((file) => {
      const text = newText(file);
      return text === undefined ? [] : patchLines(nameOf(file), compare(file.original, text));
    })
    .map((line) => show({ ...line, text: settings.terminal ? visibleLines(line.text) : line.text }))
    .join('');
};

/** Writes a line in its colour, the same as git's; the line end stays outside of it. */
function painter(enabled: boolean): (line: PatchLine) => string {
  if (!enabled) return (line) => line.text;
  const { bold, cyan, green, red } = colors.createColors(true);
  const paints: Readonly<Record<PatchLine['kind'], (text: string) => string>> = {
    file: bold,
    hunk: cyan,
    removed: red,
    added: green,
    context: (text) => text,
    note: (text) => text,
  };
  return ({ kind, text }) => `${paints[kind](text.slice(0, -1))}\n`;
}

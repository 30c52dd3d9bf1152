/** Programs of commands that have a language of their own, where they stand in a file of the image. */
import type { Value } from './types.ts';

/** Commands that take a program's file by `-f` where others of theirs take its text by `-e` (POSIX XCU sed, gawk 5). */
const readers: ReadonlySet<string> = new Set(['sed', 'awk', 'gawk', 'mawk', 'nawk', 'original-awk']);

/** The same command line with the text of such a file in place of its name, where that is known. */
export function withProgramTexts(
  words: readonly Value[],
  textOf: (path: Value) => string | undefined,
): readonly Value[] {
  if (!readers.has(words[0]?.text?.replace(/^.*\//s, '') ?? '')) return words;
  const end = words.findIndex(({ text }) => text === '--');
  return words.flatMap((word, index): readonly Value[] => {
    if (index === 0 || (end >= 0 && index > end)) return [word];
    const before = words[index - 1]?.text ?? '';
    // The name is the next word's, or stands behind the letter.
    if (isAlone(word.text)) return textOf(words[index + 1] ?? { text: '' }) === undefined ? [word] : [];
    const path = isAlone(before) ? word : inOneWord(word);
    const text = path === undefined ? undefined : textOf(path);
    if (text === undefined) return [word];
    const letters = isAlone(before) ? lettersOf(before) : '';
    return [...(letters === '' ? [] : [{ text: `-${letters}` }]), { text: '-e' }, { text }];
  });
}

/** `-f`, also behind letters that take no value (`-nf FILE`). */
function isAlone(text: string | undefined): boolean {
  return text !== undefined && (/^-[nErsuz]*f$/.test(text) || text === '--file');
}

function lettersOf(text: string): string {
  return text === '--file' ? '' : text.slice(1, -1);
}

function inOneWord({ text }: Value): Value | undefined {
  const name = text === undefined ? undefined : /^(?:--file=|-f)(.+)$/s.exec(text)?.[1];
  return name === undefined ? undefined : { text: name };
}

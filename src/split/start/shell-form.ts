/** Shell-form commands that are the same in exec form. */
import type { Stage } from '../../evaluate/types.ts';
import { parseShell } from '../../shell/parse.ts';
import { plainWords } from '../../shell/plain.ts';
import { expandWord } from '../../shell/expand-words.ts';
import { readScript } from '../../shell/scripts.ts';
import { wrappedBy } from '../../shell/wrappers.ts';
import { startOf } from './start.ts';

/**
 * The words of the exec form; undefined when a shell is needed. Variables of the base image that only its toolchain
 * uses (`$GOPATH/bin/app`) are replaced: nobody sets them for a container of this image.
 */
export function shellWords(text: string, stage: Stage): readonly string[] | undefined {
  const plain = plainWords(text);
  if (plain !== undefined) return plain;
  const { statements, complete } = parseShell(text);
  const [only, ...more] = statements;
  if (!complete || only?.kind !== 'command' || more.length > 0) return undefined;
  const words = only.words.flatMap((word) =>
    expandWord(word, {
      lookup: (name) => {
        const value = stage.state.env.get(name);
        const own = name in (stage.facts?.env ?? {}) && name !== 'PATH' && value?.origin === 'base';
        return own ? value : { text: undefined, because: name };
      },
    }).fields.map((field) => (field.hasGlob ? undefined : field.value.text)),
  );
  if (words.some((word) => word === undefined || /[\s'"\\$]/.test(word))) return undefined;
  const expanded = words.map((word) => word ?? '').join(' ');
  // What surrounds the words (redirects, assignments, comments) is judged by the same rules as before.
  const outside = only.words.reduce((rest, word) => rest.replace(word.raw, ''), text);
  return outside.trim() === '' ? plainWords(expanded) : undefined;
}

/** Whether a command line gives a text to a shell. */
export function startsText(words: readonly string[]): boolean {
  return wrappedBy(words.map((text) => ({ text })))?.kind === 'script';
}

/** Of a text that a shell is given the words of the command that it comes to, as far as they are known. */
function wordsWithin(words: readonly string[], stage: Stage): readonly string[] {
  const wrapped = wrappedBy(words.map((text) => ({ text })));
  if (wrapped?.kind !== 'script') return words;
  const { last } = readScript(wrapped.text.text ?? '', { lookup: (name) => stage.state.env.get(name) });
  return (last?.words ?? []).flatMap(({ text, usual }) => text ?? usual ?? []);
}

/** The words that the container starts with, where they are known. */
export function startWords(stage: Stage): readonly string[] {
  const start = startOf(stage);
  if (start.kind === 'exec') return wordsWithin(start.words, stage);
  return start.kind === 'shell' ? (shellWords(start.script, stage) ?? []) : [];
}

/** The words of a call of make. */
import type { Value } from '../types.ts';

/** Options of make that take a value. Source: make(1). */
const makeValued = new Set(['C', 'f', 'I', 'o', 'W', 'j', 'l', 'O']);

/** What a call of make asks for; undefined when a word of it is not known. */
export function makeCall(words: readonly Value[]):
  | {
      readonly targets: readonly string[];
      readonly variables: Readonly<Record<string, string>>;
      readonly directory: string | undefined;
      readonly file: string | undefined;
    }
  | undefined {
  const targets: string[] = [];
  const variables: Record<string, string> = {};
  let directory: string | undefined;
  let file: string | undefined;
  for (let index = 1; index < words.length; index++) {
    const text = words[index]?.text;
    if (text === undefined) return undefined;
    const variable = /^([A-Za-z_][\w.]*)\s*[:?+]?=(.*)$/s.exec(text);
    const option = /^-([A-Za-z])(.*)$/.exec(text);
    if (variable !== null) variables[variable[1] ?? ''] = variable[2] ?? '';
    else if (/^--(directory|file|makefile)=/.test(text)) {
      const value = text.slice(text.indexOf('=') + 1);
      if (text.startsWith('--directory')) directory = value;
      else file = value;
    } else if (option !== null) {
      const [, letter = '', attached = ''] = option;
      const takesNext =
        attached === '' &&
        makeValued.has(letter) &&
        (letter !== 'j' || /^\d+$/.test(words[index + 1]?.text ?? ''));
      const value = takesNext ? words[++index]?.text : attached;
      if (letter === 'C') directory = value;
      if (letter === 'f') file = value;
    } else if (!text.startsWith('-')) targets.push(text);
  }
  return { targets, variables, directory, file };
}

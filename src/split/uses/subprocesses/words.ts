/** What words of a command line say, whatever the program. */
import type { Value } from '../../../shell/types.ts';

/** The words of a table. */
export const wordsOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** With these a program tells of itself and does no more. */
const telling = wordsOf('--version -version -v -V version --help -help -h');

/** Whether a command line asks for no more than that. */
export function onlyTells(words: readonly Value[]): boolean {
  return words.length > 1 && words.slice(1).every(({ text }) => text !== undefined && telling.has(text));
}

/** Whether it is an address: `https://…`. */
export function hasScheme(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}

/**
 * Variable substitution and quote removal, as the builder does them for the arguments of every instruction but RUN,
 * CMD, ENTRYPOINT, SHELL, HEALTHCHECK and MAINTAINER.
 *
 * Source: Dockerfile reference, "Environment replacement"; moby/buildkit frontend/dockerfile/shell/lex.go.
 */
import { lex } from './lexer.ts';
import type { Lookup } from './lexer.ts';
import type { Escape } from './continuations.ts';

export type { Lookup, Unknown } from './lexer.ts';

export interface ExpandOptions {
  /** The file's escape character. */
  readonly escape: Escape;
}

interface ExpansionBase {
  /** Why the result isn't known: the first unknown variable it depends on. */
  readonly because?: string;
  /** Variables asked for that are not set, each once, in order. The builder puts in nothing for them. */
  readonly unset: readonly string[];
  /** What is wrong with the text; the builder refuses it. */
  readonly error: string | undefined;
}

/** Text after substitution; `text` is undefined when it isn't known or there is an error. */
export interface Expansion extends ExpansionBase {
  readonly text: string | undefined;
}

/** Words after substitution; `words` is undefined when they aren't known or there is an error. */
export interface WordsExpansion extends ExpansionBase {
  readonly words: readonly string[] | undefined;
}

/** Substitutes variables and takes off quotes and escapes; the result stays one word, spaces and all. */
export function expand(raw: string, lookup: Lookup, options: ExpandOptions): Expansion {
  // Most words are as plain as they look. (A byte-order mark at the start is dropped.)
  if (!/[\ufeff$'"\\`]/.test(raw)) return { text: raw, unset: [], error: undefined };
  const { text, because, unset, error } = lex(raw, { escape: options.escape, lookup });
  return { text: isKnown(because, error) ? text : undefined, ...reason(because), unset, error };
}

/** The same, then split at white space that isn't quoted: EXPOSE, where a variable may hold several ports. */
export function expandWords(raw: string, lookup: Lookup, options: ExpandOptions): WordsExpansion {
  const { words, because, unset, error } = lex(raw, { escape: options.escape, lookup });
  return {
    words: isKnown(because, error) ? words.map((word) => word.text) : undefined,
    ...reason(because),
    unset,
    error,
  };
}

/**
 * The body of a heredoc in COPY or ADD whose delimiter isn't quoted: quotes stay, and the escape character is `\`
 * whatever the file says.
 */
export function expandHeredoc(content: string, lookup: Lookup): Expansion {
  const { text, because, unset, error } = lex(content, { escape: '\\', lookup, plainQuotes: true });
  return { text: isKnown(because, error) ? text : undefined, ...reason(because), unset, error };
}

/** What is wrong with the text whatever the variables hold: an open quote, a bad substitution; undefined for nothing. */
export function substitutionError(raw: string, options: ExpandOptions): string | undefined {
  // Only these can go wrong, and most words have none of them.
  if (!/['"$]/.test(raw)) return undefined;
  // With everything set, what is left to go wrong is the text itself.
  return lex(raw, { escape: options.escape, lookup: anything }).error;
}

/** The same for the body of a heredoc in COPY or ADD. */
export function heredocSubstitutionError(content: string): string | undefined {
  return content.includes('$')
    ? lex(content, { escape: '\\', lookup: anything, plainQuotes: true }).error
    : undefined;
}

const anything = (): string => 'x';

const isKnown = (because: string | undefined, error: string | undefined): boolean =>
  because === undefined && error === undefined;

const reason = (because: string | undefined): { because?: string } =>
  because === undefined ? {} : { because };

/**
 * Parser directives: `# name=value` in the first lines of the file.
 *
 * Source: moby/buildkit frontend/dockerfile/parser/directives.go (`ParseLine`, `discardShebang`); Dockerfile
 * reference, "Parser directives".
 */
import { isSpace, skipBackWhile, skipWhile } from './characters.ts';
import type { Escape } from './continuations.ts';

const names: ReadonlySet<string> = new Set(['syntax', 'escape', 'check']);

/** What has been read of the directives so far. */
export interface DirectiveState {
  /** Names seen; each may be used once. */
  readonly seen: ReadonlySet<string>;
  /** `over`: no more directives. `shebang`: a first line `#!…` hides `escape`, the builder skips it for the others. */
  readonly place: 'open' | 'shebang' | 'over';
}

export const noDirectives: DirectiveState = { seen: new Set(), place: 'open' };

export type DirectiveLine =
  | {
      readonly kind: 'directive';
      readonly name: string;
      readonly value: string;
      readonly state: DirectiveState;
    }
  | { readonly kind: 'repeated'; readonly name: string; readonly state: DirectiveState }
  | { readonly kind: 'none'; readonly state: DirectiveState };

/** Go's `\s` in a regular expression: no vertical tab. */
const isRegexSpace = (code: number): boolean => isSpace(code) && code <= 0x20 && code !== 0x0b;
const isLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
const isLetterOrDigit = (code: number): boolean => isLetter(code) || (code >= 0x30 && code <= 0x39);

/** Reads the content of a comment line (from its `#`, without the line end) as a directive. `first` is for line 1. */
export function readDirective(state: DirectiveState, comment: string, first: boolean): DirectiveLine {
  const over: DirectiveLine = { kind: 'none', state: { ...state, place: 'over' } };
  if (state.place === 'over') return over;
  if (first && comment.startsWith('#!')) return { kind: 'none', state: { ...state, place: 'shebang' } };

  const pair = readPair(comment);
  if (pair === undefined || !names.has(pair.name)) return over;
  const { name, value } = pair;
  // Behind a `#!` line the builder looks for each name only, and takes the first.
  if (state.seen.has(name)) return state.place === 'shebang' ? over : { kind: 'repeated', name, state };
  const next = { ...state, seen: new Set([...state.seen, name]) };
  if (state.place === 'shebang' && name === 'escape') return { kind: 'none', state: next };
  return { kind: 'directive', name, value, state: next };
}

/** `# name = value`, the name in lower case. A value of white space only is its last character. */
function readPair(comment: string): { name: string; value: string } | undefined {
  const end = comment.length;
  const start = skipWhile(comment, 1, end, isSpace);
  if (!isLetter(comment.charCodeAt(start))) return undefined;
  const nameEnd = skipWhile(comment, start, end, isLetterOrDigit);
  const equals = skipWhile(comment, nameEnd, end, isRegexSpace);
  if (comment[equals] !== '=' || equals + 1 === end) return undefined;
  const valueStart = Math.min(skipWhile(comment, equals + 1, end, isRegexSpace), end - 1);
  const valueEnd = Math.max(skipBackWhile(comment, valueStart, end, isRegexSpace), valueStart + 1);
  return { name: comment.slice(start, nameEnd).toLowerCase(), value: comment.slice(valueStart, valueEnd) };
}

/** The escape character a directive's value names, or undefined: the builder refuses any other. */
export function escapeOf(value: string): Escape | undefined {
  return value === '\\' || value === '`' ? value : undefined;
}

/**
 * Shell patterns as variable substitution knows them (`${x#p}`, `${x%p}`, `${x/p/r}`): `*`, `?` and escapes, no
 * brackets. Neither wildcard matches a line feed. Matching takes time proportional to pattern times text: no
 * backtracking.
 *
 * Source: moby/buildkit frontend/dockerfile/shell/lex.go (`convertShellPatternToRegex`, `trimPrefix`, `trimSuffix`).
 */

export type PatternItem =
  | { readonly kind: 'star' }
  | { readonly kind: 'any' }
  | { readonly kind: 'character'; readonly character: string };

/** A pattern, or the escape in it that means nothing. */
export type Pattern =
  | { readonly kind: 'pattern'; readonly items: readonly PatternItem[] }
  | { readonly kind: 'invalid'; readonly escape: string };

/** Reads a pattern; the first escape that means nothing makes it invalid. */
export function compilePattern(source: string): Pattern {
  const characters = Array.from(source);
  const items: PatternItem[] = [];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? '';
    const next = characters[at + 1] ?? '';
    if (character === '*') items.push({ kind: 'star' });
    else if (character === '?') items.push({ kind: 'any' });
    else if (character !== '\\') items.push({ kind: 'character', character });
    else if (next !== '' && '*?\\}/'.includes(next)) {
      items.push({ kind: 'character', character: next });
      at += 1;
    } else return { kind: 'invalid', escape: `\\${next}` };
  }
  return { kind: 'pattern', items };
}

/** Half-open range of indexes into an array of characters. */
interface Match {
  readonly start: number;
  readonly end: number;
}

/** No thread. */
const none = Number.POSITIVE_INFINITY;

/** Threads that stand before a star also stand behind it. */
function close(items: readonly PatternItem[], threads: number[]): void {
  items.forEach((item, index) => {
    if (item.kind === 'star')
      threads[index + 1] = Math.min(threads[index + 1] ?? none, threads[index] ?? none);
  });
}

/** The threads after one more character: each thread is the start of its match, by its place in the pattern. */
function advance(items: readonly PatternItem[], threads: readonly number[], character: string): number[] {
  const next = Array.from({ length: items.length + 1 }, () => none);
  items.forEach((item, index) => {
    const start = threads[index] ?? none;
    if (start === none) return;
    if (item.kind === 'star' && character !== '\n') next[index] = Math.min(next[index] ?? none, start);
    if (
      (item.kind === 'any' && character !== '\n') ||
      (item.kind === 'character' && item.character === character)
    ) {
      next[index + 1] = Math.min(next[index + 1] ?? none, start);
    }
  });
  return next;
}

/** How many characters at the start the pattern matches: as few or as many as it can. undefined for no match. */
function prefixLength(
  items: readonly PatternItem[],
  text: readonly string[],
  longest: boolean,
): number | undefined {
  let threads = Array.from({ length: items.length + 1 }, (_, index) => (index === 0 ? 0 : none));
  let length: number | undefined;
  for (let at = 0; ; at += 1) {
    close(items, threads);
    if (threads[items.length] === 0) {
      length = at;
      if (!longest) return length;
    }
    const character = text[at];
    if (character === undefined || threads.every((start) => start === none)) return length;
    threads = advance(items, threads, character);
  }
}

/** The text without the shortest or longest match of the pattern at its start. */
export function trimPrefix(items: readonly PatternItem[], value: string, longest: boolean): string {
  const characters = Array.from(value);
  return characters.slice(prefixLength(items, characters, longest) ?? 0).join('');
}

/** The text without the shortest or longest match of the pattern at its end. */
export function trimSuffix(items: readonly PatternItem[], value: string, longest: boolean): string {
  const characters = Array.from(value).toReversed();
  return characters
    .slice(prefixLength(items.toReversed(), characters, longest) ?? 0)
    .toReversed()
    .join('');
}

/** The first match at or behind `from`, the longest one there. */
function search(items: readonly PatternItem[], text: readonly string[], from: number): Match | undefined {
  let threads = Array.from({ length: items.length + 1 }, () => none);
  let best: Match | undefined;
  for (let at = from; ; at += 1) {
    if (best === undefined) threads[0] = Math.min(threads[0] ?? none, at);
    close(items, threads);
    const start = threads[items.length] ?? none;
    if (start !== none && (best === undefined || start <= best.start)) best = { start, end: at };
    const first = best?.start ?? none;
    threads = threads.map((thread) => (thread > first ? none : thread));
    const character = text[at];
    if (character === undefined || threads.every((thread) => thread === none)) return best;
    threads = advance(items, threads, character);
  }
}

/** The text with the first match replaced. */
export function replaceFirst(items: readonly PatternItem[], value: string, replacement: string): string {
  const characters = Array.from(value);
  const match = search(items, characters, 0);
  if (match === undefined) return value;
  return characters.slice(0, match.start).join('') + replacement + characters.slice(match.end).join('');
}

/**
 * The text with every match replaced. Here (and not for the first match alone) the builder reads the replacement as a
 * template in which `$0` is the match and any other `$name` is empty, since it hands it to Go's `ReplaceAllString`.
 */
export function replaceAll(items: readonly PatternItem[], value: string, replacement: string): string {
  const characters = Array.from(value);
  const parts: string[] = [];
  let copied = 0;
  for (let at = 0; at <= characters.length;) {
    const match = search(items, characters, at);
    if (match === undefined) break;
    parts.push(characters.slice(copied, match.start).join(''));
    // An empty match right behind another match isn't one.
    if (match.end > copied || match.start === 0) {
      parts.push(fillTemplate(replacement, characters.slice(match.start, match.end).join('')));
    }
    copied = match.end;
    at = Math.max(at + 1, match.end);
  }
  return parts.join('') + characters.slice(copied).join('');
}

/** Go's `Regexp.Expand` for an expression without groups. A `$` that starts no name stays. */
function fillTemplate(template: string, match: string): string {
  return template.replace(
    /\$(?:(\$)|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})/gu,
    (_, dollar, bare, braced) => {
      if (dollar !== undefined) return '$';
      return /^0+$/.test(bare ?? braced) ? match : '';
    },
  );
}

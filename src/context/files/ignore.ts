/**
 * `.dockerignore`, as BuildKit reads and applies it.
 *
 * Sources: moby/patternmatcher (`ignorefile/ignorefile.go` for the file, `patternmatcher.go` for the patterns) and
 * tonistiigi/fsutil `filter.go` for the walk: a directory hands its results per pattern down to what is in it.
 * That walk differs from matching a path alone: with the patterns `docs/sub` and then `!docs`, `docs/sub` stays out.
 *
 * Patterns are matched by stepping through their tokens, not by a generated regular expression, so that the time
 * is linear in the pattern and the path whatever the pattern is. Known differences, all in patterns that mean
 * something else to Go's regular expressions than to `filepath.Match`: `[*]`, `\d`, and `^` outside of brackets are
 * read as `filepath.Match` reads them.
 */
import { posix } from 'node:path';

/** The patterns of a `.dockerignore`, in order. */
export interface IgnoreRules {
  readonly patterns: readonly IgnorePattern[];
  /** Lines that BuildKit fails the build for. They match nothing here. */
  readonly problems: readonly IgnoreProblem[];
}

export interface IgnorePattern {
  /** The pattern after cleaning, without `!`. */
  readonly text: string;
  /** `!pattern`: what it matches is let in again. */
  readonly exception: boolean;
  readonly tokens: readonly Token[];
  /** Text that every path it matches holds: most paths are turned away by looking for it. */
  readonly needle: string;
  /** Counted from 1. */
  readonly line: number;
}

export interface IgnoreProblem {
  readonly line: number;
  readonly message: string;
}

/** The result for one path: needed again for what lies below it. */
export interface IgnoreMatch {
  readonly ignored: boolean;
  /** Which patterns matched, the one or other through a parent. */
  readonly byPattern: readonly boolean[];
}

type Token =
  | { readonly kind: 'character'; readonly character: string }
  /** `?`: one character of a name. */
  | { readonly kind: 'one' }
  /** `*`: any characters of a name. */
  | { readonly kind: 'name' }
  | {
      readonly kind: 'class';
      readonly negated: boolean;
      readonly ranges: readonly (readonly [string, string])[];
    }
  /** `**` before more, a slash behind it included: nothing, or anything that ends with a `/`. */
  | { readonly kind: 'directories' }
  /** `**` at the end: anything. */
  | { readonly kind: 'rest' };

/** Rules that ignore nothing. */
export const noRules: IgnoreRules = { patterns: [], problems: [] };

const byteOrderMark = '\uFEFF';

/** Reads the text of a `.dockerignore`. */
export function parseIgnoreFile(text: string): IgnoreRules {
  const lines = (text.startsWith(byteOrderMark) ? text.slice(1) : text).split('\n');
  const parsed = lines.flatMap((line, index) => parseLine(line, index + 1));
  return {
    patterns: parsed.flatMap((result) => ('tokens' in result ? [result] : [])),
    problems: parsed.flatMap((result) => ('message' in result ? [result] : [])),
  };
}

/** No result for comments and blank lines. A comment starts in the first column; `  #x` is a pattern. */
function parseLine(raw: string, line: number): readonly (IgnorePattern | IgnoreProblem)[] {
  const trimmed = raw.trim();
  if (raw.startsWith('#') || trimmed === '') return [];
  const negated = trimmed.startsWith('!');
  const path = withoutLeadingSlash(clean(negated ? trimmed.slice(1).trim() : trimmed));
  // The matcher cleans once more, the `!` included: `!../../a` becomes `a`, no exception at all.
  const pattern = negated ? clean(`!${path}`) : path;
  if (pattern === '!') return [{ line, message: '"!" stands alone, without a pattern' }];
  const exception = pattern.startsWith('!');
  const text = exception ? pattern.slice(1) : pattern;
  const tokens = tokenize(text);
  return tokens === undefined
    ? [{ line, message: `"${text}" is not a pattern: a bracket or backslash is not closed` }]
    : [{ text, exception, tokens, needle: longestLiteral(tokens), line }];
}

/** Go's `filepath.Clean`, but nothing stays nothing. */
function clean(path: string): string {
  if (path === '') return '';
  const normal = posix.normalize(path);
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}

function withoutLeadingSlash(path: string): string {
  return path.length > 1 && path.startsWith('/') ? path.slice(1) : path;
}

/** undefined for a pattern that Go's `filepath.Match` has an error for. */
function tokenize(pattern: string): readonly Token[] | undefined {
  const characters = [...pattern];
  const tokens: Token[] = [];
  let at = 0;
  while (at < characters.length) {
    const character = characters[at] ?? '';
    if (character === '*' && characters[at + 1] === '*') {
      at += characters[at + 2] === '/' ? 3 : 2;
      tokens.push({ kind: at >= characters.length ? 'rest' : 'directories' });
    } else if (character === '[') {
      const found = readClass(characters, at);
      if (found === undefined) return undefined;
      tokens.push(found.token);
      at = found.end;
    } else if (character === '\\') {
      const escaped = characters[at + 1];
      if (escaped === undefined) return undefined;
      tokens.push({ kind: 'character', character: escaped });
      at += 2;
    } else {
      tokens.push(
        character === '*'
          ? { kind: 'name' }
          : character === '?'
            ? { kind: 'one' }
            : { kind: 'character', character },
      );
      at += 1;
    }
  }
  return endingOnly(pattern) ? [{ kind: 'rest' }, ...tokens.slice(1)] : tokens;
}

function longestLiteral(tokens: readonly Token[]): string {
  const runs = tokens
    .map((token) => (token.kind === 'character' ? token.character : '\0'))
    .join('')
    .split('\0');
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}

/**
 * `**text` without a slash after the stars and without any other wildcard matches every path that ends with the
 * text (`**.go` matches `a/b.go`): patternmatcher's `suffixMatch`. With another wildcard, whole names are meant.
 */
function endingOnly(pattern: string): boolean {
  return pattern.startsWith('**') && pattern[2] !== '/' && !/[*?[\]\\]/.test(pattern.slice(2));
}

function readClass(
  characters: readonly string[],
  start: number,
): { readonly token: Token; readonly end: number } | undefined {
  const negated = characters[start + 1] === '^';
  const ranges: (readonly [string, string])[] = [];
  let at = start + (negated ? 2 : 1);
  while (characters[at] !== ']' || ranges.length === 0) {
    const low = readClassCharacter(characters, at);
    if (low === undefined) return undefined;
    const high = characters[low.end] === '-' ? readClassCharacter(characters, low.end + 1) : low;
    if (high === undefined) return undefined;
    ranges.push([low.character, high.character]);
    at = high.end;
  }
  return { token: { kind: 'class', negated, ranges }, end: at + 1 };
}

function readClassCharacter(
  characters: readonly string[],
  at: number,
): { readonly character: string; readonly end: number } | undefined {
  const escaped = characters[at] === '\\';
  const character = characters[escaped ? at + 1 : at];
  if (character === undefined || (!escaped && (character === '-' || character === ']'))) return undefined;
  return { character, end: escaped ? at + 2 : at + 1 };
}

/** Whether the pattern matches the whole path. */
function matches({ tokens, needle }: IgnorePattern, path: string): boolean {
  if (!path.includes(needle)) return false;
  let states = withSkips(tokens, new Set([0]));
  for (const character of path) {
    const next = new Set<number>();
    for (const state of states) for (const to of steps(tokens, state, character)) next.add(to);
    if (next.size === 0) return false;
    states = withSkips(tokens, next);
  }
  return states.has(tokens.length);
}

/** The states reached without reading: behind every token that can stand for nothing. */
function withSkips(tokens: readonly Token[], states: Set<number>): Set<number> {
  // A set's iteration goes on to what is added to it meanwhile.
  for (const state of states) {
    const kind = tokens[state]?.kind;
    if (kind === 'name' || kind === 'rest' || kind === 'directories') states.add(state + 1);
  }
  return states;
}

/**
 * Where the automaton can be after reading one character. What `directories` has begun to read must end with a `/`:
 * being inside token n is the state -(n + 1).
 */
function steps(tokens: readonly Token[], state: number, character: string): readonly number[] {
  if (state < 0) return character === '/' ? [state, -state] : [state];
  const token = tokens[state];
  switch (token?.kind) {
    case undefined:
      return [];
    case 'character':
      return token.character === character ? [state + 1] : [];
    case 'one':
      return character === '/' ? [] : [state + 1];
    case 'name':
      return character === '/' ? [] : [state];
    case 'class': {
      const inside = token.ranges.some(([low, high]) => low <= character && character <= high);
      return inside !== token.negated ? [state + 1] : [];
    }
    case 'rest':
      return [state];
    case 'directories':
      return character === '/' ? [-(state + 1), state + 1] : [-(state + 1)];
  }
}

/**
 * Matches one path (relative, `/`-separated) whose parent's result is known; `parent` is undefined for entries of the
 * context itself.
 */
export function matchEntry(rules: IgnoreRules, path: string, parent: IgnoreMatch | undefined): IgnoreMatch {
  let ignored = false;
  const byPattern = rules.patterns.map((pattern, index) => {
    const inherited = parent?.byPattern[index] ?? false;
    // An exception is only asked when there is something to except, another pattern only when there isn't.
    const matched = inherited || (pattern.exception === ignored && matches(pattern, path));
    if (matched) ignored = !pattern.exception;
    return matched;
  });
  return { ignored, byPattern };
}

/** Whether the walk looks into an ignored directory: only where an exception could let something in again. */
export function entersIgnored(rules: IgnoreRules, directory: string): boolean {
  const exceptions = rules.patterns
    .filter((pattern) => pattern.exception)
    .map((pattern) => withoutTrailingStars(pattern.text));
  // fsutil: one exception with a wildcard inside is enough for all directories to be walked.
  if (exceptions.some((text) => /[*[\]?^\\]/.test(text))) return true;
  return exceptions.some((text) => `${text}/`.startsWith(`${directory}/`));
}

function withoutTrailingStars(pattern: string): string {
  const once = pattern.endsWith('/**') ? pattern.slice(0, -3) : pattern;
  return once.endsWith('/*') ? once.slice(0, -2) : once;
}

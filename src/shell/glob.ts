/** Pattern matching notation of the shell (POSIX XCU 2.13). */

type Item =
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | { readonly kind: 'class'; readonly negated: boolean; readonly accepts: (character: string) => boolean };

/** Quotes what would be special in a pattern. */
export function escapePattern(text: string): string {
  if (!/[\\*?[\]]/.test(text)) return text;
  return text.replace(/[\\*?[\]]/g, String.raw`\$&`);
}

/** Whether text, unquoted, would be matched against file names. A bracket that nothing closes is an ordinary character. */
export function isPattern(text: string): boolean {
  return /[*?[]/.test(text) && compile(text).some((item) => item.kind !== 'character');
}

/** Whether the pattern matches the whole text, slashes being ordinary characters (`case`, `${x%…}`). */
export function matchesPattern(pattern: string, text: string): boolean {
  return matches(compile(pattern), [...text]);
}

/**
 * Whether the pattern matches one component of a path: a leading dot has to be written as such (POSIX XCU 2.13.3).
 */
export function matchesName(pattern: string, name: string): boolean {
  const items = compile(pattern);
  const first = items[0];
  if (name.startsWith('.') && !(first?.kind === 'character' && first.character === '.')) return false;
  return matches(items, [...name]);
}

/** Greedy with one point to come back to, the last star: linear in text times pattern. */
function matches(items: readonly Item[], characters: readonly string[]): boolean {
  let item = 0;
  let at = 0;
  let star: { readonly item: number; readonly at: number } | undefined;
  while (at < characters.length) {
    const current = items[item];
    const character = characters[at] ?? '';
    if (current?.kind === 'star') {
      star = { item, at };
      item += 1;
    } else if (current !== undefined && accepts(current, character)) {
      item += 1;
      at += 1;
    } else if (star === undefined) {
      return false;
    } else {
      star = { item: star.item, at: star.at + 1 };
      item = star.item + 1;
      at = star.at;
    }
  }
  return items.slice(item).every((rest) => rest.kind === 'star');
}

function accepts(item: Item, character: string): boolean {
  switch (item.kind) {
    case 'character':
      return item.character === character;
    case 'any':
      return true;
    case 'class':
      return item.accepts(character) !== item.negated;
    case 'star':
      return false;
  }
}

function compile(pattern: string): readonly Item[] {
  const characters = [...pattern];
  const items: Item[] = [];
  let at = 0;
  while (at < characters.length) {
    const character = characters[at] ?? '';
    const bracket = character === '[' ? readClass(characters, at) : undefined;
    if (bracket !== undefined) {
      items.push(bracket.item);
      at = bracket.end;
      continue;
    }
    if (character === '\\' && at + 1 < characters.length) {
      items.push({ kind: 'character', character: characters[at + 1] ?? '' });
      at += 2;
      continue;
    }
    if (character === '*') items.push({ kind: 'star' });
    else if (character === '?') items.push({ kind: 'any' });
    else items.push({ kind: 'character', character });
    at += 1;
  }
  return items;
}

/** The named classes, in the POSIX locale that builds run in (POSIX XBD 7.3.1). */
const CLASSES: ReadonlyMap<string, RegExp> = new Map([
  ['alnum', /^[0-9A-Za-z]$/],
  ['alpha', /^[A-Za-z]$/],
  ['blank', /^[ \t]$/],
  ['digit', /^[0-9]$/],
  ['lower', /^[a-z]$/],
  ['punct', /^[!-/:-@[-`{-~]$/],
  ['space', /^[ \t\n\v\f\r]$/],
  ['upper', /^[A-Z]$/],
  ['xdigit', /^[0-9A-Fa-f]$/],
]);

/** A bracket expression that starts at `start`; undefined when nothing closes it. */
function readClass(
  characters: readonly string[],
  start: number,
): { readonly item: Item; readonly end: number } | undefined {
  const negated = characters[start + 1] === '!' || characters[start + 1] === '^';
  const first = start + (negated ? 2 : 1);
  const tests: ((character: string) => boolean)[] = [];
  let at = first;
  while (at < characters.length) {
    const character = characters[at] ?? '';
    if (character === ']' && at > first) {
      const accepts = (candidate: string): boolean => tests.some((test) => test(candidate));
      return { item: { kind: 'class', negated, accepts }, end: at + 1 };
    }
    const named = character === '[' && characters[at + 1] === ':' ? readNamed(characters, at) : undefined;
    if (named !== undefined) {
      tests.push((candidate) => named.expression.test(candidate));
      at = named.end;
      continue;
    }
    const low = readCharacter(characters, at);
    const dash = characters[low.end] === '-' && characters[low.end + 1] !== ']';
    const high = dash && low.end + 1 < characters.length ? readCharacter(characters, low.end + 1) : low;
    tests.push((candidate) => low.character <= candidate && candidate <= high.character);
    at = high.end;
  }
  return undefined;
}

function readCharacter(
  characters: readonly string[],
  at: number,
): { readonly character: string; readonly end: number } {
  const escaped = characters[at] === '\\' && at + 1 < characters.length;
  return { character: characters[escaped ? at + 1 : at] ?? '', end: at + (escaped ? 2 : 1) };
}

function readNamed(
  characters: readonly string[],
  start: number,
): { readonly expression: RegExp; readonly end: number } | undefined {
  const end = characters.indexOf(':', start + 2);
  const expression = CLASSES.get(characters.slice(start + 2, end).join(''));
  return expression !== undefined && characters[end + 1] === ']' ? { expression, end: end + 2 } : undefined;
}

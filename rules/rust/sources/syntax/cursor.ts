/** Going through tokens. */
import type { Group, Token, Tokens } from './tokens.ts';

export interface Cursor {
  readonly tokens: Tokens;
  position: number;
}

export function cursorOf(tokens: Tokens, position = 0): Cursor {
  return { tokens, position };
}

export function peek(cursor: Cursor, ahead = 0): Token | undefined {
  return cursor.tokens[cursor.position + ahead];
}

export function isSign(token: Token | undefined, text: string): boolean {
  return token?.kind === 'sign' && token.text === text;
}

export function isName(token: Token | undefined, text: string): boolean {
  return token?.kind === 'name' && token.text === text;
}

export function groupOf(token: Token | undefined, bracket: Group['bracket']): Group | undefined {
  return token?.kind === 'group' && token.bracket === bracket ? token : undefined;
}

/** Passes over the sign if it stands there. */
export function takeSign(cursor: Cursor, text: string): boolean {
  if (!isSign(peek(cursor), text)) return false;
  cursor.position++;
  return true;
}

export function takeName(cursor: Cursor, text: string): boolean {
  if (!isName(peek(cursor), text)) return false;
  cursor.position++;
  return true;
}

/** Passes over `<…>`. */
export function skipAngles(cursor: Cursor): void {
  let depth = 0;
  for (let token = peek(cursor); token !== undefined; token = peek(cursor)) {
    cursor.position++;
    if (isSign(token, '<')) depth++;
    if (isSign(token, '>') || isSign(token, '>=')) depth--;
    if (depth <= 0) return;
    if (isSign(token, ';')) return;
  }
}

/** The tokens up to a sign or a block that stands outside of `<…>`. */
export function takeUntil(cursor: Cursor, stops: (token: Token) => boolean): Tokens {
  const from = cursor.position;
  let depth = 0;
  for (let token = peek(cursor); token !== undefined; token = peek(cursor)) {
    if (depth <= 0 && stops(token)) break;
    if (isSign(token, '<')) depth++;
    if (isSign(token, '>')) depth--;
    cursor.position++;
  }
  return cursor.tokens.slice(from, cursor.position);
}

/** The parts between commas that stand outside of `<…>`. */
export function splitAtCommas(tokens: Tokens): readonly Tokens[] {
  const cursor = cursorOf(tokens);
  const parts: Tokens[] = [];
  while (cursor.position < tokens.length) {
    const part = takeUntil(cursor, (token) => isSign(token, ','));
    if (part.length > 0) parts.push(part);
    cursor.position++;
  }
  return parts;
}

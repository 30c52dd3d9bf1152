/** Lists of parts in tokens of languages with C's brackets: arguments, and what is added up. */

interface Token {
  readonly kind: string;
  /** Of a sign itself. */
  readonly text: string;
}

/** The arguments of a call whose bracket opens at a token. */
export function argumentsAt<T extends Token>(open: number, tokens: readonly T[]): readonly (readonly T[])[] {
  const parts: T[][] = [[]];
  let depth = 0;
  for (let at = open; at >= 0 && at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const change = deeper(token);
    depth += change;
    if (change === 1 && depth === 1) continue;
    if (change === -1 && depth === 0) break;
    if (depth === 1 && token.kind === 'sign' && token.text === ',') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** What stands between signs of one kind outside of all brackets. */
export function partsBetween<T extends Token>(tokens: readonly T[], sign: string): readonly (readonly T[])[] {
  const parts: T[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    depth += deeper(token);
    if (depth === 0 && token.kind === 'sign' && token.text === sign) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function deeper({ kind, text }: Token): number {
  if (kind !== 'sign') return 0;
  return '([{'.includes(text) ? 1 : ')]}'.includes(text) ? -1 : 0;
}

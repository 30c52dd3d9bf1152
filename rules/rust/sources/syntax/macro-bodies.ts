/**
 * What a macro of the sources expands to, as far as its definition says: its arms' bodies, in which what the macro is given
 * is a name that stands for nothing known. Source: The Rust Reference, "Macros By Example".
 */
import { isSign } from './cursor.ts';
import type { Token, Tokens } from './tokens.ts';

/** @param tokens what stands behind the name: `{ (pattern) => { body }; … }`, or `(parameters) { body }` of `macro`. */
export function macroBodies(tokens: Tokens): readonly Tokens[] {
  const [first, second] = tokens;
  if (second?.kind === 'group') return [plainBody(second.tokens)];
  if (first?.kind !== 'group') return [];
  return first.tokens.flatMap((token, index) =>
    token.kind === 'group' && isSign(first.tokens[index - 1], '=>') ? [plainBody(token.tokens)] : [],
  );
}

/** `$name` as one name, `$( … ),*` as a block: what is repeated is read once. */
function plainBody(tokens: Tokens): Tokens {
  const plain: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const [token, next] = [tokens[index], tokens[index + 1]];
    if (token === undefined) break;
    if (!isSign(token, '$')) {
      plain.push(token.kind === 'group' ? { ...token, tokens: plainBody(token.tokens) } : token);
    } else if (next?.kind === 'name' && next.text !== 'crate') {
      plain.push({ ...next, text: `$${next.text}` });
      index++;
    } else if (next?.kind === 'group') {
      plain.push({ ...next, bracket: '{', tokens: plainBody(next.tokens) });
      index += isRepeat(tokens[index + 2]) ? 2 : isRepeat(tokens[index + 3]) ? 3 : 1;
    }
    // `$crate::name`: a path that begins with the name.
  }
  return plain;
}

const isRepeat = (token: Token | undefined): boolean => ['*', '+', '?'].some((sign) => isSign(token, sign));

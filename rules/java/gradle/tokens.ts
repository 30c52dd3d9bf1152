/**
 * Tokens of build scripts in Groovy and Kotlin, as far as both agree: names, texts, numbers and signs, without comments.
 * Sources: groovy-lang.org/syntax.html; kotlinlang.org/docs/reference/grammar.html.
 */
export type Token =
  | { readonly kind: 'name' | 'number' | 'sign' | 'end'; readonly text: string; readonly line: number }
  /** `open`: a variable stands in it, so that its value is not known. */
  | { readonly kind: 'text'; readonly text: string; readonly open: boolean; readonly line: number };

/** undefined for a text that is not understood: a quote that does not end. */
export function tokensOf(source: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  const skip = (count: number): void => {
    for (const letter of source.slice(at, at + count)) if (letter === '\n') line += 1;
    at += count;
  };
  while (at < source.length) {
    const rest = source.slice(at, at + 3);
    const letter = rest[0] ?? '';
    if (letter === '\n' || letter === ';') {
      tokens.push({ kind: 'end', text: letter, line });
      skip(1);
    } else if (/\s/.test(letter)) skip(1);
    else if (rest.startsWith('//') || (at === 0 && rest.startsWith('#!'))) {
      const end = source.indexOf('\n', at);
      skip((end < 0 ? source.length : end) - at);
    } else if (rest.startsWith('/*')) {
      const end = source.indexOf('*/', at + 2);
      if (end < 0) return undefined;
      skip(end + 2 - at);
    } else if (letter === '"' || letter === "'") {
      const found = textAt(source, at);
      if (found === undefined) return undefined;
      tokens.push({ kind: 'text', text: found.text, open: found.open, line });
      skip(found.length);
    } else {
      const word = /^(?:[A-Za-z_$][\w$]*|`[^`\n]*`)/.exec(source.slice(at, at + 200))?.[0];
      const number = /^\d[\d._]*/.exec(source.slice(at, at + 50))?.[0];
      const text = word ?? number ?? letter;
      tokens.push({
        kind: word !== undefined ? 'name' : number !== undefined ? 'number' : 'sign',
        text,
        line,
      });
      skip(text.length);
    }
  }
  return tokens;
}

interface Quoted {
  readonly text: string;
  readonly open: boolean;
  readonly length: number;
}

function textAt(source: string, start: number): Quoted | undefined {
  const quote = source[start] ?? '';
  const triple = source.startsWith(quote.repeat(3), start);
  const mark = triple ? quote.repeat(3) : quote;
  let text = '';
  let open = false;
  for (let at = start + mark.length; at < source.length;) {
    if (source.startsWith(mark, at)) return { text, open, length: at + mark.length - start };
    const letter = source[at] ?? '';
    if (!triple && letter === '\n') return undefined;
    if (letter === '\\') {
      text += source[at + 1] ?? '';
      at += 2;
      continue;
    }
    if (letter === '$' && quote === '"' && /[\w{]/.test(source[at + 1] ?? '')) open = true;
    text += letter;
    at += 1;
  }
  return undefined;
}

/** Tokens of Java. Source: The Java Language Specification, chapter 3 (comments, text blocks, literals). */

export interface JavaToken {
  readonly kind: 'name' | 'text' | 'number' | 'sign';
  /** Of a text what it stands for, without its quotes. */
  readonly text: string;
  readonly line: number;
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', s: ' ', t: '\t' };

/** undefined for a text that is no Java: a literal or a comment that does not end. */
export function javaTokens(source: string): readonly JavaToken[] | undefined {
  const tokens: JavaToken[] = [];
  let line = 1;
  for (let at = 0; at < source.length;) {
    const letter = source[at] ?? '';
    if (letter === '\n') line += 1;
    if (/\s/.test(letter)) {
      at += 1;
    } else if (source.startsWith('//', at)) {
      const end = source.indexOf('\n', at);
      at = end < 0 ? source.length : end;
    } else if (source.startsWith('/*', at)) {
      const end = source.indexOf('*/', at + 2);
      if (end < 0) return undefined;
      line += linesIn(source, at, end);
      at = end + 2;
    } else if (letter === '"' || letter === "'") {
      const mark = source.startsWith('"""', at) ? '"""' : letter;
      const found = literalAt(source, at, mark);
      if (found === undefined) return undefined;
      tokens.push({ kind: letter === '"' ? 'text' : 'number', text: found.text, line });
      line += linesIn(source, at, found.end);
      at = found.end;
    } else {
      const word = wordAt(source, at);
      tokens.push({ kind: word.kind, text: word.text, line });
      at += word.text.length;
    }
  }
  return tokens;
}

function linesIn(source: string, start: number, end: number): number {
  let count = 0;
  for (let at = source.indexOf('\n', start); at >= 0 && at < end; at = source.indexOf('\n', at + 1))
    count += 1;
  return count;
}

const wordGrammar = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const numberGrammar = /\d[\w.]*/y;

function wordAt(source: string, at: number): { readonly kind: JavaToken['kind']; readonly text: string } {
  wordGrammar.lastIndex = at;
  const name = wordGrammar.exec(source)?.[0];
  if (name !== undefined) return { kind: 'name', text: name };
  numberGrammar.lastIndex = at;
  const number = numberGrammar.exec(source)?.[0];
  return number === undefined ? { kind: 'sign', text: source[at] ?? '' } : { kind: 'number', text: number };
}

function literalAt(
  source: string,
  start: number,
  mark: string,
): { readonly text: string; readonly end: number } | undefined {
  let text = '';
  for (let at = start + mark.length; at < source.length;) {
    if (source.startsWith(mark, at)) return { text, end: at + mark.length };
    const letter = source[at] ?? '';
    if (letter === '\n' && mark.length === 1) return undefined;
    if (letter !== '\\') {
      text += letter;
      at += 1;
      continue;
    }
    const next = source[at + 1] ?? '';
    const code = /^u+([0-9a-fA-F]{4})/.exec(source.slice(at + 1, at + 12));
    if (code !== null) {
      text += String.fromCharCode(Number.parseInt(code[1] ?? '0', 16));
      at += 1 + code[0].length;
    } else {
      text += next === '\n' ? '' : (escapes[next] ?? next);
      at += 2;
    }
  }
  return undefined;
}

/** Tokens of C#. Source: the C# language specification, chapter 6 (lexical structure), and its features for raw and interpolated texts. */

export interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'sign';
  /** Of a text what it stands for, without its quotes: up to the first value that is put into it. */
  readonly text: string;
  /** A text goes on with a value that is put into it. */
  readonly open?: true;
  readonly line: number;
}

/** undefined for a text that is no C#: a literal or a comment that does not end. */
export function csharpTokens(source: string): readonly Token[] | undefined {
  const scanner: Scanner = { source, tokens: [], line: 1 };
  return scan(scanner, 0, 'file') === undefined ? undefined : scanner.tokens;
}

interface Scanner {
  readonly source: string;
  readonly tokens: Token[];
  line: number;
}

const wordGrammar = /@?[\p{L}_][\p{L}\p{N}_]*/uy;
const numberGrammar = /\d(?:[\w]|\.(?=\d))*/y;
/** What begins a text: `$` for values that are put into it, `@` for one in which nothing is escaped. */
const quoteGrammar = /(\$*@?|@\$*)("{3,}|")/y;

/** Goes on to the end of the file, or to the bracket that closes a value in a text; undefined where there is none. */
function scan(scanner: Scanner, start: number, until: 'file' | 'value'): number | undefined {
  const { source, tokens } = scanner;
  let depth = 0;
  let lineStart = true;
  for (let at = start; at < source.length;) {
    const letter = source[at] ?? '';
    if (letter === '\n') {
      scanner.line += 1;
      lineStart = true;
      at += 1;
      continue;
    }
    if (/\s/.test(letter)) {
      at += 1;
      continue;
    }
    if (source.startsWith('//', at) || (letter === '#' && lineStart)) {
      const end = source.indexOf('\n', at);
      at = end < 0 ? source.length : end;
      continue;
    }
    lineStart = false;
    if (source.startsWith('/*', at)) {
      const end = source.indexOf('*/', at + 2);
      if (end < 0) return undefined;
      scanner.line += linesIn(source, at, end);
      at = end + 2;
      continue;
    }
    quoteGrammar.lastIndex = at;
    const quote = quoteGrammar.exec(source);
    if (quote !== null) {
      const end = textAt(scanner, at + quote[0].length, quote[1] ?? '', quote[2] ?? '"');
      if (end === undefined) return undefined;
      at = end;
      continue;
    }
    if (letter === "'") {
      const end = characterEnd(source, at);
      if (end === undefined) return undefined;
      tokens.push({ kind: 'number', text: source.slice(at, end), line: scanner.line });
      at = end;
      continue;
    }
    wordGrammar.lastIndex = at;
    const name = wordGrammar.exec(source)?.[0];
    if (name !== undefined) {
      tokens.push({ kind: 'name', text: name.replace('@', ''), line: scanner.line });
      at += name.length;
      continue;
    }
    numberGrammar.lastIndex = at;
    const number = numberGrammar.exec(source)?.[0];
    if (number !== undefined) {
      tokens.push({ kind: 'number', text: number, line: scanner.line });
      at += number.length;
      continue;
    }
    if ('({['.includes(letter)) depth += 1;
    if (')}]'.includes(letter)) {
      if (until === 'value' && depth === 0 && letter === '}') return at;
      depth -= 1;
    }
    tokens.push({ kind: 'sign', text: letter, line: scanner.line });
    at += 1;
  }
  return until === 'file' ? source.length : undefined;
}

function linesIn(source: string, start: number, end: number): number {
  let count = 0;
  for (let at = source.indexOf('\n', start); at >= 0 && at < end; at = source.indexOf('\n', at + 1))
    count += 1;
  return count;
}

function characterEnd(source: string, start: number): number | undefined {
  const at = source[start + 1] === '\\' ? start + 3 : start + 2;
  const end = source.indexOf("'", at);
  return end < 0 || end - start > 12 ? undefined : end + 1;
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The text whose quotes have been opened; the values that are put into it become tokens behind it. */
function textAt(scanner: Scanner, start: number, marks: string, quote: string): number | undefined {
  const { source, tokens } = scanner;
  const isRaw = quote.length >= 3;
  const isVerbatim = marks.includes('@');
  const holes = marks.replace('@', '').length;
  const { line } = scanner;
  const place = tokens.length;
  let text = '';
  let open = false;
  const add = (piece: string): void => {
    if (!open) text += piece;
  };
  for (let at = start; at < source.length;) {
    const letter = source[at] ?? '';
    if (letter === '\n') {
      if (!isRaw && !isVerbatim) return undefined;
      scanner.line += 1;
    }
    if (source.startsWith(quote, at)) {
      if (isVerbatim && !isRaw && source[at + 1] === '"') {
        add('"');
        at += 2;
        continue;
      }
      tokens.splice(place, 0, {
        kind: 'text',
        text: isRaw ? text.trim() : text,
        line,
        ...(open ? { open } : {}),
      });
      // The last quotes of a run close a raw text.
      return at + quote.length;
    }
    if (holes > 0 && letter === '{') {
      const run = /^\{+/.exec(source.slice(at, at + 8))?.[0].length ?? 1;
      const isHole = isRaw ? run >= holes : run % 2 === 1;
      if (!isHole) {
        add(isRaw ? '{'.repeat(run) : '{'.repeat(run / 2));
        at += run;
        continue;
      }
      open = true;
      const end = scan(scanner, at + run, 'value');
      if (end === undefined) return undefined;
      at = end + (isRaw ? holes : 1);
      continue;
    }
    if (holes > 0 && !isRaw && source.startsWith('}}', at)) {
      add('}');
      at += 2;
      continue;
    }
    if (letter === '\\' && !isRaw && !isVerbatim) {
      const next = source[at + 1] ?? '';
      const code = /^(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{8}))/.exec(
        source.slice(at + 1, at + 10),
      );
      if (code !== null) {
        const value = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '0', 16);
        add(value > 0x10ffff ? '' : String.fromCodePoint(value));
        at += 1 + code[0].length;
      } else {
        add(escapes[next] ?? next);
        at += 2;
      }
      continue;
    }
    add(letter);
    at += 1;
  }
  return undefined;
}

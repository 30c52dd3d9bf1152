/** The language of Meson. Source: the Meson manual, "Syntax" (with its grammar). */
import type { Arguments, Expression, MesonStatement } from './types.ts';

type Token =
  | { readonly kind: 'word' | 'number' | 'text' | 'format' | 'mark'; readonly text: string }
  | { readonly kind: 'line' | 'end'; readonly text: '' };

const marks = [
  '+=',
  '==',
  '!=',
  '<=',
  '>=',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  '.',
  '?',
  '+',
  '-',
  '*',
  '/',
  '%',
  '=',
  '<',
  '>',
];

/** undefined where a character begins nothing. */
function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at, at + 3);
    const character = text[at] ?? '';
    if (character === '\n') {
      // Inside brackets a line goes on.
      if (depth === 0) tokens.push({ kind: 'line', text: '' });
      at += 1;
    } else if (/\s/.test(character)) at += 1;
    else if (character === '\\' && /^\\\r?\n/.test(rest)) at = text.indexOf('\n', at) + 1;
    else if (character === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (character === "'" || (character === 'f' && text[at + 1] === "'")) {
      const start = character === 'f' ? at + 1 : at;
      const found = textAt(text, start);
      if (found === undefined) return undefined;
      tokens.push({ kind: character === 'f' ? 'format' : 'text', text: found.text });
      at = found.end;
    } else {
      const word = /^[A-Za-z_]\w*/.exec(text.slice(at, at + 200))?.[0];
      const number = /^(0[xob][\da-fA-F]+|\d+)/.exec(text.slice(at, at + 40))?.[0];
      const mark = marks.find((one) => text.startsWith(one, at));
      const token = word ?? number ?? mark;
      if (token === undefined) return undefined;
      if ('([{'.includes(token)) depth += 1;
      if (')]}'.includes(token)) depth -= 1;
      tokens.push({
        kind: word !== undefined ? 'word' : number !== undefined ? 'number' : 'mark',
        text: token,
      });
      at += token.length;
    }
  }
  return [...tokens, { kind: 'line', text: '' }, { kind: 'end', text: '' }];
}

/** `'…'` with escapes, `'''…'''` as it stands. */
function textAt(text: string, at: number): { readonly text: string; readonly end: number } | undefined {
  if (text.startsWith("'''", at)) {
    const end = text.indexOf("'''", at + 3);
    return end < 0 ? undefined : { text: text.slice(at + 3, end), end: end + 3 };
  }
  let result = '';
  for (let index = at + 1; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (character === "'") return { text: result, end: index + 1 };
    if (character === '\\') {
      index += 1;
      const next = text[index] ?? '';
      result += escapes[next] ?? `\\${next}`;
    } else result += character;
  }
  return undefined;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', "'": "'", '\\': '\\' };

/** Where the parser stands. It moves on while one file is read. */
interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
}

/** A text that the grammar does not have. */
const notUnderstood = new Error('not understood');

/** What is nested deeper than this, or has more operators in a row, is nothing of any use. */
const deepest = 100;
const longest = 500;

/** undefined where the text isn't understood. */
export function statementsOf(text: string): readonly MesonStatement[] | undefined {
  const tokens = tokensOf(text.replaceAll('\r\n', '\n'));
  if (tokens === undefined) return undefined;
  const reader: Reader = { tokens, at: 0, depth: 0 };
  try {
    const statements = block(reader);
    return peek(reader).kind === 'end' ? statements : undefined;
  } catch (error) {
    if (error === notUnderstood) return undefined;
    throw error;
  }
}

const end: Token = { kind: 'end', text: '' };

function peek({ tokens, at }: Reader, ahead = 0): Token {
  return tokens[at + ahead] ?? end;
}

function next(reader: Reader): Token {
  const token = peek(reader);
  reader.at += 1;
  return token;
}

function is(reader: Reader, text: string): boolean {
  const token = peek(reader);
  return (token.kind === 'mark' || token.kind === 'word') && token.text === text;
}

function take(reader: Reader, text: string): boolean {
  if (!is(reader, text)) return false;
  reader.at += 1;
  return true;
}

function expect(reader: Reader, text: string): void {
  if (!take(reader, text)) throw notUnderstood;
}

function name(reader: Reader): string {
  const token = next(reader);
  if (token.kind !== 'word') throw notUnderstood;
  return token.text;
}

/** Up to a word that ends it. */
function block(reader: Reader): readonly MesonStatement[] {
  const statements: MesonStatement[] = [];
  for (;;) {
    const token = peek(reader);
    if (token.kind === 'line') {
      reader.at += 1;
      continue;
    }
    if (token.kind === 'end') return statements;
    if (token.kind === 'word' && ['endif', 'else', 'elif', 'endforeach'].includes(token.text))
      return statements;
    statements.push(deeper(reader, () => statement(reader)));
  }
}

function statement(reader: Reader): MesonStatement {
  if (take(reader, 'if')) return conditional(reader);
  if (take(reader, 'foreach')) {
    const names = [name(reader)];
    if (take(reader, ',')) names.push(name(reader));
    expect(reader, ':');
    const of = expression(reader);
    const body = block(reader);
    expect(reader, 'endforeach');
    return { kind: 'foreach', names, of, body };
  }
  if (take(reader, 'break') || take(reader, 'continue')) return { kind: 'leave' };
  const following = peek(reader, 1);
  const assigns = following.kind === 'mark' && (following.text === '=' || following.text === '+=');
  if (peek(reader).kind === 'word' && assigns) {
    const variable = name(reader);
    reader.at += 1;
    return { kind: 'assign', name: variable, adds: following.text === '+=', to: expression(reader) };
  }
  return { kind: 'expression', of: expression(reader) };
}

function conditional(reader: Reader): MesonStatement {
  const branches: { readonly condition: Expression | undefined; readonly body: readonly MesonStatement[] }[] =
    [{ condition: expression(reader), body: block(reader) }];
  for (;;) {
    if (take(reader, 'elif')) branches.push({ condition: expression(reader), body: block(reader) });
    else if (take(reader, 'else')) branches.push({ condition: undefined, body: block(reader) });
    else break;
  }
  expect(reader, 'endif');
  return { kind: 'if', branches };
}

function expression(reader: Reader): Expression {
  return deeper(reader, () => {
    const condition = level(reader, 0);
    if (!take(reader, '?')) return condition;
    const yes = expression(reader);
    expect(reader, ':');
    return { kind: 'choice', condition, yes, no: expression(reader) };
  });
}

function deeper<T>(reader: Reader, inside: () => T): T {
  reader.depth += 1;
  if (reader.depth > deepest) throw notUnderstood;
  const found = inside();
  reader.depth -= 1;
  return found;
}

/** Operators that bind alike, the loosest first. */
const levels: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['==', '!=', '<', '<=', '>', '>=', 'in', 'not'],
  ['+', '-'],
  ['*', '/', '%'],
];

function level(reader: Reader, index: number): Expression {
  const operators = levels[index];
  if (operators === undefined) return unary(reader);
  let left = level(reader, index + 1);
  for (let count = 0; ; count += 1) {
    if (count > longest) throw notUnderstood;
    const found = operators.find((operator) => is(reader, operator));
    if (found === undefined) return left;
    reader.at += 1;
    // `not in`
    if (found === 'not') expect(reader, 'in');
    const right = level(reader, index + 1);
    left = { kind: 'binary', operator: found === 'not' ? 'not in' : found, left, right };
  }
}

function unary(reader: Reader): Expression {
  const operator = take(reader, 'not') ? 'not' : take(reader, '-') ? '-' : undefined;
  if (operator !== undefined) return { kind: 'unary', operator, of: deeper(reader, () => unary(reader)) };
  return behind(primary(reader), reader);
}

/** Methods and indices. */
function behind(start: Expression, reader: Reader): Expression {
  let of = start;
  for (let count = 0; ; count += 1) {
    if (count > longest) throw notUnderstood;
    if (take(reader, '.')) {
      const method = name(reader);
      expect(reader, '(');
      of = { kind: 'method', of, name: method, given: given(reader) };
    } else if (take(reader, '[')) {
      const at = expression(reader);
      expect(reader, ']');
      of = { kind: 'index', of, at };
    } else return of;
  }
}

function primary(reader: Reader): Expression {
  const token = next(reader);
  switch (token.kind) {
    case 'text':
    case 'format':
      return { kind: token.kind, text: token.text };
    case 'number':
      return { kind: 'number', value: Number(token.text) };
    case 'word':
      if (!take(reader, '(')) return { kind: 'name', name: token.text };
      return { kind: 'call', name: token.text, given: given(reader) };
    case 'mark':
      if (token.text === '(') {
        const inside = expression(reader);
        expect(reader, ')');
        return inside;
      }
      if (token.text === '[') return array(reader);
      if (token.text === '{') return dictionary(reader);
      throw notUnderstood;
    case 'line':
    case 'end':
      throw notUnderstood;
  }
}

function array(reader: Reader): Expression {
  const items: Expression[] = [];
  while (!take(reader, ']')) {
    items.push(expression(reader));
    if (!is(reader, ']')) expect(reader, ',');
  }
  return { kind: 'array', items };
}

function dictionary(reader: Reader): Expression {
  const entries: (readonly [Expression, Expression])[] = [];
  while (!take(reader, '}')) {
    const key = expression(reader);
    expect(reader, ':');
    entries.push([key, expression(reader)]);
    if (!is(reader, '}')) expect(reader, ',');
  }
  return { kind: 'dictionary', entries };
}

function given(reader: Reader): Arguments {
  const positional: Expression[] = [];
  const named = new Map<string, Expression>();
  while (!take(reader, ')')) {
    const following = peek(reader, 1);
    if (peek(reader).kind === 'word' && following.kind === 'mark' && following.text === ':') {
      const keyword = name(reader);
      reader.at += 1;
      named.set(keyword, expression(reader));
    } else positional.push(expression(reader));
    if (!is(reader, ')')) expect(reader, ',');
  }
  return { positional, named };
}

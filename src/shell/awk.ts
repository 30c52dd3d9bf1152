/**
 * The commands that a program for awk starts (POSIX XCU awk): `system(expression)`, `expression | getline` and
 * `print … | expression`, gawk's `|&` too.
 */
import { OPEN_PART } from './expand-words.ts';
import type { Value } from './types.ts';

type Token =
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'mark'; readonly text: string };

/** Texts for a shell, those that are not known as values that aren't. */
export function commandsOfAwk(program: string): readonly Value[] {
  const tokens = tokensOf(program);
  return tokens.flatMap(({ kind, text }, index): readonly Value[] => {
    const next = tokens[index + 1]?.text;
    if (kind === 'name' && text === 'system' && next === '(') return expression(tokens, index + 2, tokens);
    if (kind !== 'mark' || (text !== '|' && text !== '|&')) return [];
    return next === 'getline'
      ? expression(tokens, startOfOperand(tokens, index), tokens)
      : expression(tokens, index + 1, tokens);
  });
}

/** Where the expression begins that ends before a token. */
function startOfOperand(tokens: readonly Token[], end: number): number {
  let at = end;
  let depth = 0;
  while (at > 0) {
    const { kind, text } = tokens[at - 1] ?? { kind: 'mark', text: ';' };
    if (kind === 'mark') {
      if (')]'.includes(text)) depth += 1;
      if ('(['.includes(text)) depth -= 1;
      if (depth < 0 || (depth === 0 && /^([;{}\n=!,?:]|&&|\|\|)$/.test(text))) return at;
    }
    at -= 1;
  }
  return at;
}

/** A concatenation from a token on: strings as they are, and what else is in it open. A lone name is all that it is set to. */
function expression(
  tokens: readonly Token[],
  start: number,
  all: readonly Token[],
  within = 0,
): readonly Value[] {
  const parts: Token[] = [];
  for (const token of tokens.slice(start)) {
    if (token.kind === 'mark' && /^([;{}\n|),?:]|\|&|&&|\|\|)$/.test(token.text)) break;
    if (token.kind !== 'mark' || !/^[([]$/.test(token.text)) parts.push(token);
  }
  const [first, ...more] = parts;
  if (first?.kind === 'name' && more.length === 0 && within < 3) {
    const assigned = all.flatMap(({ kind, text }, index) =>
      kind === 'name' && text === first.text && all[index + 1]?.text === '=' ? [index + 2] : [],
    );
    if (assigned.length > 0) return assigned.flatMap((at) => expression(all, at, all, within + 1));
  }
  if (first === undefined) return [unknown];
  if (parts.every(({ kind }) => kind === 'string')) return [{ text: parts.map(({ text }) => text).join('') }];
  const template = parts.map((part) => (part.kind === 'string' ? part.text : `\${${OPEN_PART}}`)).join('');
  return [{ ...unknown, template }];
}

const unknown: Value = { text: undefined, because: 'what awk puts together' };

/** Tokens as far as they matter here: strings, names, line ends and marks; comments and regular expressions are left out. */
function tokensOf(program: string): readonly Token[] {
  const tokens: Token[] = [];
  const pattern =
    /"((?:[^"\\]|\\.)*)"|([A-Za-z_]\w*)|(#[^\n]*)|(\\\n|[ \t\r]+)|(\|\||&&|\|&|[=!<>~+*^%-]=|\d[\w.]*|[\s\S])/y;
  while (pattern.lastIndex < program.length) {
    const last = tokens.at(-1);
    // A slash begins a regular expression where no operand stands before it.
    if (
      program[pattern.lastIndex] === '/' &&
      !(last?.kind === 'name' || /^[)\]\d$"]/.test(last?.text ?? ''))
    ) {
      const end = endOfPattern(program, pattern.lastIndex + 1);
      tokens.push({ kind: 'mark', text: '/' });
      pattern.lastIndex = end;
      continue;
    }
    const match = pattern.exec(program);
    if (match === null) return tokens;
    const [, text, name, , , mark] = match;
    if (text !== undefined) tokens.push({ kind: 'string', text: text.replace(/\\(["\\/])/g, '$1') });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
  }
  return tokens;
}

function endOfPattern(program: string, start: number): number {
  for (let at = start; at < program.length; at += 1) {
    if (program[at] === '\\') at += 1;
    else if (program[at] === '/' || program[at] === '\n') return at + 1;
  }
  return program.length;
}

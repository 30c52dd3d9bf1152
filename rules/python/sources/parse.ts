/**
 * Python, read into syntax trees. The parser is loaded when the first such file is read: most runs never need it. Source of the
 * names of nodes: lezer-parser/python, src/python.grammar.
 */
import { createRequire } from 'node:module';
import type * as Parser from '@lezer/python';

type Grammar = typeof Parser;

let loaded: Grammar | undefined;

function grammar(): Grammar {
  loaded ??= createRequire(import.meta.url)('@lezer/python');
  if (loaded === undefined) throw new Error('the Python parser could not be loaded');
  return loaded;
}

/** A node of a tree: `CallExpression`, `String`; a keyword or a sign by its text. */
export interface SyntaxNode {
  readonly type: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
  readonly children: readonly SyntaxNode[];
}

/** Larger files are generated, or data. */
const longest = 1_000_000;

/** The tree of a file; undefined for one that is not understood. */
export function parsePython(text: string): SyntaxNode | undefined {
  if (text.length > longest) return undefined;
  const source = text.replace(/^\uFEFF/, '');
  const starts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
  const root: { type: string; line: number; text: string; children: SyntaxNode[] } = {
    type: 'Script',
    line: 1,
    text: source,
    children: [],
  };
  const open: { readonly type: string; readonly children: SyntaxNode[] }[] = [];
  let understood = true;
  grammar()
    .parser.parse(source)
    .iterate({
      enter: ({ type, from, to }) => {
        const parent = open.at(-1);
        if (type.isError) {
          // Where the grammar lacks a form of the language, nothing of the text is lost.
          understood &&= parent !== undefined && isPython(source.slice(from, to), parent, open.at(-2)?.type);
          return false;
        }
        if (type.name === 'Comment') return false;
        const children: SyntaxNode[] = type.isTop ? root.children : [];
        parent?.children.push({
          type: type.name,
          line: lineOf(from),
          text: source.slice(from, to),
          children,
        });
        open.push({ type: type.name, children });
        return understood;
      },
      leave: ({ type }) => {
        if (type.name !== 'Comment' && !type.isError) open.pop();
      },
    });
  return understood ? root : undefined;
}

/**
 * Whether what the grammar takes for an error is Python: `yield` alone, `20.`, `case Name():`, and parentheses around what `with`
 * opens. Source: docs.python.org/3/reference (grammar).
 */
function isPython(
  text: string,
  parent: { readonly type: string; readonly children: readonly SyntaxNode[] },
  above: string | undefined,
): boolean {
  switch (parent.type) {
    case 'YieldStatement':
    case 'YieldExpression':
      return text === '';
    case 'MemberExpression':
      return text === '' && parent.children[0]?.type === 'Number';
    case 'LiteralPattern':
      return text === '' && above === 'PatternArgList';
    case 'ParenthesizedExpression':
      return text === '' && above === 'WithStatement';
    case 'WithStatement':
      return text === ')';
    default:
      return false;
  }
}

/** Stands in a text for an expression whose value is not known. */
export const hole = '\u0000';

/** The text of a string literal, of several beside each other, and of an f-string with its holes; undefined for another node. */
export function stringOf(node: SyntaxNode | undefined): string | undefined {
  switch (node?.type) {
    case 'String':
      return literal(node.text);
    case 'FormatString':
      return formatted(node);
    case 'ContinuedString':
      return node.children.map((part) => stringOf(part) ?? hole).join('');
    case 'ParenthesizedExpression': {
      const [inner, ...more] = node.children.filter(({ type }) => type !== '(' && type !== ')');
      return more.length === 0 ? stringOf(inner) : undefined;
    }
    default:
      return undefined;
  }
}

/** Source: docs.python.org/3/reference/lexical_analysis.html, "String and Bytes literals". */
function literal(text: string): string {
  const { prefix = '', body = '' } =
    /^(?<prefix>[a-zA-Z]*)(?<quote>"""|'''|"|')(?<body>.*)\k<quote>$/s.exec(text)?.groups ?? {};
  if (/r/i.test(prefix)) return body;
  return body.replace(
    /\\(?:\r?\n|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-7]{1,3})|(.))/gs,
    (all: string, byte?: string, unit?: string, octal?: string, one?: string) => {
      const code = byte ?? unit;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      if (one === undefined) return '';
      return escapes[one] ?? all;
    },
  );
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

function formatted({ text, children }: SyntaxNode): string {
  let body = text;
  for (const { type, text: part } of children)
    if (type === 'FormatReplacement') body = body.replace(part, hole);
  return literal(body);
}

/**
 * The part of HCL that bake files are written in: blocks, attributes, and values that are texts, numbers, lists and
 * objects (HCL native syntax specification). What is an expression has no value here.
 */
import { unknownValue } from '../makefile/types.ts';
import type { DataNode } from './nodes.ts';

export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  /** Attributes whose value is plain; what is filled into a text (`${…}`) is U+FFFC. */
  readonly body: DataNode;
  readonly blocks: readonly HclBlock[];
  readonly line: number;
}

/** Blocks as data: those in a block are lists by their type. */
export function hclData(blocks: readonly HclBlock[]): DataNode {
  const entries = new Map<string, DataNode>();
  for (const block of blocks) {
    const inner = hclData(block.blocks);
    const body: DataNode = {
      kind: 'map',
      line: block.line,
      entries: new Map([
        ...(inner.kind === 'map' ? inner.entries : []),
        ...(block.body.kind === 'map' ? block.body.entries : []),
      ]),
    };
    const others = entries.get(block.type);
    const items = others?.kind === 'list' ? [...others.items, body] : [body];
    entries.set(block.type, { kind: 'list', items, line: block.line });
  }
  return { kind: 'map', entries, line: 1 };
}

interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'mark' | 'newline' | 'opaque';
  readonly text: string;
  readonly line: number;
}

/** Brackets in brackets, as many as nobody writes. */
const deepest = 100;

function deepestOf(tokens: readonly Token[]): number {
  let depth = 0;
  let most = 0;
  for (const { kind, text } of tokens) {
    if (kind !== 'mark') continue;
    if ('([{'.includes(text)) depth += 1;
    else if (')]}'.includes(text)) depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}

/** The blocks of a file, in order; none of one that is nested deeper than files are. */
export function readHcl(text: string): readonly HclBlock[] {
  const tokens = tokenize(text);
  if (deepestOf(tokens) > deepest) return [];
  const blocks: HclBlock[] = [];
  let at = 0;
  while (at < tokens.length) {
    const read = readBlock(tokens, at);
    if (read === undefined) at += 1;
    else {
      blocks.push(read.block);
      at = read.end;
    }
  }
  return blocks;
}

const pattern =
  /(?<space>[ \t\r]+|#[^\n]*|\/\/[^\n]*)|(?<newline>\n)|(?<name>[A-Za-z_][\w-]*)|(?<number>\d+(?:\.\d+)?)|(?<mark>[{}[\]=,:()])|(?<other>.)/y;

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  while (at < text.length) {
    if (text[at] === '"') {
      const end = endOfText(text, at);
      const inside = text.slice(at + 1, end);
      tokens.push({ kind: 'text', text: withoutExpressions(unescape(inside)), line });
      at = end + 1;
      continue;
    }
    const skipped = endOfComment(text, at) ?? endOfHeredoc(text, at);
    if (skipped !== undefined) {
      if (text.startsWith('<<', at)) tokens.push({ kind: 'opaque', text: '', line });
      line += text.slice(at, skipped).split('\n').length - 1;
      at = skipped;
      continue;
    }
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return tokens;
    const { newline, name, number, mark, space } = match.groups ?? {};
    if (space === undefined) {
      const kind =
        newline !== undefined
          ? 'newline'
          : name !== undefined
            ? 'name'
            : number !== undefined
              ? 'number'
              : mark !== undefined
                ? 'mark'
                : 'opaque';
      tokens.push({ kind, text: match[0], line });
    }
    line += match[0].split('\n').length - 1;
    at = pattern.lastIndex;
  }
  return tokens;
}

/** Where a block comment that starts here ends; one that is not closed takes the rest. */
function endOfComment(text: string, start: number): number | undefined {
  if (!text.startsWith('/*', start)) return undefined;
  const end = text.indexOf('*/', start + 2);
  return end === -1 ? text.length : end + 2;
}

/** Where a heredoc that starts here ends: before the line end that follows its delimiter. */
function endOfHeredoc(text: string, start: number): number | undefined {
  const opening = text.startsWith('<<', start) ? lineFrom(text, start) : '';
  const delimiter = /^<<-?(\w+)\r?$/.exec(opening)?.[1];
  if (delimiter === undefined) return undefined;
  for (let at = start + opening.length; at < text.length;) {
    const line = lineFrom(text, at + 1);
    at += 1 + line.length;
    if (line.trim() === delimiter) return at;
  }
  return text.length;
}

function lineFrom(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? text.length : end);
}

/** Offset of the quote that ends a text; quotes inside `${…}` belong to the expression. */
function endOfText(text: string, start: number): number {
  let depth = 0;
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '{' && (text[at - 1] === '$' || text[at - 1] === '%' || depth > 0)) depth += 1;
    else if (character === '}' && depth > 0) depth -= 1;
    else if ((character === '"' && depth === 0) || character === '\n') return at;
  }
  return text.length;
}

/** Expressions in a text have no value here; `$${` is none. */
function withoutExpressions(text: string): string {
  let plain = '';
  for (let at = 0; at < text.length; at += 1) {
    const mark = text.slice(at, at + 3);
    if (mark === '$${' || mark === '%%{') at += 1;
    else if (mark.startsWith('${') || mark.startsWith('%{')) {
      at = endOfExpression(text, at + 1);
      plain += unknownValue;
      continue;
    }
    plain += text[at] ?? '';
  }
  return plain;
}

function endOfExpression(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return text.length;
}

function unescape(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, character: string) =>
    character === 'n' ? '\n' : character === 't' ? '\t' : character,
  );
}

/** `type "label"* { … }`. */
function readBlock(
  tokens: readonly Token[],
  start: number,
): { readonly block: HclBlock; readonly end: number } | undefined {
  const head = tokens[start];
  if (head?.kind !== 'name') return undefined;
  let at = start + 1;
  const labels: string[] = [];
  for (let label = tokens[at]; label?.kind === 'text' || label?.kind === 'name'; label = tokens[at]) {
    labels.push(label.text);
    at += 1;
  }
  if (tokens[at]?.text !== '{') return undefined;
  const body = readObject(tokens, at);
  const { node, blocks, end } = body;
  return { block: { type: head.text, labels, body: node, blocks, line: head.line }, end };
}

interface ReadNode<T> {
  readonly node: T;
  readonly end: number;
}

function readObject(
  tokens: readonly Token[],
  start: number,
): ReadNode<DataNode> & { readonly blocks: readonly HclBlock[] } {
  const blocks: HclBlock[] = [];
  const entries = new Map<string, DataNode>();
  let at = start + 1;
  while (at < tokens.length && tokens[at]?.text !== '}') {
    const key = tokens[at];
    const separator = tokens[at + 1]?.text;
    if ((key?.kind === 'name' || key?.kind === 'text') && (separator === '=' || separator === ':')) {
      const value = readValue(tokens, at + 2);
      if (value.node !== undefined) entries.set(key.text, value.node);
      at = value.end;
    } else {
      const nested = readBlock(tokens, at);
      if (nested !== undefined) blocks.push(nested.block);
      at = nested?.end ?? at + 1;
    }
  }
  return { node: { kind: 'map', entries, line: tokens[start]?.line ?? 1 }, blocks, end: at + 1 };
}

/** A value, up to the end of the line or the next comma at the same depth. */
function readValue(tokens: readonly Token[], start: number): ReadNode<DataNode | undefined> {
  const first = tokens[start];
  const read = readPlain(tokens, start);
  const next = tokens[read.end];
  const ends = next === undefined || next.kind === 'newline' || [',', '}', ']'].includes(next.text);
  if (ends && first !== undefined) return read;
  return { node: undefined, end: skipExpression(tokens, read.end) };
}

function readPlain(tokens: readonly Token[], start: number): ReadNode<DataNode | undefined> {
  const token = tokens[start];
  if (token === undefined) return { node: undefined, end: start };
  // `jsonencode([…])` is the text of its argument.
  if (token.text === 'jsonencode' && tokens[start + 1]?.text === '(') {
    const inner = readPlain(tokens, start + 2);
    const close = tokens[inner.end]?.kind === 'newline' ? inner.end + 1 : inner.end;
    return tokens[close]?.text === ')' ? { ...inner, end: close + 1 } : inner;
  }
  if (token.text === '[' && token.kind === 'mark') return readList(tokens, start);
  if (token.text === '{' && token.kind === 'mark') return readObject(tokens, start);
  const literal =
    token.kind === 'text' || token.kind === 'number' || ['true', 'false', 'null'].includes(token.text);
  return {
    node: literal ? { kind: 'scalar', text: token.text, line: token.line } : undefined,
    end: start + 1,
  };
}

function readList(tokens: readonly Token[], start: number): ReadNode<DataNode> {
  const items: DataNode[] = [];
  let at = start + 1;
  while (at < tokens.length && tokens[at]?.text !== ']') {
    if (tokens[at]?.kind === 'newline' || tokens[at]?.text === ',') at += 1;
    else {
      const item = readValue(tokens, at);
      if (item.node !== undefined) items.push(item.node);
      at = Math.max(item.end, at + 1);
    }
  }
  return { node: { kind: 'list', items, line: tokens[start]?.line ?? 1 }, end: at + 1 };
}

function skipExpression(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at += 1) {
    const { text, kind } = tokens[at] ?? { text: '', kind: 'newline' };
    if (kind === 'mark' && ['(', '[', '{'].includes(text)) depth += 1;
    else if (kind === 'mark' && [')', ']', '}'].includes(text)) {
      if (depth === 0) return at;
      depth -= 1;
    } else if (depth === 0 && (kind === 'newline' || text === ',')) return at;
  }
  return tokens.length;
}

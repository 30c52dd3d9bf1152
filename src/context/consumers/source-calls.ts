/**
 * Calls in the sources of other programs, with what of their arguments is literal: Python, Starlark, Go, Java, Kotlin,
 * JavaScript and TypeScript. Of these languages only what strings, comments, names and brackets look like is known here.
 */
import { unknownValue } from '../makefile/types.ts';

/** A value as far as it is written down. */
export type Literal =
  /** Parts that are computed are U+FFFC. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Literal[] }
  /** `{ Image: "x" }`, `Request{Image: "x"}`. */
  | { readonly kind: 'fields'; readonly fields: readonly Argument[] }
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'unknown' };

export interface Argument {
  /** Of a keyword argument or a field. */
  readonly name: string | undefined;
  readonly value: Literal;
}

export interface Call {
  /** As written, with what it is called on: `container.exec_run`, `testcontainers.Run`. */
  readonly name: string;
  readonly arguments: readonly Argument[];
  /** Counted from 1. */
  readonly line: number;
}

export type Language = 'python' | 'go' | 'java' | 'javascript';

interface Token {
  readonly kind: 'name' | 'text' | 'mark' | 'other';
  readonly text: string;
  readonly line: number;
}

/** Tokens, and for each bracket that opens where it is closed. */
interface Source {
  readonly tokens: readonly Token[];
  readonly closings: readonly (number | undefined)[];
}

/** All calls, and all values with fields, in the order of their beginnings; those in arguments of others come too. */
export function callsIn(text: string, language: Language): readonly Call[] {
  const tokens = tokenize(text, language);
  const source: Source = { tokens, closings: closingsOf(tokens) };
  const calls: Call[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at]?.kind !== 'name' || tokens[at - 1]?.text === '.') continue;
    // The rest of a chain (`a.b(c).d(e)`) is looked at as a call of its own.
    for (let place = at; ;) {
      const { name, end: open } = readName(tokens, place);
      const bracket = tokens[open]?.text;
      const isCall = bracket === '(' || (bracket === '{' && /^[A-Z]/.test(lastPart(name)));
      const close = isCall ? source.closings[open] : undefined;
      if (close === undefined) break;
      calls.push({ name, arguments: argumentsIn(source, open, 0), line: tokens[place]?.line ?? 1 });
      if (tokens[close + 1]?.text !== '.' || tokens[close + 2]?.kind !== 'name') break;
      place = close + 2;
    }
  }
  return calls;
}

function closingsOf(tokens: readonly Token[]): readonly (number | undefined)[] {
  // Filled from its end where brackets are nested: it has its length from the start.
  const closings: (number | undefined)[] = tokens.map(() => undefined);
  const open: number[] = [];
  for (const [at, { kind, text }] of tokens.entries()) {
    if (kind !== 'mark') continue;
    if ('([{'.includes(text)) open.push(at);
    else if (')]}'.includes(text)) {
      const start = open.pop();
      if (start !== undefined) closings[start] = at;
    }
  }
  return closings;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

// ── Tokens ───────────────────────────────────────────────────────────────────────────────────────────────────

const common = String.raw`(?<name>[A-Za-z_$][\w$]*)|(?<mark>[()[\]{},.:=])|(?<space>[ \t\r\n]+)|(?<other>[^\s])`;
const slashes = String.raw`(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))`;
const doubled = String.raw`"(?<double>(?:[^"\\\n]|\\.)*)"`;
const single = String.raw`'(?<single>(?:[^'\\\n]|\\.)*)'`;
const patterns: Readonly<Record<Language, string>> = {
  python: String.raw`(?<comment>\#[^\n]*)|(?<prefix>[rRbBuUfF]{0,2})(?:"""(?<long>(?:[^\\]|\\[\s\S])*?)"""|'''(?<longer>(?:[^\\]|\\[\s\S])*?)'''|${doubled}|${single})|${common}`,
  go: String.raw`${slashes}|${doubled}|\x60(?<raw>[^\x60]*)\x60|${single}|${common}`,
  java: String.raw`${slashes}|"""(?<long>(?:[^\\]|\\[\s\S])*?)"""|${doubled}|${single}|${common}`,
  javascript: String.raw`${slashes}|${doubled}|${single}|\x60(?<template>(?:[^\x60\\]|\\[\s\S])*)\x60|${common}`,
};

function tokenize(text: string, language: Language): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (const match of text.matchAll(new RegExp(patterns[language], 'g'))) {
    const { groups = {} } = match;
    const token = tokenOf(groups, language);
    if (token !== undefined) tokens.push({ ...token, line });
    line += countLines(match[0]);
  }
  return tokens;
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

type Groups = Readonly<Record<string, string | undefined>>;

function tokenOf(groups: Groups, language: Language): Omit<Token, 'line'> | undefined {
  const { comment, space, name, mark, other, raw, template, prefix = '' } = groups;
  if (comment !== undefined || space !== undefined) return undefined;
  if (name !== undefined) return { kind: 'name', text: name };
  if (mark !== undefined) return { kind: 'mark', text: mark };
  if (other !== undefined) return { kind: 'other', text: other };
  if (raw !== undefined) return { kind: 'text', text: raw };
  const written =
    template ?? groups['long'] ?? groups['longer'] ?? groups['double'] ?? groups['single'] ?? '';
  const text = /[rR]/.test(prefix) ? written : unescaped(written);
  // What is filled in: `${x}` of templates and Kotlin, `{x}` of Python's f-strings.
  if (template !== undefined) return { kind: 'text', text: text.replaceAll(/\$\{[^}]*\}/g, unknownValue) };
  if (/[fF]/.test(prefix)) {
    const filled = text.replaceAll(/\{\{|\}\}|\{[^{}]*\}/g, (hole) =>
      hole.length === 2 && hole !== '{}' ? (hole[0] ?? '') : unknownValue,
    );
    return { kind: 'text', text: filled };
  }
  return { kind: 'text', text: language === 'java' ? text.replaceAll(/\$\{[^}]*\}/g, unknownValue) : text };
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(\r?\n|[\s\S])/g, (_, character: string) => {
    if (character === 'n') return '\n';
    if (character === 't') return '\t';
    return /^\r?\n$/.test(character) ? '' : character;
  });
}

// ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Calls in arguments are read for themselves: no more is needed of one than its own. */
const deepest = 8;

/** `a.b.c`; types in angle brackets (`new GenericContainer<>(…)`) are passed over. */
function readName(tokens: readonly Token[], start: number): { readonly name: string; readonly end: number } {
  let name = tokens[start]?.text ?? '';
  let at = start + 1;
  while (tokens[at]?.text === '.' && tokens[at + 1]?.kind === 'name') {
    name += `.${tokens[at + 1]?.text ?? ''}`;
    at += 2;
  }
  if (tokens[at]?.text === '<') {
    const close = tokens.slice(at, at + 8).findIndex(({ text }) => text === '>');
    if (close !== -1) at += close + 1;
  }
  return { name, end: at };
}

/** What stands between brackets, parted by commas. */
function argumentsIn(source: Source, open: number, depth: number): readonly Argument[] {
  const end = source.closings[open] ?? source.tokens.length;
  const found: Argument[] = [];
  for (let at = open + 1; at < end;) {
    const next = commaAfter(source, at, end);
    if (next > at) found.push(argumentOf(source, at, next, depth));
    at = next + 1;
  }
  return found;
}

function commaAfter({ tokens, closings }: Source, start: number, end: number): number {
  for (let at = start; at < end; at += 1) {
    const token = tokens[at];
    if (token?.kind === 'mark' && token.text === ',') return at;
    at = closings[at] ?? at;
  }
  return end;
}

/** `value`, `name=value`, `name: value`. */
function argumentOf(source: Source, start: number, end: number, depth: number): Argument {
  const [first, second, third] = source.tokens.slice(start, Math.min(end, start + 3));
  const named =
    (first?.kind === 'name' || first?.kind === 'text') &&
    second?.kind === 'mark' &&
    (second.text === ':' || (second.text === '=' && third?.text !== '='));
  return named
    ? { name: first.text, value: literalOf(source, start + 2, end, depth + 1) }
    : { name: undefined, value: literalOf(source, start, end, depth + 1) };
}

const unknown: Literal = { kind: 'unknown' };
const list = (inside: readonly Argument[]): Literal => ({
  kind: 'list',
  items: inside.map(({ value }) => value),
});

function literalOf(source: Source, start: number, end: number, depth: number): Literal {
  const { tokens, closings } = source;
  const first = tokens[start];
  if (first === undefined || start >= end || depth > deepest) return unknown;
  const text = joinedText(tokens, start, end);
  if (text !== undefined) return { kind: 'text', text };
  if (first.kind === 'mark' && closings[start] === end - 1) {
    const inside = argumentsIn(source, start, depth);
    if (first.text === '{' && inside.some(({ name }) => name !== undefined))
      return { kind: 'fields', fields: inside };
    if (first.text === '(' && inside.length === 1) return inside[0]?.value ?? unknown;
    return list(inside);
  }
  // `Request{…}`, `f(…)`, Go's `[]string{…}`, Java's `new String[] {…}` and `List.of(…)`.
  let open = start;
  while (open < end && !isOpening(tokens[open])) open += 1;
  if (closings[open] !== end - 1) return unknown;
  const head = tokens.slice(start, open);
  const inside = argumentsIn(source, open, depth);
  const name = head
    .flatMap(({ kind, text: part }) => (kind === 'name' && !isOperator(part) ? [part] : []))
    .join('.');
  if (head.some((token, at) => token.text === '[' && head[at + 1]?.text === ']')) return list(inside);
  if (/^(?:List\.of|Arrays\.asList|listOf|arrayOf)$/.test(name)) return list(inside);
  return name === '' ? unknown : { kind: 'call', call: { name, arguments: inside, line: first.line } };
}

function isOpening(token: Token | undefined): boolean {
  return token?.kind === 'mark' && (token.text === '{' || token.text === '(');
}

function isOperator(name: string): boolean {
  return name === 'new' || name === 'await';
}

/** Texts alone or put together by `+` or by standing side by side; what is put between them is not known. */
function joinedText(tokens: readonly Token[], start: number, end: number): string | undefined {
  let text = '';
  let found = false;
  for (let at = start; at < end; at += 1) {
    const token = tokens[at];
    if (token?.kind === 'text') {
      text += token.text;
      found = true;
    } else if (token?.kind === 'name') text += text.endsWith(unknownValue) ? '' : unknownValue;
    else if (token?.text !== '+' && token?.text !== '.') return undefined;
  }
  return found ? text : undefined;
}

/** The text of a literal. */
export function textIn(literal: Literal | undefined): string | undefined {
  return literal?.kind === 'text' ? literal.text : undefined;
}

/** The words of a list; what isn't known among them is U+FFFC. */
export function wordsIn(literal: Literal | undefined): readonly string[] | undefined {
  return literal?.kind === 'list' ? literal.items.map((item) => textIn(item) ?? unknownValue) : undefined;
}

/** The value of a keyword argument or a field. */
export function fieldOf(fields: readonly Argument[], ...names: readonly string[]): Literal | undefined {
  return fields.find(({ name }) => name !== undefined && names.includes(name))?.value;
}

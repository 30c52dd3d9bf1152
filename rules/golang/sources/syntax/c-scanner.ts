/**
 * C's lexical elements, as far as they tell what is named and called (ISO C, 6.4): names, texts and marks. Any text is
 * accepted; comments are passed over, and so are the ends of continued lines.
 */

export type CToken =
  | { readonly kind: 'name' | 'mark' | 'number'; readonly text: string; readonly start: number }
  /** A string literal with its value. */
  | { readonly kind: 'text'; readonly text: string; readonly start: number }
  /** `#include <name>` and `#include "name"`. */
  | { readonly kind: 'include'; readonly text: string; readonly quoted: boolean; readonly start: number }
  /** `#define NAME "text"` */
  | { readonly kind: 'define'; readonly name: string; readonly text: string; readonly start: number };

const PIECES = new RegExp(
  [
    String.raw`(?<space>\s+|\\\r?\n|//[^\n]*|/\*[\s\S]*?(?:\*/|$))`,
    String.raw`(?<include>#[ \t]*include(?:_next)?[ \t]*(?:<(?<system>[^>\n]*)>|"(?<own>[^"\n]*)"))`,
    String.raw`(?<define>#[ \t]*define[ \t]+(?<defined>\w+)[ \t]+"(?<value>(?:\\.|[^"\\\n])*)"[ \t]*(?=\r?\n|$))`,
    String.raw`(?:u8|[LuU])?"(?<string>(?:\\[\s\S]|[^"\\\n])*)"?`,
    String.raw`(?<rune>'(?:\\.|[^'\\\n])*'?)`,
    String.raw`(?<name>[A-Za-z_$][\w$]*)`,
    String.raw`(?<number>\.?\d(?:[eEpP][+-]|[\w.])*)`,
    String.raw`(?<mark>->|[\s\S])`,
  ].join('|'),
  'y',
);

export function tokensOfC(text: string): readonly CToken[] {
  const tokens: CToken[] = [];
  PIECES.lastIndex = 0;
  for (let match = PIECES.exec(text); match !== null; match = PIECES.exec(text)) {
    const token = tokenOf(match.groups ?? {}, match.index);
    if (token !== undefined) tokens.push(token);
  }
  return tokens;
}

type Groups = Readonly<Record<string, string | undefined>>;

function tokenOf(groups: Groups, start: number): CToken | undefined {
  const { include, system, own, define, defined = '', value = '', string, rune, name, number, mark } = groups;
  if (include !== undefined)
    return { kind: 'include', text: own ?? system ?? '', quoted: own !== undefined, start };
  if (define !== undefined) return { kind: 'define', name: defined, text: unescaped(value), start };
  if (string !== undefined) return { kind: 'text', text: unescaped(string), start };
  if (rune !== undefined) return { kind: 'number', text: rune, start };
  if (name !== undefined) return { kind: 'name', text: name, start };
  if (number !== undefined) return { kind: 'number', text: number, start };
  return mark === undefined ? undefined : { kind: 'mark', text: mark, start };
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  a: '\x07',
  '\n': '',
};

function unescaped(text: string): string {
  return text.replaceAll(/\\([\s\S])/g, (_, letter: string) => ESCAPES[letter] ?? letter);
}

/** A function of a name that is called, or named in another way: then nothing is known of what it is given. */
export interface CMention {
  readonly name: string;
  readonly start: number;
  /** Its arguments; undefined where it isn't called. */
  readonly arguments: readonly (readonly CToken[])[] | undefined;
}

/** Words behind which an expression may begin; behind any other name stands what is declared. */
const BEFORE_EXPRESSIONS: ReadonlySet<string> = new Set(['return', 'else', 'do', 'case', 'sizeof', 'define']);

/** Every place where one of the names may mean the function: not a member, nor a variable or a type of that name. */
export function mentionsIn(
  tokens: readonly CToken[],
  isWanted: (name: string) => boolean,
): readonly CMention[] {
  const declared = new Set<string>();
  return tokens.flatMap((token, index): readonly CMention[] => {
    if (token.kind !== 'name' || !isWanted(token.text)) return [];
    const before = tokens[index - 1];
    const after = tokens[index + 1];
    const { text: name, start } = token;
    const called = isMark(after, '(');
    if (isMark(before, '.') || isMark(before, '->')) return [];
    const isDeclared =
      (before?.kind === 'name' && !BEFORE_EXPRESSIONS.has(before.text) && !isDefined(tokens, index - 1)) ||
      (isMark(before, '*') && !called && ';=,)['.split('').some((mark) => isMark(after, mark)));
    if (isDeclared) {
      if (!called) declared.add(name);
      return [];
    }
    if (called) return [{ name, start, arguments: argumentsFrom(tokens, index + 2) }];
    return declared.has(name) ? [] : [{ name, start, arguments: undefined }];
  });
}

/** The name of a macro: what stands behind it is what it means. */
function isDefined(tokens: readonly CToken[], index: number): boolean {
  const before = tokens[index - 1];
  return before?.kind === 'name' && before.text === 'define' && isMark(tokens[index - 2], '#');
}

export function isMark(token: CToken | undefined, mark: string): boolean {
  return token?.kind === 'mark' && token.text === mark;
}

/** More tokens than these are none of an argument that says something. */
const MOST_TOKENS = 1000;

/** What stands between the commas of a call. */
function argumentsFrom(tokens: readonly CToken[], start: number): readonly (readonly CToken[])[] {
  const list: CToken[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(start, start + MOST_TOKENS)) {
    const { text } = token;
    const mark = token.kind === 'mark' ? text : '';
    if (depth === 0 && mark === ')') break;
    if (depth === 0 && mark === ',') {
      list.push([]);
      continue;
    }
    if ('([{'.includes(mark) && mark !== '') depth += 1;
    if (')]}'.includes(mark) && mark !== '') depth -= 1;
    list.at(-1)?.push(token);
  }
  return list.length === 1 && list[0]?.length === 0 ? [] : list;
}

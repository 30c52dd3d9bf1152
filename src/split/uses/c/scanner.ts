/**
 * The lexical elements of C and C++, as far as they tell what is named and called (ISO C, 6.4; ISO C++, [lex]): names, texts
 * and marks. Any text is accepted; comments are passed over, and so are the ends of continued lines.
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
    String.raw`(?<space>\s+|\\\r?\n|//(?:\\\r?\n|[^\n])*|/\*[\s\S]*?(?:\*/|$))`,
    String.raw`(?<include>#[ \t]*(?:include(?:_next)?|import)[ \t]*(?:<(?<system>[^>\n]*)>|"(?<own>[^"\n]*)"))`,
    String.raw`(?<define>#[ \t]*define[ \t]+(?<defined>\w+)[ \t]+"(?<value>(?:\\.|[^"\\\n])*)"[ \t]*(?=\r?\n|$))`,
    // A raw string of C++: no escapes, to the delimiter that it begins with.
    String.raw`(?:u8|[LuU])?R"(?<delimiter>[^()\\\s"]{0,16})\((?<raw>[\s\S]*?)(?:\)\k<delimiter>"|$)`,
    String.raw`(?:u8|[LuU])?"(?<string>(?:\\[\s\S]|[^"\\\n])*)"?`,
    String.raw`(?:u8|[LuU])?(?<rune>'(?:\\.|[^'\\\n])*'?)`,
    String.raw`(?<name>[A-Za-z_$][\w$]*)`,
    // A mark between digits separates them (C++14, C23).
    String.raw`(?<number>\.?\d(?:[eEpP][+-]|'\w|[\w.])*)`,
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
  const {
    include,
    system,
    own,
    define,
    defined = '',
    value = '',
    raw,
    string,
    rune,
    name,
    number,
    mark,
  } = groups;
  if (include !== undefined)
    return { kind: 'include', text: own ?? system ?? '', quoted: own !== undefined, start };
  if (define !== undefined) return { kind: 'define', name: defined, text: unescaped(value), start };
  if (raw !== undefined) return { kind: 'text', text: raw, start };
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
  /** What follows where it isn't called: a type that is named declares variables, references and members. */
  readonly use: 'called' | 'constructed' | 'declared' | 'other';
}

/** Words behind which an expression may begin; behind any other name stands what is declared. */
const BEFORE_EXPRESSIONS: ReadonlySet<string> = new Set(
  (
    'return else do case sizeof define throw new delete and or not xor bitand bitor compl not_eq and_eq or_eq xor_eq co_return ' +
    'co_await co_yield'
  ).split(' '),
);

/**
 * Every place where one of the names may mean the function or the type: not a member, nor a variable or a type of that name.
 * @param isType variables are declared with it, and each of them is made then.
 */
export function mentionsIn(
  tokens: readonly CToken[],
  isWanted: (name: string) => boolean,
  isType: (name: string) => boolean = () => false,
): readonly CMention[] {
  const declared = new Set<string>();
  return tokens.flatMap((token, index): readonly CMention[] => {
    if (token.kind !== 'name' || !isWanted(token.text)) return [];
    const before = tokens[index - 1];
    const { text: name, start } = token;
    if (isMark(before, '.') || isMark(before, '->')) return [];
    const given = isMark(tokens[index + 1], '(') ? argumentsFrom(tokens, index + 2) : undefined;
    const named = isType(name) ? isOwnType(before) : isDeclaration(tokens, index, given);
    if (named) {
      // `struct stat` names no variable: what it is called beside that is another thing.
      if (given === undefined && !isOwnType(before)) declared.add(name);
      return [];
    }
    if (given !== undefined) return [{ name, start, arguments: given, use: 'called' }];
    return declared.has(name) ? [] : [{ name, start, ...usedAs(tokens, index) }];
  });
}

/** `class ifstream`: a type of the program's own. */
function isOwnType(before: CToken | undefined): boolean {
  return before?.kind === 'name' && ['class', 'struct', 'union', 'enum', 'typename'].includes(before.text);
}

/**
 * `int system(const char *)`, `int stat = 1`, `struct stat st`: the name of something else. Behind a name that may be a macro a
 * call is one unless what it is given looks like parameters.
 */
function isDeclaration(
  tokens: readonly CToken[],
  index: number,
  given: readonly (readonly CToken[])[] | undefined,
): boolean {
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  if (isMark(before, '*') && given === undefined)
    return ';=,)['.split('').some((mark) => isMark(after, mark));
  if (before?.kind !== 'name' || BEFORE_EXPRESSIONS.has(before.text) || isDefined(tokens, index - 1))
    return false;
  return given === undefined || given.every(isParameter);
}

/** Names of types, which no expression is made of. */
const TYPES: ReadonlySet<string> = new Set(
  'void char short int long float double signed unsigned bool const volatile struct union enum size_t ssize_t FILE'.split(
    ' ',
  ),
);

/** A type, with or without a name: at least two names or a name and what makes a pointer or a reference of it. */
function isParameter(tokens: readonly CToken[]): boolean {
  const [first, second] = tokens;
  if (first === undefined || tokens.every((token) => isMark(token, '.'))) return true;
  if (first.kind !== 'name') return false;
  if (tokens.some(({ kind }) => kind === 'text' || kind === 'include' || kind === 'define')) return false;
  if (TYPES.has(first.text)) return true;
  return second?.kind === 'name' || isMark(second, '*') || isMark(second, '&') || isMark(second, ':');
}

/** The name of a macro: what stands behind it is what it means. */
function isDefined(tokens: readonly CToken[], index: number): boolean {
  const before = tokens[index - 1];
  return before?.kind === 'name' && before.text === 'define' && isMark(tokens[index - 2], '#');
}

/** `Type(…)`, `Type{…}`, `Type name(…)`, `Type name;`, `Type &name`, `Type::member`. */
function usedAs(tokens: readonly CToken[], index: number): Pick<CMention, 'arguments' | 'use'> {
  const after = tokens[index + 1];
  if (isMark(after, '{')) return { arguments: argumentsFrom(tokens, index + 2), use: 'constructed' };
  if (after?.kind === 'name') {
    const behind = tokens[index + 2];
    if (isMark(behind, '(') || isMark(behind, '{'))
      return { arguments: argumentsFrom(tokens, index + 3), use: 'constructed' };
    const declares = ';,=)'.split('').some((mark) => isMark(behind, mark));
    return { arguments: undefined, use: declares ? 'declared' : 'other' };
  }
  const refers = isMark(after, '&') || isMark(after, '*') || isMark(after, ':');
  return { arguments: undefined, use: refers ? 'declared' : 'other' };
}

export function isMark(token: CToken | undefined, mark: string): boolean {
  return token?.kind === 'mark' && token.text === mark;
}

/** More tokens than these are none of an argument that says something. */
const MOST_TOKENS = 1000;

/** What stands between the commas of a call, or of a list in braces. */
export function argumentsFrom(tokens: readonly CToken[], start: number): readonly (readonly CToken[])[] {
  const list: CToken[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(start, start + MOST_TOKENS)) {
    const { text } = token;
    const mark = token.kind === 'mark' ? text : '';
    if (depth === 0 && (mark === ')' || mark === '}')) break;
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

/**
 * Expressions and statements of Rust. Anything is accepted: what is no expression is passed over, one token at a time, so
 * that what macros are given can be read as well. Source: The Rust Reference, "Expressions".
 */
import {
  cursorOf,
  groupOf,
  isName,
  isSign,
  peek,
  skipAngles,
  splitAtCommas,
  takeName,
  takeSign,
  takeUntil,
  type Cursor,
} from './cursor.ts';
import { attributesAt, itemAt } from './items.ts';
import type { Group, Token, Tokens } from './tokens.ts';
import type { Block, Expression, Statement } from './tree.ts';

/** Where an expression stands. */
interface Place {
  /** `Name { … }` is a struct there; not in the head of `if`, `while`, `match` and `for`. */
  readonly structs: boolean;
}

const anywhere: Place = { structs: true };
const inHead: Place = { structs: false };

/** All tokens as one expression; what is behind it counts as nothing. */
export function expressionOf(tokens: Tokens): Expression {
  return expressionAt(cursorOf(tokens), anywhere);
}

/** The expressions of an argument list. */
export function argumentsOf(tokens: Tokens): readonly Expression[] {
  const cursor = cursorOf(tokens);
  const all: Expression[] = [];
  while (cursor.position < tokens.length) {
    attributesAt(cursor);
    const from = cursor.position;
    all.push(expressionAt(cursor, anywhere));
    if (cursor.position === from) cursor.position++;
    // What is no part of an expression belongs to none.
    while (cursor.position < tokens.length && !isSign(peek(cursor), ',')) cursor.position++;
    cursor.position++;
  }
  return all;
}

/** What a macro is given, whatever its grammar: all that reads like a statement or an expression. */
export function partsOf(tokens: Tokens): readonly Statement[] {
  return blockOf(tokens, tokens[0]?.start ?? 0, true).statements;
}

/** The body of a function. */
export function bodyOf(tokens: Tokens): Block {
  return blockOf(tokens, tokens[0]?.start ?? 0, false);
}

const separators: ReadonlySet<string> = new Set([';', ',', '=>', '|', '@', '$', '#', '->', ':', '::']);

/** @param ofMacro the last expression is no value: all parts are statements. */
function blockOf(tokens: Tokens, start: number, ofMacro: boolean): Block {
  const cursor = cursorOf(tokens);
  const statements: Statement[] = [];
  while (cursor.position < tokens.length) {
    const from = cursor.position;
    const token = peek(cursor);
    if (isSign(token, ';') || (ofMacro && token?.kind === 'sign' && separators.has(token.text))) {
      cursor.position++;
      continue;
    }
    const statement = statementAt(cursor);
    if (!ofMacro && statement.kind === 'expression' && cursor.position >= tokens.length)
      return { kind: 'block', statements, value: statement.expression, start };
    statements.push(statement);
    if (cursor.position === from) cursor.position++;
  }
  return { kind: 'block', statements, value: undefined, start };
}

function statementAt(cursor: Cursor): Statement {
  const start = peek(cursor)?.start ?? 0;
  const from = cursor.position;
  attributesAt(cursor);
  if (takeName(cursor, 'let')) return letStatement(cursor, start);
  cursor.position = from;
  const item = isExpressionMacro(cursor) ? undefined : itemAt(cursor);
  if (item !== undefined) return { kind: 'item', item, start };
  attributesAt(cursor);
  const block = blockLikeAt(cursor);
  if (block !== undefined && !isSign(peek(cursor), '.') && !isSign(peek(cursor), '?'))
    return { kind: 'expression', expression: block, start };
  const expression =
    block === undefined
      ? expressionAt(cursor, anywhere)
      : binaryAt(cursor, anywhere, 0, postfixAt(cursor, block));
  return { kind: 'expression', expression, start };
}

/** `name!(…)` as a statement is an expression, save for the definition of a macro. */
function isExpressionMacro(cursor: Cursor): boolean {
  let ahead = 0;
  if (isSign(peek(cursor), '#')) return false;
  while (peek(cursor, ahead)?.kind === 'name' && isSign(peek(cursor, ahead + 1), '::')) ahead += 2;
  const name = peek(cursor, ahead);
  return name?.kind === 'name' && name.text !== 'macro_rules' && isSign(peek(cursor, ahead + 1), '!');
}

function letStatement(cursor: Cursor, start: number): Statement {
  const pattern = takeUntil(
    cursor,
    (token) => isSign(token, ':') || isSign(token, '=') || isSign(token, ';'),
  );
  if (takeSign(cursor, ':')) takeUntil(cursor, (token) => isSign(token, '=') || isSign(token, ';'));
  const value = takeSign(cursor, '=') ? expressionAt(cursor, anywhere) : undefined;
  const otherwise = takeName(cursor, 'else') ? blockLikeAt(cursor) : undefined;
  takeSign(cursor, ';');
  return { kind: 'let-statement', pattern, value, otherwise, start };
}

function expressionAt(cursor: Cursor, place: Place): Expression {
  return binaryAt(cursor, place, 0);
}

/** How strongly signs bind. Source: The Rust Reference, "Expression precedence". */
const strengths: ReadonlyMap<string, number> = new Map([
  ...['=', '+=', '-=', '*=', '/=', '%=', '^=', '&=', '|='].map((sign) => [sign, 1] as const),
  ...['..', '..='].map((sign) => [sign, 2] as const),
  ['||', 3],
  ['&&', 4],
  ...['==', '!=', '<', '>', '<=', '>='].map((sign) => [sign, 5] as const),
  ['|', 6],
  ['^', 7],
  ['&', 8],
  ['+', 10],
  ['-', 10],
  ['*', 11],
  ['/', 11],
  ['%', 11],
]);

function binaryAt(cursor: Cursor, place: Place, weakest: number, first?: Expression): Expression {
  let left = first ?? unaryAt(cursor, place);
  for (;;) {
    const token = peek(cursor);
    if (isName(token, 'as')) {
      cursor.position++;
      skipType(cursor);
      left = { kind: 'same', inner: left, start: token?.start ?? 0 };
      continue;
    }
    if (token?.kind !== 'sign') return left;
    const strength = strengths.get(token.text);
    if (strength === undefined || strength < weakest) return left;
    cursor.position++;
    const next = peek(cursor);
    // `<<` and `>>`, also with `=`.
    const shift =
      (token.text === '<' || token.text === '>') &&
      next?.kind === 'sign' &&
      next.start === token.start + 1 &&
      [token.text, '<=', '>='].includes(next.text);
    if (shift) cursor.position++;
    left = withRight(left, token.text, strength, token.start, cursor, place);
  }
}

function withRight(
  left: Expression,
  sign: string,
  strength: number,
  start: number,
  cursor: Cursor,
  place: Place,
): Expression {
  if (strength === 1)
    return { kind: 'assignment', sign, target: left, value: binaryAt(cursor, place, 1), start };
  const open = strength === 2 && !startsExpression(peek(cursor), place);
  const right = open ? undefined : binaryAt(cursor, place, strength + 1);
  return { kind: 'binary', sign, left, right, start };
}

function startsExpression(token: Token | undefined, { structs }: Place): boolean {
  if (token === undefined) return false;
  if (token.kind === 'group') return token.bracket !== '{' || structs;
  if (token.kind !== 'sign') return !isName(token, 'else');
  return ['&', '*', '-', '!', '<', '|', '||', '::'].includes(token.text);
}

function unaryAt(cursor: Cursor, place: Place): Expression {
  const token = peek(cursor);
  const start = token?.start ?? 0;
  if (token?.kind === 'sign') {
    switch (token.text) {
      case '&':
      case '&&':
      case '*':
        cursor.position++;
        if (isName(peek(cursor), 'raw') && ['const', 'mut'].some((word) => isName(peek(cursor, 1), word)))
          cursor.position++;
        return referenceAt(cursor, place, start);
      case '!':
      case '-':
        cursor.position++;
        return { kind: 'unary', inner: unaryAt(cursor, place), start };
      case '..':
      case '..=': {
        cursor.position++;
        const right = startsExpression(peek(cursor), place) ? binaryAt(cursor, place, 3) : undefined;
        return { kind: 'binary', sign: token.text, left: { kind: 'unknown', start }, right, start };
      }
      case '|':
      case '||':
        return closureAt(cursor, start);
    }
  }
  return postfixAt(cursor, primaryAt(cursor, place));
}

function referenceAt(cursor: Cursor, place: Place, start: number): Expression {
  const mutable = takeName(cursor, 'mut');
  if (!mutable && isName(peek(cursor), 'const') && groupOf(peek(cursor, 1), '{') === undefined)
    cursor.position++;
  const inner = unaryAt(cursor, place);
  return mutable ? { kind: 'same', inner, mutable, start } : { kind: 'same', inner, start };
}

function closureAt(cursor: Cursor, start: number): Expression {
  let parameters: readonly Tokens[] = [];
  if (!takeSign(cursor, '||')) {
    cursor.position++;
    parameters = splitAtCommas(takeUntil(cursor, (token) => isSign(token, '|')));
    cursor.position++;
  }
  if (takeSign(cursor, '->')) skipType(cursor);
  return { kind: 'closure', parameters, body: expressionAt(cursor, anywhere), start };
}

function postfixAt(cursor: Cursor, first: Expression): Expression {
  let base = first;
  for (;;) {
    const token = peek(cursor);
    const start = token?.start ?? 0;
    if (isSign(token, '?')) {
      cursor.position++;
      base = { kind: 'same', inner: base, start };
    } else if (token?.kind === 'group' && token.bracket === '(') {
      cursor.position++;
      base = { kind: 'call', callee: base, arguments: argumentsOf(token.tokens), start };
    } else if (token?.kind === 'group' && token.bracket === '[') {
      cursor.position++;
      base = { kind: 'index', base, index: expressionOf(token.tokens), start };
    } else if (isSign(token, '.')) {
      cursor.position++;
      base = memberAt(cursor, base);
    } else {
      return base;
    }
  }
}

function memberAt(cursor: Cursor, base: Expression): Expression {
  const token = peek(cursor);
  const start = token?.start ?? 0;
  if (token?.kind !== 'name' && token?.kind !== 'literal') return base;
  cursor.position++;
  if (isName(token, 'await')) return { kind: 'same', inner: base, start };
  if (isSign(peek(cursor), '::')) {
    cursor.position++;
    if (isSign(peek(cursor), '<')) skipAngles(cursor);
  }
  const given = groupOf(peek(cursor), '(');
  if (given === undefined || token.kind === 'literal')
    return { kind: 'field', base, name: token.text, start };
  cursor.position++;
  return {
    kind: 'method',
    receiver: base,
    name: token.text,
    arguments: argumentsOf(given.tokens),
    start,
  };
}

function primaryAt(cursor: Cursor, place: Place): Expression {
  const token = peek(cursor);
  const start = token?.start ?? 0;
  if (token === undefined) return { kind: 'unknown', start };
  const block = blockLikeAt(cursor);
  if (block !== undefined) return block;
  switch (token.kind) {
    case 'text':
      cursor.position++;
      return { kind: 'text', value: token.value, start };
    case 'literal':
      cursor.position++;
      return { kind: 'literal', text: token.text, start };
    case 'group':
      cursor.position++;
      return groupExpression(token);
    case 'lifetime':
    case 'sign':
      if (isSign(token, '<') || isSign(token, '::')) return pathAt(cursor, place);
      return { kind: 'unknown', start };
    case 'name':
      return wordAt(token.text, cursor, place);
  }
}

function groupExpression(group: Group): Expression {
  const { start } = group;
  if (group.bracket === '{') return blockOf(group.tokens, start, false);
  const comma = group.tokens.some((token) => isSign(token, ','));
  if (group.bracket === '(' && !comma && group.tokens.length > 0)
    return { kind: 'same', inner: expressionOf(group.tokens), start };
  const repeated = group.tokens.findIndex((token) => isSign(token, ';'));
  const items = argumentsOf(repeated < 0 ? group.tokens : group.tokens.slice(0, repeated));
  return { kind: 'list', items, start };
}

/** Words that begin an expression of their own; the others are paths. */
function wordAt(word: string, cursor: Cursor, place: Place): Expression {
  const start = peek(cursor)?.start ?? 0;
  switch (word) {
    case 'return':
    case 'break':
    case 'continue':
    case 'yield':
    case 'become': {
      cursor.position++;
      if (peek(cursor)?.kind === 'lifetime') cursor.position++;
      const has = startsExpression(peek(cursor), place) && word !== 'continue';
      return { kind: 'jump', word, value: has ? expressionAt(cursor, place) : undefined, start };
    }
    case 'let': {
      cursor.position++;
      const pattern = takeUntil(cursor, (token) => isSign(token, '='));
      cursor.position++;
      return { kind: 'let', pattern, value: binaryAt(cursor, inHead, 5), start };
    }
    case 'move':
    case 'static':
    case 'async': {
      const next = peek(cursor, 1);
      if (isSign(next, '|') || isSign(next, '||') || isName(next, 'move')) {
        cursor.position++;
        return unaryAt(cursor, place);
      }
      return pathAt(cursor, place);
    }
    default:
      return pathAt(cursor, place);
  }
}

/** What ends a statement without a semicolon. */
function blockLikeAt(cursor: Cursor): Expression | undefined {
  const token = peek(cursor);
  if (token?.kind === 'lifetime' && isSign(peek(cursor, 1), ':')) {
    cursor.position += 2;
    return blockLikeAt(cursor) ?? { kind: 'unknown', start: token.start };
  }
  if (token?.kind === 'group' && token.bracket === '{') {
    cursor.position++;
    return blockOf(token.tokens, token.start, false);
  }
  if (token?.kind !== 'name') return undefined;
  switch (token.text) {
    case 'if':
      cursor.position++;
      return ifAt(cursor, token.start);
    case 'match':
      cursor.position++;
      return matchAt(cursor, token.start);
    case 'while':
    case 'loop':
    case 'for':
      return loopAt(cursor, token.text, token.start);
    case 'unsafe':
    case 'const':
    case 'async':
    case 'try':
    case 'gen': {
      const ahead = isName(peek(cursor, 1), 'move') ? 2 : 1;
      const body = groupOf(peek(cursor, ahead), '{');
      if (body === undefined) return undefined;
      cursor.position += ahead + 1;
      return blockOf(body.tokens, body.start, false);
    }
    default:
      return undefined;
  }
}

function blockAt(cursor: Cursor): Expression {
  const body = groupOf(peek(cursor), '{');
  if (body === undefined) return { kind: 'unknown', start: peek(cursor)?.start ?? 0 };
  cursor.position++;
  return blockOf(body.tokens, body.start, false);
}

function ifAt(cursor: Cursor, start: number): Expression {
  const condition = expressionAt(cursor, inHead);
  const whenTrue = blockAt(cursor);
  const otherwise = takeName(cursor, 'else') ? (blockLikeAt(cursor) ?? undefined) : undefined;
  return { kind: 'if', condition, whenTrue, otherwise, start };
}

function matchAt(cursor: Cursor, start: number): Expression {
  const subject = expressionAt(cursor, inHead);
  const body = groupOf(peek(cursor), '{');
  if (body === undefined) return { kind: 'match', subject, arms: [], start };
  cursor.position++;
  const inner = cursorOf(body.tokens);
  const arms = [];
  while (inner.position < body.tokens.length) {
    attributesAt(inner);
    const pattern = takeUntil(inner, (token) => isSign(token, '=>') || isName(token, 'if'));
    const guard = takeName(inner, 'if') ? expressionAt(inner, inHead) : undefined;
    takeUntil(inner, (token) => isSign(token, '=>'));
    inner.position++;
    const block = blockLikeAt(inner);
    const ended = block !== undefined && !isSign(peek(inner), '.') && !isSign(peek(inner), '?');
    const value = ended
      ? block
      : block === undefined
        ? expressionAt(inner, anywhere)
        : binaryAt(inner, anywhere, 0, postfixAt(inner, block));
    arms.push({ pattern, guard, value });
    if (!ended) takeUntil(inner, (token) => isSign(token, ','));
    takeSign(inner, ',');
  }
  return { kind: 'match', subject, arms, start };
}

function loopAt(cursor: Cursor, word: string, start: number): Expression {
  cursor.position++;
  if (word === 'loop') return { kind: 'loop', pattern: [], over: undefined, body: blockAt(cursor), start };
  let pattern: Tokens = [];
  if (word === 'for') {
    pattern = takeUntil(cursor, (token) => isName(token, 'in'));
    cursor.position++;
  }
  const over = expressionAt(cursor, inHead);
  return { kind: 'loop', pattern, over, body: blockAt(cursor), start };
}

/** A path, a macro or a struct. */
function pathAt(cursor: Cursor, place: Place): Expression {
  let start = peek(cursor)?.start ?? 0;
  const segments: string[] = [];
  if (isSign(peek(cursor), '<')) {
    const from = cursor.position;
    skipAngles(cursor);
    segments.push(...qualifiedBy(cursor.tokens.slice(from + 1, cursor.position - 1)));
    if (!takeSign(cursor, '::')) return { kind: 'unknown', start };
  } else if (takeSign(cursor, '::')) {
    segments.push('');
  }
  // Where its first name stands.
  start = peek(cursor)?.start ?? start;
  for (let token = peek(cursor); token !== undefined; token = peek(cursor)) {
    if (token.kind === 'name') segments.push(token.text);
    else if (!isSign(token, '<')) break;
    else if (segments.length === 0) break;
    if (token.kind === 'name') cursor.position++;
    else skipAngles(cursor);
    if (!takeSign(cursor, '::')) break;
  }
  const body = isSign(peek(cursor), '!') ? peek(cursor, 1) : undefined;
  if (body?.kind === 'group') {
    cursor.position += 2;
    return { kind: 'macro', segments, bracket: body.bracket, tokens: body.tokens, start };
  }
  const fields = place.structs ? groupOf(peek(cursor), '{') : undefined;
  if (fields === undefined || !isStruct(segments, fields)) return { kind: 'path', segments, start };
  cursor.position++;
  return structOf(segments, fields, start);
}

/** The path of the type in `<Type as Trait>::name`. */
function qualifiedBy(tokens: Tokens): readonly string[] {
  const segments: string[] = [];
  for (const token of tokens) {
    if (isName(token, 'as') || isSign(token, '<')) break;
    if (token.kind === 'name' && token.text !== 'mut' && token.text !== 'dyn') segments.push(token.text);
  }
  return segments;
}

function isStruct(segments: readonly string[], { tokens }: Group): boolean {
  if (!/^\p{Lu}/u.test(segments.at(-1) ?? '')) return false;
  const [first, second] = tokens;
  if (first === undefined || isSign(first, '..') || isSign(first, '#')) return true;
  if (first.kind !== 'name' && first.kind !== 'literal') return false;
  return second === undefined || isSign(second, ':') || isSign(second, ',');
}

function structOf(segments: readonly string[], group: Group, start: number): Expression {
  const fields: { readonly name: string; readonly value: Expression }[] = [];
  let base: Expression | undefined;
  const cursor = cursorOf(group.tokens);
  while (cursor.position < group.tokens.length) {
    attributesAt(cursor);
    const token = peek(cursor);
    if (takeSign(cursor, '..')) base = expressionAt(cursor, anywhere);
    else if (token?.kind === 'name' || token?.kind === 'literal') {
      cursor.position++;
      const value: Expression = takeSign(cursor, ':')
        ? expressionAt(cursor, anywhere)
        : { kind: 'path', segments: [token.text], start: token.start };
      fields.push({ name: token.text, value });
    }
    while (cursor.position < group.tokens.length && !isSign(peek(cursor), ',')) cursor.position++;
    cursor.position++;
  }
  return { kind: 'struct', segments, fields, base, start };
}

/** Passes over a type, as far as one goes behind `as` and `->`. */
function skipType(cursor: Cursor): void {
  for (let token = peek(cursor); token !== undefined; token = peek(cursor)) {
    if (['&', '*', '::', '!'].some((sign) => isSign(token, sign)) || token.kind === 'lifetime') {
      cursor.position++;
    } else if (['mut', 'const', 'dyn', 'impl'].some((word) => isName(token, word))) {
      cursor.position++;
    } else if (token.kind === 'group' && token.bracket !== '{') {
      cursor.position++;
      return;
    } else if (token.kind === 'name') {
      cursor.position++;
      if (isSign(peek(cursor), '<')) skipAngles(cursor);
      else if (token.text === 'fn' && takeGroup(cursor) && takeSign(cursor, '->')) continue;
      if (!isSign(peek(cursor), '::')) return;
    } else {
      return;
    }
  }
}

function takeGroup(cursor: Cursor): boolean {
  if (groupOf(peek(cursor), '(') === undefined) return false;
  cursor.position++;
  return true;
}

/** Items of a Rust source. Anything is accepted: what is no item that is known is passed over, one token at a time. */
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
import type { Group, Token, Tokens } from './tokens.ts';
import type { Field, FunctionItem, Item, Parameter, UseTree } from './tree.ts';

type Bare = Item extends infer One
  ? One extends Item
    ? Omit<One, 'attributes' | 'start' | 'end'>
    : never
  : never;

/** The items that tokens consist of. */
export function itemsOf(tokens: Tokens): readonly Item[] {
  const cursor = cursorOf(tokens);
  const items: Item[] = [];
  while (cursor.position < tokens.length) {
    const item = itemAt(cursor);
    if (item === undefined) cursor.position++;
    else items.push(item);
  }
  return items;
}

/** The item that starts here; undefined, and nothing passed over, where none does. */
export function itemAt(cursor: Cursor): Item | undefined {
  const from = cursor.position;
  const start = peek(cursor)?.start ?? 0;
  const attributes = attributesAt(cursor);
  skipVisibility(cursor);
  const bare = bareItem(cursor);
  if (bare === undefined) {
    cursor.position = from;
    return undefined;
  }
  const end = peek(cursor)?.start ?? Number.POSITIVE_INFINITY;
  return { ...bare, attributes, start, end };
}

/** `#[…]` and `#![…]`, each as what stands in its brackets. */
export function attributesAt(cursor: Cursor): readonly Tokens[] {
  const attributes: Tokens[] = [];
  while (isSign(peek(cursor), '#')) {
    const inner = isSign(peek(cursor, 1), '!') ? 2 : 1;
    const group = groupOf(peek(cursor, inner), '[');
    if (group === undefined) break;
    attributes.push(group.tokens);
    cursor.position += inner + 1;
  }
  return attributes;
}

function skipVisibility(cursor: Cursor): void {
  if (takeName(cursor, 'pub') && groupOf(peek(cursor), '(') !== undefined) cursor.position++;
}

/** Words that may stand before `fn`, `trait`, `impl` and `extern`. */
const qualifiers: ReadonlySet<string> = new Set(['async', 'unsafe', 'default', 'safe', 'gen']);

function bareItem(cursor: Cursor): Bare | undefined {
  const from = cursor.position;
  for (
    let token = peek(cursor);
    token?.kind === 'name' && isQualifier(token.text, cursor);
    token = peek(cursor)
  )
    cursor.position++;
  const token = peek(cursor);
  if (token?.kind !== 'name') return undefined;
  const item = itemOfWord(token.text, cursor);
  if (item === undefined) cursor.position = from;
  return item;
}

function isQualifier(word: string, cursor: Cursor): boolean {
  const next = peek(cursor, 1);
  if (word === 'const' || word === 'extern')
    return (
      (next?.kind === 'name' && followsQualifier.has(next.text)) ||
      (word === 'extern' && next?.kind === 'text' && isName(peek(cursor, 2), 'fn'))
    );
  return qualifiers.has(word) && next?.kind === 'name' && followsQualifier.has(next.text);
}

const followsQualifier: ReadonlySet<string> = new Set([
  'fn',
  'trait',
  'impl',
  'extern',
  'unsafe',
  'async',
  'const',
  'safe',
  'gen',
  'static',
]);

function itemOfWord(word: string, cursor: Cursor): Bare | undefined {
  const next = peek(cursor, 1);
  switch (word) {
    case 'use':
      cursor.position++;
      return { kind: 'use', trees: useTreesOf(takeStatement(cursor)) };
    case 'mod':
      return next?.kind === 'name' ? moduleItem(next.text, cursor) : undefined;
    case 'fn':
      return next?.kind === 'name' ? functionItem(next.text, cursor) : undefined;
    case 'struct':
    case 'union':
    case 'enum':
      return next?.kind === 'name' ? typeItem(word, next.text, cursor) : undefined;
    case 'const':
    case 'static':
      return constantItem(cursor);
    case 'type':
      return next?.kind === 'name' ? aliasItem(next.text, cursor) : undefined;
    case 'impl':
      return implementationItem(cursor);
    case 'trait':
    case 'auto':
      return next?.kind === 'name' ? traitItem(next.text, cursor) : undefined;
    case 'extern':
      return externItem(cursor);
    case 'macro_rules':
    case 'macro':
      return macroDefinition(cursor);
    default:
      return macroItem(cursor);
  }
}

/** Up to and with the semicolon; a block that ends the item counts as its end. */
function takeStatement(cursor: Cursor): Tokens {
  const tokens = takeUntil(cursor, (token) => isSign(token, ';'));
  takeSign(cursor, ';');
  return tokens;
}

/** What stands behind `use`. */
export function useTreesOf(tokens: Tokens): readonly UseTree[] {
  return splitAtCommas(tokens)
    .flatMap((part) => {
      const segments: string[] = [];
      let as: string | undefined;
      let inner: Group | undefined;
      for (const [index, token] of part.entries()) {
        if (isName(token, 'as')) {
          const name = part[index + 1];
          as = name?.kind === 'name' ? name.text : '_';
          break;
        }
        if (token.kind === 'name') segments.push(token.text);
        else if (isSign(token, '*')) as = '*';
        else if (isSign(token, '::') && index === 0) segments.push('');
        else if (token.kind === 'group') inner = token;
      }
      if (inner !== undefined)
        return useTreesOf(inner.tokens).map((tree) => ({
          ...tree,
          segments: joinSelf(segments, tree.segments),
        }));
      return [{ segments, as: as ?? segments.at(-1) ?? '_' }];
    })
    .map((tree) =>
      tree.segments.at(-1) === 'self' && tree.segments.length > 1
        ? {
            segments: tree.segments.slice(0, -1),
            as: tree.as === 'self' ? (tree.segments.at(-2) ?? '_') : tree.as,
          }
        : tree,
    );
}

function joinSelf(before: readonly string[], inner: readonly string[]): readonly string[] {
  return [...before, ...(inner[0] === '' ? inner.slice(1) : inner)];
}

function moduleItem(name: string, cursor: Cursor): Bare | undefined {
  const body = groupOf(peek(cursor, 2), '{');
  if (body === undefined && !isSign(peek(cursor, 2), ';')) return undefined;
  cursor.position += 3;
  return { kind: 'module', name, items: body === undefined ? undefined : itemsOf(body.tokens) };
}

function functionItem(name: string, cursor: Cursor): Bare {
  cursor.position += 2;
  if (isSign(peek(cursor), '<')) skipAngles(cursor);
  const given = groupOf(peek(cursor), '(');
  if (given !== undefined) cursor.position++;
  takeUntil(cursor, (token) => isSign(token, ';') || groupOf(token, '{') !== undefined);
  const body = groupOf(peek(cursor), '{');
  cursor.position++;
  const all = splitAtCommas(given?.tokens ?? []).map(parameterOf);
  const method = all[0]?.pattern.some((token) => isName(token, 'self')) === true;
  const item: FunctionItem = { kind: 'function', name, parameters: all, method, body: body?.tokens };
  return item;
}

function parameterOf(tokens: Tokens): Parameter {
  const cursor = cursorOf(tokens);
  attributesAt(cursor);
  const pattern = takeUntil(cursor, (token) => isSign(token, ':'));
  return { pattern, type: tokens.slice(cursor.position + 1) };
}

function typeItem(word: string, name: string, cursor: Cursor): Bare {
  cursor.position += 2;
  if (isSign(peek(cursor), '<')) skipAngles(cursor);
  const before = takeUntil(cursor, (token) => isSign(token, ';') || groupOf(token, '{') !== undefined);
  const body = groupOf(peek(cursor), '{');
  cursor.position++;
  const parts = splitAtCommas(body?.tokens ?? []);
  const tuple = before.find((token) => groupOf(token, '(') !== undefined);
  if (word !== 'enum') {
    const placed = tuple?.kind === 'group' ? splitAtCommas(tuple.tokens).map(tupleField) : [];
    return { kind: 'type', name, fields: [...parts.flatMap(fieldOf), ...placed], variants: [] };
  }
  const variants = parts.map(variantOf);
  return {
    kind: 'type',
    name,
    fields: variants.flatMap(({ fields }) => fields),
    variants: variants.flatMap(({ name: variant }) => (variant === undefined ? [] : [variant])),
  };
}

function fieldOf(tokens: Tokens): readonly Field[] {
  const cursor = cursorOf(tokens);
  const attributes = attributesAt(cursor);
  skipVisibility(cursor);
  const name = peek(cursor);
  if (name?.kind !== 'name' || !isSign(peek(cursor, 1), ':')) return [];
  return [{ name: name.text, type: tokens.slice(cursor.position + 2), attributes, start: name.start }];
}

function tupleField(tokens: Tokens, index: number): Field {
  const cursor = cursorOf(tokens);
  const attributes = attributesAt(cursor);
  skipVisibility(cursor);
  return { name: `${index}`, type: tokens.slice(cursor.position), attributes, start: tokens[0]?.start ?? 0 };
}

function variantOf(tokens: Tokens): { readonly name: string | undefined; readonly fields: readonly Field[] } {
  const cursor = cursorOf(tokens);
  const attributes = attributesAt(cursor);
  const name = peek(cursor);
  const body = peek(cursor, 1);
  const fields =
    body?.kind !== 'group'
      ? []
      : body.bracket === '{'
        ? splitAtCommas(body.tokens).flatMap(fieldOf)
        : splitAtCommas(body.tokens).map(tupleField);
  const own: readonly Field[] =
    name?.kind === 'name' ? [{ name: name.text, type: [], attributes, start: name.start }] : [];
  return { name: name?.kind === 'name' ? name.text : undefined, fields: [...own, ...fields] };
}

/** `const NAME: T = value;`, `static mut NAME`, `const _: () = …`; not `const { … }`, which is an expression. */
function constantItem(cursor: Cursor): Bare | undefined {
  const ahead = isName(peek(cursor, 1), 'mut') ? 2 : 1;
  const name = peek(cursor, ahead);
  if (name?.kind !== 'name' || !isSign(peek(cursor, ahead + 1), ':')) return undefined;
  cursor.position += ahead + 1;
  takeUntil(cursor, (token) => isSign(token, '=') || isSign(token, ';'));
  const has = takeSign(cursor, '=');
  const value = has ? takeToSemicolon(cursor) : undefined;
  takeSign(cursor, ';');
  return { kind: 'constant', name: name.text, value, mutable: ahead === 2 };
}

function takeToSemicolon(cursor: Cursor): Tokens {
  const from = cursor.position;
  while (cursor.position < cursor.tokens.length && !isSign(peek(cursor), ';')) cursor.position++;
  return cursor.tokens.slice(from, cursor.position);
}

function aliasItem(name: string, cursor: Cursor): Bare {
  cursor.position += 2;
  const tokens = takeStatement(cursor);
  const at = tokens.findIndex((token) => isSign(token, '='));
  return { kind: 'alias', name, target: at < 0 ? [] : tokens.slice(at + 1) };
}

function implementationItem(cursor: Cursor): Bare | undefined {
  const from = cursor.position;
  cursor.position++;
  if (isSign(peek(cursor), '<')) skipAngles(cursor);
  const head = takeUntil(
    cursor,
    (token) => isName(token, 'where') || isSign(token, ';') || groupOf(token, '{') !== undefined,
  );
  takeUntil(cursor, (token) => isSign(token, ';') || groupOf(token, '{') !== undefined);
  const body = groupOf(peek(cursor), '{');
  if (body === undefined) {
    cursor.position = from;
    return undefined;
  }
  cursor.position++;
  const at = head.findIndex((token) => isName(token, 'for'));
  const of = lastName(at < 0 ? head : head.slice(at + 1));
  const trait = at < 0 ? undefined : lastName(head.slice(0, at));
  return { kind: 'implementation', of, trait, items: itemsOf(body.tokens) };
}

/** The last name of a path, before its generic arguments. */
function lastName(tokens: Tokens): string | undefined {
  let found: string | undefined;
  for (const token of tokens) {
    if (isSign(token, '<')) break;
    if (token.kind === 'name' && !['dyn', 'mut', 'impl', 'const'].includes(token.text)) found = token.text;
  }
  return found;
}

function traitItem(name: string, cursor: Cursor): Bare {
  cursor.position += 2;
  takeUntil(cursor, (token) => isSign(token, ';') || groupOf(token, '{') !== undefined);
  const body = groupOf(peek(cursor), '{');
  cursor.position++;
  return { kind: 'trait', name, items: itemsOf(body?.tokens ?? []) };
}

function externItem(cursor: Cursor): Bare | undefined {
  const isText = peek(cursor, 1)?.kind === 'text';
  const body = groupOf(peek(cursor, isText ? 2 : 1), '{');
  if (body !== undefined) {
    cursor.position += isText ? 3 : 2;
    return { kind: 'foreign', tokens: body.tokens };
  }
  const name = peek(cursor, 2);
  if (!isName(peek(cursor, 1), 'crate') || name?.kind !== 'name') return undefined;
  cursor.position += 2;
  const tokens = takeStatement(cursor);
  const as = tokens[2];
  return {
    kind: 'extern-crate',
    name: name.text,
    as: isName(tokens[1], 'as') && as?.kind === 'name' ? as.text : name.text,
  };
}

/** `macro_rules! name { … }`, and `macro name(…) { … }`. */
function macroDefinition(cursor: Cursor): Bare | undefined {
  const ahead = isSign(peek(cursor, 1), '!') ? 2 : 1;
  const name = peek(cursor, ahead);
  if (name?.kind !== 'name') return undefined;
  cursor.position += ahead + 1;
  const tokens: Token[] = [];
  for (let token = peek(cursor); token?.kind === 'group'; token = peek(cursor)) {
    tokens.push(token);
    cursor.position++;
  }
  takeSign(cursor, ';');
  return tokens.length === 0 ? { kind: 'other' } : { kind: 'macro-definition', name: name.text, tokens };
}

/** `path::name! { … }` between items. */
function macroItem(cursor: Cursor): Bare | undefined {
  const from = cursor.position;
  const segments: string[] = [];
  for (let token = peek(cursor); token?.kind === 'name'; token = peek(cursor)) {
    segments.push(token.text);
    cursor.position++;
    if (!takeSign(cursor, '::')) break;
  }
  const body = isSign(peek(cursor), '!') ? peek(cursor, 1) : undefined;
  if (body?.kind !== 'group') {
    cursor.position = from;
    return undefined;
  }
  cursor.position += 2;
  takeSign(cursor, ';');
  return { kind: 'macro-item', segments, tokens: body.tokens };
}

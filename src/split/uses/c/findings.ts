/** What C and C++ code does at run time: by the functions and types that it mentions, and the texts in it that may name files. */
import { isFileName } from '../names.ts';
import { evidenceAt, type TextLines } from '../source-lines.ts';
import type { Finding, FindingKind, Name, Origin } from '../types.ts';
import { cEffects, isOpeningType, type CEffect } from './library.ts';
import { argumentsFrom, isMark, mentionsIn, type CMention, type CToken } from './scanner.ts';

/** A piece of code, where it stands. */
export interface CText {
  readonly lines: TextLines;
  readonly tokens: readonly CToken[];
  readonly mentions: readonly CMention[];
}

/** What is mentioned in a text; `usesFileSystems`: names of std::filesystem mean what they do there. */
export function cText(lines: TextLines, tokens: readonly CToken[], usesFileSystems = false): CText {
  const mentions = mentionsIn(tokens, (name) => cEffects(name, usesFileSystems) !== undefined, isOpeningType);
  return { lines, tokens, mentions };
}

export type Owner = Pick<Finding, 'own' | 'inModule'>;

/** What texts are read with. */
export interface CReading {
  readonly owner: Owner;
  /** Functions that give what they are given: `std::string("x")`. */
  readonly carriers: ReadonlySet<string>;
  /** Names that stand for a text: macros and constants. */
  readonly texts: ReadonlyMap<string, string>;
  readonly usesFileSystems: boolean;
}

export function findingsOfC(text: CText, reading: CReading): readonly Finding[] {
  return [
    ...text.mentions.flatMap((mention) => ofMention(mention, text, reading)),
    ...openedStreams(text, reading),
    ...text.tokens.flatMap((token) => ofLiteral(token, text, reading.owner)),
  ];
}

function ofMention(mention: CMention, { lines }: CText, reading: CReading): readonly Finding[] {
  const { owner, usesFileSystems } = reading;
  const evidence = evidenceAt(lines, mention.start);
  return (cEffects(mention.name, usesFileSystems) ?? []).flatMap((effect): readonly Finding[] => {
    if (!isMeant(effect, mention)) return [];
    const kind = kindOf(effect, mention, reading);
    const common = { evidence, ...owner, ...(effect.optional === true ? ({ optional: true } as const) : {}) };
    if (effect.plain === true) return [{ kind, name: undefined, ...common }];
    const argument = effect.argument === undefined ? undefined : mention.arguments?.[effect.argument];
    if (effect.unlessNumber === true && argument !== undefined && isNothing(argument)) return [];
    const name: Name =
      effect.text === undefined
        ? nameOf(argument, mention.name, reading)
        : { known: true, text: effect.text };
    if (effect.shell === true)
      return [
        {
          kind,
          name: { known: true, text: 'sh' },
          arguments: [{ known: true, text: '-c' }, name],
          ...common,
        },
      ];
    // A database of SQLite that is never a file (sqlite.org/inmemorydb.html).
    if (name.known && name.text === ':memory:') return [];
    if (kind !== 'program') return [{ kind, name, ...common }];
    return [{ kind, name, arguments: givenTo(effect, mention, reading), ...common }];
  });
}

/** What a function does whose name is put together out of sight: nothing is known of what it is given. */
export function findingsOfName(
  name: string,
  { lines }: CText,
  start: number,
  reading: CReading,
): readonly Finding[] {
  const mention: CMention = { name, start, arguments: undefined, use: 'other' };
  return ofMention(mention, { lines, tokens: [], mentions: [] }, reading);
}

/**
 * Not another function of that name with more arguments; of a type only where something is made of it: a variable without
 * more, or a reference, opens nothing by itself.
 */
function isMeant({ arity, type }: CEffect, { arguments: given, use }: CMention): boolean {
  if (type === true && use === 'declared') return false;
  if (arity === undefined || given === undefined) return true;
  return given.length >= arity[0] && given.length <= arity[1];
}

/** `stream.open(NAME)`: which of the streams it is does not matter. */
function openedStreams({ lines, tokens, mentions }: CText, reading: CReading): readonly Finding[] {
  const streams = mentions.flatMap(({ name }) => (isOpeningType(name) ? [name] : []));
  if (streams.length === 0) return [];
  const kind = streams.every((name) => cEffects(name)?.[0]?.kind === 'read-file') ? 'read-file' : 'write';
  return tokens.flatMap((token, index): readonly Finding[] => {
    const member = isMark(tokens[index - 1], '.') || isMark(tokens[index - 1], '->');
    if (token.kind !== 'name' || token.text !== 'open' || !member || !isMark(tokens[index + 1], '('))
      return [];
    const [argument] = argumentsFrom(tokens, index + 2);
    const evidence = evidenceAt(lines, token.start);
    return [{ kind, name: nameOf(argument, 'open', reading), evidence, ...reading.owner }];
  });
}

const unknown = (expression: string, prefix = ''): Name => ({ known: false, expression, prefix });

/** The name that an argument gives: a text, the start of one, or what the program is given when it starts. */
function nameOf(tokens: readonly CToken[] | undefined, expression: string, reading: CReading): Name {
  if (tokens === undefined) return unknown(expression);
  const text = literalOf(tokens, reading);
  if (text !== undefined && text !== '') return { known: true, text };
  const origin = originOf(tokens);
  if (origin !== undefined) return { known: false, expression, prefix: '', origin };
  const plus = tokens.findIndex((token) => isMark(token, '+'));
  const start = plus > 0 ? literalOf(tokens.slice(0, plus), reading) : undefined;
  return unknown(expression, start ?? '');
}

/** `argv[1]`, `getenv("NAME")`. */
function originOf(tokens: readonly CToken[]): Origin | undefined {
  const bare = isMark(tokens[0], ':') && isMark(tokens[1], ':') ? tokens.slice(2) : tokens;
  const own = bare[0]?.kind === 'name' && bare[0].text === 'std' ? bare.slice(3) : bare;
  const [called, open, given, close] = own;
  if (own.length !== 4 || called?.kind !== 'name') return undefined;
  if (called.text === 'argv' && isMark(open, '[') && given?.kind === 'number' && isMark(close, ']')) {
    const index = Number(given.text);
    return Number.isInteger(index) && index > 0 ? { kind: 'argument', index } : undefined;
  }
  const asks = ['getenv', 'secure_getenv'].includes(called.text) && isMark(open, '(') && isMark(close, ')');
  return asks && given?.kind === 'text' ? { kind: 'environment', name: given.text } : undefined;
}

/** What `execl` gives to the program: behind the name it is started under, up to the null pointer. */
function givenTo({ words, argument = 0 }: CEffect, mention: CMention, reading: CReading): readonly Name[] {
  if (words !== true || mention.arguments === undefined) return [unknown(mention.name)];
  return mention.arguments.slice(argument + 2, -1).map((given) => nameOf(given, mention.name, reading));
}

/** String literals side by side are one; a name may stand for one. */
function literalOf(tokens: readonly CToken[], reading: CReading): string | undefined {
  const { carriers, texts } = reading;
  const bare = withoutScope(tokens);
  const carried = bare[0]?.kind === 'name' && carriers.has(bare[0].text) && isMark(bare[1], '(');
  if (carried && bare.length === 4 && isMark(bare[3], ')')) return literalOf(bare.slice(2, 3), reading);
  const parts = bare.map((token) =>
    token.kind === 'text' ? token.text : token.kind === 'name' ? texts.get(token.text) : undefined,
  );
  return parts.length === 0 || parts.some((part) => part === undefined) ? undefined : parts.join('');
}

/** `std::string`, `fs::path`: the last of the names. */
function withoutScope(tokens: readonly CToken[]): readonly CToken[] {
  const scoped = tokens[0]?.kind === 'name' && isMark(tokens[1], ':') && isMark(tokens[2], ':');
  return scoped ? withoutScope(tokens.slice(3)) : tokens;
}

/** NULL, 0, a number in quotes. */
function isNothing(tokens: readonly CToken[]): boolean {
  const [only] = tokens;
  if (tokens.length !== 1 || only === undefined || only.kind === 'include' || only.kind === 'define')
    return false;
  return ['NULL', 'nullptr', 'nil'].includes(only.text) || /^\d+$/.test(only.text);
}

const READING: ReadonlySet<string> = new Set(
  'O_RDONLY O_CLOEXEC O_NOFOLLOW O_DIRECTORY O_NONBLOCK O_NOCTTY O_LARGEFILE O_PATH O_NOATIME'.split(' '),
);

/** Opened for reading alone, or it may be written. */
function kindOf({ kind, mode }: CEffect, mention: CMention, reading: CReading): FindingKind {
  const given = mode === undefined ? undefined : mention.arguments?.[mode];
  if (mode === undefined) return kind;
  if (given === undefined) return 'write';
  const text = literalOf(given, reading);
  const reads =
    text === undefined
      ? given.every((token) => isMark(token, '|') || (token.kind === 'name' && READING.has(token.text)))
      : /^[rbemt]+$/.test(text);
  return reads ? kind : 'write';
}

/** A text in the form of a file's name, wherever it stands. */
function ofLiteral(token: CToken, { lines }: CText, owner: Owner): readonly Finding[] {
  const isNamed = (token.kind === 'text' || token.kind === 'define') && isFileName(token.text);
  if (!isNamed) return [];
  const evidence = evidenceAt(lines, token.start);
  return [{ kind: 'names-file', name: { known: true, text: token.text }, evidence, ...owner }];
}

/** Names that texts are defined for: `#define NAME "text"`. */
export function definedTexts(texts: readonly CText[]): ReadonlyMap<string, string> {
  return new Map(
    texts.flatMap(({ tokens }) =>
      tokens.flatMap((token): [string, string][] =>
        token.kind === 'define' ? [[token.name, token.text]] : [],
      ),
    ),
  );
}

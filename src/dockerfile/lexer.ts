/**
 * The builder's word lexer: quotes, escapes and variables in the arguments of instructions. It is used for two
 * things: variable substitution (`expand.ts`) and finding heredocs on a line (`heredocs.ts`), and it has to be the
 * same one for both, oddities included, because an error in it means that a line has no heredocs.
 *
 * It works through the text once, with an explicit stack instead of recursion, so that neither deep nesting nor long
 * text can hurt it.
 *
 * Source: moby/buildkit frontend/dockerfile/shell/lex.go.
 */
import { isSpace } from './characters.ts';
import { compilePattern, replaceAll, replaceFirst, trimPrefix, trimSuffix } from './pattern.ts';
import type { Pattern } from './pattern.ts';
import type { Span } from './types.ts';

/** A variable that is set, but to something nobody can tell from the files at hand; the text says what it depends on. */
export interface Unknown {
  readonly unknown: string;
}

/** What a variable holds; undefined when it is not set. */
export type Lookup = (name: string) => string | Unknown | undefined;

export interface LexOptions {
  readonly escape: string;
  readonly lookup: Lookup;
  /** Keep quotes in the result. */
  readonly rawQuotes?: boolean;
  /** Keep escape characters in the result. */
  readonly rawEscapes?: boolean;
  /** Quotes are characters like any other (the body of a heredoc). */
  readonly plainQuotes?: boolean;
  /** Leave references to variables that are not set as they are. */
  readonly keepUnset?: boolean;
}

/** A word that the lexer split off, and the part of the source it came from. */
export interface LexedWord extends Span {
  readonly text: string;
}

export interface Lexed {
  /** The whole text, substituted. Meaningless where `because` or `error` is set. */
  readonly text: string;
  /** The same split at white space outside quotes. */
  readonly words: readonly LexedWord[];
  /** Why the text isn't known: the first unknown variable it depends on. */
  readonly because: string | undefined;
  /** Variables asked for that were not set, each once, in order. */
  readonly unset: readonly string[];
  readonly error: string | undefined;
}

/** Text that may depend on an unknown variable. */
interface Piece {
  readonly text: string;
  readonly because: string | undefined;
}

/** What to do with the word inside `${name…}` once its end is reached. */
type Operation =
  | {
      readonly kind: 'modifier';
      readonly name: string;
      readonly operator: string;
      /** With a colon: a variable set to nothing counts as not set. */
      readonly emptyIsUnset: boolean;
    }
  | { readonly kind: 'pattern'; readonly name: string; readonly all: boolean }
  | { readonly kind: 'replacement'; readonly name: string; readonly all: boolean; readonly pattern: Piece };

/** A level of nesting: text up to a stop character, or up to the closing double quote. */
interface Frame {
  readonly kind: 'word' | 'quote';
  readonly stop: '' | '}' | '/' | '"';
  readonly rawEscapes: boolean;
  readonly operation: Operation | undefined;
  /** Where the `$` of the operation, or the quote, stands. */
  readonly start: number;
  text: string;
  because: string | undefined;
}

interface Machine {
  readonly source: string;
  readonly options: LexOptions;
  readonly frames: Frame[];
  readonly words: LexedWord[];
  readonly unset: Set<string>;
  at: number;
  /** The word under way. */
  word: string;
  wordStart: number;
  wordEnd: number;
  inWord: boolean;
  because: string | undefined;
  error: string | undefined;
}

/** Lexes a text. Never throws; linear in the length of the text and what is put into it. */
export function lex(source: string, options: LexOptions): Lexed {
  const outermost: Frame = {
    kind: 'word',
    stop: '',
    rawEscapes: options.rawEscapes ?? false,
    operation: undefined,
    start: 0,
    text: '',
    because: undefined,
  };
  const machine: Machine = {
    source,
    options,
    frames: [outermost],
    words: [],
    unset: new Set(),
    // Go's text/scanner drops a byte-order mark at the start.
    at: source.charCodeAt(0) === 0xfeff ? 1 : 0,
    word: '',
    wordStart: 0,
    wordEnd: 0,
    inWord: false,
    because: undefined,
    error: undefined,
  };
  while (machine.error === undefined && (machine.at < source.length || machine.frames.length > 1)) {
    const frame = machine.frames.at(-1) ?? outermost;
    if (frame.kind === 'quote') stepInQuote(machine, frame);
    else stepInWord(machine, frame);
  }
  endWord(machine);
  return {
    text: outermost.text,
    words: machine.error === undefined ? machine.words : [],
    because: outermost.because,
    unset: [...machine.unset],
    error: machine.error,
  };
}

// ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────
// Only the outermost level makes words. Nested levels share its buffer in the builder and empty it, so that
// `a${x:-b}` is the word of the substitution alone; `forgetWord` does the same.

function forgetWord(machine: Machine): void {
  machine.word = '';
}

function endWord(machine: Machine): void {
  if (machine.word === '') return;
  machine.words.push({ text: machine.word, start: machine.wordStart, end: machine.wordEnd });
  machine.word = '';
  machine.inWord = false;
}

function addToWord(machine: Machine, text: string, start: number, end: number): void {
  if (machine.word === '') machine.wordStart = start;
  machine.word += text;
  machine.wordEnd = end;
  machine.inWord = true;
}

/** Adds text in which white space separates words. */
function addSplit(machine: Machine, text: string, start: number, end: number): void {
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const ends = at === text.length;
    if (!ends && !isSpace(text.charCodeAt(at))) continue;
    if (at > from) addToWord(machine, text.slice(from, at), start, end);
    if (!ends && machine.inWord) endWord(machine);
    from = at + 1;
  }
}

// ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────

const singleQuote = 0x27;
const doubleQuote = 0x22;
const dollar = 0x24;
const less = 0x3c;

/** Characters that something else than the ordinary may happen at. */
function isOrdinary(machine: Machine, code: number): boolean {
  return !(
    code === dollar ||
    code === less ||
    code === singleQuote ||
    code === doubleQuote ||
    code === 0x2f ||
    code === 0x7d ||
    code === machine.options.escape.charCodeAt(0) ||
    isSpace(code)
  );
}

function stepInWord(machine: Machine, frame: Frame): void {
  const { source, options } = machine;
  const start = machine.at;
  if (start >= source.length) {
    fail(machine, frame.operation === undefined ? 'unexpected end' : missingEnd(frame.stop));
    return;
  }
  const character = source[start] ?? '';
  const code = source.charCodeAt(start);
  if (character === frame.stop) {
    machine.at += 1;
    closeWord(machine, frame);
  } else if (code === dollar) {
    readDollar(machine, frame);
  } else if (code === less) {
    readLess(machine, frame);
  } else if (code === singleQuote && options.plainQuotes !== true) {
    readSingleQuote(machine, frame);
  } else if (code === doubleQuote && options.plainQuotes !== true) {
    machine.at += 1;
    machine.frames.push({
      kind: 'quote',
      stop: '"',
      rawEscapes: frame.rawEscapes,
      operation: undefined,
      start,
      text: options.rawQuotes === true ? '"' : '',
      because: undefined,
    });
  } else if (character === options.escape) {
    machine.at += 2;
    // An escape character at the very end stands for nothing.
    const escaped = (frame.rawEscapes ? character : '') + (source[start + 1] ?? '');
    if (escaped !== '') append(machine, frame, escaped, start, 'raw');
  } else if (isSpace(code)) {
    machine.at += 1;
    append(machine, frame, character, start, 'split');
  } else {
    machine.at += 1;
    while (machine.at < source.length && isOrdinary(machine, source.charCodeAt(machine.at))) machine.at += 1;
    append(machine, frame, source.slice(start, machine.at), start, 'raw');
  }
}

function stepInQuote(machine: Machine, frame: Frame): void {
  const { source, options } = machine;
  const start = machine.at;
  const character = source[start];
  if (character === undefined) {
    fail(machine, 'a double quote is never closed');
  } else if (character === '"') {
    machine.at += 1;
    machine.frames.pop();
    const parent = machine.frames.at(-1);
    if (parent === undefined) return;
    if (options.rawQuotes === true) frame.text += '"';
    parent.because ??= frame.because;
    append(machine, parent, frame.text, frame.start, 'raw');
  } else if (character === '$') {
    readDollar(machine, frame);
  } else if (character === options.escape) {
    machine.at += 1;
    if (frame.rawEscapes) frame.text += character;
    const next = source[machine.at];
    // Only these three can be escaped in double quotes; before anything else the escape character stays.
    if (next === '"' || next === '$' || next === options.escape) {
      machine.at += 1;
      frame.text += next;
    } else if (next !== undefined) {
      frame.text += character;
    }
  } else {
    let end = start + 1;
    while (end < source.length && !isSpecialInQuote(source.charCodeAt(end), options.escape)) end += 1;
    machine.at = end;
    frame.text += source.slice(start, end);
  }
}

function isSpecialInQuote(code: number, escape: string): boolean {
  return code === doubleQuote || code === dollar || code === escape.charCodeAt(0);
}

function readSingleQuote(machine: Machine, frame: Frame): void {
  const start = machine.at;
  const end = machine.source.indexOf("'", start + 1);
  if (end < 0) {
    fail(machine, 'a single quote is never closed');
    return;
  }
  machine.at = end + 1;
  const raw = machine.options.rawQuotes === true ? 0 : 1;
  append(machine, frame, machine.source.slice(start + raw, end + 1 - raw), start, 'raw');
}

/** `<` or `<<`; white space behind `<<` belongs to the word, so that `<< EOF` is one. */
function readLess(machine: Machine, frame: Frame): void {
  const { source } = machine;
  const start = machine.at;
  machine.at += 1;
  if (source[machine.at] === '<') {
    machine.at += 1;
    while (['\t', '\r', ' '].includes(source[machine.at] ?? '')) machine.at += 1;
  }
  append(machine, frame, source.slice(start, machine.at), start, 'raw');
}

function append(machine: Machine, frame: Frame, text: string, start: number, how: 'raw' | 'split'): void {
  frame.text += text;
  if (machine.frames.length > 1) return;
  if (how === 'raw') addToWord(machine, text, start, machine.at);
  else addSplit(machine, text, start, machine.at);
}

function fail(machine: Machine, message: string): void {
  machine.error ??= message;
}

function missingEnd(stop: string): string {
  return stop === '/' ? "a '/' is missing in ${…}" : "a '}' is missing";
}

// ── Variables ────────────────────────────────────────────────────────────────────────────────────────────────

/** Digits, one special parameter of the shell, or a name of letters, digits and `_`; may be empty. */
const nameToken = /\p{Nd}+|[@*#?\-$!]|[\p{L}_][\p{L}\p{Nd}_]*|/uy;

function readName(machine: Machine): string {
  nameToken.lastIndex = machine.at;
  const name = nameToken.exec(machine.source)?.[0] ?? '';
  machine.at += name.length;
  return name;
}

function readDollar(machine: Machine, frame: Frame): void {
  const { source } = machine;
  const start = machine.at;
  machine.at += 1;
  if (source[machine.at] !== '{') {
    const name = readName(machine);
    deliver(machine, frame, name === '' ? known('$') : reference(machine, name, `$${name}`), start);
    return;
  }
  machine.at += 1;
  const first = source[machine.at];
  if (first === undefined) return fail(machine, "a '}' is missing");
  if ('{}:'.includes(first)) return fail(machine, 'bad substitution');
  const name = readName(machine);
  const operator = source[machine.at] ?? '';
  machine.at += 1;
  if (operator === '}') return deliver(machine, frame, reference(machine, name, `\${${name}}`), start);
  const operation = readOperation(machine, name, operator);
  if (operation === undefined) return;
  forgetWord(machine);
  machine.frames.push({
    kind: 'word',
    stop: operation.kind === 'modifier' ? '}' : '/',
    rawEscapes: operation.kind !== 'modifier' || '#%'.includes(operation.operator),
    operation,
    start,
    text: '',
    because: undefined,
  });
}

function readOperation(machine: Machine, name: string, operator: string): Operation | undefined {
  if (operator === '/') {
    const all = machine.source[machine.at] === '/';
    if (all) machine.at += 1;
    return { kind: 'pattern', name, all };
  }
  if (operator === ':') {
    const second = machine.source[machine.at] ?? '';
    machine.at += 1;
    if (second === '#' || second === '%') return unsupported(machine, `:${second}`);
    return { kind: 'modifier', name, operator: second, emptyIsUnset: true };
  }
  if (operator !== '' && '+-?#%'.includes(operator)) {
    return { kind: 'modifier', name, operator, emptyIsUnset: false };
  }
  return operator === '' ? void fail(machine, missingEnd('}')) : unsupported(machine, operator);
}

function unsupported(machine: Machine, modifier: string): undefined {
  fail(machine, `the modifier '${modifier}' is not supported in a substitution`);
}

const known = (text: string): Piece => ({ text, because: undefined });

/** A variable's value; undefined when it is not set. */
function look(machine: Machine, name: string): Piece | undefined {
  const value = machine.options.lookup(name);
  if (value === undefined) {
    machine.unset.add(name);
    return undefined;
  }
  return typeof value === 'string' ? known(value) : { text: '', because: value.unknown };
}

function reference(machine: Machine, name: string, written: string): Piece {
  return look(machine, name) ?? known(machine.options.keepUnset === true ? written : '');
}

/** Puts the value of a `$…` into the level it stands in. */
function deliver(machine: Machine, frame: Frame, piece: Piece, start: number): void {
  frame.because ??= piece.because;
  append(machine, frame, piece.text, start, 'split');
}

/** The stop character of a `${name…}` has been read. */
function closeWord(machine: Machine, frame: Frame): void {
  const { operation } = frame;
  machine.frames.pop();
  forgetWord(machine);
  const parent = machine.frames.at(-1);
  if (operation === undefined || parent === undefined) return;
  const word: Piece = { text: frame.text, because: frame.because };
  if (operation.kind === 'pattern') {
    const { name, all } = operation;
    machine.frames.push({
      ...frame,
      stop: '}',
      operation: { kind: 'replacement', name, all, pattern: word },
      text: '',
      because: undefined,
    });
    return;
  }
  const value = look(machine, operation.name);
  const result =
    value === undefined && machine.options.keepUnset === true
      ? known(unsetAsWritten(operation, word))
      : operation.kind === 'modifier'
        ? modify(machine, operation, value, word)
        : replace(machine, operation, value ?? known(''), word);
  if (machine.error === undefined) deliver(machine, parent, result, frame.start);
}

function unsetAsWritten(operation: Exclude<Operation, { kind: 'pattern' }>, word: Piece): string {
  const { name } = operation;
  return operation.kind === 'modifier'
    ? `\${${name}${operation.emptyIsUnset ? ':' : ''}${operation.operator}${word.text}}`
    : `\${${name}/${operation.pattern.text}/${word.text}}`;
}

function modify(
  machine: Machine,
  operation: Extract<Operation, { kind: 'modifier' }>,
  value: Piece | undefined,
  word: Piece,
): Piece {
  const { operator, name, emptyIsUnset } = operation;
  // Whether an unknown value is empty isn't known either; but it is set, as far as a caller can say.
  if (value?.because !== undefined) return value;
  const unset = value === undefined || (emptyIsUnset && value.text === '');
  switch (operator) {
    case '-':
      return unset ? word : value;
    case '+':
      return unset ? known('') : word;
    case '?': {
      if (!unset) return value;
      const message = word.text || `is not allowed to be ${value === undefined ? 'unset' : 'empty'}`;
      fail(machine, `${name}: ${message}`);
      return known('');
    }
    case '#':
    case '%':
      return trim(machine, operator, value ?? known(''), word);
    default:
      unsupported(machine, (emptyIsUnset ? ':' : '') + operator);
      return known('');
  }
}

function trim(machine: Machine, operator: '#' | '%', value: Piece, word: Piece): Piece {
  if (word.because !== undefined) return word;
  const longest = word.text.startsWith(operator);
  const pattern = readPattern(machine, longest ? word.text.slice(1) : word.text);
  if (pattern.kind === 'invalid') return known('');
  return known((operator === '#' ? trimPrefix : trimSuffix)(pattern.items, value.text, longest));
}

function replace(
  machine: Machine,
  operation: Extract<Operation, { kind: 'replacement' }>,
  value: Piece,
  word: Piece,
): Piece {
  const because = value.because ?? operation.pattern.because ?? word.because;
  if (because !== undefined) return { text: '', because };
  const pattern = readPattern(machine, operation.pattern.text);
  if (pattern.kind === 'invalid') return known('');
  return known((operation.all ? replaceAll : replaceFirst)(pattern.items, value.text, word.text));
}

function readPattern(machine: Machine, source: string): Pattern {
  const pattern = compilePattern(source);
  if (pattern.kind === 'invalid') {
    fail(
      machine,
      `'${pattern.escape}' means nothing in the pattern '${source}': only *, ? and \\ can be escaped`,
    );
  }
  return pattern;
}

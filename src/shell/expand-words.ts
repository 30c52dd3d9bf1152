/** Expansion of words: what a command is really called with, as far as that can be known (POSIX XCU 2.6). */
import { expandBraces, literalBraces } from './braces.ts';
import { escapePattern, isPattern, matchesPattern } from './glob.ts';
import type { Redirect, Script, Value, Word, WordPart } from './types.ts';

/** What expansion may ask. */
export interface ShellScope {
  /** The value of a variable; undefined when it isn't set. Also asked for `1`, `#`, `?` and the like. */
  readonly lookup: (name: string) => Value | undefined;
  /** The positional parameters: what `$@` and `$*` stand for; undefined when they aren't known. */
  readonly all?: readonly Value[];
  /** What an array holds; undefined when that isn't known. */
  readonly elements?: (name: string) => readonly Value[] | undefined;
  /** What the commands of a substitution print; undefined leaves it unknown. Trailing line ends are taken off here. */
  readonly substitute?: (script: Script) => Value | undefined;
  /** Home directory of `~user`. */
  readonly home?: (user: string) => string | undefined;
  /** Whether the shell expands `{a,b}` (bash does, dash and busybox ash don't); undefined when that isn't known. */
  readonly braces?: boolean;
  /** Characters that values may be split at, where that isn't only white space (IFS); `any` where they aren't known. */
  readonly separators?: ReadonlySet<string> | 'any';
}

/** One field that a word became. */
export interface Field {
  readonly value: Value;
  /** It is to be matched against files; where nothing matches, its text stays (POSIX XCU 2.6.6). */
  readonly hasGlob: boolean;
  /** The pattern to match: as the text, with characters that were quoted escaped by a backslash. */
  readonly pattern: string;
  /** An unknown value that was not quoted: it stands for any number of fields, none included. */
  readonly many: boolean;
}

/** Expands a word to fields: none for an unquoted empty expansion, several where a known value is split. */
export function expandWord(word: Word, scope: ShellScope): { readonly fields: readonly Field[] } {
  const literal = literalText(word);
  if (literal !== undefined) return { fields: literalFields(word, literal) };
  const words = hasBraces(word) ? withoutBraces(word, scope) : [word];
  return {
    fields: words.flatMap((item) =>
      toFields(segments(item, scope, false).map((segment) => bySeparators(segment, scope))),
    ),
  };
}

/** Expands where there is no splitting and no matching of files: assignments, redirect targets, `case` subjects. */
export function expandText(word: Word, scope: ShellScope): Value {
  const literal = literalText(word);
  if (literal !== undefined) return { text: literal };
  const plain = hasBraces(word) ? literalBraces(word) : word;
  const [field] = toFields(quoteAll(segments(plain, scope, false)));
  return field?.value ?? { text: '' };
}

/** The text of a heredoc as the command reads it. */
export function expandHeredoc(body: NonNullable<Redirect['body']>, scope: ShellScope): Value {
  if (!body.expand) return { text: body.text };
  return expandText({ raw: body.text, parts: body.parts, start: 0, end: 0 }, scope);
}

/** The text of a word that is made of literals alone. */
export function literalText({ parts }: Word): string | undefined {
  let text = '';
  for (const part of parts) {
    if (part.kind !== 'literal') return undefined;
    text += part.text;
  }
  return text;
}

/** Most words are literals: one field as it is written, or none where nothing is written, not even quotes. */
function literalFields({ parts }: Word, text: string): readonly Field[] {
  const pattern = parts
    .map((part) => (part.kind !== 'literal' ? '' : part.quoted ? escapePattern(part.text) : part.text))
    .join('');
  const present = text !== '' || parts.some((part) => part.kind === 'literal' && part.quoted);
  return present ? [{ value: { text }, hasGlob: false, pattern, many: false }] : [];
}

function hasBraces(word: Word): boolean {
  return word.parts.some((part) => part.kind === 'other' && part.what === 'brace');
}

function withoutBraces(word: Word, scope: ShellScope): readonly Word[] {
  if (scope.braces === undefined) return [word];
  return scope.braces ? (expandBraces(word) ?? [word]) : [literalBraces(word)];
}

// ── Segments ─────────────────────────────────────────────────────────────────────────────────────────────────

/** A piece of an expanded word. `split`: it came out of an unquoted expansion, so white space in it separates fields. */
type Segment =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean; readonly split: boolean }
  | { readonly kind: 'glob'; readonly text: string }
  | {
      readonly kind: 'unknown';
      readonly because: string;
      readonly prefix: string;
      readonly split: boolean;
      readonly suffix?: string;
      readonly usual?: string;
      readonly template?: string;
    }
  /** The end of a field, between the fields of `$@`. */
  | { readonly kind: 'break' };

/** How many fields a value is that holds a separator isn't told; nor, then, whether white space is one. */
function bySeparators(segment: Segment, { separators }: ShellScope): Segment {
  if (separators === undefined || segment.kind !== 'text' || !segment.split) return segment;
  const holds =
    separators === 'any'
      ? !/^\w*$/.test(segment.text)
      : [...segment.text].some((character) => separators.has(character) || /\s/.test(character));
  return holds ? { kind: 'unknown', because: 'how $IFS splits it', prefix: '', split: true } : segment;
}

function quoteAll(list: readonly Segment[]): readonly Segment[] {
  return list.map((segment): Segment => {
    if (segment.kind === 'unknown') return { ...segment, split: false };
    if (segment.kind === 'break') return { kind: 'text', text: ' ', quoted: true, split: false };
    return { kind: 'text', text: segment.text, quoted: true, split: false };
  });
}

/** `split` is true inside the operand of an unquoted parameter, where even literal white space separates. */
function segments(word: Word, scope: ShellScope, split: boolean): readonly Segment[] {
  return word.parts.flatMap((part) => partSegments(part, scope, split));
}

function partSegments(part: WordPart, scope: ShellScope, split: boolean): readonly Segment[] {
  switch (part.kind) {
    case 'literal':
      return [{ kind: 'text', text: part.text, quoted: part.quoted, split: split && !part.quoted }];
    case 'glob':
      return [{ kind: 'glob', text: part.text }];
    case 'tilde':
      return [valueSegment(tilde(part.user, scope), true)];
    case 'command-substitution':
      return [valueSegment(substitution(part.script, scope), part.quoted)];
    case 'other':
      return [{ kind: 'unknown', because: describeOther(part), prefix: '', split: !part.quoted }];
    case 'parameter':
      return part.name === '@' || part.name === '*' ? allParameters(part, scope) : parameter(part, scope);
  }
}

function valueSegment(value: Value, quoted: boolean): Segment {
  return value.text === undefined
    ? {
        kind: 'unknown',
        because: value.because ?? 'something outside the file',
        prefix: value.prefix ?? '',
        split: !quoted,
        ...endOf(value),
      }
    : { kind: 'text', text: value.text, quoted, split: !quoted };
}

function endOf({ suffix, usual, template }: Value): Pick<Value, 'suffix' | 'usual' | 'template'> {
  return {
    ...(suffix === undefined ? {} : { suffix }),
    ...(usual === undefined ? {} : { usual }),
    ...(template === undefined ? {} : { template }),
  };
}

function describeOther(part: Extract<WordPart, { kind: 'other' }>): string {
  switch (part.what) {
    case 'brace':
      return `whether the shell expands ${part.text}`;
    case 'ansi-c':
    case 'locale':
      return `how the shell reads ${part.text}`;
    case 'arithmetic':
    case 'process':
    case 'glob':
    case 'array':
    case 'unsupported':
      return part.text;
  }
}

function tilde(user: string, scope: ShellScope): Value {
  const home = user === '' ? scope.lookup('HOME') : { text: scope.home?.(user) };
  return home?.text === undefined ? { text: undefined, because: `the home directory ~${user}` } : home;
}

function substitution(script: Script, scope: ShellScope): Value {
  const value = script.complete ? scope.substitute?.(script) : undefined;
  if (value?.text !== undefined) return { text: value.text.replace(/\n+$/, '') };
  return { text: undefined, because: value?.because ?? `the output of ${describeScript(script)}` };
}

/** The commands of a script in one line, shortened. */
function describeScript(script: Script): string {
  const first = script.statements[0];
  const last = script.statements.at(-1);
  if (first === undefined || last === undefined) return 'a command substitution';
  const text = script.text.slice(first.start, last.end).replace(/\\?\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

// ── Parameters ───────────────────────────────────────────────────────────────────────────────────────────────

type Parameter = Extract<WordPart, { kind: 'parameter' }>;

/** `"$@"` is one field for each positional parameter, `"$*"` all of them in one; unquoted, each is split. */
function allParameters(part: Parameter, scope: ShellScope): readonly Segment[] {
  if (scope.all === undefined || part.operator !== undefined) {
    return [{ kind: 'unknown', because: `$${part.name}`, prefix: '', split: true }];
  }
  const list = scope.all.flatMap((value, index): readonly Segment[] => [
    ...(index === 0 ? [] : [{ kind: 'break' } as const]),
    valueSegment(value, part.quoted),
  ]);
  return part.quoted && part.name === '*' ? quoteAll(list) : list;
}

function parameter(part: Parameter, scope: ShellScope): readonly Segment[] {
  const { operator, quoted } = part;
  const value = valueOf(part.name, scope);
  const own = (result: Value): readonly Segment[] => [valueSegment(result, quoted)];
  const unknown = (because: string): readonly Segment[] => own({ text: undefined, because });
  const operand = (): readonly Segment[] => {
    const list = part.operand === undefined ? [] : segments(part.operand, scope, !quoted);
    return quoted ? quoteAll(list) : list;
  };
  if (operator === undefined) return own(value ?? { text: '' });
  // With a colon an empty value counts as not set; whether an unknown value is empty is not known either.
  const colon = operator.startsWith(':');
  const isSet = colon && value !== undefined ? value.text !== '' : value !== undefined;
  const unsure = colon && value !== undefined && value.text === undefined;
  switch (operator) {
    case '-':
    case ':-':
    case '=':
    case ':=':
      if (!isSet || value === undefined) return operand();
      return own(part.operand === undefined ? value : withDefault(value, part.operand, scope));
    case '+':
    case ':+':
      if (unsure) return unknown(value.because ?? `$${part.name}`);
      return isSet ? operand() : own({ text: '' });
    case '?':
    case ':?':
      return isSet && value !== undefined ? own(value) : unknown(`${part.name}, which is not set`);
    case 'indirect':
      if (value?.text === undefined) return unknown((value ?? unset(part.name)).because ?? `$${part.name}`);
      return own(valueOf(value.text, scope) ?? { text: '' });
    default:
      return own(transform(part, value ?? { text: '' }, scope));
  }
}

/** A value that isn't known, and what is taken in its place where it isn't set. */
function withDefault(value: Value, operand: Word, scope: ShellScope): Value {
  if (value.text !== undefined || (value.usual ?? '') !== '') return value;
  const usual = expandText(operand, scope).text;
  return usual === undefined ? value : { ...value, usual };
}

function unset(name: string): Value {
  return { text: undefined, because: `${name}, which is not set` };
}

/** A name that is not set is empty; positional and special parameters nobody knows are unknown. */
function valueOf(name: string, scope: ShellScope): Value | undefined {
  const value = scope.lookup(name);
  if (value !== undefined || /^[A-Za-z_]/.test(name)) return value;
  return { text: undefined, because: `$${name}` };
}

/** The operators that compute a text from the value. */
function transform(part: Parameter, value: Value, scope: ShellScope): Value {
  const { text, because } = value;
  const unknown: Value = { text: undefined, because: `\${${part.name}${part.operator}…}` };
  // How the value starts says nothing of what is left of it.
  if (text === undefined)
    return value.prefix === undefined ? { text, ...(because === undefined ? {} : { because }) } : unknown;
  const pattern = part.operand === undefined ? '' : patternOf(part.operand, scope);
  switch (part.operator) {
    case 'length':
      // How many characters other text has depends on the locale.
      return isAscii(text) ? { text: String(text.length) } : unknown;
    case '#':
    case '##':
    case '%':
    case '%%':
      return pattern === undefined ? unknown : { text: removeAffix(text, pattern, part.operator) };
    case '/':
    case '//':
    case '/#':
    case '/%':
      return replace(part, text, scope) ?? unknown;
    case ':':
      return slice(part, text, scope) ?? unknown;
    case '^^':
    case ',,':
      if (part.operand !== undefined || !isAscii(text)) return unknown;
      return { text: part.operator === '^^' ? text.toUpperCase() : text.toLowerCase() };
    case undefined:
    default:
      return unknown;
  }
}

function isAscii(text: string): boolean {
  return [...text].every((character) => character < '\u0080');
}

/** An operand as a pattern: what is quoted in it matches itself. */
function patternOf(word: Word, scope: ShellScope): string | undefined {
  const list = segments(word, scope, false);
  if (list.some((segment) => segment.kind === 'unknown')) return undefined;
  return list
    .map((segment) => {
      if (segment.kind === 'glob') return segment.text;
      if (segment.kind !== 'text') return '';
      return segment.quoted ? escapePattern(segment.text) : segment.text;
    })
    .join('');
}

/** `#`, `##`: the shortest and the longest prefix that matches goes; `%`, `%%`: suffix (POSIX XCU 2.6.2). */
function removeAffix(text: string, pattern: string, operator: '#' | '##' | '%' | '%%'): string {
  const lengths = Array.from({ length: text.length + 1 }, (_, length) => length);
  const ordered = operator.length === 2 ? lengths.toReversed() : lengths;
  const suffix = operator.startsWith('%');
  const affix = (length: number): string =>
    suffix ? text.slice(text.length - length) : text.slice(0, length);
  const found = ordered.find((length) => matchesPattern(pattern, affix(length)));
  if (found === undefined) return text;
  return suffix ? text.slice(0, text.length - found) : text.slice(found);
}

/** Bash replacement, for a pattern that is plain text; a `&` in the replacement means different things by version. */
function replace(part: Parameter, text: string, scope: ShellScope): Value | undefined {
  const search = part.operand && expandText(part.operand, scope).text;
  const pattern = part.operand && patternOf(part.operand, scope);
  const replacement = part.second === undefined ? '' : expandText(part.second, scope).text;
  if (search === undefined || pattern === undefined || isPattern(pattern)) return undefined;
  if (search === '' || replacement === undefined || replacement.includes('&')) return undefined;
  switch (part.operator) {
    case '/':
      return { text: text.replace(search, () => replacement) };
    case '//':
      return { text: text.replaceAll(search, () => replacement) };
    case '/#':
      return { text: text.startsWith(search) ? replacement + text.slice(search.length) : text };
    case '/%':
      return { text: text.endsWith(search) ? text.slice(0, -search.length) + replacement : text };
    case undefined:
    default:
      return undefined;
  }
}

/** `${x:offset:length}` with plain numbers; negative ones count from the end. */
function slice(part: Parameter, text: string, scope: ShellScope): Value | undefined {
  const number = (word: Word | undefined): number | undefined => {
    const digits = word && expandText(word, scope).text?.trim();
    return digits !== undefined && /^-?\d+$/.test(digits) ? Number(digits) : undefined;
  };
  const offset = number(part.operand);
  if (offset === undefined || !isAscii(text) || !/^[A-Za-z_]/.test(part.name)) return undefined;
  const start = offset < 0 ? text.length + offset : offset;
  if (start < 0) return { text: '' };
  if (part.second === undefined) return { text: text.slice(start) };
  const length = number(part.second);
  if (length === undefined) return undefined;
  const end = length < 0 ? text.length + length : start + length;
  // A negative length before the offset is an error of the shell.
  return end < start ? undefined : { text: text.slice(start, end) };
}

// ── Fields ───────────────────────────────────────────────────────────────────────────────────────────────────

/** A field being put together. */
interface Draft {
  readonly text: string;
  readonly pattern: string;
  /** Something stands here, if only a pair of quotes: an empty field counts. */
  readonly present: boolean;
  readonly glob: boolean;
  readonly unknown: UnknownPart | undefined;
}

interface UnknownPart {
  readonly because: string;
  readonly many: boolean;
  readonly prefix: string;
  readonly suffix: string;
  readonly usual: string | undefined;
  readonly template: string;
}

/** The variable that stands for what isn't known in a text that a shell is given (`sh -c "cat $1/list"`). */
export const OPEN_PART = '_not_known_';

const EMPTY: Draft = { text: '', pattern: '', present: false, glob: false, unknown: undefined };

function toFields(list: readonly Segment[]): readonly Field[] {
  const done: Draft[] = [];
  let draft = EMPTY;
  for (const segment of list) {
    if (segment.kind === 'break') {
      done.push(draft);
      draft = EMPTY;
    } else if (segment.kind === 'text' && segment.split) {
      // Unquoted values are split at white space: the default IFS.
      for (const [index, piece] of segment.text.split(/[ \t\n]+/).entries()) {
        if (index > 0) {
          done.push(draft);
          draft = EMPTY;
        }
        draft = append(draft, { ...segment, text: piece });
      }
    } else {
      draft = append(draft, segment);
    }
  }
  return [...done, draft].filter((item) => item.present).map(finish);
}

function append(draft: Draft, segment: Exclude<Segment, { kind: 'break' }>): Draft {
  if (segment.kind === 'unknown') {
    return { ...draft, present: true, unknown: withUnknown(draft, segment) };
  }
  const quoted = segment.kind === 'text' && segment.quoted;
  const present = draft.present || segment.text !== '' || quoted;
  const glob =
    draft.glob ||
    segment.kind === 'glob' ||
    // An unquoted value can hold a pattern too; unquoted literals had theirs taken out by the parser.
    (segment.split && isPattern(segment.text));
  const pattern = draft.pattern + (quoted ? escapePattern(segment.text) : segment.text);
  const unknown = draft.unknown && withKnown(draft.unknown, segment);
  return { text: draft.text + segment.text, pattern, present, glob, unknown };
}

function withUnknown(draft: Draft, segment: Extract<Segment, { kind: 'unknown' }>): UnknownPart {
  const { unknown: before, text, pattern, glob } = draft;
  // What is matched against files is not known either.
  const known = glob ? pattern.replace(/[\\*?[].*$/s, '') : text + segment.prefix;
  const earlier = before === undefined ? (glob ? undefined : text) : before.usual;
  return {
    because: before?.because ?? segment.because,
    many: segment.split || before?.many === true,
    prefix: before?.prefix ?? known,
    suffix: segment.suffix ?? '',
    usual: earlier === undefined || segment.usual === undefined ? undefined : earlier + segment.usual,
    template: (before?.template ?? text) + (segment.template ?? `${segment.prefix}\${${OPEN_PART}}`),
  };
}

function withKnown(
  unknown: UnknownPart,
  { kind, text }: Exclude<Segment, { kind: 'break' | 'unknown' }>,
): UnknownPart {
  const { suffix, usual, template } = unknown;
  return {
    ...unknown,
    suffix: kind === 'glob' ? '' : suffix + text,
    usual: kind === 'glob' || usual === undefined ? undefined : usual + text,
    template: template + text,
  };
}

function finish(draft: Draft): Field {
  const { unknown } = draft;
  if (unknown === undefined) {
    return { value: { text: draft.text }, hasGlob: draft.glob, pattern: draft.pattern, many: false };
  }
  const { because, prefix, suffix, usual, template, many } = unknown;
  const value: Value = {
    text: undefined,
    because,
    prefix,
    ...(suffix === '' || isTooLong(suffix) ? {} : { suffix }),
    ...(usual === undefined || isTooLong(usual) ? {} : { usual }),
    ...(template === '' || isTooLong(template) ? {} : { template }),
  };
  return { value, hasGlob: false, pattern: '', many };
}

/** Longer than any word that a program can be given: 128 KiB on Linux (execve(2), MAX_ARG_STRLEN). */
function isTooLong(text: string): boolean {
  return text.length > 131_072;
}

/** What `echo` and `printf` print, where every shell and implementation prints the same. */
import { expandHeredoc, expandText, type ShellScope } from './expand-words.ts';
import { escapes } from './escapes.ts';
import type { SimpleCommand, Value } from './types.ts';

/** Whose `echo` it is, where that is known. */
export type ShellFlavor = 'dash' | 'bash' | 'busybox';

/**
 * What a command of a script prints: `echo`, `printf`, and `cat` and `tee` of what they are given. What isn't known of it
 * stands as `OPEN_PART` in its template.
 */
export function printedBy(words: readonly Value[], input: Value | undefined): Value {
  const [name, ...given] = words;
  const texts = given.map(({ text, template }) => text ?? template);
  const isOpen = given.some(({ text }) => text === undefined);
  const print = (text: string | undefined): Value =>
    text === undefined ? unread : isOpen ? { ...unread, template: text } : { text };
  switch (name?.text) {
    case 'echo':
      return texts.every((text) => text !== undefined) ? print(echo(texts, undefined)) : unread;
    case 'printf':
      return texts.every((text) => text !== undefined) ? print(printf(texts)) : unread;
    case 'cat':
      return given.every(({ text }) => text === '-') ? (input ?? unread) : unread;
    case 'tee':
      return input ?? unread;
    case undefined:
    default:
      return unread;
  }
}

/** What a text depends on that a command prints, and that its words don't tell. */
export const UNREAD = 'the output of a command';

const unread: Value = { text: undefined, because: UNREAD };

/** What a command is given to read by a heredoc or a here-string. */
export function inputOf({ redirects }: SimpleCommand, scope: ShellScope): Value | undefined {
  const last = redirects.findLast(({ operator }) => operator.startsWith('<'));
  if (last?.operator === '<<' && last.body !== undefined) return expandHeredoc(last.body, scope);
  if (last?.operator !== '<<<' || last.target === undefined) return undefined;
  const { text, template } = expandText(last.target, scope);
  return text === undefined
    ? { ...unread, ...(template === undefined ? {} : { template: `${template}\n` }) }
    : { text: `${text}\n` };
}

/**
 * Words with spaces between. dash expands backslashes, bash and busybox don't; `-e` and `-E` are options for some and
 * text for others; only `-n` is the same for all, and only once.
 */
export function echo(words: readonly string[], shell: ShellFlavor | undefined): string | undefined {
  const [first, ...rest] = words;
  const text = first === '-n' ? rest : words;
  if (/^-[neE]+$/.test(text[0] ?? '')) return undefined;
  const end = first === '-n' ? '' : '\n';
  if (!text.some((word) => word.includes('\\'))) return text.join(' ') + end;
  switch (shell) {
    case 'bash':
    case 'busybox':
      return text.join(' ') + end;
    case 'dash':
      return unescaped(text.join(' '), end);
    case undefined:
      return undefined;
  }
}

/** dash(1), echo: the escapes of POSIX XSI; `\c` ends the output, octal ones are left alone here. */
function unescaped(text: string, end: string): string | undefined {
  if (/\\[0c]/.test(text)) return undefined;
  return text.replace(/\\(.)/gs, (all, letter: string) => escapes.get(letter) ?? all) + end;
}

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'string' }
  | { readonly kind: 'integer' };

/** `%s`, `%d` and `%%` without widths; the format starts over as long as arguments are left (POSIX XCU printf). */
export function printf(words: readonly string[]): string | undefined {
  if (words[0]?.startsWith('-') === true && words[0] !== '--') return undefined;
  const [format, ...given] = words[0] === '--' ? words.slice(1) : words;
  if (format === undefined) return undefined;
  const pieces = printfPieces(format);
  if (pieces === undefined) return undefined;
  const places = pieces.filter((piece) => piece.kind !== 'text').length;
  const rounds = places === 0 ? 1 : Math.max(1, Math.ceil(given.length / places));
  let next = 0;
  const printed = Array.from({ length: rounds }, () => pieces)
    .flat()
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      const argument = given[next];
      next += 1;
      if (piece.kind === 'string') return argument ?? '';
      // Other spellings of numbers (octal, a sign, a character) need not be the same everywhere.
      return /^(0|-?[1-9]\d{0,8})$/.test(argument ?? '0') ? (argument ?? '0') : undefined;
    });
  return printed.every((text) => text !== undefined) ? printed.join('') : undefined;
}

function printfPieces(format: string): readonly Piece[] | undefined {
  const tokens = [...format.matchAll(/\\([0-7]{1,3})|\\(.)|%(.)|([^\\%]+)|[\\%]/gs)];
  const pieces = tokens.map(([, octal, escape, directive, text]): Piece | undefined => {
    if (octal !== undefined) {
      const code = Number.parseInt(octal, 8);
      // Above 127 it is a byte, which need not be a character.
      return code < 128 ? { kind: 'text', text: String.fromCharCode(code) } : undefined;
    }
    if (escape !== undefined) {
      const character = escapes.get(escape);
      return character === undefined ? undefined : { kind: 'text', text: character };
    }
    if (directive === '%') return { kind: 'text', text: '%' };
    if (directive === 's') return { kind: 'string' };
    if (directive === 'd') return { kind: 'integer' };
    return text === undefined ? undefined : { kind: 'text', text };
  });
  return pieces.every((piece) => piece !== undefined) ? pieces : undefined;
}

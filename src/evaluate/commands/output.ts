/** What commands print, where every shell and implementation prints the same. */
import type { CommandRun } from '../types.ts';

/** Whose `echo` it is, where that is known. */
export type ShellFlavor = 'dash' | 'bash' | 'busybox';

/** The standard output of a command, if it follows from its words; redirects write it to files. */
export function outputOf(run: CommandRun, shell?: ShellFlavor): string | undefined {
  const words = run.words.slice(1).map((word) => word.text);
  if (!words.every((word) => word !== undefined)) return undefined;
  switch (run.name) {
    case 'echo':
      return echo(words, shell);
    case 'printf':
      return words[0]?.startsWith('-') === true && words[0] !== '--' ? undefined : printf(words);
    case 'cat':
      return words.every((word) => word === '-') && words.length < 2 ? textInto(run) : undefined;
    case 'tee':
      return textInto(run);
    case ':':
    case 'true':
    case 'false':
      return '';
    case undefined:
    default:
      return undefined;
  }
}

/** What comes in on standard input: a heredoc, or the output of the command before the pipe. */
export function textInto(run: CommandRun): string | undefined {
  switch (run.input?.kind) {
    case 'text':
      return run.input.text;
    case 'pipe':
      return run.input.from && outputOf(run.input.from);
    case undefined:
      return undefined;
  }
}

/**
 * Words with spaces between. dash expands backslashes, bash and busybox don't; `-e` and `-E` are options for some and
 * text for others; only `-n` is the same for all, and only once.
 */
function echo(words: readonly string[], shell: ShellFlavor | undefined): string | undefined {
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
  return text.replace(/\\(.)/gs, (all, letter: string) => ESCAPES.get(letter) ?? all) + end;
}

/** The escapes that all read alike (POSIX XBD 5, as far as dash, bash and busybox agree). */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'string' }
  | { readonly kind: 'integer' };

/** `%s`, `%d` and `%%` without widths; the format starts over as long as arguments are left (POSIX XCU printf). */
function printf(words: readonly string[]): string | undefined {
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
      const character = ESCAPES.get(escape);
      return character === undefined ? undefined : { kind: 'text', text: character };
    }
    if (directive === '%') return { kind: 'text', text: '%' };
    if (directive === 's') return { kind: 'string' };
    if (directive === 'd') return { kind: 'integer' };
    return text === undefined ? undefined : { kind: 'text', text };
  });
  return pieces.every((piece) => piece !== undefined) ? pieces : undefined;
}

/**
 * Text from file names and file contents, made safe to show.
 *
 * A Dockerfile or a file name is somebody else's text: printed as it is, it can move the cursor, set a terminal's
 * title, or reorder what a reader sees (the "trojan source" characters, https://trojansource.codes).
 */

/**
 * Characters that a reader cannot see or that act on the reader's terminal: C0 and C1 controls, DEL, the format
 * characters (General_Category=Cf: bidirectional controls, zero-width characters, the byte-order mark, tags), line
 * and paragraph separators, and surrogates without their other half. Tab and line feed are among them.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const SHORT: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escaped(character: string): string {
  const short = SHORT.get(character);
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

/** The text on one line with every invisible character written as an escape: `\x1b`, `\u{202e}`, `\n`. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, escaped);
}

/** Part of a text; `escape` is what stands for an invisible character, so that a page can mark it. */
export interface Piece {
  readonly text: string;
  readonly escape: boolean;
}

/** What `visible` writes, in pieces; tabs stay, for places that lay them out. */
export function visiblePieces(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: character, index } of text.matchAll(INVISIBLE)) {
    if (character === '\t') continue;
    if (index > end) pieces.push({ text: text.slice(end, index), escape: false });
    pieces.push({ text: escaped(character), escape: true });
    end = index + character.length;
  }
  return end < text.length ? [...pieces, { text: text.slice(end), escape: false }] : pieces;
}

/** Like `visible`, but tabs and line ends (`\n`, `\r\n`) stay: for whole texts shown on a terminal. */
export function visibleLines(text: string): string {
  return text.replace(INVISIBLE, (character, offset: number) =>
    character === '\t' || character === '\n' || (character === '\r' && text[offset + 1] === '\n')
      ? character
      : escaped(character),
  );
}

/**
 * JSON with two spaces of indent and a final newline, in which invisible characters are `\u` escapes: the same data
 * (RFC 8259 §7 allows any character to be escaped), and nothing in it acts on a terminal.
 */
export function json(value: unknown): string {
  return `${inert(JSON.stringify(value, undefined, 2))}\n`;
}

/** Escapes the invisible characters inside the strings of a JSON text; `JSON.stringify` leaves most of them. */
export function inert(jsonText: string): string {
  return jsonText.replace(INVISIBLE, (character) =>
    // Outside strings JSON has line feeds only as layout; inside, stringify already wrote them as `\n`.
    character === '\n'
      ? character
      : Array.from(
          character.matchAll(/[^]/g),
          ([unit]) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
        ).join(''),
  );
}

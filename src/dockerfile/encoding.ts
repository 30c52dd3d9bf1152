/**
 * Bytes to text and back, without loss for any bytes at all. Dockerfiles are UTF-8; one that isn't is read as
 * Latin-1, which gives each byte a code unit of its own, so that what dfopt doesn't touch is written back unchanged.
 */

export type Encoding = 'utf-8' | 'latin-1';

export interface Decoded {
  /** The text, a byte-order mark included. */
  readonly text: string;
  readonly encoding: Encoding;
}

/** Text from bytes, in the encoding that gives every byte back. */
export function decode(bytes: Uint8Array): Decoded {
  try {
    return {
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
      encoding: 'utf-8',
    };
  } catch {
    // Not TextDecoder('latin1'): that label means windows-1252 in the WHATWG encoding standard, which maps 0x80-0x9f
    // to other code points.
    return {
      text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'),
      encoding: 'latin-1',
    };
  }
}

/**
 * The bytes of a text that `decode` gave, edited or not. Text that Latin-1 can't hold (above U+00FF) must not be
 * put into a Latin-1 file; `fits` tells.
 */
export function encode(text: string, encoding: Encoding): Uint8Array {
  return new Uint8Array(Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'latin1'));
}

/** Whether a text can be written in the encoding without loss. */
export function fits(text: string, encoding: Encoding): boolean {
  if (encoding === 'utf-8') return !/\p{Surrogate}/u.test(text);
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0xff) return false;
  return true;
}

const utf8 = new TextEncoder();

/** How many bytes UTF-8 takes for the text from `start` to `end`. */
export function utf8Length(text: string, start: number, end: number): number {
  return utf8.encode(text.slice(start, end)).length;
}

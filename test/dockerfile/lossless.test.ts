/** Nothing of a file is lost, whatever it is. */
import { array, assert, constantFrom, pre, property, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode, fits, parse, print } from '../../src/dockerfile/index.ts';
import { expectLossless } from './helpers.ts';

/** Pieces that mean something to the parser, and some that don't. */
const pieces = [
  'FROM ',
  'RUN ',
  'run',
  'COPY ',
  'ADD ',
  'ONBUILD ',
  'ENV ',
  'ARG ',
  'LABEL ',
  'CMD ',
  'HEALTHCHECK ',
  'SHELL ',
  'VOLUME ',
  '# ',
  '#',
  'syntax=',
  'escape=',
  '`',
  '\\',
  '\\\n',
  '`\n',
  '\n',
  '\r\n',
  '\r',
  '\n\n',
  ' ',
  '\t',
  '\v',
  '\u00a0',
  '\u0085',
  '\ufeff',
  '<<',
  '<<-',
  'EOF',
  '\nEOF\n',
  '<<EOF',
  "<<'EOF'",
  '<<"E F"',
  '\tEOF',
  '3<<EOF',
  '"',
  "'",
  '[',
  ']',
  '["a"]',
  ',',
  '--',
  '--from=',
  '--x',
  '=',
  ':',
  '$',
  '${',
  '}',
  '${x:-',
  '${x/',
  'a',
  'b c',
  'é',
  '→',
  '😀',
  '\ud800',
  '\0',
  'NONE',
  'AS ',
  '/',
] as const;

const soup = array(constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''));

const summary = (source: string) =>
  parse(source).instructions.map(({ keyword, line, endLine, flags, heredocs }) => [
    keyword,
    line,
    endLine,
    flags.length,
    heredocs.length,
  ]);

describe('the tree', () => {
  it('covers any text made of what matters', () => {
    assert(
      property(soup, (text) => void expectLossless(text)),
      { numRuns: 1500 },
    );
  });

  it('covers any text', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 60 }), (text) => void expectLossless(text)),
      { numRuns: 150 },
    );
  });

  it('is the same whether a file ends with a line feed or not, but for that line feed', () => {
    assert(
      property(soup, (text) => {
        pre(!text.endsWith('\n') && !text.endsWith('\r') && text !== '' && text !== '\ufeff');
        const plain = parse(text).instructions.map(({ keyword, line }) => [keyword, line]);
        expect(parse(`${text}\n`).instructions.map(({ keyword, line }) => [keyword, line])).toEqual(plain);
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on how lines end', () => {
    const noCarriageReturn = soup.map((text) => text.replaceAll('\r', '').replaceAll('\ufeff', ''));
    assert(
      property(noCarriageReturn, (text) => {
        expect(summary(text.replaceAll('\n', '\r\n'))).toEqual(summary(text));
      }),
      { numRuns: 500 },
    );
  });
});

describe('encoding', () => {
  it('gives any bytes back', () => {
    assert(
      property(uint8Array({ maxLength: 60 }), (bytes) => {
        const { text, encoding } = decode(bytes);
        expect(fits(text, encoding)).toBe(true);
        expect([...encode(print(parse(text)), encoding)]).toEqual([...bytes]);
      }),
    );
  });

  it('gives text back as UTF-8', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        pre(fits(text, 'utf-8'));
        expect(decode(encode(text, 'utf-8'))).toEqual({ text, encoding: 'utf-8' });
      }),
    );
  });

  it('keeps a byte-order mark', () => {
    expect(decode(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toEqual({ text: '\ufeffA', encoding: 'utf-8' });
  });

  it('reads what is no UTF-8 byte by byte', () => {
    expect(decode(Uint8Array.of(0x41, 0xe9, 0x80))).toEqual({ text: 'A\u00e9\u0080', encoding: 'latin-1' });
    expect(decode(Uint8Array.of(0xc0, 0x80)).encoding).toBe('latin-1');
  });

  it('tells what a file cannot hold', () => {
    expect(fits('é', 'latin-1')).toBe(true);
    expect(fits('→', 'latin-1')).toBe(false);
    expect(fits('→', 'utf-8')).toBe(true);
    expect(fits('\ud800', 'utf-8')).toBe(false);
  });

  it('reads a view into a larger buffer', () => {
    const bytes = Uint8Array.of(0x58, 0xff, 0x41, 0x58).subarray(1, 3);
    expect(decode(bytes).text).toBe('\u00ffA');
  });
});

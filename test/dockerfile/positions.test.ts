/** Offsets, lines and columns; logical offsets and the file. */
import { assert, constantFrom, nat, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  lineAt,
  lineSpan,
  linesOf,
  linesSpan,
  offsetAt,
  parse,
  positionAt,
  sliceLogical,
  sourceOffset,
  sourceParts,
  sourceSpan,
} from '../../src/dockerfile/index.ts';
import { at, only } from './helpers.ts';

const text = string({ unit: constantFrom('a', '\n', '\r', 'é', '\u2028'), maxLength: 30 });

describe('positions', () => {
  it('agree with counting line feeds', () => {
    assert(
      property(text, nat(30), (source, n) => {
        const offset = Math.min(n, Math.max(0, source.length - 1));
        const before = source.slice(0, offset);
        const position = positionAt(linesOf(source), offset);
        expect(position).toEqual({
          line: before.split('\n').length,
          column: offset - before.lastIndexOf('\n'),
        });
        expect(offsetAt(linesOf(source), position)).toBe(offset);
      }),
    );
  });

  it('have spans that cover the text', () => {
    assert(
      property(text, (source) => {
        const lines = linesOf(source);
        const spans = lines.starts.map((_, index) => lineSpan(lines, index + 1));
        expect(spans.map((span) => span && at(source, span)).join('')).toBe(source);
        expect(linesSpan(lines, 1, lines.starts.length)).toEqual({ start: 0, end: source.length });
      }),
    );
  });

  it('end where the text ends', () => {
    const lines = linesOf('a\nbc\n');
    expect(lineAt(lines, 5)).toBe(2);
    expect(lineSpan(lines, 3)).toBeUndefined();
    expect(linesSpan(lines, 2, 1)).toBeUndefined();
    expect(offsetAt(lines, { line: 3, column: 1 })).toBeUndefined();
    expect(offsetAt(lines, { line: 1, column: 99 })).toBe(2);
    expect(positionAt(linesOf(''), 0)).toEqual({ line: 1, column: 1 });
  });
});

describe('logical text', () => {
  const source = 'FROM a\nRUN one \\\n  # comment\n\n  two \\\n three\n';
  const { command } = only(source, 'RUN');
  if (command.form !== 'shell') throw new Error('not the shell form');
  const logical = command.source;

  it('maps each character to its place', () => {
    expect(logical.text).toBe('one   two  three');
    for (let offset = 0; offset < logical.text.length; offset += 1) {
      expect(source[sourceOffset(logical, offset)]).toBe(logical.text[offset]);
    }
    expect(sourceOffset(logical, logical.text.length)).toBe(source.length - 1);
  });

  it('maps spans with what stands between', () => {
    const two = { start: logical.text.indexOf('two'), end: logical.text.indexOf('two') + 3 };
    expect(at(source, sourceSpan(logical, two))).toBe('two');
    const all = { start: 0, end: two.end };
    expect(at(source, sourceSpan(logical, all))).toBe('one \\\n  # comment\n\n  two');
    expect(sourceParts(logical, all).map((part) => at(source, part))).toEqual(['one ', '  two']);
    expect(sourceSpan(logical, { start: two.start, end: two.start })).toMatchObject({
      start: source.indexOf('two'),
      end: source.indexOf('two'),
    });
  });

  it('can be cut', () => {
    assert(
      property(nat(logical.text.length), nat(logical.text.length), (a, b) => {
        const span = { start: Math.min(a, b), end: Math.max(a, b) };
        const cut = sliceLogical(logical, span);
        expect(cut.text).toBe(logical.text.slice(span.start, span.end));
        for (let offset = 0; offset < cut.text.length; offset += 1) {
          expect(sourceOffset(cut, offset)).toBe(sourceOffset(logical, span.start + offset));
        }
        if (cut.text === '') expect(sourceOffset(cut, 0)).toBe(sourceOffset(logical, span.start));
      }),
    );
  });

  it('has a place even when empty', () => {
    const instruction = only('FROM a\nCMD \\\n\n', 'CMD');
    expect(instruction.command).toMatchObject({ form: 'shell', source: { text: '' } });
    expect(parse('FROM a\nCMD').instructions[1]).toMatchObject({ command: { span: { start: 10, end: 10 } } });
  });
});

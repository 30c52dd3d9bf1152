/** Lines, continuations, comments, directives: what belongs to which instruction. */
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/dockerfile/index.ts';
import { at, codes, expectLossless, only } from './helpers.ts';

const from = 'FROM alpine:3\n';

/** Kind and first line of every node. */
const shape = (text: string): readonly string[] =>
  expectLossless(text).nodes.map((node) => (node.kind === 'instruction' ? node.keyword : node.kind));

const shellText = (text: string): string | undefined => {
  const { command } = only(text, 'RUN');
  return command.form === 'shell' ? command.source.text : undefined;
};

describe('continuations', () => {
  it.each([
    ['RUN a \\\nb\n', 'a b'],
    ['RUN a \\\n   b\n', 'a    b'],
    ['RUN a \\ \t\nb\n', 'a b'],
    ['RUN a \\\r\nb\r\n', 'a b'],
    ['RUN a \\\r\r\nb', 'a b'],
    ['RUN a \\\n\n \t\n\nb\n', 'a b'],
    ['RUN a \\\n# c\nb\n', 'a b'],
    ['RUN a \\\n   # c \\\nb\n', 'a b'],
    ['RUN a \\\n#\n\n#\nb\n', 'a b'],
    ['RUN a \\\nb # c\n', 'a b # c'],
    ['RUN a \\\n\\\nb\n', 'a b'],
    ['RUN a \\\n  \\\nb\n', 'a   b'],
    ['RUN a\\\nb', 'ab'],
    ['RU\\\nN a', 'a'],
    ['\\\nRUN a', 'a'],
    ['RUN a \\', 'a'],
    ['RUN a \\\n\n\n', 'a'],
    ['RUN a \\\n# c', 'a'],
    ['RUN a\\b', 'a\\b'],
    ['RUN a \\ b', 'a \\ b'],
  ])('%j is one instruction', (lines, text) => {
    expect(shape(from + lines)).toEqual(['FROM', 'RUN']);
    expect(shellText(from + lines)).toBe(text);
    expect(codes(from + lines)).toEqual([]);
  });

  it.each([
    ['two escape characters', 'RUN a \\\\\nRUN b'],
    ['three escape characters', 'RUN a \\\\\\\nRUN b'],
    ['a vertical tab behind the escape character', 'RUN a \\\v\nRUN b'],
    ['a no-break space behind the escape character', 'RUN a \\\u00a0\nRUN b'],
    ['a carriage return in the middle', 'RUN a \\\r \nRUN b'],
    ['the other escape character', 'RUN a `\nRUN b'],
  ])('%s ends the instruction', (_, lines) => {
    expect(shape(from + lines)).toEqual(['FROM', 'RUN', 'RUN']);
  });

  it('are not looked for in comments', () => {
    expect(shape(`${from}# c \\\nRUN b`)).toEqual(['FROM', 'comment', 'RUN']);
  });

  it('keep comments and blank lines as tokens', () => {
    const text = `${from}  RUN a \\ \n  # why\n \nb\\\nc \r\n`;
    const node = only(text, 'RUN');
    expect(node.tokens.map((token) => [token.kind, at(text, token)])).toEqual([
      ['whitespace', '  '],
      ['keyword', 'RUN'],
      ['whitespace', ' '],
      ['argument', 'a '],
      ['continuation', '\\ \n'],
      ['comment', '  # why\n'],
      ['whitespace', ' '],
      ['newline', '\n'],
      ['argument', 'b'],
      ['continuation', '\\\n'],
      ['argument', 'c'],
      ['whitespace', ' '],
      ['newline', '\r\n'],
    ]);
    expect([node.line, node.endLine]).toEqual([2, 6]);
    expect(at(text, node.argumentsSpan)).toBe('a \\ \n  # why\n \nb\\\nc');
  });
});

const commentOf = (length: number): string => `# ${'a'.repeat(length - 2)}`;

describe('lines', () => {
  it('end at a line feed only', () => {
    expect(shape(`${from}RUN a\rRUN b\n`)).toEqual(['FROM', 'RUN']);
    expect(shellText(`${from}RUN a\rRUN b\n`)).toBe('a\rRUN b');
    expect(shellText(`${from}RUN a\u2028RUN b`)).toBe('a\u2028RUN b');
  });

  it('may be indented by any white space', () => {
    expect(shape('\u2003FROM a\n\u00a0\v\f\t # c\n\u0085\n\t\tRUN b')).toEqual([
      'FROM',
      'comment',
      'blank',
      'RUN',
    ]);
  });

  it('separate the keyword by blanks, not by other white space', () => {
    expect(shape(`${from}RUN\ta\nRUN\vb\nRUN\fc\nRUN\u00a0d`)).toEqual([
      'FROM',
      'RUN',
      'RUN',
      'RUN',
      'UNKNOWN',
    ]);
  });

  it('take keywords in any case', () => {
    expect(shape('fRoM a\nrun b\nonBuild Run c')).toEqual(['FROM', 'RUN', 'ONBUILD']);
  });

  it('may be none at all', () => {
    expect(parse('')).toMatchObject({ nodes: [], newline: '\n', errors: [{ code: 'empty-file', line: 1 }] });
    expect(shape('\n \n# c')).toEqual(['blank', 'blank', 'comment']);
    expect(codes('\n \n# c')).toEqual(['empty-file']);
  });

  it('tell the line end for new lines', () => {
    expect(parse('FROM a\r\nRUN b\n').newline).toBe('\r\n');
    expect(parse('FROM a\nRUN b\r\n').newline).toBe('\n');
    expect(parse('FROM a\rRUN').newline).toBe('\n');
  });

  it('have a limit, counted in bytes of UTF-8', () => {
    const longest = 65_535;
    expect(codes(`${commentOf(longest)}\n${from}`)).toEqual([]);
    expect(codes(`${commentOf(longest + 1)}\n${from}`)).toEqual(['line-too-long']);
    expect(codes(`${from}${commentOf(longest)}`)).toEqual([]);
    expect(codes(`${from}${commentOf(longest + 1)}`)).toEqual(['line-too-long']);
    expect(codes(`${from}${commentOf(longest)}\r\n`)).toEqual(['line-too-long']);
    expect(codes(`${from}# ${'é'.repeat(32_766)}\n`)).toEqual([]);
    expect(codes(`${from}# ${'é'.repeat(32_767)}\n`)).toEqual(['line-too-long']);
    expect(codes(`${from}RUN x${' \\\n y'.repeat(30_000)}`)).toEqual([]);
  });
});

describe('byte-order mark', () => {
  it('is a node of its own, and only at the start', () => {
    expect(shape('\ufeffFROM a')).toEqual(['byte-order-mark', 'FROM']);
    expect(parse('\ufeffFROM a').byteOrderMark).toBe(true);
    expect(shape('\ufeff')).toEqual(['byte-order-mark']);
    expect(shape('\ufeff# escape=`\nFROM a')).toEqual(['byte-order-mark', 'directive', 'FROM']);
    expect(codes(' \ufeffFROM a')).toContain('unknown-instruction');
    expect(parse(' \ufeffFROM a').byteOrderMark).toBe(false);
  });
});

const directives = (text: string) => expectLossless(text).directives.map(({ name, value }) => [name, value]);

describe('directives', () => {
  it.each([
    ['# syntax=docker/dockerfile:1\n', [['syntax', 'docker/dockerfile:1']]],
    [
      '#syntax=a\n# ESCAPE = `\n#check=skip=all;error=true\n',
      [
        ['syntax', 'a'],
        ['escape', '`'],
        ['check', 'skip=all;error=true'],
      ],
    ],
    ['  #  syntax \t=\t a b \t\r\n', [['syntax', 'a b']]],
    ['# syntax=a', [['syntax', 'a']]],
    ['# foo=bar\n# syntax=a\n', []],
    ['# a comment\n# syntax=a\n', []],
    ['\n# syntax=a\n', []],
    ['#\n# syntax=a\n', []],
    ['FROM a\n# syntax=a\n', []],
    ['# syntax\n', []],
    ['# syntax=\n', []],
    ['# syn tax=a\n', []],
    ['# 1syntax=a\n', []],
    ['## syntax=a\n', []],
    [
      '#!/usr/bin/env x\n# syntax=a\n# escape=`\n# check=b\n',
      [
        ['syntax', 'a'],
        ['check', 'b'],
      ],
    ],
    [' #!/usr/bin/env x\n# syntax=a\n', []],
  ])('%j', (text, expected) => {
    expect(directives(text)).toEqual(expected);
  });

  it('choose the escape character', () => {
    const text = '# escape=`\nFROM a\nRUN b `\n c\\\nRUN d ``\nRUN e\n';
    expect(shape(text)).toEqual(['directive', 'FROM', 'RUN', 'RUN', 'RUN']);
    expect(parse(text).escape).toBe('`');
    expect(parse('#!x\n# escape=`\nFROM a').escape).toBe('\\');
  });

  it.each([
    ['# escape=x\n', ['bad-directive']],
    ['# escape= \n', ['bad-directive']],
    ['# escape=``\n', ['bad-directive']],
    ['# escape=`\n# escape=`\n', ['bad-directive']],
    ['# check=a\n# Check=a\n', ['bad-directive']],
    ['# c\n# escape=x\n', []],
    ['#!x\n# check=a\n# check=b\n', []],
  ])('%j gives %j', (text, expected) => {
    expect(codes(text + from)).toEqual(expected);
  });
});

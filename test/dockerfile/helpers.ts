/** Things the tests of the parser share. */
import { expect } from 'vitest';
import { isSpace } from '../../src/dockerfile/characters.ts';
import { lineAt, linesOf, parse, print } from '../../src/dockerfile/index.ts';
import type { Dockerfile, Instruction, Lines, Span, Token } from '../../src/dockerfile/index.ts';

type OfKeyword<K, I = Instruction> = I extends { readonly keyword: infer Q }
  ? K extends Q
    ? I
    : never
  : never;

const isOf = <K extends Instruction['keyword']>(
  instruction: Instruction,
  keyword: K,
): instruction is Instruction & OfKeyword<K> => instruction.keyword === keyword;

/** The instruction of a kind in a text that has just one. */
export function only<K extends Instruction['keyword']>(text: string, keyword: K): OfKeyword<K> {
  const found = parse(text).instructions.filter((instruction) => isOf(instruction, keyword));
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} ${keyword}, not one`);
  return first;
}

export const at = (text: string, span: Span): string => text.slice(span.start, span.end);

/** The codes of the errors, in order. */
export const codes = (text: string): readonly string[] => parse(text).errors.map(({ code }) => code);

/** What holds for the tree of any text. */
export function expectLossless(text: string): Dockerfile {
  const file = parse(text);
  expect(file.text).toBe(text);
  expect(print(file)).toBe(text);
  expect(gaps(file.nodes, { start: 0, end: text.length })).toEqual([]);
  const lines = linesOf(text);
  expect(file.instructions.flatMap((instruction) => wrongTokens(instruction, text, lines))).toEqual([]);
  expect(file.errors.filter(({ start, end }) => start < 0 || end < start || end > text.length)).toEqual([]);
  return file;
}

/** Parts that don't start where the one before ends, or are empty. */
function gaps<T extends Span>(parts: readonly T[], whole: Span): readonly unknown[] {
  const wrong = parts.filter(
    (part, index) => part.start !== (parts[index - 1]?.end ?? whole.start) || part.end <= part.start,
  );
  return (parts.at(-1)?.end ?? whole.start) === whole.end ? wrong : [...wrong, 'the end is missing'];
}

function wrongTokens(node: Instruction, text: string, lines: Lines): readonly unknown[] {
  const { tokens, keywordSpan, line, endLine } = node;
  const lineIsWrong =
    line !== lineAt(lines, keywordSpan.start) ||
    endLine !== lineAt(lines, Math.max(node.start, node.end - 1));
  return [
    ...gaps(tokens, node),
    ...tokens.filter((token) => !isKind(token, at(text, token))),
    ...(lineIsWrong ? ['a line number is wrong'] : []),
    ...(node.keyword === 'ONBUILD' ? wrongTokens(node.trigger, text, lines) : []),
  ];
}

/** Whether the text can be a token of the kind; white space in particular hides nothing. */
function isKind({ kind }: Token, written: string): boolean {
  switch (kind) {
    case 'whitespace':
      return [...written].every((character) => isSpace(character.charCodeAt(0)));
    case 'newline':
      return /^\r*\n?$/.test(written);
    case 'continuation':
      return /^[\\`][ \t]*\r*\n?$/.test(written);
    case 'comment':
      return written.includes('#');
    default:
      return true;
  }
}

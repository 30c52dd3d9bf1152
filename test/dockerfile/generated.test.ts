/**
 * Generated Dockerfiles: the parser has to find again what they were made of, and to agree with dockerfile-ast on
 * where instructions begin and end. What is known to be wrong there (byte-order marks, digits before `<<`, escape
 * characters in pairs at a line's end, heredocs in CMD) is not generated.
 */
import { array, assert, constantFrom, option, property, record } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { DockerfileParser } from 'dockerfile-ast';
import { describe, expect, it } from 'vitest';
import { parse, sourceOffset } from '../../src/dockerfile/index.ts';
import type { Instruction } from '../../src/dockerfile/index.ts';
import { expectLossless } from './helpers.ts';

/** A line to be written: a keyword, words, and perhaps a heredoc. */
interface Line {
  readonly keyword: string;
  readonly words: readonly string[];
  /** What stands between the words: a blank, or a continuation with or without more in it. */
  readonly gaps: readonly string[];
  readonly indent: string;
  readonly heredoc: { readonly mark: string; readonly body: readonly string[] } | undefined;
}

const gap = constantFrom(
  ' ',
  ' ',
  '\t ',
  ' \\\n',
  ' \\\n  ',
  ' \\ \t\n# comment\n',
  ' \\\n\n',
  ' \\\n  # RUN x \\\n\n \t\n ',
);
const word = constantFrom(
  'a',
  'b.c',
  '/x/y',
  '$v',
  '${v:-w}',
  '"q r"',
  "'s t'",
  '&&',
  '-f',
  '1>2',
  'é',
  'a=b',
);
const bodyLine = constantFrom('x', 'RUN y', '# z', '', '  EOF', 'EOFX', 'FROM a \\', 'a \\');

const line: Arbitrary<Line> = record({
  keyword: constantFrom('RUN', 'run', 'CMD', 'Entrypoint', 'USER', 'WORKDIR', 'COPY', 'onbuild RUN'),
  words: array(word, { minLength: 2, maxLength: 5 }),
  gaps: array(gap, { minLength: 5, maxLength: 5 }),
  indent: constantFrom('', '', '  ', '\t'),
  heredoc: option(
    record({
      mark: constantFrom('<<EOF', '<<-EOF', '<<"EOF"', "<<'EOF'"),
      body: array(bodyLine, { maxLength: 4 }),
    }),
    { nil: undefined },
  ),
  // COPY splits at blanks inside quotes too, which makes half quotes of them.
}).map((item) =>
  item.keyword === 'COPY' ? { ...item, words: item.words.map((part) => part.replace(' ', '-')) } : item,
);

const takesHeredoc = ({ keyword }: Line): boolean =>
  ['run', 'copy', 'onbuild run'].includes(keyword.toLowerCase());

/** The words of a line with its heredoc, if it can have one. */
const allWords = (item: Line): readonly string[] =>
  item.heredoc !== undefined && takesHeredoc(item) ? [item.heredoc.mark, ...item.words] : item.words;

function write(item: Line, newline: string): string {
  const words = allWords(item);
  const text =
    item.indent +
    item.keyword +
    words.map((part, index) => (index === 0 ? ' ' : (item.gaps[index - 1] ?? ' ')) + part).join('');
  const body = words.length > item.words.length ? [...(item.heredoc?.body ?? []), 'EOF'] : [];
  return [text, ...body]
    .map((part) => `${part}\n`)
    .join('')
    .replaceAll('\n', newline);
}

const file = record({
  lines: array(line, { maxLength: 6 }),
  between: constantFrom('', '\n', '# comment \\\n', ' \t\n'),
  newline: constantFrom('\n', '\r\n'),
  head: constantFrom('', '# syntax=docker/dockerfile:1\n', '# just a comment\n\n'),
});

const writeFile = (model: {
  lines: readonly Line[];
  between: string;
  newline: string;
  head: string;
}): string =>
  [model.head, 'FROM alpine:3\n'].join('').replaceAll('\n', model.newline) +
  model.lines
    .map((item) => model.between.replaceAll('\n', model.newline) + write(item, model.newline))
    .join('');

/** What is given to the shell, without the bodies of heredocs. */
function firstLine(instruction: Instruction): string {
  const target = instruction.keyword === 'ONBUILD' ? instruction.trigger : instruction;
  if (!('command' in target) || target.command?.form !== 'shell') return '';
  return target.command.source.text.split('\n')[0] ?? '';
}

describe('generated files', () => {
  it('are read as they were meant', () => {
    assert(
      property(file, (model) => {
        const text = writeFile(model);
        const { instructions, errors } = expectLossless(text);
        const read = instructions.slice(1);
        expect(errors).toEqual([]);
        expect(read.map(({ keywordSpan }) => text.slice(keywordSpan.start, keywordSpan.end))).toEqual(
          model.lines.map(({ keyword }) => keyword.split(' ')[0]),
        );
        for (const [index, item] of model.lines.entries()) {
          const instruction = read[index];
          if (instruction === undefined) throw new Error('an instruction is missing');
          const inShell = firstLine(instruction);
          if (inShell !== '') expect(inShell.split(/[ \t]+/).join(' ')).toBe(allWords(item).join(' '));
          const bodies = instruction.heredocs.map(({ content }) => content.replaceAll('\r\n', '\n'));
          const body = (item.heredoc?.body ?? []).map((part) => `${part}\n`).join('');
          expect(bodies).toEqual(allWords(item) === item.words ? [] : [body]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('map what the shell gets back to the file', () => {
    assert(
      property(file, (model) => {
        const text = writeFile(model);
        for (const instruction of parse(text).instructions) {
          const target = instruction.keyword === 'ONBUILD' ? instruction.trigger : instruction;
          if (!('command' in target) || target.command === undefined || target.command.form === 'exec')
            continue;
          const { source } = target.command;
          const mapped = Array.from(
            { length: source.text.length },
            (_, offset) => text[sourceOffset(source, offset)],
          );
          expect(mapped.join('')).toBe(source.text);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('agree with dockerfile-ast on the instructions and their lines', () => {
    assert(
      property(file, (model) => {
        const text = writeFile(model);
        const theirs = DockerfileParser.parse(text)
          .getInstructions()
          .map((instruction) => [instruction.getKeyword(), instruction.getRange().start.line + 1]);
        const ours = parse(text).instructions.map(({ keywordSpan, line: first }) => [
          text.slice(keywordSpan.start, keywordSpan.end).toUpperCase(),
          first,
        ]);
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 300 },
    );
  });
});

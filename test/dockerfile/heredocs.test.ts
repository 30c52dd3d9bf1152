/** Heredocs: which lines have them, where they end, what the shell gets. */
import { describe, expect, it } from 'vitest';
import { parse, sourceOffset } from '../../src/dockerfile/index.ts';
import type { LogicalText } from '../../src/dockerfile/index.ts';
import { at, codes, expectLossless, only } from './helpers.ts';

const from = 'FROM alpine:3\n';

/** Every character of the logical text is the one at its place in the file. */
function expectMapped(logical: LogicalText, text: string): void {
  for (let offset = 0; offset < logical.text.length; offset += 1) {
    expect(text[sourceOffset(logical, offset)]).toBe(logical.text[offset]);
  }
}

describe('heredocs in RUN', () => {
  it('are a script when nothing else is there', () => {
    const text = `${from}RUN --network=none <<EOF\nset -e\n\techo \\\n# no comment\nEOF\nUSER x\n`;
    const { command, heredocs, ...node } = only(text, 'RUN');
    expect(command).toMatchObject({
      form: 'script',
      source: { text: 'set -e\n\techo \\\n# no comment\n' },
    });
    expect(heredocs).toMatchObject([{ delimiter: 'EOF', stripTabs: false, expand: true, fd: undefined }]);
    expect(at(text, command.span)).toBe('<<EOF');
    expect([node.line, node.endLine]).toEqual([2, 6]);
    expect(parse(text).instructions).toHaveLength(3);
    expect(node.tokens.slice(-2).map((token) => [token.kind, at(text, token)])).toEqual([
      ['heredoc-body', 'set -e\n\techo \\\n# no comment\n'],
      ['heredoc-end', 'EOF\n'],
    ]);
  });

  it('lose their tabs where the delimiter says so, with those of the `#!` line', () => {
    expect(only(`${from}RUN <<-EOF\n\t#!/bin/bash\n\tx\nEOF\n`, 'RUN').command).toMatchObject({
      form: 'script',
      source: { text: '#!/bin/bash\nx\n' },
    });
  });

  it('go to the shell with the command otherwise', () => {
    const text = `${from}RUN cat <<A >x && \\\n  cat <<-"B" 3<<C\r\na $x\r\nA\r\n\tb\n\tB\nC`;
    const { command, heredocs } = only(text, 'RUN');
    expect(heredocs).toMatchObject([
      { delimiter: 'A', content: 'a $x\r\n', expand: true, fd: undefined },
      { delimiter: 'B', content: 'b\n', expand: false, stripTabs: true },
      { delimiter: 'C', content: '', fd: 3 },
    ]);
    expect(heredocs.map(({ span }) => at(text, span))).toEqual(['<<A', '<<-"B"', '3<<C']);
    if (command.form !== 'shell') throw new Error('not the shell form');
    expect(command.source.text).toBe('cat <<A >x &&   cat <<-"B" 3<<C\na $x\r\nA\n\tb\nB\nC');
    expectMapped(command.source, text);
    expect(codes(text)).toEqual([]);
  });

  it('map each line of a script back when tabs are taken off', () => {
    const text = `${from}RUN <<-EOF\n\t\ta\n\n\tb\t\n\tEOF\n`;
    const { command } = only(text, 'RUN');
    if (command.form !== 'script') throw new Error('not a script');
    expect(command.source.text).toBe('a\n\nb\t\n');
    expectMapped(command.source, text);
  });

  it.each([
    ["<<'E F'", 'E F', false],
    ['<<"EOF"', 'EOF', false],
    ["<<E'O'F", 'EOF', false],
    ['<< EOF', 'EOF', true],
    ['<<E\\OF', 'EOF', true],
    ['<<$X', '$X', true],
    ['<<${X}', '${X}', true],
    ['<<EOF;x', 'EOF;x', true],
    ['<<EOF>x', 'EOF>x', true],
    ['<<-EOF', 'EOF', true],
    ['<<é', 'é', true],
  ])('RUN cat %s', (mark, delimiter, expand) => {
    const text = `${from}RUN cat ${mark}\nbody\n${delimiter}\nUSER x\n`;
    expect(only(text, 'RUN').heredocs).toMatchObject([{ delimiter, expand, content: 'body\n' }]);
    expect(codes(text)).toEqual([]);
  });

  it.each([
    ['no space before it', 'RUN cat<<EOF'],
    ['a here-string', 'RUN cat <<<EOF'],
    ['quotes around it', 'RUN echo "<<EOF"'],
    ['an open quote on the line', "RUN echo it's <<EOF"],
    ['a substitution that the lexer does not know', 'RUN echo ${x,,} <<EOF'],
    ['a substitution before it in the word', 'RUN cat <<E${x:-y}'],
    ['two in a word', 'RUN cat <<A<<B'],
    ['an empty delimiter', 'RUN cat <<""'],
    ['an escape before it', 'RUN cat \\<<EOF'],
    ['a shift', 'RUN echo $((1<<2))'],
    ['JSON', 'RUN ["<<EOF"]'],
    ['another instruction', 'CMD cat <<EOF'],
    ['a comment', '# RUN <<EOF'],
  ])('none: %s', (_, line) => {
    const text = `${from}${line}\nUSER x\n`;
    expect(parse(text).instructions.flatMap(({ heredocs }) => heredocs)).toEqual([]);
    expect(parse(text).instructions.at(-1)).toMatchObject({ keyword: 'USER' });
  });

  it.each([
    ['a shell comment', 'RUN x # <<EOF'],
    ['a substitution with a word', 'RUN echo ${x:-y} <<EOF'],
    ['broken JSON', 'RUN [ <<EOF'],
    ['a word of a substitution', 'RUN cat ${x:- <<EOF'],
  ])('found: %s', (_, line) => {
    const open = line.includes('${x:- ');
    const text = `${from}${line}${open ? '}' : ''}\nEOF${open ? '}' : ''}\n`;
    expect(only(text, 'RUN').heredocs).toHaveLength(1);
  });
});

describe('where a heredoc ends', () => {
  it.each([
    ['EOF \n', false],
    [' EOF\n', false],
    ['\tEOF\n', false],
    ['EOF\\\n', false],
    ['EOFX\n', false],
    ['eof\n', false],
    ['EOF\n', true],
    ['EOF', true],
    ['EOF\r\n', true],
    ['EOF\r\r\n', true],
  ])('%j: %s', (line, ends) => {
    expect(codes(`${from}RUN <<EOF\n${line}`)).toEqual(ends ? [] : ['unterminated-heredoc']);
  });

  it('allows tabs before the delimiter for <<-', () => {
    expect(codes(`${from}RUN <<-EOF\n\t\tEOF\n`)).toEqual([]);
    expect(codes(`${from}RUN <<-EOF\n \tEOF\n`)).toEqual(['unterminated-heredoc']);
  });

  it('is the end of the file when the delimiter is missing', () => {
    const file = expectLossless(`${from}RUN <<A <<B\nA\nrest\nUSER x`);
    expect(file.instructions).toHaveLength(2);
    expect(file.errors).toMatchObject([{ code: 'unterminated-heredoc', line: 2 }]);
    expect(file.instructions[1]?.heredocs).toMatchObject([{ content: '' }, { content: 'rest\nUSER x' }]);
  });

  it('does not need a line feed behind the instruction', () => {
    expectLossless(`${from}RUN cat <<A`);
    expect(codes(`${from}RUN cat <<A`)).toEqual(['unterminated-heredoc']);
  });
});

describe('heredocs in COPY and ADD', () => {
  it('are files', () => {
    const text = `${from}COPY <<a.txt x <<'b' /dir/\n1\na.txt\n$2\nb\n`;
    const { sources, destination } = only(text, 'COPY');
    expect(sources).toMatchObject([
      { kind: 'heredoc', heredoc: { delimiter: 'a.txt', content: '1\n', expand: true } },
      { kind: 'path', word: { raw: 'x' } },
      { kind: 'heredoc', heredoc: { delimiter: 'b', content: '$2\n', expand: false } },
    ]);
    expect(destination.raw).toBe('/dir/');
    expect(codes(text)).toEqual([]);
  });

  it('are the last of their name', () => {
    const { sources } = only(`${from}COPY <<A <<A /x/\n1\nA\n2\nA\n`, 'COPY');
    expect(sources).toMatchObject([{ heredoc: { content: '2\n' } }, { heredoc: { content: '2\n' } }]);
  });

  it('are paths when white space parts the delimiter, though the lines are taken', () => {
    const { sources, heredocs } = only(`${from}COPY << EOF /x\nEOF\n`, 'COPY');
    expect(sources.map((source) => source.kind)).toEqual(['path', 'path']);
    expect(heredocs).toHaveLength(1);
  });

  it('are empty where the line has none to give', () => {
    const { sources } = only(`${from}COPY ["<<EOF", "/x"]\n`, 'COPY');
    expect(sources).toMatchObject([{ kind: 'heredoc', heredoc: { delimiter: 'EOF', content: '' } }]);
  });

  it('can not be the destination', () => {
    expect(codes(`${from}COPY a <<EOF\nEOF\n`)).toEqual(['bad-heredoc']);
  });

  it('are looked through for substitutions unless quoted', () => {
    expect(codes(`${from}COPY <<EOF /x\n\${x\nEOF\n`)).toEqual(['bad-substitution']);
    expect(codes(`${from}COPY <<"EOF" /x\n\${x\nEOF\n`)).toEqual([]);
    expect(codes(`${from}COPY <<EOF /x\n"it's $x\nEOF\n`)).toEqual([]);
  });
});

describe('heredocs under ONBUILD', () => {
  it('belong to the trigger', () => {
    const text = `${from}ONBUILD RUN <<EOF\na\nEOF\nUSER x`;
    const { trigger, heredocs } = only(text, 'ONBUILD');
    expect(trigger).toMatchObject({ keyword: 'RUN', command: { form: 'script', source: { text: 'a\n' } } });
    expect(heredocs).toHaveLength(1);
    expect(at(text, trigger)).toBe('RUN <<EOF\na\nEOF\n');
    expect(parse(text).instructions).toHaveLength(3);
  });
});

/** What the parser makes of each instruction. */
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/dockerfile/index.ts';
import type { CommandForm } from '../../src/dockerfile/index.ts';
import { at, codes, expectLossless, only } from './helpers.ts';

const from = 'FROM alpine:3\n';

describe('FROM', () => {
  it('has an image, a name, and the word between them', () => {
    const text = 'from --platform=$BUILDPLATFORM golang:1.21\t aS  Build\n';
    const node = only(text, 'FROM');
    expect(node.image.raw).toBe('golang:1.21');
    expect(node.as?.raw).toBe('aS');
    expect(node.name?.raw).toBe('Build');
    expect(at(text, node.image)).toBe('golang:1.21');
    expect(at(text, node.keywordSpan)).toBe('from');
    expect(at(text, node.argumentsSpan)).toBe('--platform=$BUILDPLATFORM golang:1.21\t aS  Build');
    expect(node.flags).toEqual([{ name: 'platform', value: '$BUILDPLATFORM', start: 5, end: 30 }]);
  });

  it('needs no name', () => {
    expect(only('FROM scratch', 'FROM')).toMatchObject({
      image: { raw: 'scratch' },
      as: undefined,
      name: undefined,
    });
  });

  it('does not split at a no-break space', () => {
    expect(only('FROM a\u00a0b', 'FROM').image.raw).toBe('a\u00a0b');
  });
});

const commandOf = (line: string): CommandForm | undefined => {
  const instruction = parse(from + line).instructions[1];
  return instruction !== undefined && 'command' in instruction ? instruction.command : undefined;
};

describe('commands', () => {
  it.each([
    ['CMD ["a", "b c"]', ['a', 'b c']],
    ['ENTRYPOINT [ "a\\"\\u0041\\n" ]', ['a"A\n']],
    ['RUN\t["a"]', ['a']],
    ['CMD []', []],
    ['CMD [ ]', []],
    ['SHELL ["sh", "-c"]', ['sh', '-c']],
    ['CMD ["a", \\\n  # why\n  "b"]', ['a', 'b']],
    ['HEALTHCHECK --interval=5s CMD ["curl", "-f"]', ['curl', '-f']],
    ['RUN --network=none ["a"]', ['a']],
    ['CMD ["\\ud800"]', ['\ufffd']],
  ])('%s is the exec form', (line, words) => {
    expect(commandOf(line)).toMatchObject({ form: 'exec', words });
  });

  it.each([
    ['CMD a  b', 'a  b', false],
    ['CMD', '', false],
    ['RUN   ', '', false],
    ["CMD ['a']", "['a']", true],
    ['CMD ["a"', '["a"', true],
    ['CMD ["a"] && b', '["a"] && b', true],
    ['CMD ["a",]', '["a",]', true],
    ['RUN [ -f x ] && y', '[ -f x ] && y', true],
    ['CMD [1e999]', '[1e999]', true],
    ['CMD "[]"', '"[]"', false],
    ['RUN a \\\n  b', 'a   b', false],
    ['RUN a\\\nb', 'ab', false],
    ['HEALTHCHECK CMD a b', 'a b', false],
    ['HEALTHCHECK cmd [a', '[a', true],
  ])('%s is the shell form', (line, text, brokenJson) => {
    expect(commandOf(line)).toMatchObject({ form: 'shell', source: { text }, brokenJson });
  });

  it.each(['HEALTHCHECK NONE', 'HEALTHCHECK none', 'HEALTHCHECK NONE []'])('%s has no command', (line) => {
    expect(only(from + line, 'HEALTHCHECK').command).toBeUndefined();
    expect(codes(from + line)).toEqual([]);
  });

  it('knows where the command stands', () => {
    const text = `${from}HEALTHCHECK --retries=3  CMD  wget -q \\\n  x\n`;
    const { command } = only(text, 'HEALTHCHECK');
    expect(command && at(text, command.span)).toBe('wget -q \\\n  x');
  });
});

const pairsOf = (line: string): readonly (readonly [string, string | undefined])[] => {
  const instruction = parse(from + line).instructions[1];
  if (instruction === undefined || !('pairs' in instruction)) return [];
  for (const { key, value, start, end } of instruction.pairs) {
    if (value !== undefined && !instruction.legacy) {
      expect((from + line).slice(start, end).replaceAll(/\\\n/g, '')).toBe(`${key}=${value.raw}`);
    }
  }
  return instruction.pairs.map(({ key, value }) => [key, value?.raw]);
};

describe('ENV, LABEL, ARG', () => {
  it.each([
    ['ENV a=b', [['a', 'b']]],
    [
      'ENV a=b c="d e" f=\'g h\' i=j\\ k',
      [
        ['a', 'b'],
        ['c', '"d e"'],
        ['f', "'g h'"],
        ['i', 'j\\ k'],
      ],
    ],
    [
      'ENV a= b=""',
      [
        ['a', ''],
        ['b', '""'],
      ],
    ],
    ['ENV a=b=c', [['a', 'b=c']]],
    ['ENV a=b\\\nc', [['a', 'bc']]],
    [
      'ENV a="x \\" y" b=1',
      [
        ['a', '"x \\" y"'],
        ['b', '1'],
      ],
    ],
    [
      "ENV a='x \\' b=1",
      [
        ['a', "'x \\'"],
        ['b', '1'],
      ],
    ],
    ['ENV a="never closed b=1', [['a', '"never closed b=1']]],
    ['LABEL "a b"=c', [['"a b"', 'c']]],
    ['ENV a\u00a0=\u00a0b', []],
    ['ENV a=b\\\\', [['a', 'b\\\\']]],
  ])('%s', (line, pairs) => {
    expect(pairsOf(line)).toEqual(pairs);
  });

  it.each([
    ['ENV a b  c', [['a', 'b  c']]],
    ['ENV a "b c" ', [['a', '"b c"']]],
    ['ENV a =b', [['a', '=b']]],
    ['ENV a b=c', [['a', 'b=c']]],
    ['LABEL a\tb', [['a', 'b']]],
    ['ENV "a b" c', [['"a', 'b" c']]],
  ])('%s is the old form', (line, pairs) => {
    expect(pairsOf(line)).toEqual(pairs);
    expect(parse(from + line).instructions[1]).toMatchObject({ legacy: true });
  });

  it('takes several names in an ARG, each with or without a default', () => {
    expect(pairsOf('ARG a b=c d="e f"')).toEqual([
      ['a', undefined],
      ['b', 'c'],
      ['d', '"e f"'],
    ]);
  });
});

describe('an escape character at the very end', () => {
  it('is an argument for the tokens, and no word', () => {
    // The no-break space keeps it from being a continuation and is then trimmed.
    const text = `${from}ARG a \\\u00a0`;
    const node = expectLossless(text).instructions[1];
    expect(node).toMatchObject({ keyword: 'ARG', pairs: [{ key: 'a' }] });
    expect(node?.tokens.filter(({ kind }) => kind === 'argument').map((token) => at(text, token))).toEqual([
      'a',
      '\\',
    ]);
  });
});

describe('COPY and ADD', () => {
  it('splits at blanks, whatever the quotes', () => {
    const node = only(`${from}COPY --from=build --chown=1:2 "a b" c\\ d /e/`, 'COPY');
    expect(node.sources.map((source) => source.kind === 'path' && source.word.raw)).toEqual([
      '"a',
      'b"',
      'c\\',
      'd',
    ]);
    expect(node.destination.raw).toBe('/e/');
    expect(node.json).toBe(false);
    expect(node.flags.map(({ name, value }) => [name, value])).toEqual([
      ['from', 'build'],
      ['chown', '1:2'],
    ]);
  });

  it('reads the JSON form', () => {
    const text = `${from}ADD ["a b", "c\\"",\\\n "/d"]`;
    const node = only(text, 'ADD');
    expect(node.json).toBe(true);
    expect(node.sources.map((source) => source.kind === 'path' && source.word.raw)).toEqual(['a b', 'c"']);
    expect(node.destination.raw).toBe('/d');
    expect(at(text, node.destination)).toBe('"/d"');
  });

  it('takes broken JSON for words', () => {
    expect(only(`${from}COPY ["a" "b"]`, 'COPY').destination.raw).toBe('"b"]');
  });
});

describe('plain values', () => {
  it.each([
    ['WORKDIR', 'a  b'],
    ['USER', '"a"'],
    ['STOPSIGNAL', 'SIGTERM'],
    ['MAINTAINER', 'Me <me@example.com>, "you'],
  ] as const)('%s takes the rest of the line', (keyword, value) => {
    expect(only(`${from}${keyword}  ${value} \n`, keyword).value.raw).toBe(value);
  });

  it('EXPOSE and VOLUME take a list', () => {
    expect(only(`${from}EXPOSE 80  443/tcp $P`, 'EXPOSE').values.map(({ raw }) => raw)).toEqual([
      '80',
      '443/tcp',
      '$P',
    ]);
    expect(only(`${from}VOLUME ["/a b", "/c"]`, 'VOLUME')).toMatchObject({
      json: true,
      values: [{ raw: '/a b' }, { raw: '/c' }],
    });
    expect(only(`${from}VOLUME /a ["/b"]`, 'VOLUME').values.map(({ raw }) => raw)).toEqual(['/a', '["/b"]']);
  });
});

const flagsOf = (line: string) => {
  const text = from + line;
  const flags = parse(text).instructions[1]?.flags ?? [];
  return flags.map(({ name, value, start, end }) => [name, value, text.slice(start, end)]);
};

describe('flags', () => {
  it.each([
    [
      'RUN --mount=type=cache,target=/x a',
      [['mount', 'type=cache,target=/x', '--mount=type=cache,target=/x']],
    ],
    [
      'RUN --mount="type=cache,target=/a b" c',
      [['mount', 'type=cache,target=/a b', '--mount="type=cache,target=/a b"']],
    ],
    ["RUN --a='b\\'c' d", [['a', "b'c", "--a='b\\'c'"]]],
    ['RUN --a=b\\ c d', [['a', 'b c', '--a=b\\ c']]],
    ['COPY --link a b', [['link', undefined, '--link']]],
    ['COPY --from= a b', [['from', '', '--from=']]],
    ['COPY --fr\\\nom=x a b', [['from', 'x', '--fr\\\nom=x']]],
    ['RUN --unknown-flag a', [['unknown-flag', undefined, '--unknown-flag']]],
    ['RUN a --b', []],
    ['RUN -- --b', []],
    ['RUN -a', []],
    ['RUN -', []],
    ['RUN --a -- --b', [['a', undefined, '--a']]],
  ])('%s', (line, flags) => {
    expect(flagsOf(line)).toEqual(flags);
  });

  it('ends them at --', () => {
    expect(only(`${from}RUN -- --b`, 'RUN').command).toMatchObject({ source: { text: '--b' } });
  });
});

describe('ONBUILD', () => {
  it('has the instruction it keeps', () => {
    const text = `${from}  ONBUILD  COPY --chown=1 a \\\n b\n`;
    const { trigger, ...node } = only(text, 'ONBUILD');
    expect(trigger).toMatchObject({ keyword: 'COPY', destination: { raw: 'b' }, line: 2, endLine: 3 });
    expect(at(text, trigger)).toBe('COPY --chown=1 a \\\n b\n');
    expect(at(text, node)).toBe('  ONBUILD  COPY --chown=1 a \\\n b\n');
    expect(trigger.flags).toHaveLength(1);
    expect(node.flags).toHaveLength(0);
  });

  it('leaves to the later build what is wrong with the trigger', () => {
    expect(codes(`${from}ONBUILD COPY --bad a`)).toEqual([]);
    expect(only(`${from}ONBUILD COPY a`, 'ONBUILD').trigger).toMatchObject({
      keyword: 'UNKNOWN',
      name: 'COPY',
    });
    expect(only(`${from}ONBUILD FOO a`, 'ONBUILD').trigger).toMatchObject({
      keyword: 'UNKNOWN',
      name: 'FOO',
    });
  });

  it('does not nest', () => {
    const text = `${from}${'ONBUILD '.repeat(8_000)}RUN x`;
    expect(codes(text)).toEqual(['bad-onbuild']);
  });
});

describe('what cannot be read', () => {
  it('is there as an unknown instruction, with its tokens', () => {
    const text = `${from}FORM x \\\n y\nCOPY a\n`;
    const { instructions, errors } = parse(text);
    expect(instructions.map(({ keyword }) => keyword)).toEqual(['FROM', 'UNKNOWN', 'UNKNOWN']);
    expect(errors).toMatchObject([
      { code: 'unknown-instruction', message: "'FORM' is no instruction; did you mean FROM?", line: 2 },
      { code: 'missing-arguments', line: 4 },
    ]);
    expect(errors.map((error) => at(text, error))).toEqual(['FORM', 'COPY']);
  });
});

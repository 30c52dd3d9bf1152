/**
 * Work grows with the size of the file and not faster, whatever its shape. Times are compared with each other only:
 * four times the text may take up to twelve times as long (a quadratic step would take sixteen and, at these sizes,
 * far more than the rest), and each shape has several tries.
 */
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/dockerfile/index.ts';

type Shape = (n: number) => string;
const repeated =
  (head: string, unit: string, tail = ''): Shape =>
  (n) =>
    head + unit.repeat(Math.ceil(n / unit.length)) + tail;

const shapes: Readonly<Record<string, Shape>> = {
  'blank lines': repeated('', '\n'),
  'carriage returns': repeated('', '\r'),
  comments: repeated('', '# a\n'),
  instructions: repeated('FROM a\n', 'RUN a b\n'),
  'unknown instructions': repeated('', 'x y\n'),
  continuations: repeated('RUN a', ' \\\n b'),
  'bare continuations': repeated('', '\\\n'),
  'comments in a continuation': repeated('RUN a \\\n', '# a\n'),
  'blank lines in a continuation': repeated('RUN a \\\n', ' \n'),
  'a long word': repeated('RUN ', 'a'),
  'white space': repeated('RUN a', ' '),
  'white space before a line end': repeated('RUN a \\', ' ', '\nb'),
  'a directive of white space': repeated('# escape=', ' '),
  'a directive of words': repeated('# syntax=', 'a '),
  'heredocs on a line': repeated('RUN cat ', '<<A '),
  'heredocs on a line, with their ends': (n) => `RUN cat ${'<<A '.repeat(n / 8)}\n${'A\n'.repeat(n / 8)}`,
  'heredocs on continued lines': repeated('RUN cat ', '<<A \\\n'),
  'heredocs of different names': (n) =>
    `COPY ${Array.from({ length: Math.ceil(n / 8) }, (_, index) => `<<a${index}`).join(' ')} /x\n`,
  'heredocs that never end': repeated('', 'RUN <<A\n'),
  'heredoc with tabs': repeated('RUN <<-A\n', '\t\n'),
  'white space in a heredoc delimiter': repeated('RUN <<', ' ', '<'),
  'open brackets': repeated('CMD ', '['),
  'JSON strings': repeated('CMD [', '"a",', '"b"]'),
  'double quotes': repeated('RUN << ', '"'),
  'escape characters': repeated('RUN << ', '\\'),
  'nested substitutions': repeated('ENV a=', '${b:-'),
  'closed nested substitutions': (n) => `ENV a=${'${b:-'.repeat(n / 6)}${'}'.repeat(n / 6)}`,
  'substitutions that heredocs are looked for in': repeated('RUN <<A ', '${b:-$c} '),
  'a pattern of stars': repeated('ENV a=${b#', '*a', '}'),
  pairs: repeated('ENV ', 'a=b '),
  'quoted pairs': repeated('LABEL ', '"a b"="c" '),
  flags: repeated('RUN ', '--a=b '),
  'a flag with quotes': repeated('RUN --', '"'),
  sources: repeated('COPY ', 'a '),
  ONBUILD: repeated('', 'ONBUILD '),
  triggers: repeated('', 'ONBUILD RUN a\n'),
  'a stage name': repeated('FROM a AS ', 'a-'),
  durations: repeated('HEALTHCHECK --interval=', '1s', ' CMD a'),
};

function best(text: string, tries: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let index = 0; index < tries; index += 1) {
    const start = performance.now();
    parse(text);
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

describe('parsing', () => {
  it.each(Object.keys(shapes))('is linear in %s', (name) => {
    const shape = shapes[name];
    if (shape === undefined) throw new Error('no such shape');
    const size = 8_000;
    const [small, large] = [shape(size), shape(4 * size)];
    const ratios: number[] = [];
    // A pause of the garbage collector or another process must not decide: one good measurement of several does.
    for (let index = 0; index < 6; index += 1) {
      // Below half a millisecond the clock measures itself.
      const ratio = best(large, 2) / Math.max(best(small, 2), 0.5);
      ratios.push(ratio);
      if (ratio < 12) return;
    }
    expect(Math.min(...ratios)).toBeLessThan(12);
  });
});

/** ARG and ENV of one name, and what a stage has from the one it starts from: as measured on BuildKit 0.25. */
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/dockerfile/index.ts';
import { finalConfig } from '../../src/evaluate/final-config.ts';
import { evaluate } from '../../src/evaluate/stages/evaluate.ts';

function labels(
  text: string,
  given: Readonly<Record<string, string>> = {},
): Readonly<Record<string, unknown>> {
  const knowledge = { image: () => undefined, modelOf: () => undefined, output: () => undefined };
  const build = evaluate(parse(text), knowledge, undefined, new Map(Object.entries(given)));
  const stage = build.stages.at(-1);
  if (stage === undefined) throw new Error('the file has no stage');
  return Object.fromEntries(
    [...finalConfig(stage, build).labels].map(([name, { text: value }]) => [name, value]),
  );
}

describe('a name that ENV and ARG set', () => {
  it('has the value that was given last', () => {
    expect(labels('FROM a\nENV X=1\nARG X=2\nLABEL l=$X\nENV X=3\nLABEL m=$X\n')).toEqual({ l: '2', m: '3' });
  });

  it('stays what it is where ARG gives none', () => {
    expect(labels('FROM a\nENV X=1\nARG X\nLABEL l=$X\n')).toEqual({ l: '1' });
    expect(labels('FROM a\nENV X=1\nARG X\nLABEL l=$X\n', { X: '4' })).toEqual({ l: '4' });
  });

  it('is what ENV says in a stage that starts from there', () => {
    expect(labels('FROM a AS one\nENV X=1\nARG X=2\nARG Y=3\nFROM one\nLABEL l=$X m=$Y\n')).toEqual({
      l: '1',
      m: '3',
    });
  });
});

describe('what is given', () => {
  it('comes before every default, and reaches only what declares it', () => {
    const text = 'ARG A=1\nFROM a\nLABEL none=$A\nARG A\nARG B=${A}-b\nLABEL a=$A b=$B c=$C\n';
    expect(labels(text)).toEqual({ none: '', a: '1', b: '1-b', c: '' });
    expect(labels(text, { A: '2', C: '9' })).toEqual({ none: '', a: '2', b: '2-b', c: '' });
  });
});

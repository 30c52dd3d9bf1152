import { describe, expect, it } from 'vitest';
import { defineOptions, parseOptions } from '../../src/shell/options.ts';
import type { Value } from '../../src/shell/types.ts';
import { wrappedBy } from '../../src/shell/wrappers.ts';

const table = defineOptions('a|all b|bulk c|color= o|out= v? verify target-directory= target=');
const values = (...words: readonly string[]): readonly Value[] => words.map((text) => ({ text }));
const read = (...words: readonly string[]) => {
  const options = parseOptions(values(...words), table);
  return (
    options && {
      given: options.given.join(' '),
      operands: options.operands.map((value) => value.text),
      c: options.value('c')?.text,
      o: options.values('o').map((value) => value.text),
      v: options.value('v')?.text,
    }
  );
};

const unknown = (prefix?: string): Value =>
  prefix === undefined ? { text: undefined } : { text: undefined, prefix };

const started = (...words: readonly string[]): unknown => {
  const wrapped = wrappedBy(values(...words));
  if (wrapped?.kind === 'script') return wrapped.text.text;
  return wrapped?.words.map((word) => word.text);
};

describe('options', () => {
  it.each([
    [['-ab', 'x'], { given: 'a b', operands: ['x'] }],
    [['x', '-a', 'y'], { given: 'a', operands: ['x', 'y'] }],
    [['-ac', 'red', 'x'], { given: 'a c', operands: ['x'], c: 'red' }],
    [['-acred'], { given: 'a c', c: 'red' }],
    [['--color=red', '--color', 'blue'], { c: 'blue' }],
    [['-o1', '--out=2', '-o', '3'], { o: ['1', '2', '3'] }],
    [['--', '-a'], { given: '', operands: ['-a'] }],
    [['-', 'x'], { operands: ['-', 'x'] }],
    [['-v', 'x'], { given: 'v', operands: ['x'], v: undefined }],
    [['-vx'], { given: 'v', operands: [], v: 'x' }],
    [['--col', 'red'], { given: 'c', c: 'red' }],
    [['--target=x'], { given: 'target' }],
  ])('%j', (words, expected) => {
    expect(read(...words)).toMatchObject(expected);
  });

  it.each([[['-x']], [['--unknown']], [['-c']], [['--color']], [['--all=1']], [['--t', 'x']], [['-ax']]])(
    'does not understand %j',
    (words) => {
      expect(read(...words)).toBeUndefined();
    },
  );

  it('reads words that are known in part', () => {
    expect(parseOptions([unknown('--out=/opt/')], table)?.value('o')).toMatchObject({ prefix: '/opt/' });
    expect(parseOptions([unknown('-o/opt/')], table)?.value('o')).toMatchObject({ prefix: '/opt/' });
    expect(parseOptions([unknown('/opt/'), unknown()], table)?.operands).toHaveLength(2);
    expect(parseOptions([unknown('-a')], table)).toBeUndefined();
    expect(parseOptions([unknown('--a')], table)).toBeUndefined();
  });

  it('can stop at the first operand', () => {
    const options = parseOptions(values('-a', 'x', '-b'), table, { stopAtOperand: true });
    expect(options?.operands.map((value) => value.text)).toEqual(['x', '-b']);
  });
});

describe('wrappers', () => {
  it.each([
    [
      ['/usr/bin/env', '-i', 'A=1', 'B=2', 'app', 'C=3'],
      ['app', 'C=3'],
    ],
    [
      ['gosu', 'app:app', 'server', '-x'],
      ['server', '-x'],
    ],
    [['nice', 'app'], ['app']],
    [['sh', '-ec', 'a; b', 'sh'], 'a; b'],
    [['su', 'app', '-c', 'a b'], 'a b'],
    [['su', '-s', '/bin/sh', '-c', 'a', 'app'], 'a'],
    [['eval', 'a', '&&', 'b'], 'a && b'],
    [['flock', '/lock', 'app'], ['app']],
  ])('%j', (words, expected) => {
    expect(started(...words)).toEqual(expected);
  });

  it.each([
    [['env']],
    [['sh']],
    [['bash', 'x.sh']],
    [['su', 'app']],
    [['sudo', '--unknown', 'x']],
    [['command', '-v', 'x']],
    [['app', 'x']],
    [['gosu', 'app']],
  ])('nothing by %j', (words) => {
    expect(started(...words)).toBeUndefined();
  });

  it('tells what env sets', () => {
    expect(wrappedBy(values('env', 'A=1=2', 'app'))).toMatchObject({
      assignments: [{ name: 'A', value: { text: '1=2' } }],
    });
  });
});

import { describe, expect, it } from 'vitest';
import { compilationOf } from '../../../rules/gcc/driver/driver.ts';

function call(text: string) {
  const words = text.split(' ').map((word) => (word === '…' ? { text: undefined } : { text: word }));
  const found = compilationOf({ name: words[0]?.text, words });
  if (found === undefined) return undefined;
  const { until, result, output, libraries, unknown, inputs } = found;
  return {
    until,
    result,
    output: output?.text,
    libraries,
    unknown,
    inputs: inputs.map(({ word }) => word.text),
  };
}

const plain = { until: 'link', result: 'program', output: undefined, libraries: [], unknown: [], inputs: [] };

describe('calls of compilers', () => {
  it.each([
    ['gcc main.c', { ...plain, inputs: ['main.c'] }],
    [
      'gcc -O2 -Wall -std=c11 -o main main.c -lm',
      { ...plain, output: 'main', libraries: ['m'], inputs: ['main.c'] },
    ],
    ['g++-13 -omain a.cc b.o', { ...plain, output: 'main', inputs: ['a.cc', 'b.o'] }],
    ['clang -c a.c', { ...plain, until: 'object', inputs: ['a.c'] }],
    [
      'cc -shared -fPIC -Wl,-soname,libx.so.1 -o libx.so a.o',
      { ...plain, result: 'shared', output: 'libx.so', inputs: ['a.o'] },
    ],
    ['gcc --version', { ...plain, until: 'nothing' }],
    ['gcc -E a.c', { ...plain, until: 'text', inputs: ['a.c'] }],
    ['gcc a.c …', { ...plain, inputs: ['a.c'], unknown: ['a word that is not known'] }],
    ['gcc a.c @words', { ...plain, inputs: ['a.c'], unknown: ['@words'] }],
    ['gcc a.c -T script.ld', { ...plain, inputs: ['a.c'], unknown: ['-T script.ld'] }],
    [
      'gcc a.c -fplugin=x -Wl,--dynamic-linker,/x',
      { ...plain, inputs: ['a.c'], unknown: ['-Wl,--dynamic-linker,/x'] },
    ],
  ])('%s', (text, expected) => {
    expect(call(text)).toEqual(expected);
  });

  it('knows no others', () => {
    expect(call('gfortran a.f90')).toBeUndefined();
    expect(call('arm-linux-gnueabihf-gcc a.c')).toBeUndefined();
  });
});

import * as fc from 'fast-check';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { markBytes, toBytes } from '../../src/cli/bytes.ts';
import { productsOf } from '../../src/cli/products.ts';
import { progressLine, startProgress } from '../../src/cli/progress.ts';
import { wantsColor } from '../../src/cli/streams.ts';

describe('bytes that are no UTF-8', () => {
  it('come through a text product unharmed', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const original = Buffer.from(bytes).toString('latin1');
        const outcome = { outcome: 'unchanged', code: 'x', message: '' } as const;
        const marked = markBytes({ path: 'x', root: '', original, outcome });
        expect(Buffer.from(toBytes(`é${marked.original}😀`))).toEqual(
          Buffer.concat([Buffer.from('é'), Buffer.from(bytes), Buffer.from('😀')]),
        );
      }),
    );
  });

  it('leave every other text as UTF-8 has it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(Buffer.from(toBytes(text))).toEqual(Buffer.from(text));
      }),
    );
  });
});

describe('products', () => {
  it.each([
    [[], []],
    [['--format', 'json'], [{ format: 'json', output: undefined }]],
    [['--format=json', '--output=a'], [{ format: 'json', output: 'a' }]],
    [['-f', 'json'], [{ format: 'json', output: undefined }]],
    [['-f=json', '-o=a'], [{ format: 'json', output: 'a' }]],
    [['--format=json', '--output==a'], [{ format: 'json', output: '=a' }]],
    [['-qf', 'json', '-j', '4', '-oa'], [{ format: 'json', output: 'a' }]],
    [['-o', 'a'], [{ format: 'diff', output: 'a' }]],
    [['-o', 'a', '--format', 'json'], [{ format: 'json', output: 'a' }]],
    [['--format', 'json', '-o', '-'], [{ format: 'json', output: undefined }]],
    [
      ['--format', 'json', '-o', 'a', 'Dockerfile', '--format', 'text', '--format', 'diff', '-o', 'b'],
      [
        { format: 'json', output: 'a' },
        { format: 'text', output: undefined },
        { format: 'diff', output: 'b' },
      ],
    ],
    // Behind -- there are no options.
    [['--', '--format', 'json'], []],
  ])('of %j', (args, expected) => {
    expect(productsOf(args)).toEqual(expected);
  });
});

describe('colour', () => {
  const terminal = { isTTY: true };
  const pipe = {};
  it.each([
    ['always', pipe, { NO_COLOR: '1' }, true],
    ['never', terminal, { FORCE_COLOR: '1' }, false],
    ['auto', terminal, {}, true],
    ['auto', pipe, {}, false],
    ['auto', terminal, { NO_COLOR: '1' }, false],
    ['auto', terminal, { NO_COLOR: '' }, true],
    ['auto', pipe, { FORCE_COLOR: '1' }, true],
    ['auto', terminal, { FORCE_COLOR: '0' }, false],
    ['auto', pipe, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['auto', terminal, { TERM: 'dumb' }, false],
  ] as const)('%s, %j, %j is %j', (choice, stream, env, expected) => {
    expect(wantsColor(choice, stream, env)).toBe(expected);
  });
});

function stream(isTTY: boolean) {
  const sink = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  return { sink, text: () => String(sink.read() ?? '') };
}

describe('progress', () => {
  it('is drawn on a terminal and taken away again', () => {
    const { sink, text } = stream(true);
    const progress = startProgress({ stdin: sink, stdout: sink, stderr: sink, env: {}, cwd: '/' }, 50);
    for (let index = 0; index < 50; index += 1) progress.advance();
    progress.end();
    progress.end();
    const drawn = text();
    expect(drawn).toContain('/50 files');
    expect(drawn.endsWith('\r\x1b[2K')).toBe(true);
  });

  it.each([
    ['no terminal', false, {}, 50],
    ['a dumb terminal', true, { TERM: 'dumb' }, 50],
    ['few files', true, {}, 5],
  ])('is quiet with %s', (_name, isTTY, env, total) => {
    const { sink, text } = stream(isTTY);
    const progress = startProgress({ stdin: sink, stdout: sink, stderr: sink, env, cwd: '/' }, total);
    for (let index = 0; index < total; index += 1) progress.advance();
    progress.end();
    expect(text()).toBe('');
  });

  it('fits the terminal', () => {
    fc.assert(
      fc.property(fc.nat({ max: 500 }), fc.integer({ min: 1, max: 200 }), (done, columns) => {
        expect(progressLine(done, 500, 2.5, columns).length).toBeLessThan(Math.max(columns, 1));
      }),
    );
    expect(progressLine(250, 500, 2, 80)).toBe(
      '[####################--------------------] 250/500 files, 125/s, 2 s left',
    );
  });
});

/** What stages refer to, and what a reference means. */
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/evaluate/stages/evaluate.ts';
import { mountFields } from '../../../src/dockerfile/mount-fields.ts';
import { stageReferences, targetOf, type StageTarget } from '../../../src/evaluate/references.ts';
import type { Build } from '../../../src/evaluate/types.ts';
import { parse } from '../../../src/dockerfile/index.ts';

function buildOf(text: string): Build {
  const nothing = { image: () => undefined, modelOf: () => undefined, output: () => undefined };
  return evaluate(parse(text), nothing, undefined);
}

/** What the references of a file mean, and how they are written. */
function meanings(text: string): readonly (readonly [string, StageTarget])[] {
  const build = buildOf(text);
  return stageReferences(build).map((reference) => [
    reference.span === undefined ? '?' : text.slice(reference.span.start, reference.span.end),
    targetOf(reference, reference.stage, build.stages),
  ]);
}

const stage = (index: number): StageTarget => ({ kind: 'stage', index });

describe('references', () => {
  it.each([
    ['COPY --from=0 /a /b', '0', stage(0)],
    ['COPY --from="0" /a /b', '"0"', stage(0)],
    ['COPY --from=00 /a /b', '00', stage(0)],
    ['COPY --from=+1 /a /b', '+1', stage(1)],
    ['COPY --chown=1 --from=Tools /a /b', 'Tools', stage(1)],
    ['COPY --from=alpine:3.20 /a /b', 'alpine:3.20', { kind: 'image', text: 'alpine:3.20' }],
    ['RUN --mount=type=bind,from=tools,source=/a,target=/b true', 'tools', stage(1)],
    ['RUN --mount=from=0,target=/b true', '0', { kind: 'image', text: '0' }],
    ['RUN --mount="from=tools,target=/b" true', 'tools', stage(1)],
    ['RUN --mount=\'"from=tools",target=/b\' true', 'tools', stage(1)],
    ['ONBUILD COPY --from=0 /a /b', '0', stage(0)],
  ] as const)('%s', (line, written, target) => {
    expect(meanings(`FROM a\nFROM b AS tools\nFROM c\n${line}\n`)).toEqual([[written, target]]);
  });

  it.each([
    ['7', 'there is no stage 7'],
    ['2', 'stage 2 does not come before stage 2'],
    ['-1', 'there is no stage -1'],
  ])('COPY --from=%s is broken', (number, why) => {
    expect(meanings(`FROM a\nFROM b\nFROM c\nCOPY --from=${number} /a /b\n`)).toEqual([
      [number, { kind: 'broken', why }],
    ]);
  });

  it('mean the latest stage of a name that comes before', () => {
    const text = 'FROM a AS x\nFROM b AS x\nFROM c\nCOPY --from=x /a /b\nFROM d AS x\n';
    expect(meanings(text)).toEqual([['x', stage(1)]]);
  });

  it('have no place where the file writes them with escapes', () => {
    expect(meanings('FROM a\nFROM b\nRUN --mount=from=\\0,target=/b true\n')).toEqual([
      ['?', { kind: 'image', text: '0' }],
    ]);
  });
});

describe('mountFields', () => {
  it.each([
    [
      'type=bind,from=x',
      [
        ['type', 'bind'],
        ['from', 'x'],
      ],
    ],
    [
      'TYPE=cache,readonly',
      [
        ['type', 'cache'],
        ['readonly', undefined],
      ],
    ],
    [
      '"target=/a,b",from=x',
      [
        ['target', '/a,b'],
        ['from', 'x'],
      ],
    ],
    ['"source=/a""b"', [['source', '/a"b']]],
    ['', [['', undefined]]],
    ['target=a=b', [['target', 'a=b']]],
  ] as const)('%s', (text, fields) => {
    expect(mountFields(text).map(({ key, value }) => [key, value])).toEqual(fields);
  });

  it('cover the text', () => {
    const text = '"a=,",b,c=d';
    expect(mountFields(text).map(({ start, end }) => text.slice(start, end))).toEqual(['"a=,"', 'b', 'c=d']);
  });
});

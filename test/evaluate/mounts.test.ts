/** What `RUN --mount` has in the image while a command runs, and what is left of it. */
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluate/stages/evaluate.ts';
import type { Knowledge, Stage } from '../../src/evaluate/types.ts';
import { memoryContext } from '../../src/context/memory.ts';
import { parse } from '../../src/dockerfile/index.ts';

const knowledge: Knowledge = { image: () => undefined, modelOf: () => undefined, output: () => undefined };

const sources = { 'go.mod': 'module example.com/m\n', 'web/index.html': '<p>\n', VERSION: '1.2\n' };

/** The last stage of a Dockerfile on scratch. */
function last(text: string): Stage {
  const stage = evaluate(parse(text), knowledge, memoryContext(sources)).stages.at(-1);
  if (stage === undefined) throw new Error('the Dockerfile has no stage');
  return stage;
}

const inScratch = (...lines: readonly string[]): Stage =>
  last(`FROM scratch\nWORKDIR /w\n${lines.join('\n')}\n`);

const there = ({ files }: Stage, path: string): string => files.lookup(path).status;

describe('a mount of the build context', () => {
  it('brings the whole context to the step that has it, and nothing to the image', () => {
    const stage = inScratch('RUN --mount=type=bind,target=. cp go.mod /kept');
    expect(stage.files.read('/kept')).toBe(sources['go.mod']);
    expect(there(stage, '/w/go.mod')).toBe('absent');
    expect(stage.files.list('/w')).toEqual({ names: [], complete: true, generated: false });
  });

  it('is of type bind where nothing is said, and takes the directory that source names', () => {
    const stage = inScratch('RUN --mount=source=web,target=/site cp -r /site /kept');
    expect(stage.files.read('/kept/index.html')).toBe(sources['web/index.html']);
    expect(there(stage, '/site/index.html')).toBe('absent');
  });

  it('may be one file, under another name', () => {
    const stage = inScratch('RUN --mount=source=VERSION,target=/tmp/v cp /tmp/v /kept');
    expect(stage.files.read('/kept')).toBe('1.2\n');
    expect(there(stage, '/tmp/v')).toBe('absent');
  });

  it('hides what lies there, until it is gone', () => {
    const stage = inScratch(
      'RUN echo mine > go.mod',
      'RUN --mount=target=/w cp go.mod /theirs',
      'RUN cp go.mod /mine',
    );
    expect(stage.files.read('/theirs')).toBe(sources['go.mod']);
    expect(stage.files.read('/mine')).toBe('mine\n');
  });

  it('keeps nothing that is written into it', () => {
    const stage = inScratch('RUN --mount=target=.,rw touch made && cp made /kept', 'RUN touch after');
    expect([there(stage, '/kept'), there(stage, '/w/made'), there(stage, '/w/after')]).toEqual([
      'present',
      'absent',
      'present',
    ]);
  });

  it('is not guessed where its place is not known', () => {
    const stage = inScratch('ARG PLACE', 'RUN --mount=target=/$PLACE touch /w/made');
    expect(there(stage, '/w/made')).toBe('present');
  });
});

describe('a mount of a stage', () => {
  it('brings its files', () => {
    const stage = last(
      'FROM scratch AS data\nCOPY VERSION /d/VERSION\nFROM scratch\n' +
        'RUN --mount=from=data,source=/d,target=/mnt cp /mnt/VERSION /kept\n',
    );
    expect(stage.files.read('/kept')).toBe('1.2\n');
    expect(there(stage, '/mnt/VERSION')).toBe('absent');
  });

  it('brings what is not known where it is of an image', () => {
    const stage = inScratch('RUN --mount=from=busybox,target=/mnt cp /mnt/bin/sh /kept');
    expect(there(stage, '/kept')).not.toBe('absent');
  });
});

describe('a cache', () => {
  it('keeps what one step leaves there for the next one that has it', () => {
    const stage = inScratch(
      'RUN --mount=type=cache,target=/c touch /c/made',
      'RUN --mount=type=cache,target=/c cp /c/made /kept',
      'RUN cp /c/made /lost',
    );
    expect([there(stage, '/kept'), there(stage, '/c/made'), there(stage, '/lost')]).toEqual([
      'present',
      'absent',
      'absent',
    ]);
  });

  it('leaves what was there before it', () => {
    const stage = inScratch('RUN mkdir /c && touch /c/own', 'RUN --mount=type=cache,target=/c touch /c/made');
    expect([there(stage, '/c/own'), there(stage, '/c/made')]).toEqual(['present', 'absent']);
  });
});

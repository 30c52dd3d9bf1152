/** COPY with the flags of newer frontends. */
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluate/stages/evaluate.ts';
import type { Knowledge } from '../../src/evaluate/types.ts';
import { memoryContext } from '../../src/context/memory.ts';
import { parse } from '../../src/dockerfile/index.ts';

const knowledge: Knowledge = { image: () => undefined, modelOf: () => undefined, output: () => undefined };

const sources = [
  'go.mod',
  'assets/index.html',
  'assets/pages/a.html',
  'assets/pages/deep/b.html',
  'assets/pages/a.css',
  'cmd/app/main.go',
  'cmd/app/main_test.go',
  'notes.txt',
  'cmd/notes.txt',
];

const candidates = ['/d', '/d/assets', '/d/pages', '/d/cmd', '/d/assets/pages'].flatMap((directory) =>
  [
    ...new Set(sources.flatMap((path) => [path, path.split('/').at(-1) ?? '', path.replace(/^[^/]*\//, '')])),
  ].map((path) => `${directory}/${path}`),
);

/** The files that are there below /d, those that may be with a question mark. */
function copied(instruction: string): readonly string[] {
  const context = memoryContext(Object.fromEntries(sources.map((path) => [path, 'x'])));
  const [stage] = evaluate(parse(`FROM scratch\n${instruction}\n`), knowledge, context).stages;
  const found = candidates.flatMap((path) => {
    const at = stage?.files.lookup(path);
    if (at?.status === 'present' && at.entry.kind === 'file') return [path];
    return at?.status === 'possible' ? [`${path}?`] : [];
  });
  return [...new Set(found)].sort();
}

describe('COPY --parents', () => {
  it.each<[string, readonly string[]]>([
    ['COPY --parents go.mod cmd/app/main.go /d/', ['/d/cmd/app/main.go', '/d/go.mod']],
    ['COPY --parents ./cmd/app /d', ['/d/cmd/app/main.go', '/d/cmd/app/main_test.go']],
    ['COPY --parents ./assets/./pages/*.html /d/', ['/d/pages/a.html']],
    ['COPY --parents assets/./pages/deep /d/', ['/d/pages/deep/b.html']],
    [
      'COPY --parents assets/**/*.html /d/',
      ['/d/assets/index.html', '/d/assets/pages/a.html', '/d/assets/pages/deep/b.html'],
    ],
    ['COPY --parents **/main.go /d/', ['/d/cmd/app/main.go']],
    ['COPY --parents=false assets/index.html /d/', ['/d/index.html']],
  ])('keeps the path of each file: %s', (instruction, files) => {
    expect(copied(instruction)).toEqual(files);
  });

  it('says nothing of what a pattern that is not understood brings', () => {
    expect(copied('COPY --parents assets/**x/*.html /d/')).toContain('/d/assets/index.html?');
    expect(copied('COPY --from=other --parents /x/*.html /d/')).toContain('/d/assets/index.html?');
  });
});

describe('COPY without --parents', () => {
  it.each<[string, readonly string[]]>([
    ['COPY assets/*/a.html /d/', ['/d/a.html']],
    ['COPY assets/**/a.html /d/', ['/d/a.html']],
    ['COPY **/b.html /d/', []],
    ['COPY note[a-z].txt /d/', ['/d/notes.txt']],
  ])('takes ** for *, and puts files beside each other: %s', (instruction, files) => {
    expect(copied(instruction)).toEqual(files);
  });
});

describe('COPY --exclude', () => {
  it.each<[string, readonly string[]]>([
    ['COPY --exclude=**/*_test.go cmd/app /d/', ['/d/main.go']],
    ['COPY --exclude=*.txt notes.txt go.mod /d/', ['/d/go.mod']],
    ['COPY --exclude=cmd --exclude=assets --exclude=*.mod . /d/', ['/d/notes.txt']],
  ])('leaves out what its patterns match: %s', (instruction, files) => {
    expect(copied(instruction)).toEqual(files);
  });

  it('leaves open what only one reading of a pattern leaves out', () => {
    expect(copied('COPY --exclude=app/main.go cmd /d/cmd/')).toContain('/d/cmd/app/main.go?');
    expect(copied('ARG NAME\nCOPY --exclude=$NAME cmd/app /d/')).toContain('/d/main.go?');
  });
});

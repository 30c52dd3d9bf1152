/** Whose the files are that steps copy and make. */
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluate/stages/evaluate.ts';
import type { Knowledge } from '../../src/evaluate/types.ts';
import { memoryContext } from '../../src/context/memory.ts';
import { parse } from '../../src/dockerfile/index.ts';

const knowledge: Knowledge = { image: () => undefined, modelOf: () => undefined, output: () => undefined };

function ownersAfter(lines: string, ...paths: readonly string[]): readonly string[] {
  const context = memoryContext({ 'tree/f': 'x', 'tree/s/g': 'x' });
  const [stage] = evaluate(parse(`FROM scratch\n${lines}\n`), knowledge, context).stages;
  return paths.map((path) => {
    const found = stage?.files.lookup(path);
    return found?.status === 'present' ? (found.entry.owner ?? 'root:root') : String(found?.status);
  });
}

const given = 'COPY --chown=app:app --chmod=775 tree /t';

describe('owners', () => {
  it.each([
    ['RUN cp -r /t /d', 'root:root', 'root:root'],
    ['RUN cp -a /t /d', 'app:app', 'app:app'],
    ['RUN cp -r --preserve=mode /t /d', 'root:root', 'root:root'],
    ['RUN cp -r --preserve=mode,ownership /t /d', 'app:app', 'app:app'],
    ['RUN mkdir /d && cp -rp /t/. /d/', 'app:app', 'app:app'],
    ['RUN mkdir /d && cp -r /t/. /d/', 'root:root', 'root:root'],
    ['RUN mv /t /d', 'app:app', 'app:app'],
    ['USER 1001:1001\nRUN cp -a /t /d', '1001:1001', '1001:1001'],
  ])('of copies: %s', (lines, top, file) => {
    expect(ownersAfter(`${given}\n${lines}`, '/d', '/d/s/g')).toEqual([top, file]);
  });

  it('of what WORKDIR makes, and of directories that a user makes on the way, are the user’s', () => {
    const lines = 'USER 1001\nWORKDIR /a/b\nRUN mkdir -p c/d\nRUN echo > e';
    expect(ownersAfter(lines, '/a', '/a/b', '/a/b/c', '/a/b/c/d', '/a/b/e')).toEqual([
      '1001:1001',
      '1001:1001',
      '1001:',
      '1001:',
      '1001:',
    ]);
  });

  it('are unknown where a command prints them or they are an argument without a default', () => {
    expect(ownersAfter('RUN mkdir /d && chown -R $(id -u app):$(id -g app) /d', '/d')).toEqual(['?:?']);
    expect(ownersAfter('ARG OWNER\nCOPY --chown=$OWNER tree /d', '/d', '/d/f')).toEqual(['?:?', '?:?']);
    expect(ownersAfter('RUN mkdir /d && chown -R $(id -u app) /d && chgrp www /d', '/d')).toEqual(['?:www']);
  });

  it('are the last ones given, whether to a directory or to one above it', () => {
    expect(ownersAfter('RUN mkdir -p /a/b && chown app /a/b && chown -R www:www /a', '/a/b')).toEqual([
      'www:www',
    ]);
  });

  it('are those of files alone, or of directories, where a search names these', () => {
    const lines = `${given}\nRUN find /t -type d -print0 | xargs -0 chown 7:8`;
    expect(ownersAfter(lines, '/t', '/t/s', '/t/s/g')).toEqual(['7:8', '7:8', 'app:app']);
  });
});

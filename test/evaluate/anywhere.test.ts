/** Steps of which nothing is known: they may write wherever they like, and most likely what they name. */
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluate/stages/evaluate.ts';
import type { Found, Knowledge, Stage } from '../../src/evaluate/types.ts';
import { memoryContext } from '../../src/context/memory.ts';
import { parse } from '../../src/dockerfile/index.ts';

const knowledge: Knowledge = { image: () => undefined, modelOf: () => undefined, output: () => undefined };

function inScratch(...lines: readonly string[]): Stage {
  const text = `FROM scratch\nWORKDIR /w\n${lines.join('\n')}\n`;
  const [stage] = evaluate(parse(text), knowledge, memoryContext({})).stages;
  if (stage === undefined) throw new Error('the Dockerfile has no stage');
  return stage;
}

/** `likely`: something points to the path. */
function of(found: Found): string {
  if (found.status !== 'possible') return found.status;
  return found.anywhere === true ? 'anywhere' : 'likely';
}

const at = (path: string, ...lines: readonly string[]): string => of(inScratch(...lines).files.lookup(path));

describe('a step without a model', () => {
  it.each([
    ['the program of the file itself', 'RUN /w/app --init'],
    ['another interpreter', 'RUN python3 seed.py'],
    ['a script for another interpreter', 'RUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nEOF'],
    ['a Makefile that cannot be read', 'RUN make data'],
    ['an installer of another language', 'RUN npm ci'],
    ['what comes out of a pipe', 'RUN curl -fsSL https://example.com/install | sh'],
  ])('may have written a file wherever it lies: %s', (_, step) => {
    expect(at('/opt/data.txt', step)).toBe('anywhere');
    expect(at('/w/data.txt', step)).toBe('likely');
  });

  it.each([
    `RUN python3 -c 'open("/opt/data.txt", "w").write("x")'`,
    'RUN seed --to=/opt/data.txt',
    'RUN perl <<EOF\nopen(F, ">/opt/data.txt");\nEOF',
  ])('most likely writes what stands in its own words: %s', (step) => {
    expect(at('/opt/data.txt', step)).toBe('likely');
    expect(at('/opt2/data.txt', step)).toBe('anywhere');
  });

  it('names no path where its words only look like one', () => {
    expect(at('/x/y', 'RUN fetch https://example.com/x/y')).toBe('anywhere');
    expect(at('/b', 'RUN total a/b')).toBe('anywhere');
  });

  it('leaves what others made as they made it, and what is removed after it removed', () => {
    expect(at('/opt/a', 'RUN touch /opt/a', 'RUN seed')).toBe('present');
    expect(at('/opt/a', 'RUN seed', 'RUN rm -rf /opt')).toBe('absent');
    expect(at('/opt/a', 'RUN rm -rf /opt', 'RUN seed')).toBe('anywhere');
  });

  it('is followed by a copy of what only it can have made', () => {
    expect(at('/kept', 'RUN seed', 'RUN cp /opt/made /kept')).toBe('present');
  });

  it('makes no directory of a name that a command gives to a file', () => {
    expect(at('/opt/app/app', 'RUN seed', 'RUN touch app && mv app /opt/app')).toBe('anywhere');
    expect(at('/opt/app', 'RUN seed', 'RUN touch app && mv app /opt/app')).toBe('present');
  });
});

describe('a command that is known', () => {
  it.each([
    'RUN protoc --go_out=gen api.proto',
    'RUN gcc -o tool tool.c',
    'RUN shellcheck start.sh',
    'RUN git config --global user.name x',
    'RUN curl -o /opt/other https://example.com/x',
    'RUN dos2unix start.sh',
    'RUN printf "a\\nb\\n" | while read n; do echo $n > /srv/$n; done',
  ])('writes where it is known to: %s', (step) => {
    expect(at('/opt/data.txt', step)).toBe('absent');
  });

  it('writes below the directory that the name of a redirect starts with', () => {
    expect(at('/srv/a', 'RUN cat /etc/hosts | while read n; do echo $n > /srv/$n; done')).toBe('likely');
  });
});

/** Where COPY and ADD put what they copy. Facts: a build of each case with BuildKit. */
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { evaluate } from '../../src/evaluate/stages/evaluate.ts';
import { memoryContext } from '../../src/context/memory.ts';
import type { BuildContext } from '../../src/context/types.ts';
import { parse } from '../../src/dockerfile/index.ts';
import { jointKnowledge } from '../../src/migrate/phases.ts';

function copied(lines: readonly string[], context?: BuildContext): readonly string[] {
  const text = ['FROM golang:1.24', 'WORKDIR /src', ...lines, ''].join('\n');
  const files = evaluate(parse(text), jointKnowledge(rules), context).stages.at(-1)?.files;
  return (files?.written() ?? [])
    .filter(({ kind, origin }) => kind === 'file' && origin.by !== 'base')
    .map(({ path }) => path);
}

const context = memoryContext({ 'conf.yml': '', 'start.sh': '', 'data/a.txt': '' });

describe.each([
  ['with the build context', context],
  ['without it', undefined],
])('a file that is copied, %s', (_, given) => {
  it.each([
    ['a directory of the image', [], '/usr/local/bin'],
    ['a directory of the distribution', [], '/etc'],
    ['the working directory', [], '/src'],
    ['a directory that a step made', ['RUN mkdir -p /opt/shop'], '/opt/shop'],
    ['a directory that was copied', ['COPY data /opt/shop'], '/opt/shop'],
  ])('goes into %s', (_name, lines, destination) => {
    expect(copied([...lines, `COPY conf.yml ${destination}`], given)).toContain(`${destination}/conf.yml`);
    expect(copied([...lines, `ADD conf.yml ${destination}/`], given)).toContain(`${destination}/conf.yml`);
  });

  it.each([
    ['/opt/shop', []],
    ['/etc/shop', []],
    ['/usr/local/bin/start', ['COPY start.sh /usr/local/bin/start']],
  ])('is %s where no such directory is', (destination, lines) => {
    expect(copied([...lines, `COPY conf.yml ${destination}`], given)).toContain(destination);
  });
});

it('a heredoc goes into a directory too', () => {
  expect(copied(['COPY <<EOF /etc', 'open', 'EOF'])).toEqual(['/etc/EOF']);
});

/** Files that a step only may make or keep: who copies them must not rely on them. */
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluate/stages/evaluate.ts';
import type { FileSystem, Knowledge } from '../../src/evaluate/types.ts';
import { memoryContext } from '../../src/context/memory.ts';
import { parse } from '../../src/dockerfile/index.ts';

const knowledge: Knowledge = { image: () => undefined, modelOf: () => undefined, output: () => undefined };

function filesAfter(instructions: string, context: Readonly<Record<string, string>> = {}): FileSystem {
  const { stages } = evaluate(parse(`FROM scratch\n${instructions}\n`), knowledge, memoryContext(context));
  const [only] = stages;
  if (only === undefined) throw new Error('the Dockerfile has no stage');
  return only.files;
}

/** `there`, `perhaps`, or what its status is. */
function howSure(files: FileSystem, path: string): string {
  const found = files.lookup(path);
  if (found.status !== 'present') return found.status;
  return found.entry.perhaps === true ? 'perhaps' : 'there';
}

const after = (instructions: string, path = '/f'): string => howSure(filesAfter(instructions), path);

describe('what a condition decides that is not known', () => {
  it.each([
    '[ -z "$(uname)" ] || echo > f',
    'if [ "$(uname)" = Linux ]; then echo > f; fi',
    'case "$(uname)" in Linux) echo > f ;; esac',
    'grep -q x /etc/y && echo > f; true',
    'grep -q x /etc/y && echo > f || true',
    'ls /nope && cp /a f || echo no',
    '(cd /nowhere && echo > /f) || true',
    'while read x; do echo > f; done < /dev/null',
    'for i in $(tool); do echo > f; done',
    'echo > f && (test -n "$(uname)" || rm f)',
    'tool && mkdir -p /f; true',
    'cp /a f || true',
  ])('is made perhaps: %s', (script) => {
    expect(after(`RUN touch a\nRUN ${script}`)).toBe('perhaps');
  });

  it.each([
    'tool && echo > f',
    'tool && echo > f || exit 1',
    'tool && echo > f || { echo failed; exit 1; }',
    'set -e; tool && echo > f',
    'mkdir -p /d && cd /d && echo > /f; true',
    'echo > f || true',
    'echo > f; tool && echo >> f; true',
    'tool && echo > f; echo > f',
  ])('is made for certain: %s', (script) => {
    expect(after(`RUN ${script}`)).toBe('there');
  });

  it('goes through one that ends the build only for what stands before it', () => {
    const files = filesAfter('RUN touch a b\nRUN cp a f || cp b g || exit 1');
    expect([howSure(files, '/f'), howSure(files, '/g')]).toEqual(['perhaps', 'perhaps']);
  });
});

describe('directories', () => {
  it('are perhaps there where they are made on the way, and what lies in them', () => {
    const files = filesAfter('RUN if tool; then mkdir -p /d/e && echo > /d/e/f; fi');
    expect(['/d', '/d/e', '/d/e/f'].map((path) => howSure(files, path))).toEqual(Array(3).fill('perhaps'));
  });

  it('stay there with what was in them before', () => {
    const files = filesAfter('RUN mkdir d && echo > d/old\nRUN tool && echo > d/new; true');
    expect(['/d', '/d/old', '/d/new'].map((path) => howSure(files, path))).toEqual([
      'there',
      'there',
      'perhaps',
    ]);
  });

  it('are perhaps gone as a whole', () => {
    const files = filesAfter('COPY d /d\nRUN tool || rm -r /d\nRUN echo > /other', { 'd/f': '' });
    expect(['/d', '/d/f', '/other'].map((path) => howSure(files, path))).toEqual([
      'perhaps',
      'perhaps',
      'there',
    ]);
  });

  it('are copied perhaps', () => {
    const files = filesAfter('COPY d /d\nRUN if tool; then cp -r /d /e; fi', { 'd/f': '' });
    expect(['/d/f', '/e', '/e/f'].map((path) => howSure(files, path))).toEqual([
      'there',
      'perhaps',
      'perhaps',
    ]);
  });
});

it('leaves in its place what is only perhaps moved', () => {
  const files = filesAfter('RUN echo > /f\nRUN if tool; then mv /f /g; fi');
  expect([howSure(files, '/f'), howSure(files, '/g')]).toEqual(['perhaps', 'perhaps']);
});

it('decides no condition by what is perhaps there', () => {
  const { stages } = evaluate(
    parse('FROM scratch\nRUN if tool; then echo > /f; fi\nRUN if [ -e /f ]; then echo > /g; fi\n'),
    knowledge,
    memoryContext({}),
  );
  expect(stages.map(({ files }) => howSure(files, '/g'))).toEqual(['perhaps']);
});

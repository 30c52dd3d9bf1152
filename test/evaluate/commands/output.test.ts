import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { printedBy } from '../../../src/evaluate/printed/index.ts';
import type { CommandRun } from '../../../src/evaluate/types.ts';
import { runOf, worldOf } from './world.ts';

const printing = { files: worldOf().files, shell: undefined, ofToolchain: () => undefined };
const outputOf = (run: CommandRun): string | undefined => printedBy(run, printing)?.text;

const known: readonly (readonly [string, string])[] = [
  ['echo', '\n'],
  ['echo a  "b  c"', 'a b  c\n'],
  ['echo -n a', 'a'],
  ['echo "#!/bin/sh"', '#!/bin/sh\n'],
  ['echo -- -x', '-- -x\n'],
  ['echo -x', '-x\n'],
  ["printf 'a\\nb\\t%%\\\\'", 'a\nb\t%\\'],
  ['printf "%s=%d\\n" a 1 b -2', 'a=1\nb=-2\n'],
  ['printf "%s\\n" a "b c"', 'a\nb c\n'],
  ['printf "%s-%s\\n" a', 'a-\n'],
  ['printf "%d\\n"', '0\n'],
  ['printf x a b', 'x'],
  ['printf -- "-x\\n"', '-x\n'],
  ['printf "\\101\\060"', 'A0'],
  ['true x', ''],
];

describe('what a command prints', () => {
  it.each(known)('%s', (text, expected) => {
    expect(outputOf(runOf(text))).toBe(expected);
  });

  const shells = ['dash', 'bash', 'busybox'].filter(
    (shell) => spawnSync(shell, ['--help']).error === undefined,
  );
  it.skipIf(shells.length === 0).each(shells)('is what %s prints', (shell) => {
    const call = shell === 'busybox' ? ['sh', '-c'] : ['-c'];
    for (const [text, expected] of known) {
      expect([text, spawnSync(shell, [...call, text], { encoding: 'utf8' }).stdout]).toEqual([
        text,
        expected,
      ]);
    }
  });

  it.each([
    'echo "a\\nb"',
    'echo -e a',
    'echo -ne a',
    'echo -E a',
    'echo -n -n a',
    'echo $X',
    'printf "%5s" a',
    'printf "%b" a',
    'printf "%d" 010',
    'printf "%d" x',
    'printf "\\x41"',
    'printf "\\q"',
    'printf "\\377"',
    'printf -v A x',
    'printf "%"',
    'printf',
    'cat',
    'cat f',
    'cat -n',
    'date',
    'ls',
  ])('is not told for %s', (text) => {
    expect(outputOf(runOf(text))).toBeUndefined();
  });

  it('goes through cat and pipes', () => {
    const input = { kind: 'pipe', from: undefined, text: 'hi\n' } as const;
    expect(outputOf(runOf('cat', { input }))).toBe('hi\n');
    expect(outputOf(runOf('tee /x', { input }))).toBe('hi\n');
    expect(outputOf(runOf('cat', { input: { kind: 'text', text: 'doc\n' } }))).toBe('doc\n');
    expect(outputOf(runOf('cat -', { input: { kind: 'text', text: 'doc\n' } }))).toBe('doc\n');
    expect(outputOf(runOf('cat', { input: { kind: 'pipe', from: undefined } }))).toBeUndefined();
  });
});

/** How scripts come to their arguments, and to the files beside them. */
import { describe, expect, it } from 'vitest';
import { readScript } from '../../src/shell/scripts.ts';

const starts = (text: string, ...parameters: readonly string[]): readonly (number | undefined)[] =>
  readScript(text, { parameters }).argumentStarts;

/** Commands with their words, those that may not run in brackets. */
const commands = (text: string, ...parameters: readonly string[]): readonly string[] =>
  readScript(text, { parameters, self: '/app/bin/start.sh', workdir: '/app' }).commands.map(
    ({ words, conditional }) => {
      const called = words.map((word) => word.text ?? '…').join(' ');
      return conditional ? `(${called})` : called;
    },
  );

const files = (text: string): readonly (string | undefined)[] =>
  readScript(text, { self: '/app/bin/start.sh', workdir: '/app' }).files.map(
    ({ path }) => path.text ?? `${path.prefix ?? ''}…`,
  );

describe('the arguments that a script starts', () => {
  it.each<[string, readonly string[], number | undefined]>([
    ['exec "$@"', ['a'], 0],
    ['shift; exec "$@"', ['a', 'b'], 1],
    ['shift 2\nexec "$@"', ['a', 'b', 'c'], 2],
    ['host="$1"; shift; shift; exec "$@"', ['a', 'b', 'c'], 2],
    ['while [ "$1" != -- ]; do shift; done; shift; exec "$@"', ['a', 'b', '--', 'c'], 3],
    ['until false; do shift; done; exec "$@"', ['a'], undefined],
    ['while read line; do shift; done; exec "$@"', ['a'], undefined],
    ['if [ "$1" = a ]; then shift; fi; exec "$@"', ['a', 'b'], 1],
    ['if [ "$1" = a ]; then shift; fi; exec "$@"', ['b'], 0],
    ['if test -f x; then shift; fi; exec "$@"', ['a'], undefined],
    ['if test -f x; then shift; exec y; fi; exec "$@"', ['a'], 0],
    ['case $1 in -*) shift;; esac; exec "$@"', ['-v', 'b'], 1],
    ['case $1 in $X) shift;; esac; exec "$@"', ['a', 'b'], undefined],
    ['run() { shift; exec "$@"; }\nrun x "$@"', ['a'], undefined],
    ['shift $N; exec "$@"', ['a'], undefined],
  ])('are those that are left: %s', (text, parameters, left) => {
    expect(starts(text, ...parameters)).toEqual([left]);
  });

  it('are not asked for where the arguments at hand lead elsewhere', () => {
    expect(starts('case "$1" in serve) exec app;; *) exec "$@";; esac', 'serve')).toEqual([]);
    expect(starts('case "$1" in serve) exec app;; *) exec "$@";; esac', 'other')).toEqual([0]);
  });

  it('are not known where nothing is known of them', () => {
    expect(readScript('exec "$@"').argumentStarts).toEqual([undefined]);
  });

  it('are followed by number, and what they do not lead to may be called by others', () => {
    const text = 'case "$1" in serve) shift; exec app "$1";; shell) exec bash;; esac';
    expect(commands(text, 'serve', '-v')).toEqual(
      ['exec app -v', 'app -v', '(exec bash)', '(bash)'].filter((c) => !c.includes('exec')),
    );
  });
});

describe('the directory of a script', () => {
  it.each([
    '"$(dirname "$0")/tool"',
    '"${0%/*}/tool"',
    '"$(cd "$(dirname "$0")" && pwd)/tool"',
    '"$(dirname "$(readlink -f "$0")")/tool"',
    'cd "$(dirname "$0")"\n"$PWD/tool"',
    'here=$(dirname $0)\n$here/tool',
    '"$(dirname "${BASH_SOURCE[0]}")/tool"',
  ])('is known however it is asked for: %s', (text) => {
    expect(commands(text)).toContain('/app/bin/tool');
  });
});

describe('the files that a script names', () => {
  it('are those of a pattern, as far as it is certain where they lie', () => {
    expect(files('cat defaults/*.txt > out')).toEqual(['out']);
    expect(files('for f in entry.d/*.sh; do . "$f"; done')).toEqual(['entry.d/…', 'entry.d/…']);
    expect(files('for d in data conf; do :; done')).toEqual(['data', 'conf']);
    const [command] = readScript('cat defaults/*.txt').commands;
    expect(command?.words[1]).toMatchObject({ text: undefined, prefix: 'defaults/' });
  });
});

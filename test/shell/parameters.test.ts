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

/** What is started beside the function's own commands. */
const started = (text: string): readonly string[] =>
  commands(text)
    .map((called) => called.replace(/^\((.*)\)$/, '$1'))
    .filter((called) => !/^(command|env|exec|sleep|timeout|local)\b/.test(called));

/** Files that a script sources. */
const textOf = ({ text }: { readonly text: string | undefined }): string | undefined =>
  text === 'lib.sh' ? '. ./more.sh' : text === './more.sh' ? 'run() { "$@"; }' : undefined;

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
    ['run() { shift; exec "$@"; }\nrun x "$@"', ['a'], 0],
    ['run() { shift 2; exec "$@"; }\nrun x "$@"', ['a', 'b'], 1],
    ['run() { shift $N; exec "$@"; }\nrun x "$@"', ['a'], undefined],
    ['bash -c \'exec "$@"\' sh "$@"', ['a'], 0],
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

describe('a function that starts its arguments', () => {
  it.each([
    'run() { "$@"; }; run git log',
    'run() { echo "+ $*"; "$@" || exit 1; }; run git log',
    'run() { if ! "$@"; then :; fi; }; run git log',
    'run() { "$@" >/dev/null 2>&1; }; run git log',
    'run() { $@; }; run git log',
    'run() { "${@}"; }; run git log',
    'run() { out=$("$@" 2>&1); }; run git log',
    'run() (set -x; "$@"); run git log',
    'run() { "$@" & wait; }; run git log',
    'run() { command "$@"; }; run git log',
    'run() { env A=1 timeout 5 "$@"; }; run git log',
    'run() { exec "$@"; }; (run git log)',
    'run() { eval "$*"; }; run git log',
    'run() { sh -c "$1" | cat >&2; }; run "git log" | :',
    'run() { inner "$@"; }; inner() { "$@"; }; run git log',
    'retry() { n=$1; shift; until "$@"; do n=$((n - 1)); sleep 1; done; }; retry 2 git log',
    'retry() { for i in 1 2 3; do "$@" && return; done; }; retry git log',
    'run() { local cmd=$1; shift; $cmd "$@"; }; run git log',
    'run() { local -a cmd=("$@"); "${cmd[@]}"; }; run git log',
    'run() { "${@:2}"; }; run message git log',
    'run() { for each; do $each; done; }; run "git log"',
    'run() { if [ "$1" = -q ]; then shift; fi; "$@"; }; run -q git log',
    'set -- git log; "$@"',
    'sh -c \'exec "$0" "$@"\' git log',
    'cmd=(git); cmd+=(log); "${cmd[@]}"',
    ': "${GIT:=git}"; "$GIT" log',
    '${GIT:-git} log',
  ])('is followed into them: %s', (text) => {
    expect([...new Set(started(text))].filter((called) => !/^(cat$|sh -c)/.test(called))).toEqual([
      'git log',
    ]);
  });

  it('starts one of the words that are left where it is not known how many are dropped', () => {
    expect(started('run() { [ -n "$V" ] && shift; "$@"; }; run a git log')).toEqual([
      'a git log',
      'git log',
      'log',
    ]);
  });

  it('is not known where the words are not', () => {
    expect(readScript('run() { "$@"; }; run $CMD log').unresolved).toMatchObject([{ because: '$CMD' }]);
    expect(readScript('cmd=(); [ -n "$V" ] && cmd+=(git); "${cmd[@]}"').unresolved).toHaveLength(1);
    expect(readScript('cmd=([1]=git); "${cmd[@]}"').unresolved).toHaveLength(1);
    expect(readScript('mapfile cmd; "${cmd[@]}"').unresolved).toHaveLength(1);
  });

  it('may stand in a file that is sourced', () => {
    const { commands: called } = readScript('. lib.sh; run git log', { textOf });
    expect(called.map(({ name }) => name)).toEqual(['git']);
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

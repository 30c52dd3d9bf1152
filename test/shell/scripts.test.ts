import { describe, expect, it } from 'vitest';
import { exitsOnError, parseInterpreter } from '../../src/shell/interpreter.ts';
import { readScript } from '../../src/shell/scripts.ts';

const names = (text: string): readonly string[] => readScript(text).commands.map((command) => command.name);

const wordOf = (text: string): unknown => {
  const facts = readScript(text, {
    open: true,
    parameters: ['red'],
    lookup: (name) => (name === 'INK' ? { text: undefined, because: '$INK', usual: 'blue' } : undefined),
  });
  const { prefix, suffix, usual } = facts.commands.at(-1)?.words.at(-1) ?? {};
  return Object.fromEntries(
    Object.entries({ prefix, suffix, usual }).filter(([, value]) => value !== undefined),
  );
};

describe('words of which a part is open', () => {
  it.each([
    ['cat inks/$1.txt', { prefix: 'inks/', suffix: '.txt', usual: 'inks/red.txt' }],
    ['cat "$INK"', { prefix: '', usual: 'blue' }],
    ['cat $INK/$1', { prefix: '', usual: 'blue/red' }],
    ['cat a/${OTHER:-green}', { prefix: 'a/', usual: 'a/green' }],
    ['cat a/${OTHER}b', { prefix: 'a/', suffix: 'b' }],
    ['ink=a/$1; cat $ink.txt', { prefix: 'a/', suffix: '.txt', usual: 'a/red.txt' }],
    ['cd a/$1; cat b < c; cat $INK/*', { prefix: '' }],
    ['cat a/*.d/$1', { prefix: 'a/' }],
    ['sh -c "cat inks/$1"', { prefix: 'inks/' }],
  ])('%s', (text, expected) => {
    expect(wordOf(text)).toEqual(expected);
  });
});

const paths = (text: string): readonly unknown[] =>
  readScript(text, { lookup: (name) => (name === 'PATH' ? { text: '/bin' } : undefined) }).commands.map(
    ({ name, path }) => `${name} ${path?.text ?? (path === undefined ? '-' : '?')}`,
  );

describe('where a script looks commands up', () => {
  it.each([
    ['a; export PATH=/x:$PATH; b; PATH=$PATH:/y c; d', ['a -', 'b /x:/bin', 'c /x:/bin:/y', 'd /x:/bin']],
    ['if a; then PATH=/x; fi; b', ['a -', 'b /x']],
    ['(PATH=/x; a); b', ['a /x', 'b -']],
    ['PATH=$(c):$PATH; a', ['c -', 'a ?']],
  ])('%s', (text, expected) => {
    expect(paths(text)).toEqual(expected);
  });
});

describe('commands of a script', () => {
  it.each([
    ['nginx -g "daemon off;"', ['nginx']],
    ['cd /app && export A=1 && ./server', ['./server']],
    ['f() { curl x; }; f; g', ['curl', 'g']],
    ['if [ -f x ]; then psql; fi', ['psql']],
    ['x=$(hostname -i)', ['hostname']],
    ['exec su-exec app /srv/app --port 80', ['su-exec', '/srv/app']],
    ['exec /usr/bin/tini -g -- /srv/app', ['/usr/bin/tini', '/srv/app']],
    ['env -u A B=1 app', ['env', 'app']],
    ['sudo -u app -E app', ['sudo', 'app']],
    ['sh -c "migrate up && app"', ['sh', 'migrate', 'app']],
    ['bash -lc app', ['bash', 'app']],
    ['sh /app/run.sh', ['sh']],
    ["trap 'cleanup; exit' INT TERM", ['cleanup']],
    ['trap - INT; trap "" TERM', []],
    ['eval "app --x"', ['app']],
    ['command -v psql && command psql', ['psql']],
    ['timeout -k 5 30 app', ['timeout', 'app']],
    ['find . | xargs -n1 gzip', ['find', 'xargs', 'gzip']],
    ['./wait-for-it.sh db:5432 -t 30 -- app', ['./wait-for-it.sh', 'app']],
    ['dockerize -wait tcp://db:1 -timeout 20s app', ['dockerize', 'app']],
    ['APP=/srv/app; exec $APP -x', ['/srv/app']],
    ['app & wait', ['app']],
    ['while ! nc -z db 1; do sleep 1; done', ['nc', 'sleep']],
    ['cat <<E | app\n$(date)\nE', ['date', 'cat', 'app']],
    ['nohup nice -n 5 app', ['nohup', 'nice', 'app']],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it('marks what may not run', () => {
    const seen = readScript(
      'a; if b; then c; else d; fi; e || f; g() { h; }; for x in 1; do i; done',
    ).commands;
    expect(seen.filter((command) => !command.conditional).map((command) => command.name)).toEqual([
      'a',
      'b',
      'e',
    ]);
  });

  it.each([
    ['./a; cd /srv && ./b; ./c', ['', '/srv', '/srv']],
    ['cd /srv/app || exit 1\ncd ../web\n./a', ['/srv/web']],
    ['cd sub; ./a', ['sub']],
    ['(cd /srv; ./a); ./b', ['/srv', '']],
    ['{ cd /srv; ./a; }; ./b', ['/srv', '/srv']],
    ['cd /srv | ./a; ./b', ['', '']],
    ['if [ -d web ]; then cd web; ./a; fi; ./b', ['web', undefined]],
    ['x && cd web && ./a; ./b', ['', 'web', undefined]],
    ['sh -c "cd /srv; ./a"; ./b', ['', '/srv', '']],
    ['cd "$HERE"; ./a; cd /srv; ./b; cd; ./c', [undefined, '/srv', undefined]],
    ['cd /srv; cd -; ./a', ['']],
    ['pushd /srv; ./a; popd; ./b', ['/srv', '']],
    ['pushd /srv; cd /opt; pushd web; popd; ./a; popd; ./b; popd; ./c', ['/opt', '', undefined]],
    ['pushd; ./a', [undefined]],
    ['if x; then cd /srv; fi; cd -; ./a', ['', undefined]],
    ['for d in *; do ./a; cd "$d"; ./b; done', ['', undefined, undefined, undefined]],
    ['for d in a b; do (cd "$d"; ./a); done', ['a', 'b']],
    ['for d in *; do cd /srv; ./a; cd -; done; ./b', ['/srv', '']],
    ['while ./a; do (cd web; ./b); done', ['', 'web']],
    ['f() { ./a; }; cd /srv; f; cd /opt; f; f', ['/srv', '/opt']],
    ['f() { cd /srv; ./a; }; f; ./b', ['/srv', '/srv']],
    ['f() (cd /srv; ./a); f; ./b', ['/srv', '']],
    ['f() { cd web; f; ./a; }; f', Array.from({ length: 9 }, () => undefined)],
    ['f() { ./a; }; cd /srv; "$f"', [undefined]],
  ])('tells where the shell is: %s', (text, expected) => {
    const found = readScript(text).commands.filter(({ name }) => name !== 'exit');
    expect(found.map(({ directory }) => directory.text)).toEqual(expected);
  });

  it('gives words and places', () => {
    const text = 'set -e\nexec /app -p "$PORT"';
    const [command] = readScript(text, {
      lookup: (name) => (name === 'PORT' ? { text: '80' } : undefined),
    }).commands;
    expect(command).toMatchObject({ name: '/app', exec: true, conditional: false });
    expect(command?.words.map((word) => word.text)).toEqual(['/app', '-p', '80']);
    expect(text.slice(command?.span.start, command?.span.end)).toBe('exec /app -p "$PORT"');
  });
});

describe('what a script is about', () => {
  it.each([
    ['exec "$@"', true],
    ['exec gosu app "$@"', true],
    ['"$@"', true],
    ['exec $*', true],
    ['sh -c "$*"', true],
    ['if [ $# -gt 0 ]; then exec "$@"; fi', true],
    ['app "$@"', false],
    ['set -- "$@"', false],
    ['echo "exec $@"', false],
  ])('%s starts its arguments: %s', (text, expected) => {
    expect(readScript(text).startsArguments).toBe(expected);
  });

  it('takes the default command of set -- for one that may run', () => {
    const facts = readScript('[ "${1#-}" != "$1" ] && set -- server "$@"\nexec "$@"');
    expect(facts.commands).toMatchObject([{ name: 'server', conditional: true }]);
    expect(readScript('set -- a b c').commands).toEqual([]);
    expect(readScript('set -- --flag "$@"').commands).toEqual([]);
  });

  it('lists what it cannot resolve', () => {
    const facts = readScript('$CMD x\nsh -c "$TASK"\n${BIN_DIR}/app');
    expect(facts.unresolved.map((item) => [item.text, item.because])).toEqual([
      ['$CMD x', '$CMD'],
      ['sh -c "$TASK"', '$TASK'],
      ['${BIN_DIR}/app', '$BIN_DIR'],
    ]);
  });

  it('gives a variable every value that the script may give it', () => {
    expect(names('A=x; $A')).toEqual(['x']);
    expect(names('A=x; A=y; $A')).toEqual(['x', 'y']);
    expect(names('[ -n "$B" ] && A=x; $A')).toEqual(['x']);
    expect(names('if $B; then A=x; else A=y; fi; C=$A/z; $C')).toEqual(['x/z', 'y/z']);
    expect(names('f() { A=$1; }; f x; $A')).toEqual([]);
    expect(names('A=x; eval "A=y"; $A')).toEqual(['x', 'y']);
    expect(names('A=x; B=A; eval "$B=y"; $A')).toEqual(['x', 'y']);
    expect(names('A=x; trap "A=y" USR1; $A')).toEqual(['x', 'y']);
    expect(names('if $B; then A=x; else A=y; fi; $A z')).toEqual(['x', 'y']);
    expect(names('case $B in b) A=x ;; c) exit ;; *) A=y ;; esac; $A z')).toEqual(['x', 'y']);
    expect(names('if $B; then A=x; fi; $A z')).toEqual(['x', 'z']);
    expect(readScript('[ -n "$B" ] && A=/x; [ -f "$A" ]').files.map(({ path }) => path.text)).toEqual(['/x']);
    const sourcing = readScript('. ./e; A=x; . ./e; $A', { textOf: () => 'A=y' });
    expect(sourcing.commands.map(({ name }) => name)).toEqual(['x', 'y']);
    expect(names('(A=x; $A); A=y; $A')).toEqual(['x', 'y', 'x', 'y']);
    expect(names("A=x sh -c '$A'")).toEqual(['sh', 'x']);
    expect(names('IFS=:; A=x:y; $A')).toEqual([]);
    expect(names('A=x; ((A++)); $A')).toEqual(['x']);
    expect(names('A=x; A=$A$A; $A')).toEqual(['x']);
    expect(names('A=${A:-x}; $A')).toEqual(['x']);
    expect(names('$A; A=x')).toEqual([]);
    expect(names('A=x; read A; $A')).toEqual(['x']);
    expect(readScript('A=x; read A; $A').unresolved).toHaveLength(1);
    expect(names('A=x; for A in 1 2; do :; done; $A')).toEqual(['x', '1', '2']);
    expect(names('for A in 1 2; do $A; done')).toEqual(['1', '2']);
    expect(names('f() { $A; }; for A in 1 2; do f; done')).toEqual(['1', '2']);
    expect(names('for A in 1 2; do A=3; $A; done')).toEqual(['1', '2', '3']);
    expect(names('for A in x*; do "${A#x}"; "${A:+y}"; done')).toEqual([]);
  });

  it('names files it sources, tests, reads and writes', () => {
    const facts = readScript(
      '. /etc/env\n[ -f /a -a ! -d "$D" ] && test -x /b\n[[ /c -nt /d ]]\napp < /in > /out 2>&1\nsource ./lib.sh',
    );
    expect(facts.files.map((file) => `${file.use} ${file.path.text ?? file.path.because}`)).toEqual([
      'source /etc/env',
      'test /a',
      'test $D',
      'test /b',
      'test /c',
      'test /d',
      'read /in',
      'write /out',
      'source ./lib.sh',
    ]);
  });

  it('names variables it reads and sets', () => {
    const facts = readScript('A=$B; echo "${C:-$D}" $((E + 1)) $1; export F=1; read G; : "${H:=x}"');
    expect([...facts.reads].toSorted()).toEqual(['B', 'C', 'D', 'E', 'H']);
    expect([...facts.assigns].toSorted()).toEqual(['A', 'F', 'G', 'H']);
  });

  it('finds the command at the end', () => {
    expect(readScript('a\nexec b c').last?.name).toBe('b');
    expect(readScript('a && b').last?.name).toBe('b');
    expect(readScript('a; if b; then c; fi').last).toBeUndefined();
    expect(readScript('a; exec tini -- b').last?.name).toBe('b');
  });

  it('says when it was not read to the end', () => {
    expect(readScript('if a; then').complete).toBe(false);
    expect(readScript('a; sh -c "b \'"').complete).toBe(false);
    expect(readScript('a').complete).toBe(true);
  });
});

describe('the interpreter', () => {
  it.each([
    ['#!/bin/sh\n', '/bin/sh', '/bin/sh', []],
    ['#! /bin/bash -e\n', '/bin/bash', '/bin/bash', ['-e']],
    ['#!/usr/bin/env bash\r\n', '/usr/bin/env', 'bash', []],
    ['#!/usr/bin/env -S python3 -u\n', '/usr/bin/env', 'python3', ['-u']],
    ['#!/usr/bin/env -S A=1 node\n', '/usr/bin/env', 'node', []],
  ])('of %j', (text, path, program, given) => {
    expect(parseInterpreter(text)).toEqual({ path, program, arguments: given });
  });

  it.each(['echo', ' #!/bin/sh', '\n#!/bin/sh', '#!', '# !/bin/sh'])('of %j is not given', (text) => {
    expect(parseInterpreter(text)).toBeUndefined();
  });

  it.each([
    ['-e', true],
    ['-xeu', true],
    ['-o errexit', true],
    ['-euo pipefail', true],
    ['-o pipefail', false],
    ['errexit', false],
    ['--posix', false],
    ['-x', false],
  ])('%s ends with the first failure: %s', (options, expected) => {
    expect(exitsOnError(options.split(' '))).toBe(expected);
  });
});

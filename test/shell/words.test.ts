import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesName, matchesPattern } from '../../src/shell/glob.ts';
import { parseShell } from '../../src/shell/parse.ts';
import type { Word } from '../../src/shell/types.ts';
import { expandHeredoc, expandText, expandWord, type ShellScope } from '../../src/shell/expand-words.ts';

const variables: Readonly<Record<string, string>> = {
  X: 'a b',
  E: '',
  P: '/a/b.tar.gz',
  S: '  lead  trail ',
  N: '3',
  Q: 'x"y\\z',
  HOME: '/root',
};
const parameters = ['p q', '', 'r'];
const known: ShellScope = {
  lookup: (name) => {
    const text = variables[name] ?? (/^\d$/.test(name) ? parameters[Number(name) - 1] : undefined);
    return text === undefined ? undefined : { text };
  },
  all: parameters.map((text) => ({ text })),
};

function wordsOf(text: string): readonly Word[] {
  const [statement] = parseShell(`: ${text}`).statements;
  if (statement?.kind !== 'command') throw new Error(`no command: ${text}`);
  return statement.words.slice(1);
}

function texts(text: string, scope: ShellScope = known): readonly (string | undefined)[] {
  return wordsOf(text).flatMap((word) => expandWord(word, scope).fields.map((field) => field.value.text));
}

describe('expansion', () => {
  it.each([
    ['x$X"y$X"z', ['xa', 'bya bz']],
    ['$E "$E" $Z "$Z"', ['', '']],
    ['${Z:-d e} "${Z:-d e}"', ['d', 'e', 'd e']],
    ['${E-x}${E:-x} ${X:+s t} ${Z+u}', ['x', 's', 't']],
    ['${P##*/} ${P%.tar.gz} ${P%%.*} ${P#/}', ['b.tar.gz', '/a/b', '/a/b', 'a/b.tar.gz']],
    [
      '${#P} ${P:1:3} ${P: -3} ${P/a/x} ${P//\\//_} ${N^^}',
      ['11', 'a/b', '.gz', '/x/b.tar.gz', '_a_b.tar.gz', '3'],
    ],
    ['~ ~/x "~" a~', ['/root', '/root/x', '~', 'a~']],
    ['"$@" x"$@"y', ['p q', '', 'r', 'xp q', '', 'ry']],
    ['"$*" $1', ['p q  r', 'p', 'q']],
    ['a\\ b "c\\d" \'e$f\'', ['a b', 'c\\d', 'e$f']],
    ['"" \'\'', ['', '']],
  ])('of %s', (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  it('keeps a pattern apart from its quoted look-alike', () => {
    const fields = (text: string) => wordsOf(text).flatMap((word) => expandWord(word, known).fields);
    expect(fields('*.go')).toMatchObject([{ hasGlob: true, pattern: '*.go' }]);
    expect(fields('a*"*"')).toMatchObject([{ hasGlob: true, pattern: 'a*\\*', value: { text: 'a**' } }]);
    expect(fields('"*.go" \\* [x')).toMatchObject([
      { hasGlob: false },
      { hasGlob: false },
      { hasGlob: false },
    ]);
    const glob: ShellScope = { lookup: () => ({ text: 'x?' }) };
    expect(wordsOf('$G "$G"').flatMap((word) => expandWord(word, glob).fields)).toMatchObject([
      { hasGlob: true },
      { hasGlob: false },
    ]);
  });

  it('says why a value is not known, how it starts, and whether it may be several fields', () => {
    const scope: ShellScope = { lookup: () => ({ text: undefined, because: 'the build argument U' }) };
    const fields = (text: string) => wordsOf(text).flatMap((word) => expandWord(word, scope).fields);
    expect(fields('/opt/$U/bin')).toMatchObject([
      { value: { text: undefined, because: 'the build argument U', prefix: '/opt/' }, many: true },
    ]);
    expect(fields('"/opt/$U"')).toMatchObject([{ value: { prefix: '/opt/' }, many: false }]);
    expect(fields('$(git describe --tags)')).toMatchObject([
      { value: { because: 'the output of git describe --tags' } },
    ]);
    expect(fields('${U:-x} ${U:+x} ${U%x}').map((field) => field.value.text)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('asks what a substitution prints, and takes its last line ends off', () => {
    const scope: ShellScope = { lookup: () => undefined, substitute: () => ({ text: '/go src\n\n' }) };
    expect(texts('$(go env GOPATH)/bin "`x`"', scope)).toEqual(['/go', 'src/bin', '/go src']);
  });

  it('never asks about a substitution that was not read to its end', () => {
    const scope: ShellScope = { lookup: () => undefined, substitute: () => ({ text: 'wrong' }) };
    expect(texts('$(echo "a)', scope)).not.toContain('wrong');
  });

  it('expands braces as the shell does', () => {
    expect(texts('x{a,b{c,d}}y', { ...known, braces: true })).toEqual(['xay', 'xbcy', 'xbdy']);
    expect(texts('{1..3} {03..01} {c..a..2}', { ...known, braces: true })).toEqual([
      '1',
      '2',
      '3',
      '03',
      '02',
      '01',
      'c',
      'a',
    ]);
    expect(texts('{"$X",y\\,z}', { ...known, braces: true })).toEqual(['a b', 'y,z']);
    expect(texts('/app/{a,$N}', { ...known, braces: false })).toEqual(['/app/{a,3}']);
    expect(texts('/app/{a,b}', known)).toEqual([undefined]);
    expect(texts('{1..99999999}', { ...known, braces: true })).toEqual([undefined]);
  });

  it('does not split what is assigned', () => {
    const [statement] = parseShell('A=$X:"$X"').statements;
    const value = statement?.kind === 'command' ? statement.assignments[0]?.value : undefined;
    expect(value && expandText(value, known)).toEqual({ text: 'a b:a b' });
  });
});

describe('patterns', () => {
  it.each([
    ['*.go', 'main.go', true],
    ['*.go', 'main.goo', false],
    ['a?c', 'abc', true],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[]x]', ']', true],
    ['[[:digit:]]*', '7z', true],
    ['[[:digit:]]*', 'z7', false],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['[a', '[a', true],
    ['*a*b*c', 'xaybzc', true],
    ['', '', true],
  ])('%s against %s', (pattern, text, expected) => {
    expect(matchesPattern(pattern, text)).toBe(expected);
  });

  it('leaves hidden files out unless asked for', () => {
    expect(matchesName('*', '.git')).toBe(false);
    expect(matchesName('.*', '.git')).toBe(true);
  });

  it('takes no exponential time', () => {
    expect(matchesPattern('*a'.repeat(50) + 'b', 'a'.repeat(5000))).toBe(false);
  });
});

const shells = ['dash', 'bash', 'busybox'].filter(
  (shell) => spawnSync(shell, ['sh', '-c', ':'].slice(shell === 'busybox' ? 0 : 1)).status === 0,
);
const argumentsOf = (shell: string): readonly string[] => (shell === 'busybox' ? ['sh', '-c'] : ['-c']);
const setup = Object.entries(variables)
  .map(([name, value]) => `${name}='${value}'`)
  .join('\n');

describe.skipIf(shells.length === 0).each(shells)('%s', (shell) => {
  const run = (script: string): string =>
    spawnSync(shell, [...argumentsOf(shell), script], { encoding: 'utf8' }).stdout;

  it('expands words to the same fields', () => {
    const atom = fc.constantFrom(
      'a',
      '/',
      '$X',
      '"$X"',
      '$E',
      '"$E"',
      '$Z',
      '${Z:-d e}',
      '"${Z:-d e}"',
      '${E:-x}',
      '${E-x}',
      '${X:+s t}',
      '${P##*/}',
      '${P%.tar.gz}',
      '${P%%.*}',
      '"${P#*/}"',
      "'q r'",
      '\\ ',
      '\\$',
      '"\\$X\\a"',
      '$S',
      '"$S"',
      '${#P}',
      '$1',
      '"${Z:-\'q\'}"',
      "${Z:-'x y' z}",
      '$Q',
      '"$Q"',
      '${P#"/a"}',
      '${X%b}',
      '${X% *}',
      '"a  b"',
      '${N}x',
      "''",
      '""',
      '${X#[!b]}',
      '${P%/*}',
    );
    const words = fc.sample(
      fc.array(atom, { minLength: 1, maxLength: 4 }).map((atoms) => atoms.join('')),
      { numRuns: 1000, seed: 5 },
    );
    const show = 'show() { printf "%d" $#; for f; do printf "<%s>" "$f"; done; echo; }';
    const script = [setup, 'set -f', "set -- 'p q' '' r", show, ...words.map((word) => `show ${word}`)];
    const printed = run(`${script.join('\n')}\n`).split('\n');
    const expanded = words.map((word) => {
      const fields = texts(word);
      return fields.length + fields.map((text) => `<${text}>`).join('');
    });
    expect(expanded.map((text, index) => [words[index], text])).toEqual(
      words.map((word, index) => [word, printed[index]]),
    );
  });

  it.each([
    'a $X b\n',
    '\\$X \\a "q" \\\\ x\n',
    'line \\\ncont\n',
    "'$X' ${Z:-d e} ${P##*/}\n",
    '\t tab\n${S}|\n',
  ])('expands the heredoc %j to the same text', (body) => {
    for (const operator of ['<<', '<<-']) {
      const text = `cat ${operator}EOF\n${body}EOF\n`;
      const [statement] = parseShell(text).statements;
      const heredoc = statement?.kind === 'command' ? statement.redirects[0]?.body : undefined;
      expect(heredoc && expandHeredoc(heredoc, known).text).toBe(run(`${setup}\n${text}`));
    }
  });
});

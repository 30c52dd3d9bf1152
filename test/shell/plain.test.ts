import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { plainCommand, plainWords } from '../../src/shell/plain.ts';

const plain: readonly (readonly [string, readonly string[]])[] = [
  ['/app/server -p 80', ['/app/server', '-p', '80']],
  ['  ./app  x ', ['./app', 'x']],
  [`app "a b" 'c $d' "" ''`, ['app', 'a b', 'c $d', '', '']],
  ['app a\\ b \\$X "\\$Y" "x\\n"', ['app', 'a b', '$X', '$Y', 'x\\n']],
  ['app \\\n  --flag', ['app', '--flag']],
  [
    'app a=b --c=d e:f %g @h +i ,j a~b x#y',
    ['app', 'a=b', '--c=d', 'e:f', '%g', '@h', '+i', ',j', 'a~b', 'x#y'],
  ],
  ['app "*" \'?\' \\[x "~"', ['app', '*', '?', '[x', '~']],
  ['/bin/echo hi', ['/bin/echo', 'hi']],
];

describe('a plain command', () => {
  it.each(plain)('%s', (text, words) => {
    expect(plainWords(text)).toEqual(words);
  });

  it.skipIf(spawnSync('sh', ['-c', ':']).status !== 0)('gives a program the words that sh gives it', () => {
    for (const [text] of plain) {
      const printed = spawnSync('sh', ['-c', text.replace(/^\s*\S+/, `printf '%s\\0' x`)], {
        encoding: 'utf8',
      });
      expect(printed.stdout.split('\0').slice(1, -1)).toEqual(plainWords(text)?.slice(1));
    }
  });

  it('may have exec in front', () => {
    expect(plainCommand('exec app x')).toEqual({ words: ['app', 'x'], exec: true });
    expect(plainCommand('app exec')).toEqual({ words: ['app', 'exec'], exec: false });
    expect(plainCommand('exec -a name app')).toBeUndefined();
    expect(plainCommand('exec')).toBeUndefined();
    expect(plainCommand('exec cd x')).toBeUndefined();
  });
});

it.each([
  '',
  ' ',
  '# app',
  'app $X',
  'app "$X"',
  'app ${X}',
  'app $(x)',
  'app `x`',
  'app; x',
  'app && x',
  'app || x',
  'app | x',
  'app &',
  'app > f',
  'app 2>&1',
  'app < f',
  'app *',
  'app a?',
  'app [x]',
  'app [x',
  'app ~',
  'app ~/x',
  'app a=~/x',
  'app p:~',
  'app {a,b}',
  'app {1..2}',
  'app {}',
  'cd /x',
  'export A',
  'ulimit -n 1',
  'source x',
  '. x',
  'echo x',
  'A=1 app',
  'A=1',
  'app # x',
  'app\nx',
  'app;',
  '(app)',
  '{ app; }',
  '! app',
  'time app',
  'if app',
  "app $'x'",
  'app $"x"',
  'app <<E\nE',
  'f() { app; }',
  'app "x',
  '"" x',
  '"cd" x',
  '[ -f x ]',
  '[[ -f x ]]',
  'app\r',
  'app \\',
  'app $((1))',
  'app $',
  'eval app',
  'while app',
  '\\cd x',
])('is not %j', (text) => {
  expect(plainWords(text)).toBeUndefined();
});

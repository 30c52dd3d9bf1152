import { describe, expect, it } from 'vitest';
import { mentionsIn, tokensOfC } from '../../../../src/split/uses/c/scanner.ts';

const mentioned = (text: string): readonly string[] =>
  mentionsIn(tokensOfC(text), (name) => ['open', 'system', 'stat'].includes(name)).map(
    ({ name, arguments: given }) =>
      given === undefined
        ? name
        : `${name}(${given.map((tokens) => tokens.map((token) => ('text' in token ? token.text : '')).join(' ')).join(', ')})`,
  );

describe('C code', () => {
  it.each([
    ['return open("/etc/shop", 0);', ['open(/etc/shop, 0)']],
    ['open(join(a, b), flags)', ['open(join ( a , b ), flags)']],
    ['open("/etc/" "shop", O_RDONLY | O_CLOEXEC)', ['open(/etc/ shop, O_RDONLY | O_CLOEXEC)']],
    ['int (*call)(const char *) = system;', ['system']],
    ['run(system, "x");', ['system']],
    ['#define RUN system', ['system']],
    ['shop.open("x"); shop->open("x");', []],
    ['struct stat st; struct stat *at;', []],
    ['int stat = 1; stat += 2;', []],
    ['extern int system(const char *text);', []],
    ['// system("x")\n/* open("x", 0) */ puts("stat(1)");', []],
    ['char mark = \'"\'; system("x");', ['system(x)']],
    ['system("unfinished', ['system(unfinished)']],
  ])('%s', (text, names) => {
    expect(mentioned(text)).toEqual(names);
  });

  it('knows what is included, and texts with a name', () => {
    expect(
      tokensOfC('#include <pwd.h>\n# include "shop.h"\n#define NOTES "/srv/notes" // here\n'),
    ).toMatchObject([
      { kind: 'include', text: 'pwd.h', quoted: false },
      { kind: 'include', text: 'shop.h', quoted: true },
      { kind: 'mark', text: '#' },
      { kind: 'name', text: 'define' },
      { kind: 'name', text: 'NOTES' },
      { kind: 'text', text: '/srv/notes' },
    ]);
    expect(tokensOfC('#define NOTES "/srv/notes"\n')).toMatchObject([
      { kind: 'define', name: 'NOTES', text: '/srv/notes' },
    ]);
  });
});

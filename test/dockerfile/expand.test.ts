/** Variable substitution. The first table was measured: every row is what BuildKit 0.25 makes of the expression. */
import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expand, expandHeredoc, expandWords, substitutionError } from '../../src/dockerfile/index.ts';

const variables: Readonly<Record<string, string>> = {
  foo: 'bar',
  empty: '',
  path: '/usr/local/lib/x.tar.gz',
  star: 'a*b',
  uni: 'héllo→x',
  sp: 'a b',
  dots: 'a.b.c',
  nl: 'aXbXc',
};
const lookup = (name: string): string | undefined =>
  Object.hasOwn(variables, name) ? variables[name] : undefined;
const backslash = { escape: '\\' } as const;

const measured: readonly (readonly [string, string])[] = [
  ['$foo', 'bar'],
  ['${foo}', 'bar'],
  ['$foo$foo', 'barbar'],
  ['a$foo', 'abar'],
  ['$foobar', ''],
  ['${foo}bar', 'barbar'],
  ['"$foo"', 'bar'],
  ["'$foo'", '$foo'],
  ['\\$foo', '$foo'],
  ['"\\$foo"', '$foo'],
  ['"a\\b"', 'a\\b'],
  ['a\\b', 'ab'],
  ['"\\""', '"'],
  ['\\"x\\"', '"x"'],
  ['$', '$'],
  ['a$', 'a$'],
  ['$1', ''],
  ['$?', ''],
  ['${unset}', ''],
  ['$unset.x', '.x'],
  ['${foo:-x}', 'bar'],
  ['${unset:-x}', 'x'],
  ['${empty:-x}', 'x'],
  ['${empty-x}', ''],
  ['${unset-x}', 'x'],
  ['${foo:+x}', 'x'],
  ['${empty:+x}', ''],
  ['${empty+x}', 'x'],
  ['${unset+x}', ''],
  ['${unset:-${foo}}', 'bar'],
  ['${unset:-${unset:-deep}}', 'deep'],
  ['${unset:-"q r"}', 'q r'],
  ["${unset:-'$foo'}", '$foo'],
  ['${path#*/}', 'usr/local/lib/x.tar.gz'],
  ['${path##*/}', 'x.tar.gz'],
  ['${path%.*}', '/usr/local/lib/x.tar'],
  ['${path%%.*}', '/usr/local/lib/x'],
  ['${path%/*}', '/usr/local/lib'],
  ['${path/usr/opt}', '/opt/local/lib/x.tar.gz'],
  ['${path//\\//-}', '-usr-local-lib-x.tar.gz'],
  ['${path/l*b/X}', '/usr/X/x.tar.gz'],
  ['${path//l/$0$0}', '/usr/oca/ib/x.tar.gz'],
  ['${path//l/\\$0}', '/usr/\\loca\\l/\\lib/x.tar.gz'],
  ['${path/l/$0}', '/usr/ocal/lib/x.tar.gz'],
  ['${dots//./_}', 'a_b_c'],
  ['${dots/?/X}', 'X.b.c'],
  ['${dots//?/X}', 'XXXXX'],
  ['${nl//X/}', 'abc'],
  ['${nl//*/Y}', 'Y'],
  ['${nl//x*/Y}', 'aXbXc'],
  ['${star#a\\*}', 'b'],
  ['${star%\\*b}', 'a'],
  ['${star/\\*/+}', 'a+b'],
  ['${uni#h?}', 'llo→x'],
  ['${uni%?}', 'héllo→'],
  ['${uni//l/L}', 'héLLo→x'],
  ['${sp}', 'a b'],
  ['${foo#}', 'bar'],
  ['${foo%}', 'bar'],
  ['${foo//a/}', 'br'],
  ['${foo/a/$foo}', 'bbarr'],
  ['x${unset:-}y', 'xy'],
  ['${foo:-a b}', 'bar'],
  ['"${foo:-a b}"', 'bar'],
  ['"it\'s"', "it's"],
  ["'a\"b'", 'a"b'],
  ['$foo/$path', 'bar//usr/local/lib/x.tar.gz'],
  ['${foo:?no}', 'bar'],
  ['${foo?no}', 'bar'],
  ['a\\\\b', 'a\\b'],
  ['"a\\\\b"', 'a\\b'],
  ['a<b', 'a<b'],
  ['a<<b', 'a<<b'],
  ['${foo}:${empty}', 'bar:'],
  ['${nl#*X}', 'bXc'],
  ['${nl##*X}', 'c'],
  ['${nl%X*}', 'aXb'],
  ['${nl%%X*}', 'a'],
  ['${path#/*/}', 'local/lib/x.tar.gz'],
  ['${path##/*/}', 'x.tar.gz'],
  ['${path%l*}', '/usr/local/'],
  ['${dots%.?}', 'a.b'],
  ['${dots#?.}', 'b.c'],
  ['${path//[a-z]/x}', '/usr/local/lib/x.tar.gz'],
  ['${foo/$foo/z}', 'z'],
  ['${foo#$foo}', ''],
  ['$${foo}', '{foo}'],
  ['$$', ''],
  ['$*x', 'x'],
  ['$@', ''],
  ['$-', ''],
  ['$#', ''],
  ['${-}', ''],
  ['${10}', ''],
  ['$_', ''],
  ['${foo:-}}', 'bar}'],
  ['"${unset:-"x"}"', 'x'],
  ['${unset:-a\\}b}', 'a}b'],
  ['${path#\\/usr}', '/local/lib/x.tar.gz'],
  ['${path//\\/usr/}', '/local/lib/x.tar.gz'],
  ['café$café', 'café'],
  ['${nl//X/$$}', 'abc'],
  ['${nl//X/${foo}}', 'abarbbarc'],
];

describe('expand', () => {
  it.each(measured)('%s', (raw, text) => {
    expect(expand(raw, lookup, backslash)).toMatchObject({ text, error: undefined });
  });

  it.each([
    ['${', 'missing'],
    ['${foo', 'missing'],
    ['${foo:-x', 'missing'],
    ['${foo/x}', 'missing'],
    ['${foo/x/y', 'missing'],
    ['${}', 'bad substitution'],
    ['${{foo}}', 'bad substitution'],
    ['${:foo}', 'bad substitution'],
    ['${foo:=x}', ':='],
    ['${foo=x}', '='],
    ['${foo,,}', ','],
    ['${foo:0:1}', ':0'],
    ['${foo:#x}', ':#'],
    ['${#foo}', 'f'],
    ['${foo#\\a}', '\\a'],
    ['"foo', 'double quote'],
    ["'foo", 'single quote'],
    ['"${foo:-"', 'double quote'],
    ['${unset:?say this}', 'say this'],
    ['${empty:?}', 'empty'],
    ['${unset?}', 'unset'],
  ])('refuses %s', (raw, hint) => {
    const { text, error } = expand(raw, lookup, backslash);
    expect(text).toBeUndefined();
    expect(error).toContain(hint);
  });

  it('takes the escape character of the file', () => {
    expect(expand('`$foo\\$foo', lookup, { escape: '`' }).text).toBe('$foo\\bar');
    expect(expand('"a`"b\\n"', lookup, { escape: '`' }).text).toBe('a"b\\n');
  });

  it('names the variables that are not set, each once', () => {
    expect(expand('$b${a}$b${c:-x}$foo', lookup, backslash).unset).toEqual(['b', 'a', 'c']);
  });

  it('drops a byte-order mark at the start, as the builder does', () => {
    expect(expand('\ufeffx\ufeff', lookup, backslash).text).toBe('x\ufeff');
  });
});

const unknown = (name: string) => (name === 'u' ? { unknown: 'the output of git describe' } : lookup(name));

describe('unknown values', () => {
  it.each([
    '$u',
    'a${u}b',
    '"$u"',
    '${u:-x}',
    '${u:+x}',
    '${u#x}',
    '${unset:-$u}',
    '${foo#$u}',
    '${foo/$u/x}',
    '${foo/x/$u}',
    '${foo:+$u}',
  ])('%s is not known, and says why', (raw) => {
    expect(expand(raw, unknown, backslash)).toEqual({
      text: undefined,
      because: 'the output of git describe',
      unset: raw.includes('unset') ? ['unset'] : [],
      error: undefined,
    });
  });

  it.each([
    ['${foo:-$u}', 'bar'],
    ['${unset:+$u}', ''],
    ['\\$u', '$u'],
    ["'$u'", '$u'],
  ])('%s does not depend on it', (raw, text) => {
    expect(expand(raw, unknown, backslash)).toMatchObject({ text });
    expect(expand(raw, unknown, backslash).because).toBeUndefined();
  });
});

const words = (raw: string): readonly string[] | undefined => expandWords(raw, lookup, backslash).words;

describe('expandWords', () => {
  it('splits what a variable holds, unless it is quoted', () => {
    expect(words('$sp')).toEqual(['a', 'b']);
    expect(words('"$sp"')).toEqual(['a b']);
    expect(words('x$sp')).toEqual(['xa', 'b']);
    expect(words("1 '2 3' 4\\ 5")).toEqual(['1', '2 3', '4 5']);
  });

  it('makes no empty words', () => {
    expect(words('$empty')).toEqual([]);
    expect(words('""')).toEqual([]);
    expect(words('  ')).toEqual([]);
  });

  it('loses what stands before a substitution with a word, as the builder does', () => {
    expect(words('a${unset:-b}')).toEqual(['b']);
    expect(expand('a${unset:-b}', lookup, backslash).text).toBe('ab');
  });
});

describe('expandHeredoc', () => {
  it('keeps quotes and takes escapes off', () => {
    expect(expandHeredoc('"$foo" \'$foo\' \\$foo \\n\n', lookup).text).toBe('"bar" \'bar\' $foo n\n');
  });
});

describe('substitutionError', () => {
  it.each(['$unset', '${unset:?}', '${empty?x}', 'plain', '"it\'s"', "${a:-${b#*'}'}}"])(
    'finds nothing wrong in %s',
    (raw) => {
      expect(substitutionError(raw, backslash)).toBeUndefined();
    },
  );

  it.each(['${a:=b}', '"', "it's", '${a', '${a#\\b}'])('finds %s wrong whatever the values', (raw) => {
    expect(substitutionError(raw, backslash)).toBeDefined();
  });
});

describe('any text', () => {
  const text = string({ unit: constantFrom(...'$${}{:-+?#%/\\`"\'<ab* \t\n'), maxLength: 40 });

  it('gives a text or an error, never both and never an exception', () => {
    assert(
      property(text, (raw) => {
        const result = expand(raw, lookup, backslash);
        expect(result.text === undefined).toBe(result.error !== undefined);
      }),
    );
  });

  it('leaves text without special characters alone', () => {
    assert(
      property(string({ unit: constantFrom(...'abc /.,=:{}*<é→'), maxLength: 30 }), (raw) => {
        expect(expand(raw, lookup, backslash).text).toBe(raw);
      }),
    );
  });

  it('keeps any text in single quotes', () => {
    assert(
      property(text, (raw) => {
        const inner = raw.replaceAll("'", '');
        expect(expand(`'${inner}'`, lookup, backslash).text).toBe(inner);
      }),
    );
  });
});

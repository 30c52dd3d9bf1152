import { array, assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance, createScanner } from '../../../../rules/golang/sources/syntax/scanner.ts';
import { parseBody, parseFile } from '../../../../rules/golang/sources/syntax/parser.ts';
import { words } from '../../../../rules/golang/sources/knowledge/word-list.ts';
import type { Expression, SourceFile, GoStatement } from '../../../../rules/golang/sources/syntax/tree.ts';

function tokens(source: string): readonly string[] {
  const scanner = createScanner(source);
  const found: string[] = [];
  for (advance(scanner); scanner.kind !== 'end'; advance(scanner))
    found.push(
      scanner.value === '' || scanner.value === scanner.kind
        ? scanner.kind
        : `${scanner.kind} ${scanner.value}`,
    );
  return found;
}

function body(source: string): readonly GoStatement[] {
  return parseBody(source, { start: 0, end: source.length });
}

/** The tree as an S-expression, for short expectations. */
function shape(node: Expression): string {
  switch (node.kind) {
    case 'identifier':
      return node.name;
    case 'string':
      return JSON.stringify(node.value);
    case 'number':
      return node.text;
    case 'selector':
      return `${shape(node.object)}.${node.name}`;
    case 'call':
      return `(call ${[node.callee, ...node.arguments].map(shape).join(' ')}${node.spread ? ' ...' : ''})`;
    case 'index':
      return `(index ${[node.object, ...node.indices].map(shape).join(' ')})`;
    case 'slice':
      return `(slice ${[node.object, ...node.bounds].map(shape).join(' ')})`;
    case 'unary':
      return `(${node.operator} ${shape(node.operand)})`;
    case 'binary':
      return `(${node.operators.join(',')} ${node.operands.map(shape).join(' ')})`;
    case 'composite': {
      const elements = node.elements.map(({ key, value }) =>
        key ? `${shape(key)}:${shape(value)}` : shape(value),
      );
      return `{${[node.type ? shape(node.type) : '', ...elements].join(' ')}}`;
    }
    case 'function':
      return `func[${node.body.length}]`;
    case 'list-type':
      return `[]${shape(node.element)}`;
    case 'map-type':
      return `map[${shape(node.key)}]${shape(node.element)}`;
    case 'assertion':
      return `(as ${shape(node.object)} ${node.type ? shape(node.type) : 'type'})`;
    default:
      return node.kind;
  }
}

function expression(source: string): string {
  const [statement] = body(`{\n_ = ${source}\n}`);
  const [value] = statement?.kind === 'assignment' ? statement.right : [];
  return value === undefined ? 'none' : shape(value);
}

describe('tokens', () => {
  test.each([
    ['a line end after a name is a semicolon', 'a\nb', ['name a', ';', 'name b', ';']],
    ['no semicolon after an operator', 'a +\nb', ['name a', '+', 'name b', ';']],
    [
      'after closing brackets and keywords that end statements',
      'f()\nreturn\n',
      ['name f', '(', ')', ';', 'return', ';'],
    ],
    ['a comment over lines is a line end', 'a /* x\n */ b', ['name a', ';', 'name b', ';']],
    ['a comment in a line is not', 'a /* x */ b', ['name a', 'name b', ';']],
    ['escapes', String.raw`"a\tb\"\\\x41\u00e9\101"`, ['string a\tb"\\AéA', ';']],
    ['bytes of an encoded character', String.raw`"\xc3\xa9"`, ['string é', ';']],
    ['a raw string keeps backslashes and loses carriage returns', '`a\\n\r\nb`', ['string a\\n\nb', ';']],
    ['runes that are quotes or braces', String.raw`'\'' '{'`, ["rune '", 'rune {', ';']],
    [
      'numbers',
      '0x1F 1_000 .5 1e+9 0b11',
      ['number 0x1F', 'number 1_000', 'number .5', 'number 1e+9', 'number 0b11', ';'],
    ],
    ['the longest operator', 'a &^= b <<= c', ['name a', '&^=', 'name b', '<<=', 'name c', ';']],
    ['names of other alphabets', 'größe世界', ['name größe世界', ';']],
    ['an open string ends with its line', '"abc\nx', ['string abc', ';', 'name x', ';']],
    ['a byte-order mark', '\uFEFFpackage a', ['package', 'name a', ';']],
  ])('%s', (_, source, expected) => {
    expect(tokens(source)).toEqual(expected);
  });
});

describe('expressions', () => {
  test.each([
    ['a.B("x", 1)', '(call a.B "x" 1)'],
    ['f(list...)', '(call f list ...)'],
    ['a + b + c', '(+,+ a b c)'],
    ['a + b*c', '(+ a (* b c))'],
    ['(a + b) * c', '(* (+ a b) c)'],
    ['a || b && c == d', '(|| a (&& b (== c d)))'],
    ['&T{A: 1, B: "x"}', '(& {T A:1 B:"x"})'],
    ['[]T{{1}, {2}}', '{[]T { 1} { 2}}'],
    ['map[string][]int{"a": {1}}', '{map[string][]int "a":{ 1}}'],
    ['pkg.T[int]{}', '{(index pkg.T int)}'],
    ['f[int, string](x)', '(call (index f int string) x)'],
    ['x.(T)', '(as x T)'],
    ['a[1:2]', '(slice a 1 2)'],
    ['a[:n]', '(slice a n)'],
    ['func(a int) error { return nil }', 'func[1]'],
    ['func() { a(); b() }()', '(call func[2])'],
    ['[]byte("x")', '(call []byte "x")'],
    ['*p.q', '(* p.q)'],
    ['<-c', '(<- c)'],
    [
      'template.Must(template.New("x").ParseFiles("a"))',
      '(call template.Must (call (call template.New "x").ParseFiles "a"))',
    ],
    ['f(\n"a",\n"b",\n)', '(call f "a" "b")'],
    ['[...]string{2: "x"}', '{[]string 2:"x"}'],
  ])('%s', (source, expected) => {
    expect(expression(source)).toBe(expected);
  });
});

describe('statements', () => {
  test('a brace after a header opens its block, not a literal', () => {
    const [first] = body('{ if x == y {\nf()\n} }');
    expect(first?.kind === 'if' && first.body).toHaveLength(1);
  });

  test('in brackets of a header a literal is possible', () => {
    const [first] = body('{ for _, x := range []T{{1}} { f(x) } }');
    expect(first?.kind === 'range' && shape(first.over)).toBe('{[]T { 1}}');
    const [second] = body('{ if x == (T{1}) { f() } }');
    expect(second?.kind === 'if' && second.condition && shape(second.condition)).toBe('(== x {T 1})');
  });

  test.each([
    ['if a := f(); a { b() } else if c { d() } else { e() }', 'if'],
    ['for { f() }', 'for'],
    ['for i := 0; i < 3; i++ { f(i) }', 'for'],
    ['for ; ; { f() }', 'for'],
    ['for range 3 { f() }', 'range'],
    ['for k, v = range m { f(k, v) }', 'range'],
    ['switch x := f(); x { case 1, 2: g(); default: h() }', 'switch'],
    ['switch { case a: b() }', 'switch'],
    ['switch v := x.(type) { case *T, []int: f(v); case nil: }', 'type-switch'],
    ['select { case x := <-c: f(x); case c <- T{1}: default: }', 'select'],
    ['go func() { f() }()', 'started-call'],
    ['defer f()', 'started-call'],
    ['a, b := f()', 'assignment'],
    ['c <- v', 'send'],
    ['var a, b = 1, 2', 'declaration'],
    ['type T struct { a int }', 'declaration'],
    ['{ f() }', 'block'],
    ['loop: for { break loop }', 'for'],
    ['x++', 'expression'],
  ])('%s', (source, kind) => {
    const statements = body(`{\n${source}\nend()\n}`);
    expect(statements.map((statement) => statement.kind)).toEqual([kind, 'expression']);
  });
});

function parametersOf(file: SourceFile, name: string): unknown {
  return file.declarations.flatMap((declared) =>
    declared.kind === 'function-declaration' && declared.name === name
      ? declared.signature.parameters.map((parameter) => [parameter.name, parameter.variadic])
      : [],
  );
}

describe('declarations', () => {
  const file = parseFile(`// Package a.
package a

import "fmt"
import (
	x "example.com/x"
	. "example.com/y"
	_ "example.com/z"
)

const (
	A = iota
	B
	C string = "c"
)

var d, e = f()

type (
	G[K comparable, V any] struct {
		K, L  string \`json:"k"\`
		*M
		pkg.N
		O []int
		P func(a, b int) (string, error)
	}
	Q = R
	S [4]int
	T []int
	U interface { V(x int) error; W }
)

func (g *G[K, V]) X(a, b int, c ...string) (y int, err error) { if true { return } ; return 0, nil }
func Y[T any](T, []T) {}
func Z()
`);

  test('imports', () => {
    expect(file.imports.map(({ name, path }) => [name, path])).toEqual([
      [undefined, 'fmt'],
      ['x', 'example.com/x'],
      ['.', 'example.com/y'],
      ['_', 'example.com/z'],
    ]);
  });

  test('names in their order', () => {
    const names = file.declarations.map((declared) =>
      'names' in declared ? declared.names.map(({ name }) => name).join(',') : declared.name,
    );
    expect(names).toEqual(['A', 'B', 'C', 'd,e', 'G', 'Q', 'S', 'T', 'U', 'X', 'Y', 'Z']);
  });

  test('a constant without a value repeats the one above', () => {
    const [a, b] = file.declarations;
    expect(a?.kind === 'const' && b?.kind === 'const' && a.values === b.values).toBe(true);
  });

  test('fields, embedded ones and tags', () => {
    const type = file.declarations.find((declared) => declared.kind === 'type' && declared.name === 'G');
    const fields = type?.kind === 'type' && type.type.kind === 'struct-type' ? type.type.fields : [];
    expect(fields.map(({ name, embedded, tag }) => [name, embedded, tag])).toEqual([
      ['K', false, 'json:"k"'],
      ['L', false, 'json:"k"'],
      ['M', true, undefined],
      ['N', true, undefined],
      ['O', false, undefined],
      ['P', false, undefined],
    ]);
  });

  test('parameters with and without names', () => {
    expect(parametersOf(file, 'X')).toEqual([
      ['a', false],
      ['b', false],
      ['c', true],
    ]);
    expect(parametersOf(file, 'Y')).toEqual([
      [undefined, false],
      [undefined, false],
    ]);
  });

  test('a function without a body', () => {
    const last = file.declarations.at(-1);
    expect(last?.kind === 'function-declaration' && last.body).toBeUndefined();
  });
});

describe('broken files', () => {
  test('a declaration after one that is broken is still read', () => {
    const file = parseFile('package a\nfunc f( { ) ]\nvar = 3\nfunc g() { h() }\n');
    const names = file.declarations.map((declared) => ('name' in declared ? declared.name : ''));
    expect(names).toContain('g');
  });

  test('a missing brace does not swallow the next function', () => {
    const file = parseFile('package a\nfunc f() {\n\tif x {\n}\nfunc g() {}\n');
    const names = file.declarations.map((declared) => ('name' in declared ? declared.name : ''));
    expect(names).toEqual(['f', 'g']);
  });

  test('deep nesting ends', () => {
    for (const piece of ['(', '[', '{', 'f(', 'func(){', 'if x {', '*', 'map[', 'T{', '[]', 'a.', '!']) {
      const source = `package a\nvar x = ${piece.repeat(20_000)}\nfunc f() { ${piece.repeat(20_000)} }`;
      const file = parseFile(source);
      expect(file.package).toBe('a');
      for (const declared of file.declarations)
        if (declared.kind === 'function-declaration' && declared.body) parseBody(source, declared.body);
    }
  });

  test('a long concatenation is one flat node', () => {
    const source = `{ _ = ${Array.from({ length: 20_000 }, () => '"x"').join(' + ')} }`;
    const [statement] = body(source);
    const [value] = statement?.kind === 'assignment' ? statement.right : [];
    expect(value?.kind === 'binary' && value.operands.length).toBe(20_000);
  });

  const pieces = constantFrom(
    ...words(
      'func f ( ) { } [ ] "s" `r` ; , : := = + * & <- . ... default struct interface map /* */ " ` \' 1 \\',
    ),
    'package a\n',
    'func ',
    "'c'",
    '\n',
    '//x\n',
    ...words('if for range switch case type var const chan return go defer select').map((word) => `${word} `),
  );

  test('any tokens in any order give a tree', () => {
    assert(
      property(array(pieces, { maxLength: 80 }), (list) => {
        const source = list.join('');
        const file = parseFile(source);
        for (const declared of file.declarations)
          if (declared.kind === 'function-declaration' && declared.body) parseBody(source, declared.body);
        body(`{${source}`);
      }),
      { numRuns: 1500 },
    );
  });

  test('any text gives a tree', () => {
    assert(
      property(string({ maxLength: 200 }), (source) => void parseFile(source)),
      { numRuns: 500 },
    );
  });
});

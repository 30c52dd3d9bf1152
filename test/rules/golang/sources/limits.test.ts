import { array, assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apiFacts } from '../../../../rules/golang/sources/knowledge/index.ts';
import { brief, facts, moduleOf, program } from './program.ts';

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

describe('programs that no one writes by hand come to an end', () => {
  test.each([
    [
      'a chain of variables',
      `x0 := "a"\n${lines(5000, (index) => `x${index + 1} := x${index} + "b"`)}\nos.Open(x5000)`,
    ],
    ['a variable that is set again and again', `x := "a"\n${lines(5000, () => 'x = x + "b"')}\nos.Open(x)`],
    [
      'a variable that is set in many branches',
      `x := "a"\n${lines(2000, () => 'if cond() { x = x + "b" + x }')}\nos.Open(x)\n---\nfunc cond() bool { return true }`,
    ],
    [
      'many functions that call each other',
      `f0("a")\n---\n${lines(500, (index) => `func f${index}(s string) string { os.Open(s); return f${(index + 1) % 500}(s + "x") + f${(index + 7) % 500}(s) }`)}`,
    ],
    [
      'many methods of one name',
      `${lines(60, (index) => `t${index}{}.Run("x")\nvar i${index} interface{ Run(string) } = t${index}{}\ni${index}.Run("y")`)}\n---\n${lines(300, (index) => `type t${index} struct{}\nfunc (t${index}) Run(s string) { os.Open(s) }`)}`,
    ],
    [
      'types that are made of each other',
      `var v a\nos.Open(v.b.a.b.name)\n---\ntype a struct { *b }\ntype b struct { *a }\ntype c d\ntype d c\nvar w c\nfunc init() { os.Open(w.x.y) }`,
    ],
    [
      'a large table',
      `os.Open(table[3])\n---\nvar table = []string{\n${lines(20_000, (index) => `"f${index}",`)}\n}`,
    ],
  ])('%s', (_, body) => {
    const read = facts(moduleOf(program(['os'], body)));
    expect(read.isProgram).toBe(true);
    expect(read.findings.length).toBeGreaterThan(0);
  });

  test('a program with pieces cut out', () => {
    const whole = program(
      ['os', 'flag', 'path/filepath', 'net/http'],
      'p := flag.String("d", "x", "")\nfor _, f := range []string{"a", "b"} {\n\tos.Open(filepath.Join(*p, f))\n}\nhttp.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, "i") })\n---\ntype T[K any] struct { a, b string `x:"y"` }\nfunc (t *T[K]) m(x ...string) (a int, err error) { switch y := any(t).(type) { case *T[int]: return len(x), nil }; return }',
    );
    const cut = integer({ min: 0, max: whole.length });
    assert(
      property(array(cut, { minLength: 2, maxLength: 6 }), (cuts) => {
        const places = [...cuts].sort((left, right) => left - right);
        const pieces = places.map((place, index) =>
          index % 2 === 0 ? whole.slice(places[index - 1] ?? 0, place) : '',
        );
        facts(moduleOf(pieces.join('') + whole.slice(places.at(-1))));
      }),
      { numRuns: 300 },
    );
  });
});

test('a context of thousands of files is read in time that grows with it', () => {
  const tree: Record<string, string> = {};
  const packages = 60;
  for (let index = 0; index < packages; index += 1)
    for (let file = 0; file < 5; file += 1)
      tree[`/src/p${index}/f${file}.go`] =
        `package p${index}\n\nimport "os"\n\nfunc Run${file}(dir string) { os.Open(dir + "/${file}") }\n`;
  const paths = Array.from({ length: packages }, (_, index) => `example.com/app/p${index}`);
  const body = lines(packages, (index) => `p${index}.Run0("d${index}")`);
  const read = facts(moduleOf(program(paths, body), tree));
  expect(read.findings).toHaveLength(packages);
  expect(read.complete).toBe(true);
});

test('the tables agree with each other', () => {
  // A few keys of different areas, spelled as the analysis asks for them.
  for (const key of [
    'os.Open',
    'os.StartProcess',
    'net/http.Client.Do',
    'github.com/gin-gonic/gin.Engine.Static',
  ])
    expect(apiFacts(key)?.effects, key).toBeDefined();
});

test('results do not depend on the order of files', () => {
  const one = 'package main\n\nimport "os"\n\nfunc a() { os.Open("a") }\n';
  const two = 'package main\n\nimport "os"\n\nfunc b() { os.Open("b"); a() }\n';
  const main = 'package main\n\nfunc main() { b() }\n';
  const forward = facts(moduleOf(main, { '/src/a.go': one, '/src/b.go': two }));
  const backward = facts(moduleOf(main, { '/src/b.go': two, '/src/a.go': one }));
  expect(forward.findings.map(brief)).toEqual(['read-file a', 'read-file b']);
  expect(backward).toEqual(forward);
});

test('names that are hard to work out leave enough for those after them', () => {
  const sum = Array.from({ length: 100 }, () => 's').join(' + ');
  // Functions are read in the order in which they are named: `last` after all others.
  const calls = lines(60, (index) => {
    const next = index < 59 ? `f${index + 1}(s + "x"), f${index + 1}(s)` : 'last()';
    return `func f${index}(s string) { other.Note(${sum}); ${next.replace(', ', '; ')} }`;
  });
  const last = 'func last() { name := "settings.toml"\nother.Load(name) }';
  const read = facts(moduleOf(program(['example.org/other'], `f0("a.b")\n---\n${calls}\n${last}`)));
  expect(read.findings.map(brief)).toContain('names-file settings.toml');
});

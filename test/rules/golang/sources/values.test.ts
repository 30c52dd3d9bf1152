/** Values that may be written where it isn't seen, or by another: the first one is not the only one. */
import { describe, expect, it } from 'vitest';
import { facts, found, moduleOf, program } from './program.ts';

/** Whether a name that isn't known is among those that are read. */
function reads(imports: readonly string[], body: string): readonly string[] {
  return found(['os', ...imports], body).filter((each) => each.startsWith('read-'));
}

describe('a value that may be written unseen is one of several', () => {
  it.each<readonly [string, readonly string[], string]>([
    [
      'through a pointer',
      [],
      'name := "a.txt"\nset(&name)\nos.Open(name)\n---\nfunc set(p *string) { *p = "b.txt" }',
    ],
    [
      'through the address of a field',
      [],
      'c := config{name: "a.txt"}\nset(&c.name)\nos.Open(c.name)\n---\ntype config struct{ name string }\nfunc set(p *string) { *p = "b.txt" }',
    ],
    [
      'an element through a parameter',
      [],
      'names := []string{"a.txt"}\nset(names)\nos.Open(names[0])\n---\nfunc set(list []string) { list[0] = "b.txt" }',
    ],
    [
      'an entry through a parameter',
      [],
      'names := map[string]string{"x": "a.txt"}\nset(names)\nos.Open(names["x"])\n---\nfunc set(list map[string]string) { list["x"] = "b.txt" }',
    ],
    ['copied elements', [], 'names := []string{"a.txt"}\ncopy(names, os.Args)\nos.Open(names[0])'],
    [
      'a named result in a defer',
      [],
      'os.Open(choose())\n---\nfunc choose() (name string) {\n\tdefer func() { name = "b" + os.Args[1] }()\n\treturn "a.txt"\n}',
    ],
    [
      'a method that gives the text',
      ['fmt'],
      'os.Open(fmt.Sprint(page("a.txt")))\n---\ntype page string\nfunc (page) String() string { return os.Args[1] }',
    ],
    [
      'what a method is called on',
      [],
      'page("a.txt").read()\n---\ntype page string\nfunc (p page) read() { os.Open(string(p)) }',
    ],
    [
      'a flag that the program sets',
      ['flag'],
      'name := flag.String("x", "a.txt", "")\nflag.Set("x", os.Args[1])\nos.Open(*name)',
    ],
    [
      'elements in front of what is appended',
      ['encoding/json'],
      'var c config\njson.Unmarshal(nil, &c)\nfor _, name := range append(c.Names, "a.txt") {\n\tos.Open(name)\n}\n---\ntype config struct{ Names []string }',
    ],
    ['the first of them', [], 'os.Open(append(os.Args[1:], "a.txt")[0])'],
    [
      'elements that a function gives',
      ['strings'],
      'for _, name := range names() {\n\tos.Open(name)\n}\n---\nfunc names() []string { return append(strings.Split(os.Getenv("X"), ","), "a.txt") }',
    ],
    ['a list put together', ['strings'], 'os.Open(strings.Join(append(os.Args[1:], "a.txt"), "/"))'],
    [
      'a path of a list that grows',
      ['path/filepath'],
      'parts := []string{"data"}\nif len(os.Args) > 1 {\n\tparts = append(parts, "b")\n}\nos.Open(filepath.Join(parts...))',
    ],
    [
      'a path with what is given behind',
      ['path/filepath'],
      'os.Open(filepath.Join(append([]string{"data"}, os.Args[1:]...)...))',
    ],
    [
      'what is embedded and not there to read',
      ['_ embed'],
      'os.Open(name)\n---\n//go:embed name.txt\nvar name string',
    ],
    ['a variable that the program sets', [], 'os.Setenv("NAME", "b.txt")\nos.Open(os.Getenv("NAME"))'],
  ])('%s', (_way, imports, body) => {
    expect(reads(imports, body).some((name) => name.endsWith('…'))).toBe(true);
  });
});

describe('what is written where it is seen keeps its values', () => {
  it.each<readonly [string, readonly string[], string]>([
    ['a flag', ['flag'], 'var name string\nflag.StringVar(&name, "x", "a.txt", "")\nos.Open(name)'],
    [
      'an address that nobody writes to',
      [],
      'name := "a.txt"\nshow(&name)\nos.Open(name)\n---\nfunc show(p *string) { println(*p) }',
    ],
    [
      'elements that nobody sets',
      [],
      'names := []string{"a.txt"}\nshow(names)\nos.Open(names[0])\n---\nfunc show(list []string) { println(list[0]) }',
    ],
    [
      'another flag is set',
      ['flag'],
      'name := flag.String("x", "a.txt", "")\nflag.Set("y", "1")\nos.Open(*name)',
    ],
  ])('%s', (_way, imports, body) => {
    expect(reads(imports, body).every((name) => name.startsWith('read-file a.txt'))).toBe(true);
  });
});

describe('a list that is known', () => {
  it.each<readonly [string, readonly string[], string, readonly string[]]>([
    [
      'grows',
      [],
      'var names []string\nfor range 2 {\n\tnames = append(names, "a.txt")\n}\nnames = append(names, "b.txt")\nfor _, name := range names {\n\tos.Open(name)\n}',
      ['a.txt', 'b.txt'],
    ],
    [
      'grows by a function',
      [],
      'var names []string\nfor range 2 {\n\tnames = add(names, "a.txt")\n}\nfor _, name := range names {\n\tos.Open(name)\n}\n---\nfunc add(list []string, name string) []string { return append(list, name) }',
      ['a.txt'],
    ],
    [
      'is copied',
      [],
      'for _, name := range append([]string(nil), names...) {\n\tos.Open(name)\n}\n---\nvar names = []string{"a.txt", "b.txt"}',
      ['a.txt', 'b.txt'],
    ],
    [
      'is given on',
      ['path/filepath'],
      'os.Open(filepath.Join(append([]string{"data"}, "a.txt")...))',
      ['data/a.txt'],
    ],
  ])('%s', (_way, imports, body, names) => {
    expect(reads(imports, body)).toEqual(names.map((name) => `read-file ${name}`));
  });
});

describe('what is embedded', () => {
  it.each([
    ['in a string', 'string', 'os.Open(strings.TrimSpace(name))'],
    ['in bytes', '[]byte', 'os.Open(strings.TrimSpace(string(name)))'],
  ])('%s is the text of the file', (_way, type, body) => {
    const others = { '/src/name.txt': 'a.txt\n' };
    const main = `${body}\n---\n//go:embed name.txt\nvar name ${type}`;
    expect(found(['os', 'strings', '_ embed'], main, { others })).toEqual(['read-file a.txt']);
  });
});

describe('the linker', () => {
  const tree = moduleOf(program(['os'], 'os.Open(name)\n---\nvar name = "a.txt"'));
  const names = (linked: ReadonlyMap<string, string | undefined> | 'unknown'): readonly unknown[] =>
    facts(tree, { linked }).findings.map(({ name }) => (name?.known === true ? name.text : undefined));

  it('gives a variable another value', () => {
    expect(names(new Map([['main.name', 'b.txt']]))).toEqual(['a.txt', 'b.txt']);
    expect(names(new Map([['main.other', 'b.txt']]))).toEqual(['a.txt']);
  });

  it('gives any variable any value by flags that are not known', () => {
    expect(names('unknown')).toEqual(['a.txt', undefined]);
  });
});

import { describe, expect, test } from 'vitest';
import { found as findingsOf, type Tree } from './program.ts';

const IMPORTS = ['net/http', 'os', 'text/template'];
const CLIENT = 'var client = &http.Client{}';

/** Kinds of what is found. */
function found(...program: Parameters<typeof findingsOf>): readonly string[] {
  return [...new Set(findingsOf(...program).map((one) => one.split(' ')[0] ?? ''))];
}

/** What a program needs that executes a template with such data. */
function executed(
  text: string,
  data: string,
  declarations = '',
  { imports = IMPORTS, others = {} }: { imports?: readonly string[]; others?: Tree } = {},
): readonly string[] {
  const body = `t := template.Must(template.New("page").Parse(${text}))\n_ = t.Execute(os.Stdout, ${data})`;
  return found(imports, `${body}\n---\n${CLIENT}\n${declarations}`, { others });
}

const withFunction = (given: string): string =>
  `t := template.New("").Funcs(template.FuncMap{"f": ${given}})\n_, _ = t.Parse("{{f.Get}}")\n_ = t.Execute(os.Stdout, nil)\n---\n${CLIENT}`;

const tls = (findings: readonly string[]): readonly string[] =>
  findings.filter((one) => one === 'tls-client');

describe('a template calls methods of its data', () => {
  test.each([
    ['the data itself', 'client'],
    ['in a map', 'map[string]any{"Client": client}'],
    ['in a map of one type', 'map[string]*http.Client{"Client": client}'],
    ['in a field', 'page{Client: client}', 'type page struct{ Client *http.Client }'],
    ['in a field of any type', 'page{Client: client}', 'type page struct{ Client any }'],
    ['in an embedded struct', 'page{}', 'type page struct{ base }\ntype base struct{ Client *http.Client }'],
    ['by a method', 'page{}', 'type page struct{}\nfunc (page) Client() *http.Client { return client }'],
    [
      'by a method that gives any',
      'page{}',
      'type page struct{}\nfunc (page) Client() any { return client }',
    ],
    ['by a function', 'client2()', 'func client2() any { return client }'],
    ['in a list of structs', '[]page{{client}}', 'type page struct{ Client *http.Client }'],
  ])('%s', (_, data, declarations = '') => {
    expect(executed('`{{(.Client.Get "https://a.example").Status}}`', data, declarations)).toEqual([
      'tls-client',
    ]);
  });

  test('behind a parameter, and put into a map later', () => {
    const body = 'data := map[string]any{}\ndata["Client"] = client\nshow(data)';
    const show =
      'func show(data any) { _ = template.Must(template.New("").Parse("{{.Client.Get}}")).Execute(os.Stdout, data) }';
    expect(found(IMPORTS, `${body}\n---\n${CLIENT}\n${show}`)).toEqual(['tls-client']);
  });

  test('by functions that are given to it', () => {
    expect(found(IMPORTS, withFunction('func() *http.Client { return client }'))).toEqual(['tls-client']);
    expect(found(IMPORTS, withFunction('func() string { return "" }'))).toEqual([]);
    expect(found(IMPORTS, withFunction('client.Get'))).toEqual(['tls-client']);
    expect(found(IMPORTS, withFunction('http.Get'))).toEqual(['tls-client']);
  });

  test('through an interface of the program, and as a value', () => {
    const declarations = `${CLIENT}\ntype shows interface{ Execute(w io.Writer, data any) error }`;
    const imports = ['io', ...IMPORTS];
    const text = 'template.Must(template.New("").Parse("{{.Get}}"))';
    expect(
      found(imports, `var t shows = ${text}\n_ = t.Execute(os.Stdout, client)\n---\n${declarations}`),
    ).toEqual(['tls-client']);
    expect(found(IMPORTS, `show := ${text}.Execute\n_ = show(os.Stdout, client)\n---\n${CLIENT}`)).toEqual([
      'tls-client',
    ]);
  });
});

test.each([
  ['{{.ReadFile "x"}}', 'root', 'read-file'],
  ['{{.Dial "tcp" "a.example:https"}}', 'dialer', 'service-names'],
  ['{{.ParseGlob "x/*"}}', 't', 'read-glob'],
])('%s of a value that has such a method', (text, data, kind) => {
  const values = 'var root *os.Root\nvar dialer = &net.Dialer{}';
  const run = (written: string): readonly string[] =>
    executed(`\`${written}\``, data, values, { imports: [...IMPORTS, 'net'] });
  expect(run(text)).toContain(kind);
  expect(run('{{.}}')).not.toContain(kind);
});

describe('nothing is called', () => {
  test.each([
    [
      'of plain data',
      '`{{.Get}}`',
      'page{}',
      'type page struct{ Get string; At time.Time; Link url.URL; Tags []string; More map[string]int }',
    ],
    [
      'of plain values in a map',
      '`{{.Get}}`',
      'map[string]any{"Get": "x", "At": time.Now(), "Name": os.Getenv("NAME")}',
    ],
    [
      'of an unknown text with plain data',
      'os.Getenv("TEXT")',
      'map[string]any{"Get": "x", "Count": len(os.Args)}',
    ],
    ['of hidden fields', '`{{.Get}}`', 'page{client: client}', 'type page struct{ client *http.Client }'],
    ['of errors', '`{{.Get}}`', 'page{}', 'type page struct{ Err error }'],
  ])('%s', (_, text, data, declarations = '') => {
    const used = 'var _, _ = time.Now, url.Parse';
    expect(
      executed(text, data, `${declarations}\n${used}`, { imports: [...IMPORTS, 'time', 'net/url'] }),
    ).toEqual([]);
  });

  test('of other names', () => {
    expect(executed('`{{.Client.Timeout}} Get it`', 'client')).toEqual([]);
  });
});

describe('what a template says', () => {
  test('a text that is not known may say anything', () => {
    expect(executed('os.Args[1]', 'client')).toContain('tls-client');
  });

  test.each([
    ['{{.Client.Get}}', ['tls-client']],
    ['{{.Client.Timeout}}', []],
  ])('%s in a file that is embedded, parsed or read', (text, expected) => {
    const others = { '/src/pages/a.html': text };
    const embedded = (body: string): readonly string[] =>
      found(
        [...IMPORTS, 'embed', 'io/fs'],
        `${body}\n_ = t.ExecuteTemplate(os.Stdout, "a.html", client)\n---\n${CLIENT}\n//go:embed pages\nvar pages embed.FS\nvar _ fs.FS`,
        { others },
      );
    expect(tls(embedded('t, _ := template.ParseFS(pages, "pages/*.html")'))).toEqual(expected);
    expect(
      tls(embedded('below, _ := fs.Sub(pages, "pages")\nt, _ := template.ParseFS(below, "*.html")')),
    ).toEqual(expected);
    expect(
      tls(
        embedded(
          'content, _ := pages.ReadFile("pages/a.html")\nt, _ := template.New("a.html").Parse(string(content))',
        ),
      ),
    ).toEqual(expected);
    const read = (body: string): readonly string[] =>
      tls(found(IMPORTS, `${body}\n_ = t.Execute(os.Stdout, client)\n---\n${CLIENT}`, { others }));
    expect(read('t, _ := template.ParseFiles("pages/a.html")')).toEqual(expected);
    expect(read('t, _ := template.ParseGlob("pages/*")')).toEqual(expected);
    expect(read('t, _ := template.ParseFS(os.DirFS("pages"), "*.html")')).toEqual(expected);
    expect(
      read('content, _ := os.ReadFile("pages/a.html")\nt, _ := template.New("").Parse(string(content))'),
    ).toEqual(expected);
  });

  test('a file that is not there may say anything', () => {
    const body = 't, _ := template.ParseFiles("elsewhere.html")\n_ = t.Execute(os.Stdout, client)';
    expect(found(IMPORTS, `${body}\n---\n${CLIENT}`)).toContain('tls-client');
  });

  test('other delimiters', () => {
    const body =
      't, _ := template.New("").Delims("<<", ">>").Parse("<<.Get>>")\n_ = t.Execute(os.Stdout, client)';
    expect(found(IMPORTS, `${body}\n---\n${CLIENT}`)).toEqual(['tls-client']);
  });
});

test('methods of reflection by their number', () => {
  const body = 'v := reflect.ValueOf(client)\nfor i := range v.NumMethod() { v.Method(i).Call(nil) }';
  expect(found(['net/http', 'reflect'], `${body}\n---\n${CLIENT}`)).toEqual(['tls-client']);
});

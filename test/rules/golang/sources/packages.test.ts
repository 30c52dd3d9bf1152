import { describe, expect, test } from 'vitest';
import { type Tree, brief, facts, moduleOf, program } from './program.ts';

const EMPTY = 'package main\n\nfunc main() {}\n';

function importing(...paths: readonly string[]): string {
  return program(
    paths.map((path) => `_ ${path}`),
    '',
  );
}

describe('what is reached', () => {
  test('a program of the standard library alone is complete', () => {
    const read = facts(moduleOf(program(['fmt'], 'fmt.Println()')));
    expect(read.complete).toBe(true);
    expect(read.followed).toBe(true);
    expect(read.main).toBe('example.com/app');
    expect(read.isProgram).toBe(true);
    expect([...read.standardImports]).toEqual([['fmt', { file: '/src/main.go', line: 4, text: '"fmt"' }]]);
  });

  test('packages of the module are followed, each once, and only those', () => {
    const read = facts(
      moduleOf(importing('example.com/app/a', 'example.com/app/b'), {
        '/src/a/a.go': 'package a\nimport _ "example.com/app/b"\nimport _ "os"\n',
        '/src/b/b.go': 'package b\nimport _ "net/http"\n',
        '/src/c/c.go': 'package c\nimport _ "plugin"\n',
      }),
    );
    expect([...read.standardImports.keys()]).toEqual(['os', 'net/http']);
    expect(read.complete).toBe(true);
  });

  test('packages that import each other come to an end', () => {
    const read = facts(
      moduleOf(importing('example.com/app/a'), {
        '/src/a/a.go': 'package a\nimport _ "example.com/app/b"\n',
        '/src/b/b.go': 'package b\nimport _ "example.com/app/a"\n',
      }),
    );
    expect(read.complete).toBe(true);
  });

  test('what is missing is named with the place that imports it', () => {
    const read = facts(moduleOf(importing('example.com/app/gone', 'github.com/x/y')));
    expect(read.complete).toBe(false);
    expect(read.missing.map(({ path, evidence }) => [path, evidence.line])).toEqual([
      ['example.com/app/gone', 4],
      ['github.com/x/y', 5],
    ]);
    expect([...read.modules.keys()]).toContain('github.com/x/y');
  });

  test('tests and files for other systems are left out', () => {
    const read = facts(
      moduleOf(EMPTY, {
        '/src/main_test.go': 'package main\nimport _ "testing"\n',
        '/src/a_windows.go': 'package main\nimport _ "syscall"\n',
        '/src/b.go': '//go:build ignore\n\npackage main\nimport _ "go/build"\n',
        '/src/c.go': '//go:build special\n\npackage main\nimport _ "expvar"\n',
        '/src/d_linux.go': 'package main\nimport _ "os"\n',
      }),
    );
    expect([...read.standardImports.keys()]).toEqual(['os']);
  });

  test('a tag of the build lets a file in', () => {
    const tree = moduleOf(EMPTY, { '/src/c.go': '//go:build special\n\npackage main\nimport _ "expvar"\n' });
    expect([...facts(tree, { tags: ['special'] }).standardImports.keys()]).toEqual(['expvar']);
  });

  test('only the named files of a directory', () => {
    const tree = moduleOf(EMPTY, { '/src/other.go': 'package main\nimport _ "os"\nfunc main() {}\n' });
    expect(facts(tree, { files: ['main.go'] }).standardImports.size).toBe(0);
    expect(facts(tree, { files: ['other.go'] }).standardImports.size).toBe(1);
  });

  test.each([
    ['a library', 'package app\nfunc main() {}\n', false],
    ['a main package without main', 'package main\nfunc start() {}\n', false],
    ['a method called main', 'package main\ntype t int\nfunc (t) main() {}\n', false],
    ['a program', EMPTY, true],
  ])('%s', (_, main, expected) => {
    expect(facts(moduleOf(main)).isProgram).toBe(expected);
  });

  test('a directory without Go files is no program', () => {
    const read = facts({ '/src/README.md': '' });
    expect(read.isProgram).toBe(false);
    expect(read.complete).toBe(false);
  });

  test('a broken file does not stop the others', () => {
    const read = facts(
      moduleOf(program(['os'], 'os.Open("a.txt")'), { '/src/broken.go': 'package main\nfunc ((( {\n' }),
    );
    expect(read.findings.map(brief)).toEqual(['read-file a.txt']);
  });

  test('beside an ignored generator the program is still main', () => {
    const read = facts(
      moduleOf(EMPTY, { '/src/lib.go': 'package other\n', '/src/lib2.go': 'package other\n' }),
    );
    expect(read.isProgram).toBe(true);
  });
});

describe('where packages are found', () => {
  test('a program in a directory below the module', () => {
    const read = facts(
      {
        '/src/go.mod': 'module example.com/app\n',
        '/src/cmd/srv/main.go': importing('example.com/app/lib'),
        '/src/lib/lib.go': 'package lib\nimport _ "os"\n',
      },
      { directory: '/src/cmd/srv' },
    );
    expect(read.main).toBe('example.com/app/cmd/srv');
    expect([...read.standardImports.keys()]).toEqual(['os']);
  });

  test('a module whose path has no dot', () => {
    const read = facts({
      '/src/go.mod': 'module app\n',
      '/src/main.go': importing('app/config', 'appendix'),
      '/src/config/c.go': 'package config\n',
    });
    expect(read.missing.map(({ path }) => path)).toEqual(['appendix']);
  });

  test('a directory in place of a module', () => {
    const read = facts({
      '/src/go.mod': 'module example.com/app\nreplace example.com/lib => ../lib\n',
      '/src/main.go': importing('example.com/lib/deep'),
      '/lib/deep/d.go': 'package deep\nimport _ "os"\n',
    });
    expect(read.complete).toBe(true);
    expect([...read.standardImports.keys()]).toEqual(['os']);
  });

  test('a workspace', () => {
    const tree = {
      '/src/go.work': 'go 1.22\nuse (\n\t./app\n\t./lib\n)\n',
      '/src/app/go.mod': 'module example.com/app\n',
      '/src/app/main.go': importing('example.com/lib'),
      '/src/lib/go.mod': 'module example.com/lib\n',
      '/src/lib/l.go': 'package lib\n',
    };
    expect(facts(tree, { directory: '/src/app' }).complete).toBe(true);
    expect(facts(tree, { directory: '/src/app', goVersion: '1.17' }).complete).toBe(false);
  });

  test('vendored packages', () => {
    const read = facts({
      '/src/go.mod': 'module example.com/app\n\nrequire github.com/x/y v1.0.0\n',
      '/src/main.go': program(['github.com/x/y/z'], 'z.Run("a.txt")'),
      '/src/vendor/github.com/x/y/z/z.go':
        'package z\nimport "os"\nfunc Run(name string) { os.Open(name) }\n',
    });
    expect(read.complete).toBe(true);
    // The name is given in the program's own code, so that is the evidence.
    expect(read.findings).toEqual([
      {
        kind: 'read-file',
        name: { known: true, text: 'a.txt' },
        evidence: { file: '/src/main.go', line: 8, text: 'z.Run("a.txt")' },
        inModule: 'example.com/app',
        own: true,
      },
    ]);
  });

  test('the module cache, in the version that is selected', () => {
    const read = facts({
      '/src/go.mod':
        'module example.com/app\nrequire (\n\tgithub.com/X/y v1.0.0\n\texample.com/z v1.0.0\n)\n',
      '/src/main.go': importing('github.com/X/y', 'example.com/z'),
      '/go/pkg/mod/github.com/!x/y@v1.0.0/go.mod': 'module github.com/X/y\nrequire example.com/z v1.2.0\n',
      '/go/pkg/mod/github.com/!x/y@v1.0.0/y.go': 'package y\nimport _ "os"\n',
      '/go/pkg/mod/example.com/z@v1.0.0/z.go': 'package z\nimport _ "io"\n',
      '/go/pkg/mod/example.com/z@v1.2.0/z.go': 'package z\nimport _ "net"\n',
    });
    expect(read.complete).toBe(true);
    expect([...read.standardImports.keys()].sort()).toEqual(['net', 'os']);
  });

  test('GOPATH mode: the workspace, its vendor directories, and what is missing', () => {
    const tree = {
      '/go/src/github.com/a/app/main.go': importing(
        'github.com/a/app/lib',
        'github.com/b/c',
        'github.com/d/e',
      ),
      '/go/src/github.com/a/app/lib/l.go': 'package lib\nimport _ "os"\n',
      '/go/src/github.com/a/app/vendor/github.com/b/c/c.go': 'package c\nimport _ "net"\n',
      '/go/src/github.com/b/c/c.go': 'package c\nimport _ "plugin"\n',
    };
    const read = facts(tree, { directory: '/go/src/github.com/a/app', modules: false, goVersion: '1.10' });
    expect(read.main).toBe('github.com/a/app');
    expect([...read.standardImports.keys()].sort()).toEqual(['net', 'os']);
    expect(read.missing.map(({ path }) => path)).toEqual(['github.com/d/e']);
    expect([...read.modules.keys()]).toEqual(['github.com/b/c', 'github.com/d/e']);
  });

  test("godep's workspace", () => {
    const read = facts(
      {
        '/go/src/github.com/a/app/main.go': importing('github.com/b/c'),
        '/go/src/github.com/a/app/Godeps/_workspace/src/github.com/b/c/c.go': 'package c\n',
      },
      { directory: '/go/src/github.com/a/app', modules: false },
    );
    expect(read.complete).toBe(true);
  });

  test('relative imports in GOPATH mode', () => {
    const read = facts(
      { '/app/main.go': importing('./lib'), '/app/lib/l.go': 'package lib\nimport _ "os"\n' },
      { directory: '/app', modules: false },
    );
    expect([...read.standardImports.keys()]).toEqual(['os']);
  });
});

describe('cgo', () => {
  const C =
    'package main\n\n// #cgo LDFLAGS: -lsodium -lm\n// #cgo windows LDFLAGS: -lws2_32\n// #cgo pkg-config: glib-2.0\nimport "C"\n\nfunc main() {}\n';

  test('import "C" in the program', () => {
    expect(facts(moduleOf(C)).cgo).toEqual([
      {
        package: 'example.com/app',
        evidence: { file: '/src/main.go', line: 6, text: 'import "C"' },
        certainty: 'source',
        withoutCgo: 'breaks-build',
        libraries: ['sodium', 'glib-2.0'],
        staticWithMusl: undefined,
      },
    ]);
  });

  test('with cgo off the file is left out', () => {
    expect(facts(moduleOf(C), { cgo: false }).cgo).toEqual([]);
  });

  test('a file that stands in without cgo', () => {
    const tree = moduleOf(EMPTY, {
      '/src/a.go': 'package main\nimport "C"\n',
      '/src/b.go': '//go:build !cgo\n\npackage main\nimport _ "expvar"\n',
    });
    expect(facts(tree, { cgo: undefined }).cgo.map(({ withoutCgo }) => withoutCgo)).toEqual(['works']);
    expect(facts(tree, { cgo: true }).standardImports.size).toBe(0);
    expect(facts(tree, { cgo: undefined }).standardImports.size).toBe(1);
  });

  test('a module known to need it', () => {
    const read = facts(moduleOf(importing('github.com/mattn/go-sqlite3')));
    expect(read.cgo.map((use) => [use.package, use.certainty, use.withoutCgo])).toEqual([
      ['github.com/mattn/go-sqlite3', 'known', 'breaks-at-run-time'],
    ]);
  });

  test('a package below such a module, in another version', () => {
    const [use] = facts(moduleOf(importing('github.com/davidbyttow/govips/v2/vips'))).cgo;
    expect(use?.libraries).toContain('vips');
  });

  test('only required, while other sources are missing', () => {
    const tree = {
      '/src/go.mod':
        'module example.com/app\n\nrequire (\n\tgithub.com/x/orm v1.0.0\n\tgithub.com/mattn/go-sqlite3 v1.14.0 // indirect\n)\n',
      '/src/main.go': importing('github.com/x/orm'),
    };
    expect(facts(tree).cgo.map((use) => [use.package, use.certainty, use.evidence.line])).toEqual([
      ['github.com/mattn/go-sqlite3', 'possible', 5],
    ]);
    const read = facts({ ...tree, '/src/vendor/github.com/x/orm/o.go': 'package orm\n' });
    expect(read.cgo).toEqual([]);
  });

  test('a module that needs none', () => {
    expect(facts(moduleOf(importing('github.com/shirou/gopsutil/v3/mem', 'modernc.org/sqlite'))).cgo).toEqual(
      [],
    );
  });
});

describe('directives', () => {
  test('embedded files and generators', () => {
    const read = facts(
      moduleOf(
        'package main\n\nimport _ "embed"\n\n//go:generate stringer -type=T\n\n//go:embed web/* "a b.txt"\n//go:embed `c.txt`\nvar x string\n\nfunc main() {\n\t//go:embed not.here\n}\n',
      ),
    );
    expect(read.embeds.map(({ pattern, evidence }) => [pattern, evidence.line])).toEqual([
      ['web/*', 7],
      ['a b.txt', 7],
      ['c.txt', 8],
    ]);
    expect(read.generates.map(({ command }) => command)).toEqual(['stringer -type=T']);
  });

  test('a comment that only looks like one', () => {
    const read = facts(
      moduleOf('package main\n\n// go:embed x\n//go:embedded y\nvar x string\n\nfunc main() {}\n'),
    );
    expect(read.embeds).toEqual([]);
  });
});

function withLibrary(body: string): Tree {
  return {
    '/src/go.mod': 'module example.com/app\n\nrequire github.com/x/lib v1.0.0\n',
    '/src/main.go': program(['github.com/x/lib'], 'lib.Run()'),
    '/src/vendor/github.com/x/lib/l.go': `package lib\nimport (\n\t"net/http"\n\t"os"\n)\nvar c http.Client\n${body}`,
  };
}

function libraryFindings(body: string): unknown {
  return facts(withLibrary(body)).findings.map((finding) => [brief(finding), finding.inModule, finding.own]);
}

describe('libraries that are read', () => {
  test('a known name counts', () => {
    expect(libraryFindings('func Run() { os.Open("/etc/lib.conf") }')).toEqual([
      ['read-file /etc/lib.conf', 'github.com/x/lib', false],
    ]);
  });

  test('an unknown name is reported as unknown', () => {
    expect(libraryFindings('func Run() { os.Open(<-names) }\nvar names chan string')).toEqual([
      ['read-file …', 'github.com/x/lib', false],
    ]);
  });

  test('TLS counts in any case', () => {
    expect(libraryFindings('func Run() { c.Do(<-requests) }\nvar requests chan *http.Request')).toEqual([
      ['tls-client …', 'github.com/x/lib', false],
    ]);
  });

  test('functions that the program does not reach do not count', () => {
    expect(libraryFindings('func Run() {}\nfunc Other() { os.Open("/etc/lib.conf") }')).toEqual([]);
  });
});

test('arguments of programs', () => {
  const read = facts(
    moduleOf(program(['os', 'os/exec'], 'exec.Command("sh", "-c", "git pull", os.Args[1])')),
  );
  expect(read.findings[0]?.arguments).toEqual([
    { known: true, text: '-c' },
    { known: true, text: 'git pull' },
    { known: false, expression: 'os.Args[1]', prefix: '', origin: { kind: 'argument', index: 1 } },
  ]);
});

test('evidence of a chain of calls is the line that does it', () => {
  const read = facts(
    moduleOf(program(['html/template'], 'template.Must(\n\ttemplate.New("x").\n\t\tParseFiles("a.html"))')),
  );
  expect(read.findings[0]?.evidence.text).toBe('ParseFiles("a.html"))');
});

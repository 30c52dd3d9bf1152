/** Files that a Go program reads through links that it makes, and by variables that it sets. */
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/index.ts';
import { assumed, lastStageOf, migrateGolang } from '../helpers/golang-project.ts';

function outcome(statements: string, imports = 'os', end = 'CMD ["app"]\n', files = {}): Outcome {
  const main = `package main

import (
${imports
  .split(' ')
  .map((path) => `\t"${path}"\n`)
  .join('')})

func main() {
${statements}
}
`;
  return migrateGolang(
    `FROM golang:1.24-bookworm\nWORKDIR /srv/app\nCOPY . .\nRUN go build -o /usr/local/bin/app .\n${end}`,
    {
      'main.go': main,
      'docs/v1/a.txt': 'a\n',
      'docs/v2/a.txt': 'a\n',
      ...files,
    },
  );
}

describe('links that a program makes', () => {
  it.each([
    ['os.Symlink("docs/v2", "current")', 'os'],
    ['os.Symlink("/srv/app/docs/v2", "/tmp/current")', 'os'],
    ['os.Symlink("../docs/v2", "public/current")', 'os'],
    ['syscall.Symlink("docs/v2", "current")', 'syscall'],
    ['os.Rename("docs/v2", "current")', 'os'],
    ['exec.Command("ln", "-s", "../docs/v2", "public/current").Run()', 'os/exec'],
  ])('%s', (statement, imports) => {
    const result = outcome(statement, imports);
    expect(lastStageOf(result)).toContain('/srv/app/docs/v2');
    expect(lastStageOf(result)).not.toContain('docs/v1');
    expect(assumed(result)).toEqual([]);
  });

  it('may lead anywhere where that is not known', () => {
    const result = outcome('name, _ := os.ReadFile("release")\n\tos.Symlink(string(name), "current")', 'os');
    expect(assumed(result)).toContain('files-not-known');
  });

  it('lead to what every container has', () => {
    expect(lastStageOf(outcome('os.Symlink("/proc/self/fd/1", "log")'))).not.toContain('/proc');
  });
});

describe('variables that a program sets', () => {
  it.each([
    ['os.Setenv("SSL_CERT_FILE", "/srv/app/docs/v1/a.txt")', '/srv/app/docs/v1/a.txt'],
    ['os.Setenv("SSL_CERT_DIR", "/srv/app/docs/v1:/srv/app/docs/v2")', '/srv/app/docs/v2'],
    ['os.Setenv("ZONEINFO", "/srv/app/docs/v1")', '/srv/app/docs/v1'],
    ['os.Setenv("TZ", ":/srv/app/docs/v1/a.txt")', '/srv/app/docs/v1/a.txt'],
  ])('%s', (statement, path) => {
    expect(lastStageOf(outcome(statement))).toContain(path);
  });

  it.each(['os.Setenv("TITLE", "/srv/app/docs/v1/a.txt")', 'os.Setenv("TZ", "UTC")'])('%s', (statement) => {
    expect(lastStageOf(outcome(statement))).not.toContain('docs');
  });

  it('are not any that it passes on', () => {
    const loop = 'for k, v := range map[string]string{os.Args[1]: os.Args[2]} {\n\t\tos.Setenv(k, v)\n\t}';
    expect(assumed(outcome(loop))).toEqual([]);
  });
});

describe('libraries that are loaded by name', () => {
  it('come with what tells the loader where they lie', () => {
    const code = `package main

/*
#include <dlfcn.h>
static void *load(void) { return dlopen("libpaint.so", RTLD_NOW); }
*/
import "C"
`;
    const end = 'COPY libpaint.so /usr/local/lib/\nRUN ldconfig\nCMD ["app"]\n';
    const result = outcome('load()', 'fmt', end, {
      'load.go': `${code}\nfunc load() { C.load() }\n`,
      'libpaint.so': '',
    });
    expect(lastStageOf(result)).toContain('/usr/local/lib');
    expect(lastStageOf(result)).toContain('/etc/ld.so.cache');
    expect(assumed(result)).toContain('libraries-loaded-by-name');
  });
});

describe('who runs a program', () => {
  const asks = 'u, err := user.Current()\n\tfmt.Println(u, err)';

  it('asks the C library where a compose file runs it as somebody without a record', () => {
    const compose = { 'compose.yaml': 'services:\n  app:\n    build: .\n    user: "1234"\n' };
    expect(lastStageOf(outcome(asks, 'fmt os/user', undefined, compose))).toContain('distroless/base');
    expect(lastStageOf(outcome(asks, 'fmt os/user'))).not.toContain('distroless/base');
  });
});

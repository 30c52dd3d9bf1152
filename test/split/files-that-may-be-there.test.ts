import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate, type Outcome } from '../../src/index.ts';

function outcome(body: string, step: string, files: Readonly<Record<string, string>> = {}): Outcome {
  const main = `package main

import (
	"net/http"
	"os"

	"example.com/elsewhere/settings"
)

const folder = "./conf"

type unused struct{ file *os.File }

func main() {
	${body}
	http.ListenAndServe(":8080", nil)
}
`;
  return migrate(
    `FROM golang:1.24\nWORKDIR /srv/shop\nCOPY . .\n${step}RUN go build -o shop .\nCMD ["/srv/shop/shop"]\n`,
    {
      context: memoryContext({
        'go.mod': 'module example.com/shop\n\ngo 1.24\n\nrequire example.com/elsewhere v1.0.0\n',
        'main.go': main,
        ...files,
      }),
    },
  );
}

/** What the runtime stage copies from the build stage, without system files. */
function copied(result: Outcome): readonly string[] {
  return result.outcome === 'migrated'
    ? (result.summary?.copied.filter((path) => path.startsWith('/srv')) ?? [])
    : [result.code];
}

describe('a file that a build step may have made', () => {
  const body = 'if _, err := os.Stat("uploads"); err != nil {\n\t\tos.Mkdir("uploads", 0o755)\n\t}';

  it('is not copied by a name that may not be there: what there is goes along', () => {
    expect(copied(outcome(body, 'RUN ./prepare\n', { prepare: 'binary' }))).toEqual(['/srv/shop']);
  });

  it('needs nothing where no step can have made it', () => {
    expect(copied(outcome(body, ''))).toEqual(['/srv/shop/shop']);
  });

  it('is copied by its name where the program can not do without it', () => {
    const reads = 'if _, err := os.ReadFile("table.txt"); err != nil {\n\t\tpanic(err)\n\t}';
    expect(copied(outcome(reads, 'RUN ./prepare\n', { prepare: 'binary' }))).toEqual([
      '/srv/shop/shop',
      '/srv/shop/table.txt',
    ]);
  });

  it('is copied by its name where it is a directory that is served', () => {
    const serves = 'http.Handle("/", http.FileServer(http.Dir("public")))';
    expect(copied(outcome(serves, 'RUN ./prepare\n', { prepare: 'binary' }))).toEqual([
      '/srv/shop/shop',
      '/srv/shop/public',
    ]);
  });
});

describe('a name that is given to a module that was not read', () => {
  const files = {
    'conf/shop.yaml': 'a: 1\n',
    'locales/de.json': '{}\n',
    'store/store.go': 'package store\n',
  };

  it('keeps the file of that name', () => {
    expect(copied(outcome('settings.Load("conf/shop.yaml")', '', files))).toContain(
      '/srv/shop/conf/shop.yaml',
    );
    expect(copied(outcome('settings.New().From(folder + "/shop.yaml").Load()', '', files))).toContain(
      '/srv/shop/conf/shop.yaml',
    );
    expect(copied(outcome('settings.Load(settings.Options{Path: "conf/shop.yaml"})', '', files))).toContain(
      '/srv/shop/conf/shop.yaml',
    );
  });

  it('keeps a directory of data, not one of sources', () => {
    expect(copied(outcome('settings.Load("./locales")', '', files))).toContain('/srv/shop/locales');
    expect(copied(outcome('settings.Load("./store", "./main.go")', '', files))).toEqual(['/srv/shop/shop']);
  });

  it('means nothing where there is no such file', () => {
    expect(copied(outcome('settings.Load("conf/other.yaml", "text/html")', '', files))).toEqual([
      '/srv/shop/shop',
    ]);
  });
});

describe('a file that the program writes', () => {
  const opens = 'file, _ := os.OpenFile("shop.db", os.O_RDWR|os.O_CREATE, 0o644)\n\tfile.Close()';

  it('goes along where the author brings it, beside the sources too', () => {
    expect(copied(outcome(opens, '', { 'shop.db': 'data' }))).toEqual([
      '/srv/shop/shop',
      '/srv/shop/shop.db',
    ]);
  });

  it('is made by the program where nobody brings it', () => {
    expect(copied(outcome(opens, ''))).toEqual(['/srv/shop/shop']);
  });
});

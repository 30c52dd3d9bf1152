/** Programs that a file builds twice: which of them the runtime stage gets. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../../src/context/memory.ts';
import { migrate } from '../../../src/index.ts';

const main = 'package main\n\nfunc main() { println("hello") }\n';

function programsOf(
  build: string,
  command = '["./server"]',
  files: Readonly<Record<string, string>> = {},
): readonly string[] {
  const text = `FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN ${build}\nCMD ${command}\n`;
  const context = memoryContext({
    'go.mod': 'module example.com/hello\n\ngo 1.24\n',
    'main.go': main,
    'cmd/other/main.go': main,
    ...files,
  });
  const outcome = migrate(text, { context });
  if (outcome.outcome !== 'migrated') throw new Error(outcome.message);
  return outcome.summary?.copied ?? [];
}

describe('a program that is built twice', () => {
  it.each([
    ['go install . && go build -o server .', '["./server"]', '/src/server'],
    [
      'go install . && go build -ldflags "-X main.version=1" -o server main.go',
      '["./server"]',
      '/src/server',
    ],
    ['go build && go install .', '["hello"]', '/go/bin/hello'],
    ['go build -o out/server . && mv out/server /usr/local/bin/', '["server"]', '/usr/local/bin/server'],
    ['go build -o out/server . && cp out/server /usr/local/bin/', '["server"]', '/usr/local/bin/server'],
    [
      'go build -o server . && install -m 755 server /usr/local/bin/server',
      '["server"]',
      '/usr/local/bin/server',
    ],
  ])('is copied once: %s', (build, command, path) => {
    expect(programsOf(build, command)).toEqual([path]);
  });

  it('is copied where a command of the image names it', () => {
    expect(
      programsOf('go install . && go build -o server .', '["sh", "-c", "hello && exec ./server"]'),
    ).toEqual(['/go/bin/hello', '/src/server']);
  });

  it('is copied where a script may start what it puts together', () => {
    const script = { 'run.sh': '#!/bin/sh\n"$1" && exec ./server\n' };
    expect(
      programsOf('go install . && go build -o server .', '["./run.sh"]', script).filter((path) =>
        ['/go/bin/hello', '/src/server'].includes(path),
      ),
    ).toEqual(['/src/server', '/go/bin/hello']);
  });
});

describe('two programs', () => {
  it.each([
    ['a name of its own', 'go build -o server . && cp server /usr/local/bin/hello-tool'],
    ['a name of its own by go', 'go build -o server . && go build -o /usr/local/bin/hello-tool .'],
    ['other sources', 'go build -o server . && go install ./cmd/other'],
    ['other tags', 'go build -o server . && go install -tags debug .'],
    ['the race detector', 'go build -o server . && CGO_ENABLED=1 go install -race .'],
    [
      'other values linked in',
      'go build -ldflags "-X main.a=1" -o server . && go install -ldflags "-X main.a=2" .',
    ],
    ['another architecture', 'go build -o server . && GOARCH=arm64 go build .'],
  ])('are both copied: with %s', (_, build) => {
    expect(programsOf(build).filter((path) => /\/(server|hello|other|hello-tool)$/.test(path))).toHaveLength(
      2,
    );
  });
});

/** `./...` above GOPATH's own directories, and programs written into directories of the base image. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../../src/context/memory.ts';
import { migrate } from '../../../src/index.ts';

const context = memoryContext({ 'main.go': 'package main\n\nfunc main() { println("hello") }\n' });

function copiedBy(text: string): readonly string[] {
  const outcome = migrate(text, { context });
  return outcome.outcome === 'migrated' ? (outcome.summary?.copied ?? []) : [outcome.code];
}

describe('packages by a pattern', () => {
  it.each(['/go', '/go/src', '/go/src/example.com', '/go/src/example.com/hello'])(
    'are found from %s down',
    (workdir) => {
      const text = `FROM golang:1.9\nCOPY . /go/src/example.com/hello\nWORKDIR ${workdir}\nRUN go get ./...\nCMD ["hello"]\n`;
      expect(copiedBy(text)).toContain('/go/bin/hello');
    },
  );

  it('are not found where they are not', () => {
    const text =
      'FROM golang:1.9\nCOPY . /go/src/example.com/hello\nWORKDIR /go/bin\nRUN go install ./...\nCMD ["hello"]\n';
    expect(copiedBy(text)).toEqual(['command-not-found']);
  });
});

it('a directory of the base image gets the program under its own name', () => {
  const text =
    'FROM golang:1.9\nCOPY . /go/src/example.com/hello\nRUN go build -o /usr/local/bin example.com/hello\nCMD ["hello"]\n';
  expect(copiedBy(text)).toEqual(['/usr/local/bin/hello']);
});

function building(command: string): string {
  return `FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN ${command}\nCMD ["/src/hello"]\n`;
}

describe('what a pattern matches', () => {
  const main = 'package main\n\nfunc main() { println("hello") }\n';
  const mod = 'module example.com/hello\n\ngo 1.24\n';
  const outcome = (build: string, files: Record<string, string>) =>
    migrate(building(build), { context: memoryContext({ 'go.mod': mod, ...files }) });
  const library = { 'main.go': main, 'greeting/greeting.go': 'package greeting\n' };

  it('is no program for a call that builds a library beside it', () => {
    expect(outcome('go build ./...', library).code).toBe('command-not-found');
    expect(outcome('go build ./...', { 'main.go': main }).code).toBe('split');
  });

  it.each(['./...', '. ./greeting', './greeting/... example.com/hello'])(
    'does not fit into one file: %s',
    (packages) => {
      const refused = outcome(`go build -o hello ${packages}`, library);
      expect(refused.code).toBe('cannot-build');
      expect(refused.message).toContain('./greeting');
    },
  );

  it('counts each package once', () => {
    expect(outcome('go build -o hello . ./... example.com/hello', { 'main.go': main }).code).toBe('split');
  });

  it('follows build tags', () => {
    const files = { 'main.go': main, 'extra/extra.go': '//go:build extra\n\npackage extra\n' };
    expect(outcome('go build -o hello ./...', files).code).toBe('split');
    expect(outcome('go build -tags extra -o hello ./...', files).code).toBe('cannot-build');
  });

  it('does not count what only some machines build', () => {
    const files = { 'main.go': main, 'fast/fast_arm64.go': 'package fast\n' };
    expect(outcome('go build -o hello ./...', files).code).toBe('split');
    expect(outcome('GOARCH=arm64 go build -o hello ./...', files).code).toBe('cannot-build');
  });

  it('is nothing above the modules of a workspace', () => {
    const context = memoryContext({
      'go.work': 'go 1.24\n\nuse ./app\n',
      'app/go.mod': mod,
      'app/main.go': main,
    });
    expect(migrate(building('go build -o hello ./...'), { context }).code).toBe('cannot-build');
    expect(migrate(building('go build -o hello ./app/...'), { context }).code).toBe('split');
  });
});

/** `./...` above GOPATH's own directories, and programs written into directories of the base image. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate } from '../../src/index.ts';

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

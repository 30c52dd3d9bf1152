/** What the original image doesn't have isn't brought by the migration; and what it was built from is read as it was. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../../src/context/memory.ts';
import { migrate } from '../../../src/index.ts';

const starts = (shell: string): string => `package main

import (
	"flag"
	"os/exec"
)

func main() {
	shell := flag.String("shell", "${shell}", "shell of the session")
	flag.Parse()
	exec.Command(*shell).Run()
}
`;

function runtimeOf(base: string, shell: string): string {
  const context = memoryContext({ 'go.mod': 'module example.com/x\n\ngo 1.24\n', 'main.go': starts(shell) });
  const outcome = migrate(`FROM ${base}\nWORKDIR /src\nCOPY . .\nRUN go build -o /bin/x .\nCMD ["x"]\n`, {
    context,
  });
  return outcome.outcome === 'migrated'
    ? outcome.text.slice(outcome.text.indexOf('\n\nFROM') + 2)
    : outcome.code;
}

describe('a shell that the program starts', () => {
  it('is not installed where the original has none of that name', () => {
    expect(runtimeOf('golang:1.24-alpine3.22', 'bash')).toMatch(/^FROM alpine:3.22\nWORKDIR/);
  });

  it('comes from a base that has it where the original does', () => {
    expect(runtimeOf('golang:1.24-alpine3.22', 'sh')).toMatch(/^FROM alpine:3.22\nWORKDIR/);
    expect(runtimeOf('golang:1.24-bookworm', 'bash')).toMatch(/^FROM debian:bookworm-slim\n/);
  });
});

describe('sources below GOPATH where no go.mod is', () => {
  it('are read along their imports, whatever the release', () => {
    const context = memoryContext({
      'main.go': 'package main\n\nimport "example.com/shop/prices"\n\nfunc main() { prices.Load() }\n',
      'prices/prices.go':
        'package prices\n\nimport "os"\n\nfunc Load() []byte {\n\tdata, _ := os.ReadFile("prices.csv")\n\treturn data\n}\n',
      'prices.csv': 'tea,2\n',
      'notes.txt': 'none\n',
    });
    const digest = `sha256:${'0'.repeat(64)}`;
    const text = `FROM golang@${digest}\nCOPY . /go/src/example.com/shop\nWORKDIR /go/src/example.com/shop\nRUN go build -o shop main.go\nCMD ["./shop"]\n`;
    const outcome = migrate(text, { context });
    expect(outcome.outcome === 'migrated' ? outcome.summary?.copied : outcome.code).toEqual([
      '/go/src/example.com/shop/shop',
      '/go/src/example.com/shop/prices.csv',
    ]);
  });
});

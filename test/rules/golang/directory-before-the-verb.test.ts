/** `go -C DIRECTORY VERB`: where the call works is said before what it does. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../../src/context/memory.ts';
import { migrate } from '../../../src/index.ts';

const context = memoryContext({
  'backend/go.mod': 'module example.com/shop\n\ngo 1.24\n',
  'backend/cmd/serve/main.go': 'package main\n\nfunc main() {}\n',
});

function copiedBy(build: string): readonly string[] {
  const text = `FROM golang:1.24\nWORKDIR /build\nCOPY . .\n${build}\nCMD ["serve"]\n`;
  const outcome = migrate(text, { context });
  expect(outcome).toMatchObject({ outcome: 'migrated', confidence: 'proven' });
  return outcome.outcome === 'migrated' ? (outcome.summary?.copied ?? []) : [];
}

describe('go -C', () => {
  it.each([
    ['RUN go -C backend install ./cmd/...', '/go/bin/serve'],
    ['RUN go -C=/build/backend install ./cmd/serve', '/go/bin/serve'],
    ['RUN go -C backend build -o /usr/local/bin/ ./cmd/serve', '/usr/local/bin/serve'],
    ['RUN go build -C backend -o /usr/local/bin/ ./cmd/serve', '/usr/local/bin/serve'],
    [
      'ENV GOFLAGS=-trimpath GOBIN=/usr/local/sbin\nRUN go -C backend install ./cmd/...',
      '/usr/local/sbin/serve',
    ],
    ['RUN go -C backend env -w GOBIN=/usr/local/bin && go -C backend install ./...', '/usr/local/bin/serve'],
    [
      'RUN cp "$(go -C backend list -f {{.Dir}} .)/go.mod" /tmp; go -C backend install ./...',
      '/go/bin/serve',
    ],
  ])('%s', (build, path) => {
    expect(copiedBy(build)).toEqual([path]);
  });
});

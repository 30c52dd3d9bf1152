import { describe, expect, it } from 'vitest';
import { memoryContext, migrate, type MigrateOptions, type Outcome } from '../../src/index.ts';

const hello = `WORKDIR /src
COPY <<EOF main.go
package main

func main() { println("hello") }
EOF
RUN go build -o /bin/hello main.go
CMD ["/bin/hello"]
`;

function from(image: string, options: MigrateOptions = {}): { readonly code: string; readonly text: string } {
  const outcome = migrate(`FROM ${image}\n${hello}`, options);
  return { code: outcome.code, text: outcome.outcome === 'migrated' ? outcome.text : '' };
}

describe('toolchains of a team', () => {
  const toolchains = { golang: ['registry.example.com/build/go'] };

  it('counts an image that the settings name as golang', () => {
    const { code, text } = from('registry.example.com/build/go:1.24', { toolchains });
    expect(code).toBe('split');
    expect(text).toContain('FROM registry.example.com/build/go:1.24 AS build\n');
  });

  it('knows nothing of the same name at another registry', () => {
    expect(from('other.example.com/build/go:1.24', { toolchains }).code).toBe('unknown-base');
  });

  it('does without it what it does without settings', () => {
    expect(from('registry.example.com/build/go:1.24').code).toBe('unknown-base');
  });
});

describe('runtime bases of a team', () => {
  const server = `FROM golang:1.24-bookworm
WORKDIR /src
COPY . .
RUN go build -o /bin/app .
CMD ["/bin/app"]
`;

  it('takes the reference that the settings give for the family', () => {
    const outcome = migrate(server, { bases: { 'distroless-base': 'registry.example.com/base:{release}' } });
    expect(outcome.outcome === 'migrated' ? outcome.text : outcome.message).toContain(
      '\nFROM registry.example.com/base:bookworm\n',
    );
  });

  it('leaves the other families as they are', () => {
    const outcome = migrate(server, { bases: { alpine: 'registry.example.com/alpine:{release}' } });
    expect(outcome.outcome === 'migrated' ? outcome.text : outcome.message).toContain(
      '\nFROM gcr.io/distroless/base-debian12\n',
    );
  });
});

const digest = `sha256:${'a'.repeat(64)}`;
const context = memoryContext({
  'go.mod': 'module example.com/app\n\ngo 1.22\n',
  'main.go': 'package main\n\nfunc main() { println("hello") }\n',
  'run.sh': '#!/bin/sh\nexec /app/server\n',
});

function onDebian(image: string, options: MigrateOptions): Outcome {
  const text = `FROM ${image}\nWORKDIR /app\nCOPY . .\nRUN go build -o /app/server .\nCMD ["./run.sh"]\n`;
  return migrate(text, { context, ...options });
}

function reasonsOf(outcome: Outcome): readonly string[] {
  return outcome.outcome === 'migrated' ? outcome.reasons.map(({ code }) => code) : [outcome.message];
}

describe('digests of a lock file', () => {
  const pins = { 'debian:trixie-slim': digest };

  it('are written to the base', () => {
    expect(onDebian('golang:1.24', { pins })).toMatchObject({
      outcome: 'migrated',
      text: expect.stringContaining(`\nFROM debian:trixie-slim@${digest}\n`),
      summary: { to: `debian:trixie-slim@${digest}` },
    });
  });

  it('are asked for where the image that builds has one', () => {
    const builder = `golang:1.24@sha256:${'b'.repeat(64)}`;
    expect(reasonsOf(onDebian(builder, {}))).toContain('base-not-pinned');
    expect(reasonsOf(onDebian(builder, { pins }))).not.toContain('base-not-pinned');
    expect(reasonsOf(onDebian('golang:1.24', {}))).not.toContain('base-not-pinned');
  });
});

import { describe, expect, it } from 'vitest';
import { migrate, type MigrateOptions } from '../../src/index.ts';

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

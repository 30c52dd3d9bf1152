/** Tools that a build step calls and that nothing brings: the file cannot be built. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../../src/context/memory.ts';
import { migrate } from '../../../src/index.ts';

const context = memoryContext({
  'go.mod': 'module example.com/shop\n\ngo 1.24\n',
  'main.go': 'package main\n\nfunc main() {}\n',
});

function outcomeOf(from: string, ...lines: readonly string[]): ReturnType<typeof migrate> {
  const text = [
    `FROM ${from}`,
    'WORKDIR /src',
    'COPY . .',
    ...lines,
    'RUN go build -o /shop .',
    'CMD ["/shop"]',
  ];
  return migrate(`${text.join('\n')}\n`, {
    context,
    toolchains: { golang: ['registry.example.com/build/go'] },
  });
}

describe('a tool that a build step calls', () => {
  it('is not there where go get no longer installs', () => {
    expect(
      outcomeOf('golang:1.24', 'RUN go get github.com/swaggo/swag/cmd/swag', 'RUN swag init'),
    ).toMatchObject({
      outcome: 'refused',
      code: 'cannot-build',
      message: expect.stringContaining('swag is not there: go get installs no programs since Go 1.18'),
      evidence: { line: 5, text: 'swag init' },
    });
  });

  it('is not there where packages of other things are installed', () => {
    const lines = ['RUN apk add git && go get example.com/govendor && govendor sync'];
    expect(outcomeOf('golang:1.24-alpine', ...lines).code).toBe('cannot-build');
  });

  it('is there where go get did install', () => {
    const lines = ['RUN go get github.com/swaggo/swag/cmd/swag', 'RUN swag init'];
    expect(outcomeOf('golang:1.13', ...lines).code).toBe('split');
  });

  it.each([
    'RUN go install github.com/swaggo/swag/cmd/swag@v1.16.4',
    'RUN apt-get update && apt-get install -y golang-github-swaggo-swag',
    'RUN curl -fsSL https://example.com/install.sh | sh',
    'RUN curl -fsSL -o /usr/local/bin/swag https://example.com/swag && chmod +x /usr/local/bin/swag',
    'COPY --from=example.com/tools /swag /usr/bin/swag',
    'RUN make tools',
  ])('is there after `%s`', (line) => {
    expect(outcomeOf('golang:1.24', line, 'RUN swag init').code).not.toBe('cannot-build');
  });

  it('may be there in an image of a team’s own', () => {
    expect(outcomeOf('registry.example.com/build/go:1.24', 'RUN swag init').code).toBe('split');
    expect(outcomeOf('golang:1.24', 'RUN swag init').code).toBe('cannot-build');
  });

  it('may fail where that does not matter', () => {
    expect(outcomeOf('golang:1.24', 'RUN golint ./... || true').code).toBe('split');
  });

  it('is gofmt in every golang image', () => {
    expect(outcomeOf('golang:1.24', 'RUN gofmt -l .').code).toBe('split');
  });
});

import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate } from '../../src/index.ts';

const context = memoryContext({
  'go.mod': 'module example.com/shop\n\ngo 1.24\n',
  'main.go': 'package main\n\nfunc main() { println("open") }\n',
});

/** How sure the split of a file with these lines is, and the tools of which it says that they may be for people. */
function asked(...lines: readonly string[]): readonly string[] {
  const text = ['FROM golang:1.24', 'WORKDIR /src', 'COPY . .', 'RUN go build -o /shop .', ...lines];
  const outcome = migrate([...text, 'CMD ["/shop"]'].join('\n'), { context });
  if (outcome.outcome !== 'migrated') return [outcome.code];
  const said = outcome.reasons.filter(({ code }) => code === 'asked-in-the-build');
  return [
    outcome.assumptions.map(({ code }) => code).join(' '),
    ...said.map(({ message }) => message.split(' ').slice(0, 4).join(' ')),
  ];
}

describe('a tool that a step asks for its version', () => {
  it('may be there for people', () => {
    expect(asked('RUN go version && curl --version').slice(1)).toEqual(['a step asks curl']);
  });

  it('is not where the build calls it for more', () => {
    expect(asked('RUN curl --version && curl -o /dev/null https://example.com').slice(1)).toEqual([]);
  });

  it('is not where it comes along', () => {
    const check = 'HEALTHCHECK CMD curl --fail http://localhost/';
    expect(asked('RUN curl --version', check).slice(1)).toEqual([]);
  });
});

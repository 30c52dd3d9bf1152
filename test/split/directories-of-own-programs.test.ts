/** Directories that a program of the author's makes in the build: with which mode isn't known. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate } from '../../src/index.ts';

const context = memoryContext({
  'go.mod': 'module example.com/shop\n\ngo 1.24\n',
  'main.go':
    'package main\n\nimport "os"\n\nfunc main() { os.ReadDir("/var/lib/shop"); os.ReadFile("/var/lib/shop/till") }\n',
  'prepare.sh': '#!/bin/sh\ndo-more\n',
});

function modes(step: string): readonly string[] {
  const text = ['FROM golang:1.24', 'WORKDIR /src', 'COPY . .', 'RUN go build -o /bin/shop .', step];
  const outcome = migrate([...text, 'CMD ["/bin/shop"]', ''].join('\n'), { context });
  return outcome.outcome === 'migrated'
    ? outcome.assumptions.flatMap(({ code, message }) => (code === 'mode-not-known' ? [message] : []))
    : [outcome.code];
}

const said = ["the program can do with /var/lib/shop as everybody's to read and its owner's to write"];

describe('a directory that the author’s own program makes in a step', () => {
  it('is named, as COPY gives it a mode of its own', () => {
    expect(modes('RUN /bin/shop -init /var/lib/shop')).toEqual(said);
    expect(modes('RUN shop -init /var/lib/shop')).toEqual(said);
  });

  it('is not where a command makes it that is followed', () => {
    expect(modes('RUN mkdir -m 700 /var/lib/shop && echo 1 > /var/lib/shop/till')).toEqual([]);
  });
});

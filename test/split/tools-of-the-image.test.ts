/** Tools that a file fetches beside its program: for the build, or for the run. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate } from '../../src/index.ts';

const lines = (...tool: readonly string[]): string =>
  [
    'FROM golang:1.9',
    ...tool,
    'WORKDIR /go/src/example.com/shop',
    'COPY . .',
    'RUN go install',
    'CMD ["shop"]',
    '',
  ].join('\n');

function copied(...tool: readonly string[]): readonly string[] {
  const outcome = migrate(lines(...tool));
  return outcome.outcome === 'migrated' ? (outcome.summary?.copied ?? []) : [outcome.code];
}

const fetched = 'RUN go get example.com/migrate/cli && mv /go/bin/cli /go/bin/migrate';

describe('a tool that the author gave a name', () => {
  it('goes along with a program of which it is not known what it starts', () => {
    expect(copied(fetched)).toContain('/go/bin/migrate');
  });

  it('stays behind where a step calls it', () => {
    expect(copied(fetched, 'RUN migrate create')).not.toContain('/go/bin/migrate');
  });

  it('stays behind where the program is read and starts nothing', () => {
    const context = memoryContext({ 'main.go': 'package main\n\nfunc main() { println("open") }\n' });
    const outcome = migrate(lines(fetched), { context });
    expect(outcome).toMatchObject({ outcome: 'migrated', confidence: 'proven' });
    expect(outcome.outcome === 'migrated' && outcome.summary?.copied).toEqual(['/go/bin/shop']);
  });
});

it('a tool that is only fetched is one to build with', () => {
  expect(copied('RUN go get example.com/migrate/cli')).not.toContain('/go/bin/cli');
});

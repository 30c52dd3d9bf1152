/** Calls of the go command where no go.mod is: what fails and what does not (go 1.26, tried). */
import { describe, expect, it } from 'vitest';
import { migrate } from '../../../src/index.ts';

function outcomeOf(from: string, ...lines: readonly string[]): ReturnType<typeof migrate> {
  const text = [
    `FROM ${from}`,
    ...lines,
    'WORKDIR /src',
    'COPY . .',
    'RUN go build -o /shop .',
    'CMD ["/shop"]',
  ];
  return migrate(`${text.join('\n')}\n`);
}

describe('outside of a module', () => {
  it.each([
    'go install std',
    'go build net/http',
    'go install -race std cmd',
    'go vet fmt',
    'go test fmt -v',
  ])('the distribution’s own packages are there: %s', (command) => {
    expect(outcomeOf('golang:1.24', `RUN ${command}`).code).toBe('split');
  });

  it.each(['go build .', 'go vet', 'go test -race', 'go install ./...', 'go build example.com/shop'])(
    'others are not: %s',
    (command) => {
      expect(outcomeOf('golang:1.24', `RUN ${command}`).code).toBe('cannot-build');
    },
  );

  it('the directory is named from which the module is looked for', () => {
    expect(outcomeOf('golang:1.24', 'COPY . /lib', 'RUN go install /lib')).toMatchObject({
      code: 'cannot-build',
      message: 'this file cannot be built today: go install fails: there is no go.mod in /go or above it',
    });
  });
});

const copying = (pattern: string): readonly string[] => ['WORKDIR /shop', `COPY ${pattern} ./`];

describe('a pattern that copies Go files', () => {
  it('brings no go.mod', () => {
    expect(outcomeOf('golang:1.24', ...copying('*.go'), 'RUN go vet ./...').code).toBe('cannot-build');
    expect(outcomeOf('golang:1.24', ...copying('shop/*.go'), 'RUN go vet').code).toBe('cannot-build');
  });

  it.each(['go.*', '*', '*.*', '*.mod', 'shop*'])('may where it matches: %s', (pattern) => {
    expect(outcomeOf('golang:1.24', ...copying(pattern), 'RUN go vet').code).toBe('split');
  });
});

it('a tree that could not be read may hold what ./... is to build', () => {
  const text =
    'FROM golang:1.9\nCOPY . /go/src/example.com/shop\nWORKDIR /go\nRUN go get ./...\nCMD ["shop"]\n';
  const outcome = migrate(text);
  expect(outcome).toMatchObject({ outcome: 'migrated', confidence: 'likely' });
  expect(outcome.outcome === 'migrated' && outcome.summary?.copied).toContain('/go/bin/shop');
});

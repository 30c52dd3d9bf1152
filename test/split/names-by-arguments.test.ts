/** Files, programs and directories that are called by a build argument. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate } from '../../src/index.ts';

const context = memoryContext({
  'go.mod': 'module example.com/shop\n\ngo 1.24\n',
  'main.go':
    'package main\n\nimport "os"\n\nfunc main() { os.ReadFile("till.conf"); os.ReadDir("/etc/shop") }\n',
  'till.conf': 'open=9\n',
});

function said(...lines: readonly string[]): readonly string[] {
  const outcome = migrate(['FROM golang:1.24', 'ARG NAME=shop', ...lines, ''].join('\n'), { context });
  return outcome.outcome === 'migrated'
    ? outcome.assumptions.flatMap(({ code, message }) => (code === 'program-by-argument' ? [message] : []))
    : [outcome.code];
}

const built = ['WORKDIR /src', 'COPY go.mod main.go ./', 'RUN go build -o /bin/shop .', 'CMD ["/bin/shop"]'];

describe('what a build argument names', () => {
  it('is said, for another value gives it another name', () => {
    expect(said('COPY till.conf /etc/$NAME.conf', ...built)).toEqual([
      '/etc/shop.conf is called so by a build argument, and no build gives it another value',
    ]);
    expect(
      said('WORKDIR /opt/$NAME', 'COPY . .', 'RUN go build -o /bin/shop .', 'CMD ["/bin/shop"]'),
    ).toEqual(['/opt/shop is called so by a build argument, and no build gives it another value']);
    expect(said('COPY . /src/', 'WORKDIR /src', 'RUN go build -o /bin/$NAME .', 'CMD ["/bin/shop"]')).toEqual(
      ['/bin/shop is called so by a build argument, and no build gives it another value'],
    );
  });

  it('is not what only holds its value', () => {
    expect(said('COPY till.conf /etc/shop.conf', 'LABEL name=$NAME', ...built)).toEqual([]);
    expect(said('RUN echo $NAME > /etc/shop.conf', ...built)).toEqual([]);
  });
});

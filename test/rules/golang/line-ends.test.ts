/** Windows line ends inside of RUN heredocs, where BuildKit keeps them (measured with Docker Engine 28.5). */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../../src/context/memory.ts';
import { migrate } from '../../../src/index.ts';

const context = memoryContext({
  'go.mod': 'module example.com/shop\n\ngo 1.24\n',
  'main.go': 'package main\n\nfunc main() { println("open") }\n',
});

function codeOf(...script: readonly string[]): string {
  const lines = ['FROM golang:1.24', 'WORKDIR /src', 'COPY . .', 'RUN <<EOF', ...script, 'EOF'];
  const outcome = migrate([...lines, 'CMD ["/bin/shop"]', ''].join('\r\n'), { context });
  return outcome.code;
}

describe('a RUN heredoc with Windows line ends', () => {
  it('does not build what its last line names', () => {
    expect(codeOf('mkdir -p /opt/shop', 'go build -o /bin/shop .')).toBe('cannot-build');
    expect(codeOf('go build -o /bin/shop main.go')).toBe('cannot-build');
    expect(codeOf('cd /src', 'make')).toBe('cannot-build');
  });

  it('makes no program by a line whose failure is not seen', () => {
    expect(codeOf('go build -o /bin/shop .', 'echo done')).toBe('command-not-found');
  });

  it('does what its lines say where their last word may be anything', () => {
    const lines = ['FROM golang:1.24', 'WORKDIR /src', 'COPY . .', 'RUN <<EOF', 'echo built', 'EOF'];
    const text = [...lines, 'RUN go build -o /bin/shop .', 'CMD ["/bin/shop"]', ''].join('\r\n');
    expect(migrate(text, { context }).code).toBe('split');
  });
});

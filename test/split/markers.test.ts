/** Files by which a program finds where it is, looking from one directory to the one above. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate } from '../../src/index.ts';

const walking = (name: string): string => `package main

import (
	"os"
	"path/filepath"
)

func main() {
	dir, _ := os.Getwd()
	for {
		if _, err := os.Stat(filepath.Join(dir, ${name})); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	os.Chdir(dir)
}
`;

function kept(name: string): readonly string[] {
  const context = memoryContext({
    'go.mod': 'module example.com/shop\n\ngo 1.24\n',
    Makefile: 'all:\n',
    'cmd/shop/main.go': walking(name),
  });
  const text = ['FROM golang:1.24', 'WORKDIR /app', 'COPY . .', 'RUN go build -o bin/shop ./cmd/shop'];
  const outcome = migrate([...text, 'WORKDIR /app/bin', 'CMD ["./shop"]', ''].join('\n'), { context });
  return outcome.outcome === 'migrated' ? (outcome.summary?.copied ?? []) : [outcome.code];
}

describe('a mark of the sources that a program looks for in the directories above', () => {
  it('goes along', () => {
    expect(kept('"go.mod"')).toContain('/app/go.mod');
    expect(kept('"Makefile"')).toContain('/app/Makefile');
  });

  it('is that name alone', () => {
    expect(kept('"go.mod"')).not.toContain('/app/Makefile');
    expect(kept('"cmd"')).not.toContain('/app/cmd');
  });
});

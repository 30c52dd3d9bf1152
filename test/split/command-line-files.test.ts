/** Files and directories of the image that CMD and ENTRYPOINT name. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate } from '../../src/index.ts';

const context = memoryContext({
  'go.mod': 'module example.com/shop\n\ngo 1.24\n',
  'main.go': `package main

import (
	"flag"
	"os"
	"path/filepath"
)

func main() {
	directory := flag.String("dir", "data", "prices")
	flag.Parse()
	os.ReadFile(filepath.Join(*directory, "prices.csv"))
}
`,
  'data/prices.csv': 'tea,2\n',
  'spring/prices.csv': 'tea,3\n',
  'serve/serve.go': 'package serve\n',
  'shop.conf': 'open=9\n',
});

function kept(...words: readonly string[]): readonly string[] {
  const command = JSON.stringify(['./shop', ...words]);
  const text = `FROM golang:1.24\nWORKDIR /srv\nCOPY . .\nRUN go build -o shop .\nCMD ${command}\n`;
  const outcome = migrate(text, { context });
  return outcome.outcome === 'migrated'
    ? (outcome.summary?.copied.filter((path) => path !== '/srv/shop') ?? [])
    : [outcome.code];
}

describe('what the command line names', () => {
  it.each([
    [['-dir', 'spring'], '/srv/spring'],
    [['--dir=spring'], '/srv/spring'],
    [['-c', 'shop.conf'], '/srv/shop.conf'],
    [['-c', '/srv/shop.conf'], '/srv/shop.conf'],
  ])('goes along: %j', (words, path) => {
    expect(kept(...words)).toContain(path);
  });

  it('is not the default of a flag alone', () => {
    expect(kept()).toEqual(['/srv/data/prices.csv']);
  });

  it('are no sources that happen to have the name of a subcommand', () => {
    expect(kept('serve')).toEqual(['/srv/data/prices.csv']);
  });

  it('is not the working directory', () => {
    expect(kept('-dir', '.', '/srv', '/')).toEqual(['/srv/data/prices.csv']);
  });
});

/** Files and directories of the image that CMD and ENTRYPOINT name. */
import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate } from '../../src/index.ts';
import { copied } from '../helpers/golang-project.ts';

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
  return copied(outcome).filter((path) => path !== '/srv/shop');
}

describe('what the environment names', () => {
  it('is followed through paths that are put together', () => {
    const main =
      'package main\n\nimport (\n\t"os"\n\t"path"\n)\n\nfunc main() { os.ReadFile(path.Join(os.Getenv("PRICES"), "prices.csv")) }\n';
    const files = {
      'go.mod': 'module example.com/shop\n',
      'main.go': main,
      'spring/prices.csv': '',
      'spring/old.csv': '',
    };
    const text =
      'FROM golang:1.24\nWORKDIR /srv\nCOPY . .\nENV PRICES=spring\nRUN go build -o shop .\nCMD ["./shop"]\n';
    const outcome = migrate(text, { context: memoryContext(files) });
    expect(copied(outcome)).toEqual(['/srv/shop', '/srv/spring/prices.csv']);
  });

  it('may be one of many files: these go along together, wherever they lie', () => {
    const main =
      'package main\n\nimport "os"\n\nfunc main() { os.ReadFile("lists/" + os.Getenv("DAY") + ".txt"); os.ReadFile(os.Getenv("PLACE") + "/day.csv") }\n';
    const days = Array.from({ length: 60 }, (_, day) => day);
    const files = {
      'go.mod': 'module example.com/shop\n',
      'main.go': main,
      ...Object.fromEntries(days.map((day) => [`lists/${day}.txt`, ''])),
      ...Object.fromEntries(days.map((day) => [`places/${day}/day.csv`, ''])),
    };
    const text =
      'FROM golang:1.24\nWORKDIR /srv\nCOPY . .\nCOPY places /etc/places\nENV DAY=1 PLACE=/etc/places/1\nRUN go build -o shop .\nCMD ["./shop"]\n';
    const outcome = migrate(text, { context: memoryContext(files) });
    expect(outcome.outcome === 'migrated' && outcome.summary?.copied).toEqual(
      expect.arrayContaining(['/srv/lists', '/srv/places', '/etc/places']),
    );
  });
});

describe('what the command line names', () => {
  it.each([
    [['-dir', 'spring'], '/srv/spring'],
    [['--dir=spring'], '/srv/spring'],
    [['-c', 'shop.conf'], '/srv/shop.conf'],
    [['-c', '/srv/shop.conf'], '/srv/shop.conf'],
  ])('goes along: %j', (words, path) => {
    expect(kept(...words)).toContain(path);
  });

  it('stands beside a default, which another command has, also where a path is put together from it', () => {
    expect(kept('-dir', 'spring')).toEqual(['/srv/spring', '/srv/data/prices.csv']);
  });

  it('takes the place of a default where ENTRYPOINT says it', () => {
    const text =
      'FROM golang:1.24\nWORKDIR /srv\nCOPY . .\nRUN go build -o shop .\nENTRYPOINT ["./shop", "-dir", "spring"]\n';
    const outcome = migrate(text, { context });
    expect(copied(outcome)).toEqual(['/srv/shop', '/srv/spring']);
  });

  const alone = ['/srv/data/prices.csv', '/srv/spring/prices.csv'];

  it('is not the default of a flag alone: with another directory a file of the same name is looked for there', () => {
    expect(kept()).toEqual(alone);
  });

  it('are no sources that happen to have the name of a subcommand', () => {
    expect(kept('serve')).toEqual(alone);
  });

  it('is not the working directory', () => {
    expect(kept('/srv', '/', '..')).toEqual(alone);
  });
});

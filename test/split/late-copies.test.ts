import { describe, expect, it } from 'vitest';
import { copied, migrateGolang } from '../helpers/golang-project.ts';

/** What the runtime stage copies besides the program, for a file that copies like this around its build. */
function kept(before: string, after: string): readonly string[] {
  const outcome = migrateGolang(
    `FROM golang:1.24\nWORKDIR /srv/shop\n${before}RUN go build -o shop .\n${after}CMD ["./shop"]\n`,
    {
      'main.go': 'package main\n\nfunc main() { println("open") }\n',
      'prices.csv': 'tea,2\n',
      'notes.txt': 'none\n',
      'pages/index.html': '<p>open</p>\n',
    },
  );
  return copied(outcome).filter((path) => path !== '/srv/shop/shop');
}

describe('what is copied when the programs are built', () => {
  it('goes along: no build reads it', () => {
    expect(kept('COPY . .\n', 'COPY prices.csv prices.csv\nCOPY pages pages\n')).toEqual([
      '/srv/shop/pages',
      '/srv/shop/prices.csv',
    ]);
  });

  it('does not when the build may read it', () => {
    expect(kept('COPY . .\nCOPY prices.csv prices.csv\n', '')).toEqual([]);
  });

  it('does not when it is the whole project', () => {
    expect(kept('COPY go.mod main.go ./\n', 'COPY . .\n')).toEqual([]);
  });
});

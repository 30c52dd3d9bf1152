import { describe, expect, it } from 'vitest';
import { migrateGolang } from '../helpers/golang-project.ts';

/** What becomes of an image whose program is built in /srv/shop, and that starts it like this. */
function started(instruction: string, files: Readonly<Record<string, string>> = {}): string {
  const outcome = migrateGolang(
    `FROM golang:1.24\nADD . /srv/shop\nRUN cd /srv/shop && go build -o shop .\n${instruction}\n`,
    {
      'main.go': 'package main\n\nimport "os"\n\nfunc main() { os.ReadFile("prices.csv") }\n',
      'prices.csv': 'tea,2\n',
      ...files,
    },
  );
  return outcome.outcome === 'migrated' ? outcome.text : outcome.code;
}

describe('a program that is called from another directory than the working directory', () => {
  it('goes along with the directory that the command changes to', () => {
    expect(started('CMD cd /srv/shop && ./shop')).toContain(
      'WORKDIR /go\nCOPY --from=build /srv/shop /srv/shop\nCMD cd /srv/shop && ./shop\n',
    );
  });

  it('does in a script, too', () => {
    const text = started('COPY run.sh /run.sh\nCMD ["sh", "/run.sh"]', {
      'run.sh': '#!/bin/sh\nset -e\ncd /srv/shop\nexec ./shop\n',
    });
    expect(text).toContain('COPY --from=build /srv/shop /srv/shop\n');
    expect(text).toContain('CMD ["sh", "/run.sh"]\n');
  });

  it('is not there where a shell of its own changed the directory', () => {
    expect(started('CMD (cd /srv/shop; ls); ./shop')).toBe('command-not-found');
  });
});

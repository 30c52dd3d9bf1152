/** A start script with more commands than are followed. */
import { expect, it } from 'vitest';
import { assumed, migrateGolang } from '../helpers/golang-project.ts';

const startedBy = (commands: number): readonly string[] => {
  const lines = Array.from(
    { length: commands },
    (_, number) => `cat /srv/shop/${String(number)}.conf || true`,
  );
  return assumed(
    migrateGolang(
      'FROM golang:1.24-bookworm\nWORKDIR /srv/shop\nCOPY . .\nRUN CGO_ENABLED=0 go build -o shop .\nCMD ["./start.sh"]\n',
      {
        'main.go': 'package main\n\nfunc main() {}\n',
        'start.sh': `#!/bin/sh\n${lines.join('\n')}\nexec ./shop\n`,
      },
    ),
  );
};

it('is followed to its end where it has few', () => {
  expect(startedBy(400)).toEqual([]);
});

it('is assumed to need nothing more where it has too many', () => {
  expect(startedBy(600).filter((code) => code === 'script-not-read')).toHaveLength(1);
});

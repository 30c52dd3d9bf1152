import { expect, test } from 'vitest';
import { migrateGolang } from '../helpers/golang-project.ts';

const main = `package main

import (
	"fmt"
	"os"
)

func main() {
	text, err := os.ReadFile("secrets/account.txt")
	fmt.Print(string(text), err)
}
`;

function copies(copy: string, files: Readonly<Record<string, string>>): readonly string[] {
  const result = migrateGolang(
    `FROM golang:1.24\nWORKDIR /srv/mail\n${copy}\nRUN go build -o /usr/local/bin/mailer .\nCMD ["mailer"]\n`,
    { 'main.go': main, ...files },
  );
  if (result.outcome !== 'migrated') return [result.code];
  expect(result.confidence).toBe('proven');
  return result.text.split('\n').filter((line) => line.startsWith('COPY --from') && line.includes('secrets'));
}

const account = { 'secrets/account.txt': 'name', 'secrets/readme.txt': '' };

test('a file that git ignores is copied by a pattern, in a checkout that has it and in one that lacks it', () => {
  const ignored = { ...account, '.gitignore': 'account.txt\n' };
  const copied = ['COPY --from=build /srv/mail/secrets/account.tx[t] /srv/mail/secrets/'];
  expect(copies('COPY . .', ignored)).toEqual(copied);
  expect(copies('COPY . .', { 'secrets/readme.txt': '' })).toEqual(copied);
});

test('where git keeps nothing of its directory, the directory need not be there', () => {
  const pattern = ['COPY --from=build /srv/mail/secret[s]/account.txt /srv/mail/secrets/'];
  expect(copies('COPY . .', { ...account, '.gitignore': 'secrets/\n' })).toEqual(pattern);
  expect(copies('COPY . .', {})).toEqual(pattern);
});

test('a file that git keeps, and one that the author copies by its name, is copied by its name', () => {
  const plain = ['COPY --from=build /srv/mail/secrets/account.txt /srv/mail/secrets/account.txt'];
  expect(copies('COPY . .', account)).toEqual(plain);
  const ignored = { ...account, '.gitignore': 'account.txt\n' };
  expect(copies('COPY go.mod main.go ./\nCOPY secrets/account.txt secrets/', ignored)).toEqual(plain);
});

test('what no COPY would bring is not copied', () => {
  expect(copies('COPY . .', { '.dockerignore': 'secrets\n' })).toEqual([]);
  expect(copies('COPY go.mod main.go ./', {})).toEqual([]);
  expect(copies('COPY . .\nRUN rm -rf secrets', account)).toEqual([]);
  expect(copies('COPY --exclude=secrets . .', {})).toEqual([]);
});

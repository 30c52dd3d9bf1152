import { describe, expect, it } from 'vitest';
import { migrateGolang } from '../helpers/golang-project.ts';

/** The packages that the runtime stage installs, for an image with a database's client and this Makefile beside it. */
function installed(recipe: string, command = ''): readonly string[] {
  const outcome = migrateGolang(
    `FROM golang:1.24-alpine\nRUN apk add --no-cache postgresql-client make\nWORKDIR /app\nCOPY . .\nRUN go build -o shop .\n${command}`,
    {
      'main.go': 'package main\n\nfunc main() { println("open") }\n',
      'compose.yaml': 'services:\n  shop:\n    build: .\n    container_name: shop\n    stdin_open: true\n',
      Makefile: `serve:\n\tdocker exec shop ./shop\n\nlook:\n\t${recipe}\n`,
    },
  );
  return outcome.outcome === 'migrated' ? (outcome.summary?.packages ?? []) : [outcome.code];
}

describe('a container that starts nothing but a shell', () => {
  it.each(['docker exec -it shop sh', 'docker exec -it shop /bin/ash -l'])(
    'keeps what people may call in one: %s',
    (recipe) => {
      expect(installed(recipe)).toEqual(['postgresql-client']);
    },
  );

  it('keeps nothing where the shell is given what to do', () => {
    expect(installed("docker exec -it shop sh -c './shop'")).toEqual([]);
  });

  it('keeps nothing where the image starts a program', () => {
    expect(installed('docker exec -it shop sh', 'CMD ["./shop"]\n')).toEqual([]);
  });
});

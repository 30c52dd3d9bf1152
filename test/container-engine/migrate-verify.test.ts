/**
 * `dfopt migrate --write --verify` as a user runs it, on a real engine: what is equal is written, what differs is not.
 * Runs with DFOPT_ENGINE_TESTS=1 and docker answering, with the image golang:1.24 at hand.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { folder } from '../batch/folder.ts';
import { dfopt, executable } from '../cli/dfopt.ts';

const asked = process.env['DFOPT_ENGINE_TESTS'] === '1';
const minutes = 60_000;

const dockerfile = `FROM golang:1.24
WORKDIR /src
COPY . .
RUN go build -o /bin/tell .
CMD ["/bin/tell"]
`;
const program = (expression: string): string => `package main

import (
	"fmt"
	"os"
	"strings"
)

func main() {
	fmt.Println(${expression})
}
`;
/** `other` looks at what only the toolchain's image has, by a name that is made up while it runs. */
const contexts = {
  same: program('strings.ToUpper("hello"), len(os.Args)'),
  other: program('fmt.Sprint(os.ReadDir(strings.ToLower("/USR")))'),
};

describe.skipIf(!asked)('dfopt migrate --write --verify', { timeout: 10 * minutes }, () => {
  beforeAll(() => void executable(), 5 * minutes);

  test('writes what was built and compared equal, and leaves alone what is different', async () => {
    const cwd = folder(
      Object.fromEntries(
        Object.entries(contexts).flatMap(([name, source]) => [
          [`${name}/Dockerfile`, dockerfile],
          [`${name}/main.go`, source],
          [`${name}/go.mod`, `module example.org/${name}\n\ngo 1.21\n`],
        ]),
      ),
    );
    const { DOCKER_HOST, DOCKER_CONFIG } = process.env;
    const env = {
      ...(DOCKER_HOST === undefined ? {} : { DOCKER_HOST }),
      ...(DOCKER_CONFIG === undefined ? {} : { DOCKER_CONFIG }),
    };
    const args = ['migrate', '--write', '--verify', '--format', 'json', '.'];
    const { status, stdout, stderr } = await dfopt(args, { cwd, env });
    expect(JSON.parse(stdout), stderr).toMatchObject({
      files: [
        { path: 'other/Dockerfile', outcome: 'refused', code: 'verified-different' },
        { path: 'same/Dockerfile', outcome: 'migrated', sizes: { after: { by: 'measured' } } },
      ],
    });
    expect(status).toBe(3);
    const textOf = (name: string): string => readFileSync(join(cwd, name, 'Dockerfile'), 'utf8');
    expect(textOf('other')).toBe(dockerfile);
    expect(textOf('same')).toContain('\nFROM scratch\nCOPY --from=build /bin/tell /bin/tell\n');
  });
});

/**
 * Named stages and further targets on a real engine.
 * Runs with DFOPT_ENGINE_TESTS=1 and docker answering, with the images golang:1.24, alpine:3 and debian:trixie-slim at
 * hand.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate, type MigrateOptions } from '../../src/index.ts';
import { withoutFrontend } from '../../src/verify/dockerfile-text.ts';
import { execute } from '../../src/verify/engine/process.ts';

const asked = process.env['DFOPT_ENGINE_TESTS'] === '1';
const minutes = 60_000;

function migrated(text: string, options: MigrateOptions = {}): string {
  const outcome = migrate(text, options);
  if (outcome.outcome !== 'migrated') {
    throw new Error(`${outcome.outcome} ${outcome.code}: ${outcome.message}`);
  }
  return outcome.text;
}

/** The stages of a file (with what stands before the first) in another order. */
function reordered(text: string, order: readonly number[]): string {
  const [head = '', ...stages] = text.split(/^(?=FROM )/m);
  return head + order.map((index) => stages[index] ?? '').join('');
}

const program = `COPY <<EOF ./main.go
package main

import "fmt"

func double(n int) int { return n * 2 }

func main() {
  fmt.Println("hello", double(21))
}
EOF
COPY <<EOF ./go.mod
module example.com/hello

go 1.21
EOF
`;

const numbered = `# syntax=docker/dockerfile:1
FROM golang:1.24
WORKDIR /src
${program}RUN go build -o /bin/hello .

FROM alpine:3
RUN echo notice > /notice

FROM scratch
COPY --from=0 /bin/hello /bin/hello
COPY --from=1 /notice /notice
CMD ["/bin/hello"]
`;

/** A file with a test; `wanted` is what that expects of the program. */
const tested = (wanted: number): string => `FROM golang:1.24
WORKDIR /src
${program}COPY <<EOF ./main_test.go
package main

import "testing"

func TestDouble(t *testing.T) {
  if double(21) != ${wanted} {
    t.Fatal("wrong")
  }
}
EOF
RUN go test ./...
RUN go build -ldflags="-s -w" -o /bin/hello .
CMD ["/bin/hello"]
`;

function imageOf(target: string | undefined): string {
  return `dfopt-targets-${target ?? 'default'}`;
}

async function output(target: string | undefined, ...command: readonly string[]): Promise<string> {
  const { stdout } = await execute('docker', ['run', '--rm', imageOf(target), ...command]);
  return stdout.toString('utf8');
}

describe.skipIf(!asked)('targets on docker', { timeout: 10 * minutes }, () => {
  let context = '';
  const images = new Set<string>();

  beforeAll(async () => {
    context = await mkdtemp(join(tmpdir(), 'dfopt-targets-'));
  });
  afterAll(async () => {
    await rm(context, { recursive: true, force: true });
    if (images.size > 0) await execute('docker', ['image', 'rm', '--force', ...images]);
  });

  /** Builds a file; undefined when the build succeeds, else what the builder says. */
  async function build(text: string, target?: string): Promise<string | undefined> {
    const image = imageOf(target);
    images.add(image);
    await writeFile(join(context, 'Dockerfile'), withoutFrontend(text));
    const to = target === undefined ? [] : ['--target', target];
    const { code, stderr } = await execute('docker', ['build', ...to, '--tag', image, context], {
      timeoutMs: 5 * minutes,
    });
    return code === 0 ? undefined : stderr.toString('utf8');
  }

  test('references by name build after the stages changed places, those by number do not', async () => {
    const named = migrated(numbered);
    expect(named).toContain('COPY --from=build /bin/hello /bin/hello');
    expect(await build(numbered)).toBeUndefined();
    expect(await build(named)).toBeUndefined();
    expect(await build(reordered(numbered, [1, 0, 2]))).toMatch(/not found/);
    expect(await build(reordered(named, [1, 0, 2]))).toBeUndefined();
    expect(await output(undefined)).toBe('hello 42\n');
  });

  test('one file has a lean image, a build, tests, and one to debug in', async () => {
    const text = migrated(tested(42), { stages: ['test', 'debug'] });
    for (const target of ['build', 'test', 'debug', undefined]) {
      expect([target, await build(text, target)]).toEqual([target, undefined]);
    }
    expect(await output(undefined)).toBe('hello 42\n');
    expect(await output('debug')).toBe('hello 42\n');
    // A shell, and the sections that -s takes out.
    expect(await output('debug', 'sh', '-c', 'grep -c debug_info /bin/hello')).toMatch(/^[1-9]/);
    expect(await output('build', 'sh', '-c', 'grep -c debug_info /bin/hello')).toBe('0\n');
    expect(
      text
        .trimEnd()
        .split(/^FROM /m)
        .at(-1),
    ).toMatch(/^scratch\n/);
  });

  test('a failing test fails the target for tests, and the default one where there is none', async () => {
    const apart = migrated(tested(43), { stages: ['test'] });
    expect(await build(apart)).toBeUndefined();
    expect(await build(apart, 'test')).toMatch(/TestDouble/);
    expect(await build(migrated(tested(43)))).toMatch(/TestDouble/);
  });
});

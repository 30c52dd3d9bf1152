/**
 * The smallest cases on a real engine: built before and after, run, the same output, and what it saves.
 * Runs with DFOPT_ENGINE_TESTS=1 and docker answering, with the images golang:1.21 and golang:1.24 at hand.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { memoryContext } from '../../src/context/memory.ts';
import { migrate } from '../../src/index.ts';
import { withoutFrontend } from '../../src/verify/dockerfile-text.ts';
import { findEngine } from '../../src/verify/engine/find.ts';
import { execute } from '../../src/verify/engine/process.ts';
import type { Engine } from '../../src/verify/engine/types.ts';

const asked = process.env['DFOPT_ENGINE_TESTS'] === '1';
const minutes = 60_000;
const megabyte = 1e6;

interface Seed {
  readonly name: string;
  readonly dockerfile: string;
  readonly files: Readonly<Record<string, string>>;
  /** The command that the original has to be given by hand. */
  readonly command: readonly string[];
  readonly output: string;
}

const seeds: readonly Seed[] = [
  {
    name: 'heredoc',
    dockerfile: `# syntax=docker/dockerfile:1
FROM golang:1.21
WORKDIR /src
COPY <<EOF ./main.go
package main

import "fmt"

func main() {
  fmt.Println("hello, world")
}
EOF
RUN go build -o /bin/hello ./main.go
CMD ["/bin/hello"]
`,
    files: {},
    command: [],
    output: 'hello, world\n',
  },
  {
    name: 'no-command',
    dockerfile: `FROM golang:1.24
COPY ./basicExamples.go .
RUN go build -o /bin/hello ./basicExamples.go
`,
    files: {
      'basicExamples.go':
        'package main\n\nimport "fmt"\n\nfunc main() {\n\tfor i := range 3 {\n\t\tfmt.Print(i*i, " ")\n\t}\n\tfmt.Println()\n}\n',
    },
    command: ['/bin/hello'],
    output: '0 1 4 \n',
  },
];

describe.skipIf(!asked)('the seeds on docker', { timeout: 10 * minutes }, () => {
  const sizes: string[] = [];
  let context = '';

  beforeAll(async () => {
    context = await mkdtemp(join(tmpdir(), 'dfopt-seeds-'));
  });
  afterAll(async () => {
    await rm(context, { recursive: true, force: true });
    console.log(sizes.join('\n'));
  });

  test.each(seeds)('$name: the same output, from under 3 MB', async (seed) => {
    const outcome = migrate(seed.dockerfile, { context: memoryContext(seed.files) });
    if (outcome.outcome !== 'migrated') throw new Error(`${outcome.outcome}: ${outcome.message}`);
    for (const [path, text] of Object.entries(seed.files)) await writeFile(join(context, path), text);
    const engine = await dockerEngine();
    const tags = { before: `dfopt-seed-${seed.name}-before`, after: `dfopt-seed-${seed.name}-after` };
    try {
      await build(engine, seed.dockerfile, context, tags.before);
      await build(engine, outcome.text, context, tags.after);
      expect(await outputOf(tags.before, seed.command)).toBe(seed.output);
      expect(await outputOf(tags.after, [])).toBe(seed.output);
      const [before, after] = [await sizeOf(tags.before), await sizeOf(tags.after)];
      const row = [before, after].map((size) => `${(size / megabyte).toFixed(1)} MB`).join(' before, ');
      sizes.push(`${seed.name}: ${row} after`);
      expect(before).toBeGreaterThan(800 * megabyte);
      expect(after).toBeLessThan(3 * megabyte);
    } finally {
      await engine.remove(Object.values(tags));
    }
  });
});

async function dockerEngine(): Promise<Engine> {
  const search = await findEngine('docker');
  if (!search.found) throw new Error(search.message);
  return search.engine;
}

async function build(engine: Engine, text: string, context: string, tag: string): Promise<void> {
  const built = await engine.build({
    // The frontend image can't be fetched where there is no registry; the engine's own knows heredocs too.
    text: withoutFrontend(text),
    context,
    ignore: undefined,
    tag,
    target: undefined,
    arguments: [],
    timeoutMs: 5 * minutes,
    signal: new AbortController().signal,
  });
  if (!built.ok) throw new Error(`${built.failure.message}\n${built.failure.log}`);
}

async function outputOf(image: string, command: readonly string[]): Promise<string> {
  return docker(['run', '--rm', '--network', 'none', image, ...command]);
}

async function sizeOf(image: string): Promise<number> {
  return Number(await docker(['image', 'inspect', '--format', '{{.Size}}', image]));
}

async function docker(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await execute('docker', args, { timeoutMs: minutes });
  if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr.toString('utf8')}`);
  return stdout.toString('utf8');
}

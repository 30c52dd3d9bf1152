/** `dfopt graph`, and the options of `dfopt migrate` that choose rules and stages. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/main.ts';

const file = `FROM golang:1.24
WORKDIR /src
COPY . .
RUN go vet ./...
RUN go build -o /bin/api .

FROM debian:bookworm-slim
COPY --from=0 /bin/api /bin/api
CMD ["/bin/api"]
`;

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dfopt-graph-'));
  await writeFile(join(directory, 'Dockerfile'), file);
  await writeFile(join(directory, 'go.mod'), 'module example.com/api\n\ngo 1.24\n');
  await writeFile(join(directory, 'main.go'), 'package main\n\nfunc main() {}\n');
  await writeFile(join(directory, 'broken.Dockerfile'), 'FROM a\nBUILD it\n');
});
afterAll(() => rm(directory, { recursive: true, force: true }));

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function into(list: Buffer[]): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      list.push(chunk);
      done();
    },
  });
}

function textOf(list: readonly Buffer[]): string {
  return Buffer.concat(list).toString('utf8');
}

async function run(args: readonly string[], input = '', columns?: number): Promise<Answer> {
  const chunks: { readonly out: Buffer[]; readonly err: Buffer[] } = { out: [], err: [] };
  const code = await main(args, {
    stdin: Readable.from([Buffer.from(input)]),
    stdout: Object.assign(into(chunks.out), columns === undefined ? {} : { columns }),
    stderr: into(chunks.err),
    env: {},
    cwd: directory,
  });
  return { code, out: textOf(chunks.out), err: textOf(chunks.err) };
}

describe('dfopt graph', () => {
  it('draws the Dockerfile of the working directory', async () => {
    const { code, out } = await run(['graph']);
    expect(code).toBe(0);
    expect(out).toMatch(/^● stage 0\n│ {3}from golang:1.24\n└─◉ stage 1\n/);
  });

  it('reads standard input', async () => {
    const { out } = await run(['graph', '-'], 'FROM alpine:3.20 AS only\n');
    expect(out).toContain('◉ only');
  });

  it('keeps to the width of the terminal', async () => {
    const { out } = await run(['graph'], '', 12);
    expect(Math.max(...out.split('\n').map((line) => [...line].length))).toBe(12);
  });

  it('shows nothing that acts on a terminal', async () => {
    const { out } = await run(['graph', '-'], 'FROM a AS x\nFROM b\nCOPY --from=x "/\u001B[2Ja" /y\n');
    expect(out).not.toContain('\u001B');
  });

  it.each([
    ['mermaid', /^flowchart LR\n/],
    ['svg', /^<svg xmlns/],
  ])('writes %s to a file', async (format, start) => {
    const { code, out } = await run(['graph', '--format', format, '-o', `drawing.${format}`]);
    expect([code, out]).toEqual([0, '']);
    expect(await readFile(join(directory, `drawing.${format}`), 'utf8')).toMatch(start);
  });

  it.each([
    [['graph', 'broken.Dockerfile'], /broken\.Dockerfile:2: .*correct the line/],
    [['graph', 'absent'], /cannot read .* at absent/],
    [['graph', 'Dockerfile', 'sometimes'], /'sometimes': a graph is of one file/],
    [['graph', '--format', 'png'], /'png' is not one of its values/],
  ])('%j is an error', async (args, message) => {
    const { code, err } = await run(args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

async function changed(...options: readonly string[]): Promise<string> {
  const { out } = await run(['migrate', '--format', 'diff', ...options, 'Dockerfile']);
  return out;
}

describe('dfopt migrate', () => {
  it('names stages', async () => {
    expect(await changed()).toContain('+COPY --from=build /bin/api /bin/api');
  });

  it.each([[['--no-rule', 'named-stages']], [['--no-rule=named-stages']], [['--rule', 'golang']]])(
    '%j leaves the rule out',
    async (options) => {
      expect(await changed(...options)).toBe('');
    },
  );

  it('adds stages that are asked for', async () => {
    expect(await changed('--stages', 'test')).toContain('+FROM build AS test\n+RUN go vet ./...');
    const both = await changed('--stages', 'test,debug');
    expect(both).toContain('+FROM build AS test\n');
    expect(both).toContain('+FROM debian:bookworm-slim AS debug\n');
  });

  it.each([
    [['--rule', 'sometimes'], /'sometimes' is not one of its values; choose golang/],
    [['--no-rule', 'nope'], /--no-rule/],
    [['--stages', 'prod'], /choose test, debug, delve/],
  ])('%j is an error', async (options, message) => {
    const { code, err } = await run(['migrate', ...options, 'Dockerfile']);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

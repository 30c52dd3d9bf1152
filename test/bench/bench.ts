/**
 * How fast dfopt is, as ratios within one run, so that the machine cancels out: `npm run bench`. It measures what
 * `npm run build` has made, as users run it: what runs TypeScript as it is adds calls of its own to each function. The
 * first part runs over the corpus (DFOPT_CORPUS), each way of reading it in turns; the second starts the executable and
 * a bare node in turns.
 *
 * Goals: the whole pipeline takes at most half of what dockerfile-ast takes to parse the same files; one cold run takes
 * at most twice a bare start of node.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DockerfileParser } from 'dockerfile-ast';
import type * as dockerfile from '../../src/dockerfile/index.ts';
import type * as library from '../../src/index.ts';
import { corpusBytes, corpusDirectory, corpusFiles, corpusNames } from '../corpus/files.ts';
import { table } from '../corpus/format.ts';

const dist = join(import.meta.dirname, '..', '..', 'dist');
/** Named at run time, so that types are checked without a build. */
const module = (path: string): string => pathToFileURL(join(dist, 'src', path)).href;

const rounds = 15;
const starts = 25;

/** Least of several: what the work itself takes, without what else the machine did meanwhile. */
function least(times: readonly number[]): number {
  return Math.min(...times);
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Times of several kinds of work, taken in turns: what slows the machine slows them all. */
function inTurns<Name extends string>(
  kinds: Readonly<Record<Name, () => void>>,
  count: number,
): ReadonlyMap<string, readonly number[]> {
  const times = new Map<string, number[]>(Object.keys(kinds).map((name) => [name, []]));
  for (let round = 0; round < count; round += 1) {
    for (const [name, work] of Object.entries<() => void>(kinds)) times.get(name)?.push(timed(work));
  }
  return times;
}

async function overCorpus(): Promise<void> {
  const { decode, parse }: typeof dockerfile = await import(module('dockerfile/index.js'));
  const { migrate }: typeof library = await import(module('index.js'));
  const names = corpusNames();
  const files = corpusFiles();
  const times = inTurns(
    {
      'reading the files': () => {
        for (const name of names) decode(corpusBytes(name));
      },
      'dockerfile-ast, parsing only': () => {
        for (const { text } of files) DockerfileParser.parse(text);
      },
      'dfopt, parsing only': () => {
        for (const { text } of files) parse(text);
      },
      'dfopt, whole pipeline': () => {
        for (const { text } of files) migrate(text);
      },
    },
    rounds,
  );
  const of = (name: string): number => least(times.get(name) ?? []);
  const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  console.log(`${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, least of ${rounds} rounds\n`);
  console.log(
    table(
      ['what', 'all files', 'per file', 'against reading', 'against dockerfile-ast'],
      [...times.keys()].map((name) => [
        name,
        `${of(name).toFixed(1)} ms`,
        `${((1000 * of(name)) / files.length).toFixed(0)} µs`,
        (of(name) / of('reading the files')).toFixed(2),
        (of(name) / of('dockerfile-ast, parsing only')).toFixed(2),
      ]),
    ),
  );
  const ratio = of('dfopt, whole pipeline') / of('dockerfile-ast, parsing only');
  console.log(`\ngoal: at most 0.50 of dockerfile-ast; it is ${ratio.toFixed(2)}`);
  const slowest = files
    .map(({ name, text }) => ({ name, time: least([1, 2, 3].map(() => timed(() => migrate(text)))) }))
    .toSorted((a, b) => b.time - a.time)
    .slice(0, 5);
  console.log(
    `\n${table(
      ['slowest files', 'time'],
      slowest.map(({ name, time }) => [name, `${time.toFixed(1)} ms`]),
    )}`,
  );
  console.log(`\nmemory at the end: ${megabytes(process.memoryUsage.rss())} resident`);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

const ordinary = {
  Dockerfile: `FROM golang:1.24
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/server .
EXPOSE 8080
CMD ["/bin/server"]
`,
  'go.mod': 'module example.com/server\n\ngo 1.24\n',
  'main.go': `package main

import "net/http"

func main() {
\thttp.ListenAndServe(":8080", http.FileServer(http.Dir("public")))
}
`,
};

function coldStarts(): void {
  const executable = join(import.meta.dirname, '..', '..', 'bin', 'dfopt.js');
  const directory = mkdtempSync(join(tmpdir(), 'dfopt-bench-'));
  try {
    for (const [name, text] of Object.entries(ordinary)) writeFileSync(join(directory, name), text);
    const node =
      (...args: readonly string[]) =>
      (): void => {
        const { status, stderr } = spawnSync(process.execPath, args, { cwd: directory, encoding: 'utf8' });
        if (status !== 0) throw new Error(`node ${args.join(' ')}: ${stderr}`);
      };
    const times = inTurns(
      { 'node -e 0': node('-e', '0'), 'dfopt migrate Dockerfile': node(executable, 'migrate', 'Dockerfile') },
      starts,
    );
    const of = (name: string): number => median(times.get(name) ?? []);
    console.log(`\ncold starts, medians of ${starts}\n`);
    console.log(
      table(
        ['what', 'wall time', 'against node'],
        [...times.keys()].map((name) => [
          name,
          `${of(name).toFixed(0)} ms`,
          (of(name) / of('node -e 0')).toFixed(2),
        ]),
      ),
    );
    const ratio = of('dfopt migrate Dockerfile') / of('node -e 0');
    console.log(`\ngoal: at most 2.00 of a bare start; it is ${ratio.toFixed(2)}`);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

if (!existsSync(join(dist, 'cli', 'dfopt.cjs'))) {
  console.error('there is nothing to measure: npm run build makes it');
  process.exitCode = 2;
} else {
  if (corpusDirectory === undefined) console.log('nothing to read: DFOPT_CORPUS names no corpus');
  else await overCorpus();
  coldStarts();
}

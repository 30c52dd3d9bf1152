/** Starting the executable: against a bare node, and over a large build context against a small one. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { table } from '../corpus/format.ts';
import { largeCount, writeLarge, writeOrdinary } from './contexts.ts';
import { inTurns, median } from './measure.ts';

const starts = 25;
const largeStarts = 7;
const executable = join(import.meta.dirname, '..', '..', 'bin', 'dfopt.js');

export function coldStarts(): void {
  inTemporaryDirectory((directory) => {
    writeOrdinary(directory);
    const times = inTurns(
      { 'node -e 0': node(directory, '-e', '0'), 'dfopt migrate Dockerfile': migrating(directory) },
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
  });
}

export function largeContexts(): void {
  inTemporaryDirectory((top) => {
    const made = (name: string, write: (directory: string) => void): string => {
      const directory = join(top, name);
      mkdirSync(directory);
      write(directory);
      return directory;
    };
    const usage = join(top, 'usage');
    const reporter = join(top, 'reporter.cjs');
    writeFileSync(reporter, reporterOf(usage));
    const used = new Map<string, number[]>();
    /** A run that also tells the processor time it took: what else the machine does is not in it. */
    const measured = (name: string, directory: string) => (): void => {
      node(directory, '--require', reporter, executable, 'migrate', 'Dockerfile')();
      used.set(name, [...(used.get(name) ?? []), Number(readFileSync(usage, 'utf8'))]);
    };
    const small = 'one Go file';
    const few = `${largeCount} Go files, 50 of them reached`;
    const all = `${largeCount} Go files, all reached`;
    const times = inTurns(
      {
        [small]: measured(small, made('small', writeOrdinary)),
        [few]: measured(
          few,
          made('few', (at) => writeLarge(at, 1)),
        ),
        [all]: measured(
          all,
          made('all', (at) => writeLarge(at, 100)),
        ),
      },
      largeStarts,
    );
    const wall = (name: string): number => median(times.get(name) ?? []);
    const processor = (name: string): number => median(used.get(name) ?? []);
    const more = (name: string): string => `${(processor(name) - processor(small)).toFixed(0)} ms`;
    console.log(`\nlarge build contexts, medians of ${largeStarts}\n`);
    console.log(
      table(
        ['context', 'wall time', 'processor time', 'more than the small one'],
        [small, few, all].map((name) => [
          name,
          `${wall(name).toFixed(0)} ms`,
          `${processor(name).toFixed(0)} ms`,
          more(name),
        ]),
      ),
    );
    console.log(`\ngoal: at most 1000 ms more; it is ${more(all)}`);
  });
}

/** A module that writes down, when a process ends, the milliseconds of processor time it took. */
function reporterOf(file: string): string {
  return `process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  require('node:fs').writeFileSync(${JSON.stringify(file)}, String((user + system) / 1000));
});
`;
}

function migrating(directory: string): () => void {
  return node(directory, executable, 'migrate', 'Dockerfile');
}

function node(directory: string, ...args: readonly string[]): () => void {
  return () => {
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: directory, encoding: 'utf8' });
    if (status !== 0) throw new Error(`node ${args.join(' ')}: ${stderr}`);
  };
}

function inTemporaryDirectory(work: (directory: string) => void): void {
  const directory = mkdtempSync(join(tmpdir(), 'dfopt-bench-'));
  try {
    work(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

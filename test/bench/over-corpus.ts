/** Reading and migrating the corpus (DFOPT_CORPUS) in one process, against another parser. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DockerfileParser } from 'dockerfile-ast';
import type * as dockerfile from '../../src/dockerfile/index.ts';
import type * as library from '../../src/index.ts';
import { corpusBytes, corpusFiles, type CorpusFile } from '../corpus/files.ts';
import { table } from '../corpus/format.ts';
import { inTurns, least, timed } from './measure.ts';

const rounds = 15;
const yardstick = 'dockerfile-ast, parsing only';
const wholePipeline = 'dfopt, whole pipeline';

/** What has been built in `dist` is measured; named at run time, so that types are checked without a build. */
export async function overCorpus(dist: string): Promise<void> {
  const module = (path: string): string => pathToFileURL(join(dist, 'src', path)).href;
  const { decode, parse }: typeof dockerfile = await import(module('dockerfile/index.js'));
  const { migrate }: typeof library = await import(module('index.js'));
  const files = corpusFiles();
  const groups = byGroup(files);
  const kinds = (some: readonly CorpusFile[]): Readonly<Record<string, () => void>> => ({
    'reading the files': () => {
      for (const { name } of some) decode(corpusBytes(name));
    },
    [yardstick]: () => {
      for (const { text } of some) DockerfileParser.parse(text);
    },
    'dfopt, parsing only': () => {
      for (const { text } of some) parse(text);
    },
    [wholePipeline]: () => {
      for (const { text } of some) migrate(text);
    },
  });
  // Each group's least of all rounds: a moment in which the machine did something else spoils one group's round only.
  const measured = [...groups].map(([group, some]) => ({
    group,
    count: some.length,
    times: leastOf(inTurns(kinds(some), rounds)),
  }));
  const names = Object.keys(kinds([]));
  const total = (name: string): number =>
    measured.reduce((sum, { times }) => sum + (times.get(name) ?? 0), 0);
  const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  console.log(`${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, least of ${rounds} rounds\n`);
  console.log(
    table(
      ['what', 'all files', 'per file', 'against reading', 'against dockerfile-ast'],
      names.map((name) => [
        name,
        `${total(name).toFixed(1)} ms`,
        `${((1000 * total(name)) / files.length).toFixed(0)} µs`,
        (total(name) / total('reading the files')).toFixed(2),
        (total(name) / total(yardstick)).toFixed(2),
      ]),
    ),
  );
  const ratio = (times: ReadonlyMap<string, number>, name: string): string =>
    ((times.get(name) ?? Number.NaN) / (times.get(yardstick) ?? Number.NaN)).toFixed(2);
  console.log(
    `\n${table(
      ['group', 'files', 'parsing against dockerfile-ast', 'whole pipeline against it'],
      measured.map(({ group, count, times }) => [
        group,
        String(count),
        ratio(times, 'dfopt, parsing only'),
        ratio(times, wholePipeline),
      ]),
    )}`,
  );
  console.log(
    `\ngoal: at most 0.50 of dockerfile-ast; it is ${(total(wholePipeline) / total(yardstick)).toFixed(2)}`,
  );
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
  console.log(`\nmemory at the end: ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB resident`);
}

/** The files of each directory of the corpus. */
function byGroup(files: readonly CorpusFile[]): ReadonlyMap<string, readonly CorpusFile[]> {
  const groups = new Map<string, CorpusFile[]>();
  for (const file of files) {
    const [group = ''] = file.name.split('/');
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [file]);
    else known.push(file);
  }
  return groups;
}

function leastOf(times: ReadonlyMap<string, readonly number[]>): ReadonlyMap<string, number> {
  return new Map([...times].map(([name, each]) => [name, least(each)]));
}

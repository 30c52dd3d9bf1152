/**
 * Prints what a whole fleet takes: `npm run fleet`, or with sizes of your own, `npm run fleet -- 100 400`. The figures
 * are of this machine; the fleet is the same everywhere.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fleetOf, writeFleet } from './generate.ts';
import { type Measured, measured } from './measured.ts';

const [repositories = 500, dockerfiles = 4 * repositories] = process.argv.slice(2).map(Number);
const shards = 8;

const place = mkdtempSync(join(tmpdir(), 'dfopt-figures-'));
try {
  const fleet = fleetOf({ repositories, dockerfiles });
  const roots = fleet.map(({ name }) => name);
  const directory = join(place, 'repos');
  writeFleet(directory, fleet);
  const run = (...args: readonly string[]): Promise<Measured> =>
    measured(['migrate', '--quiet', ...args, ...roots], directory);

  console.log(
    `${repositories} repositories, ${dockerfiles} Dockerfiles; ${availableParallelism()} processors, Node ${process.version}`,
  );
  tell('dry run, JSON', await run('--format', 'json', '--output', '../whole.json'));
  tell('dry run, HTML', await run('--format', 'html', '--output', '../whole.html'));
  const started = performance.now();
  const parts = Array.from({ length: shards }, (_, index) => `${index + 1}/${shards}`);
  const files = parts.map((_, index) => `../shard-${index + 1}.json`);
  const each: Measured[] = [];
  for (const [index, shard] of parts.entries()) {
    each.push(await run('--shard', shard, '--format', 'json', '--output', files[index] ?? ''));
  }
  const merged = await measured(['report', 'merge', ...files, '--output', '../merged.json'], directory);
  tell(`${shards} shards one after the other, merged`, {
    ...merged,
    seconds: (performance.now() - started) / 1000,
    mebibytes: Math.max(...each.map(({ mebibytes }) => mebibytes), merged.mebibytes),
  });
  const same = readFileSync(join(place, 'merged.json')).equals(readFileSync(join(place, 'whole.json')));
  console.log(`merged equals whole: ${same ? 'yes' : 'no'}`);
  tell('--write', await run('--write'));
  tell('--write again, nothing left to do', await run('--write'));
  process.exitCode = same ? 0 : 1;
} finally {
  rmSync(place, { recursive: true });
}

function tell(what: string, { seconds, mebibytes, status }: Measured): void {
  const rate = Math.round(dockerfiles / seconds);
  console.log(
    `${what}: ${seconds.toFixed(1)} s (${rate} files/s), ${Math.round(mebibytes)} MiB at most, exit code ${status}`,
  );
}

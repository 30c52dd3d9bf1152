/** The recipes for one machine and for several: one process, GNU parallel, and GNU parallel over ssh. */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../fleet/directory.ts';
import { fleetOf, writeFleet } from '../fleet/generate.ts';
import { faults } from '../fleet/faults.ts';
import { type Hosts, hasSshd, startHosts } from './sshd.ts';
import { type Ran, has, pathWithDfopt, recipe, run } from './tools.ts';

const posix = process.platform !== 'win32';

describe.skipIf(!posix)('over a fleet', () => {
  let place: string;
  let env: Readonly<Record<string, string>>;

  beforeAll(() => {
    place = temporaryDirectory();
    env = { HOME: place, PATH: pathWithDfopt(place) };
    const repositories = faults.length + 8;
    const fleet = fleetOf({ repositories, dockerfiles: 2 * repositories });
    // `repos/*` in the recipes: a level of directories.
    const flat = fleet.map((each) => ({ ...each, name: each.name.replaceAll('/', ' ') }));
    writeFleet(join(place, 'repos'), flat);
  }, 120_000);

  const runRecipe = (name: string): Promise<Ran> => run(['sh', '-c', recipe(name)], place, env);
  const text = (name: string): string => readFileSync(join(place, name), 'utf8');

  it('is done by one process, with a patch for each repository', async () => {
    const { status, stdout } = await runRecipe('one-process');
    expect([status, stdout]).toEqual([2, '']);
    expect(text('report.html')).toContain('<!doctype html>');
    const { totals, files } = JSON.parse(text('report.json'));
    expect(totals.migrated).toBeGreaterThan(40);
    const changed = new Set(
      files.flatMap((file: { changed: boolean; root: string }) => (file.changed ? file.root : [])),
    );
    expect(readdirSync(join(place, 'patches'))).toHaveLength(changed.size);
  }, 60_000);

  describe.skipIf(!has('parallel'))('with GNU parallel', () => {
    /** The same run in one process. */
    let whole: string;

    beforeAll(async () => {
      const ran = await run(['sh', '-c', 'dfopt migrate --quiet --format json repos/*'], place, env);
      whole = ran.stdout;
    }, 120_000);

    it('makes the same report from shards', async () => {
      rmSync(join(place, 'report.html'), { force: true });
      const ran = await runRecipe('parallel');
      expect(ran.stderr).toContain('it is a FIFO');
      const merge = ['dfopt', 'report', 'merge'] as const;
      const names = readdirSync(join(place, 'reports')).map((name) => join('reports', name));
      expect(names).toHaveLength(4);
      expect((await run([...merge, ...names], place, env)).stdout).toBe(whole);
      expect(text('report.html')).toContain('<!doctype html>');
    }, 120_000);

    describe.skipIf(!hasSshd())('over two hosts', () => {
      let hosts: Hosts;

      beforeAll(async () => {
        hosts = await startHosts(join(place, 'ssh'), ['one', 'two'], env['PATH'] ?? '');
        writeFileSync(join(place, 'hosts'), hosts.logins.map((login) => `${login}\n`).join(''));
      }, 60_000);
      afterAll(() => hosts?.close());

      it('makes the same report from shards of both', async () => {
        await runRecipe('parallel-hosts');
        const told = [1, 2, 3, 4].map((shard) => text(`results/1/${shard}/stderr`));
        expect(told.join('')).toContain('it is a FIFO');
        expect(text('report.json')).toBe(whole);
        const used = text('log.tsv')
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.split('\t')[1]);
        expect(used).toHaveLength(4);
        expect(new Set(used).size).toBe(2);
      }, 120_000);
    });
  });
});

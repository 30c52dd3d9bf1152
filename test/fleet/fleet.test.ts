/**
 * One run over a whole fleet. DFOPT_FLEET says of how many repositories, with four Dockerfiles each: 500 is the fleet
 * that the figures of the benchmark are about.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readReport } from '../../src/report/merge.ts';
import { temporaryDirectory } from './directory.ts';
import { expectedOf, fleetOf, placeOf, writeFleet } from './generate.ts';
import { type Measured, measured } from './measured.ts';

const repositories = Number(process.env['DFOPT_FLEET'] ?? 64);
const size = { repositories, dockerfiles: 4 * repositories };

describe.skipIf(process.platform === 'win32')(
  `a fleet of ${size.repositories} repositories with ${size.dockerfiles} Dockerfiles`,
  () => {
    const fleet = fleetOf(size);
    const expected = expectedOf(fleet);
    const roots = fleet.map(({ name }) => name);
    let place: string;
    let repositoriesPlace: string;
    let whole: Measured;

    const report = (name: string) => {
      const read = readReport(readFileSync(join(place, name), 'utf8'), name);
      if (!read.ok) throw new Error(read.message);
      return read.report;
    };

    beforeAll(async () => {
      place = temporaryDirectory();
      repositoriesPlace = join(place, 'repos');
      writeFleet(repositoriesPlace, fleet);
      whole = await measured(
        ['migrate', '--format', 'json', '--output', '../whole.json', ...roots],
        repositoriesPlace,
      );
      console.log(
        `${expected.size} Dockerfiles: ${whole.seconds.toFixed(1)} s, ${Math.round(whole.mebibytes)} MiB at most`,
      );
    }, 300_000);

    it('has as many Dockerfiles as it says', () => {
      expect(expected.size).toBe(size.dockerfiles);
    });

    it('is reported completely, every file with the outcome it must have', () => {
      const reported = report('whole.json').files.map(({ root, path, outcome, code }) => {
        const wanted = expected.get(placeOf(root, path));
        // A code counts where only one is right.
        return [placeOf(root, path), wanted?.code === undefined ? { outcome } : { outcome, code }];
      });
      expect(Object.fromEntries(reported)).toEqual(Object.fromEntries(expected));
      expect(reported).toHaveLength(expected.size);
    });

    it('ends with the code for unusable input, and says which files that is about', () => {
      const failed = [...expected].filter(([, { outcome }]) => outcome === 'failed');
      const lines = whole.stderr.split('\n').filter((line) => line.startsWith('dfopt: cannot '));
      expect(whole.status).toBe(2);
      expect(lines).toHaveLength(failed.length);
      for (const [name] of failed) {
        expect(lines.filter((line) => line.includes(` at ${name}:`))).toHaveLength(1);
      }
    });

    it('leaves every byte where it was, and runs nothing it finds', () => {
      expect(filesBelow(repositoriesPlace)).toEqual(
        fleet.flatMap(({ name, entries }) => [...entries.keys()].map((path) => placeOf(name, path))).sort(),
      );
    });

    it('puts nothing on standard error that acts on a terminal', () => {
      expect(whole.stderr.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u{202E}]/u);
    });

    it('holds no more than its share in memory', () => {
      // The runtime takes 50 MiB, one Dockerfile and its neighbours a few KiB while they are looked at.
      expect(whole.mebibytes).toBeLessThan(400);
    });

    it('is the same in shards, byte for byte, when they are merged', async () => {
      const names = Array.from({ length: 8 }, (_, index) => `../shard-${index + 1}.json`);
      for (const [index, name] of names.entries()) {
        const shard = ['--shard', `${index + 1}/8`, '--format', 'json', '--output', name];
        const { status } = await measured(['migrate', ...shard, ...roots], repositoriesPlace);
        expect(status).toBe(report(name.slice(3)).totals.failed > 0 ? 2 : 0);
      }
      const merge = ['report', 'merge', ...names, '--output', '../merged.json'];
      expect((await measured(merge, repositoriesPlace)).status).toBe(0);
      expect(readFileSync(join(place, 'merged.json'), 'utf8')).toBe(
        readFileSync(join(place, 'whole.json'), 'utf8'),
      );
      const sizes = names.map((name) => report(name.slice(3)).totals.files);
      expect(sizes.reduce((sum, each) => sum + each, 0)).toBe(expected.size);
      expect(Math.max(...sizes)).toBeLessThan(expected.size / 4);
    }, 300_000);

    it('takes every patch where --patch-dir puts one for each repository', async () => {
      const patches = ['--patch-dir', '../patches', '--quiet'];
      expect((await measured(['migrate', ...patches, ...roots], repositoriesPlace)).status).toBe(2);
      const changed = new Set(
        report('whole.json').files.flatMap((file) => (file.changed ? [file.root] : [])),
      );
      expect(readdirSync(join(place, 'patches'))).toHaveLength(changed.size);
    }, 60_000);

    it('is written once, and then there is nothing left to write', async () => {
      const write = ['migrate', '--write', '--format', 'json', ...roots];
      await measured([...write, '--output', '../written.json'], repositoriesPlace);
      await measured([...write, '--output', '../again.json'], repositoriesPlace);
      const { migrated, failed } = report('written.json').totals;
      expect([migrated, failed]).toEqual([
        report('whole.json').totals.migrated,
        report('whole.json').totals.failed,
      ]);
      expect(report('again.json').totals).toMatchObject({ migrated: 0, changed: 0, failed });
    }, 60_000);
  },
);

/** Every file and link below the directory, sorted, and no link followed. */
function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
}

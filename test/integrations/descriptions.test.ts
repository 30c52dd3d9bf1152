/** The files that describe runs to other systems: what they run is run here, in the way that system does. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { folder } from '../batch/folder.ts';
import { temporaryDirectory } from '../fleet/directory.ts';
import { type Ran, broken, candidate, pathWithDfopt, plain, project, run, writeFiles } from './tools.ts';

function textOf(name: string): string {
  return readFileSync(join(project, 'integrations', name), 'utf8');
}

const posix = process.platform !== 'win32';

describe.skipIf(!posix)('the Kubernetes Job', () => {
  interface Container {
    readonly name: string;
    readonly command: readonly [string, ...string[]];
    readonly args: readonly string[];
    readonly env: readonly { readonly name: string; readonly value: string }[];
    readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  }
  interface Job {
    readonly spec: {
      readonly completions: number;
      readonly podFailurePolicy: {
        readonly rules: readonly {
          readonly action: string;
          readonly onExitCodes?: { readonly containerName: string; readonly values: readonly number[] };
        }[];
      };
      readonly template: {
        readonly spec: {
          readonly containers: readonly [Container];
          readonly volumes: readonly { readonly name: string }[];
        };
      };
    };
  }
  const { spec }: Job = parse(textOf('kubernetes/indexed-job.yaml'));
  const [container] = spec.template.spec.containers;
  let place: string;
  let results: readonly Ran[];

  beforeAll(async () => {
    place = temporaryDirectory();
    for (const index of Array.from({ length: 30 }).keys()) {
      writeFiles(join(place, 'repos', `app ${index}`), { Dockerfile: index % 2 === 0 ? candidate : plain });
    }
    writeFiles(join(place, 'repos', 'broken'), { Dockerfile: broken });
    // The container's directories are at other places here.
    const places = new Map(container.volumeMounts.map((each) => [each.mountPath, join(place, each.name)]));
    const mounted = (text: string): string => text.replaceAll(/\/\w+/g, (path) => places.get(path) ?? path);
    const [program, ...options] = container.command;
    const indices = [...Array.from({ length: spec.completions }).keys()];
    const path = pathWithDfopt(place);
    const ran: Ran[] = [];
    for (const index of indices) {
      ran.push(
        await run([program, ...options, ...container.args.map(mounted)], place, {
          ...Object.fromEntries(container.env.map(({ name, value }) => [name, value])),
          JOB_COMPLETION_INDEX: String(index),
          PATH: path,
          HOME: place,
        }),
      );
    }
    results = ran;
  }, 300_000);

  it('has as many shards as completions', () => {
    expect(container.env).toContainEqual({ name: 'SHARDS', value: String(spec.completions) });
    expect(readdirSync(join(place, 'reports'))).toHaveLength(spec.completions);
  });

  it('covers every file once, and merges into one report', async () => {
    const names = readdirSync(join(place, 'reports')).map((name) => join(place, 'reports', name));
    const { stdout } = await run(['dfopt', 'report', 'merge', ...names], place, {
      PATH: pathWithDfopt(place),
      HOME: place,
    });
    expect(JSON.parse(stdout)).toMatchObject({
      totals: { files: 31, migrated: 15, unchanged: 15, failed: 1 },
    });
  });

  it('fails an index for good only where a retry could not help', () => {
    const [fatal] = spec.podFailurePolicy.rules.flatMap(({ action, onExitCodes }) =>
      action === 'FailIndex' ? (onExitCodes ?? []) : [],
    );
    expect(fatal?.containerName).toBe(container.name);
    const failed = results.filter(({ status }) => status !== 0);
    expect(failed).toHaveLength(1);
    expect(failed.map(({ status }) => fatal?.values.includes(status ?? -1))).toEqual([true]);
  });

  it('mounts only volumes that are there', () => {
    const names = spec.template.spec.volumes.map(({ name }) => name);
    expect(container.volumeMounts.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
  });
});

describe.skipIf(!posix)('the matrix on GitHub Actions', () => {
  it('gives every repository to one job', async () => {
    const text = textOf('github-actions/fleet.yml');
    const program = /awk (?<program>'[^']*') repositories\.txt/.exec(text)?.groups?.['program'] ?? '';
    const urls = Array.from({ length: 21 }, (_, index) => `https://git.example.com/team/app-${index}.git`);
    const cwd = folder({ 'repositories.txt': `${urls.join('\n')}\n` });
    const shards = [1, 2, 3, 4, 5, 6, 7, 8];
    expect(parse(text)).toMatchObject({
      jobs: { migrate: { strategy: { matrix: { shard: shards } } } },
    });
    const parts = [];
    for (const shard of shards) {
      const env = { PATH: process.env['PATH'] ?? '', SHARD: String(shard), SHARDS: String(shards.length) };
      const { stdout } = await run(['sh', '-c', `awk ${program} repositories.txt`], cwd, env);
      parts.push(stdout.trim().split('\n'));
    }
    expect(parts.flat().toSorted()).toEqual(urls.toSorted());
    expect(Math.max(...parts.map(({ length }) => length))).toBe(3);
  });
});

// DFOPT_BATCH_SPEC_SCHEMA: the schema of batch specs, from lib/batches/schema of sourcegraph/src-cli.
const schema = process.env['DFOPT_BATCH_SPEC_SCHEMA'];

describe('the Sourcegraph batch spec', () => {
  const spec: unknown = parse(textOf('sourcegraph/dfopt.batch.yaml'));

  it.skipIf(schema === undefined)('fits its schema', async () => {
    const { Ajv } = await import('ajv');
    const { $schema: _draft, ...rules } = JSON.parse(readFileSync(schema ?? '', 'utf8'));
    const ajv = new Ajv({ strict: false, validateFormats: false });
    expect(ajv.validate(rules, spec), ajv.errorsText()).toBe(true);
  });

  it('uses fields of the report that are in its schema', () => {
    const text = textOf('sourcegraph/dfopt.batch.yaml');
    const report: Schema = JSON.parse(
      readFileSync(join(project, 'src', 'report', 'schema', 'report.schema.json'), 'utf8'),
    );
    const used = [...text.matchAll(/outputs\.report\.(?<path>[\w.]+)/g)].map(
      ({ groups }) => groups?.['path'] ?? '',
    );
    expect(used.length).toBeGreaterThan(0);
    for (const path of used) {
      const found = path
        .split('.')
        .reduce<Schema | undefined>((at, key) => resolved(at, report)?.properties?.[key], report);
      expect(found, path).toBeDefined();
    }
  });
});

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** The schema that a reference within the same file leads to. */
function resolved(schemaPart: Schema | undefined, whole: Schema): Schema | undefined {
  const name = schemaPart?.$ref?.replace('#/$defs/', '');
  return name === undefined ? schemaPart : whole.$defs?.[name];
}

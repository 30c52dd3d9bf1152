/**
 * Every fixture that migrates, on a real engine: built before and after, and compared by its image config, its output or
 * answers, its exit code and its health. Where a fixture guards something, a naive conversion is shown to break it.
 * Runs with DFOPT_ENGINE_TESTS=1 and docker answering; DFOPT_FIXTURE=NAME picks cases by a part of their name.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../../src/index.ts';
import { compareConfig } from '../../src/verify/compare/config.ts';
import type { RunPlan } from '../../src/verify/compare/observe.ts';
import { commandOf } from '../../src/verify/compare/programs.ts';
import { compareRuns } from '../../src/verify/compare/run.ts';
import { findEngine } from '../../src/verify/engine/find.ts';
import type { Engine } from '../../src/verify/engine/types.ts';
import type { ImageConfig } from '../../src/verify/image/config.ts';
import { acceptedBy } from '../../src/verify/migration.ts';
import type { LevelResult } from '../../src/verify/types.ts';
import { fixtures, optionsOf, type Fixture, type Run } from '../helpers/fixtures.ts';
import { knownFailures } from '../helpers/known-failures.ts';
import {
  basesOf,
  build,
  configOf,
  isAtHand,
  naiveConversion,
  namePrefix,
  prepare,
  withBuilders,
} from './fixture-images.ts';

const asked = process.env['DFOPT_ENGINE_TESTS'] === '1';
const minutes = 60_000;
/** Builders of this many fixtures get a full build cache first. */
const worthPreparing = 3;
/** Cases at a time: building is what takes long, and uses a processor and a half. */
const atATime = 2;

const picked = process.env['DFOPT_FIXTURE'] ?? '';
const migrating = fixtures().filter(
  ({ name, expected }) =>
    expected.outcome === 'migrated' && name.includes(picked) && !knownFailures.has(name),
);
const runnable = migrating.flatMap((fixture) => {
  const { run } = fixture.expected;
  return run === undefined ? [] : [{ ...fixture, run }];
});
type Case = Fixture & { readonly run: Run };

const bases = [...new Set(runnable.flatMap(basesOfFixture))].sort();

function basesOfFixture({ dockerfile, expectedText = '' }: Fixture): readonly string[] {
  return [...basesOf(dockerfile), ...basesOf(expectedText)];
}

const builders = new Map<string, string>();
let empty = '';
let missing: readonly string[] = [];
let engine: Engine | undefined;

const free: (() => void)[] = [];
let running = 0;

/** Waits for a place among the cases that are under way. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atATime) {
    await new Promise<void>((resolve) => free.push(resolve));
    return inTurn(work);
  }
  running++;
  try {
    return await work();
  } finally {
    running--;
    free.shift()?.();
  }
}

beforeAll(async () => {
  if (!asked) return;
  const search = await findEngine('docker');
  if (!search.found) throw new Error(search.message);
  engine = search.engine;
  empty = await mkdtemp(join(tmpdir(), `${namePrefix}-`));
  const there = await Promise.all(bases.map(isAtHand));
  missing = bases.filter((_, index) => there[index] !== true);
  for (const reference of new Set(runnable.flatMap(({ dockerfile }) => basesOf(dockerfile)))) {
    if (missing.includes(reference)) continue;
    const uses = runnable.filter(({ dockerfile }) => basesOf(dockerfile).includes(reference)).length;
    builders.set(reference, await prepare(engine, reference, uses >= worthPreparing));
  }
}, 10 * minutes);

afterAll(async () => {
  await engine?.remove([...builders.values()].filter((name) => name.startsWith(namePrefix)));
  if (empty !== '') await rm(empty, { recursive: true, force: true });
});

describe.skipIf(!asked)('golang fixtures on the engine', () => {
  test('have their base images at hand', () => {
    expect(missing, 'base images that the engine lacks and cannot pull').toEqual([]);
  });

  test.skip.for(migrating.filter(({ expected }) => expected.run === undefined))(
    '$name fetches what only its author has, or releases that are gone',
    () => undefined,
  );

  test.concurrent.for(runnable)('$name', { timeout: 20 * minutes }, async (fixture, context) => {
    const lacking = basesOfFixture(fixture).filter((reference) => missing.includes(reference));
    context.skip(lacking.length > 0, `the engine has no ${lacking.join(', ')}`);
    await inTurn(() => compareFixture(fixture, context.expect));
  });
});

async function compareFixture(fixture: Case, check: typeof expect): Promise<void> {
  if (engine === undefined) throw new Error('there is no engine');
  const outcome = migrate(fixture.dockerfile, optionsOf(fixture));
  if (outcome.outcome !== 'migrated') throw new Error(`not migrated: ${outcome.message}`);
  const images = imagesOf(fixture);
  const context = fixture.contextDirectory ?? empty;
  try {
    check(
      await build(engine, withBuilders(fixture.dockerfile, builders), context, images.before),
    ).toBeUndefined();
    check(await build(engine, withBuilders(outcome.text, builders), context, images.after)).toBeUndefined();
    const before = await configOf(images.before);
    const after = await configOf(images.after);
    check(differences(compareConfig(before, after, { needs: [], accepted: acceptedBy(outcome) }))).toEqual(
      [],
    );

    const compared = await compareImages(engine, fixture.run, images.before, before, images.after, after);
    check(compared.status, compared.remarks.join('; ')).toBe('equal');
    check(differences(compared)).toEqual([]);

    if (fixture.expected.guards === undefined) return;
    const failed = await build(
      engine,
      withBuilders(naiveConversion(fixture), builders),
      context,
      images.naive,
    );
    check(failed, 'a naive conversion builds, and fails when it is run').toBeUndefined();
    const naiveConfig = await configOf(images.naive);
    const naive = [
      compareConfig(before, naiveConfig, { needs: [], accepted: acceptedBy(outcome) }),
      await compareImages(engine, fixture.run, images.before, before, images.naive, naiveConfig),
    ];
    check(naive.flatMap(differences), `a naive conversion breaks ${fixture.expected.guards}`).not.toEqual([]);
  } finally {
    await engine.remove(Object.values(images));
  }
}

function imagesOf({ name }: Fixture): {
  readonly before: string;
  readonly after: string;
  readonly naive: string;
} {
  const repository = `${namePrefix}-${name.replace(/[^a-z0-9]+/g, '-').replace(/-$/, '')}`;
  return { before: `${repository}:before`, after: `${repository}:after`, naive: `${repository}:naive` };
}

/** What differs and was not announced. */
function differences({ findings }: LevelResult): readonly string[] {
  return findings
    .filter(({ expected }) => !expected)
    .map(({ code, what, cause }) => `${code} ${what}: ${cause}`);
}

async function compareImages(
  tool: Engine,
  run: Run,
  before: string,
  beforeConfig: ImageConfig,
  after: string,
  afterConfig: ImageConfig,
): Promise<LevelResult> {
  const { args, env = [], http = [] } = run;
  const [exposed] = beforeConfig.exposedPorts;
  const plan = (config: ImageConfig): RunPlan => ({
    command: commandOf(config, args),
    args,
    env,
    http,
    port: run.port ?? (exposed === undefined ? undefined : Number.parseInt(exposed, 10)),
    limits: { timeoutMs: 30_000, memoryBytes: 512e6, processes: 256 },
    health: beforeConfig.healthcheck !== undefined && tool.abilities.health,
    openNetwork: false,
  });
  const { level } = await compareRuns(
    tool,
    { before, after },
    { before: plan(beforeConfig), after: plan(afterConfig) },
    new AbortController().signal,
  );
  return level;
}

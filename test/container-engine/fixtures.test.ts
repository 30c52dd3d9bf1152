/**
 * Fixtures that migrate, on a real engine, by `dfopt verify` itself: both are built and compared at all levels, and have
 * to be equal. Where a fixture guards something, a naive conversion is shown to break it. Ends with a table of sizes.
 * Runs with DFOPT_ENGINE_TESTS=1 and docker answering. Without more said: what the last commit or the working tree
 * touches, one of each kind, and an eighth of the others. DFOPT_ENGINE_ALL=1 runs all, DFOPT_FIXTURE=NAME,… those that
 * have a part of their names so, DFOPT_SINCE=REVISION counts as touched what has changed since then.
 */
import { traces } from '../helpers/traces.ts';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../../src/index.ts';
import {
  verifyCommand,
  type VerifyCommandResult,
  type VerifyOptions,
  type VerifySurroundings,
} from '../../src/verify/command.ts';
import { findEngine } from '../../src/verify/engine/find.ts';
import type { Engine } from '../../src/verify/engine/types.ts';
import type { LayerCache } from '../../src/verify/image/image.ts';
import type { LevelName, Verification } from '../../src/verify/verdict/types.ts';
import { fixtures, optionsOf, type Fixture, type Run } from '../helpers/fixtures.ts';
import { knownFailures } from '../helpers/known-failures.ts';
import { chosenCases } from './chosen-cases.ts';
import { basesOf, isAtHand, naiveConversion, namePrefix, prepare, type Builder } from './fixture-images.ts';
import { fixtureEngine } from './fixture-engine.ts';
import { medianRatio, sizeTable, type SizeRow } from './size-table.ts';

const asked = process.env['DFOPT_ENGINE_TESTS'] === '1';
const minutes = 60_000;
/** Builders of this many fixtures get a full build cache first. */
const worthPreparing = 3;
/** Cases at a time: building is what takes long, and uses a processor and a half. */
const atATime = 2;
/** What the median of the new images may have of the old ones' size. */
const acceptableRatio = 0.05;

/** Of the cases that show nothing of their own, one of this many is run each time. */
const spread = 8;

const picked = process.env['DFOPT_FIXTURE'] ?? '';
const migrating = fixtures().filter(
  ({ name, expected }) =>
    expected.outcome === 'migrated' &&
    picked.split(',').some((part) => name.includes(part)) &&
    !knownFailures.has(name),
);
type Case = Fixture & { readonly run: Run };
const allRunnable: readonly Case[] = migrating.flatMap((fixture) => {
  const { run } = fixture.expected;
  return run === undefined ? [] : [{ ...fixture, run }];
});
const all = !asked || picked !== '' || process.env['DFOPT_ENGINE_ALL'] === '1';
const chosen = all ? undefined : choose(allRunnable);
const runnable = allRunnable.filter(({ name }) => chosen?.has(name) ?? true);

function choose(cases: readonly Case[]): ReadonlySet<string> {
  const touched = touchedFixtures(process.env['DFOPT_SINCE'] ?? 'HEAD~1');
  const candidates = cases.map((fixture) => ({
    name: fixture.name,
    shows: shownBy(fixture),
    guarded: fixture.expected.guards !== undefined,
    touched: touched.some((path) => path.startsWith(`fixtures/${fixture.name}/`)),
  }));
  return chosenCases(candidates, spread);
}

/** What kind of case it is: the codes it has, the images it is about, how it is run. */
function shownBy(fixture: Case): readonly string[] {
  const outcome = migrate(fixture.dockerfile, optionsOf(fixture));
  const said = outcome.outcome === 'migrated' ? [...outcome.assumptions, ...outcome.reasons] : [];
  return [outcome.code, ...said.map(({ code }) => code), ...basesOfFixture(fixture), fixture.run.expect];
}

/** Files below `fixtures` that differ from the revision or are not in it yet; none outside of a repository. */
function touchedFixtures(since: string): readonly string[] {
  return [
    ...fixtureFiles('diff', '--name-only', since),
    ...fixtureFiles('ls-files', '--others', '--exclude-standard'),
  ];
}

function fixtureFiles(...listing: readonly string[]): readonly string[] {
  const { status, stdout } = spawnSync('git', [...listing, '--', 'fixtures'], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n') : [];
}

const bases = [...new Set(runnable.flatMap(basesOfFixture))].sort();

function basesOfFixture({ dockerfile, expectedText = '' }: Fixture): readonly string[] {
  return [...basesOf(dockerfile), ...basesOf(expectedText)];
}

const builders = new Map<string, Builder>();
const layers: LayerCache = new Map();
const rows: SizeRow[] = [];
let scratch = '';
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
  scratch = await mkdtemp(join(tmpdir(), `${namePrefix}-`));
  const there = await Promise.all(bases.map(isAtHand));
  missing = bases.filter((_, index) => there[index] !== true);
  for (const reference of new Set(runnable.flatMap(({ dockerfile }) => basesOf(dockerfile)))) {
    if (missing.includes(reference)) continue;
    const uses = runnable.filter(({ dockerfile }) => basesOf(dockerfile).includes(reference)).length;
    builders.set(reference, await prepare(engine, reference, uses >= worthPreparing));
  }
}, 10 * minutes);

afterAll(async () => {
  const made = [...builders.values()].map(({ name }) => name).filter((name) => name.startsWith(namePrefix));
  await engine?.remove(made);
  if (scratch !== '') await rm(scratch, { recursive: true, force: true });
});

test('each fixture that migrates says how it is run, or why it is not', () => {
  const silent = migrating.filter(
    ({ expected: { run, notRun } }) => run === undefined && notRun === undefined,
  );
  expect(silent.map(({ name }) => name)).toEqual([]);
});

describe.skipIf(!asked)('fixtures on the engine', () => {
  test('have their base images at hand', () => {
    expect(missing, 'base images that the engine lacks and cannot pull').toEqual([]);
  });

  for (const { name, expected } of migrating) {
    if (expected.run === undefined) test.skip(`${name} is not run: ${expected.notRun}`);
    else if (chosen?.has(name) === false) test.skip(`${name} is not run this time: DFOPT_ENGINE_ALL=1 does`);
  }

  test.concurrent.for(runnable)('$name', { timeout: 20 * minutes }, async (fixture, context) => {
    const lacking = basesOfFixture(fixture).filter((reference) => missing.includes(reference));
    context.skip(lacking.length > 0, `the engine has no ${lacking.join(', ')}`);
    await inTurn(() => verifyFixture(fixture, context.expect));
  });
});

describe.skipIf(!asked || picked !== '')('sizes', () => {
  test(`the median of the new images is at most ${acceptableRatio} of the old ones`, () => {
    console.log(sizeTable(rows));
    expect(rows.length).toBeGreaterThan(0);
    expect(medianRatio(rows)).toBeLessThanOrEqual(acceptableRatio);
  });
});

async function verifyFixture(fixture: Case, check: typeof expect): Promise<void> {
  if (engine === undefined) throw new Error('there is no engine');
  const { name, expected, dockerfile } = fixture;
  const directory = join(scratch, name.replaceAll('/', '-'));
  const archives = join(directory, 'archives');
  // BuildKit tells contexts apart by their last name, and files by size and time: a copy has its own of each.
  const context = join(directory, `context-of-${name.replaceAll('/', '-')}`);
  for (const path of [archives, context]) await mkdir(path, { recursive: true });
  if (fixture.contextDirectory !== undefined) {
    await cp(fixture.contextDirectory, context, { recursive: true, verbatimSymlinks: true });
  }
  const tool = fixtureEngine(engine, builders, expected.guards === undefined ? undefined : archives);
  const original = join(fixture.directory, 'Dockerfile');
  try {
    const outcome = migrate(dockerfile, optionsOf(fixture));
    const result = await verifyCommand(
      { files: [{ path: original, context }], ...runOptions(fixture.run) },
      surroundings(tool, outcome),
    );
    const verification = theOnly(result);
    check(found(verification), report(result)).toEqual([]);
    check([verification.verdict, result.exitCode], report(result)).toEqual(['equal', 0]);
    // A program that something else interprets brings no less than its interpreter.
    const needs = outcome.outcome === 'migrated' ? (outcome.needs ?? []) : [];
    const interpreted = needs.some(({ kind }) => kind === 'runtime');
    if (expected.code === 'split' && verification.sizes !== undefined && !interpreted) {
      const { before, after } = verification.sizes;
      const prepared = basesOf(dockerfile).map((reference) => builders.get(reference)?.added ?? 0);
      rows.push({ name, before: before.bytes - Math.max(0, ...prepared), after: after.bytes });
    }
    if (expected.guards === undefined) return;
    const naive = join(directory, 'Dockerfile');
    await writeFile(naive, naiveConversion(fixture));
    const broken = await verifyCommand(
      { files: [{ path: naive, context }], against: original, ...runOptions(fixture.run) },
      surroundings(tool),
    );
    const shown = found(theOnly(broken), ['config', 'run']);
    check(shown, `a naive conversion builds, and breaks ${expected.guards}: ${report(broken)}`).not.toEqual(
      [],
    );
    check(broken.exitCode).toBe(3);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function runOptions({ args, env = [], http = [], port, exit }: Run): Omit<VerifyOptions, 'files'> {
  return {
    env,
    http,
    format: 'text',
    // A busy machine needs a while for what is quick elsewhere; SQLite alone takes minutes to compile.
    timeout: 30,
    buildTimeout: 900,
    ...(args === undefined ? {} : { args }),
    ...(port === undefined ? {} : { port }),
    ...(exit === undefined ? {} : { exit }),
  };
}

function surroundings(tool: Engine, outcome?: ReturnType<typeof migrate>): VerifySurroundings {
  return {
    version: '0',
    color: false,
    toolchains: traces,
    signal: new AbortController().signal,
    engine: tool,
    cache: layers,
    migrate: () =>
      outcome === undefined
        ? Promise.reject(new Error('nothing is to be migrated'))
        : Promise.resolve({ outcome }),
  };
}

function theOnly({ verifications, messages }: VerifyCommandResult): Verification {
  const [verification] = verifications;
  if (verification === undefined) throw new Error(messages.join('\n'));
  return verification;
}

/** What differs and was not announced. */
function found({ levels }: Verification, among?: readonly LevelName[]): readonly string[] {
  return levels
    .filter(({ level }) => among === undefined || among.includes(level))
    .flatMap(({ level, findings }) =>
      findings
        .filter(({ expected }) => !expected)
        .map(({ code, what, cause }) => `${level} ${code} ${what}: ${cause}`),
    );
}

function report({ report: text, messages }: VerifyCommandResult): string {
  return [text, ...messages].join('\n');
}

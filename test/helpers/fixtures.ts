/**
 * The fixtures: `fixtures/<rule>/<case>/` holds
 * - `Dockerfile`: the input;
 * - `context/` (optional): the build context; a case without it runs with no context at all;
 * - `expected.json`: what becomes of the file (`Expected` below, with no other fields);
 * - `expected.Dockerfile`: the new text, exactly when the file is migrated.
 */
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import * as v from 'valibot';
import { memoryContext } from '../../src/context/memory.ts';
import type { BuildContext, MigrateOptions, Outcome } from '../../src/index.ts';

const confidences = ['proven', 'likely', 'possible'] as const;

/** How the images before and after are run to be compared. */
const runSchema = v.strictObject({
  /** What the container shows: its output and exit code, or its answers to requests. */
  expect: v.picklist(['output', 'http']),
  /** Arguments in CMD's place. */
  args: v.optional(v.array(v.string())),
  /** Paths that are asked for; several requests show what one would hide. */
  http: v.optional(v.pipe(v.array(v.pipe(v.string(), v.startsWith('/'))), v.minLength(1))),
  /** The port the program listens on, where the image doesn't expose it. */
  port: v.optional(v.pipe(v.number(), v.integer())),
  /** The exit code that the container is meant to end with, where that is not 0. */
  exit: v.optional(v.pipe(v.number(), v.integer())),
  /** `NAME=value` */
  env: v.optional(v.array(v.pipe(v.string(), v.includes('=')))),
});

const expectedSchema = v.strictObject({
  outcome: v.picklist(['migrated', 'unchanged', 'refused', 'failed']),
  code: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/)),
  /** Of a migration. */
  confidence: v.optional(v.picklist(confidences)),
  /** Codes, in order. */
  assumptions: v.optional(v.array(v.string())),
  options: v.optional(
    v.strictObject({
      confidence: v.optional(v.picklist(confidences)),
      stages: v.optional(v.array(v.picklist(['test', 'debug', 'delve']))),
      /** Rules that are asked for by name, or are off. */
      rules: v.optional(v.record(v.string(), v.boolean())),
    }),
  ),
  /** What a naive conversion (the program alone on scratch) breaks. */
  guards: v.optional(v.pipe(v.string(), v.minLength(1))),
  run: v.optional(runSchema),
  /** Why a migration isn't built and compared on an engine. */
  notRun: v.optional(v.pipe(v.string(), v.minLength(1))),
});

export type Expected = v.InferOutput<typeof expectedSchema>;
export type Run = v.InferOutput<typeof runSchema>;

export interface Fixture {
  /** `golang/hello-world` */
  readonly name: string;
  readonly directory: string;
  readonly dockerfile: string;
  /** undefined for a case without a context. */
  readonly contextDirectory: string | undefined;
  readonly context: BuildContext | undefined;
  readonly expected: Expected;
  /** undefined when the file isn't migrated. */
  readonly expectedText: string | undefined;
}

const fixturesDirectory = fileURLToPath(new URL('../../fixtures', import.meta.url));

/**
 * All fixtures, sorted by name. A malformed one is an error, never passed over. `unwritten`: what stands for an
 * `expected.json` that isn't there yet; without it that is an error too.
 */
export function fixtures(unwritten?: Expected): readonly Fixture[] {
  return directories(fixturesDirectory)
    .flatMap((rule) => directories(join(fixturesDirectory, rule)).map((name) => `${rule}/${name}`))
    .filter((name) => existsSync(join(fixturesDirectory, name, 'Dockerfile')))
    .sort()
    .map((name) => fixture(name, unwritten));
}

function directories(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

const parts = new Set(['Dockerfile', 'context', 'expected.Dockerfile', 'expected.json']);

function fixture(name: string, unwritten: Expected | undefined): Fixture {
  const directory = join(fixturesDirectory, name);
  const strange = readdirSync(directory).filter((part) => !parts.has(part));
  if (strange.length > 0) throw new Error(`${name}: a fixture has no ${strange.join(', ')}`);
  const dockerfile = readFileSync(join(directory, 'Dockerfile'), 'utf8');
  const contextPath = join(directory, 'context');
  const contextDirectory = existsSync(contextPath) ? contextPath : undefined;
  const expectedPath = join(directory, 'expected.json');
  const textPath = join(directory, 'expected.Dockerfile');
  return {
    name,
    directory,
    dockerfile,
    contextDirectory,
    context: contextDirectory === undefined ? undefined : contextOf(contextDirectory, dockerfile),
    expected:
      unwritten !== undefined && !existsSync(expectedPath)
        ? unwritten
        : parseExpected(name, readFileSync(expectedPath, 'utf8')),
    expectedText: existsSync(textPath) ? readFileSync(textPath, 'utf8') : undefined,
  };
}

/** Reads `expected.json`; what it lacks or has too much of is named. */
export function parseExpected(name: string, text: string): Expected {
  const result = v.safeParse(expectedSchema, JSON.parse(text));
  if (!result.success) {
    const issues = result.issues.map((issue) => `${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
    throw new Error(`${name}/expected.json: ${issues.join('; ')}`);
  }
  const expected = result.output;
  const migrated = expected.outcome === 'migrated';
  const claims: readonly (readonly [boolean, string])[] = [
    [migrated === (expected.confidence !== undefined), 'a migration has a confidence, and nothing else has'],
    [migrated === (expected.assumptions !== undefined), 'a migration has assumptions, and nothing else has'],
    [migrated || expected.run === undefined, 'only a migration can be run'],
    [
      expected.notRun === undefined || (migrated && expected.run === undefined),
      'only a migration that is not run says why',
    ],
    [expected.guards === undefined || expected.run !== undefined, 'what is guarded has to be run'],
    [
      expected.run === undefined || (expected.run.expect === 'http') === (expected.run.http !== undefined),
      'run.http goes with run.expect http',
    ],
  ];
  const broken = claims.flatMap(([holds, claim]) => (holds ? [] : [claim]));
  if (broken.length > 0) throw new Error(`${name}/expected.json: ${broken.join('; ')}`);
  return expected;
}

/** What a build context is made of, as `memoryContext` takes it. */
export interface ContextFiles {
  readonly files: Readonly<Record<string, string>>;
  readonly links: Readonly<Record<string, string>>;
  readonly executable: readonly string[];
}

/** The context's files, with the Dockerfile at its root as the author has it: compose files name it there. */
export function contextFiles(directory: string, dockerfile: string): ContextFiles {
  const files: Record<string, string> = {};
  const links: Record<string, string> = {};
  const executable: string[] = [];
  const walk = (below: string): void => {
    for (const name of readdirSync(join(directory, below))) {
      const path = below === '' ? name : `${below}/${name}`;
      const place = join(directory, path);
      const stats = lstatSync(place);
      if (stats.isSymbolicLink()) links[path] = readlinkSync(place);
      else if (stats.isDirectory()) walk(path);
      else {
        files[path] = readFileSync(place, 'utf8');
        if ((stats.mode & 0o100) !== 0) executable.push(path);
      }
    }
  };
  walk('');
  return { files: { Dockerfile: dockerfile, ...files }, links, executable };
}

function contextOf(directory: string, dockerfile: string): BuildContext {
  const { files, links, executable } = contextFiles(directory, dockerfile);
  return memoryContext(files, { links, executable });
}

export function optionsOf({ context, expected }: Fixture): MigrateOptions {
  const confidence = expected.options?.confidence;
  const stages = expected.options?.stages;
  const rules = expected.options?.rules;
  return {
    ...(context === undefined ? {} : { context }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(stages === undefined ? {} : { stages }),
    ...(rules === undefined ? {} : { rules }),
  };
}

/** An outcome in the terms of `expected.json`. */
export function summaryOf(
  outcome: Outcome,
): Pick<Expected, 'outcome' | 'code' | 'confidence' | 'assumptions'> {
  const { code } = outcome;
  if (outcome.outcome !== 'migrated') return { outcome: outcome.outcome, code };
  return {
    outcome: 'migrated',
    code,
    confidence: outcome.confidence,
    assumptions: outcome.assumptions.map((assumption) => assumption.code),
  };
}

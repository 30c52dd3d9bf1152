/**
 * Real images broken in one way each: every time the verdict is not equal, and the cause is named. Prints the table.
 * Runs with DFOPT_ENGINE_TESTS=1 and docker answering, with the images golang:1.24 and debian:trixie-slim at hand;
 * what shows in the trace alone takes strace.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LayerCache } from '../../src/verify/image/image.ts';
import { findTracer } from '../../src/verify/trace/tracer.ts';
import { mutationTable, type MutationRow } from '../verify/helpers/mutation-table.ts';
import { blame, blamed, engineNamed, verifyPair } from './verifying.ts';
import { breakable, mutate, mutations, programs, type Mutation } from './verify-pairs.ts';

const asked = process.env['DFOPT_ENGINE_TESTS'] === '1';
const watched = asked && (await findTracer()).found;
const minutes = 60_000;
const image = 'dfopt-test-programs';
const pair = breakable(image);
const cache: LayerCache = new Map();
const rows: MutationRow[] = [];
let context = '';

/** What is opened is only seen where strace is at hand. */
function isSeen({ cause }: Mutation): boolean {
  return watched || !cause.startsWith('trace ');
}

describe.skipIf(!asked)('mutations of real images', { timeout: 5 * minutes }, () => {
  beforeAll(async () => {
    context = await mkdtemp(join(tmpdir(), 'dfopt-engine-test-'));
    const built = await (
      await engineNamed('docker')
    ).build({
      text: programs,
      context,
      ignore: undefined,
      tag: image,
      target: undefined,
      arguments: [],
      timeoutMs: 5 * minutes,
      signal: new AbortController().signal,
    });
    if (!built.ok) throw new Error(`${built.failure.message}\n${built.failure.log}`);
  }, 5 * minutes);

  afterAll(async () => {
    await (await engineNamed('docker')).remove([image]);
    await rm(context, { recursive: true, force: true });
    console.log(mutationTable(rows));
  });

  test('there are at least 25', () => {
    expect(new Set(mutations.map(({ name }) => name)).size).toBeGreaterThanOrEqual(25);
  });

  test('the correct migration is equal', async () => {
    const correct = await verifyPair(await engineNamed('docker'), pair, { context }, cache);
    expect(blamed(correct)).toEqual([]);
    expect(correct.verdict).toBe('equal');
  });

  test.for(mutations)('$name', async (mutation, { skip }) => {
    skip(!isSeen(mutation), 'this machine has no strace');
    const broken = {
      ...pair,
      after: mutate(pair.after, mutation),
      ...(mutation.http === undefined ? {} : { http: mutation.http }),
    };
    const result = await verifyPair(await engineNamed('docker'), broken, { context }, cache);
    const cause = blame(result).find(({ level, code }) => `${level} ${code}` === mutation.cause);
    rows.push({ way: mutation.name, verdict: result.verdict, cause });
    expect(blamed(result)).toContain(mutation.cause);
    expect(result.verdict).toBe(mutation.verdict ?? 'different');
  });
});

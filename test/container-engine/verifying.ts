/** Verifying hand-written pairs of Dockerfiles on a real engine. */
import { findEngine } from '../../src/verify/engine/find.ts';
import type { Engine, EngineName } from '../../src/verify/engine/types.ts';
import type { LayerCache } from '../../src/verify/image/image.ts';
import { counts, type Finding, type Verification } from '../../src/verify/verdict/types.ts';
import type { VerifyRequest } from '../../src/verify/request.ts';
import { verify } from '../../src/verify/verify.ts';
import { request } from '../verify/helpers/fake-engine.ts';
import type { Pair } from './verify-pairs.ts';

const minutes = 60_000;

export async function engineNamed(name: EngineName): Promise<Engine> {
  const search = await findEngine(name);
  if (!search.found) throw new Error(search.message);
  return search.engine;
}

/** @param changes More of the request, with the build context. */
export async function verifyPair(
  engine: Engine,
  pair: Pair,
  changes: Pick<VerifyRequest, 'context'> & Partial<VerifyRequest>,
  cache: LayerCache,
): Promise<Verification> {
  const { verification } = await verify(
    {
      ...request,
      before: pair.before,
      after: pair.after,
      http: pair.http ?? [],
      ...(pair.traced === true ? { trace: 'at-hand' as const } : {}),
      limits: { timeoutMs: 8000, memoryBytes: 256e6, processes: 128 },
      buildTimeoutMs: 5 * minutes,
      ...changes,
    },
    { engine, signal: new AbortController().signal, cache },
  );
  return verification;
}

/** The differences that count, and those of which nobody can tell. */
export function blame({ levels }: Verification): readonly Finding[] {
  return levels.flatMap(({ findings }) => findings.filter((found) => counts(found) || found.open === true));
}

/** Level and code of each. */
export function blamed(verification: Verification): readonly string[] {
  return blame(verification).map(({ level, code }) => `${level} ${code}`);
}

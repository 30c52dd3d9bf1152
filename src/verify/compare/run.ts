/** Level `run`: the same command, in a container of each image, does the same as far as can be seen from outside. */
import type { Engine, Failure } from '../engine/types.ts';
import type { Finding, LevelResult } from '../verdict/types.ts';
import { compared, findingsOf, notCompared } from './finding.ts';
import { observe, type Observation, type RunPlan } from './observe.ts';
import { agree } from './stable.ts';

const finding = findingsOf('run');

/** Runs of each image when a first pair differs: enough to see what differs from itself. */
const repetitions = 3;

export interface RunImages {
  readonly before: string;
  readonly after: string;
}

export interface RunPlans {
  readonly before: RunPlan;
  readonly after: RunPlan;
}

export interface RunComparison {
  readonly level: LevelResult;
  /** A run of the original, where there was one. */
  readonly original: Observation | undefined;
  readonly failure: Failure | undefined;
}

type Run = Extract<Observation, { readonly kind: 'ran' }>;

export async function compareRuns(
  engine: Engine,
  images: RunImages,
  plans: RunPlans,
  signal: AbortSignal,
): Promise<RunComparison> {
  const befores: Run[] = [];
  const afters: Run[] = [];
  for (let round = 0; round < repetitions; round += 1) {
    const [before, after] = await Promise.all([
      observe(engine, images.before, plans.before, signal),
      observe(engine, images.after, plans.after, signal),
    ]);
    const hindrance = hindranceOf(before, after);
    if (hindrance !== undefined) return hindrance;
    if (before.kind !== 'ran' || after.kind !== 'ran') break;
    befores.push(before);
    afters.push(after);
    if (round === 0 && findingsAmong(befores, afters).plain) break;
  }
  const [original] = befores;
  if (original === undefined)
    return { level: notCompared('run', 'nothing was run'), original: undefined, failure: undefined };
  return { level: levelOf(befores, afters, original, plans.before, engine), original, failure: undefined };
}

/** What ends the comparison: an engine that failed, or a container that doesn't start. */
function hindranceOf(before: Observation, after: Observation): RunComparison | undefined {
  for (const run of [before, after]) {
    if (run.kind === 'failed') {
      return { level: notCompared('run', run.failure.message), original: undefined, failure: run.failure };
    }
  }
  if (before.kind === 'not-started') {
    const why = `the original doesn't start, so there is nothing to compare with: ${before.message}`;
    return { level: notCompared('run', why), original: before, failure: undefined };
  }
  if (after.kind === 'not-started') {
    const found = finding(
      'does-not-start',
      'the container',
      `the original starts, the new image doesn't: ${after.message}`,
    );
    return { level: compared('run', [found]), original: before, failure: undefined };
  }
  if (before.kind === 'ran' && before.outOfMemory) {
    return {
      level: notCompared('run', 'the original needs more memory than the limit allows: raise --memory'),
      original: before,
      failure: undefined,
    };
  }
  return undefined;
}

interface Found {
  readonly findings: readonly Finding[];
  readonly varying: readonly string[];
  readonly unclear: readonly string[];
  /** Equal without a doubt. */
  readonly plain: boolean;
}

function findingsAmong(befores: readonly Run[], afters: readonly Run[]): Found {
  const names = new Set([...befores, ...afters].flatMap(({ aspects }) => [...aspects.keys()]));
  const findings: Finding[] = [];
  const varying: string[] = [];
  const unclear: string[] = [];
  for (const name of names) {
    const of = (run: Run): string => run.aspects.get(name) ?? '(none)';
    const agreement = agree(befores.map(of), afters.map(of));
    if (agreement.kind === 'different') {
      findings.push(finding('behaviour-differs', name, firstDifference(agreement.before, agreement.after)));
    } else if (agreement.kind === 'same-but-varying') varying.push(name);
    else if (agreement.kind === 'unclear') unclear.push(name);
  }
  const plain = findings.length === 0 && varying.length === 0 && unclear.length === 0;
  return { findings, varying, unclear, plain };
}

function levelOf(
  befores: readonly Run[],
  afters: readonly Run[],
  original: Run,
  plan: RunPlan,
  engine: Engine,
): LevelResult {
  const { findings, varying, unclear } = findingsAmong(befores, afters);
  const remarks = [
    ...(varying.length > 0
      ? [`varies from run to run in the original too, and was compared without that: ${varying.join(', ')}`]
      : []),
    ...(original.truncated ? ['only the first MB of the output was compared'] : []),
    ...(engine.abilities.limits ? [] : [`${engine.description} sets no limits on memory and processes`]),
    ...remarksOn(original, plan),
  ];
  const noAnswer = [...original.aspects].filter(
    ([name, value]) => value.startsWith('no answer') || (name === 'http' && value === 'no address'),
  );
  if (findings.length === 0 && noAnswer.length > 0) {
    const what = noAnswer.map(([name, value]) => `${name}: ${value}`).join('; ');
    return notCompared('run', `the original did not answer in time (${what})`);
  }
  if (findings.length === 0 && original.aspects.get('health') === 'not settled') {
    return notCompared('run', 'the health check came to no result in time: raise --timeout');
  }
  if (findings.length === 0 && unclear.length > 0) {
    return notCompared(
      'run',
      `varies from run to run in a way that can't be compared: ${unclear.join(', ')}`,
    );
  }
  return compared('run', findings, remarks);
}

function remarksOn(original: Run, plan: RunPlan): readonly string[] {
  if (original.running && plan.http.length === 0 && !plan.health) {
    return [
      `both ran for ${plan.limits.timeoutMs / 1000} s and were stopped; nothing was asked of them (--http PATH does)`,
    ];
  }
  if (!original.running && original.exit !== 0) {
    return [
      `both ended with exit ${original.exit ?? '?'}: what lies behind that was not compared (-- ARG… and --env K=V tell how to run it)`,
    ];
  }
  return [];
}

const shownLength = 160;

/** The first line that differs, of both. */
function firstDifference(before: string, after: string): string {
  const old = before.split('\n');
  const now = after.split('\n');
  const line = old.findIndex((text, index) => text !== now[index]);
  const at = line < 0 ? old.length : line;
  const where = old.length > 1 || now.length > 1 ? `line ${at + 1}: ` : '';
  return `${where}${shown(old[at])} became ${shown(now[at])}`;
}

function shown(line: string | undefined): string {
  if (line === undefined) return '(nothing more)';
  return JSON.stringify(line.length > shownLength ? `${line.slice(0, shownLength)}…` : line);
}

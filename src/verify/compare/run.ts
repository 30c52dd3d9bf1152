/** Level `run`: the same command, in a container of each image, does the same as far as can be seen from outside. */
import type { Engine } from '../engine/types.ts';
import type { Finding, LevelResult } from '../verdict/types.ts';
import { compared, findingsOf, notCompared } from './finding.ts';
import { listeningPortsOf, noAddress, observe, type Observation, type RunPlan } from './observe.ts';
import { unseen, unseenWithout } from './seen.ts';
import { agree, sortLines, type Agreement } from './stable.ts';

const finding = findingsOf('run');

/** Runs of each image when a first pair differs: enough to see what differs from itself. */
const repetitions = 3;
/** Ports that are asked without being told. */
export const mostPorts = 5;

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
  /** How both were run in the end: what they were seen to listen on is asked, too. */
  readonly plans: RunPlans;
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
    const hindrance = hindranceOf(before, after, plans);
    if (hindrance !== undefined) return hindrance;
    if (before.kind !== 'ran' || after.kind !== 'ran') break;
    befores.push(before);
    afters.push(after);
    if (round === 0 && findingsAmong(befores, afters).plain) break;
  }
  const [original] = befores;
  if (original === undefined)
    return { level: notCompared('run', 'nothing was run'), original: undefined, plans };
  const level = levelOf(befores, afters, original, engine);
  const nothing = level.status === 'equal' ? unseen(original, plans.before) : undefined;
  if (nothing === undefined) return { level, original, plans };
  if (nothing.kind === 'known') return { level: notCompared('run', nothing.why), original, plans };
  const ports = await listeningPortsOf(engine, images.before, plans.before, signal);
  if (ports !== undefined && ports.length > 0 && engine.abilities.addresses) {
    return compareRuns(engine, images, askingAt(plans, ports), signal);
  }
  const why = unseenWithout(ports, original, plans.before);
  return { level: why === undefined ? level : notCompared('run', why), original, plans };
}

/** The plans of a server that announces no port, once it is seen which it listens on. */
function askingAt({ before, after }: RunPlans, ports: readonly number[]): RunPlans {
  const asks = ports.slice(0, mostPorts).map((port) => ({ path: '/', port, told: false }));
  return { before: { ...before, asks }, after: { ...after, asks } };
}

/** What ends the comparison: an engine that failed, or a container that doesn't start. */
function hindranceOf(before: Observation, after: Observation, plans: RunPlans): RunComparison | undefined {
  for (const run of [before, after]) {
    if (run.kind === 'failed') {
      return { level: notCompared('run', run.failure.message), original: undefined, plans };
    }
  }
  if (before.kind === 'not-started') {
    const why = `the original doesn't start, so there is nothing to compare with: ${before.message}`;
    return { level: notCompared('run', why), original: before, plans };
  }
  if (after.kind === 'not-started') {
    const found = finding(
      'does-not-start',
      'the container',
      `the original starts, the new image doesn't: ${after.message}`,
    );
    return { level: compared('run', [found]), original: before, plans };
  }
  if (before.kind === 'ran' && before.outOfMemory) {
    return {
      level: notCompared('run', 'the original needs more memory than the limit allows: raise --memory'),
      original: before,
      plans,
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
    const windows = {
      before: befores.map(({ window }) => window),
      after: afters.map(({ window }) => window),
    };
    const plainly = agree(befores.map(of), afters.map(of), windows);
    // What goes to standard error from several threads, or beside standard output, has no order of its own.
    const agreement =
      name === 'stderr' && (plainly.kind === 'different' || plainly.kind === 'unclear')
        ? (inAnyOrder(agree(befores.map(of).map(sortLines), afters.map(of).map(sortLines), windows)) ??
          plainly)
        : plainly;
    if (agreement.kind === 'different') {
      findings.push(finding('behaviour-differs', name, firstDifference(agreement.before, agreement.after)));
    } else if (agreement.kind === 'same-but-varying') varying.push(name);
    else if (agreement.kind === 'unclear') unclear.push(name);
  }
  const plain = findings.length === 0 && varying.length === 0 && unclear.length === 0;
  return { findings, varying, unclear, plain };
}

/** The same lines are the same, whatever their order. */
function inAnyOrder({ kind }: Agreement): Agreement | undefined {
  return kind === 'same' || kind === 'same-but-varying' ? { kind: 'same-but-varying' } : undefined;
}

function levelOf(
  befores: readonly Run[],
  afters: readonly Run[],
  original: Run,
  engine: Engine,
): LevelResult {
  const { findings, varying, unclear } = findingsAmong(befores, afters);
  const remarks = [
    ...(varying.length > 0
      ? [`varies from run to run in the original too, and was compared without that: ${varying.join(', ')}`]
      : []),
    ...(original.truncated ? ['only the first MB of the output was compared'] : []),
    ...(engine.abilities.limits ? [] : [`${engine.description} sets no limits on memory and processes`]),
  ];
  const noAnswer = [...original.aspects].filter(
    ([name, value]) => value.startsWith('no answer') || (name === 'http' && value === noAddress),
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
  return compared('run', findings, [...remarks, ...askedOf(original)]);
}

/** What was asked without being told. */
function askedOf({ aspects }: Run): readonly string[] {
  const answers = [...aspects].flatMap(([name, value]) =>
    name.endsWith(' status') ? [`${name.slice(0, -' status'.length)} ${value}`] : [],
  );
  return answers.length === 0 ? [] : [`asked: ${answers.join(', ')}`];
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

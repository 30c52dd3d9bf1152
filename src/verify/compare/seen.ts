/**
 * Whether a run showed what a program does. Two containers that die for want of a database, print how they want to be
 * called, or wait for requests that nobody makes are alike whatever is missing in one of them.
 */
import { noHttp } from './http.ts';
import type { RunPlan } from './observe.ts';

/** What is seen of a run of the original. */
export interface Shown {
  readonly aspects: ReadonlyMap<string, string>;
  readonly running: boolean;
  readonly exit: number | undefined;
}

/** Why nothing was seen that says what the program does, with what would tell more; undefined where something was. */
export function unseen(run: Shown, plan: RunPlan): Unseen | undefined {
  if (run.running && plan.asks.length === 0 && !plan.health) return { kind: 'not-asked' };
  const why = run.running ? unseenServer(run, plan) : unseenEnd(run, plan);
  return why === undefined ? undefined : { kind: 'known', why };
}

export type Unseen =
  | { readonly kind: 'known'; readonly why: string }
  /** It ran until it was stopped, and which ports it listens on says whether anything was missed. */
  | { readonly kind: 'not-asked' };

/** The same of a program that was asked nothing, once its ports were looked for: undefined where they can't be seen. */
export function unseenWithout(
  ports: readonly number[] | undefined,
  { aspects }: Shown,
  { limits }: RunPlan,
): string | undefined {
  const seconds = limits.timeoutMs / 1000;
  if (ports === undefined || ports.length > 0) {
    return `both ran for ${seconds} s and were stopped, and nothing was asked of them: --http PATH --port N asks a server`;
  }
  const printed = (aspects.get('stdout') ?? '') + (aspects.get('stderr') ?? '') !== '';
  return printed
    ? undefined
    : `both ran for ${seconds} s, printed nothing and listened on no port: --timeout gives them more time, --env K=V a variable`;
}

function unseenEnd({ aspects, exit }: Shown, plan: RunPlan): string | undefined {
  const advice = `(${hints(plan).join(', ')})`;
  if (exit !== undefined && exit !== (plan.exit ?? 0)) {
    return `both end with exit ${exit}: what lies behind that was not compared ${advice}`;
  }
  if (plan.exit !== undefined) return undefined;
  const output = `${aspects.get('stdout') ?? ''}\n${aspects.get('stderr') ?? ''}`;
  if (output.trim() === '') {
    return `both end with exit ${exit ?? 0} and print nothing ${advice}`;
  }
  return printsUsage(output) && plan.args === undefined && !plan.command.some(asksForHelp)
    ? `both print how they are called: what lies behind that was not compared ${advice}`
    : undefined;
}

/** What tells more of a program that ended. */
function hints({ args, exit, dependsOn, services }: RunPlan): readonly string[] {
  return [
    args === undefined ? '-- ARG… gives it arguments' : 'other arguments behind --',
    '--env K=V a variable',
    ...(dependsOn.length > 0 && services.length === 0
      ? [`--with COMPOSE what it depends on: ${dependsOn.join(' ')}`]
      : []),
    ...(exit === undefined ? ['--exit N says that it is meant to end so'] : []),
  ];
}

/** `Usage:`, `usage: app NAME`, and `Usage of app:` of Go's flag package. */
function printsUsage(output: string): boolean {
  return /^\s*usage(?: of [^\n]+)?:/im.test(output);
}

function asksForHelp(word: string): boolean {
  return /^(?:-h|-{1,2}help|help|-\?)$/.test(word);
}

function unseenServer({ aspects }: Shown, plan: RunPlan): string | undefined {
  const { asks, limits } = plan;
  const seconds = limits.timeoutMs / 1000;
  const health = aspects.get('health');
  if (health === 'healthy') return undefined;
  if (health === 'unhealthy')
    return 'the health check fails in the original too: it shows nothing of what the program does';
  const statuses = [...aspects].filter(([name]) => name.startsWith('GET ') && name.endsWith(' status'));
  const told = asks.some((ask) => ask.told);
  if (statuses.some(([, status]) => told || Number(status) < 400)) return undefined;
  if (statuses.length > 0) {
    const pages = statuses.map(
      ([name, status]) => `${name.slice('GET '.length, -' status'.length)}: ${status}`,
    );
    return `no page was found that shows what the server does (${pages.join(', ')}): --http PATH names one`;
  }
  const ports = [...new Set(asks.map(({ port }) => port))].join(', ');
  if ([...aspects.values()].includes(noHttp)) {
    return `what listens on port ${ports} does not speak HTTP, and nothing else was asked of it: a health check would`;
  }
  return `nothing listened on port ${ports} within ${seconds} s: --port N names another, --timeout gives it more time`;
}

/** One run of a container, and what can be seen of it from outside. */
import type { Engine, Failure, Limits, RunningContainer } from '../engine/types.ts';
import { fetchPaths, type HttpExchange } from './http.ts';

export interface RunPlan {
  /** The whole command, and the arguments alone as the user gave them. */
  readonly command: readonly string[];
  readonly args: readonly string[] | undefined;
  readonly env: readonly string[];
  /** Paths to ask for; none means that no network is needed. */
  readonly http: readonly string[];
  readonly port: number | undefined;
  readonly limits: Limits;
  /** Wait for what the health check says. */
  readonly health: boolean;
  /** The user asked for access to the outside. */
  readonly openNetwork: boolean;
}

/** What is compared, by name: `exit`, `stdout`, `GET / body` … */
export type Aspects = ReadonlyMap<string, string>;

export type Observation =
  | {
      readonly kind: 'ran';
      readonly aspects: Aspects;
      readonly running: boolean;
      readonly exit: number | undefined;
      readonly outOfMemory: boolean;
      readonly truncated: boolean;
    }
  | { readonly kind: 'not-started'; readonly message: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Runs the image once. */
export async function observe(
  engine: Engine,
  image: string,
  plan: RunPlan,
  signal: AbortSignal,
): Promise<Observation> {
  const seen = new Map<string, string>();
  const watching = plan.http.length > 0 || plan.health;
  const result = await engine.run({
    image,
    command: plan.command,
    args: plan.args,
    replaceEntrypoint: false,
    env: plan.env,
    network: plan.openNetwork ? 'open' : plan.http.length > 0 ? 'internal' : 'none',
    limits: plan.limits,
    signal,
    ...(watching ? { during: (container) => watch(container, plan, seen) } : {}),
  });
  if (result.kind !== 'ran') return result;
  const { ran } = result;
  const address = seen.get(addressKey);
  seen.delete(addressKey);
  // The engine gives each run an address of its own.
  const text = (bytes: Buffer): string => {
    const decoded = bytes.toString('utf8');
    return address === undefined ? decoded : decoded.replaceAll(address, '(address)');
  };
  const end = ran.exit === undefined ? 'runs until it is stopped' : `exit ${ran.exit}`;
  return {
    kind: 'ran',
    running: ran.stopped,
    exit: ran.exit,
    outOfMemory: ran.outOfMemory,
    truncated: ran.truncated,
    aspects: new Map([
      [
        'end',
        ran.stopped
          ? `runs until it is stopped${ran.exit === undefined ? '' : `, then exit ${ran.exit}`}`
          : end,
      ],
      ['stdout', text(ran.stdout)],
      ['stderr', text(ran.stderr)],
      ...seen,
    ]),
  };
}

const addressKey = '(address)';

async function watch(container: RunningContainer, plan: RunPlan, seen: Map<string, string>): Promise<void> {
  if (plan.http.length > 0) {
    const address = await container.address();
    if (address === undefined || plan.port === undefined) {
      seen.set('http', 'no address');
    } else {
      seen.set(addressKey, address);
      for (const exchange of await fetchPaths(address, plan.port, plan.http, container.ended))
        record(exchange, seen);
    }
  }
  if (plan.health) seen.set('health', await settledHealth(container));
}

function record(exchange: HttpExchange, seen: Map<string, string>): void {
  const name = `GET ${exchange.path}`;
  if (!exchange.answered) {
    seen.set(name, exchange.error);
    return;
  }
  seen.set(`${name} status`, String(exchange.status));
  seen.set(`${name} headers`, exchange.headers);
  seen.set(`${name} body`, exchange.body);
}

const healthPollMs = 300;

async function settledHealth(container: RunningContainer): Promise<string> {
  while (!container.ended.aborted) {
    const status = await container.health();
    if (status === 'healthy' || status === 'unhealthy') return status;
    await new Promise((resolve) => setTimeout(resolve, healthPollMs));
  }
  return 'not settled';
}

/** One run of a container, and what can be seen of it from outside. */
import type {
  BesideRequest,
  Engine,
  Failure,
  Limits,
  RunningContainer,
  RunRequest,
} from '../engine/types.ts';
import type { Window } from './stable.ts';
import { fetchAsked, noHttp, nothingListens, unanswered, type Ask, type HttpExchange } from './http.ts';

export interface RunPlan {
  /** The whole command, and the arguments alone as the user gave them. */
  readonly command: readonly string[];
  readonly args: readonly string[] | undefined;
  /** The command takes the entrypoint's place, too. */
  readonly replaceEntrypoint: boolean;
  readonly env: readonly string[];
  readonly user: string | undefined;
  readonly workdir: string | undefined;
  readonly readOnly: boolean;
  readonly dropCapabilities: readonly string[];
  /** What a server is asked for. */
  readonly asks: readonly Ask[];
  /** The exit code that the program is meant to end with; undefined where nobody said. */
  readonly exit: number | undefined;
  /** Services it depends on, and those that are started beside it. */
  readonly dependsOn: readonly string[];
  readonly services: readonly BesideRequest[];
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
      readonly window: Window;
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
  const from = Date.now();
  const watching = plan.asks.length > 0 || plan.health;
  const result = await engine.run({
    image,
    command: plan.command,
    args: plan.args,
    replaceEntrypoint: plan.replaceEntrypoint,
    ...settingsOf(plan),
    limits: plan.limits,
    signal,
    ...(watching ? { during: (container) => watch(container, plan, seen) } : {}),
  });
  if (result.kind !== 'ran') return result;
  const { ran } = result;
  const address = seen.get(addressKey);
  seen.delete(addressKey);
  // What ends sooner than the engine tells its address listens no more.
  if (seen.get('http') === noAddress && !ran.stopped) {
    seen.delete('http');
    for (const ask of plan.asks) record(unanswered(ask), plan, seen);
  }
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
    window: { from, to: Date.now() },
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

/** How the container of a plan is made, whatever is watched of it. */
export function settingsOf(
  plan: RunPlan,
): Pick<RunRequest, 'env' | 'network' | 'user' | 'workdir' | 'services' | 'readOnly' | 'dropCapabilities'> {
  const { user, workdir, asks, services, env, openNetwork, readOnly, dropCapabilities } = plan;
  return {
    env,
    readOnly,
    dropCapabilities,
    services,
    network: openNetwork ? 'open' : asks.length > 0 || services.length > 0 ? 'internal' : 'none',
    ...(user === undefined ? {} : { user }),
    ...(workdir === undefined ? {} : { workdir }),
  };
}

/** Between two looks, at least. */
const lookMs = 1000;
/** What a look may take on a busy machine. */
const lastLookMs = 30_000;

/**
 * The ports that a container of the image listens on within the time that it may run; undefined where that can't be
 * seen. It is a run of its own: looking takes time, and what is compared has to run as long as the other.
 */
export async function listeningPortsOf(
  engine: Engine,
  image: string,
  plan: RunPlan,
  signal: AbortSignal,
): Promise<readonly number[] | undefined> {
  const { limits } = plan;
  let ports: readonly number[] | undefined;
  await engine.run({
    image,
    command: plan.command,
    args: plan.args,
    replaceEntrypoint: plan.replaceEntrypoint,
    ...settingsOf(plan),
    limits: { ...limits, timeoutMs: limits.timeoutMs + lastLookMs },
    observer: image,
    signal,
    during: async (container) => {
      const begun = Date.now();
      for (let last = false; !last && !container.ended.aborted;) {
        last = Date.now() - begun >= limits.timeoutMs;
        // A look can fail where the container is only just there.
        ports = (await container.listening()) ?? ports;
        if (ports !== undefined && ports.length > 0) return;
        await waited(Math.max(lookMs, (Date.now() - begun) / 4), container.ended);
      }
    },
  });
  return ports;
}

/** Until the time or the container is up. */
function waited(ms: number, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    if (ended.aborted) end();
    else ended.addEventListener('abort', end, { once: true });
  });
}

const addressKey = '(address)';

/** What is seen of a container that nothing can be asked of. */
export const noAddress = 'no address';

async function watch(container: RunningContainer, plan: RunPlan, seen: Map<string, string>): Promise<void> {
  if (plan.asks.length > 0) {
    const address = await container.address();
    if (address === undefined) seen.set('http', noAddress);
    else {
      seen.set(addressKey, address);
      for (const exchange of await fetchAsked(address, plan.asks, container.ended))
        record(exchange, plan, seen);
    }
  }
  if (plan.health) seen.set('health', await settledHealth(container));
}

function record(exchange: HttpExchange, { asks }: RunPlan, seen: Map<string, string>): void {
  const { ask } = exchange;
  const several = asks.some(({ port }) => port !== ask.port);
  const name = `GET ${several ? `:${ask.port}` : ''}${ask.path}`;
  if (!exchange.answered) {
    seen.set(name, ask.told ? exchange.error : exchange.connected ? noHttp : nothingListens);
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

/** Asking a server in a container for paths, once it listens. */
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A page that a server is asked for. */
export interface Ask {
  readonly path: string;
  readonly port: number;
  /** The user named it; else the image does, or a compose file. */
  readonly told: boolean;
}

/** What is told of a page that nobody asked for by name: a connection, and no answer that is HTTP. */
export const noHttp = 'no HTTP';
/** No connection at all. */
export const nothingListens = 'nothing listens';

export type HttpExchange =
  | {
      readonly ask: Ask;
      readonly answered: false;
      /** There was a connection. */
      readonly connected: boolean;
      readonly error: string;
    }
  | {
      readonly ask: Ask;
      readonly answered: true;
      readonly status: number;
      /** One a line, sorted; those that tell the time left out, a time of building left open. */
      readonly headers: string;
      readonly body: string;
    };

const pollMs = 100;
const answerMs = 10_000;
const maximalBody = 4 * 1024 * 1024;
/** RFC 9110: `Date` is when the message was made, `Age` how old it is, `Expires` a moment in the future. */
const clockHeaders = new Set(['date', 'age', 'expires']);
/** RFC 9110: when what is served was changed last; of a file, when its image's layer was built. That it is told counts. */
const buildTimeHeaders = new Set(['last-modified']);

/** What could not be connected to may still be starting. */
const notThereYet = /ECONNREFUSED|EHOSTUNREACH/;
/** When one port answers, others of the same program do soon. */
const afterFirstMs = 1500;

/**
 * Asks for all, the ports in their order as soon as they take connections; waits for the server until the signal says
 * that there is no more time. The answers are in the order of what was asked.
 */
export async function fetchAsked(
  address: string,
  asks: readonly Ask[],
  signal: AbortSignal,
): Promise<readonly HttpExchange[]> {
  const done = new Map<Ask, HttpExchange>();
  let deadline = Number.POSITIVE_INFINITY;
  while (done.size < asks.length && !signal.aborted && Date.now() < deadline) {
    for (const ask of asks) {
      if (done.has(ask) || signal.aborted) continue;
      const exchange = await fetchPath(address, ask, signal);
      if (!exchange.answered && notThereYet.test(exchange.error)) continue;
      done.set(ask, exchange);
      // What the user named is waited for as long as there is time.
      if (!asks.some(({ told }) => told)) deadline = Math.min(deadline, Date.now() + afterFirstMs);
    }
    if (done.size < asks.length) await sleep(pollMs);
  }
  return asks.map((ask) => done.get(ask) ?? unanswered(ask));
}

/** What is told of a page that nobody was there to be asked for. */
export function unanswered(ask: Ask): HttpExchange {
  return { ask, answered: false, connected: false, error: 'no answer: nothing listens there' };
}

function fetchPath(address: string, ask: Ask, signal: AbortSignal): Promise<HttpExchange> {
  const { path, port } = ask;
  return new Promise((resolve) => {
    const failed = (error: Error): void => {
      const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
      resolve({ ask, answered: false, connected: !signal.aborted, error: `no answer: ${code}` });
    };
    const outgoing = request(
      {
        host: address,
        port,
        path,
        signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
        // The same in every run, whatever the container's address.
        headers: { host: 'localhost', 'user-agent': 'dfopt', accept: '*/*', connection: 'close' },
      },
      (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size <= maximalBody) parts.push(chunk);
        });
        response.on('error', failed);
        response.on('end', () => {
          resolve({
            ask,
            answered: true,
            status: response.statusCode ?? 0,
            headers: headerLines(response.rawHeaders),
            body: Buffer.concat(parts).toString('utf8'),
          });
        });
      },
    );
    outgoing.on('error', failed);
    outgoing.end();
  });
}

function headerLines(raw: readonly string[]): string {
  const lines: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    if (clockHeaders.has(name)) continue;
    lines.push(`${name}: ${buildTimeHeaders.has(name) ? '(a moment)' : (raw[index + 1] ?? '')}`);
  }
  return lines.sort().join('\n');
}

/** Asking a server in a container for paths, once it listens. */
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export type HttpExchange =
  | { readonly path: string; readonly answered: false; readonly error: string }
  | {
      readonly path: string;
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

/** Asks for each path in order; waits for the server until the signal says that there is no more time. */
export async function fetchPaths(
  address: string,
  port: number,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly HttpExchange[]> {
  const exchanges: HttpExchange[] = [];
  for (const path of paths) {
    let exchange = await fetchPath(address, port, path, signal);
    // Only what can't be connected to may still be starting.
    while (!exchange.answered && /ECONNREFUSED|EHOSTUNREACH/.test(exchange.error) && !signal.aborted) {
      await sleep(pollMs);
      exchange = await fetchPath(address, port, path, signal);
    }
    exchanges.push(exchange);
  }
  return exchanges;
}

function fetchPath(address: string, port: number, path: string, signal: AbortSignal): Promise<HttpExchange> {
  return new Promise((resolve) => {
    const failed = (error: Error): void => {
      const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
      resolve({ path, answered: false, error: `no answer: ${code}` });
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
            path,
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

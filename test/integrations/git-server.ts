/** Serves repositories over http with git's own CGI program, on this machine only. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { join } from 'node:path';

/** git's CGI program (git-http-backend(1)); undefined where git came without it. */
export function httpBackend(): string | undefined {
  const { stdout, status } = spawnSync('git', ['--exec-path'], { encoding: 'utf8' });
  const program = join(stdout?.trim() ?? '', 'git-http-backend');
  return status === 0 && existsSync(program) ? program : undefined;
}

export interface GitServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Anyone may fetch, and push too. */
export function serveGit(backend: string, directory: string): Promise<GitServer> {
  const server = createServer((request, response) => answer(backend, directory, request, response));
  return new Promise((done, fail) => {
    server.on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return fail(new Error('the server has no port'));
      done({
        url: `http://127.0.0.1:${address.port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

function answer(
  backend: string,
  directory: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { pathname, search } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const header = (name: string): string => [request.headers[name] ?? []].flat().join(', ');
  const child = spawn(backend, [], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      GIT_PROJECT_ROOT: directory,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_PROTOCOL: header('git-protocol'),
      PATH: process.env['PATH'] ?? '',
      PATH_INFO: decodeURIComponent(pathname),
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: header('content-type'),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      // What lets someone push, without any check.
      REMOTE_USER: 'tester',
      REMOTE_ADDR: '127.0.0.1',
    },
  });
  request.pipe(child.stdin);
  child.stdin.on('error', () => {});
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.on('close', () => reply(Buffer.concat(chunks), response));
}

/** A CGI answer (RFC 3875 §6): header lines, an empty line, the body. */
function reply(bytes: Buffer, response: ServerResponse): void {
  const end = bytes.indexOf('\r\n\r\n');
  for (const line of bytes.subarray(0, end).toString('latin1').split('\r\n')) {
    const [name = '', value = ''] = line.split(/:\s*(.*)/s);
    if (name.toLowerCase() === 'status') response.statusCode = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.end(bytes.subarray(end + 4));
}

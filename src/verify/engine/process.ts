/** Child processes with limits: on time, on kept output, and by an abort signal. */
import { spawn } from 'node:child_process';

export interface ExecuteOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Bytes kept of each stream; what is beyond is read and dropped. */
  readonly maximalOutput?: number;
  /** Called for each line of either stream. */
  readonly onLine?: (line: string) => void;
}

export interface Finished {
  /** Undefined if it was killed or never started. */
  readonly code: number | undefined;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly truncated: boolean;
  /** What ended it, other than itself. */
  readonly endedBy: 'itself' | 'timeout' | 'abort' | 'not-startable';
}

const defaultOutput = 4 * 1024 * 1024;
/** Between asking a process to end and killing it. */
const graceMs = 3000;

/** Runs a program to its end. Never rejects. */
export function execute(
  command: string,
  args: readonly string[],
  options: ExecuteOptions = {},
): Promise<Finished> {
  const { timeoutMs, signal, env, maximalOutput = defaultOutput, onLine } = options;
  return new Promise((resolve) => {
    const empty = Buffer.alloc(0);
    if (signal?.aborted === true) {
      resolve({ code: undefined, stdout: empty, stderr: empty, truncated: false, endedBy: 'abort' });
      return;
    }
    // A group of its own: Ctrl-C in the terminal reaches dfopt alone, which then ends its children in order.
    const child = spawn(command, args, {
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    let endedBy: Finished['endedBy'] = 'itself';
    const kill = (how: NodeJS.Signals): void => {
      if (child.pid === undefined) return;
      try {
        if (process.platform === 'win32') child.kill(how);
        else process.kill(-child.pid, how);
      } catch {
        // It has ended in the meantime.
      }
    };
    let hard: NodeJS.Timeout | undefined;
    const end = (why: 'timeout' | 'abort'): void => {
      if (hard !== undefined) return;
      endedBy = why;
      kill('SIGTERM');
      hard = setTimeout(() => kill('SIGKILL'), graceMs);
    };
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => end('timeout'), timeoutMs);
    const onAbort = (): void => end('abort');
    signal?.addEventListener('abort', onAbort, { once: true });

    const stdout = collector(maximalOutput, onLine);
    const stderr = collector(maximalOutput, onLine);
    child.stdout.on('data', stdout.add);
    child.stderr.on('data', stderr.add);

    const settle = (code: number | undefined): void => {
      clearTimeout(timer);
      clearTimeout(hard);
      signal?.removeEventListener('abort', onAbort);
      stdout.finish();
      stderr.finish();
      resolve({
        code,
        stdout: stdout.bytes(),
        stderr: stderr.bytes(),
        truncated: stdout.truncated() || stderr.truncated(),
        endedBy,
      });
    };
    child.on('error', (error) => {
      if (child.pid === undefined) {
        endedBy = 'not-startable';
        stderr.add(Buffer.from(error.message));
        settle(undefined);
      }
    });
    child.on('close', (code) => {
      if (child.pid !== undefined) settle(endedBy === 'itself' ? (code ?? undefined) : undefined);
    });
  });
}

interface Collector {
  readonly add: (chunk: Buffer) => void;
  readonly finish: () => void;
  readonly bytes: () => Buffer;
  readonly truncated: () => boolean;
}

function collector(maximum: number, onLine: ((line: string) => void) | undefined): Collector {
  const parts: Buffer[] = [];
  let kept = 0;
  let dropped = false;
  let line = '';
  return {
    add: (chunk) => {
      const part = chunk.subarray(0, maximum - kept);
      if (part.length < chunk.length) dropped = true;
      if (part.length > 0) parts.push(part);
      kept += part.length;
      if (onLine === undefined) return;
      const lines = (line + chunk.toString('utf8')).split('\n');
      line = (lines.pop() ?? '').slice(-maximum);
      for (const whole of lines) onLine(whole);
    },
    finish: () => {
      if (line !== '') onLine?.(line);
      line = '';
    },
    bytes: () => Buffer.concat(parts),
    truncated: () => dropped,
  };
}

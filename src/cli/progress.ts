/** Progress on standard error: a bar, the rate and the time left, on a terminal only. */
import type { Streams } from './streams.ts';

export interface Progress {
  readonly advance: () => void;
  /** Takes the bar away. May be called twice. */
  readonly end: () => void;
}

const nothing: Progress = { advance: () => {}, end: () => {} };

/** Below this many files a run is over before a bar could be read. */
const fewest = 20;
/** Milliseconds between two pictures. */
const interval = 100;

/** Shows nothing for few files, and where no terminal is. */
export function startProgress({ stderr, env }: Streams, total: number): Progress {
  if (stderr.isTTY !== true || env['TERM'] === 'dumb' || total < fewest) return nothing;
  const started = performance.now();
  let done = 0;
  let shown = -Infinity;
  return {
    advance: () => {
      done += 1;
      const now = performance.now();
      if (now - shown < interval) return;
      shown = now;
      stderr.write(`\r\x1b[2K${progressLine(done, total, (now - started) / 1000, stderr.columns ?? 80)}`);
    },
    end: () => {
      if (shown !== -Infinity) stderr.write('\r\x1b[2K');
      shown = -Infinity;
    },
  };
}

/** `[#######-------] 120/500 files, 240/s, 2 s left` */
export function progressLine(done: number, total: number, seconds: number, columns: number): string {
  const rate = seconds > 0 ? done / seconds : 0;
  const left = rate > 0 ? Math.ceil((total - done) / rate) : 0;
  const text = ` ${done}/${total} files, ${Math.round(rate)}/s, ${left} s left`;
  const width = Math.min(40, columns - text.length - 3);
  if (width < 5) return text.trim().slice(0, Math.max(0, columns - 1));
  const filled = Math.round((done / total) * width);
  return `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}]${text}`;
}

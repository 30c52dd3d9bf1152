/** Ctrl-C for what has something to put away: the work is told, ends in order, and the command ends with 130. */

export interface Interrupt {
  readonly signal: AbortSignal;
  /** Leaves signals to themselves again. */
  readonly release: () => void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Aborts with the first signal. The second ends the process at once, as it would without this. */
export function onInterrupt(): Interrupt {
  const controller = new AbortController();
  const release = (): void => signals.forEach((signal) => void process.removeListener(signal, stop));
  const stop = (): void => {
    release();
    controller.abort();
  };
  signals.forEach((signal) => void process.on(signal, stop));
  return { signal: controller.signal, release };
}

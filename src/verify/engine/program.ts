/** The program that an engine is used through. */
import { failureOf } from './failure.ts';
import { execute, type ExecuteOptions, type Finished } from './process.ts';
import type { Failure } from './types.ts';

/** An engine's program, with what all its verbs have in common. */
export interface EngineProgram {
  readonly call: (args: readonly string[], options?: ExecuteOptions) => Promise<Finished>;
  /** Why a call that didn't succeed failed; `verb` is for people. */
  readonly failed: (verb: string, finished: Finished, otherwise?: 'build' | 'engine') => Promise<Failure>;
}

/** Time for a command that neither builds, nor moves an image, nor waits for a container. */
export const commandTimeoutMs = 60_000;
/** Bytes of a container's output that are kept. */
export const usualOutput = 1024 * 1024;
const pingTimeoutMs = 10_000;

/**
 * @param name As people know it.
 * @param program The name or path it is started by.
 * @param ping A command that succeeds if the engine answers.
 */
export function engineProgram(name: string, program: string, ping: readonly string[]): EngineProgram {
  const call: EngineProgram['call'] = (args, options = {}) =>
    execute(program, args, { timeoutMs: commandTimeoutMs, ...options });
  const alive = async (): Promise<boolean> => (await call(ping, { timeoutMs: pingTimeoutMs })).code === 0;
  return {
    call,
    failed: (verb, finished, otherwise = 'engine') =>
      failureOf({ what: `${name} ${verb}`, finished, alive, otherwise }),
  };
}

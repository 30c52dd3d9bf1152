/** A call that dfopt can't make sense of. */

/** Thrown by commands and caught once, in `main`: ends the run with exit code 2 and a line for each problem. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly lines: readonly string[];

  constructor(...lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** `dfopt: <what> at <where>: <why>; <what to do>` */
export function usageError(where: string, why: string, advice: string): UsageError {
  return new UsageError(`cannot understand the command line at ${where}: ${why}; ${advice}`);
}

/** A configuration that can't be used, a line for each problem (`place: why; what to do`). */
export function configurationError(problems: readonly string[]): UsageError {
  return new UsageError(...problems.map((problem) => `cannot use the configuration at ${problem}`));
}

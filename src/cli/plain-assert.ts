/**
 * Takes the place of Node's module assert in the bundle. yargs checks its own use with it in every run, and the module
 * loads what it takes to print a difference in colour.
 */
export function strictEqual(actual: unknown, expected: unknown, message?: string): void {
  if (!Object.is(actual, expected)) throw new Error(message);
}

export function notStrictEqual(actual: unknown, expected: unknown, message?: string): void {
  if (Object.is(actual, expected)) throw new Error(message);
}

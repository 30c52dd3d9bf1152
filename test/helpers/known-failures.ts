/** Fixtures whose expectation is right and not met yet, each with what is wrong. Empty when all is well. */
export const knownFailures: ReadonlyMap<string, string> = new Map<string, string>([
  [
    'golang/module-certificates-built-in',
    'the module with the certificates itself is taken for one that needs them',
  ],
]);

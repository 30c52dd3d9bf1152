/** Fixtures whose expectation is right and not met yet, each with what is wrong. Empty when all is well. */
export const knownFailures: ReadonlyMap<string, string> = new Map<string, string>([
  [
    'golang/certificates-of-a-company',
    'a base with certificates of its own hides those that the author added',
  ],
  ['golang/files-written-to-a-system-directory', '/var/log is not on scratch'],
]);

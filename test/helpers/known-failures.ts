/** Fixtures whose expectation is right and not met yet, each with what is wrong. Empty when all is well. */
export const knownFailures: ReadonlyMap<string, string> = new Map<string, string>([]);

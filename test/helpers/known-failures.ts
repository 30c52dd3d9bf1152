/** Fixtures whose expectation is right and not met yet, each with what is wrong. Empty when all is well. */
export const knownFailures: ReadonlyMap<string, string> = new Map<string, string>([
  ['golang/build-in-a-workspace', 'go.work is not looked for'],
  ['golang/home-directory-by-environment', "HOME is the author's, and /root asked for all the same"],
  ['golang/refused-output-in-a-cache', 'what is written into a cache mount is taken for a part of the image'],
]);

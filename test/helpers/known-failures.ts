/** Fixtures whose expectation is right and not met yet, each with what is wrong. Empty when all is well. */
export const knownFailures: ReadonlyMap<string, string> = new Map<string, string>([
  ['golang/executable-directory', 'a file beside the program is left behind'],
  ['golang/form-platform', 'the runtime stage is for another platform than the build stage'],
  ['golang/packages-of-unknown-purpose', 'programs that are started inherit the working directory'],
  ['golang/refused-command-of-a-script-missing', 'a program that the original image lacks is installed'],
  [
    'golang/refused-script-put-there',
    'an executable script without .sh is put where another system looks for it',
  ],
]);

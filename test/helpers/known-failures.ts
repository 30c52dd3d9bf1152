/** Fixtures whose expectation is right and not met yet, each with what is wrong. Empty when all is well. */
export const knownFailures: ReadonlyMap<string, string> = new Map<string, string>([
  ['golang/files-generated', 'go generate hides all sources of its directory'],
  ['golang/files-written-to-a-directory', 'a directory of the author is made by WORKDIR instead of copied'],
  ['golang/home-directory', 'root and its home are put together on scratch instead of taken from distroless'],
  ['golang/program-started', 'a started program inherits the working directory'],
  ['golang/program-started-over-https', 'git and curl need certificates'],
  ['golang/shell-started', 'a started shell inherits the working directory'],
  ['golang/user-builds', 'a needless WORKDIR for the home directory above the working directory'],
  ['golang/user-with-a-directory', 'the first WORKDIR /data makes it for root'],
]);

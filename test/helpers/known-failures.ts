/** Fixtures whose expectation is right and not met yet, each with what is wrong. Empty when all is well. */
export const knownFailures: ReadonlyMap<string, string> = new Map<string, string>([
  ['golang/build-by-make-without-context', 'make and mv in one RUN: the moved program is not taken for made'],
  ['golang/build-in-gopath-by-get', 'go get -d hides the sources of the package itself'],
  ['golang/cgo-c++', 'C++ files of a cgo package need libstdc++'],
  ['golang/script-that-changes-its-arguments', 'a script may replace its arguments before it runs them'],
]);

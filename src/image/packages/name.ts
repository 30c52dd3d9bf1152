/** Package names as they stand in `apt-get install` and `apk add`. */

/**
 * What may stand in a package's name: Debian Policy 5.6.1 allows lower-case letters, digits and `+-.`; aports has `_`
 * and capitals as well, and a leading dot for virtual packages.
 */
const nameCharacters = /^[A-Za-z0-9+._-]*/;

/**
 * The package's name alone, without version, release, architecture or repository: `curl=7.88.1-10+deb12u5`,
 * `curl/bookworm-backports`, `libc6:i386` (apt-get(8)); `curl~8`, `curl>=8.0`, `curl@edge` (apk-world(5)). Empty for
 * what isn't a package's name, such as a path.
 */
export function packageName(argument: string): string {
  return nameCharacters.exec(argument.trim())?.[0] ?? '';
}
